import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { importRoads } from "../../../../src/data/build/import-roads.ts";
import { roadsFormat } from "../../../../src/data/formats/formats.ts";
import { changesOfWay, markOfWay } from "../../../../src/data/formats/lanelet2/boundary-marks.ts";
import { parseSpeed } from "../../../../src/data/formats/lanelet2/lanelet-rules.ts";
import { mgrsSquare } from "../../../../src/data/formats/lanelet2/mgrs-square.ts";
import { signCode } from "../../../../src/data/formats/lanelet2/place-signals.ts";
import { readLanelet2 } from "../../../../src/data/formats/lanelet2/read-lanelet2.ts";
import { createTraffic } from "../../../../src/live/simulation/traffic.ts";
import { Fault, type Finding } from "../../../../src/model/records/fault.ts";
import { laneDirection } from "../../../../src/model/roads/lane-direction.ts";
import { laneGeometry } from "../../../../src/model/roads/lane-geometry.ts";
import { laneGraph } from "../../../../src/model/roads/lane-graph.ts";
import { referenceLine } from "../../../../src/model/roads/reference-line.ts";
import type { Lane, RoadNetwork } from "../../../../src/model/roads/road-network.ts";
import { resources } from "../../../../src/words/index.ts";
import { across, type SmallOptions, type SmallOsm, smallOsm } from "./small-osm.ts";

const read = (osm: SmallOsm) => readLanelet2(osm.bytes(), { fileName: "map.osm", sha256: "" });
const faultOf = (chunks: Uint8Array[]): Promise<string> =>
  readLanelet2(chunks, { fileName: "map.osm", sha256: "" }).then(
    () => "none",
    (error) => {
      if (!(error instanceof Fault)) throw error;
      expect(resources.en[error.code]).toBeDefined();
      return error.code;
    },
  );
const bytes = (text: string) => [new TextEncoder().encode(text)];
const codes = (findings: Finding[]) => findings.map(({ code }) => code.replace("finding.lanelet2.", ""));
const lanesOf = (network: RoadNetwork): Lane[] =>
  network.roads.flatMap(({ sections }) =>
    sections.flatMap(({ lanes }) => lanes.filter(({ id }) => id !== 0)),
  );
const laneOf = (network: RoadNetwork, lanelet: string): Lane =>
  lanesOf(network).find(({ sourceId }) => sourceId === `lanelet/${lanelet}`) as Lane;

/** Two lanes one way and one the other, side by side: y −3.5 … 0 and 0 … 3.5 east, 3.5 … 7 west. */
function threeLanes(options: SmallOptions = {}) {
  const osm = smallOsm(options);
  const edge = osm.way(across(-3.5), { type: "curbstone", subtype: "high" });
  const dashed = osm.way(across(0), { type: "line_thin", subtype: "dashed" });
  const middle = osm.way(across(3.5), { type: "line_thick", subtype: "solid_solid", color: "yellow" });
  const far = osm.way(across(7), { type: "road_border" });
  const ids = {
    slow: osm.lanelet(dashed, edge, { region: "de" }),
    fast: osm.lanelet(middle, dashed, { region: "de", speed_limit: "30 mph" }),
    // Its left is the same middle line, told the other way round: it drives west.
    back: osm.lanelet(middle, far, { region: "de" }),
  };
  return { osm, ids };
}

