// One segment as it is written: bytes are queued and go to disk in order, never waited for by who records. A failed
// write ends the file and is told once. Files are an argument, so that a full disk can be tried.

import { type ChannelPlan, createMcapFile } from "./mcap-file.ts";

export interface OpenFile {
  write(bytes: Uint8Array): Promise<void>;
  close(): Promise<void>;
}
export type CreateFile = (path: string) => Promise<OpenFile>;

export interface SegmentFile {
  add(channel: ChannelPlan, timeMs: number, data: Uint8Array): void;
  /** What was added so far goes out. */
  flush(): void;
  bytes(): number;
  /** Bytes that the disk has not taken yet. */
  waiting(): number;
  /** Resolves when the disk has all that went out. */
  settled(): Promise<void>;
  /** Ends and closes; resolves when the disk has it. */
  end(): Promise<void>;
}

export function createSegmentFile(
  path: string,
  facts: Record<string, string>,
  create: CreateFile,
  onFailure: (error: unknown) => void,
): SegmentFile {
  let waiting = 0;
  let failed = false;
  const file = create(path);
  let chain: Promise<unknown> = file;
  const fail = (error: unknown) => {
    if (failed) return;
    failed = true;
    onFailure(error);
  };
  chain = chain.catch(fail);
  const mcap = createMcapFile({ name: "lanetwin", metadata: facts }, (bytes) => {
    waiting += bytes.length;
    chain = chain
      .then(async () => {
        if (!failed) await (await file).write(bytes);
      })
      .catch(fail)
      .finally(() => {
        waiting -= bytes.length;
      });
  });
  return {
    add: mcap.add,
    flush: mcap.flush,
    bytes: mcap.bytes,
    waiting: () => waiting,
    settled: async () => void (await chain),
    async end() {
      if (!failed) mcap.end();
      await chain;
      await (await file.catch(() => undefined))?.close().catch(fail);
    },
  };
}
