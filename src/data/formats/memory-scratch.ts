// A scratch file in memory, for tables that are known to be small and for places without a disk.

import type { ScratchFile } from "./format.ts";

export function memoryScratch(): ScratchFile {
  let bytes = new Uint8Array(65536);
  return {
    write(offset, piece) {
      const least = offset + piece.length;
      if (least > bytes.length) {
        const more = new Uint8Array(Math.max(least, bytes.length * 2));
        more.set(bytes);
        bytes = more;
      }
      bytes.set(piece, offset);
    },
    read: (offset, into) => into.set(bytes.subarray(offset, offset + into.length)),
    close: () => {
      bytes = new Uint8Array(0);
    },
  };
}
