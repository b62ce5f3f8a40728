// Simulated seconds to Unix milliseconds: one begins with the first step, the pace is stated, and a simulation that
// falls behind or runs ahead by more than 2 s begins anew from now.

export interface SumoTime {
  at(simulatedS: number): number;
  /** How long to wait until a simulated time is due; 0 = it is due. */
  waitMs(simulatedS: number): number;
}

const SLACK_MS = 2000;

/** @param pace simulated seconds in a second; 0 = as fast as it goes */
export function createSumoTime(pace: number, now: () => number): SumoTime {
  let base: { simulatedS: number; wallMs: number } | undefined;
  const due = (simulatedS: number): number => {
    base ??= { simulatedS, wallMs: now() };
    return base.wallMs + ((simulatedS - base.simulatedS) * 1000) / pace;
  };
  return {
    at(simulatedS) {
      if (pace === 0) return now();
      const timeMs = due(simulatedS);
      if (Math.abs(timeMs - now()) <= SLACK_MS) return timeMs;
      base = { simulatedS, wallMs: now() };
      return base.wallMs;
    },
    waitMs: (simulatedS) => (pace === 0 ? 0 : Math.max(0, due(simulatedS) - now())),
  };
}
