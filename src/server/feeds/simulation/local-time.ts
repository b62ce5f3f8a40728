// The local day of a city: minute, weekday and a number for the day, from a Unix time and an IANA zone.

export interface LocalTime {
  minute: number;
  weekend: boolean;
  /** Days since 1970-01-01, local. */
  day: number;
}

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** An unknown zone counts as UTC. */
export function localClock(timeZone: string): (timeMs: number) => LocalTime {
  let format: Intl.DateTimeFormat;
  const parts = {
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    hourCycle: "h23",
  } as const;
  try {
    format = new Intl.DateTimeFormat("en-US", { ...parts, timeZone });
  } catch {
    format = new Intl.DateTimeFormat("en-US", { ...parts, timeZone: "UTC" });
  }
  return (timeMs) => {
    const read = new Map(format.formatToParts(timeMs).map(({ type, value }) => [type, Number(value)]));
    const of = (type: string) => read.get(type as Intl.DateTimeFormatPartTypes) ?? 0;
    const localMs = Date.UTC(of("year"), of("month") - 1, of("day"), of("hour"), of("minute"));
    const day = Math.floor(localMs / DAY_MS);
    const weekday = (day + 4) % 7;
    return {
      minute: Math.floor((localMs - day * DAY_MS) / MINUTE_MS),
      weekend: weekday === 0 || weekday === 6,
      day,
    };
  };
}
