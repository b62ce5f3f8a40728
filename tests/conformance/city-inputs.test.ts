// Real city files, read by us and by somebody else: Python's own libraries for CityJSON and CityGML, GDAL for GeoJSON. Counts,
// places to a centimetre and better, every attribute, every texture coordinate.

import { spawnSync } from "node:child_process";
import { createReadStream, existsSync, readFileSync, statSync } from "node:fs";
import { open as openFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import type { ObjectSource, SourceFile } from "../../src/data/formats/format.ts";
import { objectsFormat } from "../../src/data/formats/formats.ts";
import type { CityObject } from "../../src/model/buildings/city-object.ts";
import { SHARED } from "./maps.ts";
import { ogrinfo, python } from "./outside-programs.ts";

const DELFT = join(SHARED, "data/cityjson/delft.city.json");
const PLATEAU = join(SHARED, "data/citygml/52397519_bldg_6697_op.gml");
const GUANGGU = join(SHARED, "data/wuhan/guanggu-square-osm-buildings.geojson");
const haveCity = [DELFT, PLATEAU, GUANGGU].every((path) => existsSync(path));
if (!haveCity && process.env.LANETWIN_REQUIRE_TOOLS)
  throw new Error(`The real city files are not in ${SHARED}; set LANETWIN_SHARED.`);

function fileAt(path: string): SourceFile {
  return {
    name: basename(path),
    sizeBytes: statSync(path).size,
    stream: () => createReadStream(path),
    async range(offset, length) {
      const handle = await openFile(path);
      try {
        const { buffer, bytesRead } = await handle.read(new Uint8Array(length), 0, length, offset);
        return buffer.subarray(0, bytesRead);
      } finally {
        await handle.close();
      }
    },
    beside: async (own) => {
      const place = join(dirname(path), own);
      return existsSync(place) ? new Uint8Array(readFileSync(place)) : undefined;
    },
  };
}

async function readFile(
  path: string,
  lod?: number,
): Promise<{ source: ObjectSource; objects: Map<string, CityObject> }> {
  const file = fileAt(path);
  const format = objectsFormat(await file.range(0, 4096), file.name);
  const reader = await format?.readObjects?.();
  if (!reader) throw new Error(path);
  const source = await reader.open(file, lod === undefined ? {} : { lod });
  const objects = new Map<string, CityObject>();
  for await (const batch of source.objects()) for (const object of batch) objects.set(object.id, object);
  const { read, out, skipped } = source.counts();
  expect(read).toBe(out + skipped);
  expect(objects.size).toBe(out);
  return { source, objects };
}

function cornersOf({ shapes }: CityObject): number[][] {
  const shape = shapes[0]?.shape;
  const out: number[][] = [];
  if (shape?.type === "faces")
    for (const { rings } of shape.faces)
      for (const ring of rings)
        for (let i = 0; i < ring.length; i += 3) out.push(Array.from(ring.subarray(i, i + 3)));
  if (shape?.type === "extrusion")
    for (const footprint of shape.footprints)
      for (const ring of footprint)
        for (let i = 0; i < ring.length; i += 2) out.push(Array.from(ring.subarray(i, i + 2)));
  return out;
}
const extentOf = (corners: number[][]): number[] => {
  const width = corners[0]?.length ?? 0;
  const along = (k: number) => corners.map((corner) => corner[k] as number);
  const each = Array.from({ length: width }, (_, k) => k);
  return [...each.map((k) => Math.min(...along(k))), ...each.map((k) => Math.max(...along(k)))];
};
const worst = (a: number[], b: number[]) => Math.max(...a.map((v, i) => Math.abs(v - (b[i] as number))));

function evaluated<T>(kind: string, path: string): T {
  const script = new URL("evaluate_city.py", import.meta.url).pathname;
  const done = spawnSync(python as string, [script, kind, path], { encoding: "utf8", maxBuffer: 1 << 28 });
  expect(done.stderr).toBe("");
  return JSON.parse(done.stdout) as T;
}

describe.skipIf(!haveCity || !python)("as Python reads them", () => {
  test("Delft: 570 objects, the same corners, the same attributes", async () => {
    interface Thing {
      type: string;
      extent: number[];
      attributes: Record<string, string | number>;
    }
    const other = evaluated<{ crs: string; objects: Record<string, Thing> }>("cityjson", DELFT);
    const { source, objects } = await readFile(DELFT);
    expect(source.crs()).toBe(other.crs);
    expect([...objects.keys()].sort()).toEqual(Object.keys(other.objects).sort());
    for (const [id, { type, extent, attributes }] of Object.entries(other.objects)) {
      const own = objects.get(id) as CityObject;
      expect(own.type).toBe(type);
      expect(own.attributes).toEqual(attributes);
      expect(worst(extentOf(cornersOf(own)), extent), id).toBeLessThan(1e-6);
    }
  });

  test("PLATEAU Yokosuka: 13 buildings and 2 parts at every level of detail, the same attributes and textures", async () => {
    interface Thing {
      type: string;
      extents: Record<string, number[]>;
      values: string[];
    }
    const other = evaluated<{
      crs: string;
      objects: Record<string, Thing>;
      textures: Record<string, string[]>;
    }>("citygml", PLATEAU);
    const { source, objects } = await readFile(PLATEAU);
    expect(source.crs()).toBe(other.crs);
    expect([...objects.keys()].sort()).toEqual(Object.keys(other.objects).sort());
    for (const lod of [undefined, 1, 2]) {
      const levels = await readFile(PLATEAU, lod);
      for (const [id, { type, extents, values }] of Object.entries(other.objects)) {
        const own = levels.objects.get(id) as CityObject;
        expect(own.type).toBe(type);
        // "6.0" is 6 to us: figures are compared as figures.
        const plain = (value: unknown) =>
          Number.isFinite(Number(value)) ? String(Number(value)) : String(value);
        expect(Object.values(own.attributes).map(plain).sort()).toEqual(values.map(plain).sort());
        const taken = own.shapes[0]?.lod;
        const there = Object.keys(extents).map(Number);
        if (there.length === 0) continue;
        expect(taken).toBe(
          lod === undefined ? Math.max(...there) : Math.max(...there.filter((each) => each <= lod)),
        );
        // 1e-9° is a tenth of a millimetre.
        expect(worst(extentOf(cornersOf(own)), extents[String(taken)] as number[]), id).toBeLessThan(1e-9);
      }
    }
    const drawn = [...objects.values()].flatMap(({ shapes }) =>
      shapes[0]?.shape.type === "faces" ? shapes[0].shape.faces : [],
    );
    const lists = Object.values(other.textures).flat();
    const textured = drawn.flatMap(({ texture }) => (texture ? [texture] : []));
    expect(textured).toHaveLength(lists.length);
    const sums = (values: number[]) => values.reduce((sum, v) => sum + v, 0);
    // Python's list repeats the first corner.
    const theirs = lists.map((list) => sums(list.split(" ").slice(0, -2).map(Number))).sort((a, b) => a - b);
    const ours = textured
      .map(({ uvs }) => sums(uvs.flatMap((each) => Array.from(each))))
      .sort((a, b) => a - b);
    expect(worst(ours, theirs)).toBeLessThan(1e-4);
    const sizes = await Promise.all(Object.keys(other.textures).map((_, k) => source.image?.(k)));
    expect(sizes.map((image) => image?.bytes.length).sort()).toEqual(
      Object.keys(other.textures)
        .map((path) => statSync(join(dirname(PLATEAU), path)).size)
        .sort(),
    );
  });
});

describe.skipIf(!haveCity || !ogrinfo)("as GDAL reads them", () => {
  test("Guanggu Square: its polygons are buildings, its label points are listed", async () => {
    const { source, objects } = await readFile(GUANGGU);
    const told = (where: string) => {
      const done = spawnSync(ogrinfo as string, ["-so", "-al", "-where", where, GUANGGU], {
        encoding: "utf8",
      });
      const extent = /Extent: \(([-\d.]+), ([-\d.]+)\) - \(([-\d.]+), ([-\d.]+)\)/.exec(done.stdout);
      return {
        count: Number(/Feature Count: (\d+)/.exec(done.stdout)?.[1]),
        extent: extent?.slice(1).map(Number),
      };
    };
    const polygons = told("OGR_GEOMETRY='POLYGON'");
    const points = told("OGR_GEOMETRY='POINT'");
    expect(source.counts()).toEqual({
      read: polygons.count + points.count,
      out: polygons.count,
      skipped: points.count,
    });
    expect(source.findings.filter(({ code }) => code === "finding.input.not-polygon")).toHaveLength(
      points.count,
    );
    // ogrinfo prints six decimals: 0.1 m would be 1e-6; half of that is all it can tell.
    expect(
      worst(extentOf([...objects.values()].flatMap(cornersOf)), polygons.extent as number[]),
    ).toBeLessThan(5.1e-7);
    expect(source.crs()).toBe("EPSG:4326");
    const { features } = JSON.parse(readFileSync(GUANGGU, "utf8")) as {
      features: {
        geometry: { type: string; coordinates: number[][][] };
        properties: Record<string, unknown>;
      }[];
    };
    const theirs = features.filter(({ geometry }) => geometry.type === "Polygon");
    for (const [k, object] of [...objects.values()].entries()) {
      const { geometry, properties } = theirs[k] as (typeof theirs)[number];
      expect(object.attributes).toEqual(properties);
      expect(extentOf(cornersOf(object))).toEqual(extentOf(geometry.coordinates.flat()));
    }
  });
});
