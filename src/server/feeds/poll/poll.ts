// Asks an address again and again: with the validators of its last answer, a limit in time and bytes, and longer pauses
// while it fails. What it answers is handed on as bytes.

import { setTimeout as wait } from "node:timers/promises";
import { z } from "zod";
import type { FeedContext, Stop } from "../feed.ts";

export const pollSettings = {
  url: z
    .string()
    .regex(/^https?:\/\/[^/@\s]+(\/\S*)?$/, "http(s)://host/… without a user or password in it")
    .optional(),
  intervalS: z.number().min(0.5).max(86_400).default(30),
  timeoutS: z.number().min(1).max(300).default(10),
  tokenEnv: z
    .string()
    .regex(/^[A-Z_][A-Z0-9_]*$/)
    .optional()
    .describe("Name of the environment variable that holds the bearer token."),
  headers: z.record(z.string(), z.string()).default({}).describe("Further headers; no secrets."),
  maxBytes: z
    .number()
    .int()
    .positive()
    .default(32 << 20),
};
export const pollSchema = z.object(pollSettings);
export type PollSettings = z.output<typeof pollSchema>;

const MOST_PAUSE_S = 300;

async function bodyOf(answer: Response, maxBytes: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of answer.body ?? []) {
    size += part.length;
    if (size > maxBytes) throw new Error(`more than ${maxBytes} bytes`);
    parts.push(part);
  }
  return Buffer.concat(parts);
}

/** Start returns stop. @throws Fault fault.feed.secret-missing */
export function poll(
  settings: PollSettings & { url: string },
  { intake, fetch, secret }: Pick<FeedContext, "intake" | "fetch" | "secret">,
  take: (body: Uint8Array) => void,
): Stop {
  const token = secret(settings.tokenEnv);
  const stop = new AbortController();
  let etag: string | undefined;
  let modified: string | undefined;
  let failures = 0;

  const once = async () => {
    const answer = await fetch(settings.url, {
      signal: AbortSignal.any([stop.signal, AbortSignal.timeout(settings.timeoutS * 1000)]),
      headers: {
        ...settings.headers,
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...(etag !== undefined && { "if-none-match": etag }),
        ...(modified !== undefined && { "if-modified-since": modified }),
      },
    });
    if (answer.status === 304) {
      intake.message("304", () => {});
      return;
    }
    if (!answer.ok) {
      await answer.body?.cancel();
      throw new Error(`HTTP ${answer.status}`);
    }
    const body = await bodyOf(answer, settings.maxBytes);
    // A body that cannot be read is asked for again, whatever its validators say.
    if (!intake.message(body, () => take(body))) return;
    etag = answer.headers.get("etag") ?? undefined;
    modified = answer.headers.get("last-modified") ?? undefined;
  };

  const life = (async () => {
    while (!stop.signal.aborted) {
      try {
        await once();
        failures = 0;
        intake.link(true);
      } catch (error) {
        if (stop.signal.aborted) return;
        failures += 1;
        intake.count("unreadable", settings.url, error instanceof Error ? error.message : String(error));
        intake.link(false);
      }
      const pauseS = Math.min(
        Math.max(MOST_PAUSE_S, settings.intervalS),
        settings.intervalS * 2 ** Math.min(failures, 6),
      );
      await wait(pauseS * 1000, undefined, { signal: stop.signal }).catch(() => {});
    }
  })();
  return async () => {
    stop.abort();
    await life;
  };
}
