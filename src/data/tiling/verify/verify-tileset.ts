// Verifies a tileset with everything it names, ours or others', 1.0 JSON or 1.1: what public validators leave out.
// External tilesets are followed; content that is no GLB is said to be unread, implicit tiling too.

import { MeshoptDecoder } from "meshoptimizer";
import { ecefToGeodetic } from "../../../model/geo/frames.ts";
import { IdSet } from "../city/id-set.ts";
import { checkContent, type Outside } from "./check-content.ts";
import { Glb, IDENTITY, type Json, multiply, transformed } from "./read-glb.ts";
import { VerifyBook, type VerifyReport } from "./verify-report.ts";

export interface VerifyOptions {
  /** Ellipsoidal height of the ground, where it is known. */
  groundHeightM?: number;
  /** How many features were accepted, where it is known. */
  expectedFeatures?: number;
  onProgress?: (tiles: number) => void;
}

/** @param path relative to the first tileset's folder; undefined when there is none */
export type ReadFile = (path: string) => Promise<Uint8Array | undefined>;

const MOST_TILE_BYTES = 1.5e6;
const MOST_JSON_BYTES = 500e3;
const MOST_VERTICES = 130_000;
const MOST_PRIMITIVES = 32;
/** Beyond the ground by so much lies nothing of a city: mines and towers are within. */
const DEEPEST_M = 150;
const HIGHEST_M = 1000;
/** Where no ground is known: from the Dead Sea's shore with a geoid below the ellipsoid, to the highest city. */
const EARTH_LOW_M = -550;
const EARTH_HIGH_M = 6000;
const CHILD_SLACK_M = 1e-3;

interface Frame {
  /** Of the tile's local frame to ECEF (or whatever the root's frame is). */
  matrix: readonly number[];
}

interface Parent extends Frame {
  error: number;
  volume: Json;
  refine: string;
}

/** Distance of a point outside a volume, in the volume's own frame; regions take ECEF. */
function outsideOf(volume: Json, matrix: readonly number[]): Outside | undefined {
  if (volume.box) {
    const b = volume.box as number[];
    const axes = [3, 6, 9].map((i) => [b[i], b[i + 1], b[i + 2]] as [number, number, number]);
    const lengths = axes.map((a) => Math.sqrt(a[0] * a[0] + a[1] * a[1] + a[2] * a[2]));
    return (x, y, z) => {
      let most = 0;
      for (let k = 0; k < 3; k++) {
        const a = axes[k] as [number, number, number];
        const half = lengths[k] as number;
        if (half === 0) continue;
        const along =
          ((x - (b[0] as number)) * a[0] + (y - (b[1] as number)) * a[1] + (z - (b[2] as number)) * a[2]) /
          half;
        most = Math.max(most, Math.abs(along) - half);
      }
      return most;
    };
  }
  if (volume.sphere) {
    const [cx, cy, cz, r] = volume.sphere as [number, number, number, number];
    return (x, y, z) =>
      Math.max(0, Math.sqrt((x - cx) * (x - cx) + (y - cy) * (y - cy) + (z - cz) * (z - cz)) - r);
  }
  if (volume.region) {
    const [west, south, east, north, low, high] = volume.region as [
      number,
      number,
      number,
      number,
      number,
      number,
    ];
    const rad = Math.PI / 180;
    return (x, y, z) => {
      const { lonDeg, latDeg, heightM } = ecefToGeodetic(...transformed(matrix, x, y, z));
      const [lon, lat] = [lonDeg * rad, latDeg * rad];
      const plan = Math.max(west - lon, lon - east, south - lat, lat - north) * 6.37e6;
      return Math.max(0, plan, low - heightM, heightM - high);
    };
  }
  return undefined;
}

