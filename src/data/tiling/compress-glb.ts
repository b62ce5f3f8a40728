// A GLB as our writers make it, with its vertex arrays and indices packed by EXT_meshopt_compression without any filter or
// quantization: every float comes back bit for bit. Property tables stay as they are. `MeshoptEncoder.ready` is awaited
// by the caller.

import { MeshoptEncoder } from "meshoptimizer";
import { GlbBuffers } from "./glb-container.ts";

interface View {
  byteOffset?: number;
  byteLength: number;
  byteStride?: number;
  target?: number;
}

const VERTICES = 34962;
const INDICES = 34963;
const EXTENSION = "EXT_meshopt_compression";

export function compressGlb(glb: Uint8Array): Uint8Array {
  const head = new DataView(glb.buffer, glb.byteOffset, glb.byteLength);
  const jsonLength = head.getUint32(12, true);
  const json = JSON.parse(new TextDecoder().decode(glb.subarray(20, 20 + jsonLength)));
  const bin = glb.subarray(28 + jsonLength);
  // Version 0 of the codec, which every reader takes.
  const file = new GlbBuffers((source, count, size, mode) =>
    MeshoptEncoder.encodeGltfBuffer(source, count, size, mode, 0),
  );
  for (const { byteOffset = 0, byteLength, byteStride = 4, target } of json.bufferViews as View[]) {
    const bytes = bin.slice(byteOffset, byteOffset + byteLength);
    if (target === VERTICES) {
      const extra = { byteStride, target };
      file.packedView(bytes, byteLength / byteStride, byteStride, "ATTRIBUTES", extra);
    } else if (target === INDICES) file.packedView(bytes, byteLength / 4, 4, "TRIANGLES", { target });
    else file.view(bytes);
  }
  return file.file({
    ...json,
    extensionsUsed: [...json.extensionsUsed, EXTENSION],
    extensionsRequired: [...(json.extensionsRequired ?? []), EXTENSION],
    bufferViews: file.bufferViews,
    buffers: file.buffers(),
  });
}
