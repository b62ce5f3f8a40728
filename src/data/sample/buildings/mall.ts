// A mall of two halls on both sides of a street, joined by a bridge over it: skylights over the atrium, cars, gardens and
// pitches of true size on the roofs. After the pattern of Wuhan's AEON malls; the place is made up.

import type { Site } from "../district/site.ts";
import { rooftopPitch } from "../places/pitches.ts";
import { Body, type Colour, facade, shade } from "../shapes/body.ts";
import { around, chamfered, ellipse, middleOf, type Rect, rect, ringOf } from "../shapes/plane.ts";
import type { Named } from "./offices.ts";
import { ROOF, roofGarden, settle, standsAt, storeys } from "./typical.ts";

const WALL: Colour = [206, 198, 190];
const FLOOR_M = 5.4;
const DECK: Colour = [128, 130, 132];
const ACCENT: Colour = [150, 62, 104];

/** @param roofUse what takes most of the roof */
export function mallHall(
  site: Site,
  on: Rect,
  floors: number,
  roofUse: "cars" | "pitches",
  named: Named,
): { id: string; z0: number; top: number } {
  const { city, random } = site;
  const ring = chamfered(on, 9);
  const z0 = standsAt(site, ringOf(on));
  const body = new Body();
  const seed = random.index(256);
  const top = storeys(body, {
    ring,
    z0,
    floors,
    floorM: FLOOR_M,
    style: "mall-panel",
    bayM: 8.4,
    colour: WALL,
    shopsM: 6,
    parapetM: 1.4,
    roof: roofUse === "cars" ? DECK : ROOF,
    seed,
  });
  // A band in the house's colour, and its entrances of glass.
  body.walls(
    chamfered(rect(on.u0 - 0.2, on.v0 - 0.2, on.u1 + 0.2, on.v1 + 0.2), 9),
    top - 2.6,
    top - 1.2,
    ACCENT,
    {},
  );
  const [u, v] = middleOf(on);
  for (const side of [-1, 1] as const) {
    const gate = around(u, side < 0 ? on.v0 - 1.2 : on.v1 + 1.2, 26, 2.4);
    body.walls(ringOf(gate), z0 - 1, z0 + 15, [128, 152, 164], {
      code: facade("office-curtain", 5, 2, seed),
      baseZ: z0,
      foot: 0.8,
    });
    body.area("roof", [ringOf(gate)], z0 + 15, shade(WALL, 0.9));
  }
  // Skylights over the two atria and the lane between them.
  for (const du of [-0.24, 0.24]) {
    const eye = ellipse(u + du * (on.u1 - on.u0), v, 15, 10, 16);
    body.walls(eye, top, top + 2.2, [190, 196, 200], {});
    body.area("glass", [eye], top + 2.2, [132, 160, 172]);
  }
  body.box(
    rect(u - (on.u1 - on.u0) * 0.16, v - 3, u + (on.u1 - on.u0) * 0.16, v + 3),
    top,
    top + 1.8,
    [132, 160, 172],
    "glass",
  );
  const north = rect(on.u0 + 10, v + 14, on.u1 - 10, on.v1 - 6);
  const south = rect(on.u0 + 10, on.v0 + 6, on.u1 - 10, v - 14);
  if (roofUse === "cars") {
    for (const half of [north, south]) roofCars(body, half, top, site);
    roofGarden(body, rect(on.u0 + 3, v - 10, u - (on.u1 - on.u0) * 0.34, v + 10), top, random);
    // The ramp's head.
    body.box(around(on.u1 - 9, v, 9, 16), top, top + 3.6, shade(WALL, 0.94), "roof");
  } else {
    const pitches = Math.max(1, Math.floor((north.u1 - north.u0) / 42));
    for (let i = 0; i < pitches; i++) {
      const pu = north.u0 + ((i + 0.5) * (north.u1 - north.u0)) / pitches;
      rooftopPitch(body, around(pu, (north.v0 + north.v1) / 2, 38, 20), top + 0.06, "five-a-side");
    }
    roofGarden(body, south, top, random);
  }
  for (let i = 0; i < 7; i++) {
    const at = around(
      random.between(on.u0 + 14, on.u1 - 14),
      v + (i % 2 ? 12.5 : -12.5),
      random.between(3, 6),
      2.6,
    );
    body.box(at, top, top + random.between(2, 3.2), [158, 160, 160], "roof");
  }
  const id = settle(
    city,
    body,
    {
      typology: "mall",
      use: "retail",
      ...named,
      levels: floors,
      year: 2015,
      extra: { roof: roofUse === "cars" ? "parking" : "pitches and garden" },
    },
    z0,
    [{ ring: chamfered(on, 9), z0: z0 - 1.6, z1: top, colour: WALL }],
  );
  return { id, z0, top };
}

const CARS: Colour[] = [
  [222, 222, 220],
  [60, 62, 66],
  [138, 142, 146],
  [150, 48, 44],
  [60, 84, 126],
];

/** Bays of 2.5 by 5.3 m with some cars in them. */
function roofCars(body: Body, on: Rect, z: number, { random }: Site): void {
  const white: Colour = [226, 226, 220];
  for (let v = on.v0; v + 5.3 <= on.v1; v += 11.5)
    for (let u = on.u0; u + 2.5 <= on.u1; u += 2.5) {
      body.area("roof", [ringOf(rect(u - 0.06, v, u + 0.06, v + 5.3))], z + 0.04, white);
      if (random.next() < 0.36) {
        const paint = CARS[random.index(CARS.length)] as Colour;
        body.box(rect(u + 0.35, v + 0.4, u + 2.15, v + 4.9), z + 0.25, z + 0.85, paint, "roof");
        body.box(rect(u + 0.5, v + 1.4, u + 2, v + 4.2), z + 0.85, z + 1.45, shade(paint, 0.6), "roof");
      }
    }
}
