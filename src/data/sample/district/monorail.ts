// The suspended monorail (光谷光子号) along its corridor, north to south: pylons, two beams, the twin-pylon cable-stayed
// span over the avenue, a train of two cars, a station. Trains hang below the beams. District axes, metres.

import { MONORAIL_U } from "../planners/parks.ts";
import { HALF_V_M } from "../roads/district-plan.ts";
import { groundHeightM } from "../roads/ground-field.ts";
import { Body, type Colour, facade } from "../shapes/body.ts";
import { around, rect, ringOf } from "../shapes/plane.ts";
import type { City } from "./site.ts";

const BEAM_UP_M = 12.6;
const BEAM_HIGH_M = 1.1;
const BEAM_WIDE_M = 0.9;
const TRACK_M = 2.5;
const SPAN_M = 30;
const MAIN_SPAN_V = 56;
const MAST_M = 46;
const CONCRETE: Colour = [190, 190, 186];
const STEEL: Colour = [222, 226, 228];
const MAST: Colour = [232, 234, 234];
const CAR: Colour = [232, 236, 238];
const STRIPE: Colour = [196, 52, 46];
const GLASS: Colour = [52, 66, 76];

/** Smoothed over a hundred metres: a train feels no field. */
const beamZ = (v: number): number =>
  [-100, -50, 0, 50, 100].reduce((sum, dv) => sum + groundHeightM(MONORAIL_U, v + dv), 0) / 5 + BEAM_UP_M;

const attributes = (name: string, nameEn: string) => ({
  name,
  nameEn,
  use: "transit",
  typology: "monorail",
  derivation: "synthetic",
});

/** @param isRoad whether a pylon at a v would stand on a street */
export function monorail(city: City, isRoad: (u: number, v: number, aroundM: number) => boolean): void {
  const places: number[] = [-MAIN_SPAN_V, MAIN_SPAN_V];
  for (const sign of [1, -1])
    for (let v = sign * (MAIN_SPAN_V + SPAN_M); Math.abs(v) < HALF_V_M - 4; v += sign * SPAN_M) {
      // Moved along until it stands beside the street.
      let at = v;
      while (isRoad(MONORAIL_U, at, 2) && Math.abs(at) < HALF_V_M - 6) at += sign * 1.5;
      places.push(at);
      v = at;
    }
  places.sort((a, b) => a - b);
  const add = (
    id: string,
    body: Body,
    name: string,
    nameEn: string,
    kind: "rail" | "bridge" | "building",
    footprints = [] as ReturnType<typeof ringOf>[],
    massing: City["buildings"][number]["massing"] = [],
    extra = {},
  ) =>
    city.buildings.push({
      id,
      body,
      kind,
      footprints,
      massing,
      attributes: { ...attributes(name, nameEn), ...extra },
    });

  for (const [i, v] of places.entries()) {
    if (Math.abs(v) === MAIN_SPAN_V) continue;
    const body = new Body();
    const top = beamZ(v) + BEAM_HIGH_M + 1.1;
    const z0 = groundHeightM(MONORAIL_U, v) - 2;
    const column = around(MONORAIL_U, v, 1.3, 1.5);
    body.box(column, z0, top, CONCRETE);
    body.box(around(MONORAIL_U, v, 2 * TRACK_M + 1.6, 1.3), top - 1.1, top, CONCRETE, "plain", true);
    for (const side of [-1, 1])
      body.box(around(MONORAIL_U + side * TRACK_M, v, 0.5, 0.8), top - 1.4, top - 1, STEEL, "plain", true);
    add(`ov-monorail-pylon-${String(i).padStart(3, "0")}`, body, "光谷光子号墩柱", "Monorail pylon", "rail", [
      ringOf(column),
    ]);
  }
  // The beams, in lengths of five spans.
  const ends = [-HALF_V_M + 2, ...places.filter((_, i) => i % 4 === 2), HALF_V_M - 2];
  for (let i = 1; i < ends.length; i++) {
    const [from, to] = [ends[i - 1] as number, ends[i] as number];
    const body = new Body();
    const count = Math.max(1, Math.round((to - from) / 25));
    for (let k = 0; k < count; k++) {
      const [a, b] = [from + ((to - from) * k) / count, from + ((to - from) * (k + 1)) / count];
      for (const side of [-1, 1]) beam(body, MONORAIL_U + side * TRACK_M, a, b);
    }
    add(`ov-monorail-beam-${String(i).padStart(2, "0")}`, body, "光谷光子号轨道梁", "Monorail beams", "rail");
  }
  mainSpan(city, add);
  train(city, 236, add);
  station(city, 150, add);
}

