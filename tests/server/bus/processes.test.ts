// A city on real processes: two ingests, two gateways and a nats-server, with cars posted over HTTP.

import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { io, type Socket } from "socket.io-client";
import { afterEach, describe, expect, test, vi } from "vitest";
import type { ActAnswer } from "../../../src/live/protocol/acts.ts";
import { packetParser } from "../../../src/live/protocol/packet-parser.ts";
import { tileKeyOf } from "../../../src/live/protocol/tile-key.ts";
import type { EventObservation } from "../../../src/model/twin/event.ts";
import type { Observations } from "../../../src/model/twin/observations.ts";
import type { SourceInfo } from "../../../src/model/twin/source-info.ts";
import type { VitalSign } from "../../../src/model/twin/vital-sign.ts";
import { heldRows } from "./held.ts";
import { natsMissing, startNats } from "./nats-server.ts";

const WAIT = { timeout: 60_000, interval: 50 };
const [LON, LAT] = [114.413, 30.475];
const stops: (() => unknown)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

/** The city's folder with one HTTP source. */
async function cityOf(source: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "lanetwin-parts-"));
  stops.push(() => rm(folder, { recursive: true, force: true }));
  const city = {
    formatVersion: 1,
    id: "c",
    title: { zh: "城", en: "City" },
    timeZone: "Asia/Shanghai",
    anchor: { lonDeg: LON, latDeg: LAT, heightM: 20 },
    frame: { name: "CGCS2000", crs: "EPSG:4547" },
    verticalDatum: { name: "ellipsoid", derivation: "stated" },
    attributions: [],
    quality: {},
    tilesets: [],
    bounds: { west: 114, south: 30, east: 115, north: 31 },
    feeds: "feeds.config.json",
  };
  const feeds = [{ kind: "http", id: source, datum: "WGS84" }];
  await writeFile(join(folder, "city.json"), JSON.stringify(city));
  await writeFile(join(folder, "feeds.config.json"), JSON.stringify({ formatVersion: 1, feeds }));
  return folder;
}

interface Running {
  url: string;
  process: ChildProcess;
  held(): Promise<[string, string][]>;
}
async function part(what: object): Promise<Running> {
  const child = fork(join(import.meta.dirname, "part-process.ts"), [JSON.stringify(what)], {
    execArgv: ["--import", "tsx"],
  });
  stops.push(async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill("SIGKILL");
    await once(child, "exit");
  });
  const ended = once(child, "exit").then(() => Promise.reject(new Error("a part ended at its start")));
  const [{ url }] = (await Promise.race([once(child, "message"), ended])) as [{ url: string }];
  ended.catch(() => {});
  return {
    url,
    process: child,
    async held() {
      child.send("held");
      const [{ held }] = (await once(child, "message")) as [{ held: [string, string][] }];
      return held;
    },
  };
}

function viewer(url: string) {
  const socket: Socket = io(url, { parser: packetParser, transports: ["websocket"], forceNew: true });
  stops.push(() => socket.close());
  const rows = heldRows();
  const seen = {
    sources: [] as SourceInfo[],
    events: new Map<string, EventObservation>(),
    vitals: [] as VitalSign[],
  };
  socket.on("dict", rows.dict);
  socket.on("frame", rows.frame);
  socket.on("hello", ({ sources }: { sources: SourceInfo[] }) => {
    seen.sources = sources;
  });
  socket.on("sources", (list: SourceInfo[]) => {
    seen.sources = list;
  });
  socket.on("observations", (batch: Observations) => {
    for (const event of batch.events ?? []) seen.events.set(event.id, event);
  });
  socket.on("vitals", (signs: VitalSign[]) => {
    seen.vitals = signs;
  });
  const x = Math.floor(tileKeyOf(LON, LAT) / 32768);
  const y = tileKeyOf(LON, LAT) % 32768;
  const tiles = [-2, -1, 0, 1, 2].flatMap((dx) => [-1, 0, 1].map((dy) => (x + dx) * 32768 + y + dy));
  socket.emit("view", { n: 1, tiles, cameraHeightM: 300, hidden: false });
  return {
    seen,
    rows,
    source: (id: string) => seen.sources.find((source) => source.id === id),
    act: (act: object) => socket.emitWithAck("act", act) as Promise<ActAnswer>,
  };
}

const post = async (url: string, source: string, records: object[]) => {
  const answer = await fetch(`${url}ingest/${source}`, { method: "POST", body: JSON.stringify({ records }) });
  expect(await answer.json()).toMatchObject({ taken: records.length });
};
/** Cars in a row along the street; the even ones stand. */
const cars = (name: string, count: number, eastM: number) =>
  Array.from({ length: count }, (_, i) => ({
    type: "track",
    id: `${name}${i}`,
    class: "car",
    lonDeg: LON + (eastM + i * 60) / 96_000,
    latDeg: LAT,
    heightM: 20,
    headingDeg: 90 + i,
    speedMps: i % 2 === 0 ? 0 : 8,
  }));

