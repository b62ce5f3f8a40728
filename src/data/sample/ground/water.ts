// Water that lies below the land: a shore of reeds and a bank around it, so that land, bank, reeds and water meet. District
// axes, metres.

import type { Site, Values } from "../district/site.ts";
import { shrunk } from "../shapes/body.ts";
import { type Point, type Rect, type Ring, ringOf } from "../shapes/plane.ts";
import type { Surface } from "./surfaces.ts";

export interface WaterSpec {
  id: string;
  shore: Ring;
  /** Of the water's face. */
  levelM: number;
  bankM: number;
  reedsM: number;
  pathM: number;
  around: Surface;
  attributes: Values;
  /** Islands, whole within the water. */
  islands?: Ring[];
}

/** Fills a rectangle with water and what lies around it; gives the ring of the path's middle. */
export function waterIn(site: Site, on: Rect, spec: WaterSpec): Ring {
  const { ground } = site;
  const { shore, levelM, bankM, reedsM, pathM } = spec;
  const reeds = shrunk(shore, -reedsM);
  const bank = shrunk(shore, -reedsM - bankM);
  const path = shrunk(shore, -reedsM - bankM - pathM);
  const heightOf = new Map<string, number>();
  const key = (u: number, v: number) => `${Math.round(u * 1e3)} ${Math.round(v * 1e3)}`;
  const at = (ring: Ring, z: number) => {
    for (const [u, v] of ring) heightOf.set(key(u, v), z);
  };
  at(shore, levelM);
  at(reeds, levelM + 0.45);
  const islands = spec.islands ?? [];
  const tops = islands.map((ring) => shrunk(ring, 3));
  for (const ring of islands) at(ring, levelM);
  for (const ring of tops) at(ring, levelM + 1.1);
  const heightAt = (u: number, v: number) => heightOf.get(key(u, v));
  ground.add(spec.around, [ringOf(on), path]);
  ground.add("path", [path, bank]);
  ground.add("bank", [bank, reeds], { heightAt });
  ground.add("reeds", [reeds, shore], { heightAt });
  ground.add("water", [shore, ...islands], {
    heightAt,
    own: { id: spec.id, kind: "water", attributes: { ...spec.attributes, levelM, derivation: "synthetic" } },
  });
  islands.forEach((ring, i) => {
    ground.add("bank", [ring, tops[i] as Ring], { heightAt });
    ground.add("wood", [tops[i] as Ring], { heightAt });
  });
  return shrunk(shore, -reedsM - bankM - pathM / 2);
}

/** A shoreline with bays, about a middle. */
export function naturalShore(u: number, v: number, a: number, b: number, phase: number, steps = 72): Point[] {
  return Array.from({ length: steps }, (_, i): Point => {
    const w = (2 * Math.PI * i) / steps;
    const r =
      1 +
      0.12 * Math.sin(2 * w + phase) +
      0.09 * Math.sin(3 * w + 2.1 * phase) +
      0.05 * Math.sin(5 * w + 0.7 * phase) +
      0.025 * Math.sin(9 * w + phase);
    return [u + a * r * Math.cos(w), v + b * r * Math.sin(w)];
  });
}

/** A winding stream from south to north between two values of v. */
export function streamShore(
  uAt: (v: number) => number,
  halfM: (v: number) => number,
  v0: number,
  v1: number,
  stepM = 12,
): Point[] {
  const count = Math.max(4, Math.round((v1 - v0) / stepM));
  const vs = Array.from({ length: count + 1 }, (_, i) => v0 + ((v1 - v0) * i) / count);
  const taper = (v: number) => halfM(v) * Math.min(1, 0.35 + Math.min(v - v0, v1 - v) / 18);
  return [
    ...vs.map((v): Point => [uAt(v) + taper(v), v]),
    ...[...vs].reverse().map((v): Point => [uAt(v) - taper(v), v]),
  ];
}
