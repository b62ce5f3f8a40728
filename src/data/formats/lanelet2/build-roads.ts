// Rows of lanelets as roads of the model: one section each, lanes by their edges, a reference line of straight pieces
// along the way between the directions. Marks stand at the lane whose outer edge the way is, the middle one at lane 0.

import type { Vec3 } from "../../../model/geo/frames.ts";
import type { Finding } from "../../../model/records/fault.ts";
import type { CubicRecord, Lane, PlanGeometry, Road } from "../../../model/roads/road-network.ts";
import { markOfWay, statedDashes } from "./boundary-marks.ts";
import { access, isTwoWay, laneType, speedOf, subtypeOf } from "./lanelet-rules.ts";
import { type LaneletSide, planLength } from "./lanelets.ts";
import type { OsmMap, OsmWay } from "./read-osm.ts";
import type { DrivingSide, Row, RowLane } from "./rows.ts";

const SHORTEST_M = 0.05;

/** Where a lanelet went. */
export interface LanePlace {
  road: Road;
  lane: Lane;
  aligned: boolean;
}

interface Edge {
  way: OsmWay;
  along: boolean;
  points: Vec3[];
}

/** A side of a lane as the row sees it. */
function edgeOf({ lanelet, aligned }: RowLane, side: "left" | "right"): Edge {
  const own: LaneletSide = lanelet[(side === "left") === aligned ? "left" : "right"];
  return {
    way: own.way,
    along: own.along === aligned,
    points: aligned ? own.points : [...own.points].reverse(),
  };
}

/** Straight pieces through the points, and the height along them. */
function lineThrough(points: readonly Vec3[]): {
  planView: PlanGeometry[];
  elevation: CubicRecord[];
  lengthM: number;
} {
  const planView: PlanGeometry[] = [];
  const elevation: CubicRecord[] = [];
  let sM = 0;
  for (let i = 1; i < points.length; i++) {
    const [a, b] = [points[i - 1] as Vec3, points[i] as Vec3];
    const lengthM = Math.hypot(b[0] - a[0], b[1] - a[1]);
    if (!(lengthM > 0)) continue;
    const headingRad = Math.atan2(b[1] - a[1], b[0] - a[0]);
    planView.push({ sM, x: a[0], y: a[1], headingRad, lengthM, shape: { kind: "line" } });
    elevation.push({ sM, a: a[2], b: (b[2] - a[2]) / lengthM, c: 0, d: 0 });
    sM += lengthM;
  }
  return { planView, elevation, lengthM: sM };
}

const roadType = ({ lanes }: Row): string => {
  const kinds = lanes.map(
    ({ lanelet: { tags } }) => [laneType(tags), subtypeOf(tags), tags.location] as const,
  );
  if (kinds.some(([, subtype]) => subtype === "highway")) return "motorway";
  if (kinds.some(([, subtype]) => subtype === "play_street")) return "lowSpeed";
  if (kinds.some(([type]) => type === "driving" || type === "bus"))
    return kinds.some(([, , location]) => location === "nonurban") ? "rural" : "town";
  if (kinds.some(([type]) => type === "biking")) return "bicycle";
  return kinds.some(([type]) => type === "walking" || type === "crosswalk") ? "pedestrian" : "";
};

/** The smallest id of the row, by number where they are numbers. */
const rowId = ({ lanes }: Row): string =>
  lanes
    .map(({ lanelet: { id } }) => id)
    .sort((a, b) => Math.abs(Number(a)) - Math.abs(Number(b)) || (a < b ? -1 : 1))[0] ?? "";

