// Which post a pointer means: the one whose picture, from foot to top, is nearest within reach. CSS pixels.

export interface PixelPoint {
  xPx: number;
  yPx: number;
}

export interface Candidate<T> {
  post: T;
  foot: PixelPoint;
  top: PixelPoint;
}

export const REACH_PX = 18;

/** Distance from a point to a segment. */
export function segmentDistance(at: PixelPoint, a: PixelPoint, b: PixelPoint): number {
  const [dx, dy] = [b.xPx - a.xPx, b.yPx - a.yPx];
  const square = dx * dx + dy * dy;
  const along = square > 0 ? ((at.xPx - a.xPx) * dx + (at.yPx - a.yPx) * dy) / square : 0;
  const t = Math.min(1, Math.max(0, along));
  return Math.hypot(at.xPx - a.xPx - t * dx, at.yPx - a.yPx - t * dy);
}

/** The nearest candidate within reach; of two equally near the first. */
export function nearestPost<T>(
  at: PixelPoint,
  candidates: Iterable<Candidate<T>>,
  reachPx = REACH_PX,
): T | undefined {
  let best: { post: T; far: number } | undefined;
  for (const { post, foot, top } of candidates) {
    const far = segmentDistance(at, foot, top);
    if (far <= reachPx && (!best || far < best.far)) best = { post, far };
  }
  return best?.post;
}
