// Parts that many buildings are made of: a block of storeys with its foot, roof and parapet, what stands on a roof, and
// the record of a building. District axes, metres.

import type { Random } from "../../../model/records/random.ts";
import type { Building, City, Site } from "../district/site.ts";
import { type Body, type Colour, type FacadeStyle, facade, shade } from "../shapes/body.ts";
import { around, type Point, type Rect, type Ring, ringOf, shrunkRect } from "../shapes/plane.ts";

/** How far walls go on below the land, which is not level. */
const DIG_M = 1.6;

export interface Block {
  ring: Ring;
  z0: number;
  floors: number;
  floorM: number;
  style: FacadeStyle;
  bayM: number;
  colour: Colour;
  roof?: Colour;
  parapetM?: number;
  /** Ground floor with shops, of this height. */
  shopsM?: number;
  /** It stands on another block, not on the land. */
  above?: boolean;
  seed: number;
  /** No roof: something stands on all of it. */
  open?: boolean;
}

export const ROOF: Colour = [150, 149, 145];
export const GARDEN: Colour = [104, 130, 84];

/** Walls, foot, parapet and roof; gives the height of the roof. */
export function storeys(body: Body, of: Block): number {
  const { ring, z0, floors, floorM, style, bayM, colour, seed } = of;
  const parapetM = of.parapetM ?? 1.2;
  const code = facade(style, floorM, bayM, seed);
  const bandM = of.shopsM ?? Math.min(floorM, 4.5);
  const top = z0 + (of.shopsM !== undefined ? of.shopsM + (floors - 1) * floorM : floors * floorM);
  const low = of.above ? z0 : z0 - DIG_M;
  if (of.shopsM !== undefined)
    body.walls(ring, low, z0 + bandM, shade(colour, 0.95), {
      code: facade("shopfront", bandM, 4.2, seed),
      baseZ: z0,
      foot: 0.7,
    });
  else
    body.walls(ring, low, z0 + bandM, shade(colour, 0.97), { code, baseZ: z0, foot: of.above ? 0.85 : 0.68 });
  if (top + parapetM > z0 + bandM)
    body.walls(ring, z0 + bandM, top, colour, {
      code,
      baseZ: of.shopsM === undefined ? z0 : z0 + bandM,
      foot: 0.99,
    });
  body.walls(ring, top, top + parapetM, shade(colour, 1.02), {});
  if (!of.open) body.roof(ring, top, parapetM, of.roof ?? ROOF, colour);
  return top;
}

/** Stair head and lift overrun with a water tank, plant and vents, within a roof's rectangle. */
export function roofPlant(body: Body, on: Rect, z: number, random: Random, wall: Colour, units = 3): void {
  const [u, v] = [(on.u0 + on.u1) / 2, (on.v0 + on.v1) / 2];
  const w = on.u1 - on.u0;
  const d = on.v1 - on.v0;
  const core = around(
    u + random.between(-0.1, 0.1) * w,
    v + 0.16 * d,
    Math.min(9, w * 0.3),
    Math.min(6.4, d * 0.42),
  );
  body.box(core, z, z + 4.4, shade(wall, 0.95), "roof");
  body.box(
    around((core.u0 + core.u1) / 2, (core.v0 + core.v1) / 2, 3.4, 3),
    z + 4.4,
    z + 6.4,
    shade(wall, 0.86),
    "roof",
  );
  for (let i = 0; i < units; i++) {
    const side = i % 2 === 0 ? -1 : 1;
    const at = around(
      u + side * w * random.between(0.24, 0.38),
      v - d * random.between(-0.05, 0.28),
      random.between(1.6, 3.6),
      random.between(1.4, 2.2),
    );
    body.box(at, z, z + random.between(1.2, 2.2), [164, 166, 166], "roof");
  }
}

export const HELIPAD: Colour = [92, 96, 100];

/** A pad on legs with its ring and H. */
export function helipad(body: Body, u: number, v: number, z: number, radiusM = 11): void {
  const ring = Array.from({ length: 16 }, (_, i): Point => {
    const a = ((i + 0.5) * Math.PI) / 8;
    return [u + radiusM * Math.cos(a), v + radiusM * Math.sin(a)];
  });
  body.solid(ring, z + 2.2, z + 2.7, HELIPAD, "roof", true);
  const mark: Colour = [226, 210, 96];
  for (let i = 0; i < 16; i++) {
    const [a, b] = [ring[i] as Point, ring[(i + 1) % 16] as Point];
    const inner = (p: Point, k: number): [number, number, number] => [
      u + (p[0] - u) * k,
      v + (p[1] - v) * k,
      z + 2.74,
    ];
    body.face("roof", [inner(a, 0.84), inner(a, 0.9), inner(b, 0.9), inner(b, 0.84)], mark);
  }
  const white: Colour = [232, 232, 228];
  for (const bar of [around(u - 2, v, 0.8, 6), around(u + 2, v, 0.8, 6), around(u, v, 3.2, 0.8)])
    body.area("roof", [ringOf(bar)], z + 2.75, white);
  body.box(around(u, v, radiusM, radiusM * 0.9), z, z + 2.2, [150, 150, 150], "roof");
}