describe.skipIf(natsMissing !== undefined)(
  `a city on several processes${natsMissing ? ` (${natsMissing})` : ""}`,
  () => {
    test("two ingests and two gateways show one city, through the loss of the bus and of an ingest", {
      timeout: 240_000,
    }, async () => {
      let nats = await startNats();
      stops.push(() => nats.kill());
      const [north, south, plain] = await Promise.all([cityOf("north"), cityOf("south"), cityOf("none")]);
      const yard = { role: "ingest", name: "yard", holdsDesk: false, nats: nats.url, city: south };
      const [main, second, first] = await Promise.all([
        part({
          role: "ingest",
          name: "main",
          holdsDesk: true,
          nats: nats.url,
          city: north,
          state: join(north, "state"),
        }),
        part(yard),
        part({ role: "gateway", name: "g1", holdsDesk: false, nats: nats.url, city: plain }),
      ]);
      const a = viewer(first.url);
      const driving = setInterval(() => {
        for (const [running, source] of [
          [main, "north"],
          [second, "south"],
        ] as const)
          fetch(`${running.url}ingest/${source}`, {
            method: "POST",
            body: JSON.stringify({ records: cars(source, 20, (Date.now() % 10_000) / 100) }),
          }).catch(() => {});
      }, 200);
      stops.push(() => clearInterval(driving));
      await vi.waitFor(() => expect(a.rows.byId().size).toBe(40), WAIT);
      // Late, and it has the whole.
      const late = await part({ role: "gateway", name: "g2", holdsDesk: false, nats: nats.url, city: plain });
      const b = viewer(late.url);
      await vi.waitFor(() => expect(b.rows.byId().size).toBe(40), WAIT);

      /** What both ingests' hubs hold is what the viewers of both gateways hold. */
      const alike = (...ingests: Running[]) =>
        vi.waitFor(async () => {
          const held = new Map((await Promise.all(ingests.map((each) => each.held()))).flat().sort());
          expect(held.size).toBe(20 * ingests.length);
          for (const { rows } of [a, b]) expect(rows.byId()).toEqual(held);
        }, WAIT);
      clearInterval(driving);
      await alike(main, second);
      expect(a.source("north")).toMatchObject({ objects: 20, freshness: "live" });

      // An event that the second ingest reports comes to the desk of the first; an act on it is seen everywhere.
      await post(second.url, "south", [
        { type: "event", id: "e", kind: "illegal-parking", severity: "warning", lonDeg: LON, latDeg: LAT },
      ]);
      await vi.waitFor(() => expect(a.seen.events.has("south/e")).toBe(true), WAIT);
      expect(await a.act({ id: "1", eventId: "south/e", kind: "assigned", assignee: "一组" })).toEqual({
        ok: true,
      });
      await vi.waitFor(
        () =>
          expect(b.seen.events.get("south/e")?.handling).toMatchObject({
            stage: "assigned",
            assignee: "一组",
          }),
        WAIT,
      );
      await vi.waitFor(
        () => expect(b.seen.vitals.find(({ id }) => id === "open-events")?.value).toBe(1),
        WAIT,
      );
      // The signs are of the whole city, not of the ingest that takes them alone.
      await vi.waitFor(() => {
        void post(main.url, "north", cars("north", 20, 300)).catch(() => {});
        void post(second.url, "south", cars("south", 20, 300)).catch(() => {});
        expect(b.seen.vitals.find(({ id }) => id === "vehicles-online")?.value).toBe(40);
      }, WAIT);

      // The bus goes, and what happens meanwhile is known once it is back.
      await nats.kill();
      await vi.waitFor(
        () =>
          expect(a.source("north")).toMatchObject({ freshness: "stale", note: { code: "note.bus.lost" } }),
        WAIT,
      );
      expect(await a.act({ id: "2", eventId: "south/e", kind: "on-site" })).toMatchObject({
        ok: false,
        code: "fault.bus.act-not-sent",
      });
      await post(main.url, "north", cars("north", 20, 700));
      await post(second.url, "south", cars("south", 20, 700));
      nats = await startNats(nats.port);
      await alike(main, second);
      await post(main.url, "north", cars("north", 20, 710));
      await vi.waitFor(() => expect(a.source("north")).toMatchObject({ freshness: "live" }), WAIT);
      expect(a.source("north")?.note).toBeUndefined();
      expect(await b.act({ id: "2", eventId: "south/e", kind: "on-site" })).toEqual({ ok: true });
      const metrics = await (await fetch(`${first.url}metrics`)).text();
      expect(metrics).toMatch(/^lanetwin_bus_reconnects_total 1$/m);
      expect(metrics).toMatch(/^lanetwin_bus_connected\{role="gateway",name="g1"\} 1$/m);

      // An ingest dies: its cars are stale, then gone; the other's go on. When it starts again they are back.
      second.process.kill("SIGKILL");
      await vi.waitFor(
        () =>
          expect(b.source("south")).toMatchObject({
            freshness: "stale",
            objects: 20,
            note: { code: "note.bus.ingest-silent" },
          }),
        WAIT,
      );
      const keeping = setInterval(() => {
        void post(main.url, "north", cars("north", 20, 900)).catch(() => {});
      }, 1000);
      stops.push(() => clearInterval(keeping));
      await vi.waitFor(() => {
        expect(b.source("south")).toMatchObject({ freshness: "lost", objects: 0 });
        for (const { rows } of [a, b])
          expect([...rows.byId().keys()].map((id) => id.slice(0, 6))).toEqual(Array(20).fill("north/"));
      }, WAIT);
      const again = await part(yard);
      await post(again.url, "south", cars("south", 20, 1000));
      await vi.waitFor(
        () => expect(b.source("south")).toMatchObject({ freshness: "live", objects: 20 }),
        WAIT,
      );
      clearInterval(keeping);
      await alike(main, again);
    });
  },
);