describe("lanelets side by side", () => {
  test("are one road, with the reference line between the directions and each way once", async () => {
    const { osm, ids } = threeLanes();
    const { network } = await read(osm);
    expect(network.roads.length).toBe(1);
    const [road] = network.roads as [RoadNetwork["roads"][number]];
    expect(road.rule).toBe("RHT");
    const id = (lanelet: string) => laneOf(network, lanelet).id;
    expect([id(ids.back), id(ids.fast), id(ids.slow)]).toEqual([1, -1, -2]);
    expect(laneDirection(road, laneOf(network, ids.fast))).toBe("forward");
    expect(laneDirection(road, laneOf(network, ids.back))).toBe("backward");
    const marks = new Map(road.sections[0]?.lanes.map((lane) => [lane.id, lane.roadMarks[0]?.type]));
    expect(marks.get(0)).toBe("solid solid");
    expect(marks.get(-1)).toBe("broken");
    expect(marks.get(-2)).toBe("curb");
    // A shared way is one edge to both lanes, point by point.
    const { polyline } = laneOf(network, ids.slow);
    expect(polyline?.left).toEqual(laneOf(network, ids.fast).polyline?.right);
  });

  test("say their speeds with what they rest on", async () => {
    const { osm, ids } = threeLanes();
    const { network } = await read(osm);
    expect(network.dataset.country).toBe("DE");
    expect(laneOf(network, ids.slow).speed).toEqual([
      { sM: 0, maxMps: 50 / 3.6, derivation: "standard-default" },
    ]);
    expect(laneOf(network, ids.fast).speed[0]?.maxMps).toBeCloseTo(13.4112, 9);
    const plain = smallOsm();
    plain.lanelet(plain.way(across(2)), plain.way(across(-2)));
    const { network: unknown, findings } = await read(plain);
    expect(lanesOf(unknown)[0]?.speed).toEqual([]);
    expect(codes(findings)).toContain("untyped-sides");
    expect(lanesOf(unknown)[0]?.roadMarks[0]?.derivation).toBe("inferred");
  });

  test("allow a change of lanes where the line between them is broken, and only there", async () => {
    const { osm, ids } = threeLanes();
    const { network } = await read(osm);
    const { nodes } = laneGraph(network);
    const node = (lanelet: string) => nodes.find(({ laneId }) => laneId === laneOf(network, lanelet).id);
    expect(node(ids.slow)?.left?.node).toBe(node(ids.fast)?.index);
    expect(node(ids.fast)?.right?.node).toBe(node(ids.slow)?.index);
    expect(node(ids.back)?.left).toBeUndefined();
    const virtual = smallOsm();
    const line = virtual.way(across(0), { type: "virtual" });
    virtual.lanelet(virtual.way(across(3)), line);
    virtual.lanelet(line, virtual.way(across(-3)));
    for (const { left, right } of laneGraph((await read(virtual)).network).nodes)
      expect([left, right]).toEqual([undefined, undefined]);
  });

  test("become a city with each shared way painted and told once", async () => {
    const { osm } = threeLanes({ ele: true });
    const { network, findings } = await read(osm);
    const city = importRoads(network, findings, {});
    const boundary = city.city.roads?.features.find((each) => each.class === "boundary");
    expect(boundary?.count).toBe(4);
    // One broken line and two yellow stripes; the kerb is a body.
    expect(city.city.roads?.counts.marking).toBe(3);
    expect(city.city.roads?.counts.object).toBe(1);
    expect(city.city.roads?.laneKm).toBeCloseTo(0.3, 3);
    expect(city.city.frame.name).toBe("WGS 84");
    expect(city.city.verticalDatum.name).toBe("unknown");
  });

  test("drive on the left where the directions meet on their right", async () => {
    const osm = smallOsm();
    const middle = osm.way(across(0), { type: "line_thin", subtype: "dashed" });
    osm.lanelet(osm.way(across(3)), middle);
    osm.lanelet(osm.way(across(-3)), middle);
    const { network } = await read(osm);
    expect(network.roads.map(({ rule }) => rule)).toEqual(["LHT"]);
  });
});

