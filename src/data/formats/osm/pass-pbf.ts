// One pass over OSM PBF, streamed block by block (OSM wiki, "PBF Format"). osm-pbf-parser-node is a Node stream that makes an
// object of every node, takes no uncompressed blocks and trusts every length; here what nobody listens to is passed by.

import { unzlibSync } from "fflate";
import { Fault } from "../../../model/records/fault.ts";
import type { OsmListener, OsmMember, OsmPass, OsmTags } from "./osm-elements.ts";
import { ProtoBytes } from "./proto-bytes.ts";

const MOST_HEADER_BYTES = 64 * 1024;
const MOST_BLOB_BYTES = 32 * 1024 * 1024;
const FEATURES = new Set(["OsmSchema-V0.6", "DenseNodes"]);
const MEMBER_TYPES: readonly OsmMember["type"][] = ["node", "way", "relation"];
const decoder = new TextDecoder();

interface Block {
  strings: string[];
  granularity: number;
  latOffset: number;
  lonOffset: number;
}

const degrees = (offset: number, granularity: number, value: number) => (offset + granularity * value) / 1e9;

function tagsOf(keys: number[], values: number[], { strings }: Block): OsmTags {
  const out: OsmTags = {};
  for (let i = 0; i < keys.length; i++) {
    const key = strings[keys[i] as number];
    if (key !== undefined) out[key] = strings[values[i] as number] ?? "";
  }
  return out;
}

function readDense(part: ProtoBytes, block: Block, node: NonNullable<OsmListener["node"]>): void {
  let ids: number[] = [];
  let lats: number[] = [];
  let lons: number[] = [];
  part.fields((field) => {
    if (field === 1) ids = part.deltas();
    else if (field === 8) lats = part.deltas();
    else if (field === 9) lons = part.deltas();
    else return false;
    return true;
  });
  if (lats.length !== ids.length || lons.length !== ids.length) throw new RangeError("dense nodes");
  for (let i = 0; i < ids.length; i++)
    node(
      ids[i] as number,
      degrees(block.lonOffset, block.granularity, lons[i] as number),
      degrees(block.latOffset, block.granularity, lats[i] as number),
    );
}

function readNode(part: ProtoBytes, block: Block, node: NonNullable<OsmListener["node"]>): void {
  let [id, lat, lon] = [Number.NaN, Number.NaN, Number.NaN];
  part.fields((field) => {
    if (field === 1) id = part.signed();
    else if (field === 8) lat = part.signed();
    else if (field === 9) lon = part.signed();
    else return false;
    return true;
  });
  node(
    id,
    degrees(block.lonOffset, block.granularity, lon),
    degrees(block.latOffset, block.granularity, lat),
  );
}

function readWay(part: ProtoBytes, block: Block, way: NonNullable<OsmListener["way"]>): void {
  let id = Number.NaN;
  let keys: number[] = [];
  let values: number[] = [];
  let refs: number[] = [];
  part.fields((field) => {
    if (field === 1) id = part.varint();
    else if (field === 2) keys = part.list();
    else if (field === 3) values = part.list();
    else if (field === 8) refs = part.deltas();
    else return false;
    return true;
  });
  way(id, refs, tagsOf(keys, values, block));
}

function readRelation(part: ProtoBytes, block: Block, relation: NonNullable<OsmListener["relation"]>): void {
  let id = Number.NaN;
  let keys: number[] = [];
  let values: number[] = [];
  let roles: number[] = [];
  let refs: number[] = [];
  let types: number[] = [];
  part.fields((field) => {
    if (field === 1) id = part.varint();
    else if (field === 2) keys = part.list();
    else if (field === 3) values = part.list();
    else if (field === 8) roles = part.list();
    else if (field === 9) refs = part.deltas();
    else if (field === 10) types = part.list();
    else return false;
    return true;
  });
  const members = refs.map((ref, i) => ({
    type: MEMBER_TYPES[types[i] as number] ?? "node",
    ref,
    role: block.strings[roles[i] as number] ?? "",
  }));
  relation(id, members, tagsOf(keys, values, block));
}

function readGroup(group: ProtoBytes, block: Block, { node, way, relation }: OsmListener): void {
  group.fields((field) => {
    if (field === 1 && node) readNode(group.part(), block, node);
    else if (field === 2 && node) readDense(group.part(), block, node);
    else if (field === 3 && way) readWay(group.part(), block, way);
    else if (field === 4 && relation) readRelation(group.part(), block, relation);
    else return false;
    return true;
  });
}

