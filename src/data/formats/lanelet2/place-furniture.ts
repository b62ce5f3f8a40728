// Signs, lights and the controllers that switch them, put on the roads whose lanes they are for; rules of who yields as
// priorities of junctions.

import type { Vec3 } from "../../../model/geo/frames.ts";
import type { Finding } from "../../../model/records/fault.ts";
import type { Controller, Junction, Road, Signal } from "../../../model/roads/road-network.ts";
import type { LanePlace } from "./build-roads.ts";
import type { Lanelet } from "./lanelets.ts";
import { nearestRoad, spotOn } from "./nearest-road.ts";
import { headingAt, type Standing, signalOf, standing } from "./place-signals.ts";
import type { OsmMap } from "./read-osm.ts";
import type { Regulations } from "./regulations.ts";
import type { Passage, Topology } from "./topology.ts";

/** How far ahead of a light or a yield its junction is looked for, in lanelets. */
const AHEAD = 12;

export interface FurnitureInput {
  map: OsmMap;
  places: ReadonlyMap<string, Vec3>;
  lanelets: ReadonlyMap<string, Lanelet>;
  placeOf: ReadonlyMap<string, LanePlace>;
  rules: Regulations;
  roads: readonly Road[];
  junctions: readonly Junction[];
  topology: Topology;
  hasHeights: boolean;
}

/** The junction lanes that a lanelet leads to, or itself when it is one. */
function entered({ lanelets, placeOf, topology }: FurnitureInput, id: string): string[] {
  const start = lanelets.get(id);
  if (!start) return [];
  const out = new Set<string>();
  let front: Passage[] = [{ lanelet: start, forward: true }];
  const seen = new Set<string>();
  for (let step = 0; step < AHEAD && front.length > 0; step++) {
    front = front.flatMap((passage) => {
      const own = passage.lanelet.id;
      if (seen.has(own)) return [];
      seen.add(own);
      if (placeOf.get(own)?.road.junctionId === undefined) return topology.next(passage);
      out.add(own);
      return [];
    });
    if (out.size > 0) break;
  }
  return [...out];
}

/** Where a lanelet ends for its traffic: end of its road, or start when it runs against s. */
const endOf = ({ road, aligned }: LanePlace) => (aligned ? road.lengthM : 0);

