import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { afterEach, expect, test, vi } from "vitest";
import { geojson, takeCollection } from "../../../src/server/feeds/geojson/index.ts";
import { json, listen, NOW_MS } from "./listening.ts";
import { runFeeds } from "./running.ts";

const stops: (() => unknown)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});
const WAIT = { timeout: 20_000, interval: 20 };
const feature = (id: string, properties: object, at: unknown[] = [114.413, 30.475]) => ({
  type: "Feature",
  id,
  geometry: { type: "Point", coordinates: at },
  properties,
});
const collection = (...features: object[]) => ({ type: "FeatureCollection", features });
const base = { kind: "geojson", id: "s", datum: "WGS84", url: "http://127.0.0.1:1/x" };

function take(settings: object, ...features: object[]) {
  const to = listen({ clock: { offsetMs: 0, trust: "source" }, heights: "ellipsoid" });
  const parsed = geojson.config.parse({ ...base, ...settings });
  to.intake.message("x", () =>
    takeCollection(json(collection(...features)), parsed, "Asia/Shanghai", to.intake),
  );
  return to;
}

test("points become tracks by the properties that the settings name", () => {
  const { rows, described, reasons } = take(
    { as: "tracks", class: "bus", fields: { headingDeg: "dir", speedMps: "v", time: "t", plate: "no" } },
    feature("7", { dir: "90", v: 5, t: "2026-03-04 10:05:00", no: "鄂A7" }, [114.413, 30.475, 33]),
    feature("8", { v: 5 }, [0, 0]),
    feature("", { v: 5 }),
  );
  expect(rows).toMatchObject([{ id: "s/7", speedMps: 5, heightM: 33, timeMs: Date.UTC(2026, 2, 4, 2, 5) }]);
  expect(described.get("s/7")).toMatchObject({ class: "bus", plate: "鄂A7" });
  expect(reasons()).toMatchObject({ "null-island": 1, "no-id": 1, "string-number": 1, "wall-clock": 1 });
});

test("parking, equipment and events take the source's own words as the settings translate them", () => {
  const bays = take(
    { as: "bays", fields: { state: "状态", siteId: "lot" }, values: { 空闲: "free" } },
    feature("1", { 状态: "空闲", lot: "p" }),
    feature("2", { 状态: "坏" }),
  );
  expect(bays.seen.bays).toMatchObject([{ id: "s/1", siteId: "s/p", state: "free", lonDeg: 114.413 }]);
  expect(bays.reasons()["state-unknown"]).toBe(1);
  const sites = take(
    { as: "sites", fields: { totalBays: "n", freeBays: "f", name: "t" } },
    feature("1", { n: 10, f: "3", t: "P" }),
  );
  expect(sites.seen.sites).toMatchObject([{ totalBays: 10, freeBays: 3, name: "P", state: "unknown" }]);
  const cameras = take(
    { as: "equipment", fields: { state: "s", kind: "k" } },
    feature("1", { s: "ok", k: "camera" }),
  );
  expect(cameras.seen.equipment).toMatchObject([{ kind: "camera", state: "ok" }]);
  const events = take(
    { as: "events", fields: { kind: "k", text: "m" } },
    feature("1", { k: "closure", m: "施工" }),
  );
  expect(events.seen.events).toMatchObject([{ kind: "closure", text: "施工", beginMs: NOW_MS }]);
});

async function serve(answer: (request: IncomingMessage, reply: ServerResponse) => void): Promise<string> {
  const server = createServer(answer);
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  stops.push(() => {
    server.closeAllConnections();
    return new Promise((done) => server.close(done));
  });
  const address = server.address();
  return `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}/x`;
}

test("an address is asked with the tag of its last answer, and an unchanged one counts as heard", async () => {
  const tags: (string | undefined)[] = [];
  const tokens: (string | undefined)[] = [];
  const url = await serve((request, reply) => {
    tags.push(request.headers["if-none-match"]);
    tokens.push(request.headers.authorization);
    if (request.headers["if-none-match"] === '"1"') reply.writeHead(304).end();
    else reply.writeHead(200, { etag: '"1"' }).end(JSON.stringify(collection(feature("7", {}))));
  });
  const run = await runFeeds([{ ...base, url, as: "tracks", intervalS: 0.5, tokenEnv: "CITY_TOKEN" }], {
    env: { CITY_TOKEN: "abc" },
  });
  stops.push(run.stop);
  await vi.waitFor(() => expect(tags.length).toBeGreaterThan(2), WAIT);
  expect(tags.slice(0, 3)).toEqual([undefined, '"1"', '"1"']);
  expect(tokens[0]).toBe("Bearer abc");
  expect(run.feeds.status()[0]).toMatchObject({ taken: 1, freshness: "live" });
});

test("errors, endless bodies and broken ones leave the source lost, and the next good answer brings it back", async () => {
  let asked = 0;
  const url = await serve((_request, reply) => {
    asked += 1;
    if (asked === 1) reply.writeHead(500).end("no");
    else if (asked === 2) reply.writeHead(200).end("x".repeat(5000));
    else reply.writeHead(200).end(JSON.stringify(collection(feature("7", {}))));
  });
  const run = await runFeeds([{ ...base, url, as: "tracks", intervalS: 0.5, maxBytes: 1000 }]);
  stops.push(run.stop);
  await vi.waitFor(() => expect(run.feeds.status()[0]?.reasons.unreadable).toBe(1), WAIT);
  expect(run.feeds.status()[0]?.freshness).toBe("lost");
  await vi.waitFor(() => expect(run.feeds.status()[0]).toMatchObject({ taken: 1, freshness: "live" }), WAIT);
  expect(run.feeds.status()[0]?.reasons.unreadable).toBe(2);
});
