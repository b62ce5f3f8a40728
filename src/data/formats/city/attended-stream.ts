// A source's bytes in order, for readers that can be told to stop and that tell how far they are.

import { Fault } from "../../../model/records/fault.ts";
import type { SourceFile } from "../format.ts";

/** @throws Fault fault.input.cancelled, fault.input.empty */
export async function* attendedStream(
  file: SourceFile,
  signal: AbortSignal | undefined,
  onBytes?: (bytes: number) => void,
): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  for await (const chunk of file.stream()) {
    if (signal?.aborted) throw new Fault("fault.input.cancelled", { file: file.name });
    bytes += chunk.length;
    onBytes?.(bytes);
    yield chunk;
  }
  if (bytes === 0) throw new Fault("fault.input.empty", { file: file.name });
}
