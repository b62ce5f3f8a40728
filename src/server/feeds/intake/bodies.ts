// How large a thing of a class is when its source does not say, metres, and the colour that it is drawn in.

import type { TrackClass } from "../../../model/twin/track-class.ts";

const BODIES: Record<TrackClass, [lengthM: number, widthM: number, tallM: number, colorRgb: number]> = {
  unknown: [2, 1.5, 1.5, 0x9aa3ad],
  car: [4.7, 1.85, 1.5, 0xb8c4d0],
  bus: [12, 2.55, 3.2, 0x3f7fbf],
  truck: [9, 2.5, 3.2, 0x8c7a5b],
  motorcycle: [2, 0.8, 1.5, 0xb07ad0],
  bicycle: [1.8, 0.6, 1.6, 0x62b58f],
  pedestrian: [0.5, 0.6, 1.7, 0xe0b15e],
  emergency: [6, 2.2, 2.6, 0xd05050],
  drone: [0.8, 0.8, 0.4, 0x4fc3f7],
};

const sound = (value: number | undefined, most: number): value is number =>
  value !== undefined && value > 0.05 && value < most;

export function bodyOf(
  kind: TrackClass,
  stated: { lengthM?: number | undefined; widthM?: number | undefined; tallM?: number | undefined },
) {
  const [lengthM, widthM, tallM, colorRgb] = BODIES[kind];
  return {
    lengthM: sound(stated.lengthM, 60) ? stated.lengthM : lengthM,
    widthM: sound(stated.widthM, 15) ? stated.widthM : widthM,
    tallM: sound(stated.tallM, 10) ? stated.tallM : tallM,
    colorRgb,
  };
}