export function placeFurniture(input: FurnitureInput, findings: Finding[]): Controller[] {
  const { map, places, lanelets, placeOf, rules, roads, junctions, hasHeights } = input;
  const nearest = nearestRoad(roads);
  const ways = [...map.ways.values()].filter(({ tags }) => /^traffic_(sign|light)$/.test(tags.type ?? ""));
  const all = new Map<string, Standing>();
  for (const way of ways) {
    const found = standing(way, places, findings);
    if (found) all.set(way.id, found);
  }
  const heads = [...all.values()].filter(({ way }) => way.tags.type === "traffic_light");
  const placed = new Map<string, { signal: Signal; road: Road }>();

  /** Of lanelets that a thing is for, the one that ends next to it. */
  const ownLane = (each: Standing, ids: readonly string[]): LanePlace | undefined => {
    let best: { place: LanePlace; m: number } | undefined;
    for (const id of ids) {
      const place = placeOf.get(id);
      const end = lanelets.get(id)?.right.points.at(-1);
      if (!place || !end) continue;
      const m = Math.hypot(end[0] - each.middle[0], end[1] - each.middle[1]);
      if (!best || m < best.m) best = { place, m };
    }
    return best?.place;
  };
  const put = (each: Standing, ids: readonly string[]): { signal: Signal; road: Road } | undefined => {
    const known = placed.get(each.way.id);
    if (known) return known;
    const own = ownLane(each, ids);
    const spot = own ? spotOn(own.road, each.middle) : nearest(each.middle);
    if (!spot) return undefined;
    const laneRad = own && headingAt(own.road, endOf(own)) + (own.aligned ? 0 : Math.PI);
    const signal = signalOf(each, spot, hasHeights, laneRad, heads, findings);
    spot.road.signals.push(signal);
    const done = { signal, road: spot.road };
    placed.set(each.way.id, done);
    return done;
  };

  const byId = new Map(junctions.map((junction) => [junction.id, junction]));
  const controllers = new Map<string, Controller>();
  for (const rule of rules.lights) {
    const approaches = new Map<Road, { s: number; along: boolean; lanes: number[]; lanelet: string }>();
    for (const id of rule.lanelets) {
      const place = placeOf.get(id);
      if (!place) continue;
      const at = approaches.get(place.road) ?? {
        s: endOf(place),
        along: place.aligned,
        lanes: [],
        lanelet: id,
      };
      at.lanes.push(place.lane.id);
      approaches.set(place.road, at);
    }
    for (const light of rule.lights) {
      const each = all.get(light);
      const done = each && put(each, rule.lanelets);
      if (!done) continue;
      for (const [road, { s, along, lanes, lanelet }] of approaches) {
        const orientation = along ? ("+" as const) : ("-" as const);
        const validity = lanes.map((lane) => ({ fromLane: lane, toLane: lane }));
        if (road === done.road && done.signal.validity.length === 0)
          Object.assign(done.signal, {
            sM: s,
            orientation,
            validity,
            ...turnedTo(done.signal, road, s, along),
          });
        else road.signalReferences.push({ signalId: done.signal.id, sM: s, tM: 0, orientation, validity });
        const [first] = entered(input, lanelet);
        const junction = byId.get(placeOf.get(first ?? "")?.road.junctionId ?? "");
        const id = `${junction?.id ?? "j"}-${road.id}`;
        const controller = controllers.get(id) ?? { id, name: "", controls: [] };
        if (!controllers.has(id)) junction?.controllers.push({ id, type: "" });
        controllers.set(id, controller);
        if (!controller.controls.some(({ signalId }) => signalId === done.signal.id))
          controller.controls.push({ signalId: done.signal.id, type: "" });
      }
    }
  }
  for (const each of all.values()) {
    const ids = rules.signed.get(each.way.id) ?? [];
    const fresh = !placed.has(each.way.id);
    const done = put(each, ids);
    if (!done || !fresh || each.way.tags.type !== "traffic_light") continue;
    // A light that no rule names stops nobody: lane 0 carries no traffic.
    done.signal.validity.push({ fromLane: 0, toLane: 0 });
    findings.push({
      severity: "info",
      code: "finding.lanelet2.light-unused",
      params: {},
      where: `way/${each.way.id}`,
    });
  }

  for (const { id, fallback, yields, first } of rules.yields) {
    if (fallback) {
      findings.push({
        severity: "info",
        code: "finding.lanelet2.fallback",
        params: {},
        where: `relation/${id}`,
      });
      continue;
    }
    const roadsOf = (ids: readonly string[]) => [
      ...new Set(
        ids.flatMap((lanelet) => entered(input, lanelet)).flatMap((each) => placeOf.get(each)?.road ?? []),
      ),
    ];
    const highs = roadsOf(first);
    for (const low of roadsOf(yields))
      for (const high of highs)
        if (high !== low && high.junctionId === low.junctionId)
          byId.get(low.junctionId ?? "")?.priorities.push({ high: high.id, low: low.id });
  }
  return [...controllers.values()];
}

/** The offset from the road's direction at the station a light is valid from, so that it still looks the same way. */
function turnedTo(
  { positionInertial }: Signal,
  road: Road,
  sM: number,
  along: boolean,
): { hOffsetRad: number } {
  const travel = (positionInertial?.headingRad ?? 0) - headingAt(road, sM) - (along ? 0 : Math.PI);
  return { hOffsetRad: Math.atan2(Math.sin(travel), Math.cos(travel)) };
}
