// What lies side by side on the sample's roads. The avenue: red line 70 m, per direction a planted median, 4 main
// lanes, a planted strip, 3 side lanes, cycle track, pavement. The streets that cross it: 3 lanes each way, parking,
// pavement. Widths in metres from the middle outward.

import type { LaneSpec, Paint } from "./lane-writer.ts";

export const MEDIAN_M = 3.25;
export const POCKET_M = 3;
export const MAIN_M = 3.5;
export const STRIP_M = 2.75;
export const SIDE_M = 3.25;
export const CYCLE_M = 2.25;
export const PAVEMENT_M = 3;
export const MAIN_LANES = 4;
export const SIDE_LANES = 3;
/** Half of the red line. */
export const AVENUE_HALF_M =
  MEDIAN_M + MAIN_LANES * MAIN_M + STRIP_M + SIDE_LANES * SIDE_M + CYCLE_M + PAVEMENT_M;

export const STREET_LANES = 3;
export const STREET_LANE_M = 3.25;
export const PARKING_M = 2.5;

export const MAIN_KMH = 60;
export const SIDE_KMH = 40;
export const STREET_KMH = 50;
export const KERB_M = 0.15;
/** Of the main lanes where there is no pocket. */
const INNERMOST = 2;

/** How far before a crossing lanes may no longer be changed. */
export const HOLD_M = 45;
const none: Paint[] = [{ sM: 0, kind: "none" }];

export type AvenuePart = "open" | "approach";

/**
 * One direction of the avenue over a road that begins at its crossing (approach: traffic comes towards s = 0) or lies
 * between crossings (open).
 * @param joined what lies before and after along s, as the same direction of traffic sees it
 */
export function avenueSide(
  part: AvenuePart,
  lengthM: number,
  joined: { before?: AvenuePart; after?: AvenuePart },
): LaneSpec[] {
  const pocket = part === "approach";
  const between = (fast: boolean): Paint[] =>
    pocket
      ? [
          { sM: 0, kind: "solid", fast },
          { sM: HOLD_M, kind: "broken", fast },
        ]
      : [{ sM: 0, kind: "broken", fast }];
  const taperM = 25;
  const taper = (nearM: number, farM: number) => ({
    sM: lengthM - taperM,
    lengthM: taperM,
    fromM: nearM,
    toM: farM,
  });
  const specs: (LaneSpec & { plain?: number })[] = [
    {
      type: "median",
      widthM: MEDIAN_M,
      ...(pocket && { taper: taper(MEDIAN_M - POCKET_M, MEDIAN_M) }),
      paint: [{ sM: 0, kind: "solid", colour: "yellow", fast: true }],
      heightM: KERB_M,
      plain: 1,
    },
    ...(pocket
      ? [
          {
            type: "driving" as const,
            widthM: POCKET_M,
            taper: taper(POCKET_M, 0),
            paint: between(true),
            speedKmh: MAIN_KMH,
          },
        ]
      : []),
    ...Array.from({ length: MAIN_LANES }, (_, i) => ({
      type: "driving" as const,
      widthM: MAIN_M,
      paint: i < MAIN_LANES - 1 ? between(true) : [{ sM: 0, kind: "solid" as const, fast: true }],
      speedKmh: MAIN_KMH,
      plain: 2 + i,
    })),
    {
      type: "median",
      widthM: STRIP_M,
      paint: [{ sM: 0, kind: "solid" }],
      heightM: KERB_M,
      plain: 2 + MAIN_LANES,
    },
    ...Array.from({ length: SIDE_LANES }, (_, i) => ({
      type: "driving" as const,
      widthM: SIDE_M,
      paint: i < SIDE_LANES - 1 ? between(false) : [{ sM: 0, kind: "solid" as const }],
      speedKmh: SIDE_KMH,
      plain: 3 + MAIN_LANES + i,
    })),
    { type: "biking", widthM: CYCLE_M, paint: none, plain: 3 + MAIN_LANES + SIDE_LANES },
    {
      type: "sidewalk",
      widthM: PAVEMENT_M,
      paint: none,
      heightM: KERB_M,
      plain: 4 + MAIN_LANES + SIDE_LANES,
    },
  ];
  // The pocket opens from the innermost main lane, which also goes on.
  const idsIn = (other: AvenuePart | undefined, plain: number | undefined): number[] => {
    if (other === undefined) return [];
    if (plain === undefined) return [INNERMOST];
    if (other !== "approach" || plain < INNERMOST) return [plain];
    return [plain + 1];
  };
  return specs.map(({ plain, ...spec }) => ({
    ...spec,
    before: idsIn(joined.before, plain),
    after: idsIn(joined.after, plain),
  }));
}

/** One direction of a crossing street; near the crossing parking is not allowed and paint is solid. */
export function streetSide(
  part: "open" | "near",
  approaching: boolean,
  linked: { before: boolean; after: boolean },
): LaneSpec[] {
  const kind = part === "near" && approaching ? ("solid" as const) : ("broken" as const);
  const specs: LaneSpec[] = [
    ...Array.from({ length: STREET_LANES }, (_, i) => ({
      type: "driving" as const,
      widthM: STREET_LANE_M,
      paint: [{ sM: 0, kind: i < STREET_LANES - 1 ? kind : ("solid" as const) }],
      speedKmh: STREET_KMH,
    })),
    { type: part === "open" ? "parking" : "restricted", widthM: PARKING_M, paint: none },
    { type: "sidewalk", widthM: PAVEMENT_M, paint: none, heightM: KERB_M },
  ];
  return specs.map((spec, i) => ({
    ...spec,
    before: linked.before ? [i + 1] : [],
    after: linked.after ? [i + 1] : [],
  }));
}