/** Planted beds, a path and benches within a roof. */
export function roofGarden(body: Body, on: Rect, z: number, random: Random): void {
  const inner = shrunkRect(on, 2.2);
  if (inner.u1 - inner.u0 < 6 || inner.v1 - inner.v0 < 6) return;
  const n = Math.max(1, Math.round((inner.u1 - inner.u0) / 24));
  const step = (inner.u1 - inner.u0) / n;
  for (let i = 0; i < n; i++) {
    const bed = {
      u0: inner.u0 + i * step + 0.9,
      u1: inner.u0 + (i + 1) * step - 0.9,
      v0: inner.v0 + 0.6,
      v1: inner.v1 - 0.6,
    };
    const middle = (bed.v0 + bed.v1) / 2;
    for (const half of [
      { ...bed, v1: middle - 0.9 },
      { ...bed, v0: middle + 0.9 },
    ]) {
      body.box(half, z, z + 0.5, shade(GARDEN, random.between(0.88, 1.12)), "roof");
      const bush = around(random.between(half.u0 + 1, half.u1 - 1), (half.v0 + half.v1) / 2, 2, 2);
      body.box(
        bush,
        z + 0.5,
        z + random.between(1.2, 2.4),
        shade([78, 106, 62], random.between(0.9, 1.1)),
        "roof",
      );
    }
  }
}

/** Rows of dark panels. */
export function solarRows(body: Body, on: Rect, z: number, rowM = 3.2): void {
  const panel: Colour = [44, 56, 82];
  for (let v = on.v0 + 1; v + 2 < on.v1; v += rowM)
    body.face(
      "roof",
      [
        [on.u0 + 1, v, z + 0.35],
        [on.u1 - 1, v, z + 0.35],
        [on.u1 - 1, v + 1.8, z + 1.15],
        [on.u0 + 1, v + 1.8, z + 1.15],
      ],
      panel,
    );
}

export interface About {
  typology: string;
  use: string;
  nameZh: string;
  nameEn: string;
  levels: number;
  year: number;
  extra?: Record<string, string | number | boolean>;
}

const tenth = (v: number) => Math.round(v * 10) / 10;

/** Puts a finished body into the city with its record. */
export function settle(
  city: City,
  body: Body,
  about: About,
  z0: number,
  massing: Building["massing"],
  footprints: Ring[] = massing.map(({ ring }) => ring),
  kind: Building["kind"] = "building",
): string {
  const { typology, use, nameZh, nameEn, levels, year, extra } = about;
  const id = `ov-${typology}-${String(city.count(typology)).padStart(4, "0")}`;
  const heightM = tenth(Math.max(...massing.map(({ z1 }) => z1)) - z0);
  const areaM2 = Math.round(footprints.reduce((sum, ring) => sum + Math.abs(ringArea(ring)), 0));
  city.buildings.push({
    id,
    body,
    massing,
    footprints,
    kind,
    attributes: {
      name: nameZh,
      nameEn,
      use,
      typology,
      heightM,
      levels,
      yearBuilt: year,
      footprintM2: areaM2,
      floorAreaM2: areaM2 * levels,
      derivation: "synthetic",
      ...extra,
    },
  });
  return id;
}

function ringArea(ring: Ring): number {
  let sum = 0;
  ring.forEach(([x, y], i) => {
    const [nx, ny] = ring[(i + 1) % ring.length] as Point;
    sum += x * ny - nx * y;
  });
  return sum / 2;
}

/** Between the lowest and the highest land under a ring. */
export const standsAt = (site: Site, ring: Ring): number => {
  const zs = ring.map(([u, v]) => site.heightAt(u, v));
  return (Math.min(...zs) + Math.max(...zs)) / 2;
};

export const pick = <T>(random: Random, list: readonly T[]): T => list[random.index(list.length)] as T;
export const toned = (random: Random, colour: Colour): Colour =>
  shade(colour, 1 + random.between(-0.04, 0.04));
