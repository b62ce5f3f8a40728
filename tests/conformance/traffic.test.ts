// The simulated traffic on maps that nobody here drew: on its lanes, at their speeds, through one another nowhere.

import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { readOpenDrive } from "../../src/data/formats/opendrive/read-opendrive.ts";
import { createTraffic, type Traffic } from "../../src/live/simulation/traffic.ts";
import { isMotorLane } from "../../src/model/roads/lane-direction.ts";
import { laneGeometry } from "../../src/model/roads/lane-geometry.ts";
import { referenceLine } from "../../src/model/roads/reference-line.ts";
import type { RoadNetwork } from "../../src/model/roads/road-network.ts";
import { roadPlacement } from "../../src/model/roads/road-placement.ts";
import { maps } from "./maps.ts";

const START_MS = 1_790_000_000_000;
const SECONDS = 90;

async function trafficOn(path: string): Promise<{ network: RoadNetwork; traffic: Traffic }> {
  const { network } = await readOpenDrive([new Uint8Array(readFileSync(path))], {
    fileName: path,
    sha256: "",
  });
  const crs = network.dataset.crs || "+proj=tmerc +lat_0=49 +lon_0=8 +ellps=WGS84";
  const traffic = createTraffic(network, {
    seed: 7,
    vehicles: (capacity) => Math.min(200, Math.floor(capacity * 0.4)),
    startMs: START_MS,
    toGeodetic: roadPlacement(network, crs),
    source: "sim",
  });
  return { network, traffic };
}

describe.each(maps)("on $name", ({ path }) => {
  test("vehicles drive between the edges of their lanes, in line and at the lane's speed", async () => {
    const { network, traffic } = await trafficOn(path);
    const motor = network.roads.some(({ sections }) => sections.some(({ lanes }) => lanes.some(isMotorLane)));
    expect(traffic.count() > 0).toBe(motor);
    const { nodes } = traffic.graph;
    let metres = 0;
    let worstGapM = Number.POSITIVE_INFINITY;
    let fastest = 0;
    for (let t = 500; t <= SECONDS * 1000; t += 500) {
      traffic.advance(START_MS + t);
      const lanes = new Map<number, (typeof traffic.vehicles)[number][]>();
      for (const vehicle of traffic.vehicles) {
        metres += vehicle.v * 0.5;
        fastest = Math.max(fastest, vehicle.v);
        const node = nodes[vehicle.node];
        expect(node).toBeDefined();
        expect(vehicle.d).toBeGreaterThanOrEqual(-1e-6);
        expect(vehicle.d).toBeLessThanOrEqual((node?.lengthM ?? 0) + 1e-6);
        lanes.set(vehicle.node, [...(lanes.get(vehicle.node) ?? []), vehicle]);
      }
      for (const list of lanes.values()) {
        list.sort((a, b) => a.d - b.d);
        for (let i = 1; i < list.length; i++) {
          const [back, front] = [list[i - 1], list[i]] as [(typeof list)[number], (typeof list)[number]];
          worstGapM = Math.min(worstGapM, front.d - back.d - (front.body.lengthM + back.body.lengthM) / 2);
        }
      }
    }
    expect(worstGapM).toBeGreaterThan(-0.3);
    expect(fastest).toBeLessThan(60);
    if (traffic.count() > 0) expect(metres / SECONDS / traffic.count()).toBeGreaterThan(1);
    // The centre lines that it drives on are the lanes' own middles.
    const roads = new Map(network.roads.map((road) => [road.id, road]));
    for (const node of nodes) {
      const road = roads.get(node.roadId);
      const section = road?.sections[node.section];
      const lane = section?.lanes.find(({ id }) => id === node.laneId);
      if (!road || !section || !lane) throw new Error(node.featureId);
      const [x, y, z] = laneGeometry(referenceLine(road), section, lane).centre(node.fromS);
      expect(
        Math.hypot(x - (node.points[0] ?? 0), y - (node.points[1] ?? 0), z - (node.points[2] ?? 0)),
      ).toBeLessThan(1e-6);
    }
  });
});
