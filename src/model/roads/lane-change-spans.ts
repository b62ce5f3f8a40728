// Where a driver may cross from one lane to its neighbour: what the road mark between them allows (laneChange, else
// its type) and where the neighbour is wide enough to drive on. Distances in metres along the driver's own lane.

import type { LaneNode } from "./lane-graph.ts";
import type { LaneSection, RoadMark } from "./road-network.ts";

const MIN_WIDTH_M = 2.3;

/** By OpenDRIVE: the mark of the inner lane lies between it and the next one outward; "increase" goes to higher ids. */
function allows(mark: RoadMark | undefined, towardsHigher: boolean): boolean {
  if (!mark) return true;
  if (mark.type === "none") return mark.laneChange !== "none";
  if (mark.laneChange === "both") return !/^solid/.test(mark.type) || mark.type === "solid broken";
  if (mark.laneChange === "none") return false;
  return (mark.laneChange === "increase") === towardsHigher;
}

export function laneChangeSpans(section: LaneSection, own: LaneNode, other: LaneNode): [number, number][] {
  const inner = Math.abs(own.laneId) < Math.abs(other.laneId) ? own.laneId : other.laneId;
  const between = Math.sign(own.laneId) === Math.sign(other.laneId) ? inner : 0;
  const marks = section.lanes.find(({ id }) => id === between)?.roadMarks ?? [];
  const higher = other.laneId > own.laneId;
  const spans: [number, number][] = [];
  const { at } = own;
  const span = Math.abs(own.toS - own.fromS);
  for (let i = 0; i + 1 < at.length; i++) {
    const middle = ((at[i] as number) + (at[i + 1] as number)) / 2;
    const share = own.lengthM > 0 ? middle / own.lengthM : 0;
    const ds = own.forward ? share * span : (1 - share) * span;
    const mark = marks.findLast(({ sM }) => sM <= ds + 1e-6);
    const width = widthAt(other, share * other.lengthM);
    if (width < MIN_WIDTH_M || !allows(mark, higher)) continue;
    const last = spans.at(-1);
    if (last && Math.abs(last[1] - (at[i] as number)) < 1e-9) last[1] = at[i + 1] as number;
    else spans.push([at[i] as number, at[i + 1] as number]);
  }
  return spans;
}

function widthAt({ at, widthM }: LaneNode, distance: number): number {
  let k = 1;
  while (k < at.length - 1 && (at[k] as number) < distance) k++;
  const a = at[k - 1] as number;
  const w = Math.min(1, Math.max(0, (distance - a) / ((at[k] as number) - a || 1)));
  return (1 - w) * (widthM[k - 1] as number) + w * (widthM[k] as number);
}
