import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { TrackIdentity } from "../../../src/live/protocol/events.ts";
import { decodeFrame, HEADER_BYTES } from "../../../src/live/protocol/frame.ts";
import type { ReplayState } from "../../../src/model/twin/recording.ts";
import type { LightState } from "../../../src/model/twin/track-row.ts";
import type { VitalSign } from "../../../src/model/twin/vital-sign.ts";
import { clipOf } from "../../../src/server/record/clip.ts";
import { type Recorder, startRecorder } from "../../../src/server/record/recorder.ts";
import { openRecordings, type Recordings, ringRecordings } from "../../../src/server/record/recordings.ts";
import { createReplaySession } from "../../../src/server/record/replay-session.ts";
import { EPOCH, keepingPort, type SmallCity, smallCity, TILE } from "./small-city.ts";

let folder: string;
let recordings: Recordings | undefined;
let recorder: Recorder | undefined;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "lanetwin-replay-"));
});
afterEach(async () => {
  await recordings?.stop();
  await recorder?.stop();
  await rm(folder, { recursive: true, force: true });
});

const record = (city: SmallCity, more = {}) =>
  startRecorder({
    hub: city.hub,
    folder,
    cityId: "small",
    epoch: EPOCH,
    tickMs: 200,
    now: city.now,
    ...more,
  });

/** A viewer of a recording on a clock that the test moves. */
function viewer(of: Recordings, epoch = 99) {
  let nowMs = 5_000_000;
  let live = 0;
  const states: (ReplayState | undefined)[] = [];
  const lights: [string, LightState][] = [];
  const identities: TrackIdentity[] = [];
  const signs: VitalSign[][] = [];
  const port = {
    ...keepingPort(),
    replay: (state: ReplayState | undefined) => void states.push(state),
    dict: (entries: TrackIdentity[]) => void identities.push(...entries),
    vitals: (list: VitalSign[]) => void signs.push(list),
    signals: (list: { signalId: string; state: LightState }[]) =>
      void lights.push(...list.map(({ signalId, state }): [string, LightState] => [signalId, state])),
  };
  const session = createReplaySession({
    recordings: of,
    port,
    epoch,
    now: () => nowMs,
    onLive: () => {
      live += 1;
    },
  });
  let n = 0;
  return {
    session,
    states,
    lights,
    signs,
    identities,
    frames: port.got.frames,
    live: () => live,
    view: (tiles: number[], hidden = false) => session.view({ n: ++n, tiles, cameraHeightM: 100, hidden }),
    settled: () =>
      expect.poll(() => states.at(-1)?.phase, { interval: 5 }).toSatisfy((phase) => phase !== "loading"),
    /** Lets a time pass by ticks of 200 ms; what is read from files meanwhile is waited for. */
    async pass(ticks: number) {
      for (let i = 0; i < ticks; i++) {
        nowMs += 200;
        session.tick();
        await new Promise((done) => setTimeout(done, 3));
      }
    },
  };
}

const bodies = (frames: Uint8Array[]) =>
  frames.map((bytes) => Buffer.from(bytes.subarray(HEADER_BYTES)).toString("hex"));
const timeOf = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset).getFloat64(16, true);

test("a replay gives the same blocks, byte for byte, as the live hub gave", async () => {
  const city = smallCity(6);
  recorder = await record(city, { rotateMs: 6000 });
  const watching = keepingPort();
  const fromMs = city.now() + 200;
  const client = city.hub.join(watching);
  client.view({ n: 1, tiles: [TILE, TILE + 1], cameraHeightM: 100, hidden: false });
  city.run(100);
  await recorder.stop();
  recordings = await openRecordings(folder);
  expect(recordings.segments().length).toBe(4);
  const replay = viewer(recordings);
  replay.view([TILE, TILE + 1]);
  replay.session.wish({ atMs: fromMs, rate: 1, playing: true });
  await replay.settled();
  await replay.pass(110);
  expect(replay.frames.length).toBe(watching.got.frames.length);
  expect(bodies(replay.frames)).toEqual(bodies(watching.got.frames));
  expect(replay.frames.map(timeOf)).toEqual(watching.got.frames.map(timeOf));
  const kinds = replay.frames.map((bytes) => {
    const decoded = decodeFrame(bytes.slice().buffer as ArrayBuffer);
    return "frame" in decoded ? `${decoded.frame.kind} ${decoded.frame.epoch}` : decoded.rejected;
  });
  expect(new Set(kinds)).toEqual(new Set(["replay 99"]));
  expect(replay.identities).toEqual(watching.got.dict);
});

