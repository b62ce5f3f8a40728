import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, open, readdir, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { decompress, isLoaded } from "@foxglove/wasm-zstd";
import { McapIndexedReader, McapStreamReader } from "@mcap/core";
import { afterEach, beforeEach, expect, test } from "vitest";
import { Fault } from "../../../src/model/records/fault.ts";
import { rangesOf, readCatalogue } from "../../../src/server/record/catalogue.ts";
import { openSegment, scanSegment } from "../../../src/server/record/read-segment.ts";
import { startRecorder } from "../../../src/server/record/recorder.ts";
import { EPOCH, keepingPort, smallCity } from "./small-city.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "lanetwin-record-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const recorderOf = (city: ReturnType<typeof smallCity>, more = {}) =>
  startRecorder({
    hub: city.hub,
    folder,
    cityId: "small",
    epoch: EPOCH,
    tickMs: 200,
    now: city.now,
    ...more,
  });
const mcapFiles = async () => (await readdir(folder)).filter((name) => name.endsWith(".mcap")).sort();

async function indexed(path: string) {
  await isLoaded;
  const bytes = await readFile(path);
  return McapIndexedReader.Initialize({
    readable: {
      size: async () => BigInt(bytes.length),
      read: async (offset, size) => new Uint8Array(bytes.subarray(Number(offset), Number(offset + size))),
    },
    decompressHandlers: { zstd: (chunk, size) => decompress(chunk, Number(size)) },
  });
}

test("every frame of every tile is kept as it was on the wire, with a keyframe every 2 s", async () => {
  const city = smallCity();
  const watcher = keepingPort();
  city.hub.join(watcher, { whole: false, everyTicks: 1 });
  const recorder = await recorderOf(city);
  city.run(30);
  await recorder.stop();
  const [name] = await mcapFiles();
  const segment = await openSegment(join(folder, name as string));
  await segment.close();
  // The first frame comes before the first keyframe, and so before the file.
  expect(segment.frames.map(({ bytes }) => Buffer.from(bytes).toString("hex"))).toEqual(
    watcher.got.frames.slice(1).map((bytes) => Buffer.from(bytes).toString("hex")),
  );
  const times = segment.keyframes.map(({ timeMs }) => timeMs);
  expect(times.slice(1).map((time, i) => time - (times[i] as number))).toEqual([2000, 2000]);
  expect([...segment.identities.values()].map(({ id }) => id).sort()).toEqual([
    "car-0",
    "car-1",
    "car-2",
    "car-3",
    "car-4",
  ]);
});

test("MCAP's own reader opens a finished file by its index, and finds the schema of every channel", async () => {
  const city = smallCity();
  const recorder = await recorderOf(city);
  city.feed.observe({
    events: [
      {
        id: "e1",
        source: "test",
        timeMs: city.now(),
        kind: "congestion",
        severity: "notice",
        beginMs: city.now(),
      },
    ],
  });
  city.run(30);
  recorder.raw("roadside", city.now(), Uint8Array.of(1, 2, 3));
  await recorder.stop();
  const [name] = await mcapFiles();
  const reader = await indexed(join(folder, name as string));
  const topics = [...reader.channelsById.values()].map(({ topic, schemaId }) => [
    topic,
    reader.schemasById.get(schemaId)?.name,
  ]);
  expect(Object.fromEntries(topics)).toEqual({
    "/frames": "lanetwin.Frame",
    "/keyframes": "lanetwin.Frame",
    "/dict": "lanetwin.Dict",
    "/signals": "lanetwin.Signals",
    "/observations": "lanetwin.Observations",
    "/vitals": "lanetwin.Vitals",
    "/sources": "lanetwin.Sources",
    "/raw/roadside": undefined,
  });
  for (const { encoding, data } of reader.schemasById.values())
    if (encoding === "jsonschema") JSON.parse(new TextDecoder().decode(data));
  const counts = new Map<string, number>();
  let before = 0n;
  for await (const { channelId, logTime, data } of reader.readMessages()) {
    const { topic, messageEncoding } = reader.channelsById.get(channelId) as {
      topic: string;
      messageEncoding: string;
    };
    counts.set(topic, (counts.get(topic) ?? 0) + 1);
    if (messageEncoding === "json") JSON.parse(new TextDecoder().decode(data));
    expect(logTime).toBeGreaterThanOrEqual(before);
    before = logTime;
  }
  expect(counts.get("/frames")).toBe(29);
  expect(counts.get("/keyframes")).toBe(3);
  expect(counts.get("/raw/roadside")).toBe(1);
  expect(reader.statistics?.messageCount).toBe(BigInt([...counts.values()].reduce((a, b) => a + b, 0)));
  // A second of frames a chunk.
  expect(reader.chunkIndexes.length).toBeGreaterThanOrEqual(6);
});

