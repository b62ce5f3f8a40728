// Which level of detail to take of those an object has: the one asked for, else the next finer one below it, else the
// coarsest above; the highest when none is asked for.

/** @param lods of which there is at least one */
export function chooseLod(lods: readonly number[], wanted: number | undefined): number {
  if (wanted === undefined) return Math.max(...lods);
  // "2" means the family 2.x, of which the finest is taken.
  const ceiling = Number.isInteger(wanted) ? wanted + 0.999 : wanted + 1e-9;
  const below = lods.filter((lod) => lod <= ceiling);
  return below.length > 0 ? Math.max(...below) : Math.min(...lods);
}

export const lodOf = (text: unknown): number => {
  const lod = typeof text === "number" ? text : Number.parseFloat(String(text));
  return Number.isFinite(lod) && lod >= 0 ? lod : 0;
};
