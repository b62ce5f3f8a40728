import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { importFile } from "../../../src/data/build/node.ts";
import { ecefToGeodetic, type Vec3 } from "../../../src/model/geo/frames.ts";
import { parseCrs } from "../../../src/model/geo/projections.ts";
import { map, road } from "../formats/opendrive/small-map.ts";

const place = () => mkdtempSync(join(tmpdir(), "lanetwin-import-"));
// Gaoxin Avenue in EPSG:4547, 300 m west–east, so that it crosses a tile border.
const LONG = '<geometry s="0" x="545700" y="3374400" hdg="0" length="100"><line/></geometry>';
const smallMap = (text = map(road("1", LONG))) => {
  const file = join(place(), "small.xodr");
  writeFileSync(file, text);
  return file;
};

interface Glb {
  json: {
    accessors: { bufferView: number; count: number }[];
    bufferViews: { byteOffset: number; byteLength: number }[];
    meshes: { primitives: { attributes: Record<string, number> }[] }[];
  };
  bin: Uint8Array;
}

function parseGlb(bytes: Uint8Array): Glb {
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const length = view.getUint32(12, true);
  return {
    json: JSON.parse(new TextDecoder().decode(bytes.subarray(20, 20 + length))),
    bin: bytes.subarray(28 + length),
  };
}

/** All vertices of a tile in its own z-up frame. */
function vertices({ json, bin }: Glb): Vec3[] {
  return json.meshes.flatMap(({ primitives }) =>
    primitives.flatMap(({ attributes }) => {
      const accessor = json.accessors[attributes.POSITION as number] as { bufferView: number; count: number };
      const { byteOffset } = json.bufferViews[accessor.bufferView] as { byteOffset: number };
      const floats = new Float32Array(bin.slice(byteOffset, byteOffset + accessor.count * 12).buffer);
      return Array.from(
        { length: accessor.count },
        (_, i): Vec3 => [
          floats[3 * i] as number,
          -(floats[3 * i + 2] as number),
          floats[3 * i + 1] as number,
        ],
      );
    }),
  );
}

const times = (m: number[], [x, y, z]: Vec3): Vec3 =>
  [0, 1, 2].map(
    (r) => (m[r] as number) * x + (m[r + 4] as number) * y + (m[r + 8] as number) * z + (m[r + 12] as number),
  ) as Vec3;

interface Tile {
  transform: number[];
  boundingVolume: { box: number[] };
  content?: { uri: string };
  children?: Tile[];
}

describe("importing a map", () => {
  test("puts every vertex inside its tile's box and, through the transforms, where the map says, within 0.2 mm", async () => {
    const out = join(place(), "city");
    await importFile(smallMap(), out, {});
    const { root } = JSON.parse(readFileSync(join(out, "roads/tileset.json"), "utf8")) as { root: Tile };
    const crs = parseCrs("EPSG:4547");
    let furthest = 0;
    let seen = 0;
    for (const tile of root.children ?? []) {
      const [cx, cy, cz, hx, , , , hy, , , , hz] = tile.boundingVolume.box as [
        number,
        number,
        number,
        number,
        number,
        number,
        number,
        number,
        number,
        number,
        number,
        number,
      ];
      for (const vertex of vertices(
        parseGlb(new Uint8Array(readFileSync(join(out, "roads", tile.content?.uri as string)))),
      )) {
        expect(Math.abs(vertex[0] - cx)).toBeLessThanOrEqual(hx);
        expect(Math.abs(vertex[1] - cy)).toBeLessThanOrEqual(hy);
        expect(Math.abs(vertex[2] - cz)).toBeLessThanOrEqual(hz);
        const { lonDeg, latDeg, heightM } = ecefToGeodetic(
          ...times(root.transform, times(tile.transform, vertex)),
        );
        const [x, y, z] = crs.fromGeodetic(lonDeg, latDeg, heightM);
        // The left lane is 3.5 m wide, the right one 3 m and 1 cm more each metre; the road climbs 1 %.
        const s = x - 545700;
        const t = y - 3374400;
        expect(s).toBeGreaterThan(-0.01);
        expect(s).toBeLessThan(100.01);
        expect(t).toBeLessThan(3.5 + 0.01);
        expect(t).toBeGreaterThan(-(3 + 0.01 * s) - 0.01);
        const above = z - (5 + 0.01 * s);
        // Paint stands 3 mm over the surface, on a slope of 1 %.
        furthest = Math.max(furthest, Math.min(Math.abs(above), Math.abs(above - 0.003)));
        seen++;
      }
    }
    expect(seen).toBeGreaterThan(20);
    expect(furthest).toBeLessThan(2e-4);
  });

  test("gives the same bytes twice, and keeps the whole road model beside the tiles", async () => {
    const file = smallMap();
    const [a, b] = [join(place(), "city"), join(place(), "city")];
    await importFile(file, a, {});
    await importFile(file, b, {});
    for (const path of readdirSync(join(a, "roads")))
      expect(readFileSync(join(a, "roads", path)).equals(readFileSync(join(b, "roads", path)))).toBe(true);
    const tiles = readdirSync(join(a, "roads")).filter((path) => path.endsWith(".glb"));
    for (const path of tiles)
      expect(
        gunzipSync(readFileSync(join(a, "roads", `${path}.gz`))).equals(readFileSync(join(a, "roads", path))),
      ).toBe(true);
    expect(tiles.length).toBeGreaterThan(0);
    const network = JSON.parse(gunzipSync(readFileSync(join(a, "roads/network.json.gz"))).toString());
    expect(network).toMatchObject({ formatVersion: 1, dataset: { crs: "epsg:4547" }, roads: [{ id: "1" }] });
  });

  test("asks for an origin when the map has no georeference, and takes it", async () => {
    const file = smallMap(map(road("1")).replace("epsg:4547", ""));
    const out = join(place(), "city");
    await expect(importFile(file, out, {})).rejects.toMatchObject({ code: "fault.import.origin-needed" });
    expect(existsSync(out)).toBe(false);
    const { city } = await importFile(file, out, {
      origin: { lonDeg: 114.476, latDeg: 30.4895, headingDeg: 90 },
    });
    expect(city.anchor.lonDeg).toBeCloseTo(114.4766, 3);
  });

  test("a failed import leaves nothing behind and the city that was there as it was", async () => {
    const folder = place();
    const out = join(folder, "city");
    await importFile(smallMap(), out, {});
    const before = readFileSync(join(out, "city.json"), "utf8");
    const cut = smallMap(map(road("1")).slice(0, -100));
    await expect(importFile(cut, out, {})).rejects.toMatchObject({ code: "fault.opendrive.truncated" });
    expect(readFileSync(join(out, "city.json"), "utf8")).toBe(before);
    expect(readdirSync(folder)).toEqual(["city"]);
  });

  test("does not replace a folder that is no city", async () => {
    const folder = place();
    writeFileSync(join(folder, "precious.txt"), "mine");
    await expect(importFile(smallMap(), folder, {})).rejects.toMatchObject({ code: "fault.import.occupied" });
    expect(readdirSync(folder)).toEqual(["precious.txt"]);
  });
});
