// How full car parks of different uses are through the day, as shares of their busiest hour: after the shared-parking
// figures of ITE (retail weekday 70 % at 10–11 h, 85 at 12–14, 75 at 15–16, 70 at 19–20; Saturday noon 100; office 100,
// 85, 90, 10, 20) and, for the night and for homes, from memory and unverified [K]. Linear between the entries.

export type ParkingUse = "mall" | "office" | "residential" | "hospital" | "street";

/** Minute of the local day → share of the capacity. The first entry stands again at the end of the day. */
type Shape = readonly (readonly [hour: number, share: number])[];

const WEEKDAY: Record<ParkingUse, Shape> = {
  mall: [
    [0, 0.03],
    [6, 0.02],
    [9, 0.2],
    [10.5, 0.7],
    [13, 0.85],
    [15.5, 0.75],
    [17, 0.7],
    [19.5, 0.7],
    [21, 0.35],
    [22.5, 0.08],
  ],
  office: [
    [0, 0.05],
    [6.5, 0.06],
    [8.5, 0.7],
    [10.5, 1],
    [13, 0.85],
    [15.5, 0.9],
    [18, 0.5],
    [19.5, 0.1],
    [22, 0.08],
  ],
  residential: [
    [0, 0.97],
    [6, 0.98],
    [8, 0.75],
    [10, 0.56],
    [15, 0.55],
    [18, 0.72],
    [20, 0.88],
    [22, 0.95],
  ],
  hospital: [
    [0, 0.3],
    [6, 0.32],
    [8.5, 0.9],
    [10.5, 1],
    [13, 0.8],
    [15.5, 0.92],
    [18, 0.55],
    [21, 0.4],
  ],
  street: [
    [0, 0.7],
    [6, 0.65],
    [9, 0.8],
    [12, 0.9],
    [15, 0.85],
    [19, 0.95],
    [22, 0.8],
  ],
};
const WEEKEND: Partial<Record<ParkingUse, Shape>> = {
  mall: [
    [0, 0.04],
    [7, 0.02],
    [9.5, 0.35],
    [11, 0.8],
    [12.5, 1],
    [16, 0.97],
    [19, 0.9],
    [21, 0.5],
    [22.5, 0.1],
  ],
  office: [
    [0, 0.05],
    [9, 0.15],
    [13, 0.2],
    [18, 0.1],
    [22, 0.06],
  ],
  residential: [
    [0, 0.97],
    [8, 0.9],
    [11, 0.75],
    [16, 0.72],
    [19, 0.82],
    [22, 0.95],
  ],
};

/** Share of the bays that a use's own guests take. minuteOfDay may lie outside of one day. */
export function occupiedShare(use: ParkingUse, minuteOfDay: number, weekend: boolean): number {
  const shape = (weekend ? WEEKEND[use] : undefined) ?? WEEKDAY[use];
  const hour = (((minuteOfDay / 60) % 24) + 24) % 24;
  const after = shape.findIndex(([at]) => at > hour);
  const [fromHour, from] = shape[(after < 0 ? shape.length : after) - 1] as (typeof shape)[number];
  const [nextHour, next] =
    after < 0 ? [24, (shape[0] as (typeof shape)[number])[1]] : (shape[after] as (typeof shape)[number]);
  return from + ((hour - fromHour) / (nextHour - fromHour)) * (next - from);
}
