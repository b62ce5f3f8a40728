// A whole server: reports come in over HTTP, two desks act on one event, the signs follow, and a restart forgets nothing.

import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { io, type Socket } from "socket.io-client";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { ActAnswer } from "../../src/live/protocol/acts.ts";
import { packetParser } from "../../src/live/protocol/packet-parser.ts";
import type { EventObservation } from "../../src/model/twin/event.ts";
import type { Observations } from "../../src/model/twin/observations.ts";
import type { VitalSign } from "../../src/model/twin/vital-sign.ts";
import { startServer } from "../../src/server/start-server.ts";

const WAIT = { timeout: 20_000, interval: 20 };
const stops: (() => unknown)[] = [];
let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "lanetwin-operated-"));
  const city = {
    formatVersion: 1,
    id: "c",
    title: { zh: "城", en: "City" },
    timeZone: "Asia/Shanghai",
    anchor: { lonDeg: 114.413, latDeg: 30.475, heightM: 20 },
    frame: { name: "CGCS2000", crs: "EPSG:4547" },
    verticalDatum: { name: "ellipsoid", derivation: "stated" },
    attributions: [],
    quality: {},
    tilesets: [],
    bounds: { west: 114, south: 30, east: 115, north: 31 },
    feeds: "feeds.config.json",
  };
  const feeds = ["one", "two"].map((id) => ({ kind: "http", id, datum: "WGS84" }));
  await writeFile(join(folder, "city.json"), JSON.stringify(city));
  await writeFile(join(folder, "feeds.config.json"), JSON.stringify({ formatVersion: 1, feeds }));
});
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
  await rm(folder, { recursive: true, force: true });
});

const start = () =>
  startServer({
    appFolder: "/nowhere",
    cityFolders: [folder],
    host: "127.0.0.1",
    port: 0,
    clock: Date.now,
    software: { name: "lanetwin", version: "0" },
    state: join(folder, "state"),
  });

function desk(url: string) {
  const socket: Socket = io(url, { parser: packetParser, transports: ["websocket"] });
  stops.push(() => socket.close());
  const events = new Map<string, EventObservation>();
  const seen = { events, vitals: [] as VitalSign[], socket };
  socket.on("observations", (batch: Observations) => {
    for (const event of batch.events ?? []) events.set(event.id, event);
  });
  socket.on("vitals", (signs: VitalSign[]) => {
    seen.vitals = signs;
  });
  return {
    ...seen,
    get vitals() {
      return seen.vitals;
    },
    act: (act: object) => socket.emitWithAck("act", act) as Promise<ActAnswer>,
  };
}

const post = (url: string, source: string, id: string) =>
  fetch(`${url}ingest/${source}`, {
    method: "POST",
    body: JSON.stringify({
      records: [
        { type: "event", id, kind: "illegal-parking", severity: "warning", lonDeg: 114.413, latDeg: 30.475 },
      ],
    }),
  });

test("two sources agree, two desks see one act, the signs count it, and it outlives the server", async () => {
  const server = await start();
  let running = true;
  stops.push(() => running && server.stop());
  const [a, b] = [desk(server.url), desk(server.url)];
  expect((await post(server.url, "one", "e1")).status).toBe(200);
  expect((await post(server.url, "two", "e2")).status).toBe(200);
  await vi.waitFor(() => {
    for (const { events } of [a, b])
      expect([...events.values()]).toMatchObject([{ id: "one/e1", handling: { stage: "cross-checked" } }]);
  }, WAIT);
  const act = { id: "act-1", eventId: "one/e1", kind: "assigned", assignee: "一组" };
  expect(await a.act(act)).toEqual({ ok: true });
  expect(await b.act(act)).toEqual({ ok: true });
  expect(await b.act({ ...act, id: "act-2", kind: "cross-checked" })).toMatchObject({
    ok: false,
    code: "fault.act.assigned",
  });
  expect(await b.act({ nonsense: true })).toMatchObject({ ok: false, code: "fault.act.unreadable" });
  await vi.waitFor(() => {
    expect(b.events.get("one/e1")?.handling).toMatchObject({ stage: "assigned", assignee: "一组" });
    expect(b.vitals.find(({ id }) => id === "open-events")?.value).toBe(1);
  }, WAIT);
  await server.stop();
  running = false;

  const again = await start();
  stops.push(() => again.stop());
  const late = desk(again.url);
  await vi.waitFor(
    () => expect(late.events.get("one/e1")?.handling).toMatchObject({ stage: "assigned", assignee: "一组" }),
    WAIT,
  );
  expect(late.events.get("one/e1")?.handling?.steps).toHaveLength(3);
  expect(await late.act(act)).toEqual({ ok: true });
  expect(await late.act({ id: "act-3", eventId: "one/e1", kind: "on-site" })).toEqual({ ok: true });
});

test("a state that cannot be opened stops the start with its reason", async () => {
  await writeFile(join(folder, "state"), "not a folder");
  await expect(start()).rejects.toMatchObject({ code: "fault.state.open" });
});
