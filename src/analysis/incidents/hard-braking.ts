// Hard braking from tracks: a vehicle that loses speed at 4 m/s² or more over half a second to two seconds, as one report for
// each time that it does. A gap in sight is no braking, and neither is a jump of its place. m/s, milliseconds.

export interface BrakingSight {
  id: string;
  timeMs: number;
  speedMps: number;
  eastM: number;
  northM: number;
}

export interface HardBraking {
  id: string;
  /** When the speed was lost, and how fast. */
  fromMs: number;
  timeMs: number;
  decelerationMps2: number;
  fromMps: number;
  eastM: number;
  northM: number;
}

export interface BrakingWatch {
  /** Each vehicle's own sights in time order. */
  see(sights: readonly BrakingSight[]): HardBraking[];
  tidy(nowMs: number): void;
}

const HARD_MPS2 = 4;
/** Slower than this it is parking, not braking. */
const LEAST_MPS = 5;
const SHORTEST_MS = 500;
const LONGEST_MS = 2000;
/** One braking is one, however often it is looked at. */
const ONCE_MS = 10_000;
const FORGET_MS = 60_000;
/** Nobody stops harder than dry asphalt lets them: more is a wrong reading. */
const ABSURD_MPS2 = 12;

export function watchBraking(): BrakingWatch {
  const last = new Map<string, BrakingSight & { toldMs: number }>();
  return {
    see: (sights) =>
      sights.flatMap((sight) => {
        const before = last.get(sight.id);
        const passedMs = before ? sight.timeMs - before.timeMs : 0;
        if (before && passedMs < SHORTEST_MS) return [];
        const toldMs = before?.toldMs ?? Number.NEGATIVE_INFINITY;
        last.set(sight.id, { ...sight, toldMs });
        if (!before || passedMs > LONGEST_MS || before.speedMps < LEAST_MPS) return [];
        const decelerationMps2 = (before.speedMps - sight.speedMps) / (passedMs / 1000);
        // What it says of its speed must fit what its places say.
        const wayM = Math.hypot(sight.eastM - before.eastM, sight.northM - before.northM);
        const meantM = ((before.speedMps + sight.speedMps) / 2) * (passedMs / 1000);
        if (decelerationMps2 < HARD_MPS2 || decelerationMps2 > ABSURD_MPS2) return [];
        if (Math.abs(wayM - meantM) > Math.max(2, meantM / 2) || sight.timeMs - toldMs < ONCE_MS) return [];
        last.set(sight.id, { ...sight, toldMs: sight.timeMs });
        return [
          {
            id: sight.id,
            fromMs: before.timeMs,
            timeMs: sight.timeMs,
            decelerationMps2,
            fromMps: before.speedMps,
            eastM: sight.eastM,
            northM: sight.northM,
          },
        ];
      }),
    tidy(nowMs) {
      for (const [id, { timeMs }] of last) if (nowMs - timeMs > FORGET_MS) last.delete(id);
    },
  };
}
