// A package in memory, for a browser without a server and for tests. Databases come from whoever knows an engine.

import { Fault } from "../../model/records/fault.ts";
import type { SqlDatabase, WriteTarget } from "../formats/format.ts";
import { memoryFile, memoryScratch } from "../formats/memory-scratch.ts";

export interface MemoryTarget extends WriteTarget {
  files: ReadonlyMap<string, readonly Uint8Array[]>;
}

/**
 * A database in memory whose bytes are handed over when it closes.
 * @param bytes of one that was closed before
 */
export type OpenDatabase = (
  bytes?: Uint8Array,
) => Promise<Omit<SqlDatabase, "close"> & { close(): Promise<Uint8Array> }>;

export function memoryTarget(openDatabase?: OpenDatabase): MemoryTarget {
  const files = new Map<string, Uint8Array[]>();
  return {
    files,
    create: async (path) => {
      const pieces: Uint8Array[] = [];
      files.set(path, pieces);
      return { write: (bytes) => void pieces.push(bytes.slice()), close: async () => {} };
    },
    scratch: memoryScratch,
    reopen: (path) => memoryFile(files.get(path)?.[0], (bytes) => files.set(path, [bytes])),
    database: async (path) => {
      if (!openDatabase) throw new Fault("fault.export.no-database");
      const inner = await openDatabase(files.get(path)?.[0]);
      return { ...inner, close: async () => void files.set(path, [await inner.close()]) };
    },
    async *read(path) {
      yield* files.get(path) ?? [];
    },
  };
}
