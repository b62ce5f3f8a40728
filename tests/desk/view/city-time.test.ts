import { expect, test } from "vitest";
import { civilTime, clockText, sunTimeMs } from "../../../src/desk/view/city-time.ts";

const NOW = Date.UTC(2026, 10, 24, 17, 30);

test("an hour of the day is the city's, wherever the browser stands", () => {
  const at = sunTimeMs({ minutes: 14 * 60 }, "Asia/Shanghai", NOW);
  // In Shanghai it is the 25th already.
  expect(new Date(at).toISOString()).toBe("2026-11-25T06:00:00.000Z");
  expect(civilTime(at, "Asia/Shanghai")).toEqual({ date: "2026-11-25", minutes: 14 * 60 });
});

test("without an hour and a date it is now", () => {
  expect(sunTimeMs({}, "Asia/Shanghai", NOW)).toBe(NOW);
});

test("a date alone keeps the clock, and summer time counts on its own day", () => {
  const at = sunTimeMs({ date: "2026-07-01", minutes: 12 * 60 }, "Europe/Amsterdam", NOW);
  expect(new Date(at).toISOString()).toBe("2026-07-01T10:00:00.000Z");
  const later = sunTimeMs({ date: "2026-07-01" }, "Asia/Shanghai", NOW);
  expect(civilTime(later, "Asia/Shanghai")).toEqual({ date: "2026-07-01", minutes: 90 });
});

test("an unknown time zone counts as UTC", () => {
  expect(civilTime(NOW, "Mars/Olympus")).toEqual({ date: "2026-11-24", minutes: 17 * 60 + 30 });
});

test("a clock shows two digits and turns over at midnight", () => {
  expect(clockText(65)).toBe("01:05");
  expect(clockText(24 * 60)).toBe("00:00");
  expect(clockText(-30)).toBe("23:30");
});
