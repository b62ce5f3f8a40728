// The shapes one draws: rings of corners in degrees, open while they are worked on (the last corner does not repeat the
// first). Rectangles lie along longitude and latitude.

export type Corner = [lonDeg: number, latDeg: number];
export type ShapeKind = "rectangle" | "polygon";

/** Corners clockwise from the south-west, whichever diagonal is given. */
export function rectangle([lonA, latA]: Corner, [lonB, latB]: Corner): Corner[] {
  const [west, east] = [Math.min(lonA, lonB), Math.max(lonA, lonB)];
  const [south, north] = [Math.min(latA, latB), Math.max(latA, latB)];
  return [
    [west, south],
    [west, north],
    [east, north],
    [east, south],
  ];
}

/** A corner moved: a rectangle keeps its opposite corner and stays one. */
export function moveCorner(kind: ShapeKind, corners: readonly Corner[], at: number, to: Corner): Corner[] {
  if (kind === "polygon") return corners.map((corner, i) => (i === at ? to : corner));
  return rectangle(corners[(at + 2) % 4] as Corner, to);
}

export const moveAll = (corners: readonly Corner[], dLonDeg: number, dLatDeg: number): Corner[] =>
  corners.map(([lonDeg, latDeg]) => [lonDeg + dLonDeg, latDeg + dLatDeg]);

/** Mean of the corners: where the whole is taken by. */
export function middle(corners: readonly Corner[]): Corner {
  const sum = corners.reduce(([x, y], [lon, lat]) => [x + lon, y + lat] as Corner, [0, 0] as Corner);
  return [sum[0] / corners.length, sum[1] / corners.length];
}

/** Closed, as an Area wants it. */
export const closed = (corners: readonly Corner[]): Corner[] => {
  const [first] = corners;
  return first ? [...corners, [...first]] : [];
};
