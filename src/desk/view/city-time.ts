// The hour that the city is lit for: now, or one that the user chose, in the city's own time zone. Data keep their own
// clock; this one moves the sun and the lamps only.

export interface SunTime {
  /** Minutes after midnight; absent = now. */
  minutes?: number;
  /** YYYY-MM-DD; absent = today. */
  date?: string;
}

export const DAY_MINUTES = 24 * 60;
/** An early afternoon: what a first visitor sees, and what plans are looked at in. */
export const START_SUN: SunTime = { minutes: 14 * 60 };

const MINUTE_MS = 60_000;

/** Civil date and minutes in a time zone; an unknown zone counts as UTC. */
export function civilTime(timeMs: number, timeZone: string): { date: string; minutes: number } {
  const read = (zone: string) =>
    new Intl.DateTimeFormat("en-CA", {
      timeZone: zone,
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
      second: "2-digit",
      hourCycle: "h23",
    }).formatToParts(timeMs);
  let parts: Intl.DateTimeFormatPart[];
  try {
    parts = read(timeZone);
  } catch {
    parts = read("UTC");
  }
  const of = (type: string) => parts.find((part) => part.type === type)?.value ?? "0";
  return {
    date: `${of("year")}-${of("month")}-${of("day")}`,
    minutes: Number(of("hour")) * 60 + Number(of("minute")) + Number(of("second")) / 60,
  };
}

/** Unix milliseconds of a civil time; twice, because the zone's offset is that of the time sought. */
function timeOf(date: string, minutes: number, timeZone: string): number {
  const wanted = Date.parse(`${date}T00:00:00Z`) + minutes * MINUTE_MS;
  let timeMs = wanted;
  for (let i = 0; i < 2; i++) {
    const found = civilTime(timeMs, timeZone);
    timeMs += wanted - (Date.parse(`${found.date}T00:00:00Z`) + found.minutes * MINUTE_MS);
  }
  return timeMs;
}

/** The moment that the sun stands for. */
export function sunTimeMs({ minutes, date }: SunTime, timeZone: string, nowMs: number): number {
  if (minutes === undefined && date === undefined) return nowMs;
  const now = civilTime(nowMs, timeZone);
  return timeOf(date ?? now.date, minutes ?? now.minutes, timeZone);
}

/** 14:05 */
export function clockText(minutes: number): string {
  const whole = Math.floor(((minutes % DAY_MINUTES) + DAY_MINUTES) % DAY_MINUTES);
  return `${String(Math.floor(whole / 60)).padStart(2, "0")}:${String(whole % 60).padStart(2, "0")}`;
}
