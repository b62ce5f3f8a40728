// The one way a running export ends when it is told to.

import { Fault } from "../../model/records/fault.ts";

/** @throws Fault fault.export.cancelled */
export function cancelled(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new Fault("fault.export.cancelled");
}
