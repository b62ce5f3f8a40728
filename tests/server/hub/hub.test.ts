import { beforeEach, describe, expect, test } from "vitest";
import type { TrackIdentity } from "../../../src/live/protocol/events.ts";
import {
  decodeFrame,
  type Frame,
  figureOf,
  ROW_PREDICTED,
  ROW_TELEPORT,
  ROW_TOMBSTONE,
  type SentRows,
} from "../../../src/live/protocol/frame.ts";
import { tileFrame, tileKeyOf } from "../../../src/live/protocol/tile-key.ts";
import { ecefToGeodetic } from "../../../src/model/geo/frames.ts";
import type { FeedSink, TrackRow } from "../../../src/model/twin/track-row.ts";
import { createHub, type Hub } from "../../../src/server/hub/hub.ts";

let nowMs: number;
let hub: Hub;
let feed: FeedSink & { close(): void };

const LON = 114.4712;
const LAT = 30.4893;
const EAST_DEG_PER_M = 1 / (111_320 * Math.cos((LAT * Math.PI) / 180));
const row = (id: string, eastM: number, more: Partial<TrackRow> = {}): TrackRow => ({
  id,
  lonDeg: LON + eastM * EAST_DEG_PER_M,
  latDeg: LAT,
  heightM: 24,
  headingRad: Math.PI / 2,
  speedMps: 10,
  timeMs: nowMs,
  ...more,
});
const describeTrack = (id: string) =>
  feed.describe([
    { id, class: "car", lengthM: 4.6, widthM: 1.8, heightM: 1.5, colorRgb: 0xffffff, source: "test" },
  ]);

function join(tiles: number[], cameraHeightM = 300) {
  const frames: Frame[] = [];
  const dict: TrackIdentity[] = [];
  const port = { open: true, closed: false, policies: [] as string[] };
  const client = hub.join({
    ready: () => port.open,
    hello: () => {},
    frame: (bytes) => {
      const decoded = decodeFrame(bytes.slice().buffer as ArrayBuffer);
      if ("frame" in decoded) frames.push(decoded.frame);
    },
    dict: (entries) => void dict.push(...entries),
    signals: () => {},
    sources: () => {},
    observations: () => {},
    policy: (code) => void port.policies.push(code),
    close: () => {
      port.closed = true;
    },
  });
  let n = 0;
  const view = (keys: number[], height = cameraHeightM, hidden = false) =>
    client.view({ n: ++n, tiles: keys, cameraHeightM: height, hidden });
  view(tiles);
  return {
    frames,
    dict,
    port,
    client,
    view,
    rows: () => frames.flatMap(({ blocks }) => blocks.map(({ count }) => count)).reduce((a, b) => a + b, 0),
  };
}

const tick = (passedMs = 200) => {
  nowMs += passedMs;
  hub.tick();
};

beforeEach(() => {
  nowMs = 1_790_000_000_000;
  hub = createHub({ cityId: "c", epoch: 5, tickMs: 200, now: () => nowMs });
  feed = hub.sink({ id: "test", kind: "simulation", title: "t" });
});

const HERE = tileKeyOf(LON, LAT);
const AWAY = tileKeyOf(LON + 1, LAT);