test("a jump shows the moment from the keyframe before it on, and says that what was shown is void", async () => {
  const city = smallCity();
  recorder = await record(city);
  city.run(60);
  await recorder.stop();
  recordings = await openRecordings(folder);
  const [segment] = recordings.segments();
  const momentMs = (segment?.fromMs ?? 0) + 5000;
  const replay = viewer(recordings);
  replay.view([TILE]);
  replay.session.wish({ atMs: momentMs, rate: 1, playing: false });
  await replay.settled();
  expect(replay.states.map((state) => [state?.phase, state?.cleared])).toEqual([
    ["loading", false],
    ["running", true],
  ]);
  const times = replay.frames.map(timeOf);
  expect(times[0]).toBe((segment?.fromMs ?? 0) + 4000);
  // And a little beyond, so that what is drawn lies between two frames.
  expect(times.at(-1)).toBeGreaterThan(momentMs);
  await replay.pass(10);
  expect(replay.frames.map(timeOf)).toEqual(times);
});

test("signals stand as they stood at the moment that is sought", async () => {
  const city = smallCity();
  recorder = await record(city);
  const light = (state: LightState) =>
    city.feed.signals([{ signalId: "s1", state, sinceMs: city.now(), source: "test" }]);
  light("red");
  city.run(20);
  light("green");
  city.run(20);
  await recorder.stop();
  recordings = await openRecordings(folder);
  const fromMs = recordings.segments()[0]?.fromMs ?? 0;
  const replay = viewer(recordings);
  replay.view([TILE]);
  replay.session.wish({ atMs: fromMs + 1000, rate: 1, playing: true });
  await replay.settled();
  expect(replay.lights).toEqual([["s1", "red"]]);
  await replay.pass(20);
  expect(replay.lights).toEqual([
    ["s1", "red"],
    ["s1", "green"],
  ]);
});

test("vital signs stand as they stood at the moment that is sought", async () => {
  const city = smallCity();
  recorder = await record(city);
  const online = (value: number): VitalSign[] => [
    { id: "vehicles-online", value, sources: ["test"], timeMs: city.now() },
  ];
  city.run(1);
  recorder.vitals(online(6));
  city.run(20);
  recorder.vitals(online(7));
  city.run(20);
  await recorder.stop();
  recordings = await openRecordings(folder);
  const fromMs = recordings.segments()[0]?.fromMs ?? 0;
  const replay = viewer(recordings);
  replay.view([TILE]);
  replay.session.wish({ atMs: fromMs + 1000, rate: 1, playing: true });
  await replay.settled();
  const values = () => replay.signs.map((list) => list.map(({ value }) => value));
  expect(values()).toEqual([[6]]);
  await replay.pass(20);
  expect(values()).toEqual([[6], [7]]);
});

test("pausing and changing the rate go on from where the clock stands, without a jump", async () => {
  const city = smallCity();
  recorder = await record(city);
  city.run(100);
  await recorder.stop();
  recordings = await openRecordings(folder);
  const fromMs = recordings.segments()[0]?.fromMs ?? 0;
  const replay = viewer(recordings);
  replay.view([TILE]);
  replay.session.wish({ atMs: fromMs, rate: 1, playing: true });
  await replay.settled();
  await replay.pass(10);
  replay.session.wish({ atMs: fromMs + 2000, rate: 4, playing: true });
  await replay.pass(5);
  replay.session.wish({ atMs: fromMs + 6000, rate: 4, playing: false });
  await replay.pass(5);
  expect(replay.states.filter((state) => state?.cleared)).toHaveLength(1);
  const times = replay.frames.map(timeOf);
  expect(times).toEqual([...times].sort((a, b) => a - b));
  expect(new Set(times).size).toBe(times.length);
});

