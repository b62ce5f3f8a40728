// From the projected plane to the ENU frame at the city's anchor, by a series of second order about the district's middle:
// within a millimetre over the district, and a hundred times faster than the way over the globe.

import type { EnuFrame, Vec3 } from "../../../model/geo/frames.ts";
import { geodeticToEcef } from "../../../model/geo/frames.ts";
import type { Crs } from "../../../model/geo/projections.ts";
import { toPlane } from "../roads/district-plan.ts";

export type ToEnu = (u: number, v: number, z: number) => Vec3;

const STEP_M = 1500;

export function districtToEnu(crs: Crs, anchor: EnuFrame): ToEnu {
  const exact = (u: number, v: number, z: number): Vec3 => {
    const { lonDeg, latDeg, heightM } = crs.toGeodetic(...toPlane(u, v), z);
    return anchor.toEnu(...geodeticToEcef(lonDeg, latDeg, heightM));
  };
  const z0 = anchor.origin.heightM;
  const rise = (u: number, v: number): Vec3 => {
    const [a, b] = [exact(u, v, z0), exact(u, v, z0 + 100)];
    return [0, 1, 2].map((i) => ((b[i] as number) - (a[i] as number)) / 100) as Vec3;
  };
  const at = (f: (u: number, v: number) => Vec3) => {
    const h = STEP_M;
    const [o, e, w, n, s] = [f(0, 0), f(h, 0), f(-h, 0), f(0, h), f(0, -h)] as [Vec3, Vec3, Vec3, Vec3, Vec3];
    const [ne, sw, nw, se] = [f(h, h), f(-h, -h), f(-h, h), f(h, -h)] as [Vec3, Vec3, Vec3, Vec3];
    return [0, 1, 2].map((i) => {
      const k = i as 0 | 1 | 2;
      return {
        c: o[k],
        u: (e[k] - w[k]) / (2 * h),
        v: (n[k] - s[k]) / (2 * h),
        uu: (e[k] - 2 * o[k] + w[k]) / (2 * h * h),
        vv: (n[k] - 2 * o[k] + s[k]) / (2 * h * h),
        uv: (ne[k] + sw[k] - nw[k] - se[k]) / (4 * h * h),
      };
    });
  };
  const plan = at((u, v) => exact(u, v, z0));
  const up = at(rise);
  return (u, v, z) => {
    const h = z - z0;
    const out: Vec3 = [0, 0, 0];
    for (let i = 0; i < 3; i++) {
      const p = plan[i] as (typeof plan)[number];
      const r = up[i] as (typeof up)[number];
      out[i] =
        p.c + p.u * u + p.v * v + p.uu * u * u + p.vv * v * v + p.uv * u * v + h * (r.c + r.u * u + r.v * v);
    }
    return out;
  };
}
