// A moment as the timeline writes it: the city's own clock, 24 hours.

export function timeText(timeMs: number, timeZone: string, language: string, date = false): string {
  const day = { year: "numeric", month: "2-digit", day: "2-digit" } as const;
  const options = {
    ...(date && day),
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hour12: false,
  } as const;
  const locale = language === "zh" ? "zh-CN" : "en-GB";
  try {
    return new Intl.DateTimeFormat(locale, { ...options, timeZone }).format(timeMs);
  } catch {
    return new Intl.DateTimeFormat(locale, { ...options, timeZone: "UTC" }).format(timeMs);
  }
}
