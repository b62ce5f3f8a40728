// One tile's GLB: vertices in its volume, normals, winding, feature ids, numbers, slivers. Everything in the tile's own
// frame after the glTF's nodes and the turn from y up to z up.

import { checkTables, type Table } from "./check-table.ts";
import { composed, type Glb, type Json, meshNodes, multiply, type Numbers, transformed } from "./read-glb.ts";
import type { VerifyBook } from "./verify-report.ts";

/** (x, y, z) → (x, −z, y) */
const Y_UP_TO_Z_UP = [1, 0, 0, 0, 0, 0, 1, 0, 0, -1, 0, 0, 0, 0, 0, 1];
const MOST_SLIVERS = 0.001;
/** int8 normals are up to 0.7 % off. */
const UNIT_SLACK = 0.02;
/** Twice the area, m²: below a tenth of a square millimetre. */
const SLIVER_AREA2 = 2e-7;
/** A sheet on a coarse grid has some volume of either sign: as much as its area by this thickness, and a litre. */
const SHEET_M = 0.1;
const LEAST_VOLUME_M3 = 1e-3;
/** Of a body's surface that may be missing sideways, by rounding. */
const OPEN_SHARE = 5e-3;

export interface ContentFacts {
  vertices: number;
  triangles: number;
  primitives: number;
  ids: string[];
  low: [number, number, number];
  high: [number, number, number];
}

/** @returns how far a point lies outside, metres; 0 inside */
export type Outside = (x: number, y: number, z: number) => number;

const SLACK_M = 1e-3;

const WIDTH = 10;

/** By row: Σ det(a, b, c), Σ of twice the area vectors, the lowest corner, triangles, Σ of twice the areas, x, y of a corner, Σ of |z| of them. */
class Bodies {
  private readonly sums: Float64Array;
  private readonly count: number;
  constructor(count: number) {
    this.count = count;
    this.sums = new Float64Array(count * WIDTH);
    for (let row = 0; row < count; row++) this.sums[row * WIDTH + 4] = Infinity;
  }

  corner(row: number, x: number, y: number, z: number): void {
    if (!(row >= 0 && row < this.count)) return;
    if (this.sums[row * WIDTH + 4] === Infinity) {
      this.sums[row * WIDTH + 7] = x;
      this.sums[row * WIDTH + 8] = y;
    }
    if (z < (this.sums[row * WIDTH + 4] as number)) this.sums[row * WIDTH + 4] = z;
  }

  triangle(row: number, det: number, n: readonly [number, number, number]): void {
    if (!(row >= 0 && row < this.count)) return;
    const at = row * WIDTH;
    const { sums } = this;
    sums[at] = (sums[at] as number) + det;
    for (let k = 0; k < 3; k++) sums[at + 1 + k] = (sums[at + 1 + k] as number) + (n[k] as number);
    sums[at + 5] = (sums[at + 5] as number) + 1;
    sums[at + 6] = (sums[at + 6] as number) + Math.sqrt(n[0] * n[0] + n[1] * n[1] + n[2] * n[2]);
    sums[at + 9] = (sums[at + 9] as number) + Math.abs(n[2]);
  }

  /**
   * Volumes about the plane of the foot, so that a body without a floor counts as closed: shifting the origin by o takes
   * o · Σ n from Σ det. Sheets and single walls have no volume to speak of and are left alone.
   */
  report(where: string, book: VerifyBook): void {
    let turned = 0;
    for (let row = 0; row < this.count; row++) {
      const at = (k: number) => this.sums[row * WIDTH + k] as number;
      const [det, nx, ny, nz, low, triangles] = [at(0), at(1), at(2), at(3), at(4), at(5)];
      const open = Math.sqrt(nx * nx + ny * ny);
      // Walls that don't close leave a sideways rest; what they hold has no volume that could be told.
      if (triangles < 4 || open > (at(6) / 2) * OPEN_SHARE) continue;
      // Upright faces alone, as of the kerbs along a carriageway, may well look at one another.
      if (at(9) < at(6) * OPEN_SHARE) continue;
      book.saw("winding");
      const volume = (det - at(7) * nx - at(8) * ny - low * nz) / 6;
      if (volume < -LEAST_VOLUME_M3 - open * 100 - (at(6) / 2) * SHEET_M) turned += 1;
    }
    if (turned > 0) book.wrong("winding", where, `${turned} features are inside out`, turned);
  }
}

