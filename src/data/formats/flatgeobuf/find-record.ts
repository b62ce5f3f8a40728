// From a feature's id to its whole record with four or five range reads: ids.bin, the file's header once, the record.

import { ByteBuffer } from "flatbuffers";
import { Feature } from "flatgeobuf/lib/mjs/flat-geobuf/feature.js";
import { parseProperties } from "flatgeobuf/lib/mjs/generic/feature.js";
import { fromByteBuffer, type HeaderMeta } from "flatgeobuf/lib/mjs/header-meta.js";
import type { CityFile } from "../../../model/city/city-file.ts";
import { findId } from "../../../model/city/id-index.ts";
import { Fault } from "../../../model/records/fault.ts";

const MAGIC_BYTES = 8;
const FIRST_READ_BYTES = 8192;

/** Bytes of a file of the city folder; fewer at its end. */
export type ReadFileRange = (url: string, offset: number, length: number) => Promise<Uint8Array>;

export interface FoundRecord {
  class: string;
  attributes: Record<string, string | number | boolean>;
}

/** The header of a file and its length without the magic bytes and its own size. */
export async function readHeader(
  url: string,
  read: ReadFileRange,
): Promise<{ header: HeaderMeta; headerBytes: number }> {
  let bytes = await read(url, 0, FIRST_READ_BYTES);
  if (bytes.length < MAGIC_BYTES + 4 || bytes[0] !== 0x66 || bytes[1] !== 0x67 || bytes[2] !== 0x62)
    throw new Fault("fault.city.record-unreadable", { file: url });
  const headerBytes = new DataView(bytes.buffer, bytes.byteOffset).getUint32(MAGIC_BYTES, true);
  const whole = MAGIC_BYTES + 4 + headerBytes;
  if (whole > bytes.length) bytes = await read(url, 0, whole);
  const buffer = new ByteBuffer(bytes);
  buffer.setPosition(MAGIC_BYTES);
  return { header: fromByteBuffer(buffer), headerBytes };
}

/**
 * Opens a city's records; headers are read once.
 * @returns the record of an id, or undefined when the city has none of it
 * @throws Fault fault.city.ids-unreadable, fault.city.record-unreadable
 */
export function openRecords(
  roads: NonNullable<CityFile["roads"]>,
  read: ReadFileRange,
): (id: string) => Promise<FoundRecord | undefined> {
  const headers = new Map<string, Promise<HeaderMeta>>();
  return async (id) => {
    if (roads.ids === "") return undefined;
    const place = await findId(id, (offset, length) => read(roads.ids, offset, length));
    const file = place && roads.features[place.file];
    if (!file) return undefined;
    let header = headers.get(file.url);
    if (!header) {
      header = readHeader(file.url, read).then((found) => found.header);
      headers.set(file.url, header);
    }
    const { columns } = await header;
    const bytes = await read(file.url, place.offset, place.length);
    if (bytes.length < place.length) throw new Fault("fault.city.record-unreadable", { file: file.url });
    const feature = Feature.getSizePrefixedRootAsFeature(new ByteBuffer(bytes));
    const attributes = parseProperties(feature, columns) as FoundRecord["attributes"];
    // Two ids may share a hash: the record itself says whose it is.
    return attributes.id === id ? { class: file.class, attributes } : undefined;
  };
}
