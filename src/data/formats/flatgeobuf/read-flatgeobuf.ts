// FlatGeobuf by range reads: the header, what its packed index says may meet a box, the records in file order. Memory does
// not grow with the file: the index is read in blocks, records in windows. Coordinates are the file's own.

import { ByteBuffer } from "flatbuffers";
import { ColumnType } from "flatgeobuf/lib/mjs/flat-geobuf/column-type.js";
import { GeometryType } from "flatgeobuf/lib/mjs/flat-geobuf/geometry-type.js";
import { fromByteBuffer } from "flatgeobuf/lib/mjs/header-meta.js";
import { Fault } from "../../../model/records/fault.ts";
import type { FeatureRow } from "../../../model/records/feature-row.ts";
import type { AttributeType, GeometryKind } from "../../../model/records/road-attributes.ts";
import { ShortTexts } from "../short-texts.ts";
import { decodeFeature, type FileColumn } from "./decode-feature.ts";
import { type Box, indexBytes, indexLevels, NODE_BYTES, NODE_SIZE } from "./packed-index.ts";

const MAGIC_BYTES = 8;
const FIRST_READ_BYTES = 16384;
const INDEX_BLOCK_BYTES = NODE_BYTES * NODE_SIZE * 128;
const INDEX_BLOCKS_KEPT = 32;
const WINDOW_BYTES = 1 << 19;
/** What lies between two wanted records is read with them up to this much. */
const GAP_BYTES = 1 << 15;
const TAIL_BYTES = 4096;

/** Bytes of a file; fewer at its end. */
export type ReadRange = (offset: number, length: number) => Promise<Uint8Array>;

export interface OpenFlatGeobuf {
  count: number;
  geometry: GeometryKind;
  /** EPSG code of the coordinates. */
  crs?: number;
  columns: { name: string; type: AttributeType }[];
  /** JSON as it stands in the header, or "". */
  metadata: string;
  /**
   * Records whose box meets `box`, all without one, in file order, as many at a time as one read brings.
   * @param wanted names of attributes to decode, all without
   */
  rows(box?: Readonly<Box>, wanted?: ReadonlySet<string>): AsyncGenerator<FeatureRow[]>;
}

const KINDS: ReadonlySet<GeometryKind> = new Set(["Point", "LineString", "Polygon", "MultiPolygon"]);

const attributeType = (type: ColumnType): AttributeType => {
  if (type === ColumnType.Bool) return "boolean";
  if (type === ColumnType.Double || type === ColumnType.Float) return "real";
  if (type === ColumnType.Long || type === ColumnType.ULong || type === ColumnType.UInt) return "real";
  return type < ColumnType.Float ? "integer" : "text";
};

/** A stretch of the file that is held; asks for more as needed. */
class Window {
  bytes: Uint8Array = new Uint8Array(0);
  view = new DataView(this.bytes.buffer);
  private start = 0;
  private readonly read: ReadRange;
  constructor(read: ReadRange) {
    this.read = read;
  }

  /** Where `offset` lies in `bytes`, with `length` bytes from there held, or −1 when there are no such bytes. */
  at(offset: number, length: number): number {
    const at = offset - this.start;
    return at >= 0 && at + length <= this.bytes.length ? at : -1;
  }

  async load(offset: number, length: number): Promise<void> {
    this.bytes = await this.read(offset, length);
    this.view = new DataView(this.bytes.buffer, this.bytes.byteOffset, this.bytes.byteLength);
    this.start = offset;
  }
}

async function* hits(read: ReadRange, start: number, count: number, box: Readonly<Box>) {
  const levels = indexLevels(count);
  const blocks = new Map<number, DataView>();
  const blockOf = async (node: number): Promise<DataView> => {
    const k = Math.floor((node * NODE_BYTES) / INDEX_BLOCK_BYTES);
    let block = blocks.get(k);
    if (!block) {
      const from = k * INDEX_BLOCK_BYTES;
      const length = Math.min(INDEX_BLOCK_BYTES, indexBytes(count) - from);
      const bytes = await read(start + from, length);
      if (bytes.length < length) throw new Fault("fault.export.file-short");
      block = new DataView(bytes.buffer, bytes.byteOffset, length);
      if (blocks.size >= INDEX_BLOCKS_KEPT) blocks.delete(blocks.keys().next().value as number);
    } else blocks.delete(k);
    blocks.set(k, block);
    return block;
  };
  /** Nodes still to be looked at, the next on top. */
  const stack = [{ depth: levels.length - 1, node: 0 }];
  for (let next = stack.pop(); next; next = stack.pop()) {
    const { depth, node } = next;
    const view = await blockOf(node);
    const at = (node * NODE_BYTES) % INDEX_BLOCK_BYTES;
    if (
      view.getFloat64(at, true) > box[2] ||
      view.getFloat64(at + 8, true) > box[3] ||
      view.getFloat64(at + 16, true) < box[0] ||
      view.getFloat64(at + 24, true) < box[1]
    )
      continue;
    const offset = view.getUint32(at + 32, true) + view.getUint32(at + 36, true) * 2 ** 32;
    if (depth === 0) {
      yield offset;
      continue;
    }
    const below = levels[depth - 1] as { start: number; count: number };
    for (let child = Math.min(offset + NODE_SIZE, below.start + below.count) - 1; child >= offset; child--)
      stack.push({ depth: depth - 1, node: child });
  }
}

