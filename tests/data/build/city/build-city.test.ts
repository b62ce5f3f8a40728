import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { parseConfig } from "../../../../src/data/build/city/city-config.ts";
import { buildCity } from "../../../../src/data/build/city/node.ts";
import { verifyTileset } from "../../../../src/data/tiling/verify/verify-tileset.ts";
import { openSearch } from "../../../../src/model/city/search-index.ts";
import { wgs84ToGcj02 } from "../../../../src/model/geo/gcj02.ts";
import { smallLas } from "../../formats/las/small-las.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "lanetwin-build-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

type Corner = [number, number];
const square = (x: number, y: number, size: number): Corner[] => [
  [x, y],
  [x + size, y],
  [x + size, y + size],
  [x, y + size],
  [x, y],
];
const feature = (id: string, ring: unknown, properties: object) => ({
  type: "Feature",
  id,
  properties,
  geometry: { type: "Polygon", coordinates: [ring] },
});
const D = 1e-4;
const houses = () =>
  Array.from({ length: 30 }, (_, i) =>
    feature(`h${i}`, square(114.47 + (i % 6) * 3 * D, 30.48 + Math.floor(i / 6) * 3 * D, D), {
      height: 6 + i * 3,
      名称: `楼 ${i}`,
    }),
  );

function write(name: string, features: unknown[], more: object = {}): string {
  writeFileSync(join(folder, name), JSON.stringify({ type: "FeatureCollection", ...more, features }));
  return name;
}

const configOf = (json: object) => {
  const read = parseConfig({ id: "town", title: "镇", ...json });
  if (!read.ok) throw new Error(`${read.path}: ${read.reason}`);
  return read.config;
};
const build = (json: object) => buildCity(configOf(json), folder, join(folder, "city"));
const buildAndList = async (file: string) => {
  await build({ inputs: [{ file }] });
  return { files: readdirSync(join(folder, "city"), { recursive: true, encoding: "utf8" }) };
};
const left = () => readdirSync(folder).filter((name) => !name.endsWith(".geojson"));

test("footprints become a city whose tiles pass verification and whose search finds them", async () => {
  const file = write("a.geojson", [
    ...houses(),
    feature(
      "bow",
      [
        [114, 30],
        [114.001, 30.001],
        [114.001, 30],
        [114, 30.001],
        [114, 30],
      ],
      { height: 5 },
    ),
  ]);
  const { city, counts, reports } = await build({ inputs: [{ file }], groundHeightM: 22 });
  expect(counts).toEqual([{ input: "a.geojson", crs: "EPSG:4326", read: 31, out: 30, skipped: 1 }]);
  expect(reports.buildings).toMatchObject({ features: 30, skipped: 0 });
  expect(city).toMatchObject({
    id: "town",
    title: { zh: "镇", en: "镇" },
    groundHeightM: 22,
    search: "search.bin",
  });
  const out = join(folder, "city");
  const report = await verifyTileset(
    "tileset.json",
    async (path) => readFileSync(join(out, "buildings", path)),
    {
      groundHeightM: 22,
      expectedFeatures: 30,
    },
  );
  expect(report.checks.filter(({ wrong }) => wrong > 0)).toEqual([]);
  const bytes = readFileSync(join(out, "search.bin"));
  const index = await openSearch(async (offset, length) => bytes.subarray(offset, offset + length));
  expect((await index.find({ text: "楼 17" })).entries[0]).toMatchObject({
    id: "h17",
    attributes: { height: 57 },
  });
  expect(left()).toEqual(["city"]);
});

test("the extent in city.json is the footprints', to a centimetre", async () => {
  const file = write("a.geojson", houses());
  const { city } = await build({ inputs: [{ file }], groundHeightM: 0 });
  const cm = 1e-7;
  expect(Math.abs(city.bounds.west - 114.47)).toBeLessThan(cm);
  expect(Math.abs(city.bounds.east - (114.47 + 16 * D))).toBeLessThan(cm);
  expect(Math.abs(city.bounds.south - 30.48)).toBeLessThan(cm);
  expect(Math.abs(city.bounds.north - (30.48 + 13 * D))).toBeLessThan(cm);
});

