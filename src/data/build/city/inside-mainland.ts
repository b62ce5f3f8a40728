// Whether a place is in the region where web maps shift coordinates (GCJ-02). Rough: boxes of mainland China, a question
// to the user hangs on it and nothing else.

const BOXES: readonly (readonly [number, number, number, number])[] = [
  [73.5, 27, 97, 49],
  [97, 21, 106, 43],
  [106, 18, 117.5, 42.5],
  [117.5, 23.5, 123, 41.5],
  [115, 41, 135.1, 53.6],
];

export const insideMainland = (lonDeg: number, latDeg: number): boolean =>
  BOXES.some(
    ([west, south, east, north]) => lonDeg >= west && lonDeg <= east && latDeg >= south && latDeg <= north,
  );