function cornersOf({ box, sphere }: Json): [number, number, number][] {
  if (box) {
    const b = box as number[];
    const out: [number, number, number][] = [];
    for (const i of [-1, 1])
      for (const j of [-1, 1])
        for (const k of [-1, 1])
          out.push(
            [0, 1, 2].map(
              (axis) =>
                (b[axis] as number) +
                i * (b[3 + axis] as number) +
                j * (b[6 + axis] as number) +
                k * (b[9 + axis] as number),
            ) as [number, number, number],
          );
    return out;
  }
  if (sphere) {
    const [x, y, z, r] = sphere as [number, number, number, number];
    return [
      [x - r, y, z],
      [x + r, y, z],
      [x, y - r, z],
      [x, y + r, z],
      [x, y, z - r],
      [x, y, z + r],
    ];
  }
  return [];
}

/** Rotation, shift and one scale for all axes, backwards. */
function inverse(m: readonly number[]): number[] {
  const at = (i: number) => m[i] as number;
  const scale2 = at(0) * at(0) + at(1) * at(1) + at(2) * at(2);
  const out = [at(0), at(4), at(8), 0, at(1), at(5), at(9), 0, at(2), at(6), at(10), 0, 0, 0, 0, 1].map(
    (v, i) => (i < 12 ? v / scale2 : v),
  );
  for (let row = 0; row < 3; row++)
    out[12 + row] = -[0, 1, 2].reduce((sum, k) => sum + (out[k * 4 + row] as number) * at(12 + k), 0);
  return out;
}

const folderOf = (path: string) => path.slice(0, path.lastIndexOf("/") + 1);