describe("a lanelet's sides", () => {
  test("are laid left and right and the same way, whichever way round the file has them", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.boolean(),
        fc.boolean(),
        fc.double({ min: -3, max: 3, noNaN: true }),
        fc.double({ min: 2, max: 6, noNaN: true }),
        async (turnLeft, turnRight, angle, width) => {
          const osm = smallOsm();
          const at = (along: number, aside: number): [number, number] => [
            along * Math.cos(angle) - aside * Math.sin(angle),
            along * Math.sin(angle) + aside * Math.cos(angle),
          ];
          const left = [0, 20, 50].map((s) => at(s, width / 2));
          const right = [0, 30, 50].map((s) => at(s, -width / 2));
          osm.lanelet(
            osm.way(turnLeft ? left.reverse() : left),
            osm.way(turnRight ? right.reverse() : right),
          );
          const { network } = await read(osm);
          const [road] = network.roads as [RoadNetwork["roads"][number]];
          const [section] = road.sections as [RoadNetwork["roads"][number]["sections"][number]];
          const lane = section.lanes.find(({ id }) => id !== 0) as Lane;
          const geometry = laneGeometry(referenceLine(road), section, lane);
          for (const s of [0, 10, 25, 49]) {
            const [l, r] = [geometry.edge("left", s), geometry.edge("right", s)];
            const ahead = geometry.centre(Math.min(50, s + 1));
            const centre = geometry.centre(s);
            const [dx, dy] = [ahead[0] - centre[0], ahead[1] - centre[1]];
            expect(dx * (l[1] - centre[1]) - dy * (l[0] - centre[0])).toBeGreaterThan(0);
            expect(Math.hypot(l[0] - r[0], l[1] - r[1])).toBeCloseTo(width, 1);
          }
        },
      ),
      { numRuns: 40 },
    );
  });

  test("that cross, are missing or are one way twice leave the lanelet out, with its id", async () => {
    const { osm } = threeLanes();
    const a = osm.way([
      [0, 20],
      [50, 26],
    ]);
    const b = osm.way([
      [0, 26],
      [50, 20],
    ]);
    const short = osm.way([[0, 40]]);
    const holed = osm.wayOf(["77", osm.node(0, 50), osm.node(9, 50)]);
    const bad = [
      osm.lanelet(a, b),
      osm.lanelet(a, "999"),
      osm.lanelet(a, a),
      osm.lanelet(a, short),
      osm.lanelet(a, holed),
      osm.relation([["way", a, "left"]], { type: "lanelet" }),
    ];
    const self = osm.relation([], { type: "lanelet" });
    osm.raw(
      `<relation id='5'><member type='relation' ref='5' role='left'/><tag k='type' v='lanelet'/></relation>`,
    );
    const { network, findings } = await read(osm);
    expect(lanesOf(network).length).toBe(3);
    const skipped = findings.filter(
      ({ severity, where }) => severity === "skipped" && where.startsWith("lanelet/"),
    );
    expect(new Set(skipped.map(({ where }) => where))).toEqual(
      new Set([...bad, self, "5"].map((id) => `lanelet/${id}`)),
    );
    for (const { code } of findings) expect(resources.zh[code], code).toBeDefined();
  });

  test("pass exactly through the source's points", async () => {
    const osm = smallOsm({ ele: true });
    const left: [number, number][] = [
      [0, 2],
      [7, 2.5],
      [31, 1.5],
      [60, 4],
    ];
    osm.lanelet(osm.way(left), osm.way(across(-2, 0, 60)));
    const { network } = await read(osm);
    const [road] = network.roads as [RoadNetwork["roads"][number]];
    const [section] = road.sections as [RoadNetwork["roads"][number]["sections"][number]];
    const lane = section.lanes.find(({ id }) => id !== 0) as Lane;
    const geometry = laneGeometry(referenceLine(road), section, lane);
    for (const p of [...(lane.polyline?.left ?? [])]) {
      const near = geometry.breakpoints.map((s) => geometry.edge("left", s));
      expect(Math.min(...near.map((q) => Math.hypot(p[0] - q[0], p[1] - q[1], p[2] - q[2])))).toBeLessThan(
        1e-9,
      );
    }
  });
});

/** East into a crossing: one lane that parts into ahead and right, a lane from the south that crosses. */
function crossing() {
  const osm = smallOsm();
  const lane = (left: [number, number][], right: [number, number][], rules: string[] = [], tags = {}) =>
    osm.lanelet(osm.way(left), osm.way(right), { region: "de", ...tags }, rules);
  const light = osm.way(
    [
      [41, 1],
      [41, 0.6],
    ],
    { type: "traffic_light", subtype: "red_yellow_green" },
  );
  const stop = osm.way(
    [
      [40, -2],
      [40, 2],
    ],
    { type: "stop_line" },
  );
  const lights = osm.relation(
    [
      ["way", light, "refers"],
      ["way", stop, "ref_line"],
    ],
    { type: "regulatory_element", subtype: "traffic_light" },
  );
  const west = lane(across(2, 0, 40), across(-2, 0, 40), [lights]);
  const ahead = lane(across(2, 40, 60), across(-2, 40, 60));
  const east = lane(across(2, 60, 100), across(-2, 60, 100));
  const south = lane(
    [
      [48, -50],
      [48, -10],
    ],
    [
      [52, -50],
      [52, -10],
    ],
  );
  const over = lane(
    [
      [48, -10],
      [48, 10],
    ],
    [
      [52, -10],
      [52, 10],
    ],
  );
  const north = lane(
    [
      [48, 10],
      [48, 60],
    ],
    [
      [52, 10],
      [52, 60],
    ],
  );
  return { osm, light, ids: { west, ahead, east, south, over, north }, lights };
}

