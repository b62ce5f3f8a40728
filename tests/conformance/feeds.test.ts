// Feeds against programs that nobody here wrote: a broker that dies and comes back, and a traffic simulation on our map.

import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import mqtt from "mqtt";
import { afterEach, describe, expect, test, vi } from "vitest";
import { readOpenDrive } from "../../src/data/formats/opendrive/read-opendrive.ts";
import { sampleRoads } from "../../src/data/sample/sample-roads.ts";
import { readCrs } from "../../src/model/geo/projections.ts";
import { type LaneNode, laneGraph } from "../../src/model/roads/lane-graph.ts";
import type { CubicRecord } from "../../src/model/roads/road-network.ts";
import type { TrackRow } from "../../src/model/twin/track-row.ts";
import { createOpenV2xReader, openV2x } from "../../src/server/feeds/openv2x/index.ts";
import { sumo as sumoFeed } from "../../src/server/feeds/sumo/index.ts";
import { createLanePlaces } from "../../src/server/feeds/sumo/lane-places.ts";
import { listen } from "../server/feeds/listening.ts";
import { runFeeds } from "../server/feeds/running.ts";
import { percentile } from "./evaluator.ts";
import { haveMaps, SHARED } from "./maps.ts";
import { mosquitto, netconvert, SUMO_HOME, sumo } from "./outside-programs.ts";

const stops: (() => unknown)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});
const WAIT = { timeout: 60_000, interval: 20 };

const freePort = () =>
  new Promise<number>((done) => {
    const server = createServer();
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => done(typeof address === "object" && address ? address.port : 0));
    });
  });

const ended = (child: ChildProcess) =>
  new Promise<void>((done) => {
    if (child.exitCode !== null || child.signalCode !== null) done();
    else child.once("exit", () => done());
  });

describe.skipIf(!mosquitto)("with mosquitto", () => {
  const TOPIC = "V2X/RSU/R1/RSM/UP/DAWNLINE";
  const message = (timeStamp: number, n: number) =>
    JSON.stringify([
      {
        dev_pos: {},
        content: [
          {
            ptcType: "motor",
            global_track_id: "v",
            timeStamp,
            pos_lat: 30.475 + n * 1e-5,
            pos_lon: 114.413,
            heading: 0,
            speed: 5,
          },
        ],
      },
    ]);

  async function start(port: number): Promise<ChildProcess> {
    const folder = mkdtempSync(join(tmpdir(), "lanetwin-broker-"));
    const file = join(folder, "mosquitto.conf");
    writeFileSync(file, `listener ${port} 127.0.0.1\nallow_anonymous true\npersistence false\n`);
    const child = spawn(mosquitto as string, ["-c", file], { stdio: "ignore" });
    stops.push(async () => {
      child.kill("SIGKILL");
      await ended(child);
    });
    return child;
  }

  test("an outage is shown at once, ends by itself, and doubles nothing", async () => {
    const port = await freePort();
    const url = `mqtt://127.0.0.1:${port}`;
    const first = await start(port);
    const run = await runFeeds([{ kind: "openv2x", id: "rsu", datum: "WGS84", url }]);
    stops.push(run.stop);
    const status = () => run.feeds.status()[0] as NonNullable<ReturnType<typeof run.feeds.status>[0]>;
    const unit = mqtt.connect(url, { reconnectPeriod: 200 });
    stops.push(() => unit.endAsync(true));
    let n = 0;
    const send = async () => {
      n += 1;
      await unit.publishAsync(TOPIC, message(Date.now(), n), { qos: 1 });
    };
    await vi.waitFor(async () => {
      await send();
      expect(status().freshness).toBe("live");
      expect(status().taken).toBeGreaterThan(2);
    }, WAIT);

    first.kill("SIGKILL");
    await ended(first);
    await vi.waitFor(() => expect(status().freshness).toBe("lost"), WAIT);
    const before = status().taken;

    await start(port);
    await vi.waitFor(async () => {
      expect(unit.connected).toBe(true);
      await send();
      expect(status().taken).toBeGreaterThan(before);
      expect(status().freshness).toBe("live");
    }, WAIT);

    // The same message again and again, as a device does that got no acknowledgement.
    const twice = message(Date.now(), n + 1);
    const held = status().taken;
    const dropped = status().reasons.duplicate ?? 0;
    for (let i = 0; i < 10; i++) await unit.publishAsync(TOPIC, twice, { qos: 1 });
    await vi.waitFor(() => expect((status().reasons.duplicate ?? 0) - dropped).toBe(9), WAIT);
    expect(status().taken - held).toBe(1);
  });

  test("motion that the broker kept from long ago is not shown as now", async () => {
    const port = await freePort();
    const url = `mqtt://127.0.0.1:${port}`;
    await start(port);
    const unit = mqtt.connect(url, { reconnectPeriod: 100 });
    stops.push(() => unit.endAsync(true));
    await unit.publishAsync(TOPIC, message(Date.now() - 3_600_000, 0), { qos: 1, retain: true });
    const run = await runFeeds([{ kind: "openv2x", id: "rsu", datum: "WGS84", url }]);
    stops.push(run.stop);
    await vi.waitFor(() => expect(run.feeds.status()[0]?.reasons.retained).toBe(1), WAIT);
    expect(run.feeds.status()[0]?.taken).toBe(0);
  });
});

