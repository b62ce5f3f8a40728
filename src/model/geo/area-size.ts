// The size of an area on the WGS 84 ellipsoid, km². Its edges are what RFC 7946 says they are: straight in longitude and
// latitude. Exact but for the quadrature, whose error is below a square millimetre on areas of a city's size.
// Green: area = ∮ Q(φ) dλ with dQ/dφ = M N cos φ; Q in closed form (Snyder, Map Projections, 1987, eq. 3-12).

import type { Area, AreaRing } from "./area.ts";
import { WGS84_A, WGS84_F } from "./frames.ts";

const E2 = WGS84_F * (2 - WGS84_F);
const E = Math.sqrt(E2);
const RAD = Math.PI / 180;
/** Gauss–Legendre, 5 points: half nodes and weights on [0, 1]. */
const NODES = [0.5, 0.23076534494715845, 0.7692346550528415, 0.046910077030668, 0.953089922969332];
const WEIGHTS = [
  0.28444444444444444, 0.23931433524968324, 0.23931433524968324, 0.11846344252809454, 0.11846344252809454,
];
/** Edges longer than this are taken in pieces. */
const PIECE_DEG = 1;

/** Q(φ) − Q(φ₀), m², without the cancellation that the difference of two Q, or of two angles in radians, has. */
function beyond(latDeg: number, lat0Deg: number): number {
  const s = Math.sin(latDeg * RAD);
  const s0 = Math.sin(lat0Deg * RAD);
  const ds = 2 * Math.cos(((latDeg + lat0Deg) / 2) * RAD) * Math.sin(((latDeg - lat0Deg) / 2) * RAD);
  const plain = (ds * (1 + E2 * s * s0)) / (2 * (1 - E2 * s * s) * (1 - E2 * s0 * s0));
  const curved = Math.atanh((E * ds) / (1 - E2 * s * s0)) / (2 * E);
  return WGS84_A * WGS84_A * (1 - E2) * (plain + curved);
}

/** m², negative when the ring runs clockwise. */
function ringM2(ring: AreaRing): number {
  const [, lat0] = ring[0] as [number, number];
  let sum = 0;
  for (let i = 1; i < ring.length; i++) {
    const [lonA, latA] = ring[i - 1] as [number, number];
    const [lonB, latB] = ring[i] as [number, number];
    const pieces = Math.max(1, Math.ceil(Math.abs(latB - latA) / PIECE_DEG));
    for (let piece = 0; piece < pieces; piece++)
      for (let n = 0; n < NODES.length; n++) {
        const lat = latA + ((latB - latA) * (piece + (NODES[n] as number))) / pieces;
        sum += (((lonA - lonB) * (WEIGHTS[n] as number)) / pieces) * beyond(lat, lat0);
      }
  }
  return sum * RAD;
}

export function areaKm2({ polygons }: Area): number {
  let m2 = 0;
  for (const [outer, ...holes] of polygons) {
    m2 += Math.abs(ringM2(outer as AreaRing));
    for (const hole of holes) m2 -= Math.abs(ringM2(hole));
  }
  return m2 / 1e6;
}
