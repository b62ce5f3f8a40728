// Where the picture is cut: within a box that stands on the ground (its plan drawn with the area tool), or on one side of
// an upright or level plane. Degrees, ellipsoidal metres.

import type { AreaRing } from "../../model/geo/area.ts";

export type ClipSide = "inside" | "outside";

export type Clip =
  | {
      kind: "box";
      /** Closed ring; convex, or its convex hull counts. */
      ring: AreaRing;
      lowM: number;
      highM: number;
      /** What stays. */
      keep: ClipSide;
    }
  | {
      kind: "plane";
      lonDeg: number;
      latDeg: number;
      heightM: number;
      /** Which way the plane looks: clockwise from north; what is before it is cut away. */
      headingDeg: number;
      /** 0 = upright, 90 = level, looking up. */
      tiltDeg: number;
      /** Moved along its own direction. */
      offsetM: number;
    };