function beam(body: Body, u: number, a: number, b: number): void {
  const [za, zb] = [beamZ(a), beamZ(b)];
  const [l, r] = [u - BEAM_WIDE_M / 2, u + BEAM_WIDE_M / 2];
  const [ta, tb] = [za + BEAM_HIGH_M, zb + BEAM_HIGH_M];
  body.face(
    "plain",
    [
      [l, a, ta],
      [r, a, ta],
      [r, b, tb],
      [l, b, tb],
    ],
    STEEL,
  );
  body.face(
    "plain",
    [
      [l, a, za],
      [l, b, zb],
      [r, b, zb],
      [r, a, za],
    ],
    [150, 154, 156],
  );
  body.face(
    "plain",
    [
      [r, a, za],
      [r, b, zb],
      [r, b, tb],
      [r, a, ta],
    ],
    [206, 210, 212],
  );
  body.face(
    "plain",
    [
      [l, b, zb],
      [l, a, za],
      [l, a, ta],
      [l, b, tb],
    ],
    [206, 210, 212],
  );
}

type Add = (
  id: string,
  body: Body,
  name: string,
  nameEn: string,
  kind: "rail" | "bridge" | "building",
  footprints?: ReturnType<typeof ringOf>[],
  massing?: City["buildings"][number]["massing"],
  extra?: Record<string, string | number | boolean>,
) => void;

/** Two portals of 46 m, cables fanned to the beams before and behind. */
function mainSpan(_city: City, add: Add): void {
  const body = new Body();
  const feet: ReturnType<typeof ringOf>[] = [];
  let low = Infinity;
  let high = -Infinity;
  for (const v of [-MAIN_SPAN_V, MAIN_SPAN_V]) {
    const z0 = groundHeightM(MONORAIL_U, v) - 2;
    const top = z0 + 2 + MAST_M;
    low = Math.min(low, z0 + 2);
    high = Math.max(high, top);
    for (const side of [-1, 1]) {
      const foot = around(MONORAIL_U + side * 7, v, 2.2, 2.6);
      feet.push(ringOf(foot));
      // Legs lean together to the top.
      const tip = MONORAIL_U + side * 2.2;
      for (let k = 0; k < 4; k++) {
        const [a, b] = [k / 4, (k + 1) / 4];
        const at = (w: number): readonly [number, number, number] => [
          MONORAIL_U + side * 7 + (tip - MONORAIL_U - side * 7) * w,
          v,
          z0 + (top - z0) * w,
        ];
        body.bar(at(a), at(b), 2.1 - 0.5 * a, MAST);
      }
      for (const reach of [12, 22, 32, 42, 52]) {
        const up = top - 1 - (52 - reach) * 0.32;
        const w = (up - z0) / (top - z0);
        const from = [MONORAIL_U + side * 7 + (tip - MONORAIL_U - side * 7) * w, v, up] as const;
        for (const way of [-1, 1]) {
          const to = v + way * reach;
          body.bar(
            from,
            [MONORAIL_U + side * (TRACK_M + 0.5), to, beamZ(to) + BEAM_HIGH_M],
            0.16,
            [214, 216, 218],
          );
        }
      }
    }
    body.bar([MONORAIL_U - 4.6, v, beamZ(v) - 1], [MONORAIL_U + 4.6, v, beamZ(v) - 1], 1.4, MAST);
    body.bar([MONORAIL_U - 2.4, v, top - 3], [MONORAIL_U + 2.4, v, top - 3], 1.2, MAST);
  }
  // Cross beams carry both tracks between the cables.
  for (let v = -MAIN_SPAN_V; v <= MAIN_SPAN_V; v += 14)
    body.bar(
      [MONORAIL_U - TRACK_M - 0.6, v, beamZ(v) + BEAM_HIGH_M],
      [MONORAIL_U + TRACK_M + 0.6, v, beamZ(v) + BEAM_HIGH_M],
      0.5,
      STEEL,
    );
  add(
    "ov-monorail-span",
    body,
    "光谷光子号高新大道斜拉桥",
    "Monorail cable-stayed span over Gaoxin Avenue",
    "bridge",
    feet,
    [],
    { spanM: 2 * MAIN_SPAN_V, heightM: Math.round((high - low) * 10) / 10 },
  );
}

