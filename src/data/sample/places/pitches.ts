// Courts and pitches of true size with their lines, on the ground and on roofs. Five-a-side 38 by 20 m, basketball 28 by
// 15 m, tennis 23.77 by 10.97 m, a football pitch of 105 by 68 m within a 400 m track, and a 200 m track for the young.

import type { Site, Values } from "../district/site.ts";
import type { Surface } from "../ground/surfaces.ts";
import type { Body, Colour } from "../shapes/body.ts";
import {
  around,
  ellipse,
  middleOf,
  type Point,
  type Rect,
  type Ring,
  rect,
  ringOf,
  stadium,
} from "../shapes/plane.ts";

export type Sport = "five-a-side" | "basketball" | "tennis" | "football";

export const SIZES: Record<Sport, { lengthM: number; widthM: number; marginM: number }> = {
  "five-a-side": { lengthM: 38, widthM: 20, marginM: 1.5 },
  basketball: { lengthM: 28, widthM: 15, marginM: 2 },
  tennis: { lengthM: 23.77, widthM: 10.97, marginM: 3.2 },
  football: { lengthM: 105, widthM: 68, marginM: 3 },
};

interface Stroke {
  points: readonly Point[];
  closed: boolean;
}

/** A sport's lines about a middle, long side along u. */
export function courtLines(sport: Sport, u: number, v: number, along: "u" | "v" = "u", scale = 1): Stroke[] {
  const { lengthM, widthM } = SIZES[sport];
  const [l, w] = [(lengthM * scale) / 2, (widthM * scale) / 2];
  const at = (x: number, y: number): Point => (along === "u" ? [u + x, v + y] : [u - y, v + x]);
  const box = (x0: number, y0: number, x1: number, y1: number): Stroke => ({
    points: [at(x0, y0), at(x1, y0), at(x1, y1), at(x0, y1)],
    closed: true,
  });
  const line = (...points: Point[]): Stroke => ({ points: points.map(([x, y]) => at(x, y)), closed: false });
  const circle = (x: number, r: number): Stroke => ({
    points: ellipse(0, 0, r, r, 16).map(([cx, cy]) => at(x + cx, cy)),
    closed: true,
  });
  const outline = box(-l, -w, l, w);
  if (sport === "tennis")
    return [
      outline,
      line([-l, -w + 1.37], [l, -w + 1.37]),
      line([-l, w - 1.37], [l, w - 1.37]),
      line([-6.4, -w + 1.37], [-6.4, w - 1.37]),
      line([6.4, -w + 1.37], [6.4, w - 1.37]),
      line([-6.4, 0], [6.4, 0]),
      line([0, -w - 0.9], [0, w + 0.9]),
    ];
  if (sport === "basketball")
    return [
      outline,
      line([0, -w], [0, w]),
      circle(0, 1.8),
      box(-l, -2.45, -l + 5.8, 2.45),
      box(l - 5.8, -2.45, l, 2.45),
    ];
  const deep = sport === "football" ? 16.5 * scale : 6;
  const wide = sport === "football" ? 20.15 * scale : 8;
  return [
    outline,
    line([0, -w], [0, w]),
    circle(0, sport === "football" ? 9.15 * scale : 3),
    box(-l, -wide, -l + deep, wide),
    box(l - deep, -wide, l, wide),
  ];
}

const LINE: Colour = [228, 228, 222];

