// The Karlsruhe map of Lanelet2's own authors through the whole path, judged by programs that know nothing of ours: GDAL
// for coordinates, an evaluator in Python for lanes, lengths and what follows what. And what bad copies of it do.

import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { beforeAll, describe, expect, test } from "vitest";
import { importRoads } from "../../src/data/build/import-roads.ts";
import { importFile } from "../../src/data/build/node.ts";
import { readLanelet2 } from "../../src/data/formats/lanelet2/read-lanelet2.ts";
import { signalPlans, stateAt } from "../../src/live/simulation/signal-plans.ts";
import { stopLines } from "../../src/live/simulation/stop-lines.ts";
import { createTraffic } from "../../src/live/simulation/traffic.ts";
import { Fault } from "../../src/model/records/fault.ts";
import { seeded } from "../../src/model/records/random.ts";
import type { RoadNetwork } from "../../src/model/roads/road-network.ts";
import { roadPlacement } from "../../src/model/roads/road-placement.ts";
import { roundabouts } from "../../src/model/roads/roundabouts.ts";
import { SHARED } from "./maps.ts";
import { ogrinfo, pythonWithScipy } from "./outside-programs.ts";

const MAP = join(SHARED, "data/lanelet2/karlsruhe-mapping-example.osm");
const haveMap = existsSync(MAP);
if (!haveMap && process.env.LANETWIN_REQUIRE_TOOLS) throw new Error(`There is no map at ${MAP}.`);

interface Evaluated {
  lanelets: Record<string, { lengthM: number; drives: boolean; next: string[] }>;
  ways: Record<string, { tags: Record<string, string>; points: [number, number, number][] }>;
}

interface Feature {
  properties: Record<string, string | number | null>;
  geometry: { type: string; coordinates: unknown };
}

type LonLat = [number, number];
const folder = mkdtempSync(join(tmpdir(), "lanetwin-lanelet2-"));
const out = join(folder, "city");
const METRES_PER_DEGREE = 111_320;

/** Metres between two places given in degrees, near enough below a kilometre. */
const apart = ([lonA, latA]: LonLat, [lonB, latB]: LonLat) =>
  Math.hypot(
    (lonA - lonB) * METRES_PER_DEGREE * Math.cos((latA * Math.PI) / 180),
    (latA - latB) * METRES_PER_DEGREE,
  );

function gdal(args: string[]): Feature[] {
  const file = join(mkdtempSync(join(folder, "gdal-")), "out.geojson");
  const done = spawnSync(
    "ogr2ogr",
    ["-f", "GeoJSON", "-lco", "COORDINATE_PRECISION=13", ...args.slice(0, -2), file, ...args.slice(-2)],
    {
      encoding: "utf8",
    },
  );
  expect(done.status, done.stderr).toBe(0);
  return (JSON.parse(readFileSync(file, "utf8")) as { features: Feature[] }).features;
}

/** A layer of GDAL's own reading of the OSM file, with every node and every way. */
function osmLayer(layer: "points" | "lines" | "multipolygons"): Feature[] {
  const config = join(folder, "osmconf.ini");
  writeFileSync(
    config,
    "report_all_nodes=yes\nreport_all_ways=yes\n[points]\nosm_id=yes\n[lines]\nosm_id=yes\n[multipolygons]\nosm_id=yes\nosm_way_id=yes\n[multilinestrings]\nosm_id=yes\n[other_relations]\nosm_id=yes\n",
  );
  return gdal([
    "--config",
    "OSM_CONFIG_FILE",
    config,
    "--config",
    "OSM_USE_CUSTOM_INDEXING",
    "NO",
    MAP,
    layer,
  ]);
}

const features = (kind: string): Feature[] => gdal([join(out, `roads/${kind}.fgb`), kind]);

