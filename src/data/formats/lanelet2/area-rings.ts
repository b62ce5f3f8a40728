// The rings of a multipolygon relation: its member ways joined end to end, whichever way round they are. Outer rings come
// before inner ones. A ring that does not close is given up, with its reason.

import type { Vec3 } from "../../../model/geo/frames.ts";
import { doubleArea } from "./lanelets.ts";
import type { OsmMap, OsmRelation, OsmWay } from "./read-osm.ts";

export interface Rings {
  outer: Vec3[][];
  inner: Vec3[][];
  /** Ways that could not be joined to a ring. */
  open: number;
  missing: number;
}

/** Closed rings of node ids; the last node is not the first again. */
function ringsOf(ways: readonly OsmWay[]): { rings: string[][]; open: number } {
  const rings: string[][] = [];
  let open = 0;
  const left = ways.filter(({ nodes }) => nodes.length > 1).map(({ nodes }) => nodes);
  open += ways.length - left.length;
  while (left.length > 0) {
    const chain = [...(left.shift() as string[])];
    let used = 1;
    while (chain[0] !== chain.at(-1)) {
      const end = chain.at(-1);
      const k = left.findIndex((nodes) => nodes[0] === end || nodes.at(-1) === end);
      if (k < 0) break;
      const [next] = left.splice(k, 1) as [string[]];
      used += 1;
      chain.push(...(next[0] === end ? next : [...next].reverse()).slice(1));
    }
    if (chain[0] === chain.at(-1) && chain.length > 3) rings.push(chain.slice(0, -1));
    else open += used;
  }
  return { rings, open };
}

export function areaRings(relation: OsmRelation, map: OsmMap, places: ReadonlyMap<string, Vec3>): Rings {
  const out: Rings = { outer: [], inner: [], open: 0, missing: 0 };
  for (const role of ["outer", "inner"] as const) {
    const members = relation.members.filter((m) => m.type === "way" && (m.role || "outer") === role);
    const ways = members.flatMap(({ ref }) => map.ways.get(ref) ?? []);
    out.missing += members.length - ways.length;
    const { rings, open } = ringsOf(ways);
    out.open += open;
    for (const ring of rings) {
      const points = ring.flatMap((ref) => {
        const place = places.get(ref);
        return place ? [place] : [];
      });
      out.missing += ring.length - points.length;
      const area = doubleArea(points);
      if (points.length < 3 || Math.abs(area) < 0.02) continue;
      // Outer rings counter-clockwise, holes clockwise.
      if (area > 0 !== (role === "outer")) points.reverse();
      out[role].push(points);
    }
  }
  return out;
}