/** @param country for general speed limits; undefined = unknown, then there are none */
export function buildRoads(
  rows: readonly Row[],
  map: OsmMap,
  places: ReadonlyMap<string, Vec3>,
  rule: DrivingSide,
  country: string | undefined,
  findings: Finding[],
): { roads: Road[]; placeOf: Map<string, LanePlace> } {
  const placeOf = new Map<string, LanePlace>();
  const roads = rows.flatMap((row): Road[] => {
    const count = row.lanes.length;
    const boundary = (k: number): Edge =>
      k < count ? edgeOf(row.lanes[k] as RowLane, "left") : edgeOf(row.lanes[count - 1] as RowLane, "right");
    const long = (k: number) => planLength(boundary(k).points) > SHORTEST_M;
    // A fan's tip has an edge without length: another one can lead.
    const order = [row.leftCount, ...Array.from({ length: count + 1 }, (_, k) => k)];
    const leftCount = order.find(long);
    if (leftCount === undefined) {
      for (const { lanelet } of row.lanes)
        findings.push({
          severity: "skipped",
          code: "finding.lanelet2.no-length",
          params: {},
          where: `lanelet/${lanelet.id}`,
        });
      return [];
    }
    const reference = boundary(leftCount);
    const line = lineThrough(reference.points);
    const mark = ({ way, along, points }: Edge, laneId: number) =>
      markOfWay(way, along, laneId, statedDashes(way, map, places), planLength(points));
    const lanes = row.lanes.map((each, i): Lane => {
      const { lanelet, aligned } = each;
      const id = i < leftCount ? leftCount - i : leftCount - i - 1;
      const [left, right] = [edgeOf(each, "left"), edgeOf(each, "right")];
      const speed = speedOf(lanelet.tags, country);
      if (speed && "unreadable" in speed)
        findings.push({
          severity: "warning",
          code: "finding.lanelet2.speed",
          params: { text: speed.unreadable.slice(0, 40) },
          where: `lanelet/${lanelet.id}`,
        });
      const surface = lanelet.tags.road_surface;
      return {
        id,
        type: laneType(lanelet.tags),
        level: false,
        ...(isTwoWay(lanelet.tags)
          ? { direction: "both" as const }
          : (id < 0 === (rule === "RHT")) !== aligned && { direction: "reversed" as const }),
        width: [],
        border: [],
        height: [],
        roadMarks: [mark(id > 0 ? left : right, id)],
        speed: speed && "mps" in speed ? [{ sM: 0, maxMps: speed.mps, derivation: speed.derivation }] : [],
        material: surface ? [{ sM: 0, surface }] : [],
        access: access(lanelet.tags),
        rule: [],
        predecessors: [],
        successors: [],
        polyline: {
          left: left.points,
          right: right.points,
          leftId: `way/${left.way.id}`,
          rightId: `way/${right.way.id}`,
        },
        sourceId: `lanelet/${lanelet.id}`,
      };
    });
    const centre: Lane = {
      id: 0,
      type: "none",
      level: false,
      width: [],
      border: [],
      height: [],
      roadMarks: [mark(reference, 0)],
      speed: [],
      material: [],
      access: [],
      rule: [],
      predecessors: [],
      successors: [],
    };
    const names = row.lanes.map(({ lanelet: { tags } }) => tags.road_name || tags.name || "");
    const road: Road = {
      id: rowId(row),
      name: names.find((name) => name !== "") ?? "",
      lengthM: line.lengthM,
      rule,
      types: [{ sM: 0, type: roadType(row) }],
      planView: line.planView,
      elevation: line.elevation,
      superelevation: [],
      crossfall: [],
      shape: [],
      laneOffset: [],
      sections: [
        {
          sM: 0,
          endM: line.lengthM,
          singleSide: false,
          lanes: [...lanes, centre].sort((a, b) => b.id - a.id),
        },
      ],
      objects: [],
      signals: [],
      signalReferences: [],
      tunnels: [],
      bridges: [],
    };
    row.lanes.forEach(({ lanelet, aligned }, i) => {
      placeOf.set(lanelet.id, { road, lane: lanes[i] as Lane, aligned });
    });
    return [road];
  });
  return { roads, placeOf };
}
