// One piece of planView in its own frame (u along, v left), by arc length in metres. poly3 and paramPoly3 are
// evaluated by inverting arc length (Gauss-Legendre and Newton, < 0.01 mm), never by p = ds / L.

import type { PlanGeometry } from "./road-network.ts";

export interface CurvePoint {
  u: number;
  v: number;
  turnRad: number;
  curvature: number;
}

export type PlanCurve = (ds: number) => CurvePoint;

// 5-point Gauss-Legendre on [−1, 1].
const NODES = [0, -0.5384693101056831, 0.5384693101056831, -0.906179845938664, 0.906179845938664];
const WEIGHTS = [
  0.5688888888888889, 0.47862867049936647, 0.47862867049936647, 0.23692688505618908, 0.23692688505618908,
];

function gauss(f: (x: number) => number, a: number, b: number): number {
  const half = (b - a) / 2;
  const middle = (a + b) / 2;
  let sum = 0;
  for (let i = 0; i < 5; i++) sum += (WEIGHTS[i] as number) * f(middle + half * (NODES[i] as number));
  return sum * half;
}

/** ∫cos and ∫sin of k0·r + k'·r²/2 from 0 to ds, in pieces that turn by at most half a radian. */
function clothoid(k0: number, rate: number, ds: number): [number, number] {
  const turn = Math.max(Math.abs(k0), Math.abs(k0 + rate * ds)) * Math.abs(ds);
  const pieces = Math.min(4096, Math.max(1, Math.ceil(turn * 2)));
  let u = 0;
  let v = 0;
  for (let i = 0; i < pieces; i++) {
    const a = (ds * i) / pieces;
    const b = (ds * (i + 1)) / pieces;
    u += gauss((r) => Math.cos(r * (k0 + 0.5 * rate * r)), a, b);
    v += gauss((r) => Math.sin(r * (k0 + 0.5 * rate * r)), a, b);
  }
  return [u, v];
}

function curved(k0: number, k1: number, lengthM: number): PlanCurve {
  const rate = lengthM > 0 ? (k1 - k0) / lengthM : 0;
  if (Math.abs(rate) < 1e-15 && Math.abs(k0) > 1e-12)
    return (ds) => ({
      u: Math.sin(k0 * ds) / k0,
      v: (2 * Math.sin((k0 * ds) / 2) * Math.sin((k0 * ds) / 2)) / k0,
      turnRad: k0 * ds,
      curvature: k0,
    });
  return (ds) => {
    const [u, v] = clothoid(k0, rate, ds);
    return { u, v, turnRad: ds * (k0 + 0.5 * rate * ds), curvature: k0 + rate * ds };
  };
}

type Cubic = readonly [number, number, number, number];
const value = ([a, b, c, d]: Cubic, p: number) => a + p * (b + p * (c + p * d));
const slope = ([, b, c, d]: Cubic, p: number) => b + p * (2 * c + p * 3 * d);
const bend = ([, , c, d]: Cubic, p: number) => 2 * c + p * 6 * d;

const TABLE_STEPS = 32;

const speedOf = (u: Cubic, v: Cubic) => (p: number) => Math.hypot(slope(u, p), slope(v, p));

/** Arc length of the parametric cubic from 0 to p. */
export function parametricLength(u: Cubic, v: Cubic, p: number): number {
  const speed = speedOf(u, v);
  let sum = 0;
  for (let i = 0; i < TABLE_STEPS; i++)
    sum += gauss(speed, (p * i) / TABLE_STEPS, (p * (i + 1)) / TABLE_STEPS);
  return sum;
}

/** A parametric cubic by arc length; beyond pEnd it goes on with the same polynomial. */
function parametric(u: Cubic, v: Cubic, pEnd: number): PlanCurve {
  const speed = speedOf(u, v);
  const step = pEnd / TABLE_STEPS;
  const lengths = new Float64Array(TABLE_STEPS + 1);
  for (let i = 0; i < TABLE_STEPS; i++)
    lengths[i + 1] = (lengths[i] as number) + gauss(speed, i * step, (i + 1) * step);
  const parameterAt = (ds: number): number => {
    let k = 0;
    let high = TABLE_STEPS;
    while (high - k > 1) {
      const middle = (k + high) >> 1;
      if ((lengths[middle] as number) <= ds) k = middle;
      else high = middle;
    }
    const from = k * step;
    const target = ds - (lengths[k] as number);
    let p = from + target / Math.max(speed(from), 1e-9);
    for (let turn = 0; turn < 12; turn++) {
      const miss = gauss(speed, from, p) - target;
      const dp = miss / Math.max(speed(p), 1e-9);
      p -= dp;
      if (Math.abs(miss) < 1e-9) break;
    }
    return p;
  };
  return (ds) => {
    const p = parameterAt(ds);
    const du = slope(u, p);
    const dv = slope(v, p);
    const speed3 = Math.hypot(du, dv) * (du * du + dv * dv);
    return {
      u: value(u, p),
      v: value(v, p),
      turnRad: Math.atan2(dv, du),
      curvature: speed3 > 0 ? (du * bend(v, p) - dv * bend(u, p)) / speed3 : 0,
    };
  };
}

/** poly3 is v(u): its end is where the arc length is used up, found by doubling. */
function poly3End(v: Cubic, lengthM: number): number {
  return Math.max(lengthM, 1e-9) / Math.max(1, Math.hypot(1, slope(v, 0)) * 0.5);
}

/** @throws nothing: a degenerate piece is a line. */
export function planCurve({ shape, lengthM }: PlanGeometry): PlanCurve {
  switch (shape.kind) {
    case "line":
      return (ds) => ({ u: ds, v: 0, turnRad: 0, curvature: 0 });
    case "arc":
      return curved(shape.curvature, shape.curvature, lengthM);
    case "spiral":
      return curved(shape.curvStart, shape.curvEnd, lengthM);
    case "poly3": {
      const v: Cubic = [shape.a, shape.b, shape.c, shape.d];
      return parametric([0, 1, 0, 0], v, poly3End(v, lengthM));
    }
    case "paramPoly3":
      return parametric(
        [shape.aU, shape.bU, shape.cU, shape.dU],
        [shape.aV, shape.bV, shape.cV, shape.dV],
        shape.pRange === "normalized" ? 1 : Math.max(lengthM, 1e-9),
      );
  }
}
