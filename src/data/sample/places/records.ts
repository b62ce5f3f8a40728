// What is operated in the district, as records: rest stations and services, shared car parks, roadside equipment, drone
// hangars. All of it is made up and says so. GeoJSON in WGS 84.

import type { Random } from "../../../model/records/random.ts";
import type { Building, City, PlaceRecord, Values } from "../district/site.ts";
import type { Corner } from "../furniture/roadside.ts";
import { middleOf, type Point, type Ring, ringOf } from "../shapes/plane.ts";

const SYNTHETIC: Values = { derivation: "synthetic", notice: "合成数据", noticeEn: "Synthetic data" };
const NIGHT_FEE_YUAN = 80;
const MALL_BAYS = 2500;
export const SHARED_LOTS = 72;
export const ALL_BAYS = 100_000;

const centreOf = (ring: Ring): Point => [
  ring.reduce((sum, [u]) => sum + u, 0) / ring.length,
  ring.reduce((sum, [, v]) => sum + v, 0) / ring.length,
];

const numbered = (prefix: string, n: number) => `${prefix}-${String(n).padStart(3, "0")}`;

/** Every so-maniest of the houses of some typologies, spread over the district. */
function spread(city: City, typologies: readonly string[], count: number, from = 0): Building[] {
  const list = city.buildings.filter(({ attributes }) => typologies.includes(String(attributes.typology)));
  const step = list.length / count;
  return Array.from(
    { length: count },
    (_, i) => list[Math.floor((i + 0.5) * step + from) % list.length],
  ).filter((house) => house !== undefined);
}

const KINDS = [
  {
    kind: "rest-station",
    zh: "户外劳动者驿站",
    en: "Outdoor workers' rest station",
    count: 46,
    hours: "07:00–22:00",
    offers: "饮水、热饭、充电、急救包",
    offersEn: "water, microwave, charging, first aid",
  },
  {
    kind: "party-mass",
    zh: "党群服务站",
    en: "Party-mass service station",
    count: 32,
    hours: "08:30–20:30",
    offers: "政务代办、议事、阅览",
    offersEn: "government errands, meetings, reading",
  },
  {
    kind: "mediation",
    zh: "矛盾纠纷调解中心",
    en: "Dispute mediation centre",
    count: 14,
    hours: "08:30–17:30",
    offers: "人民调解、法律咨询",
    offersEn: "mediation, legal advice",
  },
] as const;

function facilities(city: City, random: Random): PlaceRecord[] {
  const out: PlaceRecord[] = [];
  KINDS.forEach(({ kind, zh, en, count, hours, offers, offersEn }, k) => {
    spread(
      city,
      kind === "mediation" ? ["shops", "government", "school"] : ["shops", "gatehouse", "park-house"],
      count,
      k * 3,
    ).forEach((house, i) => {
      const ring = house.footprints[0] as Ring;
      const [u, v] = centreOf(ring);
      const z = house.massing[0]?.z0 ?? 0;
      out.push({
        list: "facilities",
        id: numbered(`ov-${kind}`, i + 1),
        u,
        v,
        z: z + 1.6,
        properties: {
          kind,
          name: `${zh}${i + 1}号`,
          nameEn: `${en} ${i + 1}`,
          building: house.id,
          openingHours: hours,
          offers,
          offersEn,
          seats: 8 + random.index(24),
          ...SYNTHETIC,
        },
      });
    });
  });
  const roofs = city.buildings.filter(
    ({ attributes }) =>
      ["mall", "government", "hospital", "park-house"].includes(String(attributes.typology)) ||
      (attributes.typology === "campus" && random.next() < 0.02),
  );
  roofs.forEach((house, i) => {
    const top = house.massing.at(-1);
    if (!top) return;
    const [u, v] = centreOf(top.ring);
    out.push({
      list: "facilities",
      id: numbered("ov-rooftop", i + 1),
      u,
      v,
      z: top.z1,
      properties: {
        kind: "rooftop",
        name: `${String(house.attributes.name)}屋顶空间`,
        nameEn: `${String(house.attributes.nameEn)}, rooftop`,
        building: house.id,
        areaM2: Math.round(Number(house.attributes.footprintM2) * 0.6),
        openingHours: "09:00–21:30",
        ...SYNTHETIC,
      },
    });
  });
  return out;
}

const WINDOWS = ["18:00–08:00", "19:00–07:30", "20:00–07:00", "00:00–24:00", "18:30–08:30"];