export function checkContent(glb: Glb, where: string, outside: Outside, book: VerifyBook): ContentFacts {
  const facts: ContentFacts = {
    vertices: 0,
    triangles: 0,
    primitives: 0,
    ids: [],
    low: [Infinity, Infinity, Infinity],
    high: [-Infinity, -Infinity, -Infinity],
  };
  const tables = checkTables(glb, where, book);
  const used = tables.map(({ count }) => new Uint8Array(count));
  const bodies = tables.map(({ count }) => new Bodies(count));
  for (const { node, matrix } of meshNodes(glb.json)) {
    const primitives = (glb.json.meshes[node.mesh].primitives ?? []) as Json[];
    const instancing = node.extensions?.EXT_mesh_gpu_instancing?.attributes as Json | undefined;
    for (const primitive of primitives) {
      facts.primitives += 1;
      if (primitive.extensions?.KHR_draco_mesh_compression) {
        book.wrong("readable", where, "Draco is not read here");
        continue;
      }
      const copies = instancing ? instanceMatrices(glb, instancing) : undefined;
      checkPrimitive(glb, primitive, { where, matrix, copies, outside, book, facts, tables, used, bodies });
    }
    const ids = node.extensions?.EXT_instance_features?.featureIds ?? [];
    for (const id of ids)
      if (instancing && id.attribute !== undefined && id.propertyTable !== undefined)
        checkIds(glb.accessor(instancing[`_FEATURE_ID_${id.attribute}`]), id, tables, used, where, book);
  }
  for (const body of bodies) body.report(where, book);
  used.forEach((rows, table) => {
    book.saw("feature-ids", rows.length);
    const unused = rows.reduce((sum, row) => sum + (row === 0 ? 1 : 0), 0);
    if (unused > 0)
      book.wrong("feature-ids", where, `${unused} rows of table ${table} belong to nothing`, unused);
  });
  for (const { ids } of tables) {
    if (!ids) continue;
    book.saw("ids-unique", ids.length);
    const twice = ids.length - new Set(ids).size;
    if (twice > 0) book.wrong("ids-unique", where, `${twice} ids stand twice in a table`, twice);
    for (const id of ids) facts.ids.push(id);
  }
  return facts;
}

function instanceMatrices(glb: Glb, attributes: Json): number[][] {
  const read = (name: string) =>
    attributes[name] === undefined ? undefined : glb.accessor(attributes[name]);
  const [t, r, s] = ["TRANSLATION", "ROTATION", "SCALE"].map(read);
  const count = (t ?? r ?? s)?.count ?? 0;
  const at = (numbers: Numbers | undefined, i: number, none: number[]) =>
    numbers ? none.map((_, k) => (numbers.array[i * numbers.stride + k] as number) * numbers.scale) : none;
  return Array.from({ length: count }, (_, i) =>
    composed(at(t, i, [0, 0, 0]), at(r, i, [0, 0, 0, 1]), at(s, i, [1, 1, 1])),
  );
}

function checkIds(
  ids: Numbers,
  { propertyTable, featureCount }: Json,
  tables: readonly Table[],
  used: readonly Uint8Array[],
  where: string,
  book: VerifyBook,
): void {
  const rows = used[propertyTable];
  const count = tables[propertyTable]?.count ?? featureCount;
  let wrong = 0;
  for (let i = 0; i < ids.count; i++) {
    const id = ids.array[i * ids.stride] as number;
    if (!(id >= 0 && id < count && Number.isInteger(id))) wrong += 1;
    else if (rows) rows[id] = 1;
  }
  if (wrong > 0)
    book.wrong("feature-ids", where, `${wrong} vertices name rows outside 0 … ${count - 1}`, wrong);
}