describe.skipIf(!haveMap)("the Karlsruhe map of Lanelet2", () => {
  let network: RoadNetwork;
  let crs = "";
  let counts: Record<string, number> = {};
  beforeAll(async () => {
    const { city, findings } = await importFile(MAP, out, {});
    network = JSON.parse(
      gunzipSync(readFileSync(join(out, "roads/network.json.gz"))).toString(),
    ) as RoadNetwork;
    crs = city.frame.crs;
    counts = city.roads?.counts ?? {};
    expect(findings.filter(({ severity }) => severity === "skipped")).toEqual([]);
  });

  test.skipIf(!ogrinfo)("every edge of a lane lies where GDAL sees the nodes of its way, to 0.1 mm", () => {
    const nodes = new Map<string, LonLat[]>();
    const cell = ([lon, lat]: LonLat) => `${Math.round(lon * 1e6)} ${Math.round(lat * 1e6)}`;
    const points = osmLayer("points");
    expect(points.length).toBe(2258);
    for (const { geometry } of points) {
      const place = geometry.coordinates as LonLat;
      nodes.set(cell(place), [...(nodes.get(cell(place)) ?? []), place]);
    }
    const nearest = (p: LonLat) => {
      let best = Number.POSITIVE_INFINITY;
      for (const dx of [-1e-6, 0, 1e-6])
        for (const dy of [-1e-6, 0, 1e-6])
          for (const q of nodes.get(cell([p[0] + dx, p[1] + dy])) ?? []) best = Math.min(best, apart(p, q));
      return best;
    };
    const lines = new Map(
      osmLayer("lines").map(({ properties, geometry }) => [
        String(properties.osm_id),
        geometry.coordinates as LonLat[],
      ]),
    );
    let worstM = 0;
    let worstLineM = 0;
    let checked = 0;
    const boundary = features("boundary");
    for (const { properties, geometry } of boundary) {
      const ours = (geometry.coordinates as number[][]).map(
        ([lon, lat]): LonLat => [lon as number, lat as number],
      );
      for (const p of ours) worstM = Math.max(worstM, nearest(p));
      const theirs = lines.get(String(properties.source).replace("way/", ""));
      if (!theirs) continue;
      checked += 1;
      expect(ours.length, String(properties.source)).toBe(theirs.length);
      const turned =
        apart(ours[0] as LonLat, theirs[0] as LonLat) > apart(ours[0] as LonLat, theirs.at(-1) as LonLat);
      const order = turned ? [...theirs].reverse() : theirs;
      // GDAL keeps the nodes of lines as whole 1e-7 degrees, which is 11 mm: the points above are exact.
      ours.forEach((p, i) => {
        worstLineM = Math.max(worstLineM, apart(p, order[i] as LonLat));
      });
    }
    expect(boundary.length).toBeGreaterThan(600);
    expect(checked).toBeGreaterThan(600);
    expect(worstM).toBeLessThan(1e-4);
    expect(worstLineM).toBeLessThan(0.012);

    const stops = features("stopline");
    expect(stops.length).toBe(28);
    for (const { properties, geometry } of stops) {
      const [[ring = []] = []] = geometry.coordinates as number[][][][];
      const half = (ring.length - 1) / 2;
      // The painted strip's own middle is the way.
      for (let i = 0; i < half; i++) {
        const [a, b] = [ring[i] as number[], ring[ring.length - 2 - i] as number[]];
        const middle: LonLat = [
          ((a[0] as number) + (b[0] as number)) / 2,
          ((a[1] as number) + (b[1] as number)) / 2,
        ];
        expect(nearest(middle), String(properties.source)).toBeLessThan(1e-4);
      }
    }
  });

  test.skipIf(!pythonWithScipy)(
    "lanes, their lengths and what follows what are those of an independent evaluator",
    () => {
      const [, lat0 = "", lon0 = ""] = /lat_0=(\S+) \+lon_0=(\S+)/.exec(crs) ?? [];
      const script = new URL("evaluate_lanelet2.py", import.meta.url).pathname;
      const done = spawnSync(pythonWithScipy as string, [script, MAP, lat0, lon0], {
        encoding: "utf8",
        maxBuffer: 2 ** 28,
      });
      expect(done.status, done.stderr).toBe(0);
      const told = JSON.parse(done.stdout) as Evaluated;
      const lanes = network.roads.flatMap((road) =>
        road.sections.flatMap((section, index) =>
          section.lanes
            .filter(({ id }) => id !== 0)
            .map((lane) => ({ id: `lane:${road.id}/${index}/${lane.id}`, lane })),
        ),
      );
      expect(lanes.length).toBe(Object.keys(told.lanelets).length);
      expect(counts.lane).toBe(lanes.length);
      const lengths = new Map(
        features("lane").map(({ properties }) => [String(properties.source), properties]),
      );
      let worstM = 0;
      let total = 0;
      let expected = 0;
      const laneletOf = new Map(
        lanes.map(({ id, lane }) => [id, (lane.sourceId ?? "").replace("lanelet/", "")]),
      );
      let followed = 0;
      for (const [id, { lengthM, next }] of Object.entries(told.lanelets)) {
        const row = lengths.get(`lanelet/${id}`);
        expect(row, id).toBeDefined();
        worstM = Math.max(worstM, Math.abs(Number(row?.lengthM) - lengthM));
        total += Number(row?.lengthM);
        expected += lengthM;
        const ours = String(row?.successors ?? "")
          .split(" ")
          .filter(Boolean)
          .map((each) => laneletOf.get(each));
        for (const each of next) expect(ours, `${id} → ${each}`).toContain(each);
        followed += new Set(next).size;
      }
      expect(followed).toBeGreaterThan(250);
      expect(worstM).toBeLessThan(1e-3);
      expect(Math.abs(total - expected)).toBeLessThan(0.01);
      // Every way that is a side lies in the model point by point.
      let worstPointM = 0;
      for (const { lane } of lanes)
        for (const side of ["left", "right"] as const) {
          const way = told.ways[(lane.polyline?.[`${side}Id`] ?? "").replace("way/", "")];
          const own = lane.polyline?.[side] ?? [];
          const forward = Math.hypot(
            (own[0]?.[0] ?? 0) - (way?.points[0]?.[0] ?? 0),
            (own[0]?.[1] ?? 0) - (way?.points[0]?.[1] ?? 0),
          );
          const theirs = forward < 1e-3 ? (way?.points ?? []) : [...(way?.points ?? [])].reverse();
          own.forEach((p, i) => {
            const q = theirs[i] ?? [Number.NaN, Number.NaN, Number.NaN];
            worstPointM = Math.max(worstPointM, Math.hypot(p[0] - q[0], p[1] - q[1], p[2] - q[2]));
          });
        }
      expect(worstPointM).toBeLessThan(1e-4);
    },
  );

  test("the plane gives every node back to 0.1 mm", async () => {
    const toGeodetic = roadPlacement(network, crs);
    const text = readFileSync(MAP, "utf8");
    const places = [...text.matchAll(/<node id='\d+'[^>]*lat='([\d.]+)' lon='([\d.]+)'/g)].map(
      ([, lat, lon]): LonLat => [Number(lon), Number(lat)],
    );
    const known = new Set(places.map(([lon, lat]) => `${lon.toFixed(9)} ${lat.toFixed(9)}`));
    let found = 0;
    let all = 0;
    for (const road of network.roads)
      for (const { lanes } of road.sections)
        for (const { polyline } of lanes)
          for (const p of [...(polyline?.left ?? []), ...(polyline?.right ?? [])]) {
            const { lonDeg, latDeg } = toGeodetic(p);
            all += 1;
            for (const dx of [-1e-9, 0, 1e-9])
              for (const dy of [-1e-9, 0, 1e-9])
                if (known.has(`${(lonDeg + dx).toFixed(9)} ${(latDeg + dy).toFixed(9)}`)) {
                  found += 1;
                  break;
                }
          }
    expect(all).toBeGreaterThan(2000);
    expect(found).toBeGreaterThanOrEqual(all);
  });

  test("its roundabout never fills up: over a quarter of an hour most of the traffic rolls", () => {
    const startMs = 1_790_000_000_000;
    const traffic = createTraffic(network, {
      seed: 7,
      vehicles: (capacity) => Math.floor(capacity * 0.3),
      startMs,
      toGeodetic: roadPlacement(network, crs),
      source: "sim",
    });
    expect(roundabouts(traffic.graph).map(({ lengthM }) => Math.round(lengthM))).toEqual([40]);
    let [standing, all] = [0, 0];
    for (let s = 0; s < 900; s++) {
      traffic.advance(startMs + s * 1000);
      if (s < 240) continue;
      standing += traffic.vehicles.filter(({ v }) => v < 0.3).length;
      all += traffic.count();
    }
    expect(standing / all).toBeLessThan(0.5);
  });

  test("vehicles keep to their lanes, behind each other, and wait at the stop lines while their light is red", () => {
    const start = 1_790_000_000_000;
    const traffic = createTraffic(network, {
      seed: 7,
      vehicles: (capacity) => Math.floor(capacity * 0.5),
      startMs: start,
      toGeodetic: roadPlacement(network, crs),
      source: "sim",
    });
    const { nodes } = traffic.graph;
    const stops = stopLines(network, traffic.graph, signalPlans(network));
    expect(stops.size).toBe(10);
    expect(traffic.count()).toBeGreaterThan(30);
    let metres = 0;
    let worstGapM = Number.POSITIVE_INFINITY;
    let passed = 0;
    const before = new Map<number, { node: number; front: number }>();
    for (let t = 100; t <= 240_000; t += 100) {
      traffic.advance(start + t);
      const lanes = new Map<number, (typeof traffic.vehicles)[number][]>();
      for (const vehicle of traffic.vehicles) {
        metres += vehicle.v * 0.1;
        const node = nodes[vehicle.node];
        expect(vehicle.d).toBeLessThanOrEqual((node?.lengthM ?? 0) + 1e-6);
        const front = vehicle.d + vehicle.body.lengthM / 2;
        const was = before.get(vehicle.serial);
        for (const stop of stops.get(vehicle.node) ?? []) {
          if (was?.node !== vehicle.node || !(was.front < stop.d && front >= stop.d)) continue;
          passed += 1;
          expect(stateAt(stop.plan, start + t).state, `vehicle ${vehicle.serial} at ${t} ms`).not.toBe("red");
        }
        before.set(vehicle.serial, { node: vehicle.node, front });
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
    expect(passed).toBeGreaterThan(10);
    expect(worstGapM).toBeGreaterThan(-0.3);
    expect(metres / 240 / traffic.count()).toBeGreaterThan(1);
  });

  test("three hundred damaged copies give a fault in words or a listed finding, never a crash", async () => {
    const whole = readFileSync(MAP);
    const text = whole.toString();
    const random = seeded(20261124);
    const numbers = [...text.matchAll(/'(-?\d+(?:\.\d+)?)'/g)].map(({ index }) => index as number);
    const tags = [...text.matchAll(/<(?:member|nd|tag|node|way|relation)\b[^>]*>/g)].map(
      ({ index, 0: all }) => [index as number, all.length] as const,
    );
    const pick = <T>(list: readonly T[]) => list[random.index(list.length)] as T;
    const values = ["1e308", "-1e308", "NaN", "Infinity", "", "0", "-1", "91", "181", "x", "9".repeat(400)];
    const mutants: (() => Uint8Array)[] = [
      // Cut off somewhere.
      () => whole.subarray(0, random.index(whole.length)),
      // Bytes turned into others.
      () => {
        const bytes = Uint8Array.from(whole);
        for (let i = 0; i < 1 + random.index(6); i++) bytes[random.index(bytes.length)] = random.index(256);
        return bytes;
      },
      // Some numbers and ids are others.
      () => {
        let changed = text;
        for (let i = 0; i < 1 + random.index(8); i++) {
          const at = pick(numbers);
          const end = changed.indexOf("'", at + 1);
          if (end > 0) changed = changed.slice(0, at + 1) + pick(values) + changed.slice(end);
        }
        return Buffer.from(changed);
      },
      // Elements are gone, or stand twice.
      () => {
        let changed = text;
        for (let i = 0; i < 1 + random.index(10); i++) {
          const [at, length] = pick(tags);
          const element = changed.slice(at, at + length);
          changed =
            changed.slice(0, at) +
            (random.next() < 0.5 ? "" : element + element) +
            changed.slice(at + length);
        }
        return Buffer.from(changed);
      },
      // References point at other things, at themselves, at each other.
      () => {
        let changed = text;
        const refs = [...text.matchAll(/ref='(\d+)'/g)];
        for (let i = 0; i < 40; i++) {
          const [a, b] = [pick(refs), pick(refs)];
          changed = changed.replace(a[0] as string, b[0] as string);
        }
        return Buffer.from(changed);
      },
      // Roles, types and directions are mixed up.
      () => {
        const words = [
          "left",
          "right",
          "outer",
          "refers",
          "ref_line",
          "yield",
          "lanelet",
          "multipolygon",
          "way",
          "node",
          "no",
          "yes",
          "road",
        ];
        let changed = text;
        for (let i = 0; i < 30; i++) {
          const from = changed.indexOf(`'${pick(words)}'`, random.index(changed.length));
          const end = changed.indexOf("'", from + 1);
          if (from > 0) changed = `${changed.slice(0, from)}'${pick(words)}${changed.slice(end)}`;
        }
        return Buffer.from(changed);
      },
    ];
    const outcomes = { faults: 0, read: 0, findings: 0 };
    for (let i = 0; i < 306; i++) {
      const bytes = (mutants[i % mutants.length] as () => Uint8Array)();
      try {
        const { network: read, findings } = await readLanelet2([bytes], {
          fileName: "mutant.osm",
          sha256: "",
        });
        if (i % 12 === 3 || i % 12 === 4) importRoads(read, findings, { records: i % 24 === 3 });
        outcomes.read += 1;
        outcomes.findings += findings.length;
      } catch (error) {
        if (!(error instanceof Fault)) throw new Error(`mutant ${i}: ${(error as Error).stack}`);
        expect(error.code).toMatch(/^fault\.(lanelet2|import|geo)\./);
        outcomes.faults += 1;
      }
    }
    expect(outcomes.read).toBeGreaterThan(100);
    expect(outcomes.faults).toBeGreaterThan(60);
    expect(outcomes.findings).toBeGreaterThan(306);
  });
});
