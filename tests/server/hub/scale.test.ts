// What the hub does for many and for slow clients: proof of state, one followed thing, counts, lower rates, silence.

import { beforeEach, describe, expect, test } from "vitest";
import type { CellCount } from "../../../src/live/protocol/events.ts";
import { decodeFrame, type Frame } from "../../../src/live/protocol/frame.ts";
import { createTileDigests, hashOf, type TileHash } from "../../../src/live/protocol/tile-digest.ts";
import { cellKeyOf, tileKeyOf } from "../../../src/live/protocol/tile-key.ts";
import { seeded } from "../../../src/model/records/random.ts";
import { createHub, type Hub, type SourceSink } from "../../../src/server/hub/hub.ts";

const [LON, LAT] = [114.4712, 30.4893];
const EAST_DEG = 1 / (111_320 * Math.cos((LAT * Math.PI) / 180));
const HERE = tileKeyOf(LON, LAT);
const NEAR = [-1, 0, 1].flatMap((x) => [-1, 0, 1].map((y) => HERE + x * 32768 + y));

let nowMs: number;
let hub: Hub;
let feed: SourceSink;
const put = (id: string, eastM: number, speedMps = 10, headingRad = 0) =>
  feed.rows([
    { id, lonDeg: LON + eastM * EAST_DEG, latDeg: LAT, heightM: 24, headingRad, speedMps, timeMs: nowMs },
  ]);
const know = (id: string) =>
  feed.describe([{ id, class: "car", lengthM: 4, widthM: 2, heightM: 1.5, colorRgb: 0, source: "test" }]);
const tick = () => {
  nowMs += 200;
  hub.tick();
};

/** A client that loses the frames for which `lose` says so, compares hashes and asks anew as the desk's worker does. */
function join(lose: () => boolean = () => false) {
  const digests = createTileDigests();
  const frames: Frame[] = [];
  const counts: CellCount[][] = [];
  const checks: number[][] = [];
  const slots = new Map<string, number>();
  const told = { sources: 0, signals: 0, observations: 0, dict: 0, ready: true };
  const client = hub.join({
    ready: () => told.ready,
    hello: () => {},
    frame(bytes) {
      const read = decodeFrame(bytes.slice().buffer);
      if (!("frame" in read)) throw new Error(read.rejected);
      if (lose()) return;
      frames.push(read.frame);
      digests.take(read.frame.blocks);
    },
    hashes(hashes: TileHash[]) {
      const differing = digests.differing(hashes);
      checks.push(differing);
      if (differing.length > 0) client.resync(differing);
    },
    counts: (cells) => void counts.push(cells),
    dict(entries) {
      told.dict += 1;
      for (const { id, slot } of entries) slots.set(id, slot);
    },
    signals() {
      told.signals += 1;
    },
    sources() {
      told.sources += 1;
    },
    observations() {
      told.observations += 1;
    },
    policy: () => {},
    close: () => {},
  });
  let n = 0;
  const view = (more: object = {}) => {
    n += 1;
    client.view({ n, tiles: NEAR, cameraHeightM: 300, hidden: false, ...more });
  };
  view();
  return { client, view, frames, counts, checks, slots, told };
}

beforeEach(() => {
  nowMs = 1_790_000_000_000;
  hub = createHub({ cityId: "c", epoch: 5, tickMs: 200, now: () => nowMs });
  feed = hub.sink({ id: "test", kind: "simulation", title: "t" });
});

