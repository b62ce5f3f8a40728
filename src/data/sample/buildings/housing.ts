// Housing that looks south: old slabs of six or seven floors, mid-rises, towers just below 80 and 100 m, and the shops
// along their streets. Heights of floors and the gaps between rows are those usual in Wuhan.

import type { Site } from "../district/site.ts";
import { Body, type Colour, facade, shade } from "../shapes/body.ts";
import { around, type Point, type Rect, type Ring, rect, ringOf } from "../shapes/plane.ts";
import { pick, roofPlant, settle, standsAt, storeys, toned } from "./typical.ts";

const TOWER_WALLS: Colour[] = [
  [214, 204, 186],
  [198, 190, 178],
  [222, 216, 206],
  [204, 178, 152],
  [186, 176, 166],
];
const SLAB_WALLS: Colour[] = [
  [206, 194, 170],
  [196, 176, 150],
  [214, 208, 196],
  [188, 160, 138],
  [200, 200, 192],
];
const TANK: Colour = [176, 184, 188];

/** A tower's plan: bays forward to the south, the core behind. */
function towerRing(u: number, v: number, w: number, d: number, deep: number): Ring {
  const [h, q] = [w / 2, w / 6];
  const [s, n] = [v - d / 2, v + d / 2];
  return [
    [u - h, s + deep],
    [u - h + q * 0.4, s + deep],
    [u - h + q * 0.4, s],
    [u - q * 0.8, s],
    [u - q * 0.8, s + deep * 1.3],
    [u + q * 0.8, s + deep * 1.3],
    [u + q * 0.8, s],
    [u + h - q * 0.4, s],
    [u + h - q * 0.4, s + deep],
    [u + h, s + deep],
    [u + h, n],
    [u + q * 1.1, n],
    [u + q * 1.1, n + 2.6],
    [u - q * 1.1, n + 2.6],
    [u - q * 1.1, n],
    [u - h, n],
  ];
}

export interface HousingRow {
  estateZh: string;
  estateEn: string;
  number: number;
  year: number;
}

export function residentialTower(site: Site, u: number, v: number, floors: number, about: HousingRow): void {
  const { city, random } = site;
  const w = random.between(27, 33);
  const d = random.between(14.5, 16.5);
  const ring = towerRing(u, v, w, d, 1.5);
  const z0 = standsAt(site, ringOf(around(u, v, w, d)));
  const body = new Body();
  const wall = toned(random, pick(random, TOWER_WALLS));
  const seed = random.index(256);
  const floorM = 2.95;
  const top = storeys(body, {
    ring,
    z0,
    floors,
    floorM,
    style: "residential-balcony",
    bayM: 3.6,
    colour: wall,
    parapetM: 1.3,
    seed,
  });
  roofPlant(body, around(u, v, w - 6, d - 3), top, random, wall, 2);
  // A frame of beams over the roof, as much built as mocked.
  if (random.next() < 0.45) {
    const crown = shade(wall, 1.02);
    const f = around(u, v + 0.5, w * 0.72, d * 0.66);
    for (const [x, y] of ringOf(f)) body.box(around(x, y, 0.7, 0.7), top, top + 5.6, crown);
    body.box(rect(f.u0, f.v0 - 0.35, f.u1, f.v0 + 0.35), top + 5.2, top + 5.9, crown, "plain", true);
    body.box(rect(f.u0, f.v1 - 0.35, f.u1, f.v1 + 0.35), top + 5.2, top + 5.9, crown, "plain", true);
  }
  settle(
    city,
    body,
    {
      typology: "residential-tower",
      use: "residential",
      nameZh: `${about.estateZh}${about.number}栋`,
      nameEn: `${about.estateEn}, block ${about.number}`,
      levels: floors,
      year: about.year,
      extra: { households: floors * 4 },
    },
    z0,
    [{ ring: ringOf(around(u, v, w, d)), z0: z0 - 1.6, z1: top, colour: wall }],
    [ring],
  );
}

