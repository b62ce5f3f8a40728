import { expect, test } from "vitest";
import { placer } from "../../../../src/data/build/city/place.ts";
import { groundOf, terrainFeatures } from "../../../../src/data/build/city/terrain-features.ts";
import { memoryTarget } from "../../../../src/data/export/memory-target.ts";
import type { HeightGrid } from "../../../../src/data/formats/format.ts";
import { writeCityTiles } from "../../../../src/data/tiling/city/write-city-tiles.ts";
import { verifyTileset } from "../../../../src/data/tiling/verify/verify-tileset.ts";

const SIDE = 129;
/** Gentle hills on a plane of 30 m cells, with a square hole. */
function grid(hole = true): HeightGrid {
  const heights = new Float32Array(SIDE * SIDE);
  for (let r = 0; r < SIDE; r++)
    for (let c = 0; c < SIDE; c++)
      heights[r * SIDE + c] =
        hole && c >= 40 && c < 50 && r >= 40 && r < 50
          ? Number.NaN
          : 30 + 12 * Math.sin(c / 9) + 7 * Math.cos(r / 7);
  return {
    crs: "EPSG:4547",
    columns: SIDE,
    rows: SIDE,
    west: 545000,
    north: 3376000,
    stepX: 30,
    stepY: -30,
    heights,
  };
}
const placed = (g: HeightGrid) => placer("dem.tif", g.crs, {}, [g.west, g.north, 0], undefined);

test("terrain tiles pass verification, with coarser levels above", async () => {
  const g = grid();
  const own = placed(g);
  const target = memoryTarget();
  const report = await writeCityTiles(terrainFeatures(g, own), undefined, target, {
    anchor: own.frame.origin,
    tilesetId: "terrain",
  });
  expect(report).toMatchObject({ features: 16, skipped: 0 });
  const paths = [...target.files.keys()];
  expect(paths.some((path) => path.startsWith("far2/"))).toBe(true);
  const checked = await verifyTileset(
    "tileset.json",
    async (path) => new Uint8Array(Buffer.concat(target.files.get(path) as Uint8Array[])),
    { groundHeightM: 30, expectedFeatures: 16 },
  );
  expect(checked.checks.filter(({ wrong }) => wrong > 0)).toEqual([]);
});

test("a hole of the grid stays a hole, edged by a skirt", () => {
  const flat = (g: HeightGrid) => {
    const own = placed(g);
    let triangles = 0;
    let area = 0;
    for (const { levels } of terrainFeatures(g, own)) {
      const mesh = levels.at(-1)?.meshes[0];
      if (!mesh) continue;
      const p = mesh.positions;
      for (let i = 0; i < mesh.indices.length; i += 3) {
        const [a, b, c] = [0, 1, 2].map((k) => (mesh.indices[i + k] as number) * 3) as [
          number,
          number,
          number,
        ];
        area +=
          (((p[b] as number) - (p[a] as number)) * ((p[c + 1] as number) - (p[a + 1] as number)) -
            ((p[c] as number) - (p[a] as number)) * ((p[b + 1] as number) - (p[a + 1] as number))) /
          2;
        triangles += 1;
      }
    }
    return { triangles, area };
  };
  const [whole, holed] = [flat(grid(false)), flat(grid(true))];
  // Every cell with a missing corner is left out: 11 × 11 of them.
  expect((whole.area - holed.area) / 900).toBeCloseTo(121, 0);
});

test("the ground between four heights is between them, and unknown off the grid and in the hole", () => {
  const g = grid();
  const own = placed(g);
  const ground = groundOf(g, own, -14);
  const at = (c: number, r: number) => {
    const { lonDeg, latDeg } = own.geodetic(g.west + c * 30, g.north - r * 30, 0);
    return ground(lonDeg, latDeg);
  };
  expect(at(10, 20)).toBeCloseTo((g.heights[20 * SIDE + 10] as number) - 14, 3);
  expect(at(44, 44)).toBeUndefined();
  expect(at(-5, 3)).toBeUndefined();
});
