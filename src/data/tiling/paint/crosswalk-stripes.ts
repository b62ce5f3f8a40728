// Zebra stripes over a crosswalk's outline: parallel to traffic, clipped to the outline. Plane measures of the object, u
// forward, v left, metres.

import type { Point, Polygon } from "./drape.ts";

const NEARLY_SQUARE = 1.15;
const SKEW_RAD = (40 * Math.PI) / 180;

const turned = ([x, y]: Readonly<Point>, rad: number): Point => [
  x * Math.cos(rad) - y * Math.sin(rad),
  x * Math.sin(rad) + y * Math.cos(rad),
];

/** What of a polygon lies at y0 … y1. */
function band(polygon: Polygon, y0: number, y1: number): Polygon {
  const clip = (points: Polygon, inside: (y: number) => boolean, at: number): Polygon =>
    points.flatMap((b, i) => {
      const a = points.at(i - 1) as Point;
      const out: Polygon = [];
      if (inside(a[1]) !== inside(b[1])) out.push([a[0] + ((b[0] - a[0]) * (at - a[1])) / (b[1] - a[1]), at]);
      if (inside(b[1])) out.push(b);
      return out;
    });
  return clip(
    clip(polygon, (y) => y >= y0, y0),
    (y) => y <= y1,
    y1,
  );
}

/** Heading of traffic in the crosswalk's own plane: the road's, unless people plainly walk another way. */
function trafficHeading(outline: Polygon, roadRad: number): number {
  const sides = outline.map((a, i) => {
    const b = outline[(i + 1) % outline.length] as Point;
    return { rad: Math.atan2(b[1] - a[1], b[0] - a[0]), long: Math.hypot(b[0] - a[0], b[1] - a[1]) };
  });
  const longest = sides.reduce((a, b) => (b.long > a.long ? b : a));
  const shortest = sides.reduce((a, b) => (b.long < a.long ? b : a));
  if (longest.long < shortest.long * NEARLY_SQUARE) return roadRad;
  const across = longest.rad + Math.PI / 2;
  const apart = (((across - roadRad) % Math.PI) + Math.PI) % Math.PI;
  return Math.min(apart, Math.PI - apart) < SKEW_RAD ? roadRad : across;
}

/**
 * @param roadRad heading of the road in the outline's plane
 * @returns stripes of stripeM with gapM between, as many as fit, centred
 */
export function crosswalkStripes(
  outline: Polygon,
  roadRad: number,
  stripeM: number,
  gapM: number,
): Polygon[] {
  const heading = trafficHeading(outline, roadRad);
  const level = outline.map((p) => turned(p, -heading));
  const ys = level.map(([, y]) => y);
  const [low, high] = [Math.min(...ys), Math.max(...ys)];
  const count = Math.floor((high - low + gapM + 1e-6) / (stripeM + gapM));
  const used = count * (stripeM + gapM) - gapM;
  const start = (low + high - used) / 2;
  return Array.from({ length: Math.max(0, count) }, (_, i) => {
    const y = start + i * (stripeM + gapM);
    return band(level, y, y + stripeM).map((p) => turned(p, heading));
  }).filter((stripe) => stripe.length >= 3);
}
