// The road data of a city as feature tables in longitude, latitude, ellipsoidal height: what the tiles show, with the ids
// the tiles have, and what has no body of its own (boundaries, reference lines, junctions). Lines keep the tiles' chord.

import type { Geodetic, Vec3 } from "../../model/geo/frames.ts";
import { featureId, laneFeatureId } from "../../model/records/feature-id.ts";
import type { FeatureRow, FeatureTable, Geometry } from "../../model/records/feature-row.ts";
import { ROAD_CLASSES, type RoadClassId } from "../../model/records/road-attributes.ts";
import { junctionHull } from "../../model/roads/junction-ground.ts";
import { laneGeometry, sampleStations } from "../../model/roads/lane-geometry.ts";
import { laneGraph } from "../../model/roads/lane-graph.ts";
import type { ReferenceLine } from "../../model/roads/reference-line.ts";
import type { LaneSection, Road, RoadNetwork } from "../../model/roads/road-network.ts";
import { sharedEdges } from "../../model/roads/shared-edges.ts";
import { thinCourse } from "../../model/roads/thin-course.ts";
import type { FeatureMesh } from "../tiling/feature-mesh.ts";

/** A tenth of a millimetre on the ground: equal input gives equal bytes. */
const DEGREES = 1e9;
const METRES = 1e4;
const FIGURES = 1e6;

type Row = Omit<FeatureRow, "attributes"> & {
  class: RoadClassId;
  attributes: Record<string, string | number>;
  facing?: readonly [number, number];
};

const flat = (points: readonly Vec3[]): number[] => points.flat();

function lengthOf(points: readonly Vec3[]): number {
  let sum = 0;
  for (let i = 1; i < points.length; i++) {
    const [a, b] = [points[i - 1] as Vec3, points[i] as Vec3];
    sum += Math.hypot(b[0] - a[0], b[1] - a[1], b[2] - a[2]);
  }
  return sum;
}

/** Every edge between lanes once, with the lanes beside it and the paint that the map puts on it. */
function boundaries(line: ReferenceLine, section: LaneSection, index: number, chordM: number): Row[] {
  const { road } = line;
  // Edges that have names of their own are told once for the whole network.
  if (section.lanes.some(({ polyline }) => polyline?.leftId !== undefined)) return [];
  const lanes = section.lanes.filter(({ id }) => id !== 0).sort((a, b) => b.id - a.id);
  const idOf = (id: number | undefined) => (id === undefined ? "" : laneFeatureId(road.id, index, id));
  const outerEdges = lanes.map((lane) => ({
    lane,
    side: lane.id > 0 ? ("left" as const) : ("right" as const),
  }));
  const innermost = lanes.find(({ id }) => id < 0) ?? lanes.at(-1);
  if (!innermost) return [];
  const centre = {
    lane: innermost,
    side: innermost.id < 0 ? ("left" as const) : ("right" as const),
    centre: true,
  };
  return [...outerEdges, centre].flatMap((edge): Row[] => {
    const isCentre = "centre" in edge;
    const own = isCentre ? 0 : edge.lane.id;
    const geometry = laneGeometry(line, section, edge.lane);
    const points = sampleStations(geometry, chordM).map((s) => geometry.edge(edge.side, s));
    const lengthM = lengthOf(points);
    if (points.length < 2 || lengthM < 1e-3) return [];
    const order = lanes.map(({ id }) => id);
    // Left to right the numbers fall; the edge named by a lane left of the centre lies on that lane's left.
    const right = own > 0 ? own : order.find((id) => id < own);
    const left = own > 0 ? order.findLast((id) => id > own) : own < 0 ? own : order.findLast((id) => id > 0);
    const mark = section.lanes.find(({ id }) => id === own)?.roadMarks[0];
    return [
      {
        id: featureId("boundary", road.id, index, own),
        class: "boundary",
        geometry: { kind: "LineString", parts: [flat(points)] },
        attributes: {
          road: road.id,
          section: index,
          type: mark?.type ?? "none",
          colour: mark?.color ?? "",
          laneChange: mark?.laneChange ?? "",
          leftLane: idOf(left),
          rightLane: idOf(right),
          lengthM,
          derivation: "stated",
        },
      },
    ];
  });
}

