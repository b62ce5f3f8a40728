import { describe, expect, test } from "vitest";
import type { DroppedAnswers, DroppedBatch } from "../../../../src/data/build/dropped/dropped-batches.ts";
import { flattenTiles, multiply } from "../../../../src/data/build/dropped/flatten-tiles.ts";
import { readDropped } from "../../../../src/data/build/dropped/read-dropped.ts";
import { writeFlatGeobuf } from "../../../../src/data/formats/flatgeobuf/write-flatgeobuf.ts";
import { geodeticToEcef } from "../../../../src/model/geo/frames.ts";
import { gcj02ToWgs84 } from "../../../../src/model/geo/gcj02.ts";
import { sourceOf } from "../../formats/city/source-of.ts";

const D = 2e-4;
const square = (x: number, y: number) => [
  [x, y],
  [x + D, y],
  [x + D, y + D],
  [x, y + D],
  [x, y],
];
const feature = (id: string, x: number, y: number, height = 20) => ({
  type: "Feature",
  properties: { id, height },
  geometry: { type: "Polygon", coordinates: [square(x, y)] },
});
const collection = (features: object[], more: object = {}) =>
  JSON.stringify({ type: "FeatureCollection", ...more, features });

async function read(content: string | Uint8Array, name: string, answers: DroppedAnswers = {}) {
  const batches: DroppedBatch[] = [];
  const options = { file: sourceOf(content, { name }), answers, groundHeightM: 20, onProgress: () => {} };
  for await (const batch of readDropped(options)) batches.push(batch);
  const of = <K extends DroppedBatch["kind"]>(kind: K) =>
    batches.filter((batch): batch is Extract<DroppedBatch, { kind: K }> => batch.kind === kind);
  return { tiles: of("tile"), asks: of("asks")[0], done: of("done")[0], format: of("format")[0]?.format };
}

/** How far a tile's origin lies from a place. */
const away = (matrix: readonly number[], lonDeg: number, latDeg: number) => {
  const [x, y, z] = geodeticToEcef(lonDeg, latDeg, 20);
  return Math.hypot((matrix[12] as number) - x, (matrix[13] as number) - y, (matrix[14] as number) - z);
};

describe("a GeoJSON that is dropped", () => {
  test("outside China is shown at once, where it says it is, with what was skipped", async () => {
    const text = collection([
      feature("a", 4.35, 52),
      { type: "Feature", properties: {}, geometry: { type: "Point", coordinates: [4.35, 52] } },
    ]);
    const { tiles, done, asks, format } = await read(text, "delft.geojson");
    expect(asks).toBeUndefined();
    expect(format).toBe("geojson");
    expect(done?.counts).toEqual({ read: 2, out: 1, skipped: 1 });
    expect(done?.findings.some(({ severity }) => severity === "skipped")).toBe(true);
    expect(tiles.length).toBe(1);
    expect(tiles[0]?.glb.slice(0, 4)).toEqual(new TextEncoder().encode("glTF"));
    expect(away(tiles[0]?.matrix ?? [], 4.35, 52)).toBeLessThan(1000);
    expect(done?.middle.lonDeg).toBeCloseTo(4.35 + D / 2, 5);
  });

  test("in China is asked about first; the answer decides where it lies", async () => {
    const [lon, lat] = [114.47, 30.49];
    const text = collection([feature("a", lon, lat)]);
    const first = await read(text, "wuhan.geojson");
    expect(first.asks).toEqual({ kind: "asks", question: "gcj02", found: "EPSG:4326" });
    expect(first.tiles).toEqual([]);
    const plain = await read(text, "wuhan.geojson", { crs: "EPSG:4326" });
    expect(plain.done?.middle.lonDeg).toBeCloseTo(lon + D / 2, 5);
    const shifted = await read(text, "wuhan.geojson", { crs: "GCJ-02" });
    const there = gcj02ToWgs84(lon + D / 2, lat + D / 2);
    expect(shifted.done?.middle.lonDeg).toBeCloseTo(there.lonDeg, 5);
    expect(shifted.done?.middle.latDeg).toBeCloseTo(there.latDeg, 5);
    expect(shifted.done?.crs).toBe("GCJ-02");
  });

  test("whose figures are no degrees and that names no system is asked about", async () => {
    const text = collection([
      {
        ...feature("a", 0, 0),
        geometry: {
          type: "Polygon",
          coordinates: [
            square(0, 0).map(([x, y]) => [545000 + (x as number) * 1e5, 3374000 + (y as number) * 1e5]),
          ],
        },
      },
    ]);
    const first = await read(text, "plane.geojson");
    expect(first.asks?.question).toBe("crs");
    const answered = await read(text, "plane.geojson", { crs: "EPSG:4547" });
    expect(answered.done?.counts.out).toBe(1);
    expect(answered.done?.middle.lonDeg).toBeCloseTo(114.469, 2);
  });

  test("with nothing to draw is one clear fault", async () => {
    await expect(read(collection([]), "empty.geojson")).rejects.toThrow("fault.city-tiles.empty");
  });
});

