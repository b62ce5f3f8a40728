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
function opened(ring: Float64Array, uvs: ArrayLike<number> | undefined): OpenRing {
  let end = ring.length - (ring.length % 3);
  while (end > 3 && same(ring, 0, end - 3)) end -= 3;
  let corners = 0;
  for (let i = 0; i < end; i += 3) if (i === 0 || !same(ring, i, i - 3)) corners += 1;
  const whole = corners * 3 === ring.length;
  const out: OpenRing = { ring: whole ? ring : new Float64Array(corners * 3) };
  if (uvs) out.uvs = new Float64Array(corners * 2);
  for (let i = 0, n = 0; i < end; i += 3) {
    if (i > 0 && same(ring, i, i - 3)) continue;
    if (!whole) {
      out.ring[n * 3] = ring[i] as number;
      out.ring[n * 3 + 1] = ring[i + 1] as number;
      out.ring[n * 3 + 2] = ring[i + 2] as number;
    }
    if (uvs && out.uvs) {
      out.uvs[n * 2] = uvs[(i / 3) * 2] as number;
      out.uvs[n * 2 + 1] = uvs[(i / 3) * 2 + 1] as number;
    }
    n += 1;
  }
  return out;
}

/** Newell's normal of a ring, its length twice the area; plan metres stand for degrees when `scale` says so. */
function newell(ring: Float64Array, scale: readonly [number, number]): [number, number, number] {
  const out: [number, number, number] = [0, 0, 0];
  const [x0, y0, z0] = ring as unknown as [number, number, number];
  const last = ring.length - 3;
  let x = ((ring[last] as number) - x0) * scale[0];
  let y = ((ring[last + 1] as number) - y0) * scale[1];
  let z = (ring[last + 2] as number) - z0;
  for (let i = 0; i < ring.length; i += 3) {
    const x2 = ((ring[i] as number) - x0) * scale[0];
    const y2 = ((ring[i + 1] as number) - y0) * scale[1];
    const z2 = (ring[i + 2] as number) - z0;
    out[0] += (y - y2) * (z + z2);
    out[1] += (z - z2) * (x + x2);
    out[2] += (x - x2) * (y + y2);
    x = x2;
    y = y2;
    z = z2;
  }
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

export class FaceList {
  faces: Face[] = [];
  private readonly dropped = new Map<Reason, number>();
  /** Metres of a unit of x and y; 1, 1 in a plane. */
  private readonly scale: readonly [number, number];
  constructor(scale: readonly [number, number] = [1, 1]) {
    this.scale = scale;
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
    const normal = newell(first.ring, this.scale);
    if (!normal.every(Number.isFinite)) return "number";
    const [a, b, c] = normal.map(Math.abs) as [number, number, number];
    const axis = c >= a && c >= b ? 2 : a >= b ? 0 : 1;
    const outline = flat(first.ring, axis, first.ring, this.scale);
    const fault = ringFault(outline);
    if (fault !== undefined) return fault;
    const kept: OpenRing[] = [first];
    for (let r = 1; r < rings.length; r++) {
      const hole = opened(rings[r] as Float64Array, uvs?.[r]);
      const plan = flat(hole.ring, axis, first.ring, this.scale);
      if (ringFault(plan) === undefined && ringInside(plan, outline)) kept.push(hole);
      else this.drop("hole");
    }
    const { role, colour, image } = look;
    const textured = image !== undefined && kept.every((each) => each.uvs?.every(Number.isFinite));
    this.faces.push({
      rings: kept.map(({ ring }) => ring),
      ...(role && { role }),
      ...(colour && { colour }),
      ...(textured && { texture: { image, uvs: kept.map((each) => each.uvs as Float64Array) } }),
    });
    return undefined;
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
