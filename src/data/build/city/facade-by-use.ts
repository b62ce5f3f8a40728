// How a body without photographs looks: colours and windows by what its attributes say about its use, else by its height
// and size. A rule of appearance only; nothing of it is written as an attribute.

import type { Attributes } from "../../../model/buildings/city-object.ts";
import { FACADE_STYLES, type FacadeCode } from "../../tiling/city/city-feature.ts";

export type FacadeStyle = (typeof FACADE_STYLES)[number];
export type Colour = readonly [number, number, number];

/** First that fits wins; words of OSM, CityGML code lists in their languages, and Chinese cadastres. */
const USES: readonly (readonly [RegExp, FacadeStyle])[] = [
  [/hospital|clinic|health|医|krankenhaus|病院/i, "hospital"],
  [/school|kindergarten|教育|学校|小学|中学|幼儿/i, "school"],
  [/university|college|campus|research|大学|学院|研发|科研/i, "campus-brick"],
  [/industr|warehouse|factory|storage|hangar|工业|厂|仓|工場|倉庫/i, "industrial"],
  [/mall|retail|supermarket|department|商场|购物|商業施設/i, "mall-panel"],
  [/shop|kiosk|store|店/i, "shopfront"],
  [/office|commercial|hotel|government|civic|public|bank|办公|写字|商务|酒店|政府|業務|宿泊/i, "office-band"],
  [
    /apartment|residential|house|dormitory|detached|terrace|住宅|居住|公寓|宿舍|共同|wohn|woon/i,
    "residential-slab",
  ],
];
const TELLING = /use|function|usage|class|building|amenity|type|kind|用途|性质|类型|功能|usedescr/i;

const TALL_M = 40;
const HIGH_M = 60;
const SHED_M = 10;
const SHED_AREA_M2 = 1200;
/** Lower than this has no windows worth drawing. */
const LEAST_M = 2.4;

const STOREY_M: Record<FacadeStyle, readonly [number, number]> = {
  "residential-balcony": [2.9, 3.6],
  "residential-slab": [2.9, 3.3],
  "office-curtain": [4, 1.5],
  "office-band": [3.8, 3],
  "campus-brick": [4.2, 3.6],
  "mall-panel": [5.2, 8],
  shopfront: [4, 4.5],
  hospital: [3.9, 3.3],
  school: [3.7, 3],
  industrial: [6, 6],
};

const WALLS: Record<FacadeStyle, readonly Colour[]> = {
  "residential-balcony": [
    [214, 205, 190],
    [203, 194, 182],
    [222, 214, 203],
  ],
  "residential-slab": [
    [208, 196, 178],
    [196, 184, 168],
    [188, 172, 155],
  ],
  "office-curtain": [
    [126, 148, 160],
    [118, 140, 156],
  ],
  "office-band": [
    [190, 192, 192],
    [176, 182, 186],
  ],
  "campus-brick": [
    [170, 118, 96],
    [180, 132, 110],
  ],
  "mall-panel": [
    [200, 198, 194],
    [186, 180, 174],
  ],
  shopfront: [[196, 186, 172]],
  hospital: [[220, 220, 216]],
  school: [[206, 190, 164]],
  industrial: [
    [172, 178, 184],
    [160, 168, 176],
  ],
};
const ROOFS: readonly Colour[] = [
  [126, 124, 122],
  [138, 134, 130],
  [112, 114, 118],
  [146, 128, 116],
];

/** FNV-1a, so that a thing looks the same in every build. */
export function hashOf(id: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < id.length; i++) hash = Math.imul(hash ^ id.charCodeAt(i), 0x01000193);
  hash ^= hash >>> 15;
  return hash >>> 0;
}

function styleOf(attributes: Attributes, heightM: number, areaM2: number): FacadeStyle {
  for (const name in attributes) {
    const value = attributes[name];
    if (typeof value !== "string" || !TELLING.test(name)) continue;
    const found = USES.find(([words]) => words.test(value))?.[1];
    if (found === "residential-slab" && heightM > TALL_M) return "residential-balcony";
    if (found === "office-band" && heightM > HIGH_M) return "office-curtain";
    if (found) return found;
  }
  if (heightM < SHED_M && areaM2 > SHED_AREA_M2) return "industrial";
  if (heightM > HIGH_M && areaM2 > 1500) return "office-curtain";
  return heightM > TALL_M ? "residential-balcony" : "residential-slab";
}

export interface Look {
  wall: Colour;
  roof: Colour;
  /** Absent where it is too low for windows. */
  facade?: FacadeCode;
}

export function lookOf(id: string, attributes: Attributes, heightM: number, areaM2: number): Look {
  const hash = hashOf(id);
  const style = styleOf(attributes, heightM, areaM2);
  // ± 4 % of brightness from house to house.
  const light = 0.96 + ((hash >>> 8) & 255) * (0.08 / 255);
  const shaded = (colours: readonly Colour[]): Colour =>
    (colours[hash % colours.length] as Colour).map((v) =>
      Math.min(255, Math.round(v * light)),
    ) as unknown as Colour;
  const [storeyM, bayM] = STOREY_M[style];
  const storeys = Math.max(1, Math.round(heightM / storeyM));
  return {
    wall: shaded(WALLS[style]),
    roof: shaded(ROOFS),
    ...(heightM >= LEAST_M && {
      facade: {
        style: FACADE_STYLES.indexOf(style),
        floorM: Math.min(25, heightM / storeys),
        bayM,
        seed: hash & 255,
      },
    }),
  };
}