/** Every edge that the source names, once, as its own points have it, with all lanes beside it. */
function namedBoundaries(network: RoadNetwork): Row[] {
  return [...sharedEdges(network).values()].map(({ id, points, owner, mark, left, right }): Row => {
    const ids = (uses: typeof left) =>
      [...new Set(uses.map(({ road, section, lane }) => laneFeatureId(road.id, section, lane.id)))].join(" ");
    return {
      id: featureId("boundary", ...id.split("/")),
      class: "boundary",
      geometry: { kind: "LineString", parts: [flat(points)] },
      attributes: {
        road: owner.road.id,
        section: owner.section,
        type: mark?.type ?? "none",
        colour: mark?.color ?? "",
        laneChange: mark?.laneChange ?? "",
        leftLane: ids(left),
        rightLane: ids(right),
        lengthM: lengthOf(points),
        derivation: mark?.derivation ?? "stated",
        source: id,
      },
    };
  });
}

function reference(line: ReferenceLine, chordM: number): Row[] {
  const { road } = line;
  const at = (s: number): Vec3 => line.point(s, 0);
  const breakpoints = [...new Set([0, ...road.planView.map(({ sM }) => sM), road.lengthM])]
    .filter((s) => s >= 0 && s <= road.lengthM)
    .sort((a, b) => a - b);
  const stations = sampleStations(
    { startM: 0, endM: road.lengthM, lengthM: road.lengthM, breakpoints, edge: (_, s) => at(s), centre: at },
    chordM,
  );
  if (stations.length < 2) return [];
  const [type] = road.types;
  return [
    {
      id: featureId("road", road.id),
      class: "road",
      geometry: { kind: "LineString", parts: [flat(stations.map(at))] },
      attributes: {
        name: road.name,
        type: type?.type ?? "",
        lengthM: road.lengthM,
        ...(typeof type?.speedMps === "number" && { speedKmh: type.speedMps * 3.6 }),
        junction: road.junctionId ?? "",
        rule: road.rule,
        derivation: "stated",
      },
    },
  ];
}

function junctions(network: RoadNetwork, lines: ReadonlyMap<string, ReferenceLine>): Row[] {
  return network.junctions.flatMap((junction): Row[] => {
    const connecting = network.roads.flatMap(({ id, junctionId }) =>
      junctionId === junction.id ? [lines.get(id) as ReferenceLine] : [],
    );
    const reach = junctionHull(connecting);
    if (!reach) return [];
    const ring = [...reach.hull, reach.hull[0] as Vec3];
    return [
      {
        id: featureId("junction", junction.id),
        class: "junction",
        geometry: { kind: "Polygon", parts: [flat(ring)] },
        attributes: { type: junction.type, name: junction.name, derivation: "inferred" },
      },
    ];
  });
}

/** Lane id → the lanes before and after it in the direction of travel. */
function travelLinks(network: RoadNetwork): Map<string, { predecessors: string; successors: string }> {
  const { nodes } = laneGraph(network);
  const ids = (list: readonly number[]) =>
    [...new Set(list.map((k) => nodes[k]?.featureId ?? ""))].sort().join(" ");
  // A lane with traffic both ways has a node for each.
  const byLane = new Map<string, { previous: number[]; next: number[] }>();
  for (const { featureId: id, previous, next } of nodes) {
    const own = byLane.get(id) ?? { previous: [], next: [] };
    own.previous.push(...previous);
    own.next.push(...next);
    byLane.set(id, own);
  }
  return new Map(
    [...byLane].map(([id, { previous, next }]) => [
      id,
      { predecessors: ids(previous), successors: ids(next) },
    ]),
  );
}

