// A CityJSON file of a few lines: a cube with roof, wall and ground surfaces, in whatever geometry type is asked for.

type Json = Record<string, unknown>;

/** Corners of a cube of 10 m, integers of a millimetre. */
export const CUBE = [0, 1].flatMap((z) =>
  [
    [0, 0],
    [10, 0],
    [10, 10],
    [0, 10],
  ].map(([x, y]) => [(x as number) * 1000, (y as number) * 1000, z * 10_000]),
);
/** Seen from outside: ground, roof, four walls. */
export const CUBE_FACES = [
  [[0, 3, 2, 1]],
  [[4, 5, 6, 7]],
  [[0, 1, 5, 4]],
  [[1, 2, 6, 5]],
  [[2, 3, 7, 6]],
  [[3, 0, 4, 7]],
];
export const SURFACES = [{ type: "GroundSurface" }, { type: "RoofSurface" }, { type: "WallSurface" }];
export const VALUES = [0, 1, 2, 2, 2, null];

export const solid = (rest: Json = {}): Json => ({
  type: "Solid",
  lod: "2.2",
  boundaries: [CUBE_FACES],
  semantics: { surfaces: SURFACES, values: [VALUES] },
  ...rest,
});

export const city = (objects: Json, rest: Json = {}): Json => ({
  type: "CityJSON",
  version: "2.0",
  metadata: { referenceSystem: "https://www.opengis.net/def/crs/EPSG/0/7415" },
  transform: { scale: [0.001, 0.001, 0.001], translate: [1000, 2000, 3] },
  CityObjects: objects,
  vertices: CUBE,
  ...rest,
});

export const building = (geometry: Json[], rest: Json = {}): Json => ({
  type: "Building",
  geometry,
  ...rest,
});

export const sequence = (head: Json, features: Json[]): string =>
  [head, ...features].map((line) => JSON.stringify(line)).join("\n");
