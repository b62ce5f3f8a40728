import { beforeAll, describe, expect, test } from "vitest";
import { laneGeometry } from "../../../src/model/roads/lane-geometry.ts";
import { type ReferenceLine, referenceLine } from "../../../src/model/roads/reference-line.ts";
import type { Lane, Road, RoadNetwork } from "../../../src/model/roads/road-network.ts";
import { sampleNetwork } from "./sample-network.ts";

let network: RoadNetwork;
const lines = new Map<Road, ReferenceLine>();

beforeAll(async () => {
  ({ network } = await sampleNetwork());
});

const sectionAt = (road: Road, s: number) => road.sections.findLast(({ sM }) => sM <= s + 1e-6);

/** The lane whose edges lie on either side of a place, and how far it is from the nearer one. */
function laneUnder(road: Road, s: number, t: number): { lane: Lane; clearM: number } | undefined {
  const section = sectionAt(road, s);
  const line = lines.get(road) ?? referenceLine(road);
  lines.set(road, line);
  const { x, y, headingRad } = line.plan(s);
  const tOf = ([px, py]: readonly number[]) =>
    -((px as number) - x) * Math.sin(headingRad) + ((py as number) - y) * Math.cos(headingRad);
  for (const lane of section?.lanes ?? []) {
    if (!section || lane.id === 0) continue;
    const geometry = laneGeometry(line, section, lane);
    const [left, right] = [tOf(geometry.edge("left", s)), tOf(geometry.edge("right", s))];
    if (t < left && t > right) return { lane, clearM: Math.min(left - t, t - right) };
  }
  return undefined;
}

