// The flat ground plan of an object in its own plane: u forward, v left, metres. Corners keep their numbers, because
// markings name them.

import type { RoadObject } from "../../../model/roads/road-network.ts";
import type { PavedSurface } from "../paved-surface.ts";
import type { Point, Polygon } from "./drape.ts";

export interface GroundPlan {
  polygon: Polygon;
  /** Corner number → index in the polygon. */
  corners: Map<number, number>;
  /** From an outline of the file, not from length and width. */
  outlined: boolean;
}

/** Corners by s and t, seen in the plane of the object. */
export function toPlane(
  { line }: PavedSurface,
  object: Pick<RoadObject, "sM" | "tM">,
  turnRad: number,
  s: number,
  t: number,
): Point {
  const clamp = (at: number) => Math.min(line.road.lengthM, Math.max(0, at));
  const place = (at: number, across: number) => {
    const { x, y, headingRad } = line.plan(clamp(at));
    const beyond = at - clamp(at);
    return {
      x: x - across * Math.sin(headingRad) + beyond * Math.cos(headingRad),
      y: y + across * Math.cos(headingRad) + beyond * Math.sin(headingRad),
      headingRad,
    };
  };
  const own = place(object.sM, object.tM);
  const p = place(s, t);
  const heading = own.headingRad + turnRad;
  const [dx, dy] = [p.x - own.x, p.y - own.y];
  return [dx * Math.cos(heading) + dy * Math.sin(heading), -dx * Math.sin(heading) + dy * Math.cos(heading)];
}

export function groundPlan(
  surface: PavedSurface,
  object: RoadObject,
  turnRad: number,
): GroundPlan | undefined {
  const outline = object.outlines.find(({ outer }) => outer) ?? object.outlines[0];
  const numbered = (ids: (number | undefined)[]) => new Map(ids.map((id, i) => [id ?? i, i]));
  if (outline && outline.corners.points.length > 1) {
    const { corners } = outline;
    const polygon: Polygon =
      corners.kind === "local"
        ? corners.points.map(({ u, v }) => [u, v])
        : corners.points.map(({ s, t }) => toPlane(surface, object, turnRad, s, t));
    return { polygon, corners: numbered(corners.points.map(({ id }) => id)), outlined: true };
  }
  const [l, w] = [(object.lengthM ?? 0) / 2, (object.widthM ?? 0) / 2];
  if (!(l > 0 && w > 0)) return undefined;
  const polygon: Polygon = [
    [-l, -w],
    [l, -w],
    [l, w],
    [-l, w],
  ];
  return { polygon, corners: numbered([undefined, undefined, undefined, undefined]), outlined: false };
}

/** Width and middle t of the lane under a place. */
export function laneSpan(
  surface: PavedSurface,
  sM: number,
  tM: number,
): { widthM: number; tM: number } | undefined {
  const lane = surface.laneAt(sM, tM);
  const section = surface.line.road.sections.findLast((each) => each.sM <= sM + 1e-6);
  if (!lane || !section) return undefined;
  const inner = section.lanes.find(({ id }) => id === lane.id - Math.sign(lane.id));
  const [a, b] = [surface.outerT(section, lane, sM), inner ? surface.outerT(section, inner, sM) : 0];
  return { widthM: Math.abs(a - b), tM: (a + b) / 2 };
}
