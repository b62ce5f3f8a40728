// What the land is covered with, and its colour, sRGB.

import type { Colour } from "../shapes/body.ts";

export const SURFACES = {
  belt: [98, 122, 78],
  lawn: [106, 134, 82],
  meadow: [122, 140, 88],
  wood: [78, 104, 66],
  reeds: [128, 138, 84],
  pavement: [172, 169, 162],
  path: [182, 172, 152],
  plaza: [188, 182, 172],
  granite: [158, 154, 150],
  lane: [88, 90, 93],
  carPark: [98, 100, 102],
  yard: [138, 136, 130],
  court: [164, 82, 70],
  courtGreen: [66, 118, 96],
  track: [176, 76, 62],
  pitch: [84, 142, 74],
  play: [196, 152, 92],
  bank: [112, 122, 82],
  sand: [190, 176, 146],
  deck: [150, 122, 92],
  water: [66, 96, 100],
} as const satisfies Record<string, Colour>;

export type Surface = keyof typeof SURFACES;
