// A window of the local day, which may pass midnight: from 20:30 to 08:30 is { fromMin: 1230, toMin: 510 }. Minutes.

export interface DayWindow {
  fromMin: number;
  toMin: number;
}

export const DAY_MIN = 1440;

/** The window's own end is outside of it; one that begins where it ends is empty. */
export function inWindow({ fromMin, toMin }: DayWindow, minute: number): boolean {
  const at = ((minute % DAY_MIN) + DAY_MIN) % DAY_MIN;
  return fromMin <= toMin ? at >= fromMin && at < toMin : at >= fromMin || at < toMin;
}
