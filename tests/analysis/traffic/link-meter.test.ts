import { expect, test } from "vitest";
import { createLinkMeter, type LinkSight } from "../../../src/analysis/traffic/link-meter.ts";

const T = 1_790_000_000_000 - (1_790_000_000_000 % 60_000);
const links = [
  { id: "a", lengthM: 500, freeFlowMps: 15 },
  { id: "b", lengthM: 300, freeFlowMps: 15 },
  { id: "no-limit", lengthM: 100, freeFlowMps: undefined },
];
const sight = (vehicleId: string, linkId: string, speedMps: number): LinkSight => ({
  vehicleId,
  linkId,
  speedMps,
});

test("the speed is distance over time: who waits a minute and drives one has half the speed", () => {
  const meter = createLinkMeter(links);
  for (let i = 0; i < 24; i++) meter.see([sight("v", "a", i < 12 ? 0 : 10)], T + i * 5000);
  expect(meter.speeds(T + 120_000)[0]).toMatchObject({ speedMps: 5, vehicles: 1 });
});

test("links that nobody drove on, or whose free flow nobody knows, are unmeasured", () => {
  const meter = createLinkMeter(links);
  meter.see([sight("v", "no-limit", 10)], T);
  expect(meter.speeds(T).map(({ speedMps }) => speedMps)).toEqual([undefined, undefined, undefined]);
});

test("what is older than a quarter of an hour is forgotten", () => {
  const meter = createLinkMeter(links);
  meter.see([sight("v", "a", 3)], T);
  expect(meter.speeds(T + 14 * 60_000)[0]?.speedMps).toBe(3);
  expect(meter.speeds(T + 15 * 60_000)[0]?.speedMps).toBeUndefined();
});

test("who has stood for more than five minutes is parked and no longer slows the link", () => {
  const meter = createLinkMeter(links);
  for (let i = 0; i <= 400; i++)
    meter.see([sight("parked", "a", 0), ...(i > 200 ? [sight(`d${i}`, "a", 12)] : [])], T + i * 5000);
  expect(meter.speeds(T + 400 * 5000)[0]?.speedMps).toBeCloseTo(12, 6);
});