/** On a roof: surface, lines, and a fence of posts. */
export function rooftopPitch(body: Body, on: Rect, z: number, sport: Sport): void {
  const { marginM } = SIZES[sport];
  body.area(
    "roof",
    [ringOf(rect(on.u0 - marginM, on.v0 - marginM, on.u1 + marginM, on.v1 + marginM))],
    z,
    [70, 124, 84],
  );
  const [u, v] = middleOf(on);
  for (const { points, closed } of courtLines(sport, u, v, on.u1 - on.u0 >= on.v1 - on.v0 ? "u" : "v"))
    for (let i = closed ? 0 : 1; i < points.length; i++) {
      const a = points[(i + points.length - 1) % points.length] as Point;
      const b = points[i] as Point;
      const l = Math.hypot(b[0] - a[0], b[1] - a[1]) || 1;
      const [nx, ny] = [((b[1] - a[1]) / l) * 0.06, (-(b[0] - a[0]) / l) * 0.06];
      body.face(
        "roof",
        [
          [a[0] + nx, a[1] + ny, z + 0.03],
          [b[0] + nx, b[1] + ny, z + 0.03],
          [b[0] - nx, b[1] - ny, z + 0.03],
          [a[0] - nx, a[1] - ny, z + 0.03],
        ],
        LINE,
      );
    }
  for (const [pu, pv] of ringOf(rect(on.u0 - marginM, on.v0 - marginM, on.u1 + marginM, on.v1 + marginM)))
    body.box(around(pu, pv, 0.16, 0.16), z, z + 4, [90, 110, 100], "roof");
}

/** A court within a rectangle of ground that it fills with its margin; gives what is left around it as one ring's hole. */
export function groundCourt(site: Site, on: Rect, sport: Sport, around_: Surface, id: string): void {
  const { ground } = site;
  const along = on.u1 - on.u0 >= on.v1 - on.v0 ? "u" : "v";
  const { lengthM, widthM, marginM } = SIZES[sport];
  const [u, v] = middleOf(on);
  const [w, d] = along === "u" ? [lengthM, widthM] : [widthM, lengthM];
  const court = around(u, v, w + 2 * marginM, d + 2 * marginM);
  const surface: Surface = sport === "basketball" ? "court" : sport === "tennis" ? "courtGreen" : "pitch";
  const attributes: Values = {
    name: NAMES[sport].zh,
    nameEn: NAMES[sport].en,
    use: "sport",
    lengthM,
    widthM,
    derivation: "synthetic",
  };
  ground.add(around_, [ringOf(on), ringOf(court)]);
  ground.add(surface, court, { own: { id, kind: "land", attributes } });
  for (const { points, closed } of courtLines(sport, u, v, along)) ground.path(points, closed, 0.1);
}

const NAMES: Record<Sport, { zh: string; en: string }> = {
  "five-a-side": { zh: "五人制足球场", en: "Five-a-side pitch" },
  basketball: { zh: "篮球场", en: "Basketball court" },
  tennis: { zh: "网球场", en: "Tennis court" },
  football: { zh: "足球场", en: "Football pitch" },
};

/** A red oval of eight lanes around a pitch; a rectangle of lawn around it. 400 m needs 176 by 92 m, 200 m 100 by 60 m. */
export function runningTrack(site: Site, on: Rect, lengthM: 400 | 200, id: string): void {
  const { ground } = site;
  const [u, v] = middleOf(on);
  const lanes = lengthM === 400 ? 8 : 6;
  const laneM = 1.22;
  const radiusM = lengthM === 400 ? 36.5 : 18;
  const straightM = lengthM === 400 ? 84.39 : 42.7;
  const outer = stadium(u, v, straightM, radiusM + lanes * laneM);
  const kerb = stadium(u, v, straightM, radiusM);
  const pitch = lengthM === 400 ? around(u, v, 100, 64) : around(u, v, 52, 30);
  ground.add("lawn", [ringOf(on), outer]);
  const attributes: Values = {
    name: `${lengthM}米跑道`,
    nameEn: `${lengthM} m running track`,
    use: "sport",
    lengthM,
    lanes,
    derivation: "synthetic",
  };
  ground.add("track", [outer, kerb], { own: { id, kind: "land", attributes } });
  ground.add("pitch", [kerb as Ring]);
  for (let i = 0; i <= lanes; i += 1)
    ground.path(stadium(u, v, straightM, radiusM + i * laneM, 10), true, 0.08);
  const scale = (pitch.u1 - pitch.u0) / 105;
  for (const { points, closed } of courtLines("football", u, v, "u", scale))
    ground.path(points, closed, 0.12);
}
