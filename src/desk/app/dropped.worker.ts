// The thread of one dropped file: reads and tiles it through our loader, hands its tiles over, ends with the last message.

import { loadInBatches } from "@loaders.gl/core";
import type { DroppedOptions } from "../../data/build/dropped/dropped-batches.ts";
import { DroppedFileLoader } from "../../data/build/dropped/dropped-loader.ts";
import type { SourceFile } from "../../data/formats/format.ts";
import { Fault } from "../../model/records/fault.ts";
import type { FromDroppedWorker, ToDroppedWorker } from "./dropped-messages.ts";

declare const self: DedicatedWorkerGlobalScope;

const CHUNK_BYTES = 1 << 20;
const TELL_MS = 200;

const post = (message: FromDroppedWorker, transfer: Transferable[] = []) =>
  self.postMessage(message, transfer);

function sourceOf(file: File): SourceFile {
  const range = async (offset: number, length: number) =>
    new Uint8Array(await file.slice(offset, offset + length).arrayBuffer());
  return {
    name: file.name,
    sizeBytes: file.size,
    range,
    async *stream() {
      for (let at = 0; at < file.size; at += CHUNK_BYTES) yield range(at, CHUNK_BYTES);
    },
    // A page sees the file that was dropped and nothing beside it.
    beside: async () => undefined,
  };
}

async function read({ file, answers, groundHeightM }: ToDroppedWorker): Promise<void> {
  let told = 0;
  const dropped: DroppedOptions = {
    file: sourceOf(file),
    answers,
    groundHeightM,
    onProgress(step, done, total) {
      const now = performance.now();
      if (now - told < TELL_MS) return;
      told = now;
      post({ kind: "progress", step, done, ...(total !== undefined && { total }) });
    },
  };
  const batches = await loadInBatches(file, DroppedFileLoader, {
    core: { worker: false, useLocalLibraries: true, CDN: null, metadata: false },
    dropped,
  } as never);
  for await (const batch of batches as AsyncIterable<FromDroppedWorker>)
    post(batch, batch.kind === "tile" ? [batch.glb.buffer] : []);
}

self.addEventListener("message", ({ data }: MessageEvent<ToDroppedWorker>) => {
  read(data).catch((error: unknown) => {
    const fault =
      error instanceof Fault
        ? error
        : new Fault("fault.dropped.unreadable", {
            file: data.file.name,
            reason: String((error as Error)?.message ?? error),
          });
    post({ kind: "failed", code: fault.code, params: { file: data.file.name, ...fault.params } });
  });
});
