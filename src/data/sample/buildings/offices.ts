// Offices: podium and tower over 60 to 200 m, and the bars of research campuses with their bridges.

import type { Site } from "../district/site.ts";
import { Body, type Colour, type FacadeStyle, facade, shade } from "../shapes/body.ts";
import { around, chamfered, middleOf, type Rect, rect, ringOf, shrunkRect } from "../shapes/plane.ts";
import {
  helipad,
  pick,
  ROOF,
  roofGarden,
  roofPlant,
  settle,
  solarRows,
  standsAt,
  storeys,
  toned,
} from "./typical.ts";

const GLASS: Colour[] = [
  [116, 142, 154],
  [104, 130, 146],
  [140, 158, 164],
  [128, 134, 130],
  [96, 118, 128],
];
const STONE: Colour[] = [
  [196, 190, 180],
  [176, 170, 162],
  [208, 204, 198],
];
const BRICK: Colour[] = [
  [172, 118, 94],
  [164, 138, 118],
  [198, 192, 182],
  [186, 160, 138],
];

export interface Named {
  nameZh: string;
  nameEn: string;
}

/** A tower on a podium of two steps; above 100 m it has a place to land. */
export function officeTower(site: Site, on: Rect, heightM: number, named: Named): string {
  const { city, random } = site;
  const [u, v] = middleOf(on);
  const z0 = standsAt(site, ringOf(on));
  const body = new Body();
  const seed = random.index(256);
  const glass = toned(random, pick(random, GLASS));
  const stone = toned(random, pick(random, STONE));
  const low = chamfered(on, 4);
  const podiumFloors = 3 + random.index(2);
  const podium = storeys(body, {
    ring: low,
    z0,
    floors: podiumFloors,
    floorM: 5.2,
    style: "mall-panel",
    bayM: 4.2,
    colour: stone,
    shopsM: 5.6,
    parapetM: 1.3,
    roof: [146, 150, 138],
    seed,
  });
  const step = shrunkRect(on, Math.min(9, (on.u1 - on.u0) * 0.12));
  const second = storeys(body, {
    ring: chamfered(step, 3),
    z0: podium,
    floors: 1,
    floorM: 5.2,
    style: "office-band",
    bayM: 4.2,
    colour: stone,
    above: true,
    parapetM: 1.2,
    seed,
  });
  roofGarden(body, rect(on.u0 + 1, on.v0 + 1, on.u1 - 1, step.v0 - 0.5), podium, random);
  const side = Math.min(random.between(38, 45), on.u1 - on.u0 - 20, on.v1 - on.v0 - 16);
  const plan = around(u + random.between(-4, 4), v, side, side * random.between(0.86, 1));
  const floors = Math.round((heightM - (second - z0)) / 4.1);
  const curtain = random.next() < 0.7;
  const setback = heightM > 120 ? Math.round(floors * 0.72) : floors;
  const style = curtain ? ("office-curtain" as const) : ("office-band" as const);
  const first = storeys(body, {
    ring: chamfered(plan, side * 0.1),
    z0: second,
    floors: setback,
    floorM: 4.1,
    style,
    bayM: curtain ? 1.5 : 3,
    colour: glass,
    above: true,
    parapetM: 1.4,
    seed,
  });
  let top = first;
  let crown = plan;
  if (setback < floors) {
    crown = shrunkRect(plan, 3);
    top = storeys(body, {
      ring: chamfered(crown, side * 0.1),
      z0: first,
      floors: floors - setback,
      floorM: 4.1,
      style,
      bayM: curtain ? 1.5 : 3,
      colour: shade(glass, 1.04),
      above: true,
      parapetM: 1.4,
      seed: seed + 1,
    });
  }
  const [cu, cv] = middleOf(crown);
  // The machines stand behind a screen.
  body.walls(ringOf(shrunkRect(crown, 5)), top, top + 5.4, shade(glass, 0.9), {
    code: facade("office-band", 5.4, 1.2, seed),
  });
  body.area("roof", [ringOf(shrunkRect(crown, 5))], top + 5.4, shade(ROOF, 0.9));
  if (heightM > 100) helipad(body, cu, cv, top + 5.4, Math.min(10.5, side * 0.27));
  else {
    body.box(around(cu - 5, cv, 6, 6), top + 5.4, top + 8.2, [150, 154, 156], "roof");
    body.box(around(cu + 6, cv, 4, 4), top + 5.4, top + 7.4, [170, 172, 172], "roof");
  }
  return settle(
    city,
    body,
    {
      typology: "office-tower",
      use: "office",
      ...named,
      levels: podiumFloors + 1 + floors,
      year: 2012 + random.index(13),
    },
    z0,
    [
      { ring: ringOf(on), z0: z0 - 1.6, z1: podium, colour: stone },
      { ring: ringOf(plan), z0: podium, z1: top, colour: glass },
    ],
    [low],
  );
}

export interface Bar {
  rect: Rect;
  floors: number;
  style?: FacadeStyle;
  floorM?: number;
  bayM?: number;
  colour?: Colour;
  roof?: "plain" | "garden" | "solar" | "plant";
  typology?: string;
  use?: string;
}

/** A plain bar of a campus, a hospital or a school. */
export function bar(site: Site, spec: Bar, named: Named): { id: string; z0: number; top: number } {
  const { city, random } = site;
  const { rect: on, floors, style = "campus-brick", floorM = 4.3, bayM = 3.6, roof = "plant" } = spec;
  const ring = ringOf(on);
  const z0 = standsAt(site, ring);
  const body = new Body();
  const wall = spec.colour ?? toned(random, pick(random, style === "office-curtain" ? GLASS : BRICK));
  const top = storeys(body, {
    ring,
    z0,
    floors,
    floorM,
    style,
    bayM,
    colour: wall,
    parapetM: 1.3,
    ...(roof === "garden" && { roof: [140, 146, 128] as Colour }),
    seed: random.index(256),
  });
  if (roof === "garden") roofGarden(body, on, top, random);
  else if (roof === "solar") solarRows(body, shrunkRect(on, 2), top);
  else if (roof === "plant") roofPlant(body, shrunkRect(on, 2), top, random, wall, 4);
  // A canopy over the door.
  const [u] = middleOf(on);
  body.box(around(u, on.v0 - 1.6, 8, 3.2), z0 + 3.6, z0 + 4, [150, 150, 150], "plain", true);
  const id = settle(
    city,
    body,
    {
      typology: spec.typology ?? "campus",
      use: spec.use ?? "research",
      ...named,
      levels: floors,
      year: 2006 + random.index(18),
    },
    z0,
    [{ ring, z0: z0 - 1.6, z1: top, colour: wall }],
  );
  return { id, z0, top };
}

/** A closed bridge between two houses. */
export function footbridge(
  site: Site,
  on: Rect,
  z0: number,
  z1: number,
  named: Named,
  typology = "footbridge",
): void {
  const body = new Body();
  const ring = ringOf(on);
  const wall: Colour = [176, 184, 188];
  body.walls(ring, z0, z1, wall, { code: facade("office-curtain", z1 - z0, 1.8, 7), foot: 0.9 });
  body.area("roof", [ring], z1, [170, 172, 172]);
  body.area("plain", [ring], z0, [120, 122, 124], true);
  settle(
    site.city,
    body,
    { typology, use: "passage", ...named, levels: 1, year: 2015 },
    z0,
    [{ ring, z0, z1, colour: wall }],
    [],
    "bridge",
  );
}
