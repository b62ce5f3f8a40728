// A housing estate: shops along its streets, a lane round it, rows of houses that look south over gardens, and a garden
// in the middle. Gaps between rows follow the sun of the coldest day: about the height of slabs, less for towers.

import { gatehouse, residentialBar, residentialTower, shops } from "../buildings/housing.ts";
import { type Site, treeRow } from "../district/site.ts";
import { ellipse, type Rect, rect, ringOf, widthOf } from "../shapes/plane.ts";
import { bays, framed, grove } from "./layout.ts";

export type HousingKind = "slabs" | "midrise" | "towers";

const ESTATES = [
  ["梧桐苑", "Wutong Court"],
  ["荷塘里", "Lotus Pond Lane"],
  ["湖畔春晓", "Lakeside Spring"],
  ["枫林雅居", "Maple Grove"],
  ["桂园", "Osmanthus Garden"],
  ["光电小区", "Optoelectronics Estate"],
  ["长江村", "Yangtze Village"],
  ["星河湾里", "Starry Bay"],
  ["学府华庭", "Scholars Court"],
  ["东湖新苑", "East Lake New Court"],
  ["云栖台", "Cloud Terrace"],
  ["锦程家园", "Jincheng Home"],
  ["杉湖花园", "Metasequoia Lake Garden"],
  ["未来城", "Future Town"],
  ["香樟里", "Camphor Lane"],
  ["汇文府", "Huiwen Mansion"],
] as const;

const PITCH_M: Record<HousingKind, number> = { slabs: 30, midrise: 47, towers: 60 };
const SHOPS_M = 12;
const FORECOURT_M = 5;

export function housingEstate(site: Site, on: Rect, kind: HousingKind): void {
  const { city, ground, random } = site;
  const number = city.count("estate");
  const [estateZh, estateEn] = ESTATES[number % ESTATES.length] as readonly [string, string];
  const phase = Math.floor(number / ESTATES.length);
  const zh = phase === 0 ? estateZh : `${estateZh}${["", "二期", "三期", "四期"][phase] ?? ""}`;
  const en = phase === 0 ? estateEn : `${estateEn}, phase ${phase + 1}`;
  const year =
    kind === "slabs"
      ? 1996 + random.index(10)
      : kind === "midrise"
        ? 2004 + random.index(12)
        : 2011 + random.index(13);

  // Shops to the south and the north, a gate in the middle of each.
  const gateU = (on.u0 + on.u1) / 2;
  for (const front of ["S", "N"] as const) {
    const strip =
      front === "S"
        ? rect(on.u0, on.v0, on.u1, on.v0 + SHOPS_M + FORECOURT_M)
        : rect(on.u0, on.v1 - SHOPS_M - FORECOURT_M, on.u1, on.v1);
    const gate = rect(gateU - 9, strip.v0, gateU + 9, strip.v1);
    ground.add("plaza", rect(strip.u0, strip.v0, gate.u0, strip.v1));
    ground.add("lane", gate);
    ground.add("plaza", rect(gate.u1, strip.v0, strip.u1, strip.v1));
    const [v0, v1] = front === "S" ? [strip.v0 + FORECOURT_M, strip.v1] : [strip.v0, strip.v1 - FORECOURT_M];
    for (const [a, b] of [
      [strip.u0 + 4, gate.u0 - 3],
      [gate.u1 + 3, strip.u1 - 4],
    ] as const) {
      const count = Math.max(1, Math.round((b - a) / 52));
      const step = (b - a) / count;
      for (let i = 0; i < count; i++)
        if (random.next() < 0.9)
          shops(
            site,
            rect(a + i * step + 1.5, v0, a + (i + 1) * step - 1.5, v1),
            `${zh}商铺`,
            `${en}, shops`,
            front,
          );
    }
    const v = front === "S" ? strip.v0 + 1.8 : strip.v1 - 1.8;
    treeRow(site, [strip.u0 + 4, v], [gate.u0 - 4, v], 11, "plane");
    treeRow(site, [gate.u1 + 4, v], [strip.u1 - 4, v], 11, "plane");
    gatehouse(site, gate.u0 + 3.5, (strip.v0 + strip.v1) / 2, `${zh}门岗`, `${en}, gatehouse`);
  }
  const within = framed(
    site,
    rect(on.u0, on.v0 + SHOPS_M + FORECOURT_M, on.u1, on.v1 - SHOPS_M - FORECOURT_M),
    "lane",
    5.5,
  );
  const wide = widthOf(within) > 150;
  const gardenM = wide ? 34 : 0;
  const middle = (within.u0 + within.u1) / 2;
  const halves = wide
    ? [
        rect(within.u0, within.v0, middle - gardenM / 2, within.v1),
        rect(middle + gardenM / 2, within.v0, within.u1, within.v1),
      ]
    : [within];
  let serial = 0;
  for (const [h, half] of halves.entries()) {
    const rows = Math.max(1, Math.floor((half.v1 - half.v0) / PITCH_M[kind]));
    const pitch = (half.v1 - half.v0) / rows;
    for (let r = 0; r < rows; r++) {
      const row = rect(half.u0, half.v0 + r * pitch, half.u1, half.v0 + (r + 1) * pitch);
      const parkM = r % 2 === 0 ? 5.3 : 0;
      ground.add("path", rect(row.u0, row.v1 - 3, row.u1, row.v1));
      if (parkM > 0) bays(site, rect(row.u0, row.v0, row.u1, row.v0 + parkM), "carPark", false);
      const lawn = rect(row.u0, row.v0 + parkM, row.u1, row.v1 - 3);
      ground.add("lawn", lawn);
      treeRow(site, [row.u0 + 3, lawn.v0 + 2.4], [row.u1 - 3, lawn.v0 + 2.4], 13, "camphor");
      // Houses stand at the north of their garden.
      const depth = kind === "towers" ? 16.5 : kind === "midrise" ? 14 : 11.8;
      const v = lawn.v1 - depth / 2 - 4.2;
      const house = { estateZh: zh, estateEn: en, year, number: 0 };
      const every = kind === "towers" ? random.between(44, 50) : kind === "midrise" ? 58 : 64;
      const count = Math.max(1, Math.floor(widthOf(half) / every));
      const step = widthOf(half) / count;
      for (let i = 0; i < count; i++) {
        // Towers of one row stand between those of the next.
        const shift = kind === "towers" && r % 2 === 1 ? step * 0.14 * (h === 0 ? 1 : -1) : 0;
        const u = half.u0 + (i + 0.5) * step + shift;
        house.number = ++serial + h * 0;
        if (kind === "towers") residentialTower(site, u, v, pick26(random.next()), { ...house });
        else if (kind === "midrise")
          residentialBar(site, u, v, Math.min(step - 9, 48), 13.6, 11 + random.index(8), { ...house });
        else residentialBar(site, u, v, Math.min(step - 8, 62), 11.6, 6 + random.index(2), { ...house });
      }
      grove(site, rect(row.u0, lawn.v0 + 4, row.u1, v - depth / 2 - 3), kind === "slabs" ? 40 : 55, [
        "camphor",
        "plane",
        "shrub",
      ]);
    }
  }
  if (wide) garden(site, rect(middle - gardenM / 2, within.v0, middle + gardenM / 2, within.v1));
}

