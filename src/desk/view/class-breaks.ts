// Limits between classes of a quantity: equal steps, or equally many values in each. Limits are the lower end of the class
// above them. Values are finite; classes that would hold nothing fall away.

export type BreakMethod = "equal" | "quantile";
export const BREAK_METHODS: readonly BreakMethod[] = ["equal", "quantile"];

const distinct = (sorted: readonly number[], low: number): number[] =>
  sorted.filter((limit, i) => limit > low && limit !== sorted[i - 1]);

/** Inner limits, ascending: n limits make n + 1 classes. None when all values are one. */
export function classBreaks(values: readonly number[], method: BreakMethod, classes: number): number[] {
  if (values.length === 0) return [];
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  if (!(high > low)) return [];
  if (method === "equal")
    return distinct(
      Array.from({ length: classes - 1 }, (_, i) => low + ((high - low) * (i + 1)) / classes),
      low,
    );
  const sorted = Float64Array.from(values).sort();
  return distinct(
    Array.from(
      { length: classes - 1 },
      (_, i) =>
        sorted[Math.min(sorted.length - 1, Math.round(((i + 1) * sorted.length) / classes))] as number,
    ),
    low,
  );
}

/** Which class a value falls in. */
export function classOf(value: number, breaks: readonly number[]): number {
  let [low, high] = [0, breaks.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (value >= (breaks[middle] as number)) low = middle + 1;
    else high = middle;
  }
  return low;
}
