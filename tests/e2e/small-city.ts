// A few streets of a city in a folder of their own, built in code: houses of every facade, lawns, pavements, water.
// Axes of the tiles are east, up, −north about the anchor.

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { CityFile } from "../../src/model/city/city-file.ts";
import { enuFrame } from "../../src/model/geo/frames.ts";
import { type TestPrimitive, writeTestGlb } from "./glb-writer.ts";

export const ANCHOR = { lonDeg: 114.476, latDeg: 30.4895, heightM: 24 };
const frame = enuFrame(ANCHOR.lonDeg, ANCHOR.latDeg, ANCHOR.heightM);

/** Codes of surfaces without a facade, second byte of _FACADE. */
export const CODE = { plain: 0, roof: 2, ground: 3, water: 4, glass: 5 } as const;

type Rgb = readonly [number, number, number];
type Primitive = Required<Omit<TestPrimitive, "mode" | "batchIds">>;

const mesh = (material: string): Primitive => ({
  positions: [],
  normals: [],
  colours: [],
  uvs: [],
  facade: [],
  rows: [],
  indices: [],
  material,
});

/** A rectangle by its corners, counter-clockwise from outside; east, north, up. */
function quad(
  to: Primitive,
  corners: readonly (readonly [number, number, number])[],
  uvs: readonly (readonly [number, number])[],
  normal: readonly [number, number, number],
  colour: Rgb,
  facade: readonly [number, number, number, number],
  row: number,
): void {
  const first = to.positions.length / 3;
  corners.forEach(([e, n, u], i) => {
    to.positions.push(e, u, -n);
    to.normals.push(normal[0], normal[2], -normal[1]);
    to.colours.push(...colour, 255);
    to.uvs.push(...(uvs[i] as [number, number]));
    to.facade.push(...facade);
    to.rows.push(row);
  });
  to.indices.push(first, first + 1, first + 2, first, first + 2, first + 3);
}

export interface Box {
  eastM: number;
  northM: number;
  wideM: number;
  deepM: number;
  heightM: number;
  baseM?: number;
}

export function addBox(
  walls: Primitive,
  roofs: Primitive,
  { eastM, northM, wideM, deepM, heightM, baseM = 0 }: Box,
  colour: Rgb,
  roof: Rgb,
  facade: readonly [number, number, number, number],
  row: number,
): void {
  const [w, e, s, n] = [eastM - wideM / 2, eastM + wideM / 2, northM - deepM / 2, northM + deepM / 2];
  const top = baseM + heightM;
  const sides = [
    [w, s, e, s, 0, -1],
    [e, s, e, n, 1, 0],
    [e, n, w, n, 0, 1],
    [w, n, w, s, -1, 0],
  ] as const;
  for (const [x0, y0, x1, y1, nx, ny] of sides) {
    const long = Math.hypot(x1 - x0, y1 - y0);
    quad(
      walls,
      [
        [x0, y0, baseM],
        [x1, y1, baseM],
        [x1, y1, top],
        [x0, y0, top],
      ],
      [
        [0, 0],
        [long, 0],
        [long, heightM],
        [0, heightM],
      ],
      [nx, ny, 0],
      colour,
      facade,
      row,
    );
  }
  addFlat(roofs, [w, s, e, n], top, roof, CODE.roof, row);
}

export function addFlat(
  to: Primitive,
  [w, s, e, n]: readonly [number, number, number, number],
  up: number,
  colour: Rgb,
  code: number,
  row: number,
): void {
  quad(
    to,
    [
      [w, s, up],
      [e, s, up],
      [e, n, up],
      [w, n, up],
    ],
    [
      [0, 0],
      [0, 0],
      [0, 0],
      [0, 0],
    ],
    [0, 0, 1],
    colour,
    [255, code, 0, 0],
    row,
  );
}

/** style, storeys, floor dm, bay dm, wide, deep, colour */
const TYPES: readonly (readonly [number, number, number, number, number, number, Rgb])[] = [
  [0, 30, 29, 36, 30, 16, [214, 204, 188]],
  [1, 7, 29, 33, 52, 12, [198, 184, 166]],
  [2, 34, 42, 15, 40, 40, [120, 148, 160]],
  [3, 14, 40, 42, 46, 24, [206, 208, 208]],
  [4, 6, 42, 40, 56, 18, [158, 104, 84]],
  [5, 4, 55, 90, 64, 48, [214, 206, 196]],
  [6, 2, 50, 60, 60, 20, [188, 178, 166]],
  [7, 12, 39, 36, 60, 22, [226, 224, 218]],
  [8, 5, 38, 45, 58, 14, [220, 190, 150]],
  [9, 1, 120, 60, 64, 40, [170, 178, 184]],
];

