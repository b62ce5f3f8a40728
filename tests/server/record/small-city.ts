// A hub with a handful of cars that circle, on a clock that the test moves.

import type { TrackIdentity } from "../../../src/live/protocol/events.ts";
import { tileKeyOf } from "../../../src/live/protocol/tile-key.ts";
import { createHub, type Hub, type SourceSink } from "../../../src/server/hub/hub.ts";

export const LON = 114.4712;
export const LAT = 30.4893;
export const TILE = tileKeyOf(LON, LAT);
export const EPOCH = 7;
const START_MS = 1_790_000_000_000;
const M_PER_DEG = 111_320;

export interface SmallCity {
  hub: Hub;
  feed: SourceSink;
  now(): number;
  /** Moves the cars and ticks the hub, `ticks` times 200 ms. */
  run(ticks: number, each?: () => void): void;
}

/** Each car circles on 40 m at its own pace, so that its rows are told often. */
export function smallCity(cars = 5, startMs = START_MS): SmallCity {
  let nowMs = startMs;
  let ticks = 0;
  const hub = createHub({ cityId: "small", epoch: EPOCH, tickMs: 200, now: () => nowMs });
  const feed = hub.sink({ id: "test", kind: "simulation", title: "source.simulation" });
  feed.describe(
    Array.from({ length: cars }, (_, i) => ({
      id: `car-${i}`,
      class: "car" as const,
      lengthM: 4.6,
      widthM: 1.8,
      heightM: 1.5,
      colorRgb: 0xffffff,
      source: "test",
    })),
  );
  return {
    hub,
    feed,
    now: () => nowMs,
    run(count, each) {
      for (let k = 0; k < count; k++) {
        nowMs += 200;
        ticks += 1;
        void feed.rows(
          Array.from({ length: cars }, (_, i) => {
            const speedMps = 6 + i;
            const angle = (speedMps / 40) * (ticks / 5) + i;
            const east = (i - cars / 2) * 150 + 40 * Math.cos(angle);
            return {
              id: `car-${i}`,
              lonDeg: LON + east / (M_PER_DEG * Math.cos((LAT * Math.PI) / 180)),
              latDeg: LAT + (40 * Math.sin(angle)) / M_PER_DEG,
              heightM: 24,
              headingRad: -angle,
              speedMps,
              timeMs: nowMs,
            };
          }),
        );
        hub.tick();
        each?.();
      }
    },
  };
}

/** A port that keeps what it got. */
export function keepingPort() {
  const got = {
    frames: [] as Uint8Array[],
    dict: [] as TrackIdentity[],
    closed: false,
    policies: [] as string[],
  };
  return {
    got,
    ready: () => true,
    hello: () => {},
    frame: (bytes: Uint8Array) => void got.frames.push(bytes.slice()),
    dict: (entries: TrackIdentity[]) => void got.dict.push(...entries),
    signals: () => {},
    sources: () => {},
    observations: () => {},
    policy: (code: string) => void got.policies.push(code),
    close: () => {
      got.closed = true;
    },
  };
}
