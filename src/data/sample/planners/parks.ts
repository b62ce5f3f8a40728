// Parks: small ones within the blocks, the lake with its shore, and the corridor in which the stream lies below the street.

import { bar } from "../buildings/offices.ts";
import { settle, standsAt } from "../buildings/typical.ts";
import { type Site, tree, treeRow } from "../district/site.ts";
import { naturalShore, streamShore, waterIn } from "../ground/water.ts";
import { Body } from "../shapes/body.ts";
import { around, contains, ellipse, middleOf, type Point, type Rect, rect, ringOf } from "../shapes/plane.ts";
import { framed, grove } from "./layout.ts";

/** A pavilion with an upturned roof of two tiers. */
export function pavilion(site: Site, u: number, v: number, nameZh: string, nameEn: string): void {
  const ring = ringOf(around(u, v, 7, 7));
  const z0 = standsAt(site, ring);
  const body = new Body();
  body.box(around(u, v, 8.4, 8.4), z0 - 1, z0 + 0.5, [170, 164, 154]);
  for (const [pu, pv] of ringOf(around(u, v, 6, 6)))
    body.box(around(pu, pv, 0.4, 0.4), z0 + 0.5, z0 + 4, [142, 62, 50]);
  const tier = (half: number, low: number, high: number, top: number) => {
    const outer = ringOf(around(u, v, 2 * half, 2 * half));
    const inner = ringOf(around(u, v, 2 * top, 2 * top));
    outer.forEach((p, i) => {
      const q = outer[(i + 1) % 4] as Point;
      const [r, s] = [inner[(i + 1) % 4] as Point, inner[i] as Point];
      body.face(
        "roof",
        [
          [p[0], p[1], low],
          [q[0], q[1], low],
          [r[0], r[1], high],
          [s[0], s[1], high],
        ],
        [88, 94, 96],
      );
    });
    body.area("roof", [outer], low, [120, 84, 64], true);
  };
  tier(5, z0 + 4, z0 + 5.6, 2.4);
  tier(3.2, z0 + 5.8, z0 + 8, 0.2);
  settle(site.city, body, { typology: "pavilion", use: "park", nameZh, nameEn, levels: 1, year: 2016 }, z0, [
    { ring, z0, z1: z0 + 8, colour: [120, 100, 88] },
  ]);
}

export function smallPark(site: Site, on: Rect): void {
  const { ground, random, city } = site;
  const within = framed(site, on, "path", 3);
  const [u, v] = middleOf(within);
  const [a, b] = [(within.u1 - within.u0) * 0.26, (within.v1 - within.v0) * 0.22];
  const round = ellipse(u, v, a, b, 26);
  const square = ellipse(u, v, a - 4, b - 4, 26);
  ground.add("meadow", [ringOf(within), round]);
  ground.add("path", [round, square]);
  ground.add(random.next() < 0.5 ? "lawn" : "plaza", [square]);
  grove(site, within, 170, ["camphor", "plane", "metasequoia", "shrub"], (x, y) => !contains(round, [x, y]));
  pavilion(site, u, v, `光谷游园${city.count("pocket-park") + 1}号亭`, "Park pavilion");
}

