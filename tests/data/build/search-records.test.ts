import { expect, test } from "vitest";
import { indexRecords } from "../../../src/data/build/search-records.ts";
import { writeFlatGeobuf } from "../../../src/data/formats/flatgeobuf/write-flatgeobuf.ts";
import { nameOf, wayTo } from "../../../src/desk/view/searching.ts";
import { openSearch } from "../../../src/model/city/search-index.ts";
import { ecefToGeodetic, enuFrame } from "../../../src/model/geo/frames.ts";

const anchor = { lonDeg: 114.47, latDeg: 30.49, heightM: 20 };
const text = (name: string) => ({
  name,
  type: "text" as const,
  title: { zh: name, en: name },
  definition: { zh: "", en: "" },
});

test("records of feature files are found by id, name and value, where they are", async () => {
  const rows = Array.from({ length: 3000 }, (_, i) => ({
    id: `lane:${i}/0/-1`,
    attributes: { id: `lane:${i}/0/-1`, name: i % 2 ? "高新大道" : "Side Street", type: "driving" },
    geometry: {
      kind: "LineString" as const,
      parts: [[114.47 + i * 1e-5, 30.49, 20, 114.47 + i * 1e-5, 30.4902, 20]],
    },
  }));
  const { bytes } = writeFlatGeobuf({
    name: "lane",
    title: "",
    description: "",
    metadata: "",
    geometry: "LineString",
    crs: { epsg: 4326, name: "WGS 84" },
    columns: ["id", "name", "type"].map(text),
    rows,
  });
  const made = await indexRecords(
    [{ class: "lane", url: "lane.fgb" }],
    async (_, offset, length) => bytes.slice(offset, offset + length),
    anchor,
  );
  const index = await openSearch(async (offset, length) => made.slice(offset, offset + length));
  expect(index.count).toBe(3000);
  expect((await index.find({ text: "高新大道" })).total).toBe(1500);
  const { entries } = await index.find({ text: "lane:1234/0/-1" });
  const [found] = entries;
  expect(found?.kind).toBe("lane");
  expect(found && nameOf(found)).toBe("Side Street");
  const frame = enuFrame(anchor.lonDeg, anchor.latDeg, anchor.heightM);
  const place = ecefToGeodetic(...frame.toEcef(...(found?.centre ?? [0, 0, 0])));
  expect(place.lonDeg).toBeCloseTo(114.47 + 1234e-5, 6);
  expect(place.latDeg).toBeCloseTo(30.4901, 6);
});

test("the way to a thing is told by distance and one of eight directions", () => {
  const from = { lonDeg: 114, latDeg: 30 };
  expect(wayTo(from, { lonDeg: 114, latDeg: 30.01 })).toMatchObject({ direction: "n" });
  expect(wayTo(from, { lonDeg: 113.99, latDeg: 29.991 }).direction).toBe("sw");
  expect(wayTo(from, { lonDeg: 114.01, latDeg: 30 }).metres).toBeCloseTo(963, 0);
});