describe("coordinates", () => {
  test("in latitude-longitude order are caught, with the fix, and read right with it", async () => {
    const file = write("a.geojson", [feature("h", square(30.48, 114.47, D), { height: 9 })], {
      crs: { type: "name", properties: { name: "EPSG:4326" } },
    });
    await expect(build({ inputs: [{ file }] })).rejects.toMatchObject({ code: "fault.city-build.axes" });
    expect(left()).toEqual([]);
    const { city } = await build({ inputs: [{ file, swapAxes: true }] });
    expect(city.bounds.west).toBeCloseTo(114.47, 6);
  });

  test("of a plane without a name are asked about", async () => {
    const file = write("a.geojson", [feature("h", square(545000, 3373000, 20), { height: 9 })]);
    await expect(build({ inputs: [{ file }] })).rejects.toMatchObject({
      code: "fault.city-build.crs-needed",
    });
    const { city } = await build({ inputs: [{ file, crs: "EPSG:4547" }] });
    expect(city.bounds.west).toBeCloseTo(114.4686, 3);
  });

  test("of a plane with northing first are caught", async () => {
    const file = write("a.geojson", [feature("h", square(3373000, 545000, 20), { height: 9 })]);
    await expect(build({ inputs: [{ file, crs: "EPSG:4547" }] })).rejects.toMatchObject({
      code: "fault.city-build.axes",
    });
  });

  test("in China raise the question of GCJ-02, and are shifted only when told", async () => {
    const shifted = wgs84ToGcj02(114.47, 30.48);
    const file = write("a.geojson", [feature("h", square(shifted.lonDeg, shifted.latDeg, D), { height: 9 })]);
    const asked = await build({ inputs: [{ file }] });
    expect(asked.findings.map(({ code }) => code)).toContain("finding.city-build.gcj02");
    expect(asked.city.bounds.west).toBeCloseTo(shifted.lonDeg, 7);
    const told = await build({ inputs: [{ file, crs: "GCJ-02" }] });
    expect(told.findings).toEqual([]);
    expect(told.city.bounds.west).toBeCloseTo(114.47, 7);
  });

  test("of another place than the rest of the city are refused", async () => {
    const here = write("a.geojson", houses());
    const far = write("b.geojson", [feature("x", square(8.5, 47.3, D), { height: 9 })]);
    await expect(build({ inputs: [{ file: here }, { file: far }] })).rejects.toMatchObject({
      code: "fault.city-build.far-away",
    });
    expect(left()).toEqual([]);
  });
});

test("a stop leaves nothing behind, and the city that was there stays", async () => {
  const file = write("a.geojson", houses());
  await build({ inputs: [{ file }] });
  const before = readFileSync(join(folder, "city/city.json"), "utf8");
  const stop = new AbortController();
  stop.abort();
  await expect(
    buildCity(configOf({ inputs: [{ file }] }), folder, join(folder, "city"), { signal: stop.signal }),
  ).rejects.toMatchObject({ code: expect.stringMatching(/cancelled/) });
  expect(left()).toEqual(["city"]);
  expect(readFileSync(join(folder, "city/city.json"), "utf8")).toBe(before);
});

test("a folder that is no city is left alone", async () => {
  const file = write("a.geojson", houses());
  const other = join(folder, "city");
  writeFileSync(join(mkdtempSync(join(folder, "x-")), "kept"), "");
  await buildCity(configOf({ inputs: [{ file }] }), folder, other);
  rmSync(join(other, "city.json"));
  await expect(build({ inputs: [{ file }] })).rejects.toMatchObject({ code: "fault.import.occupied" });
  expect(existsSync(join(other, "buildings/tileset.json"))).toBe(true);
});

test("existing tilesets are named by URL, or copied with their folder", async () => {
  const file = write("a.geojson", houses());
  await build({ inputs: [{ file }] });
  const { city } = await buildCity(
    configOf({
      tilesets: [
        { id: "old", folder: "city/buildings", kind: "buildings", offsetUpM: 2 },
        { id: "far", url: "https://example.org/tileset.json" },
      ],
    }),
    folder,
    join(folder, "second"),
  );
  expect(city.tilesets.map(({ id, url }) => `${id} ${url}`)).toEqual([
    "old tilesets/old/tileset.json",
    "far https://example.org/tileset.json",
  ]);
  expect(existsSync(join(folder, "second/tilesets/old/tileset.json"))).toBe(true);
});

