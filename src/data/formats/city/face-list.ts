// The faces of one object as they are collected: opened, checked, holes tested against their outline; what can't be used
// is left out and counted by its reason, so that one bad face costs a face and not a building.

import { ringFault, ringInside } from "../../../model/buildings/check-ring.ts";
import type { Face, SurfaceRole } from "../../../model/buildings/city-object.ts";
import type { CityTally } from "./city-tally.ts";

export interface FaceLook {
  role?: SurfaceRole;
  colour?: readonly [number, number, number];
  image?: number;
}

type Reason = "number" | "corners" | "area" | "crossing" | "hole";

const REASONS: readonly Reason[] = ["number", "corners", "area", "crossing", "hole"];

interface OpenRing {
  ring: Float64Array;
  uvs?: Float64Array;
}

const same = (ring: ArrayLike<number>, i: number, j: number) =>
  ring[i] === ring[j] && ring[i + 1] === ring[j + 1] && ring[i + 2] === ring[j + 2];

/** Without corners that repeat the one before, the closing one too; u, v go with their corners. */
function opened(given: Float64Array, uvs: ArrayLike<number> | undefined): OpenRing {
  let ring = given;
  let end = ring.length - (ring.length % 3);
  while (end > 3 && same(ring, 0, end - 3)) end -= 3;
  const own = uvs && new Float64Array((end / 3) * 2);
  let n = 0;
  for (let i = 0; i < end; i += 3) {
    if (i > 0 && same(ring, i, (n - 1) * 3)) continue;
    if (n * 3 !== i) {
      // Others may have the same ring.
      if (ring === given) ring = given.slice();
      ring.copyWithin(n * 3, i, i + 3);
    }
    if (uvs && own) {
      own[n * 2] = uvs[(i / 3) * 2] as number;
      own[n * 2 + 1] = uvs[(i / 3) * 2 + 1] as number;
    }
    n += 1;
  }
  const out: OpenRing = { ring: n * 3 === ring.length ? ring : ring.subarray(0, n * 3) };
  if (own) out.uvs = own.length === n * 2 ? own : own.slice(0, n * 2);
  return out;
}

/** On the plane along the axis that the normal leans to least aside from, so that the least is lost. */
function flat(
  ring: Float64Array,
  axis: number,
  origin: ArrayLike<number>,
  scale: readonly [number, number],
): Float64Array {
  const out = new Float64Array((ring.length / 3) * 2);
  const u = axis === 0 ? 1 : 0;
  const v = axis === 2 ? 1 : 2;
  const su = scale[u] as number;
  const sv = v === 1 ? scale[1] : 1;
  for (let i = 0, k = 0; i < ring.length; i += 3) {
    out[k++] = ((ring[i + u] as number) - (origin[u] as number)) * su;
    out[k++] = ((ring[i + v] as number) - (origin[v] as number)) * sv;
  }
  return out;
}

/** Corners of an object lie together: a thousand small arrays of their own cost more than reading the file. */
const POOL_NUMBERS = 768;
/** Below this share of the perimeter's square an area is none. */
const LEAST_AREA = 1e-9;

export class FaceList {
  faces: Face[] = [];
  private readonly dropped = new Map<Reason, number>();
  /** Metres of a unit of x and y; 1, 1 in a plane. */
  private readonly scale: readonly [number, number];
  private pool = new Float64Array(0);
  private used = 0;
  /** Newell's normal of the ring last looked at, its length twice the area, in metres; and its perimeter. */
  private nx = 0;
  private ny = 0;
  private nz = 0;
  private perimeter = 0;
  constructor(scale: readonly [number, number] = [1, 1]) {
    this.scale = scale;
  }

  /** Room for a ring, to be filled before it is added. */
  ring(numbers: number): Float64Array {
    if (this.used + numbers > this.pool.length) {
      this.pool = new Float64Array(Math.max(numbers, POOL_NUMBERS));
      this.used = 0;
    }
    this.used += numbers;
    return this.pool.subarray(this.used - numbers, this.used);
  }

  /** @param uvs for every ring, u and v a corner, before anything is opened */
  add(rings: Float64Array[], look: FaceLook, uvs?: readonly (ArrayLike<number> | undefined)[]): void {
    const reason = this.check(rings, look, uvs);
    if (reason !== undefined) this.drop(reason);
  }

