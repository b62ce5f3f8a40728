// How many windows are lit at an hour of the day, as shares: homes, work places, shops. Hand-drawn curves, not measured.

const HOMES: readonly [hour: number, share: number][] = [
  [0, 0.16],
  [1.5, 0.05],
  [5, 0.04],
  [6.5, 0.22],
  [8, 0.1],
  [16.5, 0.14],
  [18.5, 0.46],
  [20.5, 0.6],
  [22.5, 0.42],
  [24, 0.16],
];
const WORK: readonly [number, number][] = [
  [0, 0.07],
  [6, 0.05],
  [8.5, 0.6],
  [18, 0.66],
  [20, 0.42],
  [22, 0.2],
  [24, 0.07],
];
const SHOPS: readonly [number, number][] = [
  [0, 0.25],
  [2, 0.12],
  [7, 0.2],
  [9.5, 0.9],
  [21.5, 0.95],
  [23, 0.5],
  [24, 0.25],
];

function along(curve: readonly (readonly [number, number])[], hour: number): number {
  const next = curve.findIndex(([at]) => at > hour);
  const to = curve[next];
  const from = curve[next - 1];
  if (!to || !from) return curve.at(-1)?.[1] ?? 0;
  return from[1] + ((to[1] - from[1]) * (hour - from[0])) / (to[0] - from[0]);
}

/** Shares of lit windows: homes, work places, shops. */
export const litShares = (hour: number): readonly [number, number, number] => [
  along(HOMES, hour),
  along(WORK, hour),
  along(SHOPS, hour),
];
