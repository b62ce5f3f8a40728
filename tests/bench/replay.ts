// Recording and replay at a district's load: 10,000 objects at 5 Hz for two minutes on a virtual clock. What a tick of the
// recorder costs beside the hub's own, how large the files are, and how long a jump takes until the first frame.

import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { tileKeyOf } from "../../src/live/protocol/tile-key.ts";
import { createHub } from "../../src/server/hub/hub.ts";
import { startRecorder } from "../../src/server/record/recorder.ts";
import { openRecordings, type Recordings } from "../../src/server/record/recordings.ts";
import { createReplaySession } from "../../src/server/record/replay-session.ts";
import { grid } from "./hub/grid.ts";
import { median, round } from "./median.ts";

const OBJECTS = 10_000;
const TICK_MS = 200;
const TICKS = 600;
const SEEKS = 40;
/** 25 tiles in the middle of the grid. */
const WATCHED = [2, 3, 4, 5, 6];
/** Of design.md's budgets. */
const BUDGET_MS = 250;

/** CPU milliseconds of a tick, with or without a recorder. */
async function run(folder: string | undefined) {
  let nowMs = 1_790_000_000_000;
  const hub = createHub({ cityId: "bench", epoch: 1, tickMs: TICK_MS, now: () => nowMs });
  const traffic = grid(OBJECTS, nowMs);
  const sink = hub.sink({ id: "grid", kind: "simulation", title: "grid" });
  sink.describe(traffic.tracks);
  const recorder =
    folder === undefined
      ? undefined
      : await startRecorder({ hub, folder, cityId: "bench", epoch: 1, tickMs: TICK_MS, now: () => nowMs });
  const times: number[] = [];
  for (let i = 0; i < TICKS; i++) {
    nowMs += TICK_MS;
    void sink.rows(traffic.rows(nowMs));
    const from = performance.now();
    hub.tick();
    times.push(performance.now() - from);
    await new Promise((done) => setImmediate(done));
  }
  await recorder?.stop();
  return {
    meanMs: times.reduce((a, b) => a + b, 0) / TICKS,
    worstMs: Math.max(...times),
  };
}

/** Milliseconds from the wish to the first frame, and to the last of its jump. */
async function seek(recordings: Recordings, tiles: number[], atMs: number) {
  let first = 0;
  let last = 0;
  const from = performance.now();
  const session = createReplaySession({
    recordings,
    epoch: 1,
    now: () => 0,
    onLive: () => {},
    port: {
      ready: () => true,
      hello: () => {},
      dict: () => {},
      signals: () => {},
      sources: () => {},
      observations: () => {},
      policy: () => {},
      close: () => {},
      replay: () => {},
      vitals: () => {},
      frame: () => {
        last = performance.now() - from;
        first ||= last;
      },
    },
  });
  session.view({ n: 1, tiles, cameraHeightM: 300, hidden: false });
  session.wish({ atMs, rate: 1, playing: false });
  while (last === 0 || performance.now() - from - last < 20) await new Promise((done) => setTimeout(done, 1));
  return { firstMs: first, lastMs: last };
}

export async function replay() {
  const folder = await mkdtemp(join(tmpdir(), "lanetwin-bench-record-"));
  try {
    const without = await run(undefined);
    const recorded = await run(folder);
    const cold = await openRecordings(folder);
    const segments = cold.segments();
    let bytes = 0;
    for (const { file } of segments) bytes += (await stat(join(folder, file))).size;
    const [begin, end] = [segments[0]?.fromMs ?? 0, segments.at(-1)?.toMs ?? 0];
    const tiles = WATCHED.flatMap((x) =>
      WATCHED.map((y) => tileKeyOf(114.4 + x * 0.011, 30.44 + y * 0.0095)),
    );
    const coldSeek = await seek(cold, tiles, begin + 30_000);
    const warm = [];
    for (let i = 0; i < SEEKS; i++)
      warm.push(await seek(cold, tiles, begin + ((i * 7919) % Math.round(end - begin))));
    await cold.stop();
    const report = {
      objects: OBJECTS,
      seconds: (TICKS * TICK_MS) / 1000,
      tickMs: round(without.meanMs),
      tickRecordedMs: round(recorded.meanMs),
      worstTickRecordedMs: round(recorded.worstMs),
      mbPerHour: round((bytes / 2 ** 20 / ((end - begin) / 1000)) * 3600),
      bytesPerObjectTick: round(bytes / OBJECTS / TICKS),
      coldSeekMs: round(coldSeek.firstMs),
      seekFirstFrameMs: round(median(warm.map(({ firstMs }) => firstMs))),
      seekAllFramesMs: round(median(warm.map(({ lastMs }) => lastMs))),
      seekWorstMs: round(Math.max(...warm.map(({ lastMs }) => lastMs))),
      budgetMs: BUDGET_MS,
      within: Math.max(...warm.map(({ lastMs }) => lastMs), coldSeek.firstMs) <= BUDGET_MS,
    };
    console.table(report);
    return report;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
