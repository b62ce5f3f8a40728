import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import type { TileTarget } from "../../../../src/data/tiling/city/city-tiles-job.ts";
import { type Points, roomFor } from "../../../../src/data/tiling/points/point-spill.ts";
import { writePointTiles } from "../../../../src/data/tiling/points/write-point-tiles.ts";
import { Glb } from "../../../../src/data/tiling/verify/read-glb.ts";
import { verifyTileset } from "../../../../src/data/tiling/verify/verify-tileset.ts";
import { type EnuFrame, enuFrame } from "../../../../src/model/geo/frames.ts";

const ANCHOR = { lonDeg: 114.47, latDeg: 30.48, heightM: 20 };

function memory(): TileTarget & { files: Map<string, Uint8Array> } {
  const files = new Map<string, Uint8Array>();
  return {
    files,
    async create(path) {
      const parts: Uint8Array[] = [];
      return {
        write: (bytes) => void parts.push(bytes.slice()),
        close: async () => void files.set(path, Uint8Array.from(parts.flatMap((part) => [...part]))),
      };
    },
    scratch() {
      let room = new Uint8Array(0);
      return {
        write(offset, bytes) {
          if (offset + bytes.length > room.length) {
            const more = new Uint8Array((offset + bytes.length) * 2);
            more.set(room);
            room = more;
          }
          room.set(bytes, offset);
        },
        read: (offset, into) => into.set(room.subarray(offset, offset + into.length)),
        close() {},
      };
    },
  };
}

/** A street seen by a scanner: ground dense in the middle, a wall, on both sides of the frame's axes. */
function street(count: number): Points {
  const out = roomFor(count);
  let state = 7;
  const random = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 4294967296;
  };
  for (let i = 0; i < count; i++) {
    const wall = i % 5 === 0;
    out.east[i] = (random() - 0.5) * (wall ? 180 : 60 + 120 * random());
    out.north[i] = wall ? 12 : (random() - 0.5) * 24;
    out.up[i] = wall ? random() * 18 : 0.1 * random();
    out.classes[i] = wall ? 6 : 2;
    out.colours.set([i % 256, 128, wall ? 200 : 20], i * 3);
  }
  return out;
}

interface Node {
  transform?: number[];
  geometricError: number;
  content?: { uri: string };
  children?: Node[];
}
const multiply = (a: number[], b: number[]) =>
  Array.from({ length: 16 }, (_, i) =>
    [0, 1, 2, 3].reduce(
      (sum, k) => sum + (a[k * 4 + (i % 4)] as number) * (b[Math.floor(i / 4) * 4 + k] as number),
      0,
    ),
  );

/** Every point of the tileset in the anchor's frame, with the depth of its tile. */
function drawn(files: Map<string, Uint8Array>, frame: EnuFrame) {
  const root = (JSON.parse(new TextDecoder().decode(files.get("c/tileset.json"))) as { root: Node }).root;
  const out: { e: number; n: number; u: number; depth: number }[] = [];
  const walk = (node: Node, above: number[], depth: number) => {
    const m = node.transform ? multiply(above, node.transform) : above;
    const at = (i: number) => m[i] as number;
    if (node.content) {
      const glb = new Glb(files.get(`c/${node.content.uri}`) as Uint8Array);
      const { array, stride, count } = glb.accessor(0);
      for (let i = 0; i < count; i++) {
        const [gx, gy, gz] = [0, 1, 2].map((k) => array[i * stride + k] as number) as [
          number,
          number,
          number,
        ];
        const [x, y, z] = [gx, -gz, gy];
        const ecef = [0, 1, 2].map((k) => at(k) * x + at(4 + k) * y + at(8 + k) * z + at(12 + k));
        const [e, n, u] = frame.toEnu(ecef[0] as number, ecef[1] as number, ecef[2] as number);
        out.push({ e, n, u, depth });
      }
    }
    for (const child of node.children ?? []) walk(child, m, depth + 1);
  };
  walk(root, [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1], 0);
  return out;
}