export function lakePark(site: Site, on: Rect): void {
  const { ground, city, random } = site;
  const within = framed(site, framed(site, on, "belt", 6), "path", 3);
  treeRow(site, [on.u0 + 4, on.v0 + 3], [on.u1 - 4, on.v0 + 3], 10, "plane");
  treeRow(site, [on.u0 + 4, on.v1 - 3], [on.u1 - 4, on.v1 - 3], 10, "plane");
  const [u, v] = middleOf(within);
  // A strip of meadow and houses by the water to the east, the lake in the rest.
  const [lake, shore] = [
    rect(within.u0, within.v0, within.u1 - 96, within.v1),
    rect(within.u1 - 96, within.v0, within.u1, within.v1),
  ];
  const [cu, cv] = [(lake.u0 + lake.u1) / 2, v];
  const ring = naturalShore(
    cu,
    cv,
    (lake.u1 - lake.u0) / 2 / 1.31 - 24,
    (lake.v1 - lake.v0) / 2 / 1.31 - 20,
    1.1,
  );
  const levelM =
    Math.round(
      (Math.min(...ringOf(lake).map(([x, y]) => site.heightAt(x, y)), site.heightAt(cu, cv)) - 2.4) * 100,
    ) / 100;
  const island = naturalShore(cu - 70, cv + 22, 30, 20, 2.3, 24);
  const path = waterIn(site, lake, {
    id: "ov-lake",
    shore: ring,
    levelM,
    bankM: 13,
    reedsM: 3.2,
    pathM: 3.4,
    around: "meadow",
    islands: [island],
    attributes: { name: "星湖", nameEn: "Star Lake", use: "water" },
  });
  path.forEach((p, i) => {
    if (i % 2 === 0)
      tree(
        site,
        [p[0] + (p[0] > cu ? 4 : -4), p[1] + (p[1] > cv ? 4 : -4)],
        i % 4 === 0 ? "metasequoia" : "camphor",
      );
  });
  // Metasequoias stand on the island and in the bays.
  for (let i = 0; i < 26; i++)
    tree(site, [cu - 70 + random.between(-17, 17), cv + 22 + random.between(-9, 9)], "metasequoia");
  grove(
    site,
    lake,
    95,
    ["camphor", "metasequoia", "plane", "shrub"],
    (x, y) => Math.hypot((x - cu) / ((lake.u1 - lake.u0) / 2), (y - cv) / ((lake.v1 - lake.v0) / 2)) > 1.12,
  );
  const inner = framed(site, shore, "path", 2.4);
  ground.add("lawn", inner);
  grove(
    site,
    inner,
    110,
    ["camphor", "plane", "metasequoia"],
    (x, y) => Math.abs(y - v) > 66 && x > inner.u0 + 3,
  );
  bar(
    site,
    {
      rect: rect(inner.u0 + 22, v - 42, inner.u0 + 40, v - 6),
      floors: 2,
      style: "office-band",
      floorM: 4.6,
      roof: "garden",
      typology: "park-house",
      use: "culture",
    },
    { nameZh: "湖畔书房", nameEn: "Lakeside Reading Room" },
  );
  bar(
    site,
    {
      rect: rect(inner.u0 + 24, v + 8, inner.u0 + 42, v + 34),
      floors: 1,
      style: "office-curtain",
      floorM: 5,
      roof: "garden",
      typology: "park-house",
      use: "culture",
    },
    { nameZh: "湖畔党群驿站", nameEn: "Lakeside Party-Mass Station" },
  );
  city.marks.set("lake", { on: lake, z0: levelM });
  pavilion(site, inner.u0 + 14, v + 54, "望星亭", "Star View Pavilion");
  pavilion(site, u - 8, on.v0 + 24, "听荷亭", "Lotus Pavilion");
}

export const STREAM_U = 1798;
export const MONORAIL_U = 1740;
const streamAt = (v: number): number => STREAM_U + 13 * Math.sin(v / 96) + 5 * Math.sin(v / 41 + 1);

/** A stretch of the eco-corridor: the stream between banks, greenways, woods. */
export function corridor(site: Site, on: Rect): void {
  const { city } = site;
  const number = city.count("stream");
  const within = framed(site, on, "belt", 3);
  const [v0, v1] = [within.v0 + 26, within.v1 - 26];
  const uOf = (v: number) => Math.min(within.u1 - 34, Math.max(MONORAIL_U + 34, streamAt(v)));
  const lowest = Math.min(
    ...[0, 0.25, 0.5, 0.75, 1].map((w) => site.heightAt(uOf(v0 + w * (v1 - v0)), v0 + w * (v1 - v0))),
  );
  const shore = streamShore(uOf, (v) => 5.4 + 1.6 * Math.sin(v / 37), v0, v1);
  waterIn(site, within, {
    id: `ov-stream-${number}`,
    shore,
    levelM: Math.round((lowest - 3) * 100) / 100,
    bankM: 10,
    reedsM: 1.8,
    pathM: 3,
    around: "meadow",
    attributes: { name: "豹子溪", nameEn: "Baozi Stream", use: "water" },
  });
  const free = (x: number, y: number) =>
    Math.abs(x - MONORAIL_U) > 8 && (Math.abs(x - uOf(y)) > 27 || y < v0 - 22 || y > v1 + 22);
  grove(site, within, 150, ["metasequoia", "camphor", "plane", "metasequoia", "shrub"], free);
}
