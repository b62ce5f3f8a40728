// Points of LAS 1.0 to 1.4, LAZ and COPC, in batches by ranges of the file: one chunk is held at a time. Coordinates are the
// file's integers by its scale and offset, in float64. Compressed chunks go through laz-perf; what it makes of broken bytes is
// checked against the header's bounds, since it doesn't tell.

import { createLazPerf, type LazPerf } from "laz-perf";
import { Fault, type Finding } from "../../../model/records/fault.ts";
import type { OpenPoints, PointBatch, SourceFile } from "../format.ts";
import { type Chunk, readChunkTable } from "./chunk-table.ts";
import {
  COLOUR_AT,
  EXTENDED_HEAD_BYTES,
  epsgOfKeys,
  epsgOfWkt,
  HEAD_BYTES,
  type LasHeader,
  type LasRecord,
  parseHeader,
  parseRecord,
  RECORD_HEAD_BYTES,
  textAt,
} from "./las-header.ts";

const BATCH_POINTS = 1 << 16;
const MOST_RECORDS = 10_000;
const MOST_TABLE_BYTES = 64 << 20;
const MOST_CHUNK_BYTES = 256 << 20;
const MOST_CHUNK_POINTS = 5_000_000;
const LASZIP = { user: "laszip encoded", id: 22204 };
const PROJECTION = "LASF_Projection";
const WKT_ID = 2112;
const KEYS_ID = 34735;
/** Of the points of a chunk that may lie outside the header's bounds before the chunk is taken for broken. */
const MOST_OUTSIDE = 0.1;

async function recordsOf(file: SourceFile, header: LasHeader): Promise<LasRecord[]> {
  const out: LasRecord[] = [];
  const walk = async (from: number, count: number, extended: boolean) => {
    let at = from;
    for (let i = 0; i < Math.min(count, MOST_RECORDS); i++) {
      const head = await file.range(at, extended ? EXTENDED_HEAD_BYTES : RECORD_HEAD_BYTES);
      const record = parseRecord(head, at, extended);
      out.push(record);
      at = record.at + record.length;
      if (at > file.sizeBytes) throw new RangeError("record");
    }
  };
  await walk(header.headerBytes, header.recordCount, false);
  if (header.extendedAt > 0) await walk(header.extendedAt, header.extendedCount, true);
  return out;
}

async function crsOf(file: SourceFile, records: LasRecord[]): Promise<string | undefined> {
  const found = (id: number) => records.find((record) => record.user === PROJECTION && record.id === id);
  const wkt = found(WKT_ID);
  if (wkt && wkt.length < 1 << 20) {
    const bytes = await file.range(wkt.at, wkt.length);
    const code = epsgOfWkt(textAt(bytes, 0, bytes.length));
    if (code !== undefined) return code;
  }
  const keys = found(KEYS_ID);
  return keys && epsgOfKeys(await file.range(keys.at, keys.length));
}

/** Chunks of a compressed file. */
async function chunksOf(file: SourceFile, header: LasHeader, records: LasRecord[]): Promise<Chunk[]> {
  const packing = records.find(({ user, id }) => user === LASZIP.user && id === LASZIP.id);
  if (!packing || packing.length < 16) throw new RangeError("laszip");
  const parameters = await file.range(packing.at, packing.length);
  const view = new DataView(parameters.buffer, parameters.byteOffset, parameters.byteLength);
  const compressor = view.getUint16(0, true);
  if (compressor !== 2 && compressor !== 3) throw new RangeError(`compressor ${compressor}`);
  const offsetAt = async (at: number) => {
    const bytes = await file.range(at, 8);
    const own = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    return Number(own.getBigInt64(0, true));
  };
  let tableAt = await offsetAt(header.pointsAt);
  // Writers that could not go back wrote the place at the very end.
  if (tableAt === -1) tableAt = await offsetAt(file.sizeBytes - 8);
  const firstAt = header.pointsAt + 8;
  if (!(tableAt >= firstAt && tableAt < file.sizeBytes)) throw new RangeError("chunk table");
  const table = await file.range(tableAt, Math.min(file.sizeBytes - tableAt, MOST_TABLE_BYTES));
  const chunks = readChunkTable(table, firstAt, view.getUint32(12, true), header.count);
  const last = chunks.at(-1);
  if (last && last.at + last.bytes > tableAt) throw new RangeError("chunk table");
  return chunks;
}

/** Records of one chunk, unpacked. @throws what the WebAssembly throws */
function unpack(
  lazPerf: LazPerf,
  { format, recordBytes }: LasHeader,
  packed: Uint8Array,
  points: number,
): Uint8Array {
  const out = new Uint8Array(points * recordBytes);
  const source = lazPerf._malloc(packed.length);
  const point = lazPerf._malloc(recordBytes);
  const decoder = new lazPerf.ChunkDecoder();
  try {
    lazPerf.HEAPU8.set(packed, source);
    decoder.open(format, recordBytes, source);
    for (let i = 0; i < points; i++) {
      decoder.getPoint(point);
      out.set(lazPerf.HEAPU8.subarray(point, point + recordBytes), i * recordBytes);
    }
  } finally {
    lazPerf._free(source);
    lazPerf._free(point);
    decoder.delete();
  }
  return out;
}

/** Points of records as they are, without those that are marked as withheld. */
class PointReader {
  withheld = 0;
  private wide: boolean | undefined;
  private readonly header: LasHeader;
  constructor(header: LasHeader) {
    this.header = header;
  }

