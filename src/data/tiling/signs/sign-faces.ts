// What a sign shows, as coloured polygons from the back to the front. The board's own units: x −1 … 1 to the right,
// y −1 … 1 up, for a board as wide as high; wide boards stretch. Shapes after GB 5768.2 and the German catalogue; the
// figure numbers of the Chinese ones are from memory [K]. A code without a shape shows itself.

import type { Signal } from "../../../model/roads/road-network.ts";
import { circle } from "../solid-mesh.ts";
import { characterPolygons } from "./characters.ts";
import { textPolygons } from "./glyphs.ts";

export type Rgb = readonly [number, number, number];
export interface FaceLayer {
  colour: Rgb;
  polygons: [number, number][][];
}

/** What of a signal or of a sign on a board decides its face. */
export type Coded = Pick<Signal, "country" | "type" | "subtype" | "text" | "value">;

const RED: Rgb = [200, 32, 38];
const WHITE: Rgb = [240, 240, 238];
const BLACK: Rgb = [24, 24, 26];
const BLUE: Rgb = [22, 78, 160];
const YELLOW: Rgb = [248, 196, 32];
const GREEN: Rgb = [20, 110, 70];

type Polygon = [number, number][];
const rect = (x0: number, x1: number, y0: number, y1: number): Polygon => [
  [x0, y0],
  [x1, y0],
  [x1, y1],
  [x0, y1],
];
const disc = (radius: number): Polygon => circle(radius, 28);
const octagon = (radius: number): Polygon => circle(radius * 1.06, 8);
const triangle = (size: number, up: boolean): Polygon =>
  up
    ? [
        [-size, -0.8 * size],
        [size, -0.8 * size],
        [0, 0.95 * size],
      ]
    : [
        [-size, 0.8 * size],
        [0, -0.95 * size],
        [size, 0.8 * size],
      ];
const diamond = (size: number): Polygon => [
  [0, -size],
  [size, 0],
  [0, size],
  [-size, 0],
];
const turned = (polygon: Polygon, degrees: number): Polygon => {
  const c = Math.cos((degrees * Math.PI) / 180);
  const s = Math.sin((degrees * Math.PI) / 180);
  return polygon.map(([x, y]) => [x * c - y * s, x * s + y * c]);
};
const arrow = (degrees: number): Polygon[] =>
  [
    rect(-0.11, 0.11, -0.55, 0.15),
    [
      [-0.36, 0.1],
      [0.36, 0.1],
      [0, 0.6],
    ] as Polygon,
  ].map((polygon) => turned(polygon, degrees));
const walker: Polygon[] = [
  circle(0.13, 10).map(([x, y]) => [x + 0.03, y + 0.42]),
  [
    [-0.12, 0.26],
    [0.14, 0.26],
    [0.1, -0.16],
    [-0.1, -0.16],
  ],
  [
    [-0.08, -0.12],
    [0.02, -0.12],
    [-0.2, -0.6],
    [-0.32, -0.56],
  ],
  [
    [-0.02, -0.12],
    [0.1, -0.12],
    [0.34, -0.56],
    [0.22, -0.6],
  ],
];