describe("other files", () => {
  test("FlatGeobuf polygons come out as bodies, in the system that its header names", async () => {
    const flat = square(4.35, 52).flatMap(([x, y]) => [x as number, y as number, 0]);
    const { bytes } = writeFlatGeobuf({
      name: "houses",
      title: "",
      description: "",
      metadata: "",
      geometry: "Polygon",
      crs: { epsg: 4326, name: "WGS 84" },
      columns: (["id", "height"] as const).map((name) => ({
        name,
        type: name === "id" ? "text" : "real",
        title: { zh: name, en: name },
        definition: { zh: "", en: "" },
      })),
      rows: [{ id: "h1", attributes: { id: "h1", height: 9 }, geometry: { kind: "Polygon", parts: [flat] } }],
    });
    const { done, tiles, format } = await read(bytes, "houses.fgb");
    expect(format).toBe("flatgeobuf");
    expect(done?.counts).toEqual({ read: 1, out: 1, skipped: 0 });
    expect(new TextDecoder().decode(tiles[0]?.glb)).toContain("h1");
  });

  test("CityJSON is read by its own reader", async () => {
    const corners = [0, 1, 2, 3].map((i) => [i === 1 || i === 2 ? 10 : 0, i > 1 ? 10 : 0]);
    const vertices = [0, 8].flatMap((z) =>
      corners.map(([x, y]) => [85000 + (x as number), 447000 + (y as number), z]),
    );
    const text = JSON.stringify({
      type: "CityJSON",
      version: "1.1",
      metadata: { referenceSystem: "https://www.opengis.net/def/crs/EPSG/0/32631" },
      transform: { scale: [1, 1, 1], translate: [500000, 5000000, 0] },
      CityObjects: {
        b1: {
          type: "Building",
          attributes: { year: 1968 },
          geometry: [
            {
              type: "Solid",
              lod: "1",
              boundaries: [
                [
                  [[3, 2, 1, 0]],
                  [[4, 5, 6, 7]],
                  [[0, 1, 5, 4]],
                  [[1, 2, 6, 5]],
                  [[2, 3, 7, 6]],
                  [[3, 0, 4, 7]],
                ],
              ],
            },
          ],
        },
      },
      vertices,
    });
    const { done, format } = await read(text, "block.city.json");
    expect(format).toBe("cityjson");
    expect(done?.counts).toEqual({ read: 1, out: 1, skipped: 0 });
  });

  const ROAD = `<?xml version="1.0"?><OpenDRIVE><header revMajor="1" revMinor="6">GEO</header>
<road name="r" length="60" id="1" junction="-1"><link/><planView><geometry s="0" x="0" y="0" hdg="0" length="60"><line/></geometry></planView>
<lanes><laneSection s="0"><center><lane id="0" type="none"/></center><right><lane id="-1" type="driving" level="false"><width sOffset="0" a="3.5" b="0" c="0" d="0"/></lane></right></laneSection></lanes></road></OpenDRIVE>`;

  test("OpenDRIVE with a georeference is shown there; without one its place is asked for", async () => {
    const geo =
      "<geoReference><![CDATA[+proj=tmerc +lat_0=30.49 +lon_0=114.47 +k=1 +x_0=0 +y_0=0 +ellps=GRS80 +units=m +no_defs]]></geoReference>";
    const placed = await read(ROAD.replace("GEO", geo), "r.xodr");
    expect(placed.format).toBe("opendrive");
    expect(placed.tiles[0]?.surface).toBe("roads");
    expect(placed.done?.counts).toEqual({ read: 1, out: 1, skipped: 0 });
    expect(placed.done?.middle.latDeg).toBeCloseTo(30.49, 4);
    const lost = await read(ROAD.replace("GEO", ""), "r.xodr");
    expect(lost.asks?.question).toBe("place");
    const put = await read(ROAD.replace("GEO", ""), "r.xodr", {
      place: { lonDeg: 8.4, latDeg: 49, heightM: 110 },
    });
    expect(put.done?.middle.lonDeg).toBeCloseTo(8.4, 2);
  });

  test("a GLB has no place of its own; a cut one is refused", async () => {
    const glb = new Uint8Array(20);
    glb.set(new TextEncoder().encode("glTF"));
    new DataView(glb.buffer).setUint32(8, 20, true);
    expect((await read(glb, "m.glb")).asks?.question).toBe("place");
    const place = { lonDeg: 114.47, latDeg: 30.49, heightM: 20 };
    const { tiles, done } = await read(glb, "m.glb", { place });
    expect(away(tiles[0]?.matrix ?? [], 114.47, 30.49)).toBeLessThan(0.01);
    expect(done?.counts.out).toBe(1);
    new DataView(glb.buffer).setUint32(8, 4000, true);
    await expect(read(glb, "m.glb", { place })).rejects.toThrow("fault.dropped.truncated");
  });

  test("what is of no format says so, and an empty file too", async () => {
    await expect(read("nothing of a city", "notes.txt")).rejects.toThrow("fault.dropped.unknown");
    await expect(read("", "a.geojson")).rejects.toThrow("fault.input.empty");
  });

  test("whole JSON past 400 MB is refused with the format that can be streamed", async () => {
    const file = {
      ...sourceOf(collection([feature("a", 4, 52)]), { name: "big.geojson" }),
      sizeBytes: 500e6,
    };
    const reading = async () => {
      for await (const _ of readDropped({ file, answers: {}, groundHeightM: 0, onProgress: () => {} }));
    };
    await expect(reading()).rejects.toThrow(/fault.input.too-large.*GeoJSONSeq/);
  });
});

describe("flattened tilesets", () => {
  const move = (x: number) => [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, x, 0, 0, 1];

  test("keep the finest tiles, each with the product of all transforms on the way", () => {
    const files: Record<string, unknown> = {
      "tileset.json": {
        root: {
          refine: "REPLACE",
          transform: move(1),
          content: { uri: "coarse.glb" },
          children: [
            { transform: move(10), content: { uri: "a.glb" } },
            { transform: move(100), content: { uri: "in/tileset.json" } },
          ],
        },
      },
      "in/tileset.json": { root: { transform: move(1000), content: { uri: "b.glb" } } },
    };
    expect(flattenTiles("tileset.json", (path) => files[path])).toEqual([
      { matrix: move(11), path: "a.glb" },
      { matrix: move(1101), path: "in/b.glb" },
    ]);
  });

  test("multiply as matrices do", () => {
    const turn = [0, 1, 0, 0, -1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1];
    expect(multiply(turn, move(5)).slice(12)).toEqual([0, 5, 0, 1]);
  });
});