describe("tile hashes", () => {
  const drive = (seconds: number) => {
    const random = seeded(3);
    const cars = Array.from({ length: 60 }, (_, i) => ({ id: `c${i}`, at: random.between(-1200, 1200) }));
    for (const { id } of cars) know(id);
    for (let i = 0; i < seconds * 5; i++) {
      for (const car of cars) {
        const speed = random.next() < 0.3 ? 0 : random.between(5, 20);
        car.at += speed * 0.2 * (random.next() < 0.5 ? 1 : -1);
        put(car.id, car.at, speed, random.between(0, 6));
      }
      if (i % 20 === 19) {
        const gone = cars.pop();
        if (gone) feed.end([gone.id]);
      }
      tick();
    }
  };

  test("agree every five seconds with what a client holds that got every frame", () => {
    const client = join();
    drive(30);
    expect(client.checks.length).toBeGreaterThanOrEqual(5);
    expect(client.checks.flat()).toEqual([]);
    expect(hub.stats().resyncs).toBe(0);
  });

  test("find what lost frames left wrong, and the tile comes whole once and is right again", () => {
    const random = seeded(9);
    let losing = true;
    const client = join(() => losing && random.next() < 0.4);
    drive(21);
    expect(client.checks.flat().length).toBeGreaterThan(0);
    losing = false;
    const before = client.checks.length;
    for (let i = 0; i < 60; i++) tick();
    const after = client.checks.slice(before);
    expect(after.length).toBeGreaterThanOrEqual(2);
    expect(after.at(-1)).toEqual([]);
  });

  test("see a standing thing's place and a moving one's course", () => {
    const digests = createTileDigests();
    const client = join();
    know("a");
    put("a", 0, 0);
    tick();
    const first = client.frames.at(-1) as Frame;
    digests.take(first.blocks);
    put("a", 5, 0);
    const other = join();
    tick();
    for (let i = 0; i < 26; i++) tick();
    expect(other.checks.flat()).toEqual([]);
    const moved = createTileDigests();
    moved.take((other.frames[0] as Frame).blocks);
    const hash = createHashes(other.frames[0] as Frame);
    expect(moved.differing(hash)).toEqual([]);
    expect(digests.differing(hash)).toEqual([HERE]);
  });

  test("a thing that leaves a tile and comes back between two frames stays", () => {
    const client = join();
    know("a");
    put("a", 0);
    tick();
    client.told.ready = false;
    for (const east of [3000, 1]) {
      put("a", east);
      tick();
    }
    client.told.ready = true;
    for (let i = 0; i < 30; i++) tick();
    expect(client.checks.length).toBeGreaterThan(0);
    expect(client.checks.flat()).toEqual([]);
  });

  test("asked for with nonsense do no harm", () => {
    const client = join();
    client.client.resync("x" as never);
    client.client.resync([Number.NaN, -1, 5]);
    tick();
    expect(hub.stats().resyncs).toBe(0);
  });
});

function createHashes(frame: Frame): TileHash[] {
  const block = frame.blocks.find(({ tileKey }) => tileKey === HERE);
  return block ? [hashOf(block)] : [];
}

test("who follows a thing from high above gets it alone at full rate, the view at the view's", () => {
  for (const id of ["a", "b"]) know(id);
  put("a", 0);
  put("b", 20);
  const client = join();
  tick();
  client.view({ cameraHeightM: 20_000, follow: client.slots.get("a") });
  const before = client.frames.length;
  for (let i = 1; i <= 20; i++) {
    put("a", i * 2, 10, i / 5);
    put("b", 20 + i * 2, 10, i / 5);
    tick();
  }
  const rows = client.frames.slice(before).flatMap(({ blocks }) => blocks.flatMap((b) => [...b.slot]));
  expect(rows.filter((slot) => slot === client.slots.get("a"))).toHaveLength(20);
  expect(rows.filter((slot) => slot === client.slots.get("b"))).toHaveLength(4);
});

test("above 30 km there are counts by cell and no rows, and below all rows again", () => {
  for (const id of ["a", "b"]) know(id);
  put("a", 0, 10);
  put("b", 20, 20);
  const client = join();
  client.view({ cameraHeightM: 40_000, counts: true });
  for (let i = 0; i < 20; i++) tick();
  expect(client.frames).toHaveLength(0);
  expect(client.counts).toHaveLength(2);
  expect(client.counts[0]).toEqual([{ cell: cellKeyOf(HERE), count: 2, meanSpeedMps: 15 }]);
  client.view({ cameraHeightM: 500, counts: true });
  tick();
  expect(client.frames[0]?.kind).toBe("snapshot");
  const old = join();
  old.view({ cameraHeightM: 40_000 });
  for (let i = 0; i < 20; i++) tick();
  expect(old.counts).toHaveLength(0);
  expect(old.frames.length).toBeGreaterThan(0);
});