/** Slabs and mid-rises: a bar along u with stair heads, and water heaters on the old ones. */
export function residentialBar(
  site: Site,
  u: number,
  v: number,
  w: number,
  d: number,
  floors: number,
  about: HousingRow,
): void {
  const { city, random } = site;
  const old = floors < 9;
  const h = w / 2;
  const units = Math.max(2, Math.round(w / 17));
  // Stairs stand out to the north of the taller ones.
  const north: Point[] = old
    ? []
    : [
        [u + 4, v + d / 2],
        [u + 4, v + d / 2 + 1.4],
        [u - 4, v + d / 2 + 1.4],
        [u - 4, v + d / 2],
      ];
  const ring: Ring = [
    [u - h, v - d / 2],
    [u + h, v - d / 2],
    [u + h, v + d / 2],
    ...north,
    [u - h, v + d / 2],
  ];
  const z0 = standsAt(site, ringOf(around(u, v, w, d)));
  const body = new Body();
  const wall = toned(random, pick(random, old ? SLAB_WALLS : TOWER_WALLS));
  const top = storeys(body, {
    ring,
    z0,
    floors,
    floorM: old ? 2.85 : 2.95,
    style: old ? "residential-slab" : "residential-balcony",
    bayM: old ? 3.3 : 3.6,
    colour: wall,
    parapetM: 1.1,
    seed: random.index(256),
  });
  for (let i = 0; i < units; i++) {
    const at = u - h + ((i + 0.5) * w) / units;
    body.box(around(at, v + d * 0.22, 3.2, 4.4), top, top + 2.9, shade(wall, 0.95), "roof");
    if (!old) body.box(around(at + 5, v, 2.6, 2), top, top + 1.6, [160, 162, 162], "roof");
  }
  // Rows of water heaters: tanks behind, collectors before.
  if (old) {
    body.box(around(u, v - d * 0.12, w - 7, 0.7), top + 0.5, top + 1.2, TANK, "roof");
    body.face(
      "roof",
      [
        [u - h + 3.5, v - d * 0.3, top + 0.2],
        [u + h - 3.5, v - d * 0.3, top + 0.2],
        [u + h - 3.5, v - d * 0.12, top + 1],
        [u - h + 3.5, v - d * 0.12, top + 1],
      ],
      [78, 98, 122],
    );
  }
  settle(
    city,
    body,
    {
      typology: old ? "residential-slab" : "residential-midrise",
      use: "residential",
      nameZh: `${about.estateZh}${about.number}栋`,
      nameEn: `${about.estateEn}, block ${about.number}`,
      levels: floors,
      year: about.year,
      extra: { households: floors * units * 2 },
    },
    z0,
    [{ ring: ringOf(around(u, v, w, d)), z0: z0 - 1.6, z1: top, colour: wall }],
    [ring],
  );
}

const SIGNS: Colour[] = [
  [176, 60, 48],
  [52, 96, 150],
  [206, 150, 60],
  [70, 126, 92],
];

/** Two floors of shops; signs run along the street side. */
export function shops(
  site: Site,
  on: Rect,
  nameZh: string,
  nameEn: string,
  front: "S" | "N" | "W" | "E",
): void {
  const { city, random } = site;
  const ring = ringOf(on);
  const z0 = standsAt(site, ring);
  const body = new Body();
  const wall = toned(random, [204, 196, 184]);
  const seed = random.index(256);
  const top = storeys(body, {
    ring,
    z0,
    floors: 2,
    floorM: 4,
    style: "mall-panel",
    bayM: 4.2,
    colour: wall,
    shopsM: 4.6,
    parapetM: 1.1,
    seed,
  });
  const along = front === "S" || front === "N";
  const length = along ? on.u1 - on.u0 : on.v1 - on.v0;
  const count = Math.max(1, Math.floor(length / 9));
  for (let i = 0; i < count; i += 3) {
    const a = (i + 0.15) / count;
    const b = (i + 0.85) / count;
    const board = pick(random, SIGNS);
    const [u0, u1] = [on.u0 + a * (on.u1 - on.u0), on.u0 + b * (on.u1 - on.u0)];
    const [v0, v1] = [on.v0 + a * (on.v1 - on.v0), on.v0 + b * (on.v1 - on.v0)];
    const sign =
      front === "S"
        ? rect(u0, on.v0 - 0.25, u1, on.v0)
        : front === "N"
          ? rect(u0, on.v1, u1, on.v1 + 0.25)
          : front === "W"
            ? rect(on.u0 - 0.25, v0, on.u0, v1)
            : rect(on.u1, v0, on.u1 + 0.25, v1);
    body.box(sign, z0 + 3.9, z0 + 5.1, board, "plain", true);
  }
  for (let i = 0; i < 2; i++)
    body.box(
      around(random.between(on.u0 + 3, on.u1 - 3), random.between(on.v0 + 2, on.v1 - 2), 2.4, 1.6),
      top,
      top + 1.3,
      [160, 162, 162],
      "roof",
    );
  settle(
    city,
    body,
    { typology: "shops", use: "retail", nameZh, nameEn, levels: 2, year: 2008 + random.index(14) },
    z0,
    [{ ring, z0: z0 - 1.6, z1: top, colour: wall }],
  );
}

/** A kiosk at a gate. */
export function gatehouse(site: Site, u: number, v: number, nameZh: string, nameEn: string): void {
  const ring = ringOf(around(u, v, 5, 4));
  const z0 = standsAt(site, ring);
  const body = new Body();
  body.walls(ring, z0 - 1, z0 + 3.2, [208, 200, 186], {
    code: facade("shopfront", 3.2, 2.4, 3),
    baseZ: z0,
    foot: 0.75,
  });
  body.box(around(u, v, 8, 5.4), z0 + 3.2, z0 + 3.6, [120, 104, 92], "roof", true);
  settle(
    site.city,
    body,
    { typology: "gatehouse", use: "service", nameZh, nameEn, levels: 1, year: 2012 },
    z0,
    [{ ring, z0, z1: z0 + 3.6, colour: [208, 200, 186] }],
  );
}