test("faster than 8 times, keyframes alone are sent, and none twice", async () => {
  const city = smallCity();
  recorder = await record(city, { rotateMs: 20_000 });
  city.run(400);
  await recorder.stop();
  recordings = await openRecordings(folder);
  const fromMs = recordings.segments()[0]?.fromMs ?? 0;
  const replay = viewer(recordings);
  replay.view([TILE]);
  replay.session.wish({ atMs: fromMs, rate: 60, playing: true });
  await replay.settled();
  await replay.pass(12);
  const times = replay.frames.slice(1).map((bytes) => (timeOf(bytes) - fromMs) / 1000);
  expect(times.length).toBeGreaterThan(8);
  expect(times.every((time) => time % 2 === 0)).toBe(true);
  expect(times).toEqual([...new Set(times)].sort((a, b) => a - b));
});

test("a closed recording ends with its last moment, paused", async () => {
  const city = smallCity();
  recorder = await record(city);
  city.run(30);
  await recorder.stop();
  recordings = await openRecordings(folder);
  const [segment] = recordings.segments();
  const replay = viewer(recordings);
  replay.view([TILE]);
  replay.session.wish({ atMs: (segment?.toMs ?? 0) - 1000, rate: 2, playing: true });
  await replay.settled();
  await replay.pass(10);
  expect(replay.states.at(-1)).toMatchObject({ phase: "ended", playing: false, atMs: segment?.toMs });
  expect(replay.live()).toBe(0);
});

test("the ring is replayed while it is written, to the second that was just recorded", async () => {
  const city = smallCity();
  recorder = await record(city);
  recordings = ringRecordings(recorder);
  city.run(23);
  const replay = viewer(recordings);
  replay.view([TILE]);
  replay.session.wish({ atMs: city.now() - 400, rate: 1, playing: false });
  await replay.settled();
  await replay.pass(3);
  expect(replay.frames.map(timeOf).at(-1)).toBe(city.now());
  expect(recordings.recorded()).toMatchObject({ state: "recording", ranges: [{ toMs: city.now() }] });
});

test("tiles that come into view get their rows from the keyframe on; hidden tabs get nothing", async () => {
  const city = smallCity();
  recorder = await record(city);
  city.run(60);
  await recorder.stop();
  recordings = await openRecordings(folder);
  const fromMs = recordings.segments()[0]?.fromMs ?? 0;
  const replay = viewer(recordings);
  replay.view([]);
  replay.session.wish({ atMs: fromMs + 3000, rate: 1, playing: true });
  await replay.settled();
  const rowsOf = (frames: Uint8Array[]) =>
    frames.reduce((sum, bytes) => sum + bytes.length - HEADER_BYTES, 0);
  expect(rowsOf(replay.frames)).toBe(0);
  replay.view([TILE]);
  await replay.pass(1);
  expect(rowsOf(replay.frames)).toBeGreaterThan(0);
  const before = replay.frames.length;
  replay.view([TILE], true);
  await replay.pass(5);
  expect(replay.frames.length).toBe(before);
});

test("a clip is a recording of its own: its range and no more, with what was known at its start", async () => {
  const city = smallCity();
  recorder = await record(city, { rotateMs: 4000 });
  city.feed.signals([{ signalId: "s1", state: "red", sinceMs: city.now(), source: "test" }]);
  city.run(60);
  await recorder.stop();
  recordings = await openRecordings(folder);
  const fromMs = (recordings.segments()[0]?.fromMs ?? 0) + 2600;
  const pieces: Uint8Array[] = [];
  for await (const piece of clipOf(recordings, fromMs, fromMs + 6000)) pieces.push(piece);
  const path = join(folder, "clip-of-it.mcap");
  await writeFile(path, Buffer.concat(pieces));
  const clip = await openRecordings(path);
  try {
    expect(clip.recorded().ranges).toEqual([{ fromMs: fromMs - 600, toMs: fromMs + 6000 }]);
    const replay = viewer(clip);
    replay.view([TILE]);
    replay.session.wish({ atMs: fromMs, rate: 1, playing: true });
    await replay.settled();
    await replay.pass(40);
    expect(replay.lights).toEqual([["s1", "red"]]);
    const times = replay.frames.map(timeOf);
    expect(times.at(-1)).toBe(fromMs + 6000);
    expect(new Set(replay.identities.map(({ id }) => id)).size).toBe(5);
  } finally {
    await clip.stop();
  }
  expect(() => clipOf(recordings as Recordings, 0, 1000)).toThrow("fault.record.clip-range");
});
