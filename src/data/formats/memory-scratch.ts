// A file in memory that is read and written anywhere, for tables that are known to be small and for places without a disk.

import type { RandomFile, ScratchFile } from "./format.ts";

const FIRST_BYTES = 65536;

/** @param closed is handed what the file holds when it closes */
export function memoryFile(
  start: Uint8Array = new Uint8Array(0),
  closed?: (bytes: Uint8Array) => void,
): RandomFile {
  let bytes = start;
  let end = start.length;
  return {
    write(offset, piece) {
      const least = offset + piece.length;
      if (least > bytes.length) {
        const more = new Uint8Array(Math.max(least, bytes.length * 2, FIRST_BYTES));
        more.set(bytes);
        bytes = more;
      }
      bytes.set(piece, offset);
      end = Math.max(end, least);
    },
    read: (offset, into) => into.set(bytes.subarray(offset, offset + into.length)),
    close: () => {
      closed?.(bytes.subarray(0, end));
      bytes = new Uint8Array(0);
    },
  };
}

export const memoryScratch = (): ScratchFile => memoryFile();
