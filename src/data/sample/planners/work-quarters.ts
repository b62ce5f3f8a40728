// Where people work: office quarters of podium and tower around squares, research campuses around courts, and factories
// with yards.

import { bar, footbridge, type Named, officeTower } from "../buildings/offices.ts";
import { outbuilding, shed } from "../buildings/sheds.ts";
import { type Site, treeRow } from "../district/site.ts";
import { groundCourt } from "../places/pitches.ts";
import { depthOf, inset, type Rect, rect, widthOf } from "../shapes/plane.ts";
import { bays, carPark, framed, grove } from "./layout.ts";

const TOWERS = [
  ["光谷总部大厦", "Guanggu Headquarters Tower"],
  ["长飞信息中心", "Changfei Information Centre"],
  ["星湖国际", "Xinghu International"],
  ["楚天科技大厦", "Chutian Technology Tower"],
  ["汇金广场", "Huijin Plaza"],
  ["江汉创投中心", "Jianghan Venture Centre"],
  ["云谷大厦", "Cloud Valley Tower"],
  ["东湖金融港", "East Lake Finance Harbour"],
  ["激光大厦", "Laser Tower"],
  ["航天时代中心", "Aerospace Times Centre"],
] as const;
const named = (site: Site, list: readonly (readonly [string, string])[], key: string): Named => {
  const n = site.city.count(key);
  const [zh, en] = list[n % list.length] as readonly [string, string];
  const round = Math.floor(n / list.length);
  const letter = round === 0 ? "" : String.fromCharCode(65 + round);
  return { nameZh: `${zh}${letter && `${letter}座`}`, nameEn: `${en}${letter && ` ${letter}`}` };
};

/** @param tall 0 … 1: how much of a skyline it makes */
export function officeQuarter(site: Site, on: Rect, tall: number): void {
  const { ground, random } = site;
  const within = framed(site, on, "plaza", 8);
  for (const v of [on.v0 + 4, on.v1 - 4]) treeRow(site, [on.u0 + 4, v], [on.u1 - 4, v], 11, "plane");
  const columns = Math.max(1, Math.round(widthOf(within) / 112));
  const rows = Math.max(1, Math.round(depthOf(within) / 130));
  const [w, d] = [widthOf(within) / columns, depthOf(within) / rows];
  for (let c = 0; c < columns; c++)
    for (let r = 0; r < rows; r++) {
      const lot = rect(
        within.u0 + c * w,
        within.v0 + r * d,
        within.u0 + (c + 1) * w,
        within.v0 + (r + 1) * d,
      );
      const inner = framed(site, lot, "lane", 3.5);
      // A square before the house, bays behind it.
      const parkM = depthOf(inner) > 100 ? 5.3 : 0;
      if (parkM > 0) bays(site, rect(inner.u0, inner.v1 - parkM, inner.u1, inner.v1));
      const house = inset(rect(inner.u0, inner.v0 + 14, inner.u1, inner.v1 - parkM - 5), 5);
      ground.add("granite", rect(inner.u0, inner.v0 + 12, inner.u1, inner.v1 - parkM));
      const green = rect(inner.u0, inner.v0, inner.u1, inner.v0 + 12);
      const middle = (green.u0 + green.u1) / 2;
      ground.add("lawn", rect(green.u0, green.v0, middle - 12, green.v1));
      ground.add("plaza", rect(middle - 12, green.v0, middle + 12, green.v1));
      ground.add("lawn", rect(middle + 12, green.v0, green.u1, green.v1));
      for (const [a, b] of [
        [green.u0 + 3, middle - 14],
        [middle + 14, green.u1 - 3],
      ] as const) {
        treeRow(site, [a, green.v0 + 3], [b, green.v0 + 3], 10, "camphor");
        treeRow(site, [a, green.v1 - 3], [b, green.v1 - 3], 9, "shrub");
      }
      const heightM = Math.min(198, 58 + random.between(0, 40) + tall * random.between(10, 130));
      officeTower(site, house, heightM, named(site, TOWERS, "office-name"));
    }
}

