// The last records of one source that were wrong, each with its reason, secrets stripped and cut to size. What is
// refused is kept, up to 100 a second; of what is repaired, dropped or too many one a minute and reason, so that floods
// cost little and push nothing out. The counters count everything.

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
const KEPT_PER_S = 100;
const SAMPLE_MS = 60_000;
const HIDDEN = "•••";
const SECRET_KEY =
  /pass(word|wd|phrase)?$|secret|token|authori[sz]ation|api.?key|credential|cookie|private.?key/i;
// Bounded, so that no text makes them look long.
const SECRET_PAIR =
  /((?:passw(?:or)?d|passphrase|secret|token|authorization|api[_-]?key|credential|cookie)[\w-]{0,40}"?\s{0,4}[:=]\s{0,4})("(?:[^"\\]|\\.){0,2048}"?|[^\s,;&}\]]+)/gi;
const USER_INFO = /([a-z][a-z0-9+.-]{0,20}:\/\/)[^\s/@"]{0,200}@/gi;
const BEARER = /\bbearer\s{1,4}[\w.~+/=-]+/gi;

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
  let secondMs = Number.NEGATIVE_INFINITY;
  let keptInSecond = 0;
  const counts: Partial<Record<Reason, number>> = {};
  const sampledMs = new Map<Reason, number>();
  return {
    add(reason, record, detail) {
      counts[reason] = (counts[reason] ?? 0) + 1;
      const outcome = REASONS[reason];
      const atMs = now();
      if (outcome !== "refused" || reason === "too-many") {
        const before = sampledMs.get(reason);
        if (before !== undefined && atMs - before < SAMPLE_MS) return;
        sampledMs.set(reason, atMs);
      }
      if (atMs - secondMs >= 1000) {
        secondMs = atMs;
        keptInSecond = 0;
      }
      keptInSecond += 1;
      if (keptInSecond > KEPT_PER_S) return;
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
