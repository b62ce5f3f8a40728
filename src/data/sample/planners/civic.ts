// Public houses: a hospital, the government centre with gardens on its roofs, schools with their red tracks.

import { bar, footbridge } from "../buildings/offices.ts";
import { helipad } from "../buildings/typical.ts";
import { type Site, treeRow } from "../district/site.ts";
import { groundCourt, runningTrack } from "../places/pitches.ts";
import type { Colour } from "../shapes/body.ts";
import { ellipse, type Rect, rect, ringOf, sliced, widthOf } from "../shapes/plane.ts";
import { carPark, framed, grove } from "./layout.ts";

const SCHOOL: Colour[] = [
  [188, 104, 82],
  [206, 178, 140],
  [196, 128, 100],
];

/** Three wings of classrooms, a hall and a track; a 400 m track where there is room. */
export function school(site: Site, on: Rect, nameZh: string, nameEn: string): void {
  const { city, ground, random } = site;
  const within = framed(site, on, "belt", 6);
  for (const v of [on.v0 + 3, on.v1 - 3]) treeRow(site, [on.u0 + 4, v], [on.u1 - 4, v], 10, "camphor");
  const large = widthOf(within) > 235 && within.v1 - within.v0 > 240;
  const sportM = large ? 112 : 78;
  const [sport, houses] = sliced(within, "v", [sportM, 1e9]) as [Rect, Rect];
  const trackM = large ? 190 : 112;
  const [left, right] = sliced(sport, "u", [trackM, 1e9]) as [Rect, Rect];
  runningTrack(site, left, large ? 400 : 200, `ov-track-${city.count("track")}`);
  // Courts beside it, as many as there is room for.
  const count = Math.max(1, Math.floor((right.v1 - right.v0) / 24));
  const deep = (right.v1 - right.v0) / count;
  for (let i = 0; i < count; i++) {
    const strip = rect(right.u0, right.v0 + i * deep, right.u1, right.v0 + (i + 1) * deep);
    const across = Math.max(1, Math.floor(widthOf(strip) / 38));
    const w = widthOf(strip) / across;
    for (let k = 0; k < across; k++) {
      const lot = rect(strip.u0 + k * w, strip.v0, strip.u0 + (k + 1) * w, strip.v1);
      if (w >= 33 && deep >= 20)
        groundCourt(
          site,
          lot,
          i === 1 ? "tennis" : "basketball",
          "granite",
          `ov-court-${city.count("court")}`,
        );
      else {
        ground.add("lawn", lot);
        grove(site, lot, 120, ["camphor", "shrub"]);
      }
    }
  }
  const wall = SCHOOL[random.index(SCHOOL.length)] as Colour;
  const yard = framed(site, houses, "path", 4);
  const rows = Math.max(2, Math.min(4, Math.floor((yard.v1 - yard.v0) / 36)));
  const pitch = (yard.v1 - yard.v0) / rows;
  const ends: { z0: number; v0: number; v1: number }[] = [];
  for (let r = 0; r < rows; r++) {
    const row = rect(yard.u0, yard.v0 + r * pitch, yard.u1, yard.v0 + (r + 1) * pitch);
    ground.add(r % 2 === 0 ? "plaza" : "lawn", row);
    const v = (row.v0 + row.v1) / 2;
    const length = Math.min(widthOf(row) - 30, 90);
    const wing = rect(row.u0 + 14, v - 5.5, row.u0 + 14 + length, v + 5.5);
    const { z0 } = bar(
      site,
      {
        rect: wing,
        floors: 4 + random.index(2),
        style: "school",
        floorM: 3.8,
        bayM: 9,
        colour: wall,
        roof: "plain",
        typology: "school",
        use: "education",
      },
      { nameZh: `${nameZh}教学楼${r + 1}`, nameEn: `${nameEn}, teaching block ${r + 1}` },
    );
    ends.push({ z0, v0: wing.v0, v1: wing.v1 });
    const rest = rect(wing.u1 + 16, row.v0 + 6, row.u1 - 6, row.v1 - 6);
    if (widthOf(rest) > 34 && r === 0)
      bar(
        site,
        {
          rect: rect(rest.u0, rest.v0, Math.min(rest.u1, rest.u0 + 46), rest.v1),
          floors: 2,
          style: "school",
          floorM: 5.5,
          bayM: 6,
          colour: [196, 190, 180],
          roof: "solar",
          typology: "school",
          use: "education",
        },
        { nameZh: `${nameZh}体育馆`, nameEn: `${nameEn}, gymnasium` },
      );
    else if (widthOf(rest) > 34)
      bar(
        site,
        {
          rect: rect(rest.u0, v - 6, Math.min(rest.u1, rest.u0 + 50), v + 6),
          floors: 6,
          style: "residential-slab",
          floorM: 3.4,
          colour: wall,
          roof: "plain",
          typology: "school",
          use: "dormitory",
        },
        { nameZh: `${nameZh}宿舍${r}`, nameEn: `${nameEn}, dormitory ${r}` },
      );
    treeRow(site, [row.u0 + 14, row.v0 + 3], [row.u1 - 6, row.v0 + 3], 9, "plane");
  }
  for (let r = 1; r < ends.length; r++) {
    const [a, b] = [ends[r - 1], ends[r]] as [(typeof ends)[number], (typeof ends)[number]];
    const z = Math.max(a.z0, b.z0) + 3.8;
    footbridge(site, rect(yard.u0 + 18, a.v1, yard.u0 + 21.5, b.v0), z, z + 3.2, {
      nameZh: `${nameZh}连廊`,
      nameEn: `${nameEn}, covered way`,
    });
  }
}

