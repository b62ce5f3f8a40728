import { expect, test } from "vitest";
import { findPointsInBox } from "../../../../src/data/formats/flatgeobuf/find-points-in-box.ts";
import { writeFlatGeobuf } from "../../../../src/data/formats/flatgeobuf/write-flatgeobuf.ts";
import { seeded } from "../../../../src/model/records/random.ts";

const random = seeded(7);
const rows = Array.from({ length: 1500 }, (_, i) => ({
  id: `sign:${i}`,
  attributes: { id: `sign:${i}`, text: "x".repeat(i % 97 === 0 ? 5000 : i % 40) },
  geometry: {
    kind: "Point" as const,
    parts: [[random.between(114.4, 114.5), random.between(30.4, 30.5), random.between(20, 40)]],
  },
}));
const { bytes } = writeFlatGeobuf({
  name: "sign",
  title: "signs",
  description: "",
  metadata: "{}",
  geometry: "Point",
  crs: { epsg: 4326, name: "WGS 84" },
  columns: ["id", "text"].map((name) => ({
    name,
    type: "text" as const,
    title: { zh: name, en: name },
    definition: { zh: "", en: "" },
  })),
  rows,
});
let readBytes = 0;
const read = async (_: string, offset: number, length: number) => {
  readBytes += length;
  return bytes.slice(offset, offset + length);
};

test("the points of a box are found, all of them and no other, with height and attributes", async () => {
  for (const box of [
    [114.41, 30.41, 114.43, 30.44],
    [114.4, 30.4, 114.5, 30.5],
    [114.47, 30.47, 114.4701, 30.4701],
    [0, 0, 1, 1],
  ] as [number, number, number, number][]) {
    const expected = rows.filter(({ geometry }) => {
      const [lon, lat] = geometry.parts[0] as [number, number];
      return lon >= box[0] && lon <= box[2] && lat >= box[1] && lat <= box[3];
    });
    const found = await findPointsInBox("sign.fgb", box, read);
    expect(found.map(({ attributes }) => attributes.id).sort()).toEqual(expected.map(({ id }) => id).sort());
    for (const each of found) {
      const row = rows.find(({ id }) => id === each.attributes.id);
      expect([each.lonDeg, each.latDeg, each.heightM]).toEqual(row?.geometry.parts[0]);
      expect(each.attributes.text ?? "").toBe(row?.attributes.text);
    }
  }
});

test("a small box reads a small part of the file", async () => {
  readBytes = 0;
  await findPointsInBox("sign.fgb", [114.44, 30.44, 114.445, 30.445], read);
  expect(readBytes).toBeLessThan(bytes.length / 3);
});
