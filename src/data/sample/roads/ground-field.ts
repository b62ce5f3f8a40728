// How high the district's ground lies: one smooth field, metres over the ellipsoid, in the district's own axes (u along
// the avenue, v to its left, metres from the middle). Junctions take their height from it, and all else from them.

/** The avenue's at the middle of the district. */
const LEVEL_M = 26;

/** A smooth step from 0 to 1. */
const eased = (t: number): number => {
  const x = Math.min(1, Math.max(0, t));
  return x * x * (3 - 2 * x);
};

/** Waves of some metres over kilometres: nowhere steeper than two in a hundred. */
function undulation(u: number, v: number): number {
  return (
    1.5 * Math.sin(u / 610 + 0.4) +
    0.9 * Math.sin(u / 283 - v / 410 + 1.9) +
    1.2 * Math.cos(v / 520 + u / 1900) +
    0.5 * Math.sin((u + 2 * v) / 333)
  );
}

/** Hills beyond the district, to its north, and a rise to the south. */
function hills(u: number, v: number): number {
  const north = eased((v - 2100) / 1500);
  const ridge = 62 + 38 * Math.sin(u / 700 + 0.8) + 26 * Math.sin(u / 331 + v / 900) + 14 * Math.sin(u / 173);
  const south = eased((-v - 2600) / 2200);
  return north * Math.max(12, ridge) + south * (24 + 12 * Math.sin(u / 830));
}

/** Millimetres, so that every Node has the same. */
export function groundHeightM(u: number, v: number): number {
  return Math.round((LEVEL_M + undulation(u, v) + hills(u, v)) * 1000) / 1000;
}