interface Around {
  where: string;
  matrix: number[];
  copies: number[][] | undefined;
  outside: Outside;
  book: VerifyBook;
  facts: ContentFacts;
  tables: readonly Table[];
  used: readonly Uint8Array[];
  bodies: readonly Bodies[];
}

function checkPrimitive(glb: Glb, primitive: Json, around: Around): void {
  const { where, book, facts, outside, copies } = around;
  const position = glb.accessor(primitive.attributes.POSITION);
  const normal =
    primitive.attributes.NORMAL === undefined ? undefined : glb.accessor(primitive.attributes.NORMAL);
  const declared = (primitive.extensions?.EXT_mesh_features?.featureIds ?? []).find(
    (id: Json) => id.attribute !== undefined && id.propertyTable !== undefined,
  ) as Json | undefined;
  const ids = declared && glb.accessor(primitive.attributes[`_FEATURE_ID_${declared.attribute}`]);
  if (ids && declared) checkIds(ids, declared, around.tables, around.used, where, book);
  const count = position.count;
  facts.vertices += count;
  const matrices = copies?.map((copy) => multiply(Y_UP_TO_Z_UP, multiply(around.matrix, copy)));
  const m = multiply(Y_UP_TO_Z_UP, around.matrix);
  const p = new Float64Array(count * 3);
  let bad = 0;
  let far = 0;
  let farthest = 0;
  book.saw("numbers", count);
  book.saw("vertices-in-box", count * (matrices?.length ?? 1));
  const own: [[number, number, number], [number, number, number]] = [
    [Infinity, Infinity, Infinity],
    [-Infinity, -Infinity, -Infinity],
  ];
  const contains = (x: number, y: number, z: number) => {
    facts.low[0] = Math.min(facts.low[0], x);
    facts.low[1] = Math.min(facts.low[1], y);
    facts.low[2] = Math.min(facts.low[2], z);
    facts.high[0] = Math.max(facts.high[0], x);
    facts.high[1] = Math.max(facts.high[1], y);
    facts.high[2] = Math.max(facts.high[2], z);
    const by = outside(x, y, z);
    if (by > SLACK_M) {
      far += 1;
      farthest = Math.max(farthest, by);
    }
  };
  for (let i = 0; i < count; i++) {
    const at = i * position.stride;
    const x = (position.array[at] as number) * position.scale;
    const y = (position.array[at + 1] as number) * position.scale;
    const z = (position.array[at + 2] as number) * position.scale;
    const q = matrices ? [x, y, z] : transformed(m, x, y, z);
    if (!Number.isFinite((q[0] as number) + (q[1] as number) + (q[2] as number))) {
      bad += 1;
      continue;
    }
    if (matrices) {
      p.set([x, -z, y], i * 3);
      [x, y, z].forEach((v, axis) => {
        own[0][axis] = Math.min(own[0][axis] as number, v);
        own[1][axis] = Math.max(own[1][axis] as number, v);
      });
      continue;
    }
    p.set(q, i * 3);
    contains(q[0] as number, q[1] as number, q[2] as number);
  }
  // Of instances the corners of the model's box are enough.
  if (matrices && own[0][0] <= own[1][0])
    for (const matrix of matrices)
      for (let corner = 0; corner < 8; corner++) {
        const [x, y, z] = [0, 1, 2].map((axis) => own[(corner >> axis) & 1]?.[axis] as number) as [
          number,
          number,
          number,
        ];
        const q = transformed(matrix, x, y, z);
        if (Number.isFinite(q[0] + q[1] + q[2])) contains(q[0], q[1], q[2]);
        else bad += 1;
      }
  if (bad > 0) book.wrong("numbers", where, `${bad} vertices are no numbers`, bad);
  if (far > 0)
    book.wrong("vertices-in-box", where, `${far} vertices, up to ${farthest.toFixed(2)} m outside`, far);
  if ((primitive.mode ?? 4) !== 4) return;
  const index = primitive.indices === undefined ? undefined : glb.accessor(primitive.indices);
  const corners = index?.count ?? count;
  const triangles = Math.floor(corners / 3);
  facts.triangles += triangles * (matrices?.length ?? 1);
  book.saw("slivers", triangles);
  let slivers = 0;
  let against = 0;
  let unequal = 0;
  const bodies = declared && around.bodies[declared.propertyTable];
  const rowOf = (corner: number) => (ids ? (ids.array[corner * ids.stride] as number) : 0);
  if (bodies && ids && !matrices)
    for (let i = 0; i < count; i++)
      bodies.corner(rowOf(i), p[i * 3] as number, p[i * 3 + 1] as number, p[i * 3 + 2] as number);
  const corner = (i: number) => (index ? (index.array[i * index.stride] as number) : i);
  for (let t = 0; t < triangles; t++) {
    const [a, b, c] = [corner(t * 3) * 3, corner(t * 3 + 1) * 3, corner(t * 3 + 2) * 3];
    const [ax, ay, az] = [p[a] as number, p[a + 1] as number, p[a + 2] as number];
    const [ux, uy, uz] = [(p[b] as number) - ax, (p[b + 1] as number) - ay, (p[b + 2] as number) - az];
    const [vx, vy, vz] = [(p[c] as number) - ax, (p[c + 1] as number) - ay, (p[c + 2] as number) - az];
    const nx = uy * vz - uz * vy;
    const ny = uz * vx - ux * vz;
    const nz = ux * vy - uy * vx;
    const area2 = Math.sqrt(nx * nx + ny * ny + nz * nz);
    if (!(area2 > SLIVER_AREA2)) {
      slivers += 1;
      continue;
    }
    if (normal) {
      const at = (a / 3) * normal.stride;
      const gx = (normal.array[at] as number) * normal.scale;
      const gy = (normal.array[at + 1] as number) * normal.scale;
      const gz = (normal.array[at + 2] as number) * normal.scale;
      const length = Math.sqrt(gx * gx + gy * gy + gz * gz);
      if (!(Math.abs(length - 1) <= UNIT_SLACK)) unequal += 1;
      // Nodes of ours only shift and scale; others' may turn, so the normal takes the same way.
      const [wx, wy, wz] = matrices ? [gx, -gz, gy] : turned(m, gx, gy, gz);
      if (wx * nx + wy * ny + wz * nz < 0) against += 1;
    }
    if (bodies && ids && !matrices) {
      const [bx, by, bz] = [p[b] as number, p[b + 1] as number, p[b + 2] as number];
      const [cx, cy, cz] = [p[c] as number, p[c + 1] as number, p[c + 2] as number];
      const det = ax * (by * cz - bz * cy) + ay * (bz * cx - bx * cz) + az * (bx * cy - by * cx);
      bodies.triangle(rowOf(a / 3), det, [nx, ny, nz]);
    }
  }
  if (slivers > triangles * MOST_SLIVERS)
    book.wrong("slivers", where, `${slivers} of ${triangles} triangles have no area`, slivers);
  if (normal) {
    book.saw("normals", triangles);
    if (unequal > 0) book.wrong("normals", where, `${unequal} normals are not of length 1`, unequal);
    if (against > 0)
      book.wrong("normals", where, `${against} normals look away from their triangle`, against);
  }
}

const turned = (m: readonly number[], x: number, y: number, z: number): [number, number, number] => [
  (m[0] as number) * x + (m[4] as number) * y + (m[8] as number) * z,
  (m[1] as number) * x + (m[5] as number) * y + (m[9] as number) * z,
  (m[2] as number) * x + (m[6] as number) * y + (m[10] as number) * z,
];
