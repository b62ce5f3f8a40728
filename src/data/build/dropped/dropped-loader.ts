// The door for files dropped on the app, as a loader of @loaders.gl/core: chunks in, tiles and counts out, in batches. It is
// run by loadInBatches() with core.worker = false: it lives in our own worker, nothing is fetched from elsewhere.

import type { LoaderWithParser } from "@loaders.gl/core";
import type { DroppedBatch, DroppedOptions } from "./dropped-batches.ts";
import { readDropped } from "./read-dropped.ts";

type Chunks = AsyncIterable<ArrayBufferLike | ArrayBufferView> | Iterable<ArrayBufferLike | ArrayBufferView>;

const asBytes = (chunk: ArrayBufferLike | ArrayBufferView): Uint8Array =>
  ArrayBuffer.isView(chunk)
    ? new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.byteLength)
    : new Uint8Array(chunk);

/** The first reader gets the chunks that are there already; who reads again opens the file anew. */
function withChunks(options: DroppedOptions, chunks: Chunks): DroppedOptions {
  const { file } = options;
  let given = false;
  return {
    ...options,
    file: {
      ...file,
      async *stream() {
        if (given) return yield* file.stream();
        given = true;
        for await (const chunk of chunks) yield asBytes(chunk);
      },
    },
  };
}

export const DroppedFileLoader = {
  dataType: null as never,
  batchType: null as unknown as DroppedBatch,
  id: "dropped",
  name: "Dropped city files",
  module: "lanetwin",
  version: "1",
  worker: false,
  extensions: ["geojson", "json", "jsonl", "geojsonl", "glb", "fgb", "xodr", "osm", "gml", "xml"],
  mimeTypes: ["application/geo+json", "application/json", "model/gltf-binary"],
  options: { dropped: {} },
  parse: () => Promise.reject(new Error("batches only")),
  parseInBatches: (chunks, options) =>
    readDropped(withChunks((options as unknown as { dropped: DroppedOptions }).dropped, chunks)),
} satisfies LoaderWithParser<never, DroppedBatch>;
