// Zebra stripes over a crosswalk's outline: parallel to traffic, clipped to the outline. Plane measures of the object, u
// forward, v left, metres.

import type { Point, Polygon } from "./drape.ts";

const NEARLY_SQUARE = 1.5;

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

/** Heading of traffic in the crosswalk's own plane: along its ends, which are the sides beside the longest. */
function trafficHeading(outline: Polygon, roadRad: number): number {
  const sides = outline.map((a, i): Point => {
    const b = outline[(i + 1) % outline.length] as Point;
    return [b[0] - a[0], b[1] - a[1]];
  });
  const long = (i: number) => Math.hypot(...(sides.at(i % sides.length) as Point));
  const k = sides.reduce((best, _, i) => (long(i) > long(best) ? i : best), 0);
  const [along, after, before] = [k, k + 1, k - 1].map((i) => sides.at(i % sides.length)) as [
    Point,
    Point,
    Point,
  ];
  // The two ends run opposite ways around the outline.
  const across =
    sides.length === 4
      ? Math.atan2(after[1] - before[1], after[0] - before[0])
      : Math.atan2(along[0], -along[1]);
  if (long(k) > Math.max(long(k + 1), long(k - 1)) * NEARLY_SQUARE) return across;
  // As deep as it is wide: the road tells which way people walk.
  const walk = Math.atan2(along[1], along[0]);
  return Math.abs(Math.cos(across - roadRad)) >= Math.abs(Math.cos(walk - roadRad)) ? across : walk;
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
