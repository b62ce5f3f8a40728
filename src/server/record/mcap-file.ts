// Writes one MCAP file as bytes handed on in order: a chunk (zstd) whenever `flush` is called, indexes and summary at the
// end. McapWriter of @mcap/core closes chunks by size only; a recorder must close them by time. Does no file work.

import { compress } from "@foxglove/wasm-zstd";
import { MCAP_MAGIC, McapChunkBuilder, McapConstants, McapRecordBuilder, type McapTypes } from "@mcap/core";

export interface ChannelPlan {
  topic: string;
  /** Undefined = bytes as they came, of which nothing is said. */
  schema?: { name: string; encoding: string; text: string };
  messageEncoding: string;
  metadata?: Record<string, string>;
}

export interface McapFile {
  /** Adds a message to the open chunk. */
  add(channel: ChannelPlan, timeMs: number, data: Uint8Array): void;
  /** Closes the chunk, if anything is in it. */
  flush(): void;
  /** Closes the file with its summary. */
  end(): void;
  /** Bytes handed on and waiting in the open chunk. */
  bytes(): number;
}

const LEVEL = 1;
export const toNs = (timeMs: number): bigint => BigInt(Math.round(timeMs * 1000)) * 1000n;
export const fromNs = (ns: bigint): number => Number(ns / 1000n) / 1000;

export function createMcapFile(
  facts: { name: string; metadata: Record<string, string> },
  write: (bytes: Uint8Array) => void,
): McapFile {
  const out = new McapRecordBuilder();
  const chunk = new McapChunkBuilder({ useMessageIndex: true });
  const schemas = new Map<string, McapTypes.Schema>();
  const channels = new Map<string, McapTypes.Channel>();
  const chunkIndexes: McapTypes.ChunkIndex[] = [];
  const counts = new Map<number, bigint>();
  const metadataIndexes: McapTypes.MetadataIndex[] = [];
  let position = 0n;
  let sequence = 0;
  let first: bigint | undefined;
  let last = 0n;

  const drain = () => {
    if (out.length === 0) return;
    write(out.buffer.slice());
    position += BigInt(out.length);
    out.reset();
  };

  out.writeMagic();
  out.writeHeader({ profile: "", library: "lanetwin" });
  drain();
  metadataIndexes.push({
    name: facts.name,
    offset: position,
    length: out.writeMetadata({ name: facts.name, metadata: new Map(Object.entries(facts.metadata)) }),
  });
  drain();

  function channelOf({ topic, schema, messageEncoding, metadata }: ChannelPlan): McapTypes.Channel {
    const known = channels.get(topic);
    if (known) return known;
    let schemaId = 0;
    if (schema) {
      let registered = schemas.get(schema.name);
      if (!registered) {
        const { name, encoding, text } = schema;
        registered = { id: schemas.size + 1, name, encoding, data: new TextEncoder().encode(text) };
        schemas.set(name, registered);
        chunk.addSchema(registered);
      }
      schemaId = registered.id;
    }
    const channel = {
      id: channels.size,
      schemaId,
      topic,
      messageEncoding,
      metadata: new Map(Object.entries(metadata ?? {})),
    };
    channels.set(topic, channel);
    chunk.addChannel(channel);
    return channel;
  }

  function flush(): void {
    if (chunk.numMessages === 0) return;
    const plain = chunk.buffer;
    const records = compress(plain, LEVEL);
    const { messageStartTime, messageEndTime } = chunk;
    const chunkStartOffset = position;
    const uncompressedSize = BigInt(plain.length);
    const chunkLength = out.writeChunk({
      messageStartTime,
      messageEndTime,
      uncompressedSize,
      // 0 = not stated; zstd's own frame is checked by what reads it.
      uncompressedCrc: 0,
      compression: "zstd",
      records,
    });
    const messageIndexOffsets = new Map<number, bigint>();
    let messageIndexLength = 0n;
    for (const index of chunk.indices) {
      messageIndexOffsets.set(index.channelId, chunkStartOffset + chunkLength + messageIndexLength);
      messageIndexLength += out.writeMessageIndex(index);
    }
    chunkIndexes.push({
      messageStartTime,
      messageEndTime,
      chunkStartOffset,
      chunkLength,
      messageIndexOffsets,
      messageIndexLength,
      compression: "zstd",
      compressedSize: BigInt(records.byteLength),
      uncompressedSize,
    });
    chunk.reset();
    drain();
  }

  function group(opcode: number, writeAll: () => void): McapTypes.SummaryOffset {
    const groupStart = position;
    writeAll();
    drain();
    return { groupOpcode: opcode, groupStart, groupLength: position - groupStart };
  }

  return {
    add(plan, timeMs, data) {
      const { id } = channelOf(plan);
      const logTime = toNs(timeMs);
      sequence += 1;
      counts.set(id, (counts.get(id) ?? 0n) + 1n);
      if (first === undefined || logTime < first) first = logTime;
      if (logTime > last) last = logTime;
      chunk.addMessage({ channelId: id, sequence, logTime, publishTime: logTime, data });
    },
    flush,
    end() {
      flush();
      out.writeDataEnd({ dataSectionCrc: 0 });
      drain();
      const summaryStart = position;
      const { SCHEMA, CHANNEL, STATISTICS, METADATA_INDEX, CHUNK_INDEX } = McapConstants.Opcode;
      const offsets = [
        group(SCHEMA, () => {
          for (const schema of schemas.values()) out.writeSchema(schema);
        }),
        group(CHANNEL, () => {
          for (const channel of channels.values()) out.writeChannel(channel);
        }),
        group(STATISTICS, () => {
          out.writeStatistics({
            messageCount: BigInt(sequence),
            schemaCount: schemas.size,
            channelCount: channels.size,
            attachmentCount: 0,
            metadataCount: metadataIndexes.length,
            chunkCount: chunkIndexes.length,
            messageStartTime: first ?? 0n,
            messageEndTime: last,
            channelMessageCounts: counts,
          });
        }),
        group(METADATA_INDEX, () => {
          for (const index of metadataIndexes) out.writeMetadataIndex(index);
        }),
        group(CHUNK_INDEX, () => {
          for (const index of chunkIndexes) out.writeChunkIndex(index);
        }),
      ];
      const summaryOffsetStart = position;
      for (const offset of offsets) if (offset.groupLength > 0n) out.writeSummaryOffset(offset);
      out.writeFooter({ summaryStart, summaryOffsetStart, summaryCrc: 0 });
      out.writeMagic();
      drain();
    },
    bytes: () => Number(position) + chunk.byteLength,
  };
}

/** Whether a file may be one of these. */
export const isMcap = (bytes: Uint8Array): boolean => MCAP_MAGIC.every((byte, i) => bytes[i] === byte);
