import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, describe, expect, test } from "vitest";
import { FEEDS } from "../../../src/server/feeds/feeds.ts";
import { parseFeeds } from "../../../src/server/feeds/feeds-config.ts";
import { takeBatch } from "../../../src/server/feeds/http/index.ts";
import { REASONS } from "../../../src/server/feeds/intake/reasons.ts";
import { createAccess } from "../../../src/server/web/access.ts";
import { createWeb } from "../../../src/server/web/create-web.ts";
import { resources } from "../../../src/words/index.ts";
import { json, listen, NOW_MS } from "./listening.ts";
import { runFeeds } from "./running.ts";

const stops: (() => unknown)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});
const TOKEN = "a-token-of-some-length";
const track = {
  type: "track",
  id: "a",
  class: "bus",
  lonDeg: 114.413,
  latDeg: 30.475,
  headingDeg: 90,
  speedMps: 8,
};

async function open(token?: string) {
  const run = await runFeeds([{ kind: "http", id: "gate", datum: "WGS84" }]);
  stops.push(run.stop);
  const folder = await mkdtemp(join(tmpdir(), "lanetwin-ingest-"));
  await writeFile(join(folder, "feeds.config.json"), '{"secret":"broker of the city"}');
  await writeFile(join(folder, "city.json"), "{}");
  const web = await createWeb({
    appFolder: join(folder, "none"),
    cities: [{ id: "here", title: { zh: "此地", en: "Here" }, folder, kept: ["feeds.config.json"] }],
    access: createAccess({ host: token ? "0.0.0.0" : "127.0.0.1", port: 1, ...(token && { token }) }),
    health: () => ({}),
    // A second that does not pass, however slow the machine.
    feeds: { running: run.feeds, now: () => 1000 },
  });
  stops.push(() => web.close());
  const post = (payload: string | object, headers: Record<string, string> = {}, source = "gate") =>
    web.inject({
      method: "POST",
      url: `/ingest/${source}`,
      headers: { host: "localhost:1", "content-type": "application/json", ...headers },
      payload: typeof payload === "string" ? payload : JSON.stringify(payload),
    });
  const get = (url: string, headers: Record<string, string> = {}) =>
    web.inject({ url, headers: { host: "localhost:1", ...headers } });
  return { run, post, get };
}

describe("what is posted", () => {
  test("becomes rows; a wrong record is listed by its place and kept", async () => {
    const { run, post, get } = await open();
    const answer = await post({
      records: [
        track,
        { ...track, id: "b", lonDeg: "west" },
        { type: "car" },
        { ...track, id: "c", lonDeg: 0, latDeg: 0 },
      ],
    });
    expect(answer.json()).toMatchObject({
      taken: 1,
      refused: [
        { index: 1, reason: "wrong-shape" },
        { index: 2, reason: "wrong-shape" },
        { index: 3, reason: "null-island" },
      ],
    });
    run.tick();
    expect(run.seen.dict.get("gate/a")).toMatchObject({ class: "bus", source: "gate" });
    const entries = (await get("/feeds/gate/quarantine")).json().entries;
    expect(entries.map(({ reason }: { reason: string }) => reason)).toEqual(
      expect.arrayContaining(["wrong-shape", "null-island"]),
    );
    expect((await get("/feeds")).json().feeds).toMatchObject([
      { source: "gate", kind: "http", refused: 3, taken: 1, reasons: { "wrong-shape": 2 } },
    ]);
  });

  test("twice under one key is taken once; other content under the key is refused", async () => {
    const { run, post } = await open();
    const event = { type: "event", id: "e", kind: "congestion" };
    const headers = { "idempotency-key": "k1" };
    const first = (await post({ records: [event] }, headers)).json();
    const again = (await post({ records: [event] }, headers)).json();
    expect(again).toEqual({ ...first, replayed: true });
    expect(run.feeds.status()[0]).toMatchObject({ taken: 1, messages: 1 });
    const other = await post({ records: [{ ...event, id: "f" }] }, headers);
    expect([other.statusCode, other.json().code]).toEqual([422, "fault.feed.key-reused"]);
  });

  test("needs the token where the server has one, as a bearer or not at all", async () => {
    const { post } = await open(TOKEN);
    expect((await post({ records: [track] })).statusCode).toBe(401);
    expect(
      (await post({ records: [track] }, { authorization: "Bearer wrong-token-of-length" })).statusCode,
    ).toBe(401);
    expect((await post({ records: [track] }, { authorization: `Bearer ${TOKEN}` })).json()).toMatchObject({
      taken: 1,
    });
    expect(
      (await post({ records: [track] }, { authorization: `Bearer ${TOKEN}`, origin: "http://elsewhere" }))
        .statusCode,
    ).toBe(403);
  });

  test("that is no JSON, too large or for nobody is said so", async () => {
    const { run, post } = await open();
    const broken = await post("{");
    expect([broken.statusCode, broken.json().code]).toEqual([400, "fault.feed.post"]);
    expect(run.feeds.status()[0]?.reasons.unreadable).toBe(1);
    const large = await post(JSON.stringify("x".repeat(2 << 20)));
    expect([large.statusCode, large.json().code]).toEqual([413, "fault.feed.body-large"]);
    const nobody = await post({}, {}, "nobody");
    expect([nobody.statusCode, nobody.json().code]).toEqual([404, "fault.feed.no-source"]);
  });

  test("too often in a second is told to wait", async () => {
    const { post } = await open();
    const answers = await Promise.all(Array.from({ length: 300 }, () => post({ records: [] })));
    const late = answers.filter(({ statusCode }) => statusCode === 429);
    expect(late).toHaveLength(100);
    expect(late[0]?.headers["retry-after"]).toBe("1");
  });
});