const ring = (inner: Rgb): FaceLayer[] => [
  { colour: RED, polygons: [disc(1)] },
  { colour: inner, polygons: [disc(0.78)] },
];
const limit = (text: string): FaceLayer[] => [
  ...ring(WHITE),
  { colour: BLACK, polygons: textPolygons(text, 0, 0, 0.78, 1.2) },
];
/** A limit for a zone: the ring on a white board, its word below. */
const zone = (text: string): FaceLayer[] => {
  const inRing = ([x, y]: [number, number]): [number, number] => [x * 0.72, y * 0.72 + 0.2];
  return [
    { colour: BLACK, polygons: [rect(-1, 1, -1, 1)] },
    { colour: WHITE, polygons: [rect(-0.96, 0.96, -0.96, 0.96)] },
    ...limit(text).map(({ colour, polygons }) => ({
      colour,
      polygons: polygons.map((polygon) => polygon.map(inRing)),
    })),
    { colour: BLACK, polygons: textPolygons("ZONE", 0, -0.76, 0.26, 1.4) },
  ];
};
const limitEnd = (text: string): FaceLayer[] => [
  { colour: BLACK, polygons: [disc(1)] },
  { colour: WHITE, polygons: [disc(0.94)] },
  { colour: BLACK, polygons: textPolygons(text, 0, 0, 0.78, 1.2) },
  { colour: BLACK, polygons: [turned(rect(-0.9, 0.9, -0.08, 0.08), 45)] },
];
const stop: FaceLayer[] = [
  { colour: WHITE, polygons: [octagon(1)] },
  { colour: RED, polygons: [octagon(0.93)] },
  { colour: WHITE, polygons: textPolygons("STOP", 0, 0, 0.6, 1.5) },
];
const chineseStop: FaceLayer[] = [
  ...stop.slice(0, 2),
  { colour: WHITE, polygons: characterPolygons("停", 0, 0, 0.56) },
];
const giveWay: FaceLayer[] = [
  { colour: RED, polygons: [triangle(1, false)] },
  { colour: WHITE, polygons: [triangle(0.66, false).map(([x, y]) => [x, y + 0.05])] },
];
const chineseGiveWay: FaceLayer[] = [
  ...giveWay,
  { colour: BLACK, polygons: characterPolygons("让", 0, 0.22, 0.3) },
];
const noEntry: FaceLayer[] = [
  { colour: RED, polygons: [disc(1)] },
  { colour: WHITE, polygons: [rect(-0.72, 0.72, -0.17, 0.17)] },
];
const noParking: FaceLayer[] = [
  ...ring(BLUE),
  { colour: RED, polygons: [turned(rect(-0.82, 0.82, -0.11, 0.11), -45)] },
];
const noStopping: FaceLayer[] = [
  ...noParking,
  { colour: RED, polygons: [turned(rect(-0.82, 0.82, -0.11, 0.11), 45)] },
];
const crossing: FaceLayer[] = [
  { colour: BLUE, polygons: [rect(-1, 1, -1, 1)] },
  { colour: WHITE, polygons: [triangle(0.86, true)] },
  { colour: BLACK, polygons: walker.map((polygon) => polygon.map(([x, y]) => [x * 0.8, y * 0.8 - 0.16])) },
];
const direction = (...degrees: number[]): FaceLayer[] => [
  { colour: WHITE, polygons: [disc(1)] },
  { colour: BLUE, polygons: [disc(0.95)] },
  { colour: WHITE, polygons: degrees.flatMap(arrow) },
];
const priority: FaceLayer[] = [
  { colour: WHITE, polygons: [diamond(1)] },
  { colour: YELLOW, polygons: [diamond(0.72)] },
];
const warning = (text: string): FaceLayer[] => [
  { colour: BLACK, polygons: [triangle(1, true)] },
  { colour: YELLOW, polygons: [triangle(0.86, true)] },
  { colour: BLACK, polygons: textPolygons(text, 0, -0.22, 0.5, 0.8) },
];
const germanWarning = (text: string): FaceLayer[] => [
  { colour: RED, polygons: [triangle(1, true)] },
  { colour: WHITE, polygons: [triangle(0.72, true).map(([x, y]) => [x, y - 0.04])] },
  { colour: BLACK, polygons: textPolygons(text, 0, -0.25, 0.45, 0.7) },
];
const guide = (colour: Rgb, text: string): FaceLayer[] => [
  { colour: WHITE, polygons: [rect(-1, 1, -1, 1)] },
  { colour, polygons: [rect(-0.97, 0.97, -0.92, 0.92)] },
  { colour: WHITE, polygons: textPolygons(text, 0, 0, 0.9, 1.8) },
];
const code = (text: string): FaceLayer[] => [
  { colour: BLACK, polygons: [rect(-1, 1, -1, 1)] },
  { colour: WHITE, polygons: [rect(-0.94, 0.94, -0.94, 0.94)] },
  { colour: BLACK, polygons: textPolygons(text, 0, 0, 0.5, 1.7) },
];

