// One block between streets: a green belt along its pavements with drives through it, and parcels within, each planned by
// its use.

import { type Site, treeRow } from "../district/site.ts";
import { cut, inset, middleOf, type Point, type Rect, type Ring, rect } from "../shapes/plane.ts";
import { governmentCentre, hospital, school } from "./civic.ts";
import { housingEstate } from "./housing-estate.ts";
import { CORRIDOR_U, landUseOf, type Use } from "./land-use.ts";
import { mallQuarter } from "./mall-quarter.ts";
import { corridor, lakePark, smallPark } from "./parks.ts";
import { factories, officeQuarter, researchCampus } from "./work-quarters.ts";

const BELT_M = 7;
const WIDEST_M = 470;
const LANE_M = 8;
const DRIVE_M = 4.5;

/** The largest upright rectangle that keeps a belt's width from a block's edge. */
export function within(ring: Ring): Rect {
  const out = { u0: -Infinity, v0: -Infinity, u1: Infinity, v1: Infinity };
  // Counter-clockwise: its western side runs south, its southern side east.
  ring.forEach((p, i) => {
    const q = ring[(i + 1) % ring.length] as Point;
    const [du, dv] = [q[0] - p[0], q[1] - p[1]];
    if (Math.abs(dv) > Math.abs(du)) {
      if (dv < 0) out.u0 = Math.max(out.u0, p[0], q[0]);
      else out.u1 = Math.min(out.u1, p[0], q[0]);
    } else if (du > 0) out.v0 = Math.max(out.v0, p[1], q[1]);
    else out.v1 = Math.min(out.v1, p[1], q[1]);
  });
  return inset(out, BELT_M);
}

function parcels(on: Rect): Rect[] {
  const cuts: number[] = [];
  if (on.u0 < CORRIDOR_U - 100 && on.u1 > CORRIDOR_U + 100) cuts.push(CORRIDOR_U);
  else if (on.u1 - on.u0 > WIDEST_M && landUseOf(on) !== "lake") cuts.push((on.u0 + on.u1) / 2);
  const out: Rect[] = [];
  let from = on.u0;
  for (const at of cuts) {
    out.push(rect(from, on.v0, at - LANE_M / 2, on.v1));
    from = at + LANE_M / 2;
  }
  out.push(rect(from, on.v0, on.u1, on.v1));
  return out;
}

const PLANNERS: Record<Use, (site: Site, on: Rect) => void> = {
  slabs: (site, on) => housingEstate(site, on, "slabs"),
  midrise: (site, on) => housingEstate(site, on, "midrise"),
  towers: (site, on) => housingEstate(site, on, "towers"),
  offices: (site, on) => officeQuarter(site, on, 0.25),
  skyline: (site, on) => officeQuarter(site, on, 1),
  campus: researchCampus,
  factories,
  school: (site, on) => {
    const n = site.city.count("school-site");
    school(
      site,
      on,
      ["光谷第一实验学校", "光谷外国语学校", "光谷第三中学", "豹溪学校"][n % 4] as string,
      [
        "Guanggu First Experimental School",
        "Guanggu Foreign Language School",
        "Guanggu Third Middle School",
        "Baoxi School",
      ][n % 4] as string,
    );
  },
  hospital,
  government: governmentCentre,
  "mall-A": (site, on) => mallQuarter(site, on, "A", "E"),
  "mall-B": (site, on) => mallQuarter(site, on, "B", "W"),
  park: smallPark,
  lake: lakePark,
  corridor,
};

/** A strip along u, with drives through it at places along u. */
function belt(site: Site, ring: Ring, drives: readonly number[]): void {
  let rest = ring;
  for (const u of [...drives].sort((a, b) => a - b)) {
    const before = cut(rest, 0, u - DRIVE_M, false);
    const drive = cut(cut(rest, 0, u - DRIVE_M, true), 0, u + DRIVE_M, false);
    rest = cut(rest, 0, u + DRIVE_M, true);
    site.ground.add("belt", [before]);
    site.ground.add("lane", [drive]);
  }
  site.ground.add("belt", [rest]);
}

/** @returns the uses of its parcels */
export function growBlock(site: Site, ring: Ring): Use[] {
  const inner = within(ring);
  const plots = parcels(inner);
  const uses = plots.map(landUseOf);
  const { ground } = site;
  const drives = plots.flatMap(({ u0, u1 }, i) => {
    const use = uses[i] as Use;
    return use === "corridor" || use === "lake" || use === "park" ? [] : [(u0 + u1) / 2];
  });
  const lanes = plots.slice(1).map(({ u0 }) => u0 - LANE_M / 2);
  belt(site, cut(ring, 1, inner.v0, false), [...drives, ...lanes]);
  belt(site, cut(ring, 1, inner.v1, true), [...drives, ...lanes]);
  const middle = cut(cut(ring, 1, inner.v0, true), 1, inner.v1, false);
  ground.add("belt", [cut(middle, 0, inner.u0, false)]);
  ground.add("belt", [cut(middle, 0, inner.u1, true)]);
  for (const u of lanes) ground.add("lane", rect(u - LANE_M / 2, inner.v0, u + LANE_M / 2, inner.v1));
  const clear = (u: number) => [...drives, ...lanes].every((at) => Math.abs(u - at) > DRIVE_M + 2);
  for (const v of [inner.v0 - BELT_M / 2, inner.v1 + BELT_M / 2]) {
    const stops = [inner.u0, ...[...drives, ...lanes].sort((a, b) => a - b), inner.u1];
    for (let i = 1; i < stops.length; i++) {
      const [a, b] = [(stops[i - 1] as number) + 7, (stops[i] as number) - 7];
      if (b - a > 10 && clear((a + b) / 2)) treeRow(site, [a, v], [b, v], 11, "camphor");
    }
  }
  for (const u of [inner.u0 - BELT_M / 2, inner.u1 + BELT_M / 2])
    treeRow(site, [u, inner.v0 + 8], [u, inner.v1 - 8], 11, "camphor");
  plots.forEach((plot, i) => {
    const [u, v] = middleOf(plot);
    site.city.parcels.push({ on: plot, use: uses[i] as Use, z: site.heightAt(u, v) });
    PLANNERS[uses[i] as Use](site, plot);
  });
  return uses;
}
