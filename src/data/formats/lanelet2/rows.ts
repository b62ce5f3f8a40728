// Lanelets side by side as one road: neighbours share the way between them, whichever way they run. A row is listed from
// left to right along the road's s; a two-way row has its reference line between the directions.

import { isTwoWay, laneType } from "./lanelet-rules.ts";
import type { Lanelet, LaneletSide } from "./lanelets.ts";

export interface RowLane {
  lanelet: Lanelet;
  /** Whether the lanelet runs along the row's s. */
  aligned: boolean;
}

export interface Row {
  /** From left to right. */
  lanes: RowLane[];
  /** How many lanes lie left of the reference line. */
  leftCount: number;
}

export type DrivingSide = "RHT" | "LHT";

const LEFT_HAND = new Set(
  "GB IE AU NZ JP IN ZA HK MO TH ID MY SG KE TZ UG ZM ZW MZ BW NA LK BD PK NP CY MT JM BB TT".split(" "),
);

interface Beside {
  lanelet: Lanelet;
  /** Which of the lanelet's own sides the way is. */
  side: "left" | "right";
}

/** Way → the lanelets on its left and on its right, seen along the way. */
function besideWays(lanelets: readonly Lanelet[]): Map<string, { left: Beside[]; right: Beside[] }> {
  const out = new Map<string, { left: Beside[]; right: Beside[] }>();
  for (const lanelet of lanelets)
    for (const side of ["left", "right"] as const) {
      const { way, along } = lanelet[side];
      const beside = out.get(way.id) ?? { left: [], right: [] };
      out.set(way.id, beside);
      // What has the way on its right and runs along it lies left of it.
      ((side === "right") === along ? beside.left : beside.right).push({ lanelet, side });
    }
  return out;
}

/** From lanes of opposite directions that share a way; else by the country; else right. */
export function drivingSide(lanelets: readonly Lanelet[], country: string | undefined): DrivingSide {
  let votes = 0;
  for (const { left, right } of besideWays(lanelets).values())
    for (const a of left)
      for (const b of right) {
        const cars = [a, b].every(({ lanelet: { tags } }) => laneType(tags) === "driving" && !isTwoWay(tags));
        if (!cars || a.side !== b.side) continue;
        votes += a.side === "left" ? 1 : -1;
      }
  if (votes !== 0) return votes > 0 ? "RHT" : "LHT";
  return country !== undefined && LEFT_HAND.has(country) ? "LHT" : "RHT";
}

/** Where the reference line is best: lanes that then run against the rule of their side are counted as misplaced. */
function placeReference(
  lanes: readonly RowLane[],
  rule: DrivingSide,
): { leftCount: number; misplaced: number } {
  let best = { leftCount: 0, misplaced: Number.POSITIVE_INFINITY };
  for (let leftCount = 0; leftCount <= lanes.length; leftCount++) {
    const misplaced = lanes.filter(({ lanelet, aligned }, i) => {
      if (isTwoWay(lanelet.tags)) return false;
      return (i >= leftCount === (rule === "RHT")) !== aligned;
    }).length;
    if (misplaced < best.misplaced) best = { leftCount, misplaced };
  }
  return best;
}

const turned = (lanes: readonly RowLane[]): RowLane[] =>
  lanes.map(({ lanelet, aligned }) => ({ lanelet, aligned: !aligned })).reverse();

function row(lanes: RowLane[], rule: DrivingSide): Row {
  const other = turned(lanes);
  const [own, theirs] = [placeReference(lanes, rule), placeReference(other, rule)];
  const alignedCount = (list: readonly RowLane[]) => list.filter(({ aligned }) => aligned).length;
  const turn =
    theirs.misplaced < own.misplaced ||
    (theirs.misplaced === own.misplaced && alignedCount(other) > alignedCount(lanes));
  return turn ? { lanes: other, leftCount: theirs.leftCount } : { lanes, leftCount: own.leftCount };
}

/** @param apart lanelets of different kinds (junction or not) are not one road although they share a way */
export function rows(
  lanelets: readonly Lanelet[],
  rule: DrivingSide,
  apart: (a: Lanelet, b: Lanelet) => boolean,
): Row[] {
  const neighbour = new Map<LaneletSide, Lanelet>();
  for (const { left, right } of besideWays(lanelets).values()) {
    const free = [...right];
    for (const a of left) {
      const k = free.findIndex((b) => a.lanelet !== b.lanelet && !apart(a.lanelet, b.lanelet));
      const [b] = k < 0 ? [] : free.splice(k, 1);
      if (!b) continue;
      neighbour.set(a.lanelet[a.side], b.lanelet);
      neighbour.set(b.lanelet[b.side], a.lanelet);
    }
  }
  /** The lane further to one side of the row, and how it lies in the row's direction. */
  const step = ({ lanelet, aligned }: RowLane, toLeft: boolean): RowLane | undefined => {
    const own = lanelet[toLeft === aligned ? "left" : "right"];
    const next = neighbour.get(own);
    if (!next) return undefined;
    const facing = next.left.way === own.way ? "left" : "right";
    // On the left of the row's line, a lane that runs with the row has the line on its right.
    return { lanelet: next, aligned: (facing === "right") === toLeft };
  };
  const done = new Set<Lanelet>();
  const out: Row[] = [];
  for (const lanelet of lanelets) {
    if (done.has(lanelet)) continue;
    const lanes: RowLane[] = [{ lanelet, aligned: true }];
    done.add(lanelet);
    for (const toLeft of [true, false])
      for (;;) {
        const at = step((toLeft ? lanes[0] : lanes.at(-1)) as RowLane, toLeft);
        if (!at || done.has(at.lanelet)) break;
        done.add(at.lanelet);
        if (toLeft) lanes.unshift(at);
        else lanes.push(at);
      }
    out.push(row(lanes, rule));
  }
  return out;
}
