import fc from "fast-check";
import { deserialize } from "flatgeobuf/lib/mjs/geojson.js";
import { beforeAll, expect, test, vi } from "vitest";
import { openRecords } from "../../../../src/data/formats/flatgeobuf/find-record.ts";
import {
  type FlatGeobufTable,
  writeFlatGeobuf,
} from "../../../../src/data/formats/flatgeobuf/write-flatgeobuf.ts";
import { writeIdIndex } from "../../../../src/model/city/id-index.ts";
import type { FeatureRow, Geometry } from "../../../../src/model/records/feature-row.ts";
import { type Attribute, ROAD_ATTRIBUTES } from "../../../../src/model/records/road-attributes.ts";

// The package narrates its searches.
beforeAll(() => void vi.spyOn(console, "debug").mockImplementation(() => {}));

const columns = ["id", "road", "lane", "widthM"].map((name) => ROAD_ATTRIBUTES.get(name) as Attribute);
const tableOf = (rows: FeatureRow[]): FlatGeobufTable => ({
  name: "lane",
  title: "Lanes",
  description: "",
  metadata: "{}",
  geometry: "Unknown",
  crs: { epsg: 4326, name: "WGS 84" },
  columns,
  rows,
});

const point = fc.tuple(
  fc.double({ min: 114, max: 115, noNaN: true }),
  fc.double({ min: 30, max: 31, noNaN: true }),
  fc.double({ min: -50, max: 50, noNaN: true }),
);
const line = (least: number) => fc.array(point, { minLength: least, maxLength: 8 });
const ring = line(3).map((points) => [...points, points[0] as [number, number, number]].flat());
const geometry: fc.Arbitrary<Geometry> = fc.oneof(
  point.map((p) => ({ kind: "Point" as const, parts: [[...p]] })),
  line(2).map((points) => ({ kind: "LineString" as const, parts: [points.flat()] })),
  ring.map((points) => ({ kind: "Polygon" as const, parts: [points] })),
  fc.array(ring, { minLength: 1, maxLength: 3 }).map((parts) => ({ kind: "MultiPolygon" as const, parts })),
);
const rows = (most: number) =>
  fc
    .array(
      fc.record({
        geometry,
        road: fc.option(fc.string({ unit: "grapheme", minLength: 1 }), { nil: undefined }),
        lane: fc.option(fc.integer({ min: -9, max: 9 }), { nil: undefined }),
        widthM: fc.option(fc.double({ noNaN: true, noDefaultInfinity: true }), { nil: undefined }),
      }),
      { minLength: 1, maxLength: most, size: "max" },
    )
    .map((list) =>
      list.map(
        ({ geometry: where, ...attributes }, i): FeatureRow => ({
          id: `lane:${i}`,
          attributes: { id: `lane:${i}`, ...attributes },
          geometry: where,
        }),
      ),
    );

const triples = (flat: number[]) =>
  Array.from({ length: flat.length / 3 }, (_, i) => flat.slice(3 * i, 3 * i + 3));
function coordinates({ kind, parts }: Geometry): unknown {
  const [first] = parts as [number[]];
  if (kind === "Point") return first;
  if (kind === "LineString") return triples(first);
  return kind === "Polygon" ? [triples(first)] : parts.map((part) => [triples(part)]);
}
const plain = (attributes: FeatureRow["attributes"]) =>
  Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== undefined));

interface Read {
  properties: { id: string };
  geometry: { type: string; coordinates: unknown };
}
async function readBack(bytes: Uint8Array, rect?: object): Promise<Read[]> {
  const out: Read[] = [];
  for await (const each of deserialize(bytes, { rect } as never)) out.push(each as unknown as Read);
  return out;
}

test("what is written is read back by the flatgeobuf package, whole and with its heights", async () => {
  await fc.assert(
    fc.asyncProperty(rows(60), async (list) => {
      const read = await readBack(writeFlatGeobuf(tableOf(list)).bytes);
      const byId = new Map(read.map((each) => [each.properties.id, each]));
      expect(byId.size).toBe(list.length);
      for (const { id, attributes, geometry: own } of list) {
        expect(byId.get(id)?.properties).toEqual(plain(attributes));
        expect(byId.get(id)?.geometry).toEqual({ type: own.kind, coordinates: coordinates(own) });
      }
    }),
    { numRuns: 40 },
  );
});

test("the index finds exactly the features whose boxes meet the asked one", async () => {
  const box = fc.tuple(point, point).map(([a, b]) => ({
    minX: Math.min(a[0], b[0]),
    minY: Math.min(a[1], b[1]),
    maxX: Math.max(a[0], b[0]),
    maxY: Math.max(a[1], b[1]),
  }));
  await fc.assert(
    fc.asyncProperty(rows(700), box, async (list, asked) => {
      const meets = list.filter(({ geometry: { parts } }) => {
        const all = parts.flatMap(triples);
        const [xs, ys] = [all.map(([x]) => x as number), all.map(([, y]) => y as number)];
        return (
          Math.min(...xs) <= asked.maxX &&
          Math.max(...xs) >= asked.minX &&
          Math.min(...ys) <= asked.maxY &&
          Math.max(...ys) >= asked.minY
        );
      });
      const found = await readBack(writeFlatGeobuf(tableOf(list)).bytes, asked);
      expect(found.map(({ properties }) => properties.id).sort()).toEqual(meets.map(({ id }) => id).sort());
    }),
    { numRuns: 40 },
  );
});

test("an id leads to its own record with few reads, and a city without it says so", async () => {
  const list = fc.sample(rows(700), { numRuns: 1, seed: 3 })[0] as FeatureRow[];
  const { bytes, places } = writeFlatGeobuf(tableOf(list));
  const files: Record<string, Uint8Array> = {
    "lane.fgb": bytes,
    "ids.bin": writeIdIndex(places.map((place) => ({ ...place, file: 0 }))),
  };
  let reads = 0;
  const roads = { ids: "ids.bin", features: [{ class: "lane", url: "lane.fgb", count: list.length }] };
  const recordOf = openRecords(roads as never, async (url, offset, length) => {
    reads += 1;
    return (files[url] as Uint8Array).slice(offset, offset + length);
  });
  for (const { id, attributes } of list)
    expect(await recordOf(id)).toEqual({ class: "lane", attributes: plain(attributes) });
  expect(reads).toBeLessThanOrEqual(3 * list.length + 2);
  expect(await recordOf("lane:nowhere")).toBeUndefined();
});

test("rows in another order give the same features, and equal rows equal bytes", () => {
  const list = fc.sample(rows(200), { numRuns: 1, seed: 5 })[0] as FeatureRow[];
  expect(writeFlatGeobuf(tableOf(list)).bytes).toEqual(writeFlatGeobuf(tableOf([...list])).bytes);
  const turned = writeFlatGeobuf(tableOf(list.toReversed()));
  expect(turned.bytes.length).toBe(writeFlatGeobuf(tableOf(list)).bytes.length);
});

test("a table without rows is still a file", async () => {
  expect(await readBack(writeFlatGeobuf(tableOf([])).bytes)).toEqual([]);
});
