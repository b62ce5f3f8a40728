// Point classes of the ASPRS LAS 1.4 R15 specification, table 17, by code.

const NAMES: Readonly<Record<number, string>> = {
  0: "never classified",
  1: "unclassified",
  2: "ground",
  3: "low vegetation",
  4: "medium vegetation",
  5: "high vegetation",
  6: "building",
  7: "low noise",
  8: "model key point",
  9: "water",
  10: "rail",
  11: "road surface",
  12: "overlap",
  13: "wire guard",
  14: "wire conductor",
  15: "transmission tower",
  16: "wire connector",
  17: "bridge deck",
  18: "high noise",
  19: "overhead structure",
  20: "ignored ground",
  21: "snow",
  22: "temporal exclusion",
};

/** Codes from 64 on are the user's own. */
export const pointClassName = (code: number): string =>
  NAMES[code] ?? (code >= 64 ? `user class ${code}` : `reserved class ${code}`);

/** sRGB where the cloud has no colours. */
const COLOURS: Readonly<Record<number, readonly [number, number, number]>> = {
  2: [158, 140, 112],
  3: [132, 168, 96],
  4: [96, 148, 72],
  5: [64, 124, 56],
  6: [196, 132, 108],
  9: [84, 140, 188],
  10: [120, 104, 128],
  11: [120, 124, 130],
  17: [168, 160, 148],
};
const OTHER = [176, 178, 182] as const;
export const pointClassColour = (code: number): readonly [number, number, number] => COLOURS[code] ?? OTHER;
