// The land beyond the district's rim, out to the horizon: fields and woods, low hills to the north. Its inner border is
// the rim of the blocks and the ends of the streets, corner by corner. District axes, metres.

import { seeded } from "../../../model/records/random.ts";
import { groundHeightM } from "../roads/ground-field.ts";
import { type Colour, shade } from "../shapes/body.ts";
import type { EdgePoint } from "./block-surface.ts";

const REACH_M = [0, 40, 110, 220, 380, 600, 900, 1300, 1800, 2500, 3300, 4300, 5600];
const STEP_M = 110;
const CORNER_STEPS = 6;
const FIELDS: Colour[] = [
  [118, 134, 88],
  [132, 142, 94],
  [104, 126, 82],
  [142, 140, 104],
];
const WOOD: Colour = [76, 100, 68];
const HAZE: Colour = [150, 168, 172];

interface Foot {
  u: number;
  v: number;
  z: number;
  /** Which way is out. */
  nu: number;
  nv: number;
}

/** @param rim once around the district, counter-clockwise */
export function apron(rim: readonly EdgePoint[], halfU: number, halfV: number, seed: number) {
  const random = seeded(seed);
  const outward = (u: number, v: number): [number, number] =>
    Math.abs(Math.abs(u) - halfU) < 4 ? [Math.sign(u), 0] : [0, Math.sign(v)];
  const isCorner = (u: number, v: number) =>
    Math.abs(Math.abs(u) - halfU) < 4 && Math.abs(Math.abs(v) - halfV) < 1;
  const feet: Foot[] = [];
  rim.forEach(([u, v, z], i) => {
    const [pu, pv, pz] = rim[(i + 1) % rim.length] as EdgePoint;
    if (isCorner(u, v)) {
      const from = Math.atan2(...(turned(u, v, -1).reverse() as [number, number]));
      for (let k = 0; k <= CORNER_STEPS; k++) {
        const a = from + (k * Math.PI) / 2 / CORNER_STEPS;
        feet.push({ u, v, z, nu: Math.cos(a), nv: Math.sin(a) });
      }
    } else {
      const [nu, nv] = outward(u, v);
      feet.push({ u, v, z, nu, nv });
    }
    const [nu, nv] = outward((u + pu) / 2, (v + pv) / 2);
    const count = Math.floor(Math.hypot(pu - u, pv - v) / STEP_M);
    for (let k = 1; k < count; k++) {
      const w = k / count;
      feet.push({ u: u + w * (pu - u), v: v + w * (pv - v), z: z + w * (pz - z), nu, nv });
    }
  });
  const positions: number[] = [];
  const colours: number[] = [];
  const indices: number[] = [];
  for (const { u, v, z, nu, nv } of feet)
    REACH_M.forEach((d, k) => {
      const jitter = k > 2 ? random.between(-0.12, 0.12) * d : 0;
      const [x, y] = [u + nu * (d + jitter), v + nv * (d + jitter)];
      const blend = Math.min(1, d / 110);
      const own = groundHeightM(x, y);
      positions.push(x, y, k === 0 ? z : z + (own - z) * blend + (k > 2 ? random.between(-1.2, 1.2) : 0));
      const hill = Math.max(0, Math.min(1, (own - 40) / 50));
      const field = FIELDS[random.index(FIELDS.length)] as Colour;
      const near = mixed(field, WOOD, random.next() < 0.24 ? 0.8 : hill);
      colours.push(...mixed(shade(near, random.between(0.95, 1.05)), HAZE, Math.min(0.55, d / 9000)));
    });
  const across = REACH_M.length;
  for (let i = 0; i < feet.length; i++)
    for (let k = 1; k < across; k++) {
      const a = i * across + k;
      const b = ((i + 1) % feet.length) * across + k;
      indices.push(a - 1, a, b, a - 1, b, b - 1);
    }
  return { positions, indices, colours };
}

/** The outward normal of the side before (−1) a corner, going counter-clockwise. */
function turned(u: number, v: number, _before: -1): [number, number] {
  // South-east: from the south side to the east; and so on round.
  if (u > 0 && v < 0) return [0, -1];
  if (u > 0) return [1, 0];
  if (v > 0) return [0, 1];
  return [-1, 0];
}

const mixed = (a: Colour, b: Colour, w: number): Colour => [
  Math.round(a[0] + (b[0] - a[0]) * w),
  Math.round(a[1] + (b[1] - a[1]) * w),
  Math.round(a[2] + (b[2] - a[2]) * w),
];
