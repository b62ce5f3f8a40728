// Traffic signs and lights from their ways: a way is the lower edge of the board or housing, from left to right as the
// driver sees it (Lanelet2, Autoware's format notes). Metres; heights only where the map has them.

import type { Vec3 } from "../../../model/geo/frames.ts";
import type { Finding } from "../../../model/records/fault.ts";
import type { Road, Signal } from "../../../model/roads/road-network.ts";
import { wayLine } from "./lanelets.ts";
import type { RoadSpot } from "./nearest-road.ts";
import type { OsmWay, Tags } from "./read-osm.ts";

/** Narrower lines are places, not sizes: maps drawn from above give a decimetre for a board. */
const LEAST_BOARD_M = 0.3;
const LEAST_HEAD_M = 0.25;
const MOST_M = 12;
const OVER_HEAD_M = 3.65;
const BESIDE_HEAD_M = 0.8;

const metres = (text: string | undefined): number | undefined => {
  const value = Number((text ?? "").replace(/\s*m$/, ""));
  return value > 0 && value < MOST_M ? value : undefined;
};

/** "de274-50", "de274_1", "de205", "cn5", "usR1-1": country, type of its catalogue and what follows. */
export function signCode(subtype: string): {
  country?: string;
  type: string;
  subtype: string;
  value?: number;
} {
  const found = /^([a-z]{2})[-_ ]?(?=[0-9A-Z\u4e00-\u9fff])(.+)$/.exec(subtype.trim());
  if (!found) return { type: subtype.trim(), subtype: "" };
  const country = (found[1] as string).toUpperCase();
  const code = found[2] as string;
  if (country !== "DE") return { country, type: code, subtype: "" };
  // A dot parts the variant (274.1 is a zone), a hyphen the figure: km/h as Lanelet2's own rules have it (274-60), or
  // VzKat's number, which does not end in 0 (274-55 is 50 km/h).
  const [, number = code, mark = "", rest = ""] = /^(\d{3,4})(?:([-._])(\d+))?$/.exec(code) ?? [];
  if (mark === "" || rest === "") return { country, type: number, subtype: "" };
  if (mark !== "-" && rest.length === 1)
    return { country, type: `${number}.${rest}`, subtype: "", ...(number === "274" && { value: 30 }) };
  const figure = Number(rest);
  const kmh = figure > 50 && figure <= 63 && figure % 10 !== 0 ? (figure - 50) * 10 : figure;
  return {
    country,
    type: number,
    subtype: rest,
    ...(/^27[48]$/.test(number) && kmh >= 5 && kmh <= 130 && { value: kmh }),
  };
}

export interface Standing {
  way: OsmWay;
  middle: Vec3;
  /** The way traffic goes that sees it. */
  travelRad: number;
  widthM: number;
}

/** Where a board or head is and which way it looks. */
export function standing(
  way: OsmWay,
  places: ReadonlyMap<string, Vec3>,
  findings: Finding[],
): Standing | undefined {
  const points = wayLine(way, places, (code, params) => {
    findings.push({ severity: "skipped", code, params, where: `way/${way.id}` });
  });
  if (!points) return undefined;
  const [a, b] = [points[0] as Vec3, points.at(-1) as Vec3];
  // Left to right is square to the way one drives: that lies a quarter turn to the left of it.
  const travelRad = Math.atan2(b[1] - a[1], b[0] - a[0]) + Math.PI / 2;
  return {
    way,
    middle: [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2, Math.min(a[2], b[2])],
    travelRad,
    widthM: Math.hypot(b[0] - a[0], b[1] - a[1]),
  };
}

const angleBetween = (a: number, b: number) => Math.abs(Math.atan2(Math.sin(a - b), Math.cos(a - b)));

/** Heading of a road at s. */
export const headingAt = ({ planView }: Road, sM: number): number =>
  (planView.findLast((piece) => piece.sM <= sM + 1e-6) ?? planView[0])?.headingRad ?? 0;

/**
 * @param spot on the road it is for
 * @param hasHeights false: the map gives no heights, so how high it hangs is not known
 * @param laneRad the way its own lane goes, where the map says whose sign it is
 */
export function signalOf(
  each: Standing,
  spot: RoadSpot,
  hasHeights: boolean,
  laneRad: number | undefined,
  heads: readonly Standing[],
  findings: Finding[],
): Signal {
  const { way, middle } = each;
  const { tags } = way;
  const light = tags.type === "traffic_light";
  let { travelRad } = each;
  if (laneRad !== undefined && angleBetween(travelRad, laneRad) > Math.PI / 2) {
    // Drawn the other way round it would show its back to the very lane it is for.
    travelRad += Math.PI;
    findings.push({
      severity: "warning",
      code: "finding.lanelet2.turned",
      params: {},
      where: `way/${way.id}`,
    });
  }
  const roadRad = headingAt(spot.road, spot.sM);
  const along = angleBetween(travelRad, roadRad) <= Math.PI / 2;
  const over = middle[2] - spot.z;
  const heightM = metres(tags.height);
  const widthM = each.widthM >= (light ? LEAST_HEAD_M : LEAST_BOARD_M) ? each.widthM : undefined;
  const byHead =
    !light && heads.some(({ middle: m }) => Math.hypot(m[0] - middle[0], m[1] - middle[1]) < BESIDE_HEAD_M);
  // A sign on a head's own mast stands over it.
  const zOffsetM = hasHeights && over > 0.2 && over < 15 ? over : byHead ? OVER_HEAD_M : 0;
  const code = light ? lightCode(tags) : signCode(tags.subtype ?? "");
  return {
    id: `w${way.id}`,
    name: tags.name ?? "",
    dynamic: light,
    sM: spot.sM,
    tM: spot.tM,
    zOffsetM,
    orientation: along ? "+" : "-",
    ...code,
    ...(code.value !== undefined && { unit: "km/h" }),
    ...(tags.text && { text: tags.text }),
    hOffsetRad: Math.atan2(
      Math.sin(travelRad - roadRad - (along ? 0 : Math.PI)),
      Math.cos(travelRad - roadRad - (along ? 0 : Math.PI)),
    ),
    pitchRad: 0,
    rollRad: 0,
    ...(heightM !== undefined && { heightM }),
    ...(widthM !== undefined && widthM < MOST_M && { widthM }),
    validity: [],
    dependencies: [],
    references: [],
    boards: [],
    positionInertial: {
      x: middle[0],
      y: middle[1],
      z: hasHeights ? middle[2] : spot.z + zOffsetM,
      headingRad: travelRad,
    },
    sourceId: `way/${way.id}`,
  };
}

/** OpenDRIVE's own catalogue: 1000001 has three lamps, 1000002 is for people on foot. */
const lightCode = (tags: Tags): { type: string; subtype: string; value?: number } => ({
  type: /^(red_green|pedestrian)$/.test(tags.subtype ?? "") ? "1000002" : "1000001",
  subtype: tags.subtype ?? "",
});