test.each([
  "feeds.config.json",
  "FEEDS.config.json",
  "./feeds.config.json",
  "%66eeds.config.json",
  "x/../feeds.config.json",
])("the feeds file is served to nobody as %s", async (name) => {
  const { get } = await open();
  const answer = await get(`/tiles/here/${name}`);
  expect(answer.statusCode).toBeGreaterThanOrEqual(400);
  expect(answer.body).not.toContain("broker of the city");
  expect((await get("/tiles/here/city.json")).statusCode).toBe(200);
});

describe("every kind of record", () => {
  test("arrives with its fields", () => {
    const to = listen({ heights: "ellipsoid" });
    const records = [
      {
        ...track,
        heightM: 31,
        timeMs: NOW_MS - 100,
        plate: "鄂A1",
        sigmaM: 0.2,
        lengthM: 12,
        widthM: 2.5,
        tallM: 3,
      },
      { type: "signal", id: "sig", state: "red", nextMs: NOW_MS + 5000 },
      { type: "drone", id: "d", state: "flying", batteryShare: 0.5, verticalMps: 2, dockId: "h" },
      {
        type: "dock",
        id: "h",
        state: "idle",
        cover: "closed",
        droneInside: true,
        lonDeg: 114.4,
        latDeg: 30.4,
      },
      { type: "site", id: "p", totalBays: 10, freeBays: 4, occupancyShare: 0.6, name: "P" },
      { type: "bay", id: "p-1", siteId: "p", state: "free" },
      { type: "equipment", id: "cam", kind: "camera", state: "degraded" },
      { type: "event", id: "e", kind: "hard-braking", severity: "warning", lonDeg: 114.4, latDeg: 30.4 },
    ];
    to.intake.message("x", () =>
      expect(takeBatch(json({ records }), to.intake)).toEqual({ taken: 8, refused: [] }),
    );
    expect(to.rows).toMatchObject([{ id: "s/a", heightM: 31, speedMps: 8, timeMs: NOW_MS - 100 }]);
    expect(to.described.get("s/a")).toMatchObject({ class: "bus", plate: "鄂A1", sigmaM: 0.2, lengthM: 12 });
    expect(to.signals).toMatchObject([{ signalId: "sig", state: "red", nextMs: NOW_MS + 5000, source: "s" }]);
    expect(to.seen.drones).toMatchObject([{ id: "s/d", dockId: "s/h", batteryShare: 0.5, verticalMps: 2 }]);
    expect(to.seen.docks).toMatchObject([{ id: "s/h", cover: "closed", droneInside: true, lonDeg: 114.4 }]);
    expect(to.seen.sites).toMatchObject([{ id: "s/p", totalBays: 10, freeBays: 4, state: "unknown" }]);
    expect(to.seen.bays).toMatchObject([{ id: "s/p-1", siteId: "s/p", state: "free" }]);
    expect(to.seen.equipment).toMatchObject([{ id: "s/cam", kind: "camera", state: "degraded", alarms: [] }]);
    expect(to.seen.events).toMatchObject([
      { id: "s/e", kind: "hard-braking", severity: "warning", beginMs: NOW_MS },
    ]);
    to.intake.message("x", () => void takeBatch(json({ records: [{ type: "end", id: "a" }] }), to.intake));
    expect(to.ended).toEqual(["s/a"]);
  });

  test("anything at all in a batch gives one verdict a record", () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            fc.jsonValue(),
            fc.record({ type: fc.constantFrom("track", "bay", "event"), id: fc.string() }, {}),
          ),
        ),
        (records) => {
          const to = listen();
          to.intake.message("x", () => {
            const { taken, refused } = takeBatch(json({ records }), to.intake);
            expect(taken + refused.length).toBe(records.length);
          });
        },
      ),
    );
  });
});

