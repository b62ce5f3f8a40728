// What grows on the land between the roads, gathered: pieces of ground, buildings, things that stand about, and records of
// what is operated. A site is one block with its means; planners of each use add to it.

import type { Random } from "../../../model/records/random.ts";
import type { GroundPlan } from "../ground/ground-plan.ts";
import type { Body } from "../shapes/body.ts";
import type { Point, Rect, Ring } from "../shapes/plane.ts";

export type Values = Record<string, string | number | boolean>;

export interface Building {
  id: string;
  body: Body;
  attributes: Values;
  /** What is seen from afar: walls over rings. */
  massing: { ring: Ring; z0: number; z1: number; colour: readonly [number, number, number] }[];
  /** On the ground, for tests of where it stands. */
  footprints: Ring[];
  kind?: "building" | "bridge" | "rail" | "other";
}

export interface Thing {
  model: string;
  u: number;
  v: number;
  headingRad: number;
  scale: number;
  /** Where it doesn't stand on the ground: metres over the ellipsoid. */
  z?: number;
  attributes?: Values;
}

export interface PlaceRecord {
  list: "facilities" | "parking" | "equipment" | "docks";
  id: string;
  u: number;
  v: number;
  z: number;
  ring?: Ring;
  properties: Values;
}

export interface City {
  buildings: Building[];
  things: Thing[];
  records: PlaceRecord[];
  /** Pieces of land by use, for records of what is operated on them. */
  parcels: { on: Rect; use: string; z: number }[];
  /** Places that others refer to: the mall's first hall, say. */
  marks: Map<string, { on: Rect; z0: number }>;
  /** Serial numbers by typology, for ids and names. */
  count(key: string): number;
}

export interface Site {
  city: City;
  ground: GroundPlan;
  random: Random;
  /** Of the land. */
  heightAt(u: number, v: number): number;
}

export const tree = (
  site: Site,
  [u, v]: Point,
  model: "camphor" | "plane" | "metasequoia" | "shrub",
): void => {
  const { city, random } = site;
  city.things.push({
    model,
    u: u + random.between(-0.4, 0.4),
    v: v + random.between(-0.4, 0.4),
    headingRad: random.between(0, 6.28),
    scale: random.between(0.82, 1.2),
  });
};

/** Trees along a line, some metres apart. */
export function treeRow(
  site: Site,
  a: Point,
  b: Point,
  stepM: number,
  model: Parameters<typeof tree>[2],
): void {
  const length = Math.hypot(b[0] - a[0], b[1] - a[1]);
  const count = Math.floor(length / stepM);
  for (let i = 0; i < count; i++) {
    const w = (i + 0.5) / count;
    tree(site, [a[0] + w * (b[0] - a[0]), a[1] + w * (b[1] - a[1])], model);
  }
}
