// The point features of a FlatGeobuf file within a box, by range reads through its packed index: what stands in a part of
// a city, without loading the city. Longitude, latitude, height as the file has them.

import { ByteBuffer } from "flatbuffers";
import { Feature } from "flatgeobuf/lib/mjs/flat-geobuf/feature.js";
import { parseProperties } from "flatgeobuf/lib/mjs/generic/feature.js";
import type { HeaderMeta } from "flatgeobuf/lib/mjs/header-meta.js";
import { type ReadFileRange, readHeader } from "./find-record.ts";
import { type Box, NODE_BYTES, treeLevels } from "./packed-index.ts";

const MAGIC_BYTES = 8;
/** Features as near as this in the file come with one read. */
const GAP_BYTES = 16_384;
/** A point with its attributes is rarely longer. */
const USUAL_BYTES = 2048;

export interface FoundPoint {
  attributes: Record<string, string | number | boolean>;
  lonDeg: number;
  latDeg: number;
  heightM: number;
}

const meets = (node: DataView, at: number, [west, south, east, north]: Box): boolean =>
  node.getFloat64(at, true) <= east &&
  node.getFloat64(at + 8, true) <= north &&
  node.getFloat64(at + 16, true) >= west &&
  node.getFloat64(at + 24, true) >= south;

/** Byte offsets, from the first feature, of the features whose boxes meet a box. */
async function searchTree(
  header: HeaderMeta,
  box: Box,
  readNodes: (first: number, count: number) => Promise<DataView>,
): Promise<number[]> {
  const levels = treeLevels(header.featuresCount, header.indexNodeSize);
  const found: number[] = [];
  let wanted: [number, number][] = [[0, 1]];
  for (let level = levels.length - 1; level >= 0; level--) {
    const end = (levels[level] as { start: number; end: number }).end;
    const next: [number, number][] = [];
    for (const [from, to] of wanted) {
      const first = from;
      const count = Math.min(to, end) - first;
      const nodes = await readNodes(first, count);
      for (let i = 0; i < count; i++) {
        if (!meets(nodes, i * NODE_BYTES, box)) continue;
        const pointer = Number(nodes.getBigUint64(i * NODE_BYTES + 32, true));
        if (level === 0) {
          found.push(pointer);
          continue;
        }
        const last = next.at(-1);
        if (last && last[1] === pointer) last[1] = pointer + header.indexNodeSize;
        else next.push([pointer, pointer + header.indexNodeSize]);
      }
    }
    wanted = next;
  }
  return found.sort((a, b) => a - b);
}

function pointOf(bytes: Uint8Array, { columns }: HeaderMeta): FoundPoint | undefined {
  const feature = Feature.getSizePrefixedRootAsFeature(new ByteBuffer(bytes));
  const geometry = feature.geometry();
  const xy = geometry?.xyArray();
  if (xy?.length !== 2) return undefined;
  return {
    attributes: parseProperties(feature, columns ?? []) as FoundPoint["attributes"],
    lonDeg: xy[0] as number,
    latDeg: xy[1] as number,
    heightM: geometry?.zArray()?.[0] ?? 0,
  };
}

/**
 * Features that are no points are left out.
 * @throws Fault fault.city.record-unreadable
 */
export async function findPointsInBox(url: string, box: Box, read: ReadFileRange): Promise<FoundPoint[]> {
  const { header, headerBytes } = await readHeader(url, read);
  const { featuresCount, indexNodeSize } = header;
  if (featuresCount === 0 || indexNodeSize === 0) return [];
  const treeAt = MAGIC_BYTES + 4 + headerBytes;
  const treeNodes = treeLevels(featuresCount, indexNodeSize)[0]?.end ?? 0;
  const featuresAt = treeAt + treeNodes * NODE_BYTES;
  const offsets = await searchTree(header, box, async (first, count) => {
    const bytes = await read(url, treeAt + first * NODE_BYTES, count * NODE_BYTES);
    return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  });
  const points: FoundPoint[] = [];
  for (let i = 0; i < offsets.length; ) {
    let j = i;
    while (j + 1 < offsets.length && (offsets[j + 1] as number) - (offsets[j] as number) < GAP_BYTES) j += 1;
    const start = offsets[i] as number;
    let bytes = await read(url, featuresAt + start, (offsets[j] as number) - start + USUAL_BYTES);
    for (; i <= j; i++) {
      const at = (offsets[i] as number) - start;
      const size = 4 + new DataView(bytes.buffer, bytes.byteOffset).getUint32(at, true);
      if (at + size > bytes.length) bytes = await read(url, featuresAt + start, at + size);
      const point = pointOf(bytes.slice(at, at + size), header);
      if (point) points.push(point);
    }
  }
  return points;
}