describe("lanelets that follow each other", () => {
  test("are linked by the points they share, and those that cross are lanes of one junction", async () => {
    const { osm, ids } = crossing();
    const { network } = await read(osm);
    expect(network.junctions.map(({ type }) => type)).toEqual(["default"]);
    const { nodes, inferredLinks, brokenLinks } = laneGraph(network);
    expect([inferredLinks, brokenLinks]).toEqual([0, 0]);
    const next = (id: string) =>
      nodes.find(({ roadId }) => roadId === id)?.next.map((k) => nodes[k]?.roadId) ?? [];
    expect(next(ids.west)).toEqual([ids.ahead]);
    expect(next(ids.ahead)).toEqual([ids.east]);
    expect(next(ids.south)).toEqual([ids.over]);
    expect(next(ids.over)).toEqual([ids.north]);
    for (const [id, inside] of [
      [ids.ahead, true],
      [ids.over, true],
      [ids.west, false],
      [ids.north, false],
    ] as const)
      expect(nodes.find(({ roadId }) => roadId === id)?.junctionId !== undefined, id).toBe(inside);
  });

  test("stop at the line that a light's rule names, for a head that faces them", async () => {
    const { osm, ids, light } = crossing();
    const { network } = await read(osm);
    const road = network.roads.find(({ id }) => id === ids.west);
    const signal = road?.signals[0];
    expect(signal).toMatchObject({
      id: `w${light}`,
      dynamic: true,
      orientation: "+",
      sourceId: `way/${light}`,
    });
    expect(signal?.sM).toBeCloseTo(40, 2);
    // Eastbound traffic sees it.
    expect(Math.cos(signal?.positionInertial?.headingRad ?? 0)).toBeCloseTo(1, 3);
    expect(network.controllers.map(({ controls }) => controls.length)).toEqual([1]);
    expect(network.junctions[0]?.controllers.length).toBe(1);
    expect(road?.objects.some(({ subtype }) => subtype === "stopLine")).toBe(true);
  });

  test("yield where a rule says so: traffic with priority is not slowed by who yields", async () => {
    const { osm, ids } = crossing();
    osm.raw(
      `<relation id='7'><member type='relation' ref='${ids.south}' role='yield'/><member type='relation' ref='${ids.west}' role='right_of_way'/><member type='relation' ref='123' role='yield'/><tag k='type' v='regulatory_element'/><tag k='subtype' v='right_of_way'/></relation>`,
    );
    const { network, findings } = await read(osm);
    expect(network.junctions[0]?.priorities).toEqual([{ high: ids.ahead, low: ids.over }]);
    expect(codes(findings)).toContain("member-missing");
    // Without lights, only the rule decides.
    network.controllers = [];
    for (const road of network.roads) road.signals = [];
    const waited = (each: RoadNetwork) => {
      const traffic = createTraffic(each, {
        seed: 3,
        vehicles: () => 8,
        startMs: 0,
        toGeodetic: ([x, y, z]) => ({ lonDeg: 8.4 + x / 73_000, latDeg: 49 + y / 111_000, heightM: z }),
        source: "t",
      });
      const still = { [ids.west]: 0, [ids.south]: 0 };
      for (let t = 100; t <= 120_000; t += 100) {
        traffic.advance(t);
        for (const { node, v } of traffic.vehicles) {
          const road = traffic.graph.nodes[node]?.roadId ?? "";
          if (v < 0.5 && road in still) (still[road] as number) += 0.1;
        }
      }
      return still;
    };
    const free = waited({ ...network, junctions: network.junctions.map((j) => ({ ...j, priorities: [] })) });
    const ruled = waited(network);
    expect(ruled[ids.west] as number).toBeLessThanOrEqual(free[ids.west] as number);
    expect(ruled[ids.south] as number).toBeGreaterThan(ruled[ids.west] as number);
  });

  test("with traffic both ways keep each direction to its half, and nothing jumps where one way goes on", async () => {
    const osm = smallOsm();
    const lane = (x0: number, x1: number, tags = {}) =>
      osm.lanelet(osm.way(across(3, x0, x1)), osm.way(across(-3, x0, x1)), tags);
    lane(0, 40, { one_way: "no" });
    lane(40, 80, { one_way: "no" });
    lane(80, 120);
    const { nodes } = laneGraph((await read(osm)).network);
    expect(nodes.length).toBe(5);
    for (const node of nodes) {
      const ys = [...node.points].filter((_, i) => i % 3 === 1);
      const east = (node.points.at(-3) ?? 0) > (node.points[0] ?? 0);
      if (node.widthM[0] === undefined || node.widthM[0] > 4) continue;
      for (const y of ys) expect(y * (east ? -1 : 1)).toBeCloseTo(1.5, 2);
    }
    for (const node of nodes)
      for (const k of node.next) {
        const after = nodes[k];
        const jump = Math.hypot(
          (after?.points[0] ?? 0) - (node.points.at(-3) ?? 0),
          (after?.points[1] ?? 0) - (node.points.at(-2) ?? 0),
        );
        expect(jump).toBeLessThan(0.01);
      }
  });
});

