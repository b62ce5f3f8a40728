import { expect, test } from "vitest";
import { createStretchMeter } from "../../../src/analysis/traffic/stretch-meter.ts";
import type { LaneNode } from "../../../src/model/roads/lane-graph.ts";

const T = 1_790_000_000_000 - (1_790_000_000_000 % 60_000);
const node = { roadId: "r", lengthM: 100, fromS: 0, toS: 100 } as LaneNode;
const on = (alongM: number) => ({ linkId: "l", node, alongM });
const link = { id: "l", lengthM: 100, freeFlowMps: 12 };

test("a queue that is looked at for ten times as long weighs no more than its length", () => {
  const meter = createStretchMeter([link]);
  for (let i = 0; i < 30; i++) meter.see([{ vehicleId: "q", speedMps: 2, on: on(90) }], T + i * 1000);
  for (const alongM of [10, 35, 60])
    meter.see([{ vehicleId: "f", speedMps: 12, on: on(alongM) }], T + 30_000);
  const [found] = meter.speeds(["l"], T + 31_000);
  expect(found?.speedMps).toBeCloseTo(4 / (1 / 2 + 3 / 12), 9);
  expect(found).toMatchObject({ vehicles: 2, seenShare: 1 });
});

test("says how much of the link was seen, and nothing of one that was not", () => {
  const meter = createStretchMeter([link, { ...link, id: "m" }]);
  meter.see([{ vehicleId: "q", speedMps: 2, on: on(90) }], T);
  expect(meter.speeds(["l", "m", "unknown"], T)).toMatchObject([{ id: "l", seenShare: 0.25 }]);
});