export const tileset = (uri: string, halfM: number, highM: number, generator?: string) => ({
  asset: { version: "1.1", ...(generator && { extras: { generator } }) },
  geometricError: 512,
  root: {
    transform: frame.matrix,
    boundingVolume: { box: [0, 0, highM / 2, halfM, 0, 0, 0, halfM, 0, 0, 0, highM / 2 + 5] },
    geometricError: 0,
    refine: "REPLACE",
    content: { uri },
  },
});

export const cityJson = (tilesets: CityFile["tilesets"]): CityFile => ({
  formatVersion: 1,
  id: "small",
  title: { zh: "小城", en: "Small city" },
  country: "CN",
  timeZone: "Asia/Shanghai",
  anchor: ANCHOR,
  groundHeightM: ANCHOR.heightM,
  home: { ...ANCHOR, headingDeg: 30, pitchDeg: -18, rangeM: 620 },
  frame: { name: "WGS 84", epsg: 4979, crs: "EPSG:4979" },
  verticalDatum: { name: "ellipsoid", derivation: "stated" },
  attributions: [{ text: "Small city (test)" }],
  quality: { derivation: "unknown" },
  tilesets,
  bounds: { west: 114.47, south: 30.484, east: 114.482, north: 30.495 },
});

export const put = (folder: string, path: string, content: string | Buffer | object): void => {
  mkdirSync(join(folder, path, ".."), { recursive: true });
  writeFileSync(
    join(folder, path),
    typeof content === "string" || Buffer.isBuffer(content) ? content : JSON.stringify(content),
  );
};

/** Houses on a grid of 90 m, every facade in turn; ids are house:<n>. */
export function writeSmallCity(folder: string, more: CityFile["tilesets"] = []): { houses: Box[] } {
  const walls = mesh("facade");
  const roofs = mesh("roof");
  const ground = mesh("ground");
  const water = mesh("water");
  const houses: Box[] = [];
  let at = 0;
  for (let n = -4; n <= 4; n++)
    for (let e = -5; e <= 5; e++) {
      if (Math.abs(e) <= 1 && Math.abs(n) <= 0) continue;
      const [style, storeys, floorDm, bayDm, wideM, deepM, colour] = TYPES[
        (at * 7 + (at >> 3)) % TYPES.length
      ] as (typeof TYPES)[number];
      const high = style === 9 ? 14 : (storeys * (0.75 + 0.5 * ((at * 37) % 10)) * floorDm) / 55;
      const house: Box = { eastM: e * 90, northM: n * 90, wideM, deepM, heightM: Math.round(high * 10) / 10 };
      addBox(
        walls,
        roofs,
        house,
        colour,
        [118, 116, 112],
        [style, floorDm, bayDm, (at * 53) % 256],
        houses.length,
      );
      houses.push(house);
      at += 1;
    }
  const half = 520;
  addFlat(ground, [-half, -half, half, half], -0.12, [70, 73, 78], CODE.ground, 0);
  for (let n = -5; n <= 4; n++)
    for (let e = -6; e <= 5; e++) {
      const [w, s] = [e * 90 + 8, n * 90 + 8];
      const pond = (e === -1 || e === 0) && (n === -1 || n === 0);
      addFlat(ground, [w, s, w + 74, s + 74], 0, pond ? [92, 116, 78] : [150, 148, 142], CODE.ground, 1);
      if (!pond) addFlat(ground, [w + 6, s + 6, w + 68, s + 68], 0.02, [104, 128, 84], CODE.ground, 2);
    }
  addFlat(water, [-60, -34, 60, 34], 0.05, [40, 66, 70], CODE.water, 3);
  put(
    folder,
    "buildings/0.glb",
    writeTestGlb(
      [walls, roofs],
      [
        { name: "id", type: "STRING", values: houses.map((_, i) => `house:${i}`) },
        { name: "kind", type: "STRING", values: houses.map(() => "building") },
        { name: "heightM", type: "FLOAT32", values: houses.map(({ heightM }) => heightM) },
        { name: "yong_tu", title: "用途", type: "STRING", values: houses.map((_, i) => `use ${i % 5}`) },
      ],
    ),
  );
  put(folder, "buildings/tileset.json", tileset("0.glb", half, 200, "LaneTwin"));
  put(
    folder,
    "ground/0.glb",
    writeTestGlb(
      [ground, water],
      [{ name: "id", type: "STRING", values: ["street", "pavement", "lawn", "pond"] }],
    ),
  );
  put(folder, "ground/tileset.json", tileset("0.glb", half, 4, "LaneTwin"));
  put(
    folder,
    "city.json",
    cityJson([
      {
        id: "buildings",
        kind: "buildings",
        title: { zh: "建筑", en: "Buildings" },
        url: "buildings/tileset.json",
      },
      { id: "ground", kind: "terrain", title: { zh: "地面", en: "Ground" }, url: "ground/tileset.json" },
      ...more,
    ]),
  );
  return { houses };
}
