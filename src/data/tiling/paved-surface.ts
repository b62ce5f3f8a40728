// A road's ground as it is drawn: points at s, t on the lanes' own strips, which are straight from edge to edge and may be
// raised or level. One cross-section serves all points of a station. Metres.

import type { Vec3 } from "../../model/geo/frames.ts";
import { cubicAt } from "../../model/roads/cubic.ts";
import { type LaneGeometry, laneGeometry } from "../../model/roads/lane-geometry.ts";
import type { ReferenceLine } from "../../model/roads/reference-line.ts";
import { isPlane } from "../../model/roads/remembered-line.ts";
import type { Lane, LaneSection } from "../../model/roads/road-network.ts";

/** Points of one station: t left positive, h over the ground along its own up. */
export type Profile = (tM: number, hM: number) => Vec3;

export interface PavedSurface {
  line: ReferenceLine;
  /** With a lane the profile goes on from that lane's outer edge: paint at a kerb stays on its own lane. */
  profile(sM: number, along?: { section: LaneSection; lane: Lane }): Profile;
  /** Lane under a place, when there is one. */
  laneAt(sM: number, tM: number): Lane | undefined;
  outerT(section: LaneSection, lane: Lane, sM: number): number;
}

interface Strip {
  lane: Lane;
  inner: number;
  outer: number;
}

export function pavedSurface(line: ReferenceLine): PavedSurface {
  const { road } = line;
  const shaped = !isPlane(road);
  const geometries = new Map<Lane, LaneGeometry>();
  const geometryOf = (section: LaneSection, lane: Lane) => {
    let geometry = geometries.get(lane);
    if (!geometry) {
      geometry = laneGeometry(line, section, lane);
      geometries.set(lane, geometry);
    }
    return geometry;
  };
  const outward = new Map<LaneSection, [Lane[], Lane[]]>();
  const sides = (section: LaneSection) => {
    let both = outward.get(section);
    if (!both) {
      const of = (sign: number) =>
        section.lanes.filter(({ id }) => id * sign > 0).sort((a, b) => Math.abs(a.id) - Math.abs(b.id));
      both = [of(1), of(-1)];
      outward.set(section, both);
    }
    return both;
  };
  const strips = (section: LaneSection, s: number, sign: number): Strip[] => {
    let inner = cubicAt(road.laneOffset, s);
    return sides(section)[sign > 0 ? 0 : 1].map((lane) => {
      let outer = inner;
      if (lane.width.length > 0) outer = inner + sign * Math.max(0, cubicAt(lane.width, s - section.sM));
      else if (lane.border.length > 0) outer = cubicAt(lane.border, s - section.sM);
      const strip = { lane, inner, outer };
      inner = outer;
      return strip;
    });
  };
  const sectionAt = (s: number) =>
    road.sections.findLast(({ sM }) => sM <= s + 1e-6) ?? (road.sections[0] as LaneSection | undefined);
  const stripAt = (section: LaneSection, s: number, t: number): Strip | undefined => {
    const sign = t >= cubicAt(road.laneOffset, s) ? 1 : -1;
    return strips(section, s, sign).find(({ outer, lane }) => sign * (outer - t) >= 0 && !lane.polyline);
  };
  const uneven = new Map(
    road.sections.map((section) => [
      section,
      shaped || section.lanes.some(({ height, level }) => height.length > 0 || level),
    ]),
  );

  return {
    line,
    laneAt: (s, t) => {
      const section = sectionAt(s);
      return section && stripAt(section, s, t)?.lane;
    },
    outerT: (section, lane, s) =>
      lane.id === 0
        ? cubicAt(road.laneOffset, s)
        : (strips(section, s, Math.sign(lane.id)).find((strip) => strip.lane === lane)?.outer ?? 0),
    profile(s, along) {
      const section = along?.section ?? sectionAt(s);
      const { origin, left, up } = line.crossSection(s);
      const from = (p: Vec3, t: number, h: number): Vec3 => [
        p[0] + t * left[0] + h * up[0],
        p[1] + t * left[1] + h * up[1],
        p[2] + t * left[2] + h * up[2],
      ];
      if (!section || !uneven.get(section)) return (t, h) => from(origin, t, h);
      if (along && along.lane.id !== 0) {
        const t0 = this.outerT(section, along.lane, s);
        const edge = geometryOf(section, along.lane).edge(along.lane.id > 0 ? "left" : "right", s);
        return (t, h) => from(edge, t - t0, h);
      }
      return (t, h) => {
        const strip = stripAt(section, s, t);
        if (!strip || Math.abs(strip.outer - strip.inner) < 1e-6) return line.point(s, t, h);
        const geometry = geometryOf(section, strip.lane);
        const [l, r] = [geometry.edge("left", s), geometry.edge("right", s)];
        const high = Math.max(strip.inner, strip.outer);
        const w = (high - t) / Math.abs(strip.outer - strip.inner);
        const on: Vec3 = [l[0] + w * (r[0] - l[0]), l[1] + w * (r[1] - l[1]), l[2] + w * (r[2] - l[2])];
        return from(on, 0, h);
      };
    },
  };
}