test("segments rotate, each begins with all there is, and the oldest goes when the ring is full", async () => {
  const city = smallCity();
  const recorder = await recorderOf(city, { rotateMs: 4000, keepMs: 9000 });
  city.feed.signals([{ signalId: "s1", state: "red", sinceMs: city.now(), source: "test" }]);
  city.run(20 * 5 + 5);
  await recorder.stop();
  const { segments } = await readCatalogue(folder, scanSegment);
  expect(segments.map(({ file }) => file)).toEqual(await mcapFiles());
  expect(segments.length).toBe(4);
  expect(rangesOf(segments)).toHaveLength(1);
  for (const { file } of segments) {
    const segment = await openSegment(join(folder, file));
    await segment.close();
    expect(segment.keyframes[0]?.timeMs).toBeLessThan(segment.frames[0]?.timeMs as number);
    expect(segment.identities.size).toBe(5);
    const whole = segment.messages.find(({ topic }) => topic === "signals");
    expect(whole?.message).toMatchObject({ whole: true, states: [{ signalId: "s1", state: "red" }] });
  }
});

test("an event is a mark of the segment in which it came", async () => {
  const city = smallCity();
  const recorder = await recorderOf(city);
  city.run(5);
  const event = {
    id: "e1",
    source: "test",
    timeMs: city.now(),
    kind: "illegal-parking" as const,
    severity: "caution" as const,
    beginMs: city.now() - 1000,
  };
  city.feed.observe({ events: [event] });
  city.feed.observe({ events: [{ ...event, timeMs: city.now() + 1, severity: "warning" }] });
  city.run(5);
  await recorder.stop();
  const { segments } = await readCatalogue(folder, scanSegment);
  const mark = { id: "e1", kind: "illegal-parking", severity: "caution", timeMs: event.beginMs };
  expect(segments.flatMap(({ marks }) => marks)).toEqual([mark]);
  await rm(join(folder, "catalogue.json"));
  const scanned = await readCatalogue(folder, scanSegment);
  expect(scanned.segments.flatMap(({ marks }) => marks)).toEqual([mark]);
});

test.skipIf(!existsSync("/dev/full"))(
  "a full disk ends the recording with a fault that says so, and the hub's clients go on",
  async () => {
    const city = smallCity();
    const viewer = keepingPort();
    city.hub.join(viewer, { whole: false, everyTicks: 1 });
    let files = 0;
    const recorder = await recorderOf(city, {
      rotateMs: 2000,
      // The kernel's own full device.
      createFile: async () => {
        files += 1;
        const file = await open("/dev/full", "w");
        return {
          write: async (bytes: Uint8Array) => void (await file.write(bytes)),
          close: () => file.close(),
        };
      },
    });
    city.run(10);
    await expect.poll(() => recorder.state().state).toBe("stopped");
    expect(recorder.state().fault).toMatchObject({ code: "fault.record.disk-full", params: { folder } });
    const before = viewer.got.frames.length;
    city.run(40);
    expect(viewer.got.frames.length).toBe(before + 40);
    expect(viewer.got.closed).toBe(false);
    expect(files).toBe(1);
    expect(city.hub.stats().clients).toBe(1);
    await recorder.stop();
  },
);

test("a recorder that is killed loses a second at most, and its file is read to the last whole chunk", async () => {
  const child = spawn(
    process.execPath,
    ["--import", "tsx", "tests/server/record/record-for-ever.ts", folder],
    {
      stdio: ["ignore", "pipe", "inherit"],
    },
  );
  let told = 0;
  let rest = "";
  await new Promise<void>((enough) => {
    child.stdout.on("data", (chunk: Buffer) => {
      const lines = (rest + chunk.toString()).split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) told = Number(line);
      // Between two chunks.
      if (told >= 1_790_000_000_000 + 4600) {
        child.kill("SIGKILL");
        enough();
      }
    });
  });
  await new Promise((gone) => child.once("close", gone));
  for (const line of rest.split("\n")) if (line !== "") told = Math.max(told, Number(line) || 0);
  const [name] = await mcapFiles();
  const entry = await scanSegment(join(folder, name as string));
  expect(told - (entry?.toMs ?? 0)).toBeLessThanOrEqual(1000);
  await isLoaded;
  const reader = new McapStreamReader({
    decompressHandlers: { zstd: (chunk, size) => decompress(chunk, Number(size)) },
  });
  reader.append(new Uint8Array(await readFile(join(folder, name as string))));
  let messages = 0;
  for (let record = reader.nextRecord(); record; record = reader.nextRecord())
    if (record.type === "Message") messages += 1;
  expect(messages).toBeGreaterThan(15);
  // The next recorder takes the folder over from the dead, and lists what it left.
  const city = smallCity(5, told + 60_000);
  const recorder = await recorderOf(city);
  city.run(10);
  await recorder.stop();
  const { segments } = await readCatalogue(folder, scanSegment);
  expect(rangesOf(segments)).toHaveLength(2);
});

test("a second recorder is refused the folder, and takes it once the first has let go", async () => {
  const city = smallCity();
  const first = await recorderOf(city);
  const refused = await recorderOf(city).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(Fault);
  expect((refused as Fault).code).toBe("fault.record.folder-taken");
  await first.stop();
  const second = await recorderOf(city);
  city.run(5);
  await second.stop();
  expect((await stat(join(folder, "catalogue.json"))).size).toBeGreaterThan(10);
});