describe("the hub", () => {
  test("sends one frame a tick, with a snapshot of the view first and the identity before it", () => {
    describeTrack("a");
    feed.rows([row("a", 0)]);
    const client = join([HERE]);
    tick();
    tick();
    expect(client.frames.map(({ kind }) => kind)).toEqual(["snapshot", "delta"]);
    expect(client.dict.map(({ id }) => id)).toEqual(["a"]);
    const block = client.frames[0]?.blocks[0];
    expect(block?.tileKey).toBe(HERE);
    expect(block?.slot[0]).toBe(client.dict[0]?.slot);
  });

  test("keeps a row's place to 2 cm through tile, quantization and height of the ellipsoid", () => {
    describeTrack("a");
    const there = row("a", 0, { heightM: 31.37 });
    feed.rows([there]);
    const client = join([HERE]);
    tick(0);
    const block = client.frames[0]?.blocks[0] as SentRows;
    const ecef = tileFrame(HERE).toEcef(
      figureOf.eastM(block, 0),
      figureOf.northM(block, 0),
      figureOf.heightM(block, 0),
    );
    const seen = ecefToGeodetic(...ecef);
    expect(Math.abs(seen.heightM - there.heightM)).toBeLessThanOrEqual(0.02);
    expect(Math.abs(seen.lonDeg - there.lonDeg) / EAST_DEG_PER_M).toBeLessThanOrEqual(0.02);
  });

  test("does not send what receivers foresee themselves, but at least every five seconds", () => {
    describeTrack("a");
    const client = join([HERE]);
    let kept = 0;
    for (let i = 0; i <= 50; i++) {
      feed.rows([row("a", i * 2)]);
      tick();
      kept = client.rows();
    }
    // 51 rows on a straight course at constant speed: the first, and one about every 5 s.
    expect(kept).toBeGreaterThanOrEqual(2);
    expect(kept).toBeLessThanOrEqual(4);
  });

  test("sends a row at once when the course breaks: 0.25 m aside, 5° of turn, another height", () => {
    describeTrack("a");
    const client = join([HERE]);
    feed.rows([row("a", 0)]);
    tick();
    const before = client.rows();
    feed.rows([row("a", 2, { latDeg: LAT + 0.2 / 110_900 })]);
    tick();
    expect(client.rows()).toBe(before);
    feed.rows([row("a", 4, { latDeg: LAT + 0.3 / 110_900 })]);
    tick();
    expect(client.rows()).toBe(before + 1);
    feed.rows([row("a", 6, { latDeg: LAT + 0.3 / 110_900, headingRad: Math.PI / 2 + 0.1 })]);
    tick();
    expect(client.rows()).toBe(before + 2);
  });

  test("marks a jump that no course explains as a teleport", () => {
    describeTrack("a");
    const client = join([HERE]);
    feed.rows([row("a", 0)]);
    tick();
    feed.rows([row("a", 150)]);
    tick();
    const flags = client.frames.at(-1)?.blocks[0]?.flags[0] as number;
    expect(flags & ROW_TELEPORT).toBe(ROW_TELEPORT);
  });

  test("sends only what is in view, and says which slot left it", () => {
    describeTrack("a");
    const near = join([HERE]);
    const far = join([AWAY]);
    feed.rows([row("a", 0)]);
    tick();
    expect(near.rows()).toBe(1);
    expect(far.rows()).toBe(0);
    feed.rows([row("a", 3000)]);
    tick();
    const last = near.frames.at(-1)?.blocks[0];
    expect((last?.flags[0] as number) & ROW_TOMBSTONE).toBe(ROW_TOMBSTONE);
    expect(last?.slot[0]).toBe(near.dict[0]?.slot);
  });

  test("gives a new tile of the view its whole content, and its identities again after it was left", () => {
    describeTrack("a");
    feed.rows([row("a", 0)]);
    const client = join([HERE]);
    tick();
    client.view([AWAY]);
    tick();
    client.view([HERE]);
    tick();
    expect(client.dict).toHaveLength(2);
    expect(client.frames.filter(({ kind }) => kind === "snapshot")).toHaveLength(3);
  });

  test("holds back from a client whose wire is full, then sends the latest of each once", () => {
    for (const id of ["a", "b"]) describeTrack(id);
    const client = join([HERE]);
    feed.rows([row("a", 0), row("b", 50)]);
    tick();
    client.port.open = false;
    const before = client.frames.length;
    for (let i = 1; i <= 10; i++) {
      feed.rows([row("a", i * 30), row("b", 50 + i * 30)]);
      tick();
    }
    expect(client.frames.length).toBe(before);
    client.port.open = true;
    tick();
    expect(client.frames.length).toBe(before + 1);
    expect(client.frames.at(-1)?.blocks[0]?.count).toBe(2);
    expect(hub.stats().gated).toBe(10);
  });

  test("lets go of a client that takes nothing for half a minute, and says why", () => {
    const client = join([HERE]);
    tick();
    client.port.open = false;
    for (let i = 0; i < 160; i++) tick();
    expect(client.port.closed).toBe(true);
    expect(client.port.policies).toEqual(["policy.slow"]);
    expect(hub.stats().clients).toBe(0);
  });

  test("sends less often to who stands high above, and nothing to a hidden tab", () => {
    const near = join([HERE], 300);
    const high = join([HERE], 20_000);
    const hidden = join([HERE]);
    hidden.view([HERE], 300, true);
    for (let i = 0; i < 20; i++) tick();
    expect(near.frames.length).toBe(20);
    expect(high.frames.length).toBeLessThanOrEqual(5);
    expect(hidden.frames.length).toBe(0);
  });

  test("carries old rows on to the tick and marks them predicted", () => {
    describeTrack("a");
    feed.rows([row("a", 0)]);
    tick(3000);
    const client = join([HERE]);
    tick(0);
    const block = client.frames[0]?.blocks[0];
    expect((block?.flags[0] as number) & ROW_PREDICTED).toBe(ROW_PREDICTED);
    const start = tileFrame(HERE);
    expect(start).toBeDefined();
    const fresh = join([HERE]);
    feed.rows([row("a", 30, { speedMps: 11 })]);
    tick(0);
    const now = fresh.frames[0]?.blocks[0] as SentRows;
    expect(figureOf.eastM(block as SentRows, 0)).toBeCloseTo(figureOf.eastM(now, 0), 0);
  });

  test("refuses rows of the unknown, from the past and without sense, and counts them", () => {
    describeTrack("a");
    feed.rows([row("a", 0), row("nobody", 0), row("a", 0, { timeMs: nowMs - 1000 })]);
    nowMs += 200;
    feed.rows([
      row("a", 2, { lonDeg: Number.NaN }),
      row("a", 2, { speedMps: -3 }),
      row("a", 2, { heightM: 1e308 }),
    ]);
    expect(hub.stats().refused).toEqual({ unknown: 1, old: 1, absurd: 3 });
  });

  test("never gives a slot to two things at once: a used index comes back with another generation", () => {
    const client = join([HERE]);
    for (let i = 0; i < 5; i++) {
      describeTrack(`v${i}`);
      feed.rows([row(`v${i}`, 0)]);
      tick();
      feed.end([`v${i}`]);
      tick();
    }
    expect(new Set(client.dict.map(({ slot }) => slot)).size).toBe(5);
  });

  test("takes no view with nonsense in it and no older view after a newer one", () => {
    describeTrack("a");
    feed.rows([row("a", 0)]);
    const client = join([HERE]);
    client.client.view({ n: 1, tiles: [AWAY], cameraHeightM: 1, hidden: false });
    client.client.view({ n: 9, tiles: "x" as never, cameraHeightM: 1, hidden: false });
    client.client.view({ n: 10, tiles: [-1, 2 ** 40, Number.NaN, HERE], cameraHeightM: 1, hidden: false });
    tick();
    expect(client.rows()).toBe(1);
  });
});