/** 26 to 33 floors: mostly just below 80 m or 100 m. */
const pick26 = (x: number): number => (x < 0.4 ? 26 : x < 0.5 ? 28 : x < 0.62 ? 30 : x < 0.72 ? 32 : 33);

/** Lawns, a square and a playground down the middle. */
function garden(site: Site, on: Rect): void {
  const { ground } = site;
  const count = Math.max(3, Math.round((on.v1 - on.v0) / 42));
  const step = (on.v1 - on.v0) / count;
  for (let i = 0; i < count; i++) {
    const part = rect(on.u0, on.v0 + i * step, on.u1, on.v0 + (i + 1) * step);
    const inner = framed(site, part, "path", 2.2);
    const [u, v] = [(inner.u0 + inner.u1) / 2, (inner.v0 + inner.v1) / 2];
    if (i % 3 === 1) {
      const play = ellipse(u, v, 9, 7, 18);
      ground.add("lawn", [ringOf(inner), play]);
      ground.add("play", [play]);
      grove(site, inner, 60, ["camphor", "shrub"], (x, y) => Math.hypot((x - u) / 11, (y - v) / 9) > 1);
    } else if (i % 3 === 2) {
      ground.add("plaza", inner);
      treeRow(site, [inner.u0 + 3, inner.v0 + 3], [inner.u0 + 3, inner.v1 - 3], 10, "plane");
      treeRow(site, [inner.u1 - 3, inner.v0 + 3], [inner.u1 - 3, inner.v1 - 3], 10, "plane");
    } else {
      ground.add("lawn", inner);
      grove(site, inner, 150, ["camphor", "plane", "shrub", "metasequoia"]);
    }
  }
}
