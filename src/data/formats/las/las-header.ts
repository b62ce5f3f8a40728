// The header and the records before the points of LAS 1.0 to 1.4 (ASPRS, LAS Specification 1.4 R15), and the coordinate system
// that they name: WKT, or GeoTIFF keys.

/** @throws RangeError for bytes that are no such header */
export interface LasHeader {
  version: string;
  /** Without the bits that mark compression. */
  format: number;
  compressed: boolean;
  recordBytes: number;
  count: number;
  pointsAt: number;
  headerBytes: number;
  recordCount: number;
  extendedAt: number;
  extendedCount: number;
  scale: readonly [number, number, number];
  offset: readonly [number, number, number];
}

export const HEAD_BYTES = 375;
export const RECORD_HEAD_BYTES = 54;
export const EXTENDED_HEAD_BYTES = 60;

/** Shortest records of formats 0 to 10. */
export const FORMAT_BYTES = [20, 28, 26, 34, 57, 63, 30, 36, 38, 59, 67];
/** Where a format has red, green, blue; absent where it has none. */
export const COLOUR_AT: Readonly<Record<number, number>> = { 2: 20, 3: 28, 5: 28, 7: 30, 8: 30, 10: 30 };

const latin = new TextDecoder("latin1");
/** Text up to its first zero. */
export const textAt = (bytes: Uint8Array, at: number, length: number): string =>
  latin.decode(bytes.subarray(at, at + length)).replace(/\0[\s\S]*$/, "");

const big = (view: DataView, at: number) => view.getUint32(at, true) + view.getUint32(at + 4, true) * 2 ** 32;

export function parseHeader(bytes: Uint8Array): LasHeader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 227 || textAt(bytes, 0, 4) !== "LASF") throw new RangeError("LASF");
  const version = `${view.getUint8(24)}.${view.getUint8(25)}`;
  if (!/^1\.[0-4]$/.test(version)) throw new RangeError(`LAS ${version}`);
  const extended = version === "1.4" && bytes.length >= HEAD_BYTES;
  const kind = view.getUint8(104);
  const vector = (at: number) =>
    [view.getFloat64(at, true), view.getFloat64(at + 8, true), view.getFloat64(at + 16, true)] as const;
  const header: LasHeader = {
    version,
    format: kind & 0x3f,
    compressed: (kind & 0xc0) !== 0,
    recordBytes: view.getUint16(105, true),
    count: (extended ? big(view, 247) : 0) || view.getUint32(107, true),
    pointsAt: view.getUint32(96, true),
    headerBytes: view.getUint16(94, true),
    recordCount: view.getUint32(100, true),
    extendedAt: extended ? big(view, 235) : 0,
    extendedCount: extended ? view.getUint32(243, true) : 0,
    scale: vector(131),
    offset: vector(155),
  };
  const least = FORMAT_BYTES[header.format];
  if (least === undefined || header.recordBytes < least)
    throw new RangeError(`format ${header.format}, ${header.recordBytes} bytes`);
  if (![...header.scale, ...header.offset].every(Number.isFinite) || header.scale.includes(0))
    throw new RangeError(`scale ${header.scale}, offset ${header.offset}`);
  return header;
}

export interface LasRecord {
  user: string;
  id: number;
  at: number;
  length: number;
}

/** @param bytes of its head, 54 or, extended, 60 */
export function parseRecord(bytes: Uint8Array, at: number, extended: boolean): LasRecord {
  const head = extended ? EXTENDED_HEAD_BYTES : RECORD_HEAD_BYTES;
  if (bytes.length < head) throw new RangeError("record");
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return {
    user: textAt(bytes, 2, 16),
    id: view.getUint16(18, true),
    at: at + head,
    length: extended ? big(view, 20) : view.getUint16(20, true),
  };
}

/** The outermost system's code in a WKT text; of a compound one that of its horizontal part. */
export function epsgOfWkt(wkt: string): string | undefined {
  const plane = /(?:PROJCS|PROJCRS|PROJECTEDCRS)\[/i.exec(wkt);
  const sphere = /(?:GEOGCS|GEOGCRS|GEODCRS|GEODETICCRS)\[/i.exec(wkt);
  const start = plane ?? sphere;
  if (!start) return undefined;
  // To its closing bracket.
  let depth = 0;
  let end = start.index;
  for (let i = wkt.indexOf("[", start.index); i < wkt.length; i++) {
    if (wkt[i] === "[") depth += 1;
    else if (wkt[i] === "]" && --depth === 0) {
      end = i;
      break;
    }
  }
  const code = /(?:AUTHORITY\["EPSG",\s*"?(\d+)"?\]|ID\["EPSG",\s*(\d+)[^\]]*\])\s*$/i.exec(
    wkt.slice(start.index, end),
  );
  const found = code?.[1] ?? code?.[2];
  return found === undefined ? undefined : `EPSG:${found}`;
}

const PROJECTED_KEY = 3072;
const GEOGRAPHIC_KEY = 2048;
const USER_DEFINED = 32767;

/** The code among GeoTIFF keys (record 34735). */
export function epsgOfKeys(bytes: Uint8Array): string | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const codes = new Map<number, number>();
  for (let at = 8; at + 8 <= bytes.length; at += 8)
    if (view.getUint16(at + 2, true) === 0) codes.set(view.getUint16(at, true), view.getUint16(at + 6, true));
  for (const key of [PROJECTED_KEY, GEOGRAPHIC_KEY]) {
    const code = codes.get(key);
    if (code !== undefined && code > 0 && code !== USER_DEFINED) return `EPSG:${code}`;
  }
  return undefined;
}
