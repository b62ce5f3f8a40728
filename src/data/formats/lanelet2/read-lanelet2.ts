// Lanelet2's OSM XML into the canonical road model. One bad element is left out with its reason and its id; a file that
// is no map of lanelets is one fault. Runs in a worker, in a browser and in Node.

import { Fault, type Finding } from "../../../model/records/fault.ts";
import { isMotorLaneType } from "../../../model/roads/lane-direction.ts";
import type { RoadNetwork } from "../../../model/roads/road-network.ts";
import type { ReadOptions } from "../format.ts";
import { buildRoads } from "./build-roads.ts";
import { laneType } from "./lanelet-rules.ts";
import { isLanelet, readLanelets } from "./lanelets.ts";
import { linkRoads } from "./link-roads.ts";
import { placeObjects } from "./objects.ts";
import { placeFurniture } from "./place-furniture.ts";
import { signCode } from "./place-signals.ts";
import { placeNodes } from "./plane.ts";
import { type OsmMap, readOsm } from "./read-osm.ts";
import { readRegulations } from "./regulations.ts";
import { drivingSide, rows } from "./rows.ts";
import { topology } from "./topology.ts";

/** The country that most lanelets and signs name, ISO alpha-2; undefined when none does. */
function countryOf({ relations, ways }: OsmMap): string | undefined {
  const votes = new Map<string, number>();
  const vote = (text: string | undefined) => {
    const code = (text ?? "").slice(0, 2).toUpperCase();
    if (/^[A-Z]{2}$/.test(code)) votes.set(code, (votes.get(code) ?? 0) + 1);
  };
  for (const { tags } of relations.values()) vote(tags.region);
  for (const { tags } of ways.values())
    if (tags.type === "traffic_sign") vote(signCode(tags.subtype ?? "").country);
  return [...votes].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))[0]?.[0];
}

/** What the whole map leaves unsaid, once. */
function sayUnknown(map: OsmMap, withHeight: number, hasPlace: boolean, findings: Finding[]): void {
  const say = (severity: Finding["severity"], code: string, params: Finding["params"] = {}) =>
    findings.push({ severity, code, params, where: "map" });
  if (hasPlace) say("info", "finding.lanelet2.frame");
  const without = map.nodes.size - withHeight;
  if (without > 0) say("warning", "finding.lanelet2.no-heights", { count: without, nodes: map.nodes.size });
  const untyped = new Set(
    [...map.relations.values()].filter(isLanelet).flatMap(({ members }) =>
      members.flatMap(({ role, ref }) => {
        const way = /^(left|right)$/.test(role) ? map.ways.get(ref) : undefined;
        return way && !way.tags.type ? [ref] : [];
      }),
    ),
  );
  if (untyped.size > 0) say("warning", "finding.lanelet2.untyped-sides", { count: untyped.size });
}

/**
 * Reads a map from its bytes.
 * @throws Fault fault.lanelet2.* when it is empty, not XML, cut off, not OSM, without lanelets or without places
 */
export async function readLanelet2(
  chunks: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
  options: ReadOptions,
): Promise<{ network: RoadNetwork; findings: Finding[] }> {
  const { fileName, sha256 } = options;
  const findings: Finding[] = [];
  const map = await readOsm(chunks, options, findings);
  const stated = [...map.relations.values()].filter(isLanelet).length;
  if (stated === 0)
    throw new Fault("fault.lanelet2.no-lanelets", {
      file: fileName,
      ways: map.ways.size,
      relations: map.relations.size,
    });
  const plane = placeNodes(map, fileName, findings);
  const { places } = plane;
  const hasHeights = plane.withHeight * 2 > map.nodes.size;
  sayUnknown(map, plane.withHeight, plane.crs !== "", findings);
  const lanelets = readLanelets(map, places, findings);
  const all = [...lanelets.values()];
  const country = countryOf(map);
  const rules = readRegulations(map, lanelets, findings);
  const net = topology(all);
  const rule = drivingSide(all, country);
  const crosswalk = ({ tags }: (typeof all)[number]) => laneType(tags) === "crosswalk";
  const rowsOfLanes = rows(
    all,
    rule,
    (a, b) => net.connecting.has(a.id) !== net.connecting.has(b.id) || crosswalk(a) || crosswalk(b),
  );
  const { roads, placeOf } = buildRoads(rowsOfLanes, map, places, rule, country, findings);
  if (roads.length === 0)
    throw new Fault("fault.lanelet2.no-usable", { file: fileName, stated, skipped: findings.length });
  for (const [id, mps] of rules.speeds) {
    const place = placeOf.get(id);
    if (place) place.lane.speed = [{ sM: 0, maxMps: mps }];
  }
  for (const road of roads) {
    const speeds = road.sections
      .flatMap(({ lanes }) => lanes)
      .filter(({ type }) => isMotorLaneType(type))
      .flatMap(({ speed }) => (typeof speed[0]?.maxMps === "number" ? [speed[0].maxMps] : []));
    if (speeds.length > 0 && road.types[0]) road.types[0].speedMps = Math.max(...speeds);
  }
  const roadIdOf = (id: string) => placeOf.get(id)?.road.id;
  const connecting = new Set([...net.connecting].flatMap((id) => roadIdOf(id) ?? []));
  const crossing = net.crossing.flatMap(([a, b]): [string, string][] => {
    const [roadA, roadB] = [roadIdOf(a), roadIdOf(b)];
    return roadA !== undefined && roadB !== undefined && roadA !== roadB ? [[roadA, roadB]] : [];
  });
  const junctions = linkRoads(roads, connecting, crossing);
  placeObjects(map, places, lanelets, roads, findings);
  const controllers = placeFurniture(
    { map, places, lanelets, placeOf, rules, roads, junctions, topology: net, hasHeights },
    findings,
  );
  const file = fileName.replace(/^.*[/\\]/, "");
  return {
    network: {
      formatVersion: 1,
      dataset: {
        id: file.replace(/\.[^.]*$/, ""),
        name: "",
        source: {
          format: "lanelet2",
          version: map.meta.format_version ?? "",
          file,
          sha256,
        },
        crs: plane.crs,
        headerOffset: { x: plane.offset.x, y: plane.offset.y, z: 0, headingRad: 0 },
        ...(country !== undefined && { country }),
        quality: {},
      },
      roads,
      junctions,
      controllers,
    },
    findings,
  };
}