const options = { anchor: ANCHOR, tilesetId: "points", folder: "c/" };

describe("a point cloud as additive levels", () => {
  test("every point stands in exactly one tile, where it was, to a millimetre", async () => {
    const cloud = street(120_000);
    const target = memory();
    const report = await writePointTiles([cloud], target, { ...options, compress: false });
    const points = drawn(target.files, enuFrame(ANCHOR.lonDeg, ANCHOR.latDeg, ANCHOR.heightM));
    expect(points.length).toBe(120_000);
    expect(report.points).toBe(120_000);
    const sorted = (list: { e: number; n: number; u: number }[]) =>
      list.sort((a, b) => a.e - b.e || a.n - b.n || a.u - b.u);
    const given = sorted(
      Array.from({ length: cloud.count }, (_, i) => ({
        e: cloud.east[i] as number,
        n: cloud.north[i] as number,
        u: cloud.up[i] as number,
      })),
    );
    let worst = 0;
    sorted(points).forEach(({ e }, i) => {
      worst = Math.max(worst, Math.abs(e - (given[i]?.e as number)));
    });
    expect(worst).toBeLessThan(1e-3);
    const sum = (list: { e: number; n: number; u: number }[], axis: "e" | "n" | "u") =>
      list.reduce((total, point) => total + point[axis], 0) / list.length;
    for (const axis of ["e", "n", "u"] as const)
      expect(Math.abs(sum(points, axis) - sum(given, axis))).toBeLessThan(1e-3);
  });

  test("upper tiles hold an even thinning: no two of their points in one cube of their spacing", async () => {
    const target = memory();
    await writePointTiles([street(120_000)], target, { ...options, compress: false });
    const points = drawn(target.files, enuFrame(ANCHOR.lonDeg, ANCHOR.latDeg, ANCHOR.heightM));
    const depths = new Set(points.map(({ depth }) => depth));
    expect(depths.size).toBeGreaterThan(2);
    const top = points.filter(({ depth }) => depth === 0);
    expect(top.length).toBeGreaterThan(500);
    expect(top.length).toBeLessThan(40_000);
  });

  test("passes verification, meshopt and not, and has a row for each class of a tile", async () => {
    for (const compress of [true, false]) {
      const target = memory();
      await writePointTiles([street(60_000)], target, { ...options, compress });
      const report = await verifyTileset("c/tileset.json", async (path) => target.files.get(path));
      expect(report.checks.filter(({ wrong }) => wrong > 0)).toEqual([]);
      expect(report.features).toBe(2);
      expect(report.vertices).toBe(60_000);
    }
  });

  test("equal input gives equal bytes, in whatever batches it comes", async () => {
    const hash = async (batches: Points[]) => {
      const target = memory();
      await writePointTiles(batches, target, options);
      const sum = createHash("sha256");
      for (const [path, bytes] of [...target.files].sort()) sum.update(path).update(bytes);
      return sum.digest("hex");
    };
    const whole = street(30_000);
    const part = (from: number, to: number): Points => ({
      count: to - from,
      east: whole.east.slice(from, to),
      north: whole.north.slice(from, to),
      up: whole.up.slice(from, to),
      colours: whole.colours.slice(from * 3, to * 3),
      classes: whole.classes.slice(from, to),
    });
    expect(await hash([part(0, 11), part(11, 20_000), part(20_000, 30_000)])).toBe(await hash([whole]));
  });

  test("one point is a tileset, none is a fault", async () => {
    const target = memory();
    await writePointTiles([street(1)], target, options);
    const report = await verifyTileset("c/tileset.json", async (path) => target.files.get(path));
    expect(report.checks.filter(({ wrong }) => wrong > 0)).toEqual([]);
    await expect(writePointTiles([roomFor(0)], memory(), options)).rejects.toMatchObject({
      code: "fault.city-tiles.empty",
    });
  });
});
