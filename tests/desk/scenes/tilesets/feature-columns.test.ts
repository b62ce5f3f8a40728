import fc from "fast-check";
import { expect, test } from "vitest";
import {
  columnProperties,
  idColumn,
  placeId,
  tilePath,
  tilePick,
} from "../../../../src/desk/scenes/tilesets/feature-columns.ts";

test("vectors of either engine, lists and typed arrays become the same text", () => {
  const expected = { place: "1, 2.5, 3" };
  expect(columnProperties([["place", { x: 1, y: 2.5, z: 3 }]])).toEqual(expected);
  expect(columnProperties([["place", [1, 2.5, 3]]])).toEqual(expected);
  expect(columnProperties([["place", new Float32Array([1, 2.5, 3])]])).toEqual(expected);
});

test("what a table leaves empty is left out, and nothing becomes 0", () => {
  expect(
    columnProperties([
      ["a", ""],
      ["b", null],
      ["c", undefined],
      ["d", Number.NaN],
      ["e", []],
      ["f", 0],
      ["g", false],
    ]),
  ).toEqual({ f: 0, g: false });
});

test("objects of a batch table are told by their path, and 64-bit numbers stay exact", () => {
  expect(
    columnProperties([
      ["address", { street: "高新大道", number: 777 }],
      ["big", 9007199254740993n],
      ["small", 12n],
    ]),
  ).toEqual({ "address.street": "高新大道", "address.number": 777, big: "9007199254740993", small: 12 });
});

test("any value of a table gives a record of plain values", () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (row) => {
      for (const value of Object.values(columnProperties(Object.entries(row))))
        expect(["string", "number", "boolean"]).toContain(typeof value);
    }),
  );
});

test("the id is found under the names that tilers use, the plain one first", () => {
  expect(idColumn(["name", "gml_id", "id"])).toBe("id");
  expect(idColumn(["Height", "GML_ID"])).toBe("GML_ID");
  expect(idColumn(["osm_id", "height"])).toBe("osm_id");
  expect(idColumn(["name", "height"])).toBeUndefined();
});

test("without an id a feature is told by its place, whatever the server adds to the address", () => {
  const tileset = "https://tiles.example/city/tileset.json?key=1";
  expect(tilePath("https://tiles.example/city/a/b.glb?key=1&v=2", tileset)).toBe("a/b.glb");
  expect(tilePath("a/b.glb", tileset)).toBe("a/b.glb");
  expect(placeId("city", "a/b.glb", 7)).toBe("city/a/b.glb#7");
});

test("a pick has the kind its tile states, else that of its tileset, and always its id", () => {
  expect(tilePick("other", "other", "x", { kind: "bridge", id: "x" })).toEqual({
    id: "x",
    layer: "other",
    kind: "bridge",
    properties: { kind: "bridge", id: "x" },
  });
  expect(tilePick("buildings", "buildings", "b/0.glb#3", {})).toMatchObject({
    kind: "building",
    properties: { id: "b/0.glb#3" },
  });
});