describe("the feeds file", () => {
  const file = (...feeds: object[]) => ({ formatVersion: 1, feeds });

  test("must state a datum for each source", () => {
    expect(() => parseFeeds(file({ kind: "openv2x", id: "a" }), "f.json")).toThrow(
      expect.objectContaining({
        code: "fault.feed.config",
        params: expect.objectContaining({ path: "feeds.0.datum" }),
      }),
    );
  });

  test.each([
    [{ kind: "openv2x", id: "a", datum: "WGS84", url: "mqtt://me:secret@host" }, "feeds.0.url"],
    [{ kind: "openv2x", id: "a", datum: "BD-09" }, "feeds.0.datum"],
    [{ kind: "openv2x", id: "a b", datum: "WGS84" }, "feeds.0.id"],
    [{ kind: "sumo", id: "a", datum: "WGS84" }, "feeds.0.port"],
    [{ kind: "dji", id: "a", datum: "WGS84", password: "x" }, "feeds.0"],
  ])("%o is refused at %s", (entry, path) => {
    expect(() => parseFeeds(file(entry), "f.json")).toThrow(
      expect.objectContaining({ code: "fault.feed.config", params: expect.objectContaining({ path }) }),
    );
  });

  test("names an unknown kind and an id that stands twice", () => {
    expect(() => parseFeeds(file({ kind: "fax" }), "f.json")).toThrow(
      expect.objectContaining({ code: "fault.feed.kind" }),
    );
    const one = { kind: "http", id: "a", datum: "WGS84" };
    expect(() => parseFeeds(file(one, one), "f.json")).toThrow(
      expect.objectContaining({ code: "fault.feed.same-id" }),
    );
  });

  test("a source whose secret is missing says so and the others run", async () => {
    const run = await runFeeds([
      { kind: "openv2x", id: "a", datum: "WGS84", username: "u", passwordEnv: "NOT_THERE" },
      { kind: "http", id: "b", datum: "WGS84" },
    ]);
    stops.push(run.stop);
    expect(run.feeds.status().map(({ fault }) => fault?.code)).toEqual([
      "fault.feed.secret-missing",
      undefined,
    ]);
    expect(run.seen.sources).toMatchObject([
      { id: "a", freshness: "lost" },
      { id: "b", freshness: "waiting" },
    ]);
    expect(run.feeds.door("b")).toBeDefined();
  });
});

test("every reason, freshness and kind of feed has its words", () => {
  const keys = [
    ...Object.keys(REASONS).map((reason) => `feed-reason.${reason}`),
    ...["refused", "dropped", "repaired"].map((outcome) => `feed-outcome.${outcome}`),
    ...["waiting", "live", "stale", "lost"].map((state) => `feed-freshness.${state}`),
    ...FEEDS.map(({ kind }) => `source.${kind}`),
  ];
  expect(keys.filter((key) => !(key in resources.zh) || !(key in resources.en))).toEqual([]);
});

describe("silence", () => {
  test("makes a source stale, then lost; tracks end after 30 s, drones after 60 s", () => {
    const to = listen();
    to.intake.message(
      "x",
      () => void takeBatch(json([track, { ...track, id: "d", class: "drone" }]), to.intake),
    );
    const silentFor = (seconds: number) => {
      to.clock.ms = NOW_MS + seconds * 1000;
      to.intake.tick();
      return to.patches.at(-1)?.freshness;
    };
    expect(silentFor(4)).toBe("live");
    expect(silentFor(6)).toBe("stale");
    expect(silentFor(31)).toBe("lost");
    expect(to.ended).toEqual(["s/a"]);
    silentFor(61);
    expect(to.ended).toEqual(["s/a", "s/d"]);
  });

  test("more messages a second than a source may send are counted and not read", () => {
    const to = listen({ maxMessagesPerS: 10 });
    let read = 0;
    for (let n = 0; n < 1000; n++)
      to.intake.message("x", () => {
        read += 1;
      });
    expect(read).toBe(10);
    expect(to.reasons()["too-many"]).toBe(990);
    expect(to.intake.quarantine.entries()).toHaveLength(1);
  });
});