const WHITE: Colour = [222, 222, 216];

export function hospital(site: Site, on: Rect): void {
  const { city, ground } = site;
  const within = framed(site, framed(site, on, "belt", 7), "lane", 6);
  for (const v of [on.v0 + 3.5, on.v1 - 3.5]) treeRow(site, [on.u0 + 4, v], [on.u1 - 4, v], 10, "camphor");
  // Cars to the south where one arrives, houses behind a square, gardens to the north.
  const [north, houses, square, cars] = [
    ...sliced(within, "v", [56, 34, (within.v1 - within.v0) * 0.56, 1e9]),
  ].reverse() as [Rect, Rect, Rect, Rect];
  carPark(site, cars);
  ground.add("plaza", square);
  ground.add("granite", houses);
  treeRow(site, [square.u0 + 5, square.v0 + 5], [square.u1 - 5, square.v0 + 5], 11, "plane");
  ground.add("lawn", north);
  grove(site, north, 110, ["camphor", "plane", "metasequoia"]);
  const name = (zh: string, en: string) => ({
    nameZh: `光谷东湖医院${zh}`,
    nameEn: `Guanggu East Lake Hospital, ${en}`,
  });
  const u = (houses.u0 + houses.u1) / 2;
  const use = {
    typology: "hospital",
    use: "healthcare",
    style: "hospital" as const,
    colour: WHITE,
    floorM: 4.2,
    bayM: 4.2,
  };
  const low = houses.v0 + 6;
  const out = bar(
    site,
    { ...use, rect: rect(u - 62, low, u + 62, low + 44), floors: 4, roof: "garden" },
    name("门诊楼", "outpatients"),
  );
  const back = low + 60;
  const wards: { rect: Rect; floors: number }[] = [
    { rect: rect(u - 112, back, u - 24, back + 24), floors: 19 },
    { rect: rect(u + 24, back, u + 112, back + 24), floors: 17 },
  ];
  for (const [i, ward] of wards.entries()) {
    const { top } = bar(
      site,
      { ...use, ...ward, floorM: 3.9, roof: "plant" },
      name(`${i + 1}号住院楼`, `wards ${i + 1}`),
    );
    if (i === 0) {
      const last = city.buildings.at(-1);
      if (last) helipad(last.body, u - 88, back + 12, top, 9.5);
    }
  }
  const z = out.z0 + 4.2;
  footbridge(site, rect(u - 40, low + 44, u - 32, back), z, z + 4, name("连廊", "link"));
  footbridge(site, rect(u + 32, low + 44, u + 40, back), z, z + 4, name("连廊", "link"));
  if (houses.v1 - back - 40 > 30) {
    bar(
      site,
      { ...use, rect: rect(u - 70, back + 42, u - 8, back + 60), floors: 6, roof: "solar" },
      name("医技楼", "diagnostics"),
    );
    bar(
      site,
      { ...use, rect: rect(u + 8, back + 42, u + 70, back + 60), floors: 8, roof: "plant" },
      name("科研楼", "research"),
    );
  }
}