/** @throws Fault fault.export.file-unreadable, fault.export.file-short */
export async function openFlatGeobuf(read: ReadRange, file: string): Promise<OpenFlatGeobuf> {
  let head = await read(0, FIRST_READ_BYTES);
  if (head.length < MAGIC_BYTES + 4 || head[0] !== 0x66 || head[1] !== 0x67 || head[2] !== 0x62)
    throw new Fault("fault.export.file-unreadable", { file });
  const headBytes = MAGIC_BYTES + 4 + new DataView(head.buffer, head.byteOffset).getUint32(MAGIC_BYTES, true);
  if (headBytes > head.length) head = await read(0, headBytes);
  if (headBytes > head.length) throw new Fault("fault.export.file-unreadable", { file });
  const buffer = new ByteBuffer(head);
  buffer.setPosition(MAGIC_BYTES);
  const meta = fromByteBuffer(buffer);
  const count = meta.featuresCount;
  const indexed = meta.indexNodeSize === NODE_SIZE;
  if (!indexed && count > 0 && meta.indexNodeSize !== 0)
    throw new Fault("fault.export.file-unreadable", { file });
  const first = headBytes + (indexed ? indexBytes(count) : 0);

  async function* rows(box?: Readonly<Box>, wanted?: ReadonlySet<string>): AsyncGenerator<FeatureRow[]> {
    const columns: FileColumn[] = (meta.columns ?? []).map(({ name, type }) => ({
      name,
      type,
      wanted: name === "id" || !wanted || wanted.has(name),
    }));
    const window = new Window(read);
    const texts = new ShortTexts();
    /** The record at `offset` if the window holds it whole, else how many bytes from there are needed. */
    const held = (offset: number): { row: FeatureRow; length: number } | number => {
      const prefix = window.at(offset, 4);
      if (prefix < 0) return 4;
      const length = 4 + window.view.getUint32(prefix, true);
      const at = window.at(offset, length);
      if (at < 0) return length;
      const row = decodeFeature(window.bytes, window.view, at, columns, meta.geometryType, texts);
      if (!row) throw new Fault("fault.export.file-unreadable", { file });
      return { row, length };
    };
    /** The records at the offsets that `next` gives: those that the window holds together, then what a read brings. */
    async function* records(next: (length: number) => number | undefined, until: (offset: number) => number) {
      let batch: FeatureRow[] = [];
      for (let offset = next(0); offset !== undefined; ) {
        let found = held(offset);
        if (typeof found === "number") {
          if (batch.length > 0) yield batch;
          batch = [];
          await window.load(offset, Math.max(found, until(offset) - offset));
          found = held(offset);
          // A prefix alone was held: its record may be longer than what was read with it.
          if (typeof found === "number" && found > 4) {
            await window.load(offset, found);
            found = held(offset);
          }
          if (typeof found === "number") throw new Fault("fault.export.file-short", { file });
        }
        batch.push(found.row);
        offset = next(found.length);
      }
      if (batch.length > 0) yield batch;
    }
    if (!box || !indexed) {
      let [taken, offset] = [-1, first];
      const next = (length: number) => {
        taken += 1;
        offset += length;
        return taken < count ? offset : undefined;
      };
      yield* records(next, (from) => from + WINDOW_BYTES);
      return;
    }
    let run: number[] = [];
    const readRun = () => {
      const own = run;
      const end = first + (own.at(-1) ?? 0) + TAIL_BYTES;
      let taken = 0;
      const next = () => {
        const offset = own[taken++];
        return offset === undefined ? undefined : first + offset;
      };
      return records(next, () => end);
    };
    for await (const offset of hits(read, headBytes, count, box)) {
      const from = run[0];
      if (
        from !== undefined &&
        (offset - (run.at(-1) as number) > GAP_BYTES || offset - from > WINDOW_BYTES)
      ) {
        yield* readRun();
        run = [];
      }
      run.push(offset);
    }
    yield* readRun();
  }
  const kind = GeometryType[meta.geometryType] as GeometryKind | undefined;
  const code = meta.crs?.code ?? 0;
  return {
    count,
    geometry: kind !== undefined && KINDS.has(kind) ? kind : "Unknown",
    ...(code > 0 && { crs: code }),
    columns: (meta.columns ?? []).map(({ name, type }) => ({ name, type: attributeType(type) })),
    metadata: meta.metadata ?? "",
    rows,
  };
}
