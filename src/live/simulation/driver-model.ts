// How a driver accelerates: the Intelligent Driver Model (Treiber, Hennecke, Helbing 2000, Phys. Rev. E 62, 1805).
// Metres, seconds. Figures of the fleet are typical ones, not measured in Wuhan.

import type { Random } from "../../model/records/random.ts";
import type { TrackClass } from "../../model/twin/track-class.ts";

export interface Driver {
  /** Of the limit. */
  speedFactor: number;
  maxSpeedMps: number;
  headwayS: number;
  accelMps2: number;
  brakeMps2: number;
}

export interface Body {
  class: TrackClass;
  lengthM: number;
  widthM: number;
  heightM: number;
  colorRgb: number;
}

const STANDSTILL_M = 2;

/**
 * @param v own speed
 * @param v0 wanted speed
 * @param gapM bumper to bumper; Infinity on a free road
 * @param vLead the leader's speed
 */
export function idmAcceleration(driver: Driver, v: number, v0: number, gapM: number, vLead: number): number {
  const ratio = v / Math.max(v0, 0.1);
  const free = 1 - ratio * ratio * ratio * ratio;
  if (gapM === Number.POSITIVE_INFINITY) return driver.accelMps2 * Math.max(free, -2);
  const wanted =
    STANDSTILL_M +
    Math.max(
      0,
      v * driver.headwayS + (v * (v - vLead)) / (2 * Math.sqrt(driver.accelMps2 * driver.brakeMps2)),
    );
  const closeness = wanted / Math.max(gapM, 0.1);
  return driver.accelMps2 * (Math.max(free, -2) - closeness * closeness);
}

interface Kind {
  share: number;
  body: Omit<Body, "colorRgb">;
  colours: number[];
  driver: Driver;
}

const PAINTS = [0xf2f3f4, 0x1c1f22, 0x8a8f94, 0xb9bec2, 0x9f1d20, 0x1f4e8c, 0x35506b, 0x6b5a45];
const KINDS: Kind[] = [
  {
    share: 0.6,
    body: { class: "car", lengthM: 4.6, widthM: 1.83, heightM: 1.48 },
    colours: PAINTS,
    driver: { speedFactor: 1, maxSpeedMps: 40, headwayS: 1.3, accelMps2: 1.7, brakeMps2: 2 },
  },
  {
    share: 0.25,
    body: { class: "car", lengthM: 4.75, widthM: 1.9, heightM: 1.7 },
    colours: PAINTS,
    driver: { speedFactor: 1, maxSpeedMps: 40, headwayS: 1.4, accelMps2: 1.6, brakeMps2: 2 },
  },
  {
    share: 0.07,
    body: { class: "bus", lengthM: 12, widthM: 2.55, heightM: 3.2 },
    colours: [0x1d8a57, 0x2a6fb5, 0xd9dde0],
    driver: { speedFactor: 0.9, maxSpeedMps: 19, headwayS: 1.8, accelMps2: 1, brakeMps2: 1.6 },
  },
  {
    share: 0.08,
    body: { class: "truck", lengthM: 8.6, widthM: 2.5, heightM: 3.4 },
    colours: [0x2f5d9b, 0xe8e8e6, 0x9a3b26, 0x5f6a3a],
    driver: { speedFactor: 0.9, maxSpeedMps: 25, headwayS: 1.8, accelMps2: 0.9, brakeMps2: 1.7 },
  },
];

/** The next vehicle and driver of the fleet; only buses when `bus` is asked for. */
export function drawVehicle(random: Random, bus: boolean): { body: Body; driver: Driver } {
  let at = random.next();
  let kind = KINDS[0] as Kind;
  for (const each of KINDS) {
    kind = each;
    at -= each.share;
    if (at < 0) break;
  }
  if (bus) kind = KINDS.find(({ body }) => body.class === "bus") as Kind;
  const spread = random.between(0.9, 1.1);
  return {
    body: { ...kind.body, colorRgb: kind.colours[random.index(kind.colours.length)] as number },
    driver: {
      ...kind.driver,
      speedFactor: kind.driver.speedFactor * spread,
      headwayS: kind.driver.headwayS * random.between(0.85, 1.25),
    },
  };
}
