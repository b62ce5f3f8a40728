import { expect, test } from "vitest";
import { createReportPace } from "../../../src/server/hub/report-pace.ts";

const body = { lengthM: 1, widthM: 1, heightM: 1, colorRgb: 0, source: "s" };
const row = (id: string, timeMs: number) => ({
  id,
  timeMs,
  lonDeg: 0,
  latDeg: 0,
  heightM: 0,
  headingRad: 0,
  speedMps: 0,
});

test("a drone that reports every two seconds is said to, whatever the vehicles beside it do", () => {
  const pace = createReportPace();
  pace.describe([
    { id: "d", class: "drone", ...body },
    { id: "v", class: "car", ...body },
  ]);
  for (let timeMs = 0; timeMs < 20_000; timeMs += 100) {
    pace.rows([row("v", timeMs)]);
    if (timeMs % 2000 === 0) pace.rows([row("d", timeMs), row("d", timeMs)]);
  }
  expect(pace.everyMs()).toBe(2000);
});

test("one long silence among many reports does not change it, and without drones nothing is said", () => {
  const pace = createReportPace();
  expect(pace.everyMs()).toBeUndefined();
  pace.describe([{ id: "d", class: "drone", ...body }]);
  for (const timeMs of [0, 500, 1000, 1500, 61_500, 62_000, 62_500]) pace.rows([row("d", timeMs)]);
  expect(pace.everyMs()).toBe(500);
});
