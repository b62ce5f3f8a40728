// One object record as the things that stand there: a repeat with a distance becomes that many objects, each with its own
// place and size. A repeat without distance is one body along the road: continuousRepeats. Metres.

import type { ObjectRepeat, Outline, RoadObject } from "./road-network.ts";

const MOST = 2000;

export const mix = (a: number, b: number, w: number) => a + (b - a) * w;

const moved = (outline: Outline, ds: number, dt: number): Outline =>
  outline.corners.kind === "local"
    ? outline
    : {
        ...outline,
        corners: {
          kind: "road",
          points: outline.corners.points.map((p) => ({ ...p, s: p.s + ds, t: p.t + dt })),
        },
      };

/** A size that the repeat states wins over the object's own; 0 states nothing. */
const size = (start: number | undefined, end: number | undefined, own: number | undefined, w: number) =>
  mix(start ?? own ?? 0, end ?? start ?? own ?? 0, w) || own;

function repeated(object: RoadObject, repeat: ObjectRepeat): RoadObject[] {
  const count = Math.min(MOST, Math.floor(repeat.lengthM / repeat.distanceM + 1e-9) + 1);
  return Array.from({ length: count }, (_, i) => {
    const w = repeat.lengthM > 0 ? (i * repeat.distanceM) / repeat.lengthM : 0;
    const sM = repeat.sM + i * repeat.distanceM;
    const tM = mix(repeat.tStart, repeat.tEnd, w);
    const each: RoadObject = {
      ...object,
      sM,
      tM,
      zOffsetM: mix(repeat.zOffsetStart, repeat.zOffsetEnd, w),
      outlines: object.outlines.map((outline) => moved(outline, sM - object.sM, tM - object.tM)),
      repeats: [],
    };
    const heightM = size(repeat.heightStart, repeat.heightEnd, object.heightM, w);
    const widthM = size(repeat.widthStart, repeat.widthEnd, object.widthM, w);
    const lengthM = size(repeat.lengthStart, repeat.lengthEnd, object.lengthM, w);
    const radiusM = size(repeat.radiusStart, repeat.radiusEnd, object.radiusM, w);
    return {
      ...each,
      ...(heightM !== undefined && { heightM }),
      ...(widthM !== undefined && { widthM }),
      ...(lengthM !== undefined && { lengthM }),
      ...(radiusM !== undefined && { radiusM }),
    };
  });
}

/** The single things of a record; those of a repeat along the road are not among them. */
export const placedObjects = (object: RoadObject): RoadObject[] =>
  object.repeats.length === 0
    ? [object]
    : object.repeats.flatMap((repeat) => (repeat.distanceM > 0 ? repeated(object, repeat) : []));

/** The repeats that are one body along the road. */
export const continuousRepeats = ({ repeats }: RoadObject): ObjectRepeat[] =>
  repeats.filter(({ distanceM, lengthM }) => !(distanceM > 0) && lengthM > 0);