function readData(bytes: Uint8Array, listener: OsmListener): void {
  const block: Block = { strings: [], granularity: 100, latOffset: 0, lonOffset: 0 };
  const groups: ProtoBytes[] = [];
  const data = new ProtoBytes(bytes);
  data.fields((field) => {
    if (field === 1) {
      const table = data.part();
      table.fields((own) => own === 1 && block.strings.push(decoder.decode(table.part().raw())) > 0);
    } else if (field === 2) groups.push(data.part());
    else if (field === 17) block.granularity = data.varint();
    else if (field === 19) block.latOffset = data.varint();
    else if (field === 20) block.lonOffset = data.varint();
    else return false;
    return true;
  });
  for (const group of groups) readGroup(group, block, listener);
}

/** @returns a required feature that is not known */
function unknownFeature(bytes: Uint8Array): string | undefined {
  let unknown: string | undefined;
  const header = new ProtoBytes(bytes);
  header.fields((field) => {
    if (field !== 4) return false;
    const feature = decoder.decode(header.part().raw());
    if (!FEATURES.has(feature)) unknown = feature;
    return true;
  });
  return unknown;
}

function unpacked(blob: Uint8Array): Uint8Array {
  let out: Uint8Array | undefined;
  let size = 0;
  let packed: Uint8Array | undefined;
  const message = new ProtoBytes(blob);
  message.fields((field) => {
    if (field === 1) out = message.part().raw();
    else if (field === 2) size = message.varint();
    else if (field === 3) packed = message.part().raw();
    else return false;
    return true;
  });
  if (out) return out;
  if (!packed || size > MOST_BLOB_BYTES) throw new RangeError(packed ? `${size} bytes` : "compression");
  const whole = unzlibSync(packed as Uint8Array<ArrayBuffer>, { out: new Uint8Array(size) });
  if (whole.length !== size) throw new RangeError(`${whole.length} / ${size} bytes`);
  return whole;
}

/** Bytes as they come, given out in the lengths that are asked for. */
class Takes {
  private held: Uint8Array = new Uint8Array(0);
  private readonly source: AsyncIterator<Uint8Array>;
  constructor(chunks: AsyncIterable<Uint8Array>) {
    this.source = chunks[Symbol.asyncIterator]();
  }

  /** @returns undefined at the end; fewer bytes where the file breaks off */
  async take(length: number): Promise<Uint8Array | undefined> {
    const pieces = [this.held];
    let size = this.held.length;
    while (size < length) {
      const next = await this.source.next();
      if (next.done) break;
      pieces.push(next.value);
      size += next.value.length;
    }
    const joined = pieces.length === 1 ? this.held : new Uint8Array(size);
    if (pieces.length > 1) {
      let at = 0;
      for (const piece of pieces) {
        joined.set(piece, at);
        at += piece.length;
      }
    }
    this.held = joined.subarray(Math.min(length, size));
    return size === 0 ? undefined : joined.subarray(0, Math.min(length, size));
  }
}

/** @throws Fault fault.osm.pbf, fault.osm.truncated-pbf, fault.osm.feature */
export const passPbf: OsmPass = async function* (chunks, listener, fileName) {
  const takes = new Takes(chunks);
  const whole = (bytes: Uint8Array | undefined, length: number): Uint8Array => {
    if (bytes?.length !== length) throw new Fault("fault.osm.truncated-pbf", { file: fileName });
    return bytes;
  };
  for (let first = await takes.take(4), block = 0; first; first = await takes.take(4), block++) {
    const wrong = (reason: string) =>
      new Fault("fault.osm.pbf", { file: fileName, block: block + 1, reason });
    const start = whole(first, 4);
    const length = new DataView(start.buffer, start.byteOffset, 4).getUint32(0);
    if (length > MOST_HEADER_BYTES) throw wrong(`${length} bytes`);
    const header = new ProtoBytes(whole(await takes.take(length), length));
    let type = "";
    let size = -1;
    try {
      header.fields((field) => {
        if (field === 1) type = decoder.decode(header.part().raw());
        else if (field === 3) size = header.varint();
        else return false;
        return true;
      });
    } catch (error) {
      throw wrong((error as Error).message);
    }
    if (size < 0 || size > MOST_BLOB_BYTES) throw wrong(`${size} bytes`);
    const blob = whole(await takes.take(size), size);
    try {
      if (type === "OSMData") readData(unpacked(blob), listener);
      else if (type === "OSMHeader") {
        const feature = unknownFeature(unpacked(blob));
        if (feature !== undefined) throw new Fault("fault.osm.feature", { file: fileName, feature });
      }
    } catch (error) {
      throw error instanceof Fault ? error : wrong((error as Error).message);
    }
    yield;
  }
};
