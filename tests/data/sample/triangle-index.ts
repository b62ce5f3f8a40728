// Which triangles lie at a place in plan: for tests of what covers what.

const CELL_M = 16;

export function triangleIndex<T>() {
  const cells = new Map<number, { t: readonly number[]; what: T }[]>();
  const keyOf = (x: number, y: number) => (x + 4096) * 8192 + y + 4096;
  return {
    /** @param positions x, y, z … */
    add(positions: readonly number[], indices: readonly number[], what: T): void {
      for (let i = 0; i < indices.length; i += 3) {
        const t = [0, 1, 2].flatMap((k) => {
          const at = 3 * (indices[i + k] as number);
          return [positions[at] as number, positions[at + 1] as number];
        });
        const [xs, ys] = [[t[0], t[2], t[4]] as number[], [t[1], t[3], t[5]] as number[]];
        for (let x = Math.floor(Math.min(...xs) / CELL_M); x <= Math.floor(Math.max(...xs) / CELL_M); x++)
          for (let y = Math.floor(Math.min(...ys) / CELL_M); y <= Math.floor(Math.max(...ys) / CELL_M); y++) {
            const key = keyOf(x, y);
            const list = cells.get(key);
            if (list) list.push({ t, what });
            else cells.set(key, [{ t, what }]);
          }
      }
    },
    /** @param reachM how far beyond its edges a triangle counts; negative: how deep within */
    at(x: number, y: number, reachM: number): T[] {
      return (cells.get(keyOf(Math.floor(x / CELL_M), Math.floor(y / CELL_M))) ?? [])
        .filter(({ t: [ax, ay, bx, by, cx, cy] }) => {
          const side = (px: number, py: number, qx: number, qy: number) =>
            ((qx - px) * (y - py) - (qy - py) * (x - px)) / (Math.hypot(qx - px, qy - py) || 1);
          const signs = [
            side(ax as number, ay as number, bx as number, by as number),
            side(bx as number, by as number, cx as number, cy as number),
            side(cx as number, cy as number, ax as number, ay as number),
          ];
          return signs.every((s) => s >= -reachM);
        })
        .map(({ what }) => what);
    },
  };
}
