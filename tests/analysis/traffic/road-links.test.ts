import { beforeAll, describe, expect, test } from "vitest";
import { createRoadLinks, type RoadLinks } from "../../../src/analysis/traffic/road-links.ts";
import { createTraffic } from "../../../src/live/simulation/traffic.ts";
import { sampleNetwork } from "../../data/sample/sample-network.ts";

let sample: Awaited<ReturnType<typeof sampleNetwork>>;
let roads: RoadLinks;
beforeAll(async () => {
  sample = await sampleNetwork();
  roads = createRoadLinks(sample.network, "EPSG:4547", 0);
});

describe("the links of the sample's roads", () => {
  test("cover every road between junctions once a direction, with its limit", () => {
    const { links, graph } = roads;
    const ways = new Map<string, number>();
    for (const { roadId, forward, junctionId } of graph.nodes)
      if (junctionId === undefined)
        ways.set(`${roadId}${forward}`, sample.network.roads.find(({ id }) => id === roadId)?.lengthM ?? 0);
    const sum = (list: Iterable<number>) => [...list].reduce((a, b) => a + b, 0);
    expect(sum(links.map(({ lengthM }) => lengthM))).toBeCloseTo(sum(ways.values()), 3);
    expect(links.length).toBeLessThanOrEqual(ways.size);
    for (const { freeFlowMps = 0 } of links) {
      expect(freeFlowMps).toBeGreaterThan(5);
      expect(freeFlowMps).toBeLessThan(30);
    }
  });

  test("find nearly every driving vehicle on the lane that it drives on, and none in a junction", () => {
    const start = 1_790_000_000_000;
    const traffic = createTraffic(sample.network, {
      seed: 4,
      vehicles: () => 400,
      startMs: start,
      toGeodetic: sample.toGeodetic,
      source: "s",
    });
    traffic.advance(start + 10_000);
    traffic.advance(start + 20_000);
    const rows = traffic.rows();
    let [asked, right, wrong] = [0, 0, 0];
    traffic.vehicles.forEach((vehicle, i) => {
      const own = traffic.graph.nodes[vehicle.node];
      const row = rows[i];
      if (!own || !row || vehicle.change) return;
      const found = roads.linkAt(row);
      if (own.junctionId !== undefined) return;
      asked += 1;
      if (found?.node.roadId === own.roadId && found.node.forward === own.forward) {
        right += 1;
        if (found.node.index === own.index) expect(Math.abs(found.alongM - vehicle.d)).toBeLessThan(0.5);
      } else if (found) wrong += 1;
    });
    expect(asked).toBeGreaterThan(150);
    expect(right / asked).toBeGreaterThan(0.98);
    expect(wrong / asked).toBeLessThan(0.01);
  });

  test("nobody beside the road, against its way, or on another level is on it", () => {
    const node = roads.graph.nodes.find(
      ({ junctionId, lengthM }) => junctionId === undefined && lengthM > 100,
    );
    if (!node) throw new Error("no lane");
    const at = (k: number) =>
      sample.toGeodetic([0, 1, 2].map((i) => node.points[k * 3 + i]) as [number, number, number]);
    const [a, b] = [at(0), at(1)];
    const headingRad = Math.atan2(
      (b.lonDeg - a.lonDeg) * Math.cos((a.latDeg * Math.PI) / 180),
      b.latDeg - a.latDeg,
    );
    const place = { ...b, headingRad };
    expect(roads.linkAt(place)?.node.roadId).toBe(node.roadId);
    expect(roads.linkAt({ ...place, heightM: place.heightM + 9 })).toBeUndefined();
    expect(roads.linkAt({ ...place, latDeg: place.latDeg + 0.5 })).toBeUndefined();
    const against = roads.linkAt({ ...place, headingRad: headingRad + Math.PI });
    expect(against?.node.forward === node.forward && against?.node.roadId === node.roadId).toBe(false);
  });
});