describe("what else a map holds", () => {
  test("areas, walls, crosswalks and signs become objects and signals with their ids", async () => {
    const { osm } = threeLanes();
    const ring = [
      osm.way([
        [0, 10],
        [20, 10],
      ]),
      osm.way([
        [20, 20],
        [20, 10],
      ]),
      osm.way([
        [20, 20],
        [0, 20],
        [0, 10],
      ]),
    ];
    const area = osm.relation(
      ring.map((ref): [string, string, string] => ["way", ref, "outer"]),
      { type: "multipolygon", subtype: "parking" },
    );
    const open = osm.relation([["way", ring[0] as string, "outer"]], {
      type: "multipolygon",
      subtype: "vegetation",
    });
    const wall = osm.way(across(9), { type: "wall" });
    const sign = osm.way(
      [
        [60, -4],
        [60, -4.7],
      ],
      { type: "traffic_sign", subtype: "de274-50" },
    );
    const zebra = [across(-3.5, 60, 64), across(7, 60, 64)].length;
    expect(zebra).toBe(2);
    const walk = osm.lanelet(
      osm.way(
        [
          [60, -3.5],
          [60, 7],
        ],
        { type: "zebra_marking" },
      ),
      osm.way(
        [
          [64, -3.5],
          [64, 7],
        ],
        { type: "zebra_marking" },
      ),
      { subtype: "crosswalk" },
    );
    const unknown = osm.relation([], { type: "regulatory_element", subtype: "speed_bump" });
    const { network, findings } = await read(osm);
    const objects = network.roads.flatMap((road) => road.objects);
    const object = (id: string) => objects.find(({ sourceId }) => sourceId === id);
    expect(object(`relation/${area}`)).toMatchObject({ type: "parking", worldShape: { kind: "area" } });
    expect(object(`way/${wall}`)).toMatchObject({ type: "barrier", subtype: "wall", derivation: "inferred" });
    expect(object(`lanelet/${walk}`)).toMatchObject({ type: "crosswalk", subtype: "zebra" });
    expect(laneOf(network, walk)).toMatchObject({ type: "crosswalk", direction: "both" });
    const [signal] = network.roads.flatMap((road) => road.signals);
    expect(signal).toMatchObject({
      country: "DE",
      type: "274",
      subtype: "50",
      value: 50,
      sourceId: `way/${sign}`,
    });
    expect(codes(findings)).toEqual(expect.arrayContaining(["open-ring", "area-empty", "rule-unknown"]));
    expect(findings.some(({ where }) => where === `relation/${open}`)).toBe(true);
    expect(findings.some(({ where }) => where === `relation/${unknown}`)).toBe(true);
    const city = importRoads(network, findings, {});
    const count = (kind: string) => city.city.roads?.features.find((each) => each.class === kind)?.count;
    expect(count("crosswalk")).toBe(1);
    expect(count("sign")).toBe(1);
  });

  test("a sign drawn the wrong way round is turned to the lane it is for", async () => {
    const osm = smallOsm();
    const sign = osm.way(
      [
        [60, -4.7],
        [60, -4],
      ],
      { type: "traffic_sign", subtype: "de274-30" },
    );
    const rule = osm.relation([["way", sign, "refers"]], {
      type: "regulatory_element",
      subtype: "speed_limit",
    });
    const lane = osm.lanelet(osm.way(across(2)), osm.way(across(-2)), {}, [rule]);
    const { network, findings } = await read(osm);
    expect(codes(findings)).toContain("turned");
    expect(Math.cos(network.roads[0]?.signals[0]?.positionInertial?.headingRad ?? 0)).toBeCloseTo(1, 6);
    expect(laneOf(network, lane).speed[0]?.maxMps).toBeCloseTo(30 / 3.6, 9);
  });
});

