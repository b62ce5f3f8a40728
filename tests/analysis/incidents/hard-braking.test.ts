import { expect, test } from "vitest";
import { type BrakingSight, watchBraking } from "../../../src/analysis/incidents/hard-braking.ts";

const T = 1_790_000_000_000;
/** A vehicle on a straight course at these speeds, one sight a second. */
function drive(speeds: readonly number[], everyMs = 1000): BrakingSight[] {
  let eastM = 0;
  return speeds.map((speedMps, i) => {
    if (i > 0) eastM += (((speeds[i - 1] as number) + speedMps) / 2) * (everyMs / 1000);
    return { id: "v", timeMs: T + i * everyMs, speedMps, eastM, northM: 0 };
  });
}
const told = (sights: readonly BrakingSight[]) => {
  const watch = watchBraking();
  return sights.flatMap((sight) => watch.see([sight]));
};

test("losing 5 m/s in a second is hard braking, told once however long it lasts", () => {
  expect(told(drive([15, 15, 10, 5, 0, 0]))).toMatchObject([
    { id: "v", timeMs: T + 2000, decelerationMps2: 5, fromMps: 15 },
  ]);
});

test("slowing for a light, rolling to a stop and speeding up are none", () => {
  expect(told(drive([15, 12, 9, 6, 3, 0, 4, 12]))).toEqual([]);
  expect(told(drive([4.5, 0]))).toEqual([]);
});

test("a gap in sight, a jump of the place and a speed that nobody can lose are none", () => {
  expect(told(drive([15, 0], 5000))).toEqual([]);
  expect(
    told([
      { id: "v", timeMs: T, speedMps: 15, eastM: 0, northM: 0 },
      { id: "v", timeMs: T + 1000, speedMps: 9, eastM: 400, northM: 0 },
    ]),
  ).toEqual([]);
  expect(told(drive([30, 10]))).toEqual([]);
});

test("readings that come faster than half a second are taken together", () => {
  expect(told(drive([15, 14, 13, 12, 11, 10], 200))).toHaveLength(1);
});