/** VzKat numbers of 274 name the speed in tens from 50 on: 274-55 is 50 km/h. */
const germanLimit = ({ value, subtype }: Coded): string => {
  const number = Number(subtype);
  if (value !== undefined && value > 0) return String(value);
  if (number >= 50 && number <= 63) return String((number - 50) * 10);
  return number > 0 ? String(number) : "";
};
const latin = (text: string) => text.replaceAll(/[^\w./ -]/g, "").trim();

const GERMAN: Record<string, (signal: Coded) => FaceLayer[]> = {
  "205": () => giveWay,
  "206": () => stop,
  "209": () => direction(-90),
  "211": () => direction(-90),
  "214": () => direction(0, -60),
  "215": () => direction(90),
  "222": () => direction(-140),
  "240": () => direction(0),
  "267": () => noEntry,
  "274": (signal) => limit(germanLimit(signal)),
  "274.1": ({ value }) => zone(value !== undefined && value > 0 ? String(value) : "30"),
  "283": () => noStopping,
  "286": () => noParking,
  "301": () => germanWarning("4"),
  "306": () => priority,
  "330.1": () => guide(BLUE, "A"),
  "330.2": () => guide(BLUE, "A"),
  "350": () => crossing,
};
const CHINESE: Record<string, (signal: Coded) => FaceLayer[]> = {
  禁1: () => chineseStop,
  禁2: () => chineseGiveWay,
  禁4: () => ring(WHITE),
  禁5: () => noEntry,
  禁33: () => noStopping,
  禁34: () => noParking,
  禁38: ({ value, subtype }) => limit(String(value ?? subtype)),
  禁39: ({ value, subtype }) => limitEnd(String(value ?? subtype)),
  示1: () => direction(0),
  示2: () => direction(90),
  示3: () => direction(-90),
  示4: () => direction(0, 60),
  示5: () => direction(0, -60),
  示6: () => direction(75, -75),
  示7: () => direction(-140),
  示8: () => direction(140),
  示17: () => crossing,
};

/** The face of a sign and whether it is a shape of its own or only its code. */
export function signFace(signal: Coded): { layers: FaceLayer[]; known: boolean } {
  const { country = "", type, subtype, text, value } = signal;
  const chinese = /^(CN|CHN)$/i.test(country);
  const shaped = (chinese ? CHINESE : GERMAN)[type] ?? CHINESE[type];
  if (shaped) return { layers: shaped(signal), known: true };
  if (/^路/.test(type)) return { layers: guide(GREEN, latin(text ?? "")), known: true };
  if (/^警/.test(type)) return { layers: warning(latin(type.slice(1))), known: true };
  // A prohibition whose figure we do not draw must not look like a speed limit of that number: it shows its code.
  if (/^[禁示]/.test(type)) {
    const family = type.startsWith("禁") ? "JIN" : "SHI";
    return { layers: code(`${family} ${latin(type.slice(1))}`.trim()), known: false };
  }
  if (!chinese && /^1\d\d(\.\d)?$/.test(type)) return { layers: germanWarning(type), known: true };
  if (!chinese && /^(33\d|4\d\d)(\.\d)?$/.test(type))
    return { layers: guide(BLUE, latin(text || type)), known: true };
  const shown = [latin(type) || "?", subtype !== "-1" && subtype ? latin(subtype) : ""]
    .filter(Boolean)
    .join("-");
  return { layers: code(value !== undefined && value > 0 ? `${shown} ${value}` : shown), known: false };
}