/** Runs every check; @param path of the first tileset.json */
export async function verifyTileset(
  path: string,
  read: ReadFile,
  options: VerifyOptions = {},
): Promise<VerifyReport> {
  await MeshoptDecoder.ready;
  const book = new VerifyBook();
  const ids = new IdSet();
  const report = { tilesets: 0, tiles: 0, bytes: 0, vertices: 0, triangles: 0, features: 0 };

  async function tileset(at: string, parent: Parent | undefined): Promise<void> {
    book.saw("readable");
    const bytes = await read(at);
    if (!bytes) return book.wrong("readable", at, "is not there");
    report.tilesets += 1;
    report.bytes += bytes.length;
    book.saw("budget");
    if (bytes.length > MOST_JSON_BYTES) book.wrong("budget", at, `${bytes.length} bytes of JSON`);
    let json: Json;
    try {
      json = JSON.parse(new TextDecoder().decode(bytes)) as Json;
    } catch {
      return book.wrong("readable", at, "is no JSON");
    }
    const { root } = json;
    if (!root) return book.wrong("readable", at, "has no root");
    book.saw("root-refine");
    if (root.refine !== "ADD" && root.refine !== "REPLACE")
      book.wrong("root-refine", at, `refine is ${root.refine ?? "missing"}`);
    book.saw("errors-fall");
    if (!(json.geometricError > 0) || json.geometricError < root.geometricError)
      book.wrong(
        "errors-fall",
        at,
        `the tileset's error ${json.geometricError}, its root's ${root.geometricError}`,
      );
    await tile(
      root,
      at,
      parent ?? { matrix: IDENTITY, error: Infinity, volume: {}, refine: "" },
      "root",
      parent !== undefined,
    );
  }

  async function tile(node: Json, file: string, parent: Parent, name: string, joint: boolean): Promise<void> {
    const where = `${file} ${name}`;
    report.tiles += 1;
    const matrix = node.transform ? multiply(parent.matrix, node.transform) : parent.matrix;
    const error = node.geometricError as number;
    const refine = (node.refine as string | undefined) ?? parent.refine;
    book.saw("errors-fall");
    const falls = joint ? error <= parent.error : error < parent.error || (error === 0 && parent.error === 0);
    if (!falls || !(error >= 0)) book.wrong("errors-fall", where, `${error} below ${parent.error}`);
    const volume = (node.boundingVolume ?? {}) as Json;
    const within = outsideOf(parent.volume, parent.matrix);
    if (within && !volume.region) {
      book.saw("box-in-parent");
      const toParent = multiply(inverse(parent.matrix), matrix);
      const most = Math.max(0, ...cornersOf(volume).map((p) => within(...transformed(toParent, ...p))));
      if (most > CHILD_SLACK_M + 1e-6) book.wrong("box-in-parent", where, `${most.toFixed(3)} m outside`);
    }
    const own: Parent = { matrix, error, volume, refine };
    const contents = node.content ? [node.content] : ((node.contents ?? []) as Json[]);
    if (node.implicitTiling) book.wrong("readable", where, "implicit tiling is not read here");
    else
      for (const content of contents) {
        const uri = decodeURIComponent(content.uri ?? content.url ?? "");
        const at = folderOf(file) + uri;
        if (/\.json(\?|$)/.test(uri)) await tileset(at, own);
        else await glb(at, own, node);
      }
    for (const [i, child] of (node.children ?? []).entries())
      await tile(child, file, own, `${name}/${i}`, false);
  }

  async function glb(at: string, own: Parent, node: Json): Promise<void> {
    book.saw("readable");
    const bytes = await read(at);
    if (!bytes) return book.wrong("readable", at, "is not there");
    report.bytes += bytes.length;
    const outside = outsideOf(own.volume, own.matrix) ?? (() => 0);
    let facts: ReturnType<typeof checkContent>;
    try {
      facts = checkContent(new Glb(bytes), at, outside, book);
    } catch (error) {
      return book.wrong("readable", at, error instanceof Error ? error.message : "");
    }
    report.vertices += facts.vertices;
    report.triangles += facts.triangles;
    book.saw("budget");
    if (bytes.length > MOST_TILE_BYTES) book.wrong("budget", at, `${bytes.length} bytes`);
    if (facts.vertices > MOST_VERTICES) book.wrong("budget", at, `${facts.vertices} vertices`);
    if (facts.primitives > MOST_PRIMITIVES) book.wrong("budget", at, `${facts.primitives} primitives`);
    place(at, own, facts);
    // Every feature is whole in a tile that nothing replaces.
    if (!(own.refine === "REPLACE" && node.children?.length > 0))
      for (const id of facts.ids) if (ids.add(id)) report.features += 1;
    options.onProgress?.(report.tiles);
  }

  function place(at: string, own: Parent, { low, high, triangles }: ReturnType<typeof checkContent>): void {
    if (!(low[0] <= high[0])) return;
    book.saw("on-the-ground");
    book.saw("scale");
    const heights: number[] = [];
    for (const x of [low[0], high[0]])
      for (const y of [low[1], high[1]])
        for (const z of [low[2], high[2]])
          heights.push(ecefToGeodetic(...transformed(own.matrix, x, y, z)).heightM);
    const lowest = Math.min(...heights);
    const highest = Math.max(...heights);
    const ground = options.groundHeightM;
    const [from, to] =
      ground === undefined ? [EARTH_LOW_M, EARTH_HIGH_M] : [ground - DEEPEST_M, ground + HIGHEST_M];
    if (!(lowest >= from && highest <= to))
      book.wrong(
        "on-the-ground",
        at,
        `${lowest.toFixed(1)} … ${highest.toFixed(1)} m, ${from} … ${to} m expected`,
      );
    const size = Math.max(high[0] - low[0], high[1] - low[1], high[2] - low[2]);
    if (size > 100_000 || (triangles > 0 && size < 0.05))
      book.wrong("scale", at, `${size.toPrecision(3)} m across`);
  }

  await tileset(path, undefined);
  book.saw("feature-sum");
  const { expectedFeatures } = options;
  if (expectedFeatures !== undefined && expectedFeatures !== report.features)
    book.wrong("feature-sum", path, `${report.features} in the tiles, ${expectedFeatures} accepted`);
  const checks = book.all();
  return { ...report, checks, ok: checks.every(({ wrong }) => wrong === 0) };
}
