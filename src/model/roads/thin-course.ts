// Leaves out points of a course that lie on the straight line between their neighbours, within a tolerance: what stays is a
// subset, first and last are always of it. Works on rings too. Metres.

/** A longer straight line may leave the same line drawn in another projection. */
const LONGEST_M = 100;

/**
 * @param flat x, y, z …
 * @returns the points that stay, in order, x, y, z …
 */
export function thinCourse(flat: readonly number[], toleranceM: number): number[] {
  const count = flat.length / 3;
  if (count < 3) return [...flat];
  const x = (i: number) => flat[i * 3] as number;
  const y = (i: number) => flat[i * 3 + 1] as number;
  const z = (i: number) => flat[i * 3 + 2] as number;
  const kept = new Uint8Array(count);
  kept[0] = 1;
  kept[count - 1] = 1;
  const open: [number, number][] = [[0, count - 1]];
  for (let span = open.pop(); span; span = open.pop()) {
    const [a, b] = span;
    if (b - a < 2) continue;
    const [dx, dy, dz] = [x(b) - x(a), y(b) - y(a), z(b) - z(a)];
    const squared = dx * dx + dy * dy + dz * dz;
    let farthest = -1;
    let place = (a + b) >> 1;
    for (let i = a + 1; i < b; i++) {
      const [px, py, pz] = [x(i) - x(a), y(i) - y(a), z(i) - z(a)];
      const along = squared > 0 ? (px * dx + py * dy + pz * dz) / squared : 0;
      const w = Math.min(1, Math.max(0, along));
      const [ox, oy, oz] = [px - w * dx, py - w * dy, pz - w * dz];
      const off = ox * ox + oy * oy + oz * oz;
      if (off > farthest) {
        farthest = off;
        place = i;
      }
    }
    const straight = farthest <= toleranceM * toleranceM;
    if (straight && squared <= LONGEST_M * LONGEST_M) continue;
    if (straight) place = (a + b) >> 1;
    kept[place] = 1;
    open.push([a, place], [place, b]);
  }
  const out: number[] = [];
  for (let i = 0; i < count; i++) if (kept[i]) out.push(x(i), y(i), z(i));
  return out;
}
