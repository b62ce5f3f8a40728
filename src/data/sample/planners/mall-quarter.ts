// The ground of a mall: a hall close to the street that the bridge goes over, a square before it, cars on the other sides.

import { mallHall } from "../buildings/mall.ts";
import { footbridge } from "../buildings/offices.ts";
import { type Site, treeRow } from "../district/site.ts";
import { type Rect, rect } from "../shapes/plane.ts";
import { carPark, framed } from "./layout.ts";

const HALL_W_M = 186;
const HALL_D_M = 122;

/** @param side where the bridged street lies */
export function mallQuarter(site: Site, on: Rect, hall: "A" | "B", side: "E" | "W"): void {
  const { city, ground } = site;
  const within = framed(site, on, "plaza", 7);
  for (const v of [on.v0 + 3.5, on.v1 - 3.5]) treeRow(site, [on.u0 + 4, v], [on.u1 - 4, v], 11, "plane");
  const wide = Math.min(HALL_W_M, within.u1 - within.u0 - 60);
  const v = within.v0 + 52 + HALL_D_M / 2;
  const of =
    side === "E"
      ? rect(within.u1 - 6 - wide, v - HALL_D_M / 2, within.u1 - 6, v + HALL_D_M / 2)
      : rect(within.u0 + 6, v - HALL_D_M / 2, within.u0 + 6 + wide, v + HALL_D_M / 2);
  const front = rect(within.u0, within.v0, within.u1, of.v0);
  const level = rect(within.u0, of.v0, within.u1, of.v1);
  const back = rect(within.u0, of.v1, within.u1, within.v1);
  // The square: stone, with beds of trees.
  const inner = framed(site, front, "granite", 9);
  const beds = Math.max(3, Math.round((inner.u1 - inner.u0) / 30));
  const step = (inner.u1 - inner.u0) / beds;
  for (let i = 0; i < beds; i++) {
    const bed = rect(inner.u0 + i * step, inner.v0, inner.u0 + (i + 1) * step, inner.v1);
    if (i % 2 === 0) {
      ground.add("lawn", bed);
      for (const row of [bed.v0 + 4, bed.v1 - 4])
        treeRow(site, [bed.u0 + 2, row], [bed.u1 - 2, row], 10, "camphor");
    } else ground.add("plaza", bed);
  }
  const beside =
    side === "E"
      ? rect(level.u0, level.v0, of.u0 - 12, level.v1)
      : rect(of.u1 + 12, level.v0, level.u1, level.v1);
  const apron =
    side === "E"
      ? rect(of.u0 - 12, level.v0, level.u1, level.v1)
      : rect(level.u0, level.v0, of.u1 + 12, level.v1);
  ground.add("granite", apron);
  carPark(site, beside);
  const aisle = rect(back.u0, back.v0, back.u1, back.v0 + 8);
  ground.add("lane", aisle);
  carPark(site, rect(back.u0, aisle.v1, back.u1, back.v1));
  const { z0 } = mallHall(site, of, hall === "A" ? 5 : 4, hall === "A" ? "cars" : "pitches", {
    nameZh: `光谷天地${hall}馆`,
    nameEn: `Guanggu Tiandi Mall, hall ${hall}`,
  });
  const other = city.marks.get(hall === "A" ? "mall-B" : "mall-A");
  city.marks.set(`mall-${hall}`, { on: of, z0 });
  if (!other) return;
  const [west, east] = side === "E" ? [of, other.on] : [other.on, of];
  const z = Math.max(z0, other.z0) + 7;
  const middle = (Math.max(west.v0, east.v0) + Math.min(west.v1, east.v1)) / 2;
  footbridge(
    site,
    rect(west.u1, middle - 8, east.u0, middle + 8),
    z,
    z + 9.6,
    { nameZh: "光谷天地连廊", nameEn: "Guanggu Tiandi Mall, bridge between the halls" },
    "mall-bridge",
  );
}
