// Evaluates a road: the reference line by arc length and the surface frame around it (e_s, e_t, e_h with pitch and
// roll). Metres and radians in the dataset's plane. OpenDRIVE 1.8.1, chapters 8 to 10. Lanes are in lane-geometry.ts.

import type { Vec3 } from "../geo/frames.ts";
import { cubicAt, cubicSlopeAt, cubicValue, recordAt } from "./cubic.ts";
import { type PlanCurve, planCurve } from "./plan-curve.ts";
import type { Road, RoadNetwork } from "./road-network.ts";

export interface PlanPoint {
  x: number;
  y: number;
  headingRad: number;
  curvature: number;
}

/** Where the cross-section stands at an s: origin, horizontal left, left along the surface, up from the surface. */
export interface CrossSection {
  origin: Vec3;
  level: Vec3;
  left: Vec3;
  up: Vec3;
}

export interface ReferenceLine {
  road: Road;
  plan(sM: number): PlanPoint;
  crossSection(sM: number): CrossSection;
  /** World point at s, t (left positive) and h over the road surface. */
  point(sM: number, tM: number, hM?: number): Vec3;
}

/** h of the lateral profile (shape) at s and t. */
function shapeHeight(road: Road): (s: number, t: number) => number {
  const stations = new Map<number, { sM: number; a: number; b: number; c: number; d: number }[]>();
  for (const { sM, tM, a, b, c, d } of road.shape) {
    const profile = stations.get(sM) ?? [];
    profile.push({ sM: tM, a, b, c, d });
    stations.set(sM, profile);
  }
  const list = [...stations]
    .map(([sM, profile]) => ({ sM, profile: profile.sort((p, q) => p.sM - q.sM) }))
    .sort((p, q) => p.sM - q.sM);
  const height = (profile: (typeof list)[number]["profile"], t: number) => {
    const record = profile[Math.max(0, recordAt(profile, t))];
    return record ? cubicValue(record, Math.max(0, t - record.sM)) : 0;
  };
  if (list.length === 0) return () => 0;
  return (s, t) => {
    const k = recordAt(list, s);
    const before = list[Math.max(0, k)] as (typeof list)[number];
    const after = list[k + 1];
    const here = height(before.profile, t);
    if (k < 0 || !after) return here;
    const w = (s - before.sM) / (after.sM - before.sM);
    return (1 - w) * here + w * height(after.profile, t);
  };
}

/** h of OpenDRIVE 1.8 surface strips, from the innermost outward on each side. */
function stripHeight(road: Road): (s: number, t: number) => number {
  const surface = road.crossSectionSurface;
  if (!surface) return () => 0;
  return (s, t) => {
    const across = t - cubicAt(surface.tOffset, s);
    const side = Math.sign(across);
    let from = 0;
    let base = 0;
    const strips = surface.strips
      .filter(({ id }) => Math.sign(id) === side)
      .sort((p, q) => Math.abs(p.id) - Math.abs(q.id));
    for (const [i, strip] of strips.entries()) {
      const last = i === strips.length - 1 || strip.width.length === 0;
      const width = last ? Number.POSITIVE_INFINITY : cubicAt(strip.width, s);
      const x = Math.min(Math.abs(across) - from, width);
      const own =
        cubicAt(strip.constant, s) +
        x * (cubicAt(strip.linear, s) + x * (cubicAt(strip.quadratic, s) + x * cubicAt(strip.cubic, s)));
      const h = strip.mode === "relative" ? base + own : own;
      if (Math.abs(across) <= from + width) return h;
      base = h;
      from += width;
    }
    return base;
  };
}

/** Builds the evaluator once per road; arc-length tables live in it. */
export function referenceLine(road: Road): ReferenceLine {
  const curves: PlanCurve[] = road.planView.map(planCurve);
  const shape = shapeHeight(road);
  const strips = stripHeight(road);

  const plan = (s: number): PlanPoint => {
    const k = Math.max(0, recordAt(road.planView, s));
    const piece = road.planView[k];
    const curve = curves[k];
    if (!piece || !curve) return { x: Number.NaN, y: Number.NaN, headingRad: Number.NaN, curvature: 0 };
    const { u, v, turnRad, curvature } = curve(s - piece.sM);
    const c = Math.cos(piece.headingRad);
    const n = Math.sin(piece.headingRad);
    return {
      x: piece.x + c * u - n * v,
      y: piece.y + n * u + c * v,
      headingRad: piece.headingRad + turnRad,
      curvature,
    };
  };

  const crossSection = (s: number): CrossSection => {
    const { x, y, headingRad } = plan(s);
    const slope = cubicSlopeAt(road.elevation, s);
    const cosPitch = 1 / Math.sqrt(1 + slope * slope);
    const sinPitch = slope * cosPitch;
    const roll = cubicAt(road.superelevation, s);
    const cosRoll = Math.cos(roll);
    const sinRoll = Math.sin(roll);
    const ch = Math.cos(headingRad);
    const sh = Math.sin(headingRad);
    const up: Vec3 = [-ch * sinPitch, -sh * sinPitch, cosPitch];
    return {
      origin: [x, y, cubicAt(road.elevation, s)],
      level: [-sh, ch, 0],
      left: [-sh * cosRoll + up[0] * sinRoll, ch * cosRoll + up[1] * sinRoll, up[2] * sinRoll],
      up: [up[0] * cosRoll + sh * sinRoll, up[1] * cosRoll - ch * sinRoll, up[2] * cosRoll],
    };
  };

  const surfaceHeight = (s: number, t: number): number => {
    let h = shape(s, t) + strips(s, t);
    if (road.crossfall.length > 0 && t !== 0) {
      const side = t > 0 ? "left" : "right";
      const angle = cubicAt(
        road.crossfall.filter((r) => r.side === side || r.side === "both"),
        s,
      );
      h -= Math.abs(t) * Math.tan(angle);
    }
    return h;
  };

  return {
    road,
    plan,
    crossSection,
    point(s, t, h = 0) {
      const { origin, left, up } = crossSection(s);
      const over = h + surfaceHeight(s, t);
      return [
        origin[0] + t * left[0] + over * up[0],
        origin[1] + t * left[1] + over * up[1],
        origin[2] + t * left[2] + over * up[2],
      ];
    },
  };
}

/** From the file's plane to its CRS: turn by the header's heading, then shift (OpenDRIVE 1.6, header offset). */
export function applyHeaderOffset({ dataset: { headerOffset } }: RoadNetwork, [x, y, z]: Vec3): Vec3 {
  const c = Math.cos(headerOffset.headingRad);
  const n = Math.sin(headerOffset.headingRad);
  return [x * c - y * n + headerOffset.x, x * n + y * c + headerOffset.y, z + headerOffset.z];
}