const CAMPUSES = [
  ["光电研究院", "Optoelectronics Institute"],
  ["生物创新园", "Bio Innovation Park"],
  ["软件新城", "Software New Town"],
  ["芯片设计园", "Chip Design Park"],
  ["激光产业园", "Laser Industry Park"],
  ["智能网联园", "Connected Vehicle Park"],
  ["新材料中心", "New Materials Centre"],
  ["北斗应用园", "BeiDou Applications Park"],
] as const;

/** Bars around a court, with bridges between them; two courts or four by the room there is. */
export function researchCampus(site: Site, on: Rect): void {
  const { city, ground, random } = site;
  const { nameZh, nameEn } = named(site, CAMPUSES, "campus-name");
  const within = framed(site, framed(site, on, "belt", 6), "lane", 6);
  for (const v of [on.v0 + 3, on.v1 - 3]) treeRow(site, [on.u0 + 4, v], [on.u1 - 4, v], 11, "camphor");
  for (const u of [on.u0 + 3, on.u1 - 3]) treeRow(site, [u, on.v0 + 8], [u, on.v1 - 8], 11, "camphor");
  const columns = Math.max(1, Math.round(widthOf(within) / 116));
  const rows = Math.max(1, Math.round(depthOf(within) / 118));
  const [w, d] = [widthOf(within) / columns, depthOf(within) / rows];
  let serial = 0;
  const style = random.next() < 0.6 ? ("campus-brick" as const) : ("office-band" as const);
  for (let c = 0; c < columns; c++)
    for (let r = 0; r < rows; r++) {
      const lot = inset(
        rect(within.u0 + c * w, within.v0 + r * d, within.u0 + (c + 1) * w, within.v0 + (r + 1) * d),
        0,
      );
      const part = (kind: string): Named => ({
        nameZh: `${nameZh}${++serial}号楼`,
        nameEn: `${nameEn}, ${kind} ${serial}`,
      });
      const green = framed(site, lot, "path", 3.5);
      const deep = 17;
      const court = inset(green, deep + 9);
      ground.add("lawn", rect(green.u0, green.v0, green.u1, court.v0));
      ground.add("lawn", rect(green.u0, court.v1, green.u1, green.v1));
      ground.add("lawn", rect(green.u0, court.v0, court.u0, court.v1));
      ground.add("lawn", rect(court.u1, court.v0, green.u1, court.v1));
      const floors = 4 + random.index(5);
      const roofs = ["plant", "garden", "solar"] as const;
      const at = inset(green, 6);
      const tower = random.next() < 0.14;
      const north = bar(
        site,
        {
          rect: rect(at.u0, at.v1 - deep, at.u1, at.v1),
          floors: tower ? 13 + random.index(7) : floors,
          style,
          roof: roofs[random.index(3)] as "plant",
        },
        part("house"),
      );
      const west = bar(
        site,
        {
          rect: rect(at.u0, at.v0, at.u0 + deep, at.v1 - deep - 9),
          floors: Math.max(4, floors - random.index(3)),
          style,
          roof: "garden",
        },
        part("house"),
      );
      if (random.next() < 0.7)
        bar(
          site,
          {
            rect: rect(at.u1 - deep, at.v0, at.u1, at.v1 - deep - 9),
            floors: Math.max(4, floors - random.index(3)),
            style,
            roof: roofs[random.index(3)] as "plant",
          },
          part("house"),
        );
      else {
        const open = rect(at.u1 - deep, at.v0, at.u1, at.v1 - deep - 9);
        grove(site, open, 160, ["camphor", "plane", "metasequoia"]);
      }
      // From wing to wing over the gap.
      const z = Math.max(north.z0, west.z0) + 8.6;
      footbridge(site, rect(at.u0 + 5, at.v1 - deep - 9, at.u0 + 9, at.v1 - deep), z, z + 3.4, {
        nameZh: `${nameZh}连廊`,
        nameEn: `${nameEn}, link bridge`,
      });
      if (random.next() < 0.34 && widthOf(court) > 36 && depthOf(court) > 22)
        groundCourt(site, court, "basketball", "plaza", `ov-court-${city.count("court")}`);
      else {
        const inner = framed(site, court, "path", 2.4);
        ground.add("lawn", inner);
        grove(site, inner, 140, ["camphor", "shrub", "plane"]);
      }
      treeRow(site, [green.u0 + 3, green.v0 + 2.6], [green.u1 - 3, green.v0 + 2.6], 11, "plane");
    }
}

