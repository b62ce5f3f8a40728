import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type GeojsonHead, readGeojson } from "../../../../src/data/formats/geojson/read-geojson.ts";
import { Fault } from "../../../../src/model/records/fault.ts";

async function* pieces(text: string, size: number) {
  const bytes = new TextEncoder().encode(text);
  for (let at = 0; at < bytes.length; at += size) yield bytes.slice(at, at + size);
}

async function readAll(text: string, size = 7) {
  let head: GeojsonHead | undefined;
  const rows = [];
  for await (const batch of readGeojson(pieces(text, size), (told) => {
    head = told;
  }))
    rows.push(...batch);
  return { head, rows };
}

const position = fc.tuple(
  ...[fc.double({ min: -180, max: 180, noNaN: true }), fc.double({ min: -90, max: 90, noNaN: true })],
  fc.double({ min: -100, max: 9000, noNaN: true }),
);
const line = fc.array(position, { minLength: 2, maxLength: 5 });
const geometry = fc.oneof(
  position.map((coordinates) => ({ type: "Point", coordinates, parts: [coordinates] })),
  line.map((coordinates) => ({ type: "LineString", coordinates, parts: [coordinates.flat()] })),
  line.map((ring) => ({ type: "Polygon", coordinates: [ring], parts: [ring.flat()] })),
  fc.array(line, { minLength: 1, maxLength: 3 }).map((rings) => ({
    type: "MultiPolygon",
    coordinates: rings.map((ring) => [ring]),
    parts: rings.map((ring) => ring.flat()),
  })),
);
const value = fc.oneof(
  fc.string({ unit: "grapheme" }),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.integer(),
  fc.boolean(),
);

test("any collection in pieces of any size is read as JSON.parse reads it", async () => {
  const feature = fc.record({
    geometry,
    properties: fc.dictionary(
      fc.string({ unit: "grapheme", maxLength: 6 }).filter((key) => key !== "__proto__"),
      value,
    ),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.array(feature, { maxLength: 8 }),
      fc.integer({ min: 1, max: 64 }),
      fc.option(fc.integer({ min: 1, max: 3 })),
      async (features, size, indent) => {
        const written = features.map(({ geometry: { type, coordinates }, properties }) => ({
          type: "Feature",
          properties,
          geometry: { type, coordinates },
        }));
        const text = JSON.stringify({ type: "FeatureCollection", features: written }, null, indent ?? 0);
        const { rows } = await readAll(text, size);
        // JSON knows no −0.
        const plain = JSON.parse(JSON.stringify(features)) as typeof features;
        expect(rows.map((row) => ({ ...row, id: "" }))).toEqual(
          plain.map(({ geometry: { type, parts }, properties }) => ({
            id: "",
            attributes: properties,
            geometry: { kind: type, parts },
          })),
        );
      },
    ),
    { numRuns: 200 },
  );
});

const collection = (geometryText: string) =>
  `{"type":"FeatureCollection","name":"x","crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::4547"}},"features":[{"type":"Feature","id":5,"properties":{"a":null},"geometry":${geometryText}}]}`;

test("the name, the system and an id are told; null is unknown", async () => {
  const { head, rows } = await readAll(collection('{"coordinates":[1,2,3],"type":"Point"}'));
  expect(head).toEqual({ name: "x", crs: "urn:ogc:def:crs:EPSG::4547" });
  expect(rows).toEqual([{ id: "5", attributes: {}, geometry: { kind: "Point", parts: [[1, 2, 3]] } }]);
});

describe("what rows don't have is refused by name, never dropped", () => {
  test.each([
    ["heights left out", '{"type":"Point","coordinates":[1,2]}', "fault.convert.height"],
    [
      "a hole",
      '{"type":"Polygon","coordinates":[[[0,0,0],[9,0,0],[9,9,0],[0,0,0]],[[1,1,0],[2,1,0],[2,2,0],[1,1,0]]]}',
      "fault.convert.geometry",
    ],
    ["many lines", '{"type":"MultiLineString","coordinates":[[[0,0,0],[9,0,0]]]}', "fault.convert.geometry"],
    ["no geometry", "null", "fault.convert.geometry"],
    ["an empty line", '{"type":"LineString","coordinates":[]}', "fault.convert.geometry"],
  ])("%s", async (_, text, code) => {
    const error = await readAll(collection(text)).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(Fault);
    expect((error as Fault).code).toBe(code);
  });

  test("a file cut anywhere is an error with its place", async () => {
    const text = collection('{"type":"Point","coordinates":[1,2,3]}');
    for (let cut = 1; cut < text.length - 2; cut += 3) {
      const error = await readAll(text.slice(0, cut)).catch((thrown: unknown) => thrown);
      expect(error, text.slice(0, cut)).toBeInstanceOf(Fault);
    }
  });
});