describe("what stands and is painted on the sample", () => {
  test("has ids that no other has", () => {
    const ids = network.roads.flatMap(({ id, objects, signals }) => [
      id,
      ...objects.map((each) => each.id),
      ...signals.map((each) => each.id),
    ]);
    expect(new Set([...ids, ...network.junctions.map(({ id }) => id)]).size).toBe(ids.length + 5);
  });

  test("stands within its road's length, and its validity names lanes that are there", () => {
    for (const road of network.roads)
      for (const { sM, validity } of [...road.objects, ...road.signals]) {
        expect(sM).toBeGreaterThanOrEqual(0);
        expect(sM).toBeLessThanOrEqual(road.lengthM);
        const lanes = (sectionAt(road, sM)?.lanes ?? []).map(({ id }) => id);
        for (const { fromLane, toLane } of validity) {
          expect(lanes).toContain(fromLane);
          expect(lanes).toContain(toLane);
        }
      }
  });

  test("parks cars of 2.4 m by 6 m on parking lanes only, and no bay overlaps another", () => {
    let bays = 0;
    for (const road of network.roads) {
      const own = road.objects.filter(({ type }) => type === "parkingSpace");
      bays += own.length;
      for (const { sM, tM, lengthM, widthM, parkingSpace } of own) {
        expect([lengthM, widthM, parkingSpace?.access]).toEqual([6, 2.4, "all"]);
        for (const s of [sM - 3, sM + 3]) {
          const under = laneUnder(road, s, tM);
          expect(under?.lane.type).toBe("parking");
          expect(under?.clearM).toBeGreaterThanOrEqual(1.2);
        }
      }
      for (const side of [1, -1]) {
        const places = own.filter(({ tM }) => tM * side > 0).map(({ sM }) => sM);
        places.sort((a, b) => a - b);
        for (let i = 1; i < places.length; i++)
          expect((places[i] as number) - (places[i - 1] as number)).toBeGreaterThan(6 - 1e-6);
      }
    }
    expect(bays).toBeGreaterThan(900);
  });

  test("stops traffic 1 to 3 m before every crosswalk, on every lane that leads to it", () => {
    for (const road of network.roads) {
      const walk = road.objects.find(({ type }) => type === "crosswalk");
      if (!walk) continue;
      const stops = road.objects.filter(({ subtype }) => subtype === "stopLine");
      for (const { sM, lengthM = 0 } of stops) {
        const gapM = Math.abs(sM - walk.sM) - lengthM / 2 - (walk.lengthM as number) / 2;
        expect(gapM).toBeGreaterThanOrEqual(1);
        expect(gapM).toBeLessThanOrEqual(3);
      }
      const [s] = stops.map(({ sM }) => sM) as [number];
      const atEnd = road.successor?.kind === "junction";
      const inward = sectionAt(road, s)?.lanes.filter(
        ({ id, type }) => type === "driving" && (atEnd ? id < 0 : id > 0),
      );
      const covered = inward?.filter(({ id }) =>
        stops.some(({ tM, widthM = 0 }) =>
          [-1, 1].some((side) => laneUnder(road, s, tM + side * (widthM / 2 - 0.5))?.lane.id === id),
        ),
      );
      expect(covered?.length).toBeGreaterThanOrEqual(2);
      const widthM = stops.reduce((sum, line) => sum + (line.widthM ?? 0), 0);
      const lanesM = (inward ?? []).reduce((sum, { width }) => sum + (width[0]?.a ?? 0), 0);
      expect(Math.abs(widthM - lanesM)).toBeLessThan(0.3);
    }
  });

  test("points every arrow along a driving lane, two on each lane that leads to a crossing", () => {
    for (const road of network.roads) {
      const seen = new Map<number, string[]>();
      for (const { subtype, sM, tM, orientation } of road.objects) {
        if (!subtype.startsWith("arrow")) continue;
        const lane = laneUnder(road, sM, tM)?.lane;
        expect(lane?.type).toBe("driving");
        expect(orientation).toBe((lane?.id ?? 0) < 0 ? "+" : "-");
        seen.set(lane?.id ?? 0, [...(seen.get(lane?.id ?? 0) ?? []), subtype]);
      }
      for (const [first, second, ...more] of seen.values()) {
        expect(second).toBe(first);
        expect(more).toEqual([]);
      }
    }
  });

  test("shows every lane that leads to a crossing one head, and every pavement one for walkers", () => {
    for (const road of network.roads) {
      const heads = road.signals.filter(({ dynamic }) => dynamic);
      if (heads.length === 0) continue;
      const atEnd = road.successor?.kind === "junction";
      const headsOf = (lane: number) =>
        heads.filter(({ validity }) =>
          validity.some(({ fromLane, toLane }) => lane >= fromLane && lane <= toLane),
        );
      const lanes = road.sections.at(atEnd ? -1 : 0)?.lanes ?? [];
      for (const { id, type } of lanes) {
        const inward = atEnd ? id < 0 : id > 0;
        const expected: Record<string, string[]> = {
          sidewalk: ["1000002"],
          ...(inward && { driving: ["1000001"], biking: ["1000013"] }),
        };
        expect(headsOf(id).map((head) => head.type)).toEqual(expected[type] ?? []);
      }
    }
  });

  test("runs four phases with 3 s of yellow and 2 s of all red after each", () => {
    for (const { phases = [] } of network.controllers) {
      expect(phases.map(({ durationS }) => durationS)).toEqual([42, 3, 2, 18, 3, 2, 26, 3, 2, 16, 3, 2]);
      // What turned yellow is red in the next step.
      phases.forEach(({ yellow }, i) => {
        const next = phases[(i + 1) % phases.length];
        for (const id of yellow) expect([...(next?.green ?? []), ...(next?.yellow ?? [])]).not.toContain(id);
      });
    }
  });

  test("names its signs by country and figure", () => {
    const signs = network.roads.flatMap(({ signals }) => signals.filter(({ dynamic }) => !dynamic));
    expect(new Set(signs.map(({ country }) => country))).toEqual(new Set(["CN"]));
    expect([...new Set(signs.map(({ type }) => type))].sort()).toEqual(
      ["禁5", "禁33", "禁38", "示17", "路13"].sort(),
    );
    const texts = new Set(signs.filter(({ type }) => type === "路13").map(({ text }) => text));
    expect(texts).toContain("高新大道");
    expect(texts.size).toBe(6);
  });
});
