// A time span in the unit that fits it: seconds, minutes, hours, days.

import { Figure } from "../figure.tsx";

const MINUTE_S = 60;
const HOUR_S = 3600;
const DAY_S = 86_400;

export function Age({ ms }: { ms: number | undefined }) {
  if (ms === undefined) return <Figure value={undefined} unit="" />;
  const seconds = Math.max(0, ms) / 1000;
  if (seconds < 2 * MINUTE_S) return <Figure value={seconds} unit="s" />;
  if (seconds < 2 * HOUR_S) return <Figure value={seconds / MINUTE_S} unit="min" />;
  if (seconds < 2 * DAY_S) return <Figure value={seconds / HOUR_S} unit="h" digits={1} />;
  return <Figure value={seconds / DAY_S} unit="d" digits={1} />;
}
