// The last records of one source that were wrong, each with its reason, secrets stripped and cut to size. What is
// refused is always kept; of what is repaired or dropped one a minute and reason, so that floods push nothing out.

import { type Outcome, REASONS, type Reason } from "./reasons.ts";

export interface QuarantineEntry {
  atMs: number;
  reason: Reason;
  outcome: Outcome;
  detail?: string;
  /** JSON text, or the text itself when it was no JSON. */
  record: string;
}

export interface Quarantine {
  add(reason: Reason, record: unknown, detail?: string): void;
  /** Oldest first. */
  entries(): QuarantineEntry[];
  counts(): Partial<Record<Reason, number>>;
}

const RING = 1000;
const MAX_RECORD = 2048;
const SAMPLE_MS = 60_000;
const HIDDEN = "•••";
const SECRET_KEY =
  /pass(word|wd|phrase)?$|secret|token|authori[sz]ation|api.?key|credential|cookie|private.?key/i;
const SECRET_PAIR =
  /("?[\w-]*(?:passw(?:or)?d|passphrase|secret|token|authorization|api[_-]?key|credential|cookie)[\w-]*"?\s*[:=]\s*)("(?:[^"\\]|\\.)*"?|[^\s,;&}\]]+)/gi;
const USER_INFO = /([a-z][a-z0-9+.-]*:\/\/)[^\s/@"]*@/gi;
const BEARER = /\bbearer\s+[\w.~+/=-]+/gi;

/** Text without passwords, tokens and the like. */
export const withoutSecrets = (text: string): string =>
  text
    .replace(USER_INFO, `$1${HIDDEN}@`)
    .replace(BEARER, `Bearer ${HIDDEN}`)
    .replace(SECRET_PAIR, `$1${HIDDEN}`);

function textOf(record: unknown): string {
  if (record instanceof Uint8Array)
    return withoutSecrets(Buffer.from(record.subarray(0, MAX_RECORD)).toString("latin1"));
  if (typeof record === "string") return withoutSecrets(record.slice(0, MAX_RECORD));
  try {
    const text = JSON.stringify(record, (key, value: unknown) =>
      SECRET_KEY.test(key)
        ? HIDDEN
        : typeof value === "string"
          ? withoutSecrets(value)
          : typeof value === "bigint"
            ? String(value)
            : value,
    );
    return (text ?? String(record)).slice(0, MAX_RECORD);
  } catch {
    return String(record).slice(0, MAX_RECORD);
  }
}

export function createQuarantine(now: () => number): Quarantine {
  const ring: QuarantineEntry[] = [];
  let next = 0;
  const counts: Partial<Record<Reason, number>> = {};
  const sampledMs = new Map<Reason, number>();
  return {
    add(reason, record, detail) {
      counts[reason] = (counts[reason] ?? 0) + 1;
      const outcome = REASONS[reason];
      const atMs = now();
      if (outcome !== "refused") {
        const before = sampledMs.get(reason);
        if (before !== undefined && atMs - before < SAMPLE_MS) return;
        sampledMs.set(reason, atMs);
      }
      ring[next] = {
        atMs,
        reason,
        outcome,
        ...(detail !== undefined && { detail: withoutSecrets(detail).slice(0, 200) }),
        record: textOf(record),
      };
      next = (next + 1) % RING;
    },
    entries: () => (ring.length < RING ? [...ring] : [...ring.slice(next), ...ring.slice(0, next)]),
    counts: () => ({ ...counts }),
  };
}
