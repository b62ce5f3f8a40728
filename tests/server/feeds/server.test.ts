// The whole server with a city that names its feeds: nothing but configuration connects them.

import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import mqtt from "mqtt";
import { io } from "socket.io-client";
import { afterEach, expect, test, vi } from "vitest";
import { packetParser } from "../../../src/live/protocol/packet-parser.ts";
import { tileKeyOf } from "../../../src/live/protocol/tile-key.ts";
import { startServer } from "../../../src/server/start-server.ts";

const stops: (() => unknown)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});
const WAIT = { timeout: 20_000, interval: 20 };

async function city(feeds: unknown): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "lanetwin-city-"));
  const anchor = { lonDeg: 114.413, latDeg: 30.475, heightM: 20 };
  const file = {
    formatVersion: 1,
    id: "c",
    title: { zh: "城", en: "City" },
    timeZone: "Asia/Shanghai",
    anchor,
    frame: { name: "CGCS2000", crs: "EPSG:4547" },
    verticalDatum: { name: "ellipsoid", derivation: "stated" },
    attributions: [],
    quality: {},
    tilesets: [],
    bounds: { west: 114, south: 30, east: 115, north: 31 },
    feeds: "feeds.config.json",
  };
  await writeFile(join(folder, "city.json"), JSON.stringify(file));
  await writeFile(
    join(folder, "feeds.config.json"),
    typeof feeds === "string" ? feeds : JSON.stringify(feeds),
  );
  return folder;
}

const start = async (feeds: unknown) => {
  const server = await startServer({
    appFolder: "/nowhere",
    cityFolders: [await city(feeds)],
    host: "127.0.0.1",
    port: 0,
    clock: Date.now,
    software: { name: "lanetwin", version: "0" },
  });
  stops.push(() => server.stop());
  return server;
};

test("a unit's message over MQTT and a post over HTTP reach a browser's socket", async () => {
  const server = await start({
    formatVersion: 1,
    broker: { port: 0 },
    feeds: [
      { kind: "openv2x", id: "rsu", datum: "WGS84" },
      { kind: "http", id: "gate", datum: "WGS84" },
    ],
  });
  const socket = io(server.url, { parser: packetParser, transports: ["websocket"] });
  stops.push(() => socket.close());
  const ids = new Set<string>();
  const docks: { id: string }[] = [];
  socket.on("dict", (list: { id: string }[]) => {
    for (const { id } of list) ids.add(id);
  });
  socket.on("observations", (batch: { docks?: { id: string }[] }) => docks.push(...(batch.docks ?? [])));
  await vi.waitFor(() => expect(socket.connected).toBe(true), WAIT);
  socket.emit("view", { n: 1, tiles: [tileKeyOf(114.413, 30.475)], cameraHeightM: 100, hidden: false });
  const unit = await mqtt.connectAsync(server.feeds?.brokerUrl() as string);
  stops.push(() => unit.endAsync(true));
  const participant = {
    ptcType: 1,
    global_track_id: "v",
    secMark: 70_000,
    pos: { lat: 304750000, lon: 1144130000 },
  };
  const rsm = {
    content: { rsms: [{ refPos: {}, participants: [{ ...participant, speed: 0, heading: 0 }] }] },
  };
  const dock = { type: "dock", id: "h", state: "idle" };
  const track = { type: "track", id: "w", lonDeg: 114.413, latDeg: 30.475 };
  await vi.waitFor(async () => {
    await unit.publishAsync("V2X/RSU/R1/RSM/UP", JSON.stringify(rsm));
    const answer = await fetch(`${server.url}ingest/gate`, {
      method: "POST",
      body: JSON.stringify({ records: [dock, track] }),
    });
    expect(answer.status).toBe(200);
    expect([...ids].sort()).toEqual(["gate/w", "rsu/v"]);
    expect(docks.map(({ id }) => id)).toContain("gate/h");
  }, WAIT);
  const schema = await (await fetch(`${server.url}feeds.schema.json`)).json();
  expect(JSON.stringify(schema)).toContain("open-drone-id");
  expect((await fetch(`${server.url}tiles/c/feeds.config.json`)).status).toBe(404);
});

test("a feeds file that cannot be read or does not fit stops the start with its reason", async () => {
  await expect(start("{")).rejects.toMatchObject({ code: "fault.feed.config" });
  await expect(start({ formatVersion: 2, feeds: [] })).rejects.toMatchObject({
    code: "fault.feed.config",
    params: { path: "formatVersion" },
  });
});
