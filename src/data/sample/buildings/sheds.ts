// Factory and warehouse halls of 12 to 18 m: sawtooth roofs, or flat ones with solar panels, and gates for lorries.

import type { Site } from "../district/site.ts";
import { Body, type Colour, facade, shade } from "../shapes/body.ts";
import { type Rect, rect, ringOf, shrunkRect } from "../shapes/plane.ts";
import type { Named } from "./offices.ts";
import { pick, settle, solarRows, standsAt, toned } from "./typical.ts";

const SHEETS: Colour[] = [
  [182, 190, 196],
  [206, 206, 200],
  [154, 172, 186],
  [196, 188, 176],
];
const TEETH_M = 12;
const RISE_M = 3.4;

export function shed(site: Site, on: Rect, eavesM: number, named: Named): string {
  const { city, random } = site;
  const ring = ringOf(on);
  const z0 = standsAt(site, ring);
  const body = new Body();
  const sheet = toned(random, pick(random, SHEETS));
  const code = facade("industrial", eavesM, 6, random.index(256));
  const top = z0 + eavesM;
  body.walls(ring, z0 - 1.6, z0 + 1.2, shade(sheet, 0.7), { foot: 0.75 });
  body.walls(ring, z0 + 1.2, top, sheet, { code, baseZ: z0 });
  const sawtooth = random.next() < 0.5;
  if (sawtooth) {
    const count = Math.max(2, Math.round((on.v1 - on.v0) / TEETH_M));
    const step = (on.v1 - on.v0) / count;
    for (let i = 0; i < count; i++) {
      const [a, b] = [on.v0 + i * step, on.v0 + (i + 1) * step];
      // Glass to the north, sheet down to the south.
      body.face(
        "roof",
        [
          [on.u0, a, top],
          [on.u1, a, top],
          [on.u1, b, top + RISE_M],
          [on.u0, b, top + RISE_M],
        ],
        shade(sheet, 0.92),
      );
      body.face(
        "glass",
        [
          [on.u1, b, top],
          [on.u0, b, top],
          [on.u0, b, top + RISE_M],
          [on.u1, b, top + RISE_M],
        ],
        [120, 146, 160],
      );
      body.face(
        "plain",
        [
          [on.u1, a, top],
          [on.u1, b, top],
          [on.u1, b, top + RISE_M],
        ],
        sheet,
      );
      body.face(
        "plain",
        [
          [on.u0, b, top],
          [on.u0, a, top],
          [on.u0, b, top + RISE_M],
        ],
        sheet,
      );
    }
  } else {
    body.walls(ring, top, top + 0.9, shade(sheet, 0.95), {});
    body.roof(ring, top, 0.9, shade(sheet, 0.96), sheet);
    solarRows(body, rect(on.u0 + 3, on.v0 + 3, on.u1 - 3, on.v0 + (on.v1 - on.v0) * 0.8), top, 4.2);
  }
  const gates = Math.max(2, Math.floor((on.u1 - on.u0) / 22));
  for (let i = 0; i < gates; i++) {
    const u = on.u0 + ((i + 0.5) * (on.u1 - on.u0)) / gates;
    body.box(rect(u - 2.4, on.v0 - 0.15, u + 2.4, on.v0), z0, z0 + 4.6, [96, 108, 122]);
    body.box(rect(u - 3.2, on.v0 - 3, u + 3.2, on.v0), z0 + 5, z0 + 5.35, shade(sheet, 0.8), "plain", true);
  }
  return settle(
    city,
    body,
    { typology: "shed", use: "industrial", ...named, levels: 1, year: 2002 + random.index(20) },
    z0,
    [{ ring, z0: z0 - 1.6, z1: top + (sawtooth ? RISE_M : 0.9), colour: sheet }],
  );
}

/** A gable or flat store of one or two floors, for yards. */
export function outbuilding(site: Site, on: Rect, named: Named, use = "service"): string {
  const { city, random } = site;
  const ring = ringOf(on);
  const z0 = standsAt(site, ring);
  const body = new Body();
  const wall = toned(random, pick(random, SHEETS));
  const top = z0 + random.between(3.6, 7.4);
  body.walls(ring, z0 - 1.4, top, wall, {
    code: facade("industrial", 3.6, 4, random.index(256)),
    baseZ: z0,
    foot: 0.72,
  });
  body.walls(ring, top, top + 0.5, wall, {});
  body.roof(ring, top, 0.5, shade(wall, 0.86), wall);
  const inner = shrunkRect(on, 2);
  if (inner.u1 - inner.u0 > 3 && inner.v1 - inner.v0 > 3)
    body.box(rect(inner.u0, inner.v0, inner.u0 + 2, inner.v0 + 1.6), top, top + 1.4, [160, 162, 162], "roof");
  return settle(
    city,
    body,
    { typology: "outbuilding", use, ...named, levels: top - z0 > 5 ? 2 : 1, year: 2004 + random.index(18) },
    z0,
    [{ ring, z0: z0 - 1.4, z1: top + 0.5, colour: wall }],
  );
}
