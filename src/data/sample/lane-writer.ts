// Lane sections of the sample: a side is a list of lanes from the middle outward, each with its width, paint and
// speed. Metres from the section's start, km/h.

import { type Node, node } from "./xml-writer.ts";

export interface Paint {
  sM: number;
  kind: "none" | "solid" | "broken" | "double";
  colour?: "white" | "yellow";
  /** Decides dashes: GB 51038-2015 12.3.2, 6 m and 9 m from 60 km/h, 2 m and 4 m below. */
  fast?: boolean;
}

export interface LaneSpec {
  type: "driving" | "median" | "biking" | "sidewalk" | "parking" | "restricted" | "curb";
  widthM: number;
  /** Grows from or shrinks to nothing: over metres, from an offset. */
  taper?: { sM: number; lengthM: number; fromM: number; toM: number };
  paint: Paint[];
  speedKmh?: number;
  /** Lane ids on the same side (unsigned) in the section before and after. */
  before?: number[];
  after?: number[];
  /** Height over the road, metres. */
  heightM?: number;
}

function widths({ widthM, taper }: LaneSpec): Node[] {
  if (!taper) return [node("width", { sOffset: 0, a: widthM, b: 0, c: 0, d: 0 })];
  const { sM, lengthM, fromM, toM } = taper;
  const rise = toM - fromM;
  const l2 = lengthM * lengthM;
  return [
    ...(sM > 0 ? [node("width", { sOffset: 0, a: fromM, b: 0, c: 0, d: 0 })] : []),
    node("width", { sOffset: sM, a: fromM, b: 0, c: (3 * rise) / l2, d: (-2 * rise) / (l2 * lengthM) }),
    node("width", { sOffset: sM + lengthM, a: toM, b: 0, c: 0, d: 0 }),
  ];
}

export function roadMark({ sM, kind, colour = "white", fast = false }: Paint): Node {
  const width = fast ? 0.15 : 0.1;
  const change = kind === "broken" ? "both" : "none";
  if (kind === "none")
    return node("roadMark", { sOffset: sM, type: "none", weight: "standard", color: "standard" });
  const type = kind === "double" ? "solid solid" : kind;
  const line = (tOffset: number) =>
    node("line", {
      length: kind === "broken" ? (fast ? 6 : 2) : 100,
      space: kind === "broken" ? (fast ? 9 : 4) : 0,
      tOffset,
      sOffset: 0,
      rule: kind === "broken" ? "caution" : "no passing",
      width,
    });
  return node(
    "roadMark",
    {
      sOffset: sM,
      type,
      weight: "standard",
      color: colour,
      material: "thermoplastic",
      width,
      laneChange: change,
    },
    [node("type", { name: type, width }, kind === "double" ? [line(0.125), line(-0.125)] : [line(0)])],
  );
}

function lane(id: number, spec: LaneSpec, sign: 1 | -1, turnedAfter: boolean): Node {
  const link = [
    ...(spec.before ?? []).map((other) => node("predecessor", { id: sign * other })),
    ...(spec.after ?? []).map((other) => node("successor", { id: (turnedAfter ? -sign : sign) * other })),
  ];
  return node("lane", { id: sign * id, type: spec.type, level: "false" }, [
    ...(link.length > 0 ? [node("link", {}, link)] : []),
    ...widths(spec),
    ...spec.paint.map(roadMark),
    ...(spec.type === "driving"
      ? [node("material", { sOffset: 0, friction: 0.8, roughness: 0.015, surface: "asphalt" })]
      : []),
    ...(spec.speedKmh !== undefined ? [node("speed", { sOffset: 0, max: spec.speedKmh, unit: "km/h" })] : []),
    ...(spec.heightM ? [node("height", { sOffset: 0, inner: spec.heightM, outer: spec.heightM })] : []),
  ]);
}

export interface SectionSpec {
  sM: number;
  left: LaneSpec[];
  right: LaneSpec[];
  centre: Paint;
  /** The road after it runs the other way: lane ids change sign there. */
  turnedAfter?: boolean;
}

export function laneSection({ sM, left, right, centre, turnedAfter = false }: SectionSpec): Node {
  return node("laneSection", { s: sM, singleSide: "false" }, [
    ...(left.length > 0
      ? [node("left", {}, left.map((spec, i) => lane(i + 1, spec, 1, turnedAfter)).reverse())]
      : []),
    node("center", {}, [node("lane", { id: 0, type: "none", level: "false" }, [roadMark(centre)])]),
    ...(right.length > 0
      ? [
          node(
            "right",
            {},
            right.map((spec, i) => lane(i + 1, spec, -1, turnedAfter)),
          ),
        ]
      : []),
  ]);
}
