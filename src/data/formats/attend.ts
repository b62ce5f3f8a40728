// How a running export listens: it ends when it is told to, and lets others run now and then. Rows that come from memory
// never leave the microtask queue, so that without this a server would stand still and a Ctrl-C would not be heard.

import { Fault } from "../../model/records/fault.ts";

const ROWS_BETWEEN = 2048;

/** Node's way to let others go first without sleeping; a browser has none. */
const { setImmediate } = globalThis as { setImmediate?: (run: () => void) => unknown };
const next = setImmediate ?? ((run: () => void) => setTimeout(run, 0));

/** @throws Fault fault.export.cancelled */
export function cancelled(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new Fault("fault.export.cancelled");
}

/** To be awaited after every row; waits only now and then. @throws Fault fault.export.cancelled */
export function attend(
  written: number,
  { onRows, signal }: { onRows?: (written: number) => void; signal?: AbortSignal },
): Promise<void> | undefined {
  if (written % ROWS_BETWEEN !== 0) return undefined;
  cancelled(signal);
  onRows?.(written);
  return new Promise((resolve) => void next(resolve));
}