test("a model without a place of its own stands where its placement says, and is refused without one", async () => {
  const corners = ["v 0 0 0", "v 30 0 0", "v 0 0 -20", "v 0 12 0"];
  const faces = ["f 1 2 3", "f 1 4 2", "f 2 4 3", "f 3 4 1"].map((face) => face.split(" "));
  // Seen from outside, y up: the reader of OBJ turns it to z up.
  writeFileSync(
    join(folder, "tent.obj"),
    [...corners, ...faces.map(([f, a, b, c]) => [f, a, c, b].join(" ")), ""].join("\n"),
  );
  const placement = { lonDeg: 114.4, latDeg: 30.5, heightM: 25 };
  const { city, counts } = await build({ inputs: [{ file: "tent.obj", placement }] });
  expect(counts).toMatchObject([{ read: 1, out: 1, skipped: 0 }]);
  expect(city.anchor.lonDeg).toBeCloseTo(114.4, 3);
  expect(city.anchor.latDeg).toBeCloseTo(30.5, 3);
  const { checks } = await verifyTileset("tileset.json", async (path) =>
    readFileSync(join(folder, "city/buildings", path)),
  );
  expect(checks.filter(({ wrong }) => wrong > 0)).toEqual([]);
  await expect(build({ inputs: [{ file: "tent.obj" }] })).rejects.toMatchObject({
    code: "fault.city-build.placement-needed",
  });
});

test("tiles have a gzip copy beside them that unpacks to the same bytes; city.json has none", async () => {
  const { files } = await buildAndList(write("a.geojson", houses()));
  const tiles = files.filter((name) => name.endsWith(".glb"));
  expect(tiles.length).toBeGreaterThan(0);
  for (const name of tiles) {
    const bytes = readFileSync(join(folder, "city", name));
    if (bytes.length >= 1024)
      expect(gunzipSync(readFileSync(join(folder, "city", `${name}.gz`))).equals(bytes), name).toBe(true);
  }
  expect(files.some((name) => name.endsWith(".glb.gz"))).toBe(true);
  expect(files).not.toContain("city.json.gz");
});

test("a configuration that is wrong says where", () => {
  expect(parseConfig({ id: "Town 1", title: "t" })).toMatchObject({ ok: false, path: "id" });
  expect(parseConfig({ id: "t", title: "t", inputs: [{ file: "a", crsx: "EPSG:1" }] })).toMatchObject({
    ok: false,
    path: "inputs.0",
  });
});

test("a point cloud beside houses becomes a tileset of points, told by what the file is", async () => {
  const points = Array.from({ length: 500 }, (_, i) => ({
    xyz: [1144700000 + (i % 25) * 40, 304800000 + Math.floor(i / 25) * 40, 2200 + i] as [
      number,
      number,
      number,
    ],
    class: i % 2 ? 2 : 6,
  }));
  const bytes = smallLas({ points, scale: [1e-7, 1e-7, 0.01] });
  writeFileSync(join(folder, "scan.las"), bytes);
  const { city, reports, findings } = await build({
    inputs: [{ file: write("a.geojson", houses()) }, { file: "scan.las", crs: "EPSG:4326" }],
  });
  expect(city.tilesets.map(({ kind }) => kind)).toEqual(["buildings", "points"]);
  expect(reports.points).toMatchObject({ features: 2, points: 500 });
  expect(findings.map(({ code }) => code)).toContain("finding.las.no-crs");
  const read = async (path: string) => readFileSync(join(folder, "city", path));
  const report = await verifyTileset("points/tileset.json", read);
  expect(report.checks.filter(({ wrong }) => wrong > 0)).toEqual([]);
  expect(city.bounds.east).toBeGreaterThan(114.47);
});

test("a cloud whose system nobody states is asked about, and nothing is written", async () => {
  writeFileSync(join(folder, "scan.las"), smallLas({ points: [{ xyz: [1, 2, 3] }] }));
  await expect(build({ inputs: [{ file: "scan.las" }] })).rejects.toMatchObject({
    code: "fault.city-build.crs-needed",
  });
  expect(left()).toEqual(["scan.las"]);
});
