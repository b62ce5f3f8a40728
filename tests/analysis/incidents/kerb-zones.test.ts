import { beforeAll, expect, test } from "vitest";
import { type KerbZone, kerbZones } from "../../../src/analysis/incidents/kerb-zones.ts";
import { sampleNetwork } from "../../data/sample/sample-network.ts";

let zones: KerbZone[];
let sample: Awaited<ReturnType<typeof sampleNetwork>>;
beforeAll(async () => {
  sample = await sampleNetwork();
  zones = kerbZones(sample.network);
});

test("cycle lanes and shoulders within 50 m of a junction are zones, nothing else is", () => {
  expect(zones.length).toBeGreaterThan(0);
  for (const { id, lengthM } of zones) {
    const [, road, section, lane] = /^lane:([^/]+)\/(\d+)\/(-?\d+)\/(?:start|end)$/.exec(id) ?? [];
    const found = sample.network.roads
      .find((one) => one.id === road)
      ?.sections[Number(section)]?.lanes.find((one) => one.id === Number(lane));
    expect(["biking", "shoulder", "stop"]).toContain(found?.type);
    expect(lengthM).toBeLessThanOrEqual(50);
  }
});

test("a zone's outline is as long and wide as its lane, and what stands there looks along the traffic", () => {
  for (const { polygon, middle, ahead, lengthM, widthM } of zones) {
    let twice = 0;
    polygon.forEach((p, i) => {
      const q = polygon[(i + 1) % polygon.length] as (typeof polygon)[number];
      twice += p[0] * q[1] - q[0] * p[1];
    });
    expect(Math.abs(twice) / 2).toBeGreaterThan(lengthM * widthM * 0.7);
    expect(Math.abs(twice) / 2).toBeLessThan(lengthM * widthM * 1.4);
    expect(Math.hypot(ahead[0] - middle[0], ahead[1] - middle[1])).toBeCloseTo(1, 1);
  }
});
