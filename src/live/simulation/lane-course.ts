// A lane node on the globe: where a vehicle at a distance along it stands and points. Degrees, ellipsoidal metres,
// headingRad clockwise from north. Interpolated between samples that lie within 1 cm of the lane's centre.

import { enuFrame, geodeticToEcef } from "../../model/geo/frames.ts";
import type { LaneNode } from "../../model/roads/lane-graph.ts";

export interface CoursePose {
  lonDeg: number;
  latDeg: number;
  heightM: number;
  headingRad: number;
}

export interface LaneCourse {
  poseAt(distanceM: number, out: CoursePose): CoursePose;
}

export type ToGeodetic = (p: [number, number, number]) => { lonDeg: number; latDeg: number; heightM: number };

/** Index k with at[k] ≤ distance < at[k + 1], within the samples. */
export function sampleBefore(at: Float64Array, distance: number): number {
  let low = 0;
  let high = at.length - 2;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((at[middle] as number) <= distance) low = middle;
    else high = middle - 1;
  }
  return low;
}

export function laneCourse({ at, points }: LaneNode, toGeodetic: ToGeodetic): LaneCourse {
  const n = at.length;
  const lon = new Float64Array(n);
  const lat = new Float64Array(n);
  const height = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    const p = toGeodetic([points[i * 3] as number, points[i * 3 + 1] as number, points[i * 3 + 2] as number]);
    lon[i] = p.lonDeg;
    lat[i] = p.latDeg;
    height[i] = p.heightM;
  }
  const frame = enuFrame(lon[0] as number, lat[0] as number, height[0] as number);
  const heading = new Float64Array(n);
  const enu = (i: number) =>
    frame.toEnu(...geodeticToEcef(lon[i] as number, lat[i] as number, height[i] as number));
  // At a sample the direction of the chord across it: a smooth turn instead of a kink.
  for (let i = 0; i < n; i++) {
    const a = enu(Math.max(0, i - 1));
    const b = enu(Math.min(n - 1, i + 1));
    heading[i] = Math.atan2(b[0] - a[0], b[1] - a[1]);
  }
  return {
    poseAt(distance, out) {
      const k = sampleBefore(at, distance);
      const span = (at[k + 1] as number) - (at[k] as number);
      const w = Math.min(1, Math.max(0, span > 0 ? (distance - (at[k] as number)) / span : 0));
      const mix = (a: Float64Array) => (a[k] as number) + w * ((a[k + 1] as number) - (a[k] as number));
      let turn = (heading[k + 1] as number) - (heading[k] as number);
      turn -= 2 * Math.PI * Math.round(turn / (2 * Math.PI));
      out.lonDeg = mix(lon);
      out.latDeg = mix(lat);
      out.heightM = mix(height);
      out.headingRad = (heading[k] as number) + w * turn;
      return out;
    },
  };
}
