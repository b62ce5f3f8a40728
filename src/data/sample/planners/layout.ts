// How planners cut the land they are given: frames of lanes, strips of parked cars, planted squares. Everything they add
// fills the rectangle without rest.

import { type Site, tree, treeRow } from "../district/site.ts";
import type { Surface } from "../ground/surfaces.ts";
import { depthOf, inset, type Rect, rect, widthOf } from "../shapes/plane.ts";

/** A band along the inner side of a rectangle; gives what is within. */
export function framed(site: Site, on: Rect, surface: Surface, widthM: number): Rect {
  const inner = inset(on, widthM);
  site.ground.add(surface, rect(on.u0, on.v0, on.u1, inner.v0));
  site.ground.add(surface, rect(on.u0, inner.v1, on.u1, on.v1));
  site.ground.add(surface, rect(on.u0, inner.v0, inner.u0, inner.v1));
  site.ground.add(surface, rect(inner.u1, inner.v0, on.u1, inner.v1));
  return inner;
}

export const BAY = { widthM: 2.5, depthM: 5.3 };

/** Bays side by side along u, or along v where the strip is higher than wide, with white lines. */
export function bays(site: Site, on: Rect, surface: Surface = "carPark", lined = true): number {
  const { ground } = site;
  ground.add(surface, on);
  const alongU = widthOf(on) >= depthOf(on);
  const length = alongU ? widthOf(on) : depthOf(on);
  const count = Math.floor(length / BAY.widthM);
  for (let i = 0; i <= count; i++) {
    const at = i * BAY.widthM + (length - count * BAY.widthM) / 2;
    if (lined && alongU) ground.line([on.u0 + at, on.v0 + 0.1], [on.u0 + at, on.v1 - 0.1], 0.1);
    else if (lined) ground.line([on.u0 + 0.1, on.v0 + at], [on.u1 - 0.1, on.v0 + at], 0.1);
    if (i === count) break;
    const middle = at + BAY.widthM / 2;
    ground.stalls.push(
      alongU
        ? { u: on.u0 + middle, v: (on.v0 + on.v1) / 2, headingRad: i % 3 === 0 ? Math.PI : 0 }
        : { u: (on.u0 + on.u1) / 2, v: on.v0 + middle, headingRad: Math.PI / 2 },
    );
  }
  return count;
}

/** A car park of rows on both sides of aisles; gives the number of bays. */
export function carPark(site: Site, on: Rect): number {
  let sum = 0;
  let v = on.v0;
  while (v + 16.6 <= on.v1 + 0.01) {
    sum += bays(site, rect(on.u0, v, on.u1, v + 5.3));
    site.ground.add("lane", rect(on.u0, v + 5.3, on.u1, v + 11.3));
    sum += bays(site, rect(on.u0, v + 11.3, on.u1, v + 16.6));
    const to = Math.min(on.v1, v + 18.6);
    if (to - v - 16.6 > 0.05) {
      site.ground.add("belt", rect(on.u0, v + 16.6, on.u1, to));
      if (to - v - 16.6 > 1.2) treeRow(site, [on.u0 + 3, v + 17.6], [on.u1 - 3, v + 17.6], 18, "camphor");
    }
    v = to;
  }
  if (on.v1 - v > 0.01) {
    site.ground.add("lawn", rect(on.u0, v, on.u1, on.v1));
    if (on.v1 - v > 4)
      treeRow(site, [on.u0 + 4, (v + on.v1) / 2], [on.u1 - 4, (v + on.v1) / 2], 11, "camphor");
  }
  return sum;
}

/** Of the trees that planners ask for: the whole district must stay light. */
const SPARSER = 0.3;

/** Trees at random on a rectangle, so many a hectare. */
export function grove(
  site: Site,
  on: Rect,
  perHectare: number,
  models: Parameters<typeof tree>[2][],
  free: (u: number, v: number) => boolean = () => true,
): void {
  const { random } = site;
  const count = Math.round((widthOf(on) * depthOf(on) * perHectare * SPARSER) / 1e4);
  for (let i = 0; i < count; i++) {
    const u = random.between(on.u0 + 1.5, on.u1 - 1.5);
    const v = random.between(on.v0 + 1.5, on.v1 - 1.5);
    if (free(u, v)) tree(site, [u, v], models[random.index(models.length)] as Parameters<typeof tree>[2]);
  }
}