describe.skipIf(!haveMaps)("OpenV2X's default map", () => {
  test("is read whole, though every number in it is text", () => {
    const to = listen();
    const settings = openV2x.config.parse({ kind: "openv2x", id: "s", datum: "WGS84" });
    const payload = new Uint8Array(readFileSync(join(SHARED, "data/v2x/openv2x-default-map.json")));
    createOpenV2xReader(
      settings,
      to.intake,
      "Asia/Shanghai",
    )({
      topic: "V2X/RSU/R1/MAP/UP",
      payload,
      retained: true,
    });
    expect(to.intake.status().refused).toBe(0);
    expect(to.seen.intersections).toHaveLength(5);
    const lanes = to.seen.intersections.flatMap(({ links }) => links.flatMap((link) => link.lanes));
    expect(lanes.length).toBeGreaterThan(5);
    for (const { points, widthM } of lanes) {
      expect(points.length).toBeGreaterThan(1);
      expect(widthM).toBeGreaterThan(1);
      for (const [lon, lat] of points) {
        expect(lon).toBeCloseTo(118.82, 1);
        expect(lat).toBeCloseTo(31.93, 1);
      }
    }
  });
});

describe.skipIf(!netconvert || !sumo)("with sumo", () => {
  const folder = mkdtempSync(join(tmpdir(), "lanetwin-sumo-"));
  const at = (name: string) => join(folder, name);
  const env = { ...process.env, SUMO_HOME };
  const attribute = (tag: string, name: string) => new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1];

  /** The sample through netconvert, and a vehicle on each of its lanes that stays there. */
  function simulation(): Map<string, string[]> {
    writeFileSync(at("s.xodr"), sampleRoads(1));
    const args = ["-X", "never", "--opendrive-files", at("s.xodr"), "--output.original-names"];
    // Without all lanes SUMO closes the gaps that green strips leave, and what lies outside of them moves in.
    const more = [
      "--opendrive.import-all-lanes",
      "--opendrive.curve-resolution",
      "0.1",
      "--precision",
      "6",
      "-o",
      at("s.net.xml"),
    ];
    const made = spawnSync(netconvert as string, [...args, ...more], { env, encoding: "utf8" });
    expect({ status: made.status, said: made.stderr.trim() }).toEqual({ status: 0, said: "" });
    const xml = readFileSync(at("s.net.xml"), "utf8");
    const lanesOf = new Map<string, string[]>();
    const routes: string[] = [];
    for (const [, head = "", body = ""] of xml.matchAll(/<edge ([^>]*)>([\s\S]*?)<\/edge>/g)) {
      if (attribute(` ${head}`, "function") !== undefined) continue;
      const edge = attribute(` ${head}`, "id") as string;
      for (const [, lane = "", inner = ""] of body.matchAll(/<lane ([^>]*?)>([\s\S]*?)<\/lane>/g)) {
        const disallowed = attribute(` ${lane}`, "disallow") ?? "";
        const allowed = attribute(` ${lane}`, "allow");
        const length = Number(attribute(` ${lane}`, "length"));
        if (/passenger|all/.test(disallowed) || (allowed !== undefined && !/passenger/.test(allowed)))
          continue;
        if (length < 20) continue;
        const id = `v${routes.length}`;
        lanesOf.set(id, (/key="origId" value="([^"]*)"/.exec(inner)?.[1] ?? "").split(" "));
        const index = attribute(` ${lane}`, "index");
        routes.push(
          `<vehicle id="${id}" type="t" depart="0" departLane="${index}" departPos="7" departSpeed="0"><route edges="${edge}"/></vehicle>`,
        );
      }
    }
    const type =
      '<vType id="t" vClass="passenger" length="4.8" lcStrategic="0" lcKeepRight="0" lcSpeedGain="0" lcCooperative="0" maxSpeed="8"/>';
    writeFileSync(at("s.rou.xml"), `<routes>${type}\n${routes.join("\n")}</routes>`);
    return lanesOf;
  }

  function offFrom(node: LaneNode, x: number, y: number): number {
    let best = Number.POSITIVE_INFINITY;
    const p = node.points;
    for (let i = 3; i < p.length; i += 3) {
      const [ax, ay] = [p[i - 3] as number, p[i - 2] as number];
      const [dx, dy] = [(p[i] as number) - ax, (p[i + 1] as number) - ay];
      const square = dx * dx + dy * dy || 1;
      const w = Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / square));
      best = Math.min(best, Math.hypot(x - ax - w * dx, y - ay - w * dy));
    }
    return best;
  }

  async function drive(onLanes: boolean) {
    const lanesOf = simulation();
    const { network } = await readOpenDrive([new Uint8Array(readFileSync(at("s.xodr")))], {
      fileName: "s.xodr",
      sha256: "",
    });
    const crsText = network.dataset.crs;
    const port = await freePort();
    const options = ["-n", at("s.net.xml"), "-r", at("s.rou.xml"), "--remote-port", String(port)];
    const child = spawn(sumo as string, [...options, "--no-warnings", "--step-length", "0.5"], {
      env,
      stdio: "ignore",
    });
    stops.push(async () => {
      child.kill("SIGKILL");
      await ended(child);
    });
    const to = listen({ heights: "ellipsoid" });
    const stop = await sumoFeed.start(
      sumoFeed.config.parse({ kind: "sumo", id: "s", datum: "WGS84", port, pace: 0 }),
      {
        intake: to.intake,
        city: {
          timeZone: "Asia/Shanghai",
          groundHeightM: 20,
          geoidHeightM: undefined,
          ...(onLanes && { onLane: createLanePlaces(network, crsText) }),
        },
        // Every step is half a second later, however fast it goes.
        now: () => {
          to.clock.ms += 1;
          return to.clock.ms;
        },
        fetch: globalThis.fetch,
        secret: () => undefined,
        broker: () => Promise.reject(new Error("none is needed")),
        door: () => {},
        open: () => {
          throw new Error("no file is read");
        },
      },
    );
    stops.push(stop);
    await vi.waitFor(() => expect(to.rows.length).toBeGreaterThan(lanesOf.size * 10), WAIT);
    await stop();
    const crs = readCrs(crsText);
    const { nodes } = laneGraph(network);
    const roads = new Map(network.roads.map((road) => [road.id, road]));
    const constant = (records: CubicRecord[]) =>
      records.every(({ b, c, d }) => b === 0 && c === 0 && d === 0) &&
      new Set(records.map(({ a }) => a)).size <= 1;
    // SUMO gives a lane one width and one side: all lanes of its road must be as wide from end to end.
    const steady = ({ roadId }: LaneNode) => {
      const road = roads.get(roadId);
      return (
        road !== undefined &&
        constant(road.laneOffset) &&
        road.sections.length === 1 &&
        road.sections.every(({ lanes }) =>
          lanes.every(({ width, border }) => border.length === 0 && constant(width)),
        )
      );
    };
    const judge = (row: TrackRow) => {
      const origins = lanesOf.get(row.id.slice(2)) ?? [];
      const [x, y] = crs.fromGeodetic(row.lonDeg, row.latDeg, 0);
      const own = nodes.filter((node) => origins.includes(`${node.roadId}_${node.laneId}`));
      // A road of one edge may have several sections; a vehicle is on one of them.
      const offs = own.map((node) => ({ node, off: offFrom(node, x, y) })).sort((a, b) => a.off - b.off);
      return offs[0] && { ...offs[0], steady: own.every(steady) };
    };
    const inGraph = new Set(nodes.map(({ roadId, laneId }) => `${roadId}_${laneId}`));
    const known = new Set(
      [...lanesOf]
        .filter(([, origins]) => origins.some((lane) => inGraph.has(lane)))
        .map(([id]) => `s/${id}`),
    );
    return { to, known, judged: to.rows.flatMap((row) => judge(row) ?? []) };
  }

  test("vehicles keep within 5 cm of our lanes of constant width by SUMO's own coordinates", async () => {
    const { judged } = await drive(false);
    const off = judged.filter((one) => one.steady).map((one) => one.off);
    console.log(
      `${off.length} places on lanes of constant width: p50 ${percentile(off, 0.5).toFixed(4)}, p99 ${percentile(off, 0.99).toFixed(4)}, max ${Math.max(...off).toFixed(4)} m`,
    );
    expect(off.length).toBeGreaterThan(200);
    expect(percentile(off, 0.99)).toBeLessThan(0.05);
  });

  test("vehicles stand on our lanes wherever their lane is known, at the road's height", async () => {
    const { to, known, judged } = await drive(true);
    const off = judged.map((one) => one.off);
    console.log(
      `${off.length} places on all lanes: p99 ${percentile(off, 0.99).toFixed(4)}, max ${Math.max(...off).toFixed(4)} m; ${JSON.stringify(to.reasons())}`,
    );
    expect(off.length).toBeGreaterThan(200);
    expect(percentile(off, 0.99)).toBeLessThan(0.05);
    // Lanes that our graph does not count among those of motor traffic keep SUMO's own coordinates.
    const onGround = new Set(to.rows.filter(({ heightM }) => heightM === 20).map(({ id }) => id));
    expect([...onGround].filter((id) => known.has(id))).toEqual([]);
    expect(known.size).toBeGreaterThan(100);
  });
});