const WORKS = [
  ["精密光学厂", "Precision Optics Works"],
  ["显示面板厂", "Display Panel Works"],
  ["光纤预制棒车间", "Fibre Preform Works"],
  ["智能装备厂", "Smart Equipment Works"],
  ["冷链物流中心", "Cold Chain Logistics Centre"],
  ["生物制药厂", "Biopharma Works"],
] as const;

export function factories(site: Site, on: Rect): void {
  const { ground, random } = site;
  const within = framed(site, framed(site, on, "belt", 5), "lane", 7);
  for (const v of [on.v0 + 2.5, on.v1 - 2.5]) treeRow(site, [on.u0 + 4, v], [on.u1 - 4, v], 11, "camphor");
  const columns = Math.max(1, Math.round(widthOf(within) / 118));
  const rows = Math.max(1, Math.round(depthOf(within) / 92));
  const [w, d] = [widthOf(within) / columns, depthOf(within) / rows];
  for (let c = 0; c < columns; c++)
    for (let r = 0; r < rows; r++) {
      const lot = rect(
        within.u0 + c * w,
        within.v0 + r * d,
        within.u0 + (c + 1) * w,
        within.v0 + (r + 1) * d,
      );
      const inner = framed(site, lot, "lane", 4);
      const name = named(site, WORKS, "works-name");
      const x = random.next();
      if (x < 0.1) {
        carPark(site, inner);
        continue;
      }
      const yardM = random.between(14, 22);
      ground.add("yard", rect(inner.u0, inner.v0, inner.u1, inner.v0 + yardM));
      ground.add("yard", rect(inner.u0, inner.v0 + yardM, inner.u1, inner.v1));
      const hall = rect(inner.u0 + 3, inner.v0 + yardM, inner.u1 - 3, inner.v1 - 3);
      if (x < 0.75) shed(site, hall, random.between(11, 15), name);
      else {
        const middle = (hall.u0 + hall.u1) / 2;
        shed(site, rect(hall.u0, hall.v0, middle - 4, hall.v1), random.between(9, 13), name);
        bar(
          site,
          {
            rect: rect(middle + 4, hall.v1 - 18, hall.u1, hall.v1),
            floors: 4 + random.index(2),
            style: "office-band",
            floorM: 3.9,
            roof: "solar",
            typology: "works-office",
            use: "office",
          },
          { nameZh: `${name.nameZh}办公楼`, nameEn: `${name.nameEn}, offices` },
        );
        outbuilding(
          site,
          rect(middle + 4, hall.v0, hall.u1 - 12, hall.v0 + 18),
          { nameZh: `${name.nameZh}仓库`, nameEn: `${name.nameEn}, store` },
          "industrial",
        );
      }
      outbuilding(site, rect(inner.u0 + 2, inner.v0 + 2, inner.u0 + 12, inner.v0 + 9), {
        nameZh: `${name.nameZh}附属用房`,
        nameEn: `${name.nameEn}, annex`,
      });
      if (random.next() < 0.6)
        outbuilding(site, rect(inner.u1 - 16, inner.v0 + 2, inner.u1 - 3, inner.v0 + 8), {
          nameZh: `${name.nameZh}配电房`,
          nameEn: `${name.nameEn}, substation`,
        });
    }
}
