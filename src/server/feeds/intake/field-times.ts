// Times as the field writes them, to Unix milliseconds: milliseconds of the minute, minute of the year, tenths of a
// second of the hour, wall clocks with and without a zone. All pure.

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

/** The moment nearest to `nearMs` at which the clock showed this many milliseconds of a period. */
function nearest(markMs: number, periodMs: number, nearMs: number): number {
  const start = Math.floor(nearMs / periodMs) * periodMs + markMs;
  return start + Math.round((nearMs - start) / periodMs) * periodMs;
}

/** CSAE DSecond, 0 to 59999; undefined when it says that it does not know. */
export const secondMarkMs = (mark: number, nearMs: number): number | undefined =>
  mark >= 0 && mark < MINUTE_MS ? nearest(mark, MINUTE_MS, nearMs) : undefined;

/** CSAE TimeMark and Open Drone ID time stamps: 0.1 s of the UTC hour, 0 to 36000. */
export const hourMarkMs = (tenths: number, nearMs: number): number | undefined =>
  tenths >= 0 && tenths <= 36000 ? nearest(tenths * 100, HOUR_MS, nearMs) : undefined;

/** CSAE MinuteOfTheYear (UTC), of the year that puts it nearest. */
export function minuteOfYearMs(minute: number, nearMs: number): number | undefined {
  if (!(minute >= 0 && minute < 527040)) return undefined;
  const year = new Date(nearMs).getUTCFullYear();
  const candidates = [year - 1, year, year + 1].map((y) => Date.UTC(y, 0, 1) + minute * MINUTE_MS);
  return candidates.reduce((best, at) => (Math.abs(at - nearMs) < Math.abs(best - nearMs) ? at : best));
}

/** Epoch time in seconds, milliseconds, microseconds or nanoseconds, told apart by size. */
export function epochMs(value: number): { timeMs: number; rescaled: boolean } | undefined {
  if (!(value > 1e8)) return undefined;
  if (value < 1e11) return { timeMs: value * 1000, rescaled: true };
  if (value < 1e14) return { timeMs: value, rescaled: false };
  if (value < 1e17) return { timeMs: value / 1000, rescaled: true };
  return value < 1e20 ? { timeMs: value / 1e6, rescaled: true } : undefined;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** What a zone's clocks show at a moment, as if it were UTC. */
function shownMs(atMs: number, zone: string): number {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat("en-GB", {
      timeZone: zone,
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
    formats.set(zone, format);
  }
  const parts = Object.fromEntries(
    format.formatToParts(atMs).map(({ type, value }) => [type, Number(value)]),
  );
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second) + (((atMs % 1000) + 1000) % 1000);
}

const WALL =
  /^\s*(\d{4})[-/](\d{1,2})[-/](\d{1,2})[T\s]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s*(Z|[+-]\d{2}:?\d{2})?\s*$/i;

/** "2022-09-29 10:03:35", "2022-09-29T10:03:35.5+08:00"; without a zone it is the given one's wall clock. */
export function wallClockMs(text: string, zone: string): { timeMs: number; zoneless: boolean } | undefined {
  const match = WALL.exec(text);
  if (!match) return undefined;
  const [, y, mo, d, h, mi, s = "0", fraction = "", offset] = match;
  const [year, month, day, hour, minute, second] = [y, mo, d, h, mi, s].map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  if (month < 1 || month > 12 || day < 1 || day > 31 || hour > 24 || minute > 59 || second > 60)
    return undefined;
  const ms = Number(fraction.padEnd(3, "0").slice(0, 3) || 0);
  const shown = Date.UTC(year, month - 1, day, hour, minute, second) + ms;
  if (new Date(Date.UTC(year, month - 1, day)).getUTCDate() !== day) return undefined;
  if (offset !== undefined) {
    if (/z/i.test(offset)) return { timeMs: shown, zoneless: false };
    const sign = offset.startsWith("-") ? -1 : 1;
    const digits = offset.slice(1).replace(":", "");
    const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2));
    return { timeMs: shown - sign * minutes * MINUTE_MS, zoneless: false };
  }
  // Twice, for the hours round a change of the clocks.
  let at = shown;
  for (let turn = 0; turn < 2; turn++) at += shown - shownMs(at, zone);
  return { timeMs: at, zoneless: true };
}