const STONE: Colour = [204, 196, 182];

/** Symmetric about its axis: a long house behind a square, two wings with gardens on their roofs. */
export function governmentCentre(site: Site, on: Rect): void {
  const { ground } = site;
  const within = framed(site, framed(site, on, "belt", 8), "lane", 6);
  for (const v of [on.v0 + 4, on.v1 - 4]) treeRow(site, [on.u0 + 4, v], [on.u1 - 4, v], 10, "camphor");
  const u = (within.u0 + within.u1) / 2;
  const [square, houses, park] = sliced(within, "v", [
    (within.v1 - within.v0) * 0.4,
    (within.v1 - within.v0) * 0.36,
    1e9,
  ]) as [Rect, Rect, Rect];
  // Lawns on both sides of an axis of stone with a basin.
  const v = (square.v0 + square.v1) / 2;
  const basin = ellipse(u, v, 18, 12, 28);
  ground.add("granite", [ringOf(rect(u - 26, square.v0, u + 26, square.v1)), basin]);
  const level = site.heightAt(u, v) - 0.1;
  ground.add("water", [basin], {
    heightAt: () => level,
    own: {
      id: "ov-basin-government",
      kind: "water",
      attributes: {
        name: "政务中心水景",
        nameEn: "Government centre basin",
        use: "water",
        derivation: "synthetic",
      },
    },
  });
  for (const half of [
    rect(square.u0, square.v0, u - 26, square.v1),
    rect(u + 26, square.v0, square.u1, square.v1),
  ]) {
    const inner = framed(site, half, "path", 3);
    ground.add("lawn", inner);
    for (const row of [inner.v0 + 4, inner.v1 - 4])
      treeRow(site, [inner.u0 + 4, row], [inner.u1 - 4, row], 10, "camphor");
    grove(site, inner, 45, ["camphor", "shrub"]);
  }
  ground.add("plaza", houses);
  const name = (zh: string, en: string) => ({
    nameZh: `光谷政务服务中心${zh}`,
    nameEn: `Guanggu Government Service Centre, ${en}`,
  });
  const use = {
    typology: "government",
    use: "government",
    style: "office-band" as const,
    colour: STONE,
    floorM: 4.2,
    bayM: 4.8,
  };
  const s = houses.v0 + 12;
  bar(
    site,
    { ...use, rect: rect(u - 64, s + 48, u + 64, s + 74), floors: 11, roof: "plant" },
    name("主楼", "main house"),
  );
  for (const side of [-1, 1] as const) {
    const [a, b] = [u + side * 72, u + side * 128];
    bar(
      site,
      { ...use, rect: rect(Math.min(a, b), s, Math.max(a, b), s + 66), floors: 5, roof: "garden" },
      name(
        side < 0 ? "西楼（空中花园）" : "东楼（空中花园）",
        side < 0 ? "west house with sky garden" : "east house with sky garden",
      ),
    );
    const z = site.heightAt(u, s) + 8.4;
    footbridge(
      site,
      side < 0 ? rect(u - 72, s + 50, u - 64, s + 58) : rect(u + 64, s + 50, u + 72, s + 58),
      z,
      z + 4,
      name("连廊", "link"),
    );
  }
  ground.add("lawn", park);
  grove(site, park, 130, ["camphor", "plane", "metasequoia"]);
}