function parking(city: City, random: Random): PlaceRecord[] {
  const out: PlaceRecord[] = [];
  const hall = city.marks.get("mall-A");
  if (hall) {
    const [u, v] = middleOf(hall.on);
    out.push({
      list: "parking",
      id: "ov-parking-mall",
      u,
      v,
      z: hall.z0,
      ring: ringOf(hall.on),
      properties: {
        kind: "shared-night",
        name: "光谷天地夜间共享停车",
        nameEn: "Guanggu Tiandi Mall, shared night parking",
        bays: MALL_BAYS,
        window: "20:00–08:00",
        priceYuan: NIGHT_FEE_YUAN,
        per: "month",
        charging: 320,
        heightLimitM: 2.2,
        ...SYNTHETIC,
      },
    });
  }
  const parcels = city.parcels.filter(({ use }) => !["corridor", "park", "lake", "mall-A"].includes(use));
  const step = parcels.length / SHARED_LOTS;
  const chosen = Array.from({ length: SHARED_LOTS }, (_, i) => parcels[Math.floor(i * step)]).filter(
    (parcel) => parcel !== undefined,
  );
  const weights = chosen.map(({ on }) => (on.u1 - on.u0) * (on.v1 - on.v0) * random.between(0.7, 1.3));
  const whole = weights.reduce((a, b) => a + b, 0);
  let left = ALL_BAYS - MALL_BAYS;
  chosen.forEach(({ on, use, z }, i) => {
    const last = i === chosen.length - 1;
    const bays = last ? left : Math.round(((ALL_BAYS - MALL_BAYS) * (weights[i] as number)) / whole);
    left -= bays;
    const [u, v] = middleOf(on);
    const monthly = random.next() < 0.5;
    out.push({
      list: "parking",
      id: numbered("ov-parking", i + 1),
      u,
      v,
      z,
      properties: {
        kind: "shared",
        name: `共享停车场${i + 1}号`,
        nameEn: `Shared car park ${i + 1}`,
        use,
        bays,
        window: WINDOWS[random.index(WINDOWS.length)] as string,
        priceYuan: monthly ? 60 + 20 * random.index(8) : 2 + random.index(5),
        per: monthly ? "month" : "hour",
        charging: Math.round(bays * random.between(0.05, 0.2)),
        underground: use !== "factories",
        ...SYNTHETIC,
      },
    });
  });
  return out;
}

const DEVICES = [
  { kind: "rsu", zh: "路侧单元", en: "Roadside unit", upM: 6.1, rangeM: 400, fovDeg: 360 },
  { kind: "camera", zh: "摄像机", en: "Camera", upM: 6.3, rangeM: 120, fovDeg: 55.5 },
  { kind: "radar", zh: "毫米波雷达", en: "Millimetre-wave radar", upM: 6.4, rangeM: 200, fovDeg: 40 },
  { kind: "edge-box", zh: "边缘计算箱", en: "Edge computing box", upM: 1.4, rangeM: 0, fovDeg: 0 },
] as const;

/** A pole at every corner; radio and computing at one corner of each crossing. */
function equipment(city: City, corners: readonly Corner[]): PlaceRecord[] {
  const seen = new Map<string, number>();
  let serial = 0;
  return corners.flatMap(({ junction, name, place }) => {
    const nth = seen.get(junction) ?? 0;
    seen.set(junction, nth + 1);
    const avenue = name.startsWith("高新大道");
    if (!avenue && nth > 1) return [];
    city.things.push({
      model: "sensor-pole",
      u: place.u,
      v: place.v,
      z: place.z,
      headingRad: place.alongRad - Math.PI / 2,
      scale: 1,
      attributes: { type: "sensor-pole", junction },
    });
    return DEVICES.filter(({ kind }) => nth === 0 || kind === "camera" || (kind === "radar" && avenue)).map(
      ({ kind, zh, en, upM, rangeM, fovDeg }): PlaceRecord => {
        serial += 1;
        return {
          list: "equipment",
          id: numbered(`ov-${kind}`, serial),
          u: place.u,
          v: place.v,
          z: place.z + upM,
          properties: {
            kind,
            name: `${name} ${zh}`,
            nameEn: `${en} at ${name}`,
            junction,
            mountHeightM: upM,
            ...(rangeM > 0 && { rangeM, fovDeg }),
            // Back along the approach that the pole stands at.
            ...(fovDeg > 0 &&
              fovDeg < 360 && { headingDeg: Math.round((place.alongRad / Math.PI) * 180 + 540) % 360 }),
            status: serial % 37 === 0 ? "offline" : "online",
            ...SYNTHETIC,
          },
        };
      },
    );
  });
}

const ROOFS = ["campus", "office-tower", "government", "hospital", "mall", "works-office", "school"];

/** Hangars in the corner of flat roofs, spread over the district. */
function docks(city: City, random: Random): PlaceRecord[] {
  return spread(city, ROOFS, 30).flatMap((house, i): PlaceRecord[] => {
    const roof = house.massing.at(-1);
    if (!roof) return [];
    const us = roof.ring.map(([u]) => u);
    const vs = roof.ring.map(([, v]) => v);
    const [u, v] = [Math.min(...us) + 3.2, Math.min(...vs) + 3];
    city.things.push({
      model: "hangar",
      u,
      v,
      z: roof.z1,
      headingRad: 0,
      scale: 1,
      attributes: { type: "hangar", dock: numbered("ov-dock", i + 1) },
    });
    return [
      {
        list: "docks",
        id: numbered("ov-dock", i + 1),
        u,
        v,
        z: roof.z1 + 1.4,
        properties: {
          kind: "drone-hangar",
          name: `${String(house.attributes.name)}无人机机库`,
          nameEn: `Drone hangar on ${String(house.attributes.nameEn)}`,
          building: house.id,
          drones: 1 + random.index(2),
          rangeKm: 5 + random.index(4),
          status: i % 11 === 7 ? "maintenance" : "ready",
          ...SYNTHETIC,
        },
      },
    ];
  });
}

/** Adds the poles and hangars that carry them to the city's things. */
export function operated(city: City, corners: readonly Corner[], random: Random): PlaceRecord[] {
  return [
    ...facilities(city, random),
    ...parking(city, random),
    ...equipment(city, corners),
    ...docks(city, random),
  ];
}