describe("maps as other tools write them", () => {
  test("negative ids and missing versions are read alike", async () => {
    const a = (await read(threeLanes().osm)).network;
    const b = (await read(threeLanes({ negative: true }).osm)).network;
    expect(lanesOf(b).map(({ id }) => id)).toEqual(lanesOf(a).map(({ id }) => id));
    expect(lanesOf(b)[0]?.sourceId).toMatch(/^lanelet\/-\d+$/);
  });

  test("local_x and local_y without a frame ask for an origin, and take one", async () => {
    const { osm } = threeLanes({ local: true });
    const { network, findings } = await read(osm);
    expect(network.dataset.crs).toBe("");
    expect(() => importRoads(network, findings, {})).toThrow(/fault\.import\.origin-needed/);
    const { city } = importRoads(network, findings, { origin: { lonDeg: 8.4, latDeg: 49, headingDeg: 90 } });
    expect(city.anchor.latDeg).toBeCloseTo(49, 3);
  });

  test("an MGRS code places them in its square", async () => {
    // 54SUE: zone 54 north, column U = 300 km east, row E = 3,900 km north.
    expect(mgrsSquare("54SUE")).toEqual({ epsg: 32654, eastingM: 300_000, northingM: 3_900_000 });
    expect(mgrsSquare("31UDQ")).toEqual({ epsg: 32631, eastingM: 400_000, northingM: 5_400_000 });
    expect(mgrsSquare("33XVG")).toMatchObject({ epsg: 32633 });
    for (const bad of ["", "99ZZZ", "54IUE", "x"]) expect(mgrsSquare(bad)).toBeUndefined();
    const { osm } = threeLanes({ local: true });
    osm.raw("<MetaInfo format_version='1' mgrs='54SUE'/>");
    const { network, findings } = await read(osm);
    expect(network.dataset).toMatchObject({ crs: "EPSG:32654", headerOffset: { x: 300_000, y: 3_900_000 } });
    expect(importRoads(network, findings, {}).city.anchor.lonDeg).toBeCloseTo(138.78, 1);
  });

  test("--crs cannot move a map of latitudes, and that is said", async () => {
    const { network, findings } = await read(threeLanes().osm);
    const told = importRoads(network, findings, { crs: "EPSG:32632" });
    expect(told.findings.some(({ code }) => code === "finding.import.crs-unused")).toBe(true);
    expect(told.city.anchor.latDeg).toBeCloseTo(49, 3);
  });

  test("is told apart from OpenDRIVE by its content", () => {
    const head = (text: string) => new TextEncoder().encode(text);
    expect(roadsFormat(head("<?xml version='1.0'?><osm version='0.6'>"), "a.xml")?.id).toBe("lanelet2");
    expect(roadsFormat(head("<OpenDRIVE>"), "a.osm")?.id).toBe("opendrive");
    expect(roadsFormat(head(""), "a.osm")?.id).toBe("lanelet2");
  });
});

