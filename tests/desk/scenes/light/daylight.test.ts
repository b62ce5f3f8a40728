import { expect, test } from "vitest";
import { lightAt } from "../../../../src/desk/scenes/light/city-light.ts";
import { daylight } from "../../../../src/desk/scenes/light/daylight.ts";
import { litShares } from "../../../../src/desk/scenes/light/window-hours.ts";

const PLACE = [114.476, 30.4895] as const;
const at = (hour: number) => daylight(Date.UTC(2026, 3, 15) + (hour - 8) * 3_600_000, ...PLACE);
const bright = ([r, g, b]: readonly number[]) => (r as number) + (g as number) + (b as number);

test("light never comes from below the ground, and its direction has length 1", () => {
  for (let hour = 0; hour < 24; hour += 0.1) {
    const { towards } = at(hour);
    expect(towards[2]).toBeGreaterThan(0.04);
    expect(Math.hypot(...towards)).toBeCloseTo(1, 3);
  }
});

test("colours change without a jump through the day: no more than 0.2 a minute, over three colours", () => {
  let before = at(0);
  for (let minute = 1; minute < 24 * 60; minute++) {
    const now = at(minute / 60);
    for (const name of ["direct", "above", "below", "lamps", "zenith", "horizon", "glow"] as const)
      expect(Math.abs(bright(now[name]) - bright(before[name])), `${name} ${minute}`).toBeLessThan(0.2);
    before = now;
  }
});

test("by day lamps are dark and what lies flat is lit; by night it is the other way round", () => {
  const [day, night] = [at(13), at(0)];
  expect(day.night).toBe(0);
  expect(bright(day.lamps)).toBe(0);
  expect(night.night).toBe(1);
  expect(bright(night.lamps)).toBeGreaterThan(1);
  expect(bright(night.direct)).toBeLessThan(0.1 * bright(day.direct));
  expect(bright(night.horizon)).toBeLessThan(0.1 * bright(day.horizon));
});

test("a low sun is warmer than a high one", () => {
  const warmth = ({ direct }: { direct: readonly number[] }) => (direct[0] as number) / (direct[2] as number);
  expect(warmth(at(17.9))).toBeGreaterThan(1.5 * warmth(at(12)));
});

test("a standing thing is as bright in the early afternoon as it is painted", () => {
  const city = { anchor: { lonDeg: PLACE[0], latDeg: PLACE[1], heightM: 0 }, timeZone: "Asia/Shanghai" };
  const { level } = lightAt(city, Date.UTC(2026, 3, 15, 6));
  for (const each of level) expect(Math.abs(each - 1)).toBeLessThan(0.2);
});

test("homes are lit in the evening, work places by day, and shares stay shares", () => {
  for (let hour = 0; hour <= 24; hour += 0.25)
    for (const share of litShares(hour)) {
      expect(share).toBeGreaterThan(0);
      expect(share).toBeLessThanOrEqual(1);
    }
  expect(litShares(20)[0]).toBeGreaterThan(litShares(3)[0] * 5);
  expect(litShares(11)[1]).toBeGreaterThan(litShares(23)[1]);
  expect(litShares(24)).toEqual(litShares(0));
});