  batch(records: Uint8Array, from: number, count: number): PointBatch {
    const { header } = this;
    const { format, recordBytes, scale, offset } = header;
    const view = new DataView(records.buffer, records.byteOffset, records.byteLength);
    const colourAt = COLOUR_AT[format];
    const modern = format >= 6;
    const positions = new Float64Array(count * 3);
    const intensities = new Uint16Array(count);
    const classes = new Uint8Array(count);
    const deep = colourAt === undefined ? undefined : new Uint16Array(count * 3);
    let kept = 0;
    for (let i = 0; i < count; i++) {
      const at = (from + i) * recordBytes;
      const kind = records[at + (modern ? 16 : 15)] as number;
      const flags = modern ? ((records[at + 15] as number) >> 2) & 1 : kind >> 7;
      if (flags === 1) {
        this.withheld += 1;
        continue;
      }
      for (let k = 0; k < 3; k++)
        positions[kept * 3 + k] =
          view.getInt32(at + k * 4, true) * (scale[k] as number) + (offset[k] as number);
      intensities[kept] = view.getUint16(at + 12, true);
      classes[kept] = modern ? kind : kind & 0x1f;
      if (deep && colourAt !== undefined)
        for (let k = 0; k < 3; k++) deep[kept * 3 + k] = view.getUint16(at + colourAt + k * 2, true);
      kept += 1;
    }
    return {
      positions: positions.subarray(0, kept * 3),
      intensities: intensities.subarray(0, kept),
      classes: classes.subarray(0, kept),
      ...(deep && { colours: this.colours(deep.subarray(0, kept * 3)) }),
    };
  }

  /** 16 bits a channel by the specification; some writers put 8. */
  private colours(deep: Uint16Array): Uint8Array {
    this.wide ??= deep.some((value) => value > 255);
    const shift = this.wide ? 8 : 0;
    return Uint8Array.from(deep, (value) => value >> shift);
  }
}

/** @throws Fault fault.las.not-las, fault.las.truncated, fault.las.corrupt, fault.input.cancelled */
export const open: OpenPoints = async (file, { onProgress, signal }) => {
  const findings: Finding[] = [];
  const fault = (code: string, reason = "") => new Fault(`fault.las.${code}`, { file: file.name, reason });
  const guarded = async <T>(code: string, work: () => Promise<T> | T): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      throw error instanceof Fault
        ? error
        : fault(code, error instanceof Error ? error.message : String(error));
    }
  };
  const head = await file.range(0, HEAD_BYTES);
  const header = await guarded("not-las", () => parseHeader(head));
  const records = await guarded("truncated", () => recordsOf(file, header));
  const crs = await guarded("truncated", () => crsOf(file, records));
  if (crs === undefined)
    findings.push({ severity: "warning", code: "finding.las.no-crs", params: {}, where: file.name });
  const pointsEnd = header.pointsAt + header.count * header.recordBytes;
  if (!header.compressed && pointsEnd > file.sizeBytes)
    throw fault("truncated", `${file.sizeBytes} / ${pointsEnd} bytes`);
  const chunks = header.compressed ? await guarded("corrupt", () => chunksOf(file, header, records)) : [];
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  const bounds = [0, 1, 2].map((k) => [
    view.getFloat64(187 + k * 16, true),
    view.getFloat64(179 + k * 16, true),
  ]);

  async function* raw(): AsyncGenerator<Uint8Array> {
    for (let done = 0; done < header.count; done += BATCH_POINTS) {
      const count = Math.min(BATCH_POINTS, header.count - done);
      const bytes = await file.range(header.pointsAt + done * header.recordBytes, count * header.recordBytes);
      if (bytes.length < count * header.recordBytes) throw fault("truncated");
      yield bytes;
    }
  }

  async function* unpacked(): AsyncGenerator<Uint8Array> {
    const lazPerf = await createLazPerf({ print: () => {}, printErr: () => {} });
    for (const [k, { at, bytes, points }] of chunks.entries()) {
      if (bytes > MOST_CHUNK_BYTES || points > MOST_CHUNK_POINTS) throw fault("corrupt", `${bytes} bytes`);
      const packed = await file.range(at, bytes);
      if (packed.length < bytes) throw fault("truncated");
      const own = await guarded("corrupt", () => unpack(lazPerf, header, packed, points));
      if (outside(own, points) > MOST_OUTSIDE * points) throw fault("corrupt", `${k + 1} / ${chunks.length}`);
      yield own;
    }
  }

  /** Points beyond the bounds that the header states. */
  function outside(bytes: Uint8Array, points: number): number {
    const own = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    let count = 0;
    for (let i = 0; i < points; i++)
      for (let k = 0; k < 3; k++) {
        const step = Math.abs(header.scale[k] as number);
        const v =
          own.getInt32(i * header.recordBytes + k * 4, true) * (header.scale[k] as number) +
          (header.offset[k] as number);
        const [low = 0, high = 0] = bounds[k] ?? [];
        if (v >= low - step && v <= high + step) continue;
        count += 1;
        break;
      }
    return count;
  }

  async function* points(): AsyncGenerator<PointBatch> {
    const reader = new PointReader(header);
    let done = 0;
    for await (const bytes of header.compressed ? unpacked() : raw()) {
      const count = bytes.length / header.recordBytes;
      for (let from = 0; from < count; from += BATCH_POINTS) {
        if (signal?.aborted) throw new Fault("fault.input.cancelled", { file: file.name });
        const own = Math.min(BATCH_POINTS, count - from);
        yield reader.batch(bytes, from, own);
        done += own;
        onProgress?.(done);
      }
    }
    if (reader.withheld > 0)
      findings.push({
        severity: "skipped",
        code: "finding.las.withheld",
        params: { count: reader.withheld },
        where: file.name,
      });
  }

  return { crs: () => crs, count: header.count, points, findings };
};
