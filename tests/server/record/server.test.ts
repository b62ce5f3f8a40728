// The whole server records what a feed sends, and gives any client a replay of its own.

import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { io } from "socket.io-client";
import { afterEach, expect, test, vi } from "vitest";
import { packetParser } from "../../../src/live/protocol/packet-parser.ts";
import { tileKeyOf } from "../../../src/live/protocol/tile-key.ts";
import type { Recorded, ReplayState } from "../../../src/model/twin/recording.ts";
import { openSegment } from "../../../src/server/record/read-segment.ts";
import { startServer } from "../../../src/server/start-server.ts";

const stops: (() => unknown)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});
const WAIT = { timeout: 20_000, interval: 20 };
const TILE = tileKeyOf(114.413, 30.475);

async function temporary(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "lanetwin-recorded-"));
  stops.push(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

async function city(): Promise<string> {
  const folder = await temporary();
  const file = {
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
  await writeFile(join(folder, "city.json"), JSON.stringify(file));
  await writeFile(
    join(folder, "feeds.config.json"),
    JSON.stringify({ formatVersion: 1, feeds: [{ kind: "http", id: "gate", datum: "WGS84" }] }),
  );
  return folder;
}

async function start(more: Partial<Parameters<typeof startServer>[0]>) {
  const server = await startServer({
    appFolder: "/nowhere",
    cityFolders: [await city()],
    host: "127.0.0.1",
    port: 0,
    clock: Date.now,
    software: { name: "lanetwin", version: "0" },
    ...more,
  });
  let stopped: Promise<void> | undefined;
  const stop = () => {
    stopped ??= server.stop();
    return stopped;
  };
  stops.push(stop);
  return { server, stop };
}

function connect(url: string) {
  const socket = io(url, { parser: packetParser, transports: ["websocket"], forceNew: true });
  stops.push(() => socket.close());
  const got = {
    kinds: [] as number[],
    ids: new Set<string>(),
    replay: [] as (ReplayState | null)[],
    recorded: undefined as Recorded | undefined,
    policies: [] as string[],
  };
  socket.on("frame", (bytes: ArrayBuffer) => got.kinds.push(new Uint8Array(bytes)[0] as number));
  socket.on("dict", (list: { id: string }[]) => {
    for (const { id } of list) got.ids.add(id);
  });
  socket.on("replay", (state: ReplayState | null) => got.replay.push(state));
  socket.on("recorded", (recorded: Recorded) => {
    got.recorded = recorded;
  });
  socket.on("policy", ({ code }: { code: string }) => got.policies.push(code));
  socket.emit("view", { n: 1, tiles: [TILE], cameraHeightM: 100, hidden: false });
  return { socket, got };
}

test("a client replays what another watches live, takes a clip, and the payloads are kept as they came", async () => {
  const folder = await temporary();
  const { server, stop } = await start({ record: { folder } });
  let n = 0;
  let body = "";
  const timer = setInterval(() => {
    n += 1;
    const track = { type: "track", id: "w", lonDeg: 114.413 + n * 2e-5, latDeg: 30.475, speedMps: 10 };
    body = JSON.stringify({ records: [track] });
    void fetch(`${server.url}ingest/gate`, { method: "POST", body }).catch(() => {});
  }, 200);
  stops.push(() => clearInterval(timer));
  const viewer = connect(server.url);
  const traveller = connect(server.url);
  await vi.waitFor(() => expect([...traveller.got.ids]).toEqual(["gate/w"]), WAIT);
  const atMs = Date.now();
  await vi.waitFor(
    () => expect(server.recordings?.segments().at(-1)?.toMs).toBeGreaterThan(atMs + 1000),
    WAIT,
  );

  traveller.got.ids.clear();
  traveller.socket.emit("replay", { atMs, rate: 1, playing: true });
  await vi.waitFor(
    () => expect(traveller.got.replay.at(-1)).toMatchObject({ phase: "running", playing: true }),
    WAIT,
  );
  await vi.waitFor(() => expect(traveller.got.kinds.at(-1)).toBe(3), WAIT);
  await vi.waitFor(() => expect([...traveller.got.ids]).toEqual(["gate/w"]), WAIT);
  expect(new Set(viewer.got.kinds)).toEqual(new Set([1, 2]));
  traveller.socket.emit("replay", { atMs: "then", rate: 1, playing: true });
  await vi.waitFor(() => expect(traveller.got.policies).toEqual(["fault.record.wish"]), WAIT);

  const clip = await fetch(`${server.url}recordings/clip?from=${atMs}&to=${atMs + 1000}`);
  expect(clip.status).toBe(200);
  expect([...new Uint8Array(await clip.arrayBuffer()).subarray(1, 5)]).toEqual(
    [..."MCAP"].map((c) => c.charCodeAt(0)),
  );
  const none = await fetch(`${server.url}recordings/clip?from=0&to=1000`);
  expect(none.status).toBe(400);
  expect(await none.json()).toMatchObject({ code: "fault.record.clip-range" });

  traveller.socket.emit("replay", null);
  await vi.waitFor(() => expect(traveller.got.replay.at(-1)).toBeNull(), WAIT);
  await vi.waitFor(() => expect(traveller.got.kinds.at(-1)).not.toBe(3), WAIT);
  clearInterval(timer);
  await stop();

  const [name] = (await readdir(folder)).filter((each) => each.endsWith(".mcap"));
  const segment = await openSegment(join(folder, name as string));
  await segment.close();
  const sent = segment.raw.map(({ source, payload }) => [source, new TextDecoder().decode(payload)]);
  expect(sent).toContainEqual(["gate", body]);

  // The same folder, shown by a server that has no live city.
  const shown = await start({ replay: { path: folder, rate: 2 } });
  const late = connect(shown.server.url);
  await vi.waitFor(() => expect([...late.got.ids]).toEqual(["gate/w"]), WAIT);
  expect(late.got.recorded?.state).toBe("closed");
  expect(late.got.replay.at(-1)).toMatchObject({ rate: 2 });
  await vi.waitFor(() => expect(late.got.replay.at(-1)).toMatchObject({ phase: "ended" }), WAIT);
});

test("a folder that another process records in leaves the server live, and it says why nothing is kept", async () => {
  const folder = await temporary();
  await writeFile(join(folder, "recording.lock"), String(process.ppid));
  const { server } = await start({ record: { folder } });
  expect(server.recordFault).toMatchObject({ code: "fault.record.folder-taken" });
  const { got } = connect(server.url);
  await vi.waitFor(() => expect(got.recorded).toEqual({ state: "off", ranges: [], marks: [] }), WAIT);
});