function train(_city: City, v0: number, add: Add): void {
  const body = new Body();
  const u = MONORAIL_U + TRACK_M;
  for (let car = 0; car < 2; car++) {
    const [a, b] = [v0 + car * 11.4, v0 + car * 11.4 + 10.8];
    const top = beamZ((a + b) / 2) - 0.7;
    const low = top - 3.4;
    body.box(rect(u - 1.2, a, u + 1.2, b), low, low + 0.9, CAR, "plain", true);
    body.box(rect(u - 1.22, a, u + 1.22, b), low + 0.9, low + 1.15, STRIPE);
    body.box(rect(u - 1.2, a + 0.15, u + 1.2, b - 0.15), low + 1.15, low + 2.6, GLASS, "glass");
    body.box(rect(u - 1.2, a, u + 1.2, b), low + 2.6, top, CAR, "plain", true);
    for (const v of [a + 2.4, b - 2.4]) body.box(around(u, v, 0.5, 1.6), top, beamZ(v) + 0.2, [90, 94, 98]);
  }
  add("ov-monorail-train", body, "光谷光子号列车", "Monorail train", "rail", [], [], {
    cars: 2,
    passengers: 220,
  });
}

function station(_city: City, v: number, add: Add): void {
  const body = new Body();
  const z = beamZ(v);
  const floor = z - 4.6;
  const ground = groundHeightM(MONORAIL_U, v);
  const long = 46;
  const feet: ReturnType<typeof ringOf>[] = [];
  for (const side of [-1, 1]) {
    const edge = MONORAIL_U + side * (TRACK_M + 1.35);
    const outer = MONORAIL_U + side * (TRACK_M + 6.2);
    const deck = rect(Math.min(edge, outer), v - long / 2, Math.max(edge, outer), v + long / 2);
    body.box(deck, floor - 0.8, floor, [188, 188, 184], "plain", true);
    for (let k = -2; k <= 2; k++) {
      const column = around(MONORAIL_U + side * (TRACK_M + 4), v + k * 10.4, 0.9, 0.9);
      feet.push(ringOf(column));
      body.box(column, ground - 2, z + 3.4, CONCRETE);
    }
    const glass = rect(outer - 0.1, v - long / 2, outer + 0.1, v + long / 2);
    body.walls(ringOf(glass), floor, floor + 2.6, [140, 160, 168], {
      code: facade("office-curtain", 2.6, 2, 9),
    });
    // Lift and stairs to the ground.
    const shaft = around(MONORAIL_U + side * (TRACK_M + 7.8), v + 16, 2.6, 3);
    feet.push(ringOf(shaft));
    body.walls(ringOf(shaft), ground - 1.5, floor + 3.4, [150, 168, 176], {
      code: facade("office-curtain", 4, 1.3, 4),
    });
    body.area("roof", [ringOf(shaft)], floor + 3.4, [120, 124, 126]);
    for (let k = 0; k < 8; k++) {
      const w0 = ground + ((floor - ground) * k) / 8;
      const su = MONORAIL_U + side * (TRACK_M + 7.6);
      body.box(
        rect(su - 1, v - 4 - k * 1.9, su + 1, v - 4 - (k - 1) * 1.9),
        floor - (w0 - ground) - 0.9,
        floor - (w0 - ground) - 0.5,
        [176, 176, 172],
        "plain",
        true,
      );
    }
  }
  // A roof of two wings over both platforms.
  const ridge = z + 4.9;
  const eaves = z + 3.4;
  for (const side of [-1, 1]) {
    const [a, b] = [MONORAIL_U, MONORAIL_U + side * (TRACK_M + 7.4)];
    const corners: [number, number, number][] = [
      [a, v - long / 2 - 3, eaves + 0.2],
      [b, v - long / 2 - 3, ridge],
      [b, v + long / 2 + 3, ridge],
      [a, v + long / 2 + 3, eaves + 0.2],
    ];
    body.face("roof", side > 0 ? corners : [...corners].reverse(), [206, 212, 216]);
    const below = corners.map(([x, y, h]): [number, number, number] => [x, y, h - 0.35]);
    body.face("plain", side > 0 ? [...below].reverse() : below, [150, 154, 158]);
  }
  const ring = ringOf(around(MONORAIL_U, v, 2 * (TRACK_M + 6.2), long));
  add(
    "ov-monorail-station",
    body,
    "光谷光子号高新大道站",
    "Monorail station, Gaoxin Avenue",
    "building",
    feet,
    [{ ring, z0: floor - 0.8, z1: ridge, colour: [196, 202, 206] }],
    { heightM: Math.round((ridge - ground) * 10) / 10, levels: 2 },
  );
}