  private check(
    rings: Float64Array[],
    look: FaceLook,
    uvs?: readonly (ArrayLike<number> | undefined)[],
  ): Reason | undefined {
    const outer = rings[0];
    if (!outer) return "corners";
    const first = opened(outer, uvs?.[0]);
    if (first.ring.length < 9) return first.ring.some(Number.isNaN) ? "number" : "corners";
    this.measure(first.ring);
    if (!Number.isFinite(this.nx + this.ny + this.nz)) return "number";
    const kept: OpenRing[] = [first];
    if (rings.length > 1 || !this.clear(first.ring)) {
      const [a, b, c] = [Math.abs(this.nx), Math.abs(this.ny), Math.abs(this.nz)];
      const axis = c >= a && c >= b ? 2 : a >= b ? 0 : 1;
      const outline = flat(first.ring, axis, first.ring, this.scale);
      const fault = ringFault(outline);
      if (fault !== undefined) return fault;
      for (let r = 1; r < rings.length; r++) {
        const hole = opened(rings[r] as Float64Array, uvs?.[r]);
        const plan = flat(hole.ring, axis, first.ring, this.scale);
        if (ringFault(plan) === undefined && ringInside(plan, outline)) kept.push(hole);
        else this.drop("hole");
      }
    }
    const face: Face = { rings: kept.length === 1 ? [first.ring] : kept.map(({ ring }) => ring) };
    if (look.role) face.role = look.role;
    if (look.colour) face.colour = look.colour;
    if (look.image !== undefined && kept.every((each) => each.uvs?.every(Number.isFinite)))
      face.texture = { image: look.image, uvs: kept.map((each) => each.uvs as Float64Array) };
    this.faces.push(face);
    return undefined;
  }

  private measure(ring: Float64Array): void {
    const [sx, sy] = this.scale;
    const x0 = ring[0] as number;
    const y0 = ring[1] as number;
    const z0 = ring[2] as number;
    const last = ring.length - 3;
    let x = ((ring[last] as number) - x0) * sx;
    let y = ((ring[last + 1] as number) - y0) * sy;
    let z = (ring[last + 2] as number) - z0;
    this.nx = 0;
    this.ny = 0;
    this.nz = 0;
    this.perimeter = 0;
    for (let i = 0; i < ring.length; i += 3) {
      const x2 = ((ring[i] as number) - x0) * sx;
      const y2 = ((ring[i + 1] as number) - y0) * sy;
      const z2 = (ring[i + 2] as number) - z0;
      this.nx += (y - y2) * (z + z2);
      this.ny += (z - z2) * (x + x2);
      this.nz += (x - x2) * (y + y2);
      this.perimeter += Math.abs(x2 - x) + Math.abs(y2 - y) + Math.abs(z2 - z);
      x = x2;
      y = y2;
      z = z2;
    }
  }

  /** Triangles with an area and quadrangles that turn one way at every corner need no closer look; most faces are such. */
  private clear(ring: Float64Array): boolean {
    if (ring.length > 12) return false;
    const twice = Math.sqrt(this.nx * this.nx + this.ny * this.ny + this.nz * this.nz);
    if (!(twice > 2 * LEAST_AREA * this.perimeter * this.perimeter)) return false;
    if (ring.length === 9) return true;
    const [sx, sy] = this.scale;
    for (let i = 0; i < 12; i += 3) {
      const j = (i + 3) % 12;
      const k = (i + 6) % 12;
      const ax = ((ring[j] as number) - (ring[i] as number)) * sx;
      const ay = ((ring[j + 1] as number) - (ring[i + 1] as number)) * sy;
      const az = (ring[j + 2] as number) - (ring[i + 2] as number);
      const bx = ((ring[k] as number) - (ring[j] as number)) * sx;
      const by = ((ring[k + 1] as number) - (ring[j + 1] as number)) * sy;
      const bz = (ring[k + 2] as number) - (ring[j + 2] as number);
      const turn =
        (ay * bz - az * by) * this.nx + (az * bx - ax * bz) * this.ny + (ax * by - ay * bx) * this.nz;
      if (!(turn > 0)) return false;
    }
    return true;
  }

  private drop(reason: Reason): void {
    this.dropped.set(reason, (this.dropped.get(reason) ?? 0) + 1);
  }

  /** The object stays: what was left out of it. */
  tell(tally: CityTally, where: string): void {
    for (const [reason, count] of this.dropped)
      tally.note("warning", `finding.input.faces-${reason}`, where, { count });
  }

  /** Nothing of the object is left: why, by the commonest reason. */
  why(): string {
    const [reason] = REASONS.filter((each) => this.dropped.has(each)).sort(
      (p, q) => (this.dropped.get(q) ?? 0) - (this.dropped.get(p) ?? 0),
    );
    return reason === undefined || reason === "hole"
      ? "finding.input.no-surface"
      : `finding.input.ring-${reason}`;
  }
}