/** Clockwise from true north, degrees, of a direction in the dataset's plane. */
function headingDeg(
  foot: Vec3,
  [dx, dy]: readonly [number, number],
  toGeodetic: (p: Vec3) => Geodetic,
): number {
  const a = toGeodetic(foot);
  const b = toGeodetic([foot[0] + dx, foot[1] + dy, foot[2]]);
  const east = (b.lonDeg - a.lonDeg) * Math.cos((a.latDeg * Math.PI) / 180);
  const deg = (Math.atan2(east, b.latDeg - a.latDeg) * 180) / Math.PI;
  return Math.round(((deg + 360) % 360) * 10) / 10;
}

const rounded = (v: number, grain: number) => Math.round(v * grain) / grain;

/** Whether a value says something: empty text and the tiles' −1 for "not known" do not. */
const known = (name: string, value: string | number) =>
  value !== "" &&
  !(value === -1 && /M$|Kmh$/.test(name)) &&
  (typeof value !== "number" || Number.isFinite(value));

/**
 * @param toGeodetic from the network's plane to the globe
 * @param thinM points this near to the straight line between their neighbours are left out; 0 keeps all
 */
export function roadTables(
  network: RoadNetwork,
  lines: ReadonlyMap<string, ReferenceLine>,
  meshes: readonly FeatureMesh[],
  toGeodetic: (p: Vec3) => Geodetic,
  chordM: number,
  thinM = 0,
): FeatureTable[] {
  const links = travelLinks(network);
  const roads = new Map<string, Road>(network.roads.map((road) => [road.id, road]));
  const rows: Row[] = meshes.flatMap(({ id, record, properties }): Row[] => {
    if (!record) return [];
    const attributes = { ...properties, ...record.attributes, ...links.get(id) };
    const facing = record.facing && { facing: record.facing };
    return [{ id, class: record.class, attributes, geometry: record.geometry(), ...facing }];
  });
  for (const line of lines.values()) {
    rows.push(...reference(line, chordM));
    for (const [index, section] of line.road.sections.entries())
      if (section.endM - section.sM > 1e-6) rows.push(...boundaries(line, section, index, chordM));
  }
  rows.push(...namedBoundaries(network), ...junctions(network, lines));

  const onGlobe = ({ kind, parts }: Geometry): Geometry => ({
    kind,
    parts: parts.map((full) => {
      const part = thinM > 0 && kind !== "Point" ? thinCourse(full, thinM) : full;
      const out = new Array<number>(part.length);
      for (let i = 0; i < part.length; i += 3) {
        const p = toGeodetic([part[i] as number, part[i + 1] as number, part[i + 2] as number]);
        out[i] = rounded(p.lonDeg, DEGREES);
        out[i + 1] = rounded(p.latDeg, DEGREES);
        out[i + 2] = rounded(p.heightM, METRES);
      }
      return out;
    }),
  });
  return ROAD_CLASSES.flatMap((kind): FeatureTable[] => {
    const own = rows.filter((row) => row.class === kind.id);
    if (own.length === 0) return [];
    return [
      {
        class: kind.id,
        rows: own.map(({ id, attributes, geometry, facing }): FeatureRow => {
          const road = roads.get(String(attributes.road ?? ""));
          const accuracyM = road?.quality?.absHorAccM ?? network.dataset.quality.absHorAccM;
          const [part] = geometry.parts as [number[]];
          const all: Record<string, string | number | undefined> = {
            accuracyM,
            ...attributes,
            id,
            ...(facing && { headingDeg: headingDeg(part as unknown as Vec3, facing, toGeodetic) }),
          };
          const told = kind.attributes.flatMap((name): [string, string | number][] => {
            const value = all[name];
            if (value === undefined || !known(name, value)) return [];
            return [[name, typeof value === "number" ? rounded(value, FIGURES) : value]];
          });
          return { id, attributes: Object.fromEntries(told), geometry: onGlobe(geometry) };
        }),
      },
    ];
  });
}
