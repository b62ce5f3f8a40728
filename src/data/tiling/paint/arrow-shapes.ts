// Direction arrows on the surface as polygons: u forward, v left, metres, about the arrow's middle. Drawn after the
// proportions of GB 5768.3 (3 m, 6 m and 9 m long); figures from memory [K].

import type { Polygon } from "./drape.ts";

type Place = (u: number, v: number) => [number, number];

const HEAD_HALF_M = 0.3;

interface Measure {
  half: number;
  shaft: number;
  headM: number;
}

const measure = (lengthM: number): Measure => ({
  half: lengthM / 2,
  shaft: lengthM > 4 ? 0.075 : 0.07,
  headM: lengthM * 0.4,
});

const straight = ({ half, shaft, headM }: Measure): Polygon[] => [
  [
    [-half, -shaft],
    [half - headM, -shaft],
    [half - headM, -HEAD_HALF_M],
    [half, 0],
    [half - headM, HEAD_HALF_M],
    [half - headM, shaft],
    [-half, shaft],
  ],
];

const stem = ({ half, shaft }: Measure): Polygon => [
  [-half, -shaft],
  [half * 0.15 + shaft, -shaft],
  [half * 0.15 + shaft, shaft],
  [-half, shaft],
];

/** A branch to the left (sign 1) or right (−1). */
function side({ half, shaft, headM }: Measure, sign: 1 | -1): Polygon[] {
  const turnM = half * 0.15;
  const at: Place = (u, v) => [u, v * sign];
  const base = turnM + headM * 0.35;
  return [
    [at(turnM - 2 * shaft, 0), at(base - shaft, 0.42), at(base + shaft * 2.4, 0.42), at(turnM + shaft, 0)],
    [at(base - headM * 0.45, 0.4), at(base + headM * 0.5, 0.4), at(turnM + headM * 0.6, 0.95)],
  ];
}

/** Up, over to the left (sign 1) and back: the head points against the way. */
function uTurn({ half, shaft, headM }: Measure, sign: 1 | -1): Polygon[] {
  const at: Place = (u, v) => [u, (v - 0.3) * sign];
  const top = half - shaft;
  const headHalf = 0.24;
  const back = half - headM * 0.9;
  return [
    [at(-half, -shaft), at(top, -shaft), at(top, shaft), at(-half, shaft)],
    [at(top - 2 * shaft, -shaft), at(half, -shaft), at(half, 0.6 + shaft), at(top - 2 * shaft, 0.6 + shaft)],
    [
      at(top - shaft, 0.6 + shaft),
      at(back, 0.6 + shaft),
      at(back, 0.6 + headHalf),
      at(back - headM * 0.7, 0.6),
      at(back, 0.6 - headHalf),
      at(back, 0.6 - shaft),
      at(top - shaft, 0.6 - shaft),
    ],
  ];
}

/** Arrow polygons of a length; undefined for a name that is no arrow. `left` is the side of a U-turn in RHT. */
export function arrowShapes(subtype: string, lengthM: number): Polygon[] | undefined {
  if (!/^arrow/i.test(subtype)) return undefined;
  const name = subtype.replace(/^arrow[_-]?/i, "").toLowerCase();
  const m = measure(lengthM);
  const back = /u-?turn/.test(name);
  const left = /left|l$/.test(name);
  const right = /right|r$/.test(name);
  const ahead = /straight|ahead|type1|^$/.test(name) || !(left || right || back);
  if (back && !(left || ahead)) return uTurn(m, right ? -1 : 1);
  return [
    ...(ahead ? straight(m) : [stem(m)]),
    ...(left ? side(m, 1) : []),
    ...(right ? side(m, -1) : []),
    ...(back ? uTurn(m, 1) : []),
  ];
}