describe("bad input", () => {
  const deep = `<osm>${"<relation>".repeat(100)}`;
  test.each([
    ["0 bytes", "", "empty"],
    ["text that is no XML", "hello", "not-xml"],
    ["a cut-off file", threeLanes().osm.text().slice(0, 900), "truncated"],
    ["another root", "<gpx></gpx>", "wrong-root"],
    ["entities", `<!DOCTYPE osm [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><osm>&b;</osm>`, "entities"],
    ["endless nesting", deep, "too-deep"],
    ["plain OSM", "<osm><node id='1' lat='1' lon='1'/><way id='2'><nd ref='1'/></way></osm>", "no-lanelets"],
    [
      "lanelets without any node",
      "<osm><relation id='1'><tag k='type' v='lanelet'/></relation></osm>",
      "no-places",
    ],
    [
      "no usable lanelet",
      "<osm><node id='1' lat='1' lon='1'/><relation id='1'><tag k='type' v='lanelet'/></relation></osm>",
      "no-usable",
    ],
  ])("%s is one fault that says so", async (_name, text, code) => {
    expect(await faultOf(text === "" ? [new Uint8Array()] : bytes(text))).toBe(`fault.lanelet2.${code}`);
  });

  test("absurd coordinates and heights lose their node, not the map", async () => {
    const { osm } = threeLanes();
    for (const [lat, lon] of [
      ["NaN", "8"],
      ["1e308", "8"],
      ["49", "-1e308"],
      ["91", "8"],
      ["-49", "8.4"],
    ])
      osm.raw(`<node id='z${lat}${lon}' lat='${lat}' lon='${lon}'><tag k='ele' v='1e308'/></node>`);
    const { network, findings } = await read(osm);
    expect(lanesOf(network).length).toBe(3);
    expect(codes(findings)).toEqual(expect.arrayContaining(["coordinate", "far-nodes"]));
    expect(importRoads(network, findings, {}).triangles).toBeGreaterThan(0);
  });

  test("arrives in chunks cut anywhere", async () => {
    const [whole] = threeLanes().osm.bytes() as [Uint8Array];
    const expected = (await readLanelet2([whole], { fileName: "m.osm", sha256: "" })).network;
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: whole.length - 1 }), async (cut) => {
        const parts = [whole.subarray(0, cut), whole.subarray(cut)];
        expect((await readLanelet2(parts, { fileName: "m.osm", sha256: "" })).network).toEqual(expected);
      }),
      { numRuns: 20 },
    );
  });
});

describe("tags", () => {
  test.each([
    ["50", 50 / 3.6],
    ["50 km/h", 50 / 3.6],
    ["30 mph", 30 * 0.44704],
    ["5 m/s", 5],
    ["7.5kmh", 7.5 / 3.6],
    ["fast", undefined],
    ["-3", undefined],
    ["1e9", undefined],
  ])("a speed of “%s”", (text, mps) => {
    if (mps === undefined) expect(parseSpeed(text)).toBeUndefined();
    else expect(parseSpeed(text)).toBeCloseTo(mps, 9);
  });

  test("solid_dashed has its solid line on the way's left, seen from either end", () => {
    const way = { id: "1", nodes: [], tags: { type: "line_thin", subtype: "solid_dashed" } };
    const mark = (along: boolean, laneId: number) => markOfWay(way, along, laneId, [], 10);
    // On the reference line stripes are named from left to right; beside right lanes from the inside, which is left.
    expect(mark(true, 0)).toMatchObject({ type: "solid broken", laneChange: "increase" });
    expect(mark(false, 0)).toMatchObject({ type: "broken solid", laneChange: "decrease" });
    expect(mark(true, -1)).toMatchObject({ type: "solid broken", laneChange: "increase" });
    expect(mark(true, 1)).toMatchObject({ type: "broken solid", laneChange: "increase" });
  });

  test("lane_change tags win over the line's type", () => {
    expect(changesOfWay({ type: "line_thin", subtype: "solid", lane_change: "yes" })).toEqual({
      left: true,
      right: true,
    });
    expect(changesOfWay({ type: "line_thin", subtype: "dashed", "lane_change:left": "yes" })).toEqual({
      left: true,
      right: false,
    });
    expect(changesOfWay({ type: "curbstone" })).toEqual({ left: false, right: false });
  });

  test("a sign's code is split into country, type and figure", () => {
    expect(signCode("de205")).toMatchObject({ country: "DE", type: "205" });
    expect(signCode("de274_1")).toMatchObject({ country: "DE", type: "274.1", value: 30 });
    expect(signCode("de274-55")).toMatchObject({ type: "274", subtype: "55", value: 50 });
    expect(signCode("usR1-1")).toMatchObject({ country: "US", type: "R1-1" });
    expect(signCode("cn禁38")).toMatchObject({ country: "CN", type: "禁38" });
    expect(signCode("stop")).toMatchObject({ type: "stop" });
  });
});
