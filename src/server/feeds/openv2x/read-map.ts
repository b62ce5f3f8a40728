// MAP: junctions with their links and lanes, as roadside units broadcast them. Numbers may all be text and lists may be
// wrapped under their element's name, as in OpenV2X's default map. Speeds are 0.02 m/s, widths centimetres.

import type {
  IntersectionLane,
  IntersectionLink,
  IntersectionObservation,
} from "../../../model/twin/intersection.ts";
import type { Intake } from "../intake/intake.ts";
import { type Fields, isFields, listOf } from "../intake/read-json.ts";
import { textIn } from "../intake/read-number.ts";
import { reader } from "../intake/record-reader.ts";
import { placeOf, type RawPlace } from "./csae-scales.ts";
import { intersectionIdOf } from "./read-spat.ts";

type Reader = (value: unknown) => number | undefined;

function readLane(lane: unknown, node: RawPlace, read: Reader, intake: Intake): IntersectionLane | undefined {
  if (!isFields(lane)) throw new Error("lane is not an object");
  const id = textIn(lane.laneID ?? lane.laneId);
  if (id === undefined) {
    intake.count("no-id", lane);
    return undefined;
  }
  const points: [number, number][] = [];
  for (const point of listOf(lane.points, "RoadPoint")) {
    const raw = placeOf(isFields(point) ? (point.posOffset ?? point.pos) : point, node, read);
    const at = intake.place(raw.lonDeg, raw.latDeg, point);
    if (at) points.push([at.lonDeg, at.latDeg]);
  }
  const connections = listOf(lane.connectsTo, "Connection")
    .filter(isFields)
    .flatMap((connection) => {
      const nodeId = intersectionIdOf(connection.remoteIntersection);
      const phaseId = textIn(connection.phaseId);
      return nodeId === undefined ? [] : [{ nodeId, ...(phaseId !== undefined && { phaseId }) }];
    });
  const width = read(lane.laneWidth);
  return {
    id,
    points,
    connectsTo: connections,
    ...(width !== undefined && width > 0 && { widthM: width * 0.01 }),
  };
}

function readLink(link: unknown, node: RawPlace, read: Reader, intake: Intake): IntersectionLink {
  if (!isFields(link)) throw new Error("link is not an object");
  const limits = listOf(link.speedLimits, "RegulatorySpeedLimit").filter(isFields);
  const most = limits.find(({ type }) =>
    isFields(type) ? "vehicleMaxSpeed" in type : type === "vehicleMaxSpeed" || type === 5,
  );
  const speed = most && read(most.speed);
  const width = read(link.linkWidth);
  return {
    name: textIn(link.name) ?? "",
    upstreamNodeId: intersectionIdOf(link.upstreamNodeId) ?? "",
    ...(width !== undefined && width > 0 && { widthM: width * 0.01 }),
    ...(speed !== undefined && speed > 0 && { maxSpeedMps: speed * 0.02 }),
    lanes: listOf(link.lanes, "Lane").flatMap((lane) => {
      const one = readLane(lane, node, read, intake);
      return one ? [one] : [];
    }),
  };
}

export function readMap(message: unknown, intake: Intake): void {
  const outer: Fields = isFields(message) ? message : {};
  const content = isFields(outer.map) ? outer.map : isFields(outer.content) ? outer.content : outer;
  const nodes = listOf(content.nodes, "Node");
  if (nodes.length === 0) throw new Error("no nodes");
  const read = reader(intake, message);
  const timeMs = intake.now();
  const intersections: IntersectionObservation[] = [];
  intake.each(nodes, (node) => {
    if (!isFields(node)) throw new Error("node is not an object");
    const id = intersectionIdOf(node.id);
    if (id === undefined) {
      intake.count("no-id", node);
      return;
    }
    const raw = placeOf(node.refPos, undefined, read);
    const at = intake.place(raw.lonDeg, raw.latDeg, node);
    if (!at) return;
    const links: IntersectionLink[] = [];
    intake.each(listOf(node.inLinks, "Link"), (link) => void links.push(readLink(link, raw, read, intake)));
    const name = textIn(node.name);
    intersections.push({
      id: `${intake.source}/${id}`,
      source: intake.source,
      timeMs,
      ...at,
      ...(name !== undefined && { name }),
      links,
    });
  });
  intake.observe({ intersections });
}