test("a client whose wire is often full gets frames less often, and at its old rate when it can", () => {
  const client = join();
  tick();
  client.told.ready = false;
  for (let i = 0; i < 15; i++) tick();
  expect(hub.stats().slow).toBe(1);
  client.told.ready = true;
  client.frames.length = 0;
  for (let i = 0; i < 8; i++) tick();
  expect(client.frames.length).toBe(4);
  for (let i = 0; i < 40; i++) tick();
  client.frames.length = 0;
  for (let i = 0; i < 10; i++) tick();
  expect(client.frames.length).toBe(10);
  expect(hub.stats().slow).toBe(0);
});

test("a hidden tab is sent nothing at all, and everything when it comes back", () => {
  const client = join();
  know("a");
  put("a", 0);
  tick();
  client.view({ hidden: true });
  const before = { ...client.told };
  client.frames.length = 0;
  feed.signals([{ signalId: "s", state: "red", sinceMs: nowMs, source: "test" }]);
  feed.observe({ docks: [{ id: "d", source: "test", timeMs: nowMs } as never] });
  for (let i = 0; i < 120; i++) {
    put("a", i * 5, 10, i / 3);
    tick();
  }
  expect(client.frames).toHaveLength(0);
  expect(client.told).toEqual(before);
  expect(hub.stats().hidden).toBe(1);
  client.view();
  tick();
  expect(client.frames[0]?.kind).toBe("snapshot");
  expect(client.told.signals).toBe(before.signals + 1);
  expect(client.told.observations).toBe(before.observations + 1);
});

describe("identities", () => {
  const idsOf = (client: ReturnType<typeof join>) => [...client.slots.keys()].sort();

  test("come once to each of those who look at the same, whenever they joined", () => {
    for (const id of ["a", "b"]) know(id);
    put("a", 0);
    const first = join();
    tick();
    const second = join();
    put("b", 20);
    tick();
    put("a", 40, 10, 1);
    put("b", 60, 10, 1);
    tick();
    expect([idsOf(first), idsOf(second)]).toEqual([
      ["a", "b"],
      ["a", "b"],
    ]);
    expect([first.told.dict, second.told.dict]).toEqual([2, 1]);
  });

  test("are not told again when a thing drives on into another tile of the view, but when it comes into the view", () => {
    know("a");
    put("a", 0);
    const wide = join();
    const narrow = join();
    const [east] = NEAR.slice(-2, -1) as [number];
    narrow.view({ tiles: [east] });
    tick();
    expect([wide.told.dict, narrow.told.dict]).toEqual([1, 0]);
    put("a", 1100);
    tick();
    expect([wide.told.dict, narrow.told.dict]).toEqual([1, 1]);
    expect(narrow.slots.get("a")).toBe(wide.slots.get("a"));
  });

  test("reach a client whose wire was full while a thing came through two tiles into its view", () => {
    know("a");
    put("a", -5000);
    const client = join();
    tick();
    expect(client.told.dict).toBe(0);
    client.told.ready = false;
    put("a", -1100);
    tick();
    put("a", 0);
    tick();
    client.told.ready = true;
    tick();
    tick();
    expect(idsOf(client)).toEqual(["a"]);
  });

  test("come again with the tiles when a hidden tab comes back, which may have forgotten them", () => {
    know("a");
    put("a", 0);
    const client = join();
    tick();
    client.view({ hidden: true });
    for (let i = 0; i < 10; i++) tick();
    client.view();
    tick();
    expect(client.told.dict).toBe(2);
  });
});
