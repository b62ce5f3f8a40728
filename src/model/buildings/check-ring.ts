// Whether a ring in plan bounds an area: enough corners, numbers, some area, no edge across another. In any unit, x, y …
// without the first corner again. Rings that only touch themselves are let through.

export type RingFault = "number" | "corners" | "area" | "crossing";

/** Below this share of the perimeter's square an area is none: a metre of 100 m would be 1 µm wide. */
const LEAST_AREA = 1e-9;
/** Edges cross when they pass each other by this share of the ring's extent: 10 µm of 100 m. */
const LEAST_PASS = 1e-7;
/** Up to here looking at every pair is quicker than sorting. */
const FEW_EDGES = 40;

/** Without corners that repeat the one before, the closing one too. @param width numbers of a corner, x and y first */
export function openRing(ring: ArrayLike<number>, width: 2 | 3): Float64Array {
  const out = new Float64Array(ring.length);
  let n = 0;
  const same = (a: number, from: ArrayLike<number>, b: number) => {
    for (let k = 0; k < width; k++) if (out[a + k] !== from[b + k]) return false;
    return true;
  };
  for (let i = 0; i + width <= ring.length; i += width) {
    if (n > 0 && same(n - width, ring, i)) continue;
    for (let k = 0; k < width; k++) out[n++] = ring[i + k] as number;
  }
  while (n > width && same(n - width, out, 0)) n -= width;
  return n === out.length ? out : out.slice(0, n);
}

/** Twice the signed area, counter-clockwise positive. */
export function twiceArea(ring: ArrayLike<number>): number {
  const x0 = ring[0] as number;
  const y0 = ring[1] as number;
  let twice = 0;
  for (let i = 2; i + 3 < ring.length; i += 2)
    twice +=
      ((ring[i] as number) - x0) * ((ring[i + 3] as number) - y0) -
      ((ring[i + 2] as number) - x0) * ((ring[i + 1] as number) - y0);
  return twice;
}

function crosses(ring: ArrayLike<number>, extent: number): boolean {
  const n = ring.length / 2;
  const least = LEAST_PASS * extent;
  const x = (i: number) => ring[(i % n) * 2] as number;
  const y = (i: number) => ring[(i % n) * 2 + 1] as number;
  /** How far corner k lies left of edge i. */
  const left = (i: number, k: number, length: number) =>
    ((x(i + 1) - x(i)) * (y(k) - y(i)) - (x(k) - x(i)) * (y(i + 1) - y(i))) / length;
  const pass = (i: number, j: number): boolean => {
    if (j === (i + 1) % n || i === (j + 1) % n) return false;
    if (Math.max(y(i), y(i + 1)) < Math.min(y(j), y(j + 1))) return false;
    if (Math.max(y(j), y(j + 1)) < Math.min(y(i), y(i + 1))) return false;
    const own = Math.hypot(x(i + 1) - x(i), y(i + 1) - y(i));
    const a = left(i, j, own);
    const b = left(i, j + 1, own);
    if (!(Math.min(Math.abs(a), Math.abs(b)) > least) || a > 0 === b > 0) return false;
    const other = Math.hypot(x(j + 1) - x(j), y(j + 1) - y(j));
    const c = left(j, i, other);
    const d = left(j, i + 1, other);
    return Math.min(Math.abs(c), Math.abs(d)) > least && c > 0 !== d > 0;
  };
  const westOf = (i: number) => Math.min(x(i), x(i + 1));
  const eastOf = (i: number) => Math.max(x(i), x(i + 1));
  const order = Array.from({ length: n }, (_, i) => i);
  if (n > FEW_EDGES) order.sort((i, j) => westOf(i) - westOf(j));
  for (let a = 0; a < n; a++) {
    const i = order[a] as number;
    const east = eastOf(i);
    for (let b = a + 1; b < n; b++) {
      const j = order[b] as number;
      if (westOf(j) > east) {
        if (n > FEW_EDGES) break;
        continue;
      }
      if (eastOf(j) >= westOf(i) && pass(i, j)) return true;
    }
  }
  return false;
}

/** @returns undefined for a ring that bounds an area */
export function ringFault(ring: ArrayLike<number>): RingFault | undefined {
  let west = Infinity;
  let east = -Infinity;
  let south = Infinity;
  let north = -Infinity;
  let perimeter = 0;
  const n = ring.length;
  for (let i = 0; i < n; i += 2) {
    const x = ring[i] as number;
    const y = ring[i + 1] as number;
    if (!Number.isFinite(x) || !Number.isFinite(y)) return "number";
    if (x < west) west = x;
    if (x > east) east = x;
    if (y < south) south = y;
    if (y > north) north = y;
    const next = i + 2 < n ? i + 2 : 0;
    perimeter += Math.abs((ring[next] as number) - x) + Math.abs((ring[next + 1] as number) - y);
  }
  if (n < 6) return "corners";
  if (!(Math.abs(twiceArea(ring)) > LEAST_AREA * perimeter * perimeter))
    // A bow tie of two equal halves has no area either, and is better called by its name.
    return crosses(ring, Math.max(east - west, north - south)) ? "crossing" : "area";
  if (n === 6) return undefined;
  return crosses(ring, Math.max(east - west, north - south)) ? "crossing" : undefined;
}

/** Whether a corner of `hole` that is not on the outer ring lies inside it. */
export function ringInside(hole: ArrayLike<number>, outer: ArrayLike<number>): boolean {
  for (let k = 0; k < hole.length; k += 2) {
    const x = hole[k] as number;
    const y = hole[k + 1] as number;
    let inside = false;
    let on = false;
    for (let i = 0, j = outer.length - 2; i < outer.length; j = i, i += 2) {
      const xi = outer[i] as number;
      const yi = outer[i + 1] as number;
      const xj = outer[j] as number;
      const yj = outer[j + 1] as number;
      if ((xi === x && yi === y) || (xj === x && yj === y)) on = true;
      if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) inside = !inside;
    }
    if (!on) return inside;
  }
  return true;
}
