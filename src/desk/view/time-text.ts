// A moment, or its day, as the desk writes it: the city's own clock, 24 hours.

const DAY = { year: "numeric", month: "2-digit", day: "2-digit" } as const;
const TIME = { hour: "2-digit", minute: "2-digit", second: "2-digit", hour12: false } as const;

export function timeText(timeMs: number, timeZone: string, language: string, what: "time" | "day" = "time") {
  const options = what === "day" ? DAY : TIME;
  const locale = language === "zh" ? "zh-CN" : "en-GB";
  try {
    return new Intl.DateTimeFormat(locale, { ...options, timeZone }).format(timeMs);
  } catch {
    return new Intl.DateTimeFormat(locale, { ...options, timeZone: "UTC" }).format(timeMs);
  }
}
