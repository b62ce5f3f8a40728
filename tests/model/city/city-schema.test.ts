import { expect, test } from "vitest";
import type { CityFile } from "../../../src/model/city/city-file.ts";
import { cityJsonSchema, parseCity } from "../../../src/model/city/city-schema.ts";

const city: CityFile = {
  formatVersion: 1,
  id: "field",
  title: { zh: "试验场", en: "Field" },
  timeZone: "Asia/Shanghai",
  anchor: { lonDeg: 114.466, latDeg: 30.4895, heightM: 20 },
  home: { lonDeg: 114.466, latDeg: 30.4895, heightM: 20, headingDeg: 90, pitchDeg: -30, rangeM: 300 },
  frame: { name: "local", crs: "+proj=tmerc" },
  verticalDatum: { name: "unknown", derivation: "unknown" },
  attributions: [{ text: "synthetic" }],
  quality: { derivation: "stated" },
  tilesets: [{ id: "roads", kind: "roads", title: { zh: "道路", en: "Roads" }, url: "roads/tileset.json" }],
  bounds: { west: 114.4, south: 30.4, east: 114.5, north: 30.5 },
};

test("a whole city file reads back as it was", () => {
  expect(parseCity(JSON.parse(JSON.stringify(city)))).toEqual({ ok: true, city });
});

test.each([
  ["anchor.latDeg", { ...city, anchor: { ...city.anchor, latDeg: 114 } }],
  ["formatVersion", { ...city, formatVersion: 2 }],
  ["country", { ...city, country: "China" }],
  ["bounds", { ...city, bounds: undefined }],
])("a wrong %s is named by its path", (path, wrong) => {
  const read = parseCity(wrong);
  expect(read.ok ? [] : read.issues.map((i) => i.path)).toEqual([path]);
});

test("the JSON Schema asks for the same required keys", () => {
  expect(cityJsonSchema()).toMatchObject({ required: expect.arrayContaining(["anchor", "bounds"]) });
});
