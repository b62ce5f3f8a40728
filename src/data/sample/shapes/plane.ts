// Plan shapes in the district's axes: metres, u east along the avenue, v north of it, rings counter-clockwise without
// repeating their first corner.

export type Point = readonly [number, number];
export type Ring = readonly Point[];

export interface Rect {
  u0: number;
  v0: number;
  u1: number;
  v1: number;
}

export const rect = (u0: number, v0: number, u1: number, v1: number): Rect => ({ u0, v0, u1, v1 });
export const widthOf = ({ u0, u1 }: Rect): number => u1 - u0;
export const depthOf = ({ v0, v1 }: Rect): number => v1 - v0;
export const middleOf = ({ u0, v0, u1, v1 }: Rect): Point => [(u0 + u1) / 2, (v0 + v1) / 2];
export const inset = ({ u0, v0, u1, v1 }: Rect, byM: number): Rect =>
  rect(u0 + byM, v0 + byM, u1 - byM, v1 - byM);
export const ringOf = ({ u0, v0, u1, v1 }: Rect): Ring => [
  [u0, v0],
  [u1, v0],
  [u1, v1],
  [u0, v1],
];
export const around = (u: number, v: number, width: number, depth: number): Rect =>
  rect(u - width / 2, v - depth / 2, u + width / 2, v + depth / 2);

/** A rectangle with its corners cut off. */
export function chamfered({ u0, v0, u1, v1 }: Rect, byM: number): Ring {
  return [
    [u0 + byM, v0],
    [u1 - byM, v0],
    [u1, v0 + byM],
    [u1, v1 - byM],
    [u1 - byM, v1],
    [u0 + byM, v1],
    [u0, v1 - byM],
    [u0, v0 + byM],
  ];
}

/** Two half circles joined by straights along u: a running track's kerb. */
export function stadium(u: number, v: number, straightM: number, radiusM: number, steps = 14): Point[] {
  const out: Point[] = [];
  for (const side of [1, -1])
    for (let i = 0; i <= steps; i++) {
      const a = -Math.PI / 2 + (Math.PI * i) / steps + (side < 0 ? Math.PI : 0);
      out.push([u + (side * straightM) / 2 + radiusM * Math.cos(a), v + radiusM * Math.sin(a)]);
    }
  return out;
}

export function ellipse(u: number, v: number, a: number, b: number, steps = 20): Point[] {
  return Array.from({ length: steps }, (_, i): Point => {
    const w = (2 * Math.PI * i) / steps;
    return [u + a * Math.cos(w), v + b * Math.sin(w)];
  });
}

export function areaOf(ring: Ring): number {
  let sum = 0;
  for (let i = 0; i < ring.length; i++) {
    const [x, y] = ring[i] as Point;
    const [nx, ny] = ring[(i + 1) % ring.length] as Point;
    sum += x * ny - nx * y;
  }
  return sum / 2;
}

export function contains(ring: Ring, [u, v]: Point): boolean {
  let inside = false;
  for (let i = 0, k = ring.length - 1; i < ring.length; k = i++) {
    const [ax, ay] = ring[i] as Point;
    const [bx, by] = ring[k] as Point;
    if (ay > v !== by > v && u < ((bx - ax) * (v - ay)) / (by - ay) + ax) inside = !inside;
  }
  return inside;
}

/** What of a ring lies where axis (0: u, 1: v) is above or below a value. */
export function cut(ring: Ring, axis: 0 | 1, at: number, above: boolean): Point[] {
  const out: Point[] = [];
  const inside = (p: Point) => (above ? p[axis] >= at : p[axis] <= at);
  for (let i = 0; i < ring.length; i++) {
    const a = ring[(i + ring.length - 1) % ring.length] as Point;
    const b = ring[i] as Point;
    if (inside(a) !== inside(b)) {
      const [p, q] = a[axis] < b[axis] ? [a, b] : [b, a];
      const w = (at - p[axis]) / (q[axis] - p[axis]);
      const across = (1 - axis) as 0 | 1;
      const other = p[across] + w * (q[across] - p[across]);
      out.push(axis === 0 ? [at, other] : [other, at]);
    }
    if (inside(b)) out.push(b);
  }
  return out;
}

/** Splits along an axis at values in between; widths as given, the last takes what is left. */
export function sliced(whole: Rect, axis: "u" | "v", widths: readonly number[]): Rect[] {
  const out: Rect[] = [];
  let at = axis === "u" ? whole.u0 : whole.v0;
  const end = axis === "u" ? whole.u1 : whole.v1;
  for (const [i, w] of widths.entries()) {
    const to = i === widths.length - 1 ? end : Math.min(end, at + w);
    if (to - at > 0.01)
      out.push(axis === "u" ? rect(at, whole.v0, to, whole.v1) : rect(whole.u0, at, whole.u1, to));
    at = to;
  }
  return out;
}

export const shrunkRect = inset;
