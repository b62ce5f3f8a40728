// What the command line says, in the user's language: messages to stderr, results to stdout.

import { Fault } from "../model/records/fault.ts";
import { type Language, sentence } from "../words/index.ts";

type Params = Record<string, string | number | undefined>;

const language = (): Language =>
  /^zh/i.test(process.env.LC_ALL ?? process.env.LC_MESSAGES ?? process.env.LANG ?? "") ? "zh" : "en";

export const worded = (key: string, params: Params = {}): string => sentence(language(), key, params);
export const say = (key: string, params?: Params): void =>
  void process.stderr.write(`${worded(key, params)}\n`);
export const tell = (key: string, params?: Params): void =>
  void process.stdout.write(`${worded(key, params)}\n`);

/** An error as one sentence; what is no Fault is a defect of ours and keeps its stack. */
export function sayError(error: unknown): void {
  if (error instanceof Fault) say(error.code, error.params);
  else process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
}
