import { beforeAll, describe, expect, test } from "vitest";
import type { Finding } from "../../../src/model/records/fault.ts";
import { laneGraph } from "../../../src/model/roads/lane-graph.ts";
import { referenceLine } from "../../../src/model/roads/reference-line.ts";
import type { RoadNetwork } from "../../../src/model/roads/road-network.ts";
import { sampleNetwork, sampleText } from "./sample-network.ts";

let network: RoadNetwork;
let findings: Finding[];

beforeAll(async () => {
  ({ network, findings } = await sampleNetwork());
});

describe("the sample network", () => {
  test("is the same for the same seed and another for another", () => {
    expect(sampleText(1)).toBe(sampleText(1));
    expect(sampleText(2)).not.toBe(sampleText(1));
  });

  test("reads without a finding", () => {
    expect(findings).toEqual([]);
  });

  test("is about 3 km of avenue from 114.466 E along 30.4895 N, within 70 m", async () => {
    const { toGeodetic } = await sampleNetwork();
    const avenue = network.roads.filter(({ name }) => name === "高新大道");
    const lengthM = avenue.reduce((sum, road) => sum + road.lengthM, 0);
    expect(lengthM).toBeGreaterThan(2400);
    expect(lengthM).toBeLessThan(3400);
    const places = avenue.map((road) => toGeodetic(referenceLine(road).point(0, 0)));
    expect(Math.min(...places.map(({ lonDeg }) => lonDeg))).toBeCloseTo(114.466, 3);
    for (const { latDeg } of places) expect(Math.abs(latDeg - 30.4895)).toBeLessThan(0.001);
    const line = referenceLine(avenue[0] as (typeof avenue)[number]);
    const widths = [1, -1].map((sign) =>
      (line.road.sections[0]?.lanes ?? [])
        .filter(({ id }) => Math.sign(id) === sign)
        .reduce((sum, { width }) => sum + (width[0]?.a ?? 0), 0),
    );
    expect(widths).toEqual([35, 35]);
  });

  test("has 8 main and 6 side lanes at 60 and 40 km/h", () => {
    const road = network.roads.find(
      ({ name, sections }) => name === "高新大道" && sections[0]?.lanes.length === 23,
    );
    const speeds = (road?.sections[0]?.lanes ?? [])
      .filter(({ type }) => type === "driving")
      .map(({ speed }) => Math.round((speed[0]?.maxMps as number) * 3.6));
    expect(speeds.filter((kmh) => kmh === 60)).toHaveLength(8);
    expect(speeds.filter((kmh) => kmh === 40)).toHaveLength(6);
  });

  test("has five signalised crossings, each with a plan in which crossing movements are never green together", () => {
    expect(network.junctions).toHaveLength(5);
    expect(network.controllers).toHaveLength(5);
    for (const { phases, controls } of network.controllers) {
      expect(controls).toHaveLength(24);
      const named = new Map(
        network.roads.flatMap(({ signals }) => signals.map(({ id, name }) => [id, name] as const)),
      );
      for (const { green } of phases ?? []) {
        const names = green.map((id) => named.get(id) ?? "");
        const armOf = (name: string) => /[WSEN](?= )/.exec(name)?.[0] ?? "";
        const main = names.filter((name) => !/右转|行人/.test(name));
        const arms = new Set(main.map(armOf));
        for (const name of names.filter((name) => name.includes("行人"))) {
          expect([...arms]).not.toContain(armOf(name));
          expect(names.filter((other) => /右转/.test(other)).map(armOf)).not.toContain(armOf(name));
        }
        const ways = new Set(main.map((name) => (name.endsWith("左转") ? "left" : "straight")));
        expect(
          [...arms].every((arm) => "WE".includes(arm ?? "")) ||
            [...arms].every((arm) => "SN".includes(arm ?? "")),
        ).toBe(true);
        expect(ways.size).toBeLessThanOrEqual(1);
      }
    }
  });

  test("joins every connecting road to its neighbours within 1 mm and 0.01°", () => {
    const roads = new Map(network.roads.map((road) => [road.id, road]));
    const connecting = network.roads.filter(({ junctionId }) => junctionId !== undefined);
    expect(connecting.length).toBe(5 * 20);
    const graph = laneGraph(network);
    expect(graph.inferredLinks).toBe(0);
    expect(graph.brokenLinks).toBe(0);
    let joints = 0;
    for (const node of graph.nodes)
      for (const next of node.next) {
        const other = graph.nodes[next] as (typeof graph.nodes)[number];
        const touches = [node, other].some(({ roadId }) => roads.get(roadId)?.junctionId !== undefined);
        if (!touches) continue;
        joints += 1;
        const end = node.points.slice(-3);
        const start = other.points.slice(0, 3);
        expect(Math.hypot(...[0, 1, 2].map((i) => (end[i] as number) - (start[i] as number)))).toBeLessThan(
          1e-3,
        );
        const turn = (p: Float64Array, at: number) =>
          Math.atan2(
            (p[at + 4] as number) - (p[at + 1] as number),
            (p[at + 3] as number) - (p[at] as number),
          );
        const before = turn(node.points, node.points.length - 6);
        const after = turn(other.points, 0);
        const off = Math.atan2(Math.sin(after - before), Math.cos(after - before));
        // The chord of a sampled arc lies up to half its step beside the tangent.
        expect(Math.abs(off)).toBeLessThan(0.1);
      }
    expect(joints).toBeGreaterThan(100);
  });

  test("lets traffic reach every motor lane and leave it", () => {
    const graph = laneGraph(network);
    const lonely = graph.nodes.filter(
      ({ previous, left, right, fromS, roadId }) =>
        previous.length === 0 &&
        !left &&
        !right &&
        fromS > 0 &&
        network.roads.find(({ id }) => id === roadId)?.junctionId !== undefined,
    );
    expect(lonely).toEqual([]);
  });
});
