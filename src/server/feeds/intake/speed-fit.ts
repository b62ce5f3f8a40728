// Whether a source's speeds are in the unit that its protocol says: the median of speed over distance by time. Devices
// that send km/h where m/s is meant are 3.6 times too fast, the reverse as much too slow; nothing else is corrected.

export interface SpeedFit {
  /** Learns from one step of a track. */
  learn(statedMps: number, distanceM: number, passedS: number): void;
  /** What stated speeds are to be multiplied with: 1, 3.6 or 1/3.6. */
  factor(): number;
}

const KEPT = 64;
const ENOUGH = 24;
const KMH = 3.6;
const NEAR = 1.15;

export function createSpeedFit(): SpeedFit {
  const ratios: number[] = [];
  let next = 0;
  let factor = 1;
  const near = (value: number, target: number) => value > target / NEAR && value < target * NEAR;
  return {
    learn(statedMps, distanceM, passedS) {
      if (passedS < 0.15 || passedS > 5 || distanceM < 1 || statedMps < 1) return;
      ratios[next] = statedMps / (distanceM / passedS);
      next = (next + 1) % KEPT;
      if (ratios.length < ENOUGH || next % 8 !== 0) return;
      const sorted = [...ratios].sort((a, b) => a - b);
      const median = sorted[sorted.length >> 1] as number;
      factor = near(median, KMH) ? 1 / KMH : near(median, 1 / KMH) ? KMH : 1;
    },
    factor: () => factor,
  };
}
