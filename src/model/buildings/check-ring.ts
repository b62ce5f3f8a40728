// Whether a ring in plan bounds an area: enough corners, numbers, some area, no edge across another. In any unit, x, y …
// without the first corner again. Rings that only touch themselves are let through. Runs for every footprint of a city,
// so that it makes no closures and few arrays.

export type RingFault = "number" | "corners" | "area" | "crossing";

/** Below this share of the perimeter's square an area is none: a metre of 100 m would be 1 µm wide. */
const LEAST_AREA = 1e-9;
/** Edges cross when they pass each other by this share of the ring's extent: 10 µm of 100 m. */
const LEAST_PASS = 1e-7;
/** Up to here looking at every pair is quicker than sorting. */
const FEW_EDGES = 40;

function sameCorner(a: ArrayLike<number>, i: number, j: number, count: number): boolean {
  for (let k = 0; k < count; k++) if (a[i + k] !== a[j + k]) return false;
  return true;
}

/**
 * Corners from..to of a list without those that repeat the one before, the closing one too.
 * @param width numbers of a corner in the list
 * @param keep how many of them to keep; corners are the same when these are
 */
export function openRing(
  list: ArrayLike<number>,
  width: number,
  keep: 2 | 3,
  from = 0,
  to = list.length,
): Float64Array {
  let end = to - ((to - from) % width);
  while (end - from > width && sameCorner(list, from, end - width, keep)) end -= width;
  let corners = 0;
  for (let i = from; i < end; i += width)
    if (i === from || !sameCorner(list, i, i - width, keep)) corners += 1;
  const out = new Float64Array(corners * keep);
  for (let i = from, n = 0; i < end; i += width)
    if (i === from || !sameCorner(list, i, i - width, keep))
      for (let k = 0; k < keep; k++) out[n++] = list[i + k] as number;
  return out;
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

/** Whether the edges from i to i2 and from j to j2 (offsets of corners) pass through each other by more than `least`. */
function edgesPass(
  ring: ArrayLike<number>,
  i: number,
  i2: number,
  j: number,
  j2: number,
  least: number,
): boolean {
  const ax = ring[i] as number;
  const ay = ring[i + 1] as number;
  const dx = (ring[i2] as number) - ax;
  const dy = (ring[i2 + 1] as number) - ay;
  const cx = ring[j] as number;
  const cy = ring[j + 1] as number;
  const own = least * Math.sqrt(dx * dx + dy * dy);
  const a = dx * (cy - ay) - (cx - ax) * dy;
  const b = dx * ((ring[j2 + 1] as number) - ay) - ((ring[j2] as number) - ax) * dy;
  if (a > 0 === b > 0 || !(Math.abs(a) > own && Math.abs(b) > own)) return false;
  const ex = (ring[j2] as number) - cx;
  const ey = (ring[j2 + 1] as number) - cy;
  const other = least * Math.sqrt(ex * ex + ey * ey);
  const c = ex * (ay - cy) - (ax - cx) * ey;
  const d = ex * ((ring[i2 + 1] as number) - cy) - ((ring[i2] as number) - cx) * ey;
  return c > 0 !== d > 0 && Math.abs(c) > other && Math.abs(d) > other;
}

function fewCross(ring: ArrayLike<number>, least: number): boolean {
  const n = ring.length;
  for (let i = 0; i + 4 < n; i += 2)
    for (let j = i + 4; j < n; j += 2) {
      const j2 = j + 2 === n ? 0 : j + 2;
      if (j2 !== i && edgesPass(ring, i, i + 2, j, j2, least)) return true;
    }
  return false;
}

function manyCross(ring: ArrayLike<number>, least: number): boolean {
  const n = ring.length;
  const west = new Float64Array(n / 2);
  const order = new Uint32Array(n / 2);
  for (let k = 0; k < order.length; k++) {
    west[k] = Math.min(ring[k * 2] as number, ring[(k * 2 + 2) % n] as number);
    order[k] = k;
  }
  order.sort((p, q) => (west[p] as number) - (west[q] as number));
  for (let a = 0; a < order.length; a++) {
    const i = (order[a] as number) * 2;
    const i2 = (i + 2) % n;
    const east = Math.max(ring[i] as number, ring[i2] as number);
    const south = Math.min(ring[i + 1] as number, ring[i2 + 1] as number);
    const north = Math.max(ring[i + 1] as number, ring[i2 + 1] as number);
    for (let b = a + 1; b < order.length && (west[order[b] as number] as number) <= east; b++) {
      const j = (order[b] as number) * 2;
      const j2 = (j + 2) % n;
      const y = ring[j + 1] as number;
      const y2 = ring[j2 + 1] as number;
      if ((y < south && y2 < south) || (y > north && y2 > north) || j === i2 || j2 === i) continue;
      if (edgesPass(ring, i, i2, j, j2, least)) return true;
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
  const least = LEAST_PASS * Math.max(east - west, north - south);
  // A bow tie of two equal halves has no area either, and is better called by its name.
  if (n > 6 && (n <= FEW_EDGES * 2 ? fewCross(ring, least) : manyCross(ring, least))) return "crossing";
  return Math.abs(twiceArea(ring)) > LEAST_AREA * perimeter * perimeter ? undefined : "area";
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
