// The socket's own thread: connects, keeps the clocks together, decodes frames and packs instance buffers once a
// tick. The page only gets finished bytes.

import { io, type Socket } from "socket.io-client";
import type { CellCount } from "../../../model/twin/cell-count.ts";
import { type ReplayState, type ReplayWish, replayTimeMs } from "../../../model/twin/recording.ts";
import type { Connection } from "../../../model/twin/twin-store.ts";
import { createClockSync, createDrawDelay, type DrawDelay } from "../../motion/clock-sync.ts";
import { cityFrame, createTrackHistories, type TrackHistories } from "../../motion/track-histories.ts";
import type { Act, ActAnswer } from "../../protocol/acts.ts";
import type { ClientEvents, ServerEvents, ViewRequest } from "../../protocol/events.ts";
import { decodeFrame } from "../../protocol/frame.ts";
import { packetParser } from "../../protocol/packet-parser.ts";
import { createTileDigests } from "../../protocol/tile-digest.ts";
import type { FromWorker, ToWorker } from "./worker-messages.ts";

declare const self: DedicatedWorkerGlobalScope;

const RECONNECT_MS = 500;
const RECONNECT_MAX_MS = 5000;
const FIRST_ASKS = 5;
const FIRST_ASK_MS = 400;
const ASK_MS = 10000;
const IDLE_PACK_MS = 400;
const STATUS_MS = 500;
const ACT_MS = 10_000;
/** In a replay rows are picked anew this often: at 8 times real time a row is old after 25 ms. */
const REPLAY_PACK_MS = 50;
/** No server has ever answered after this many attempts: there is none (a static host). */
const ATTEMPTS_BEFORE_NONE = 2;

const localMs = () => performance.timeOrigin + performance.now();
const post = (message: FromWorker, transfer: Transferable[] = []) => self.postMessage(message, transfer);

let socket: Socket<ServerEvents, ClientEvents> | undefined;
let histories: TrackHistories | undefined;
const digests = createTileDigests();
let clock = createClockSync();
let delay: DrawDelay = createDrawDelay(200);
let connection: Connection = "connecting";
let sinceMs = localMs();
let epoch: number | undefined;
let lastSeq = -1;
let lastFrameMs: number | undefined;
let lastPackMs = 0;
let droppedFrames = 0;
let views = 0;
let wanted: Omit<ViewRequest, "n"> | undefined;
let counts: Record<string, number> = {};
/** What the server tells of by cell and not one by one now. */
let counted: number | undefined;
/** Sources in the order in which they were first heard of. */
const sourceCodes: string[] = [];
let failures = 0;
/** The next observations are all there are: the server sends them so on connect. */
let awaitsAll = true;
let replay: ReplayState | undefined;
/** What this user asked for last: asked again when the connection comes back. */
let wished: ReplayWish | undefined;

function become(next: Connection): void {
  if (next === connection) return;
  connection = next;
  sinceMs = localMs();
  tellStatus();
}

function codeOf(source: string): number {
  const known = sourceCodes.indexOf(source);
  if (known >= 0) return known;
  sourceCodes.push(source);
  post({ kind: "sourceCodes", codes: [...sourceCodes] });
  return sourceCodes.length - 1;
}

function tellStatus(): void {
  const at = localMs();
  post({
    kind: "status",
    status: {
      connection,
      sinceMs,
      latencyMs: clock.latencyMs(),
      offsetMs: clock.offsetMs(at),
      delayMs: delay.delayMs(at),
      lastFrameMs,
      objects: counted ?? histories?.size() ?? 0,
      objectsByClass: counts,
      droppedFrames,
    },
  });
}

function pack(): void {
  if (!histories) return;
  const at = localMs();
  lastPackMs = at;
  const nowMs = at + clock.offsetMs(at);
  const delayMs = delay.delayMs(at);
  const drawnMs = replay ? replayTimeMs(replay, nowMs) : nowMs - delayMs;
  const { batches, expired } = histories.pack(drawnMs, drawnMs + delayMs);
  counts = {};
  for (const batch of batches) {
    counts[batch.class] = batch.count;
    post({ kind: "batch", ...batch }, [batch.bytes.buffer]);
  }
  if (expired.length > 0) post({ kind: "gone", slots: expired });
}

function receive(bytes: ArrayBuffer): void {
  const decoded = decodeFrame(bytes);
  if ("rejected" in decoded) {
    droppedFrames += 1;
    return;
  }
  const { frame } = decoded;
  if (epoch !== undefined && frame.epoch !== epoch) {
    droppedFrames += 1;
    return;
  }
  const replayed = frame.kind === "replay";
  // What was on its way when the mode changed.
  if (replayed !== (replay !== undefined)) return;
  if (frame.seq <= lastSeq && frame.kind === "delta") {
    droppedFrames += 1;
    return;
  }
  lastFrameMs = frame.serverTimeMs;
  if (!replayed) {
    lastSeq = Math.max(lastSeq, frame.seq);
    const at = localMs();
    delay.add(at + clock.offsetMs(at) - frame.serverTimeMs);
  }
  endCounts();
  for (const block of frame.blocks) histories?.addBlock(block, frame.serverTimeMs);
  for (const block of frame.blocks) histories?.addTombstones(block);
  if (!replayed) histories?.drop(digests.take(frame.blocks));
  become("live");
  if (!replayed) pack();
  else if (localMs() - lastPackMs > REPLAY_PACK_MS) packSoon();
}

let packs = false;
/** A jump brings many frames at once, which are packed once. */
function packSoon(): void {
  if (packs) return;
  packs = true;
  setTimeout(() => {
    packs = false;
    pack();
  });
}

/** From now on one by one, or by cell. */
function countCells(cells: CellCount[], timeMs: number): void {
  if (replay) return;
  lastFrameMs = timeMs;
  const before = counted;
  counted = cells.reduce((sum, { count }) => sum + count, 0);
  if (before === undefined) {
    // Nobody tells of them any more; who they are is kept, for the server won't say it again.
    histories?.keepTiles(new Set());
    digests.clear();
    pack();
  }
  post({ kind: "counts", counts: { cells, timeMs } });
  become("live");
}

function endCounts(): void {
  if (counted === undefined) return;
  counted = undefined;
  post({ kind: "counts", counts: undefined });
}

function changeReplay(state: ReplayState | undefined): void {
  const jumped = state?.cleared === true || (state === undefined) !== (replay === undefined);
  replay = state;
  if (jumped) {
    endCounts();
    histories?.clear();
    digests.clear();
    awaitsAll = true;
    lastSeq = -1;
  }
  post({ kind: "replay", state });
  tellStatus();
}

function ask(): void {
  const asked = localMs();
  socket?.emit("time", asked, (_, serverMs) => clock.add(asked, localMs(), serverMs));
}

function sendView(): void {
  if (!socket?.connected || !wanted) return;
  views += 1;
  socket.emit("view", { n: views, ...wanted });
}

function open({ url, anchor }: Extract<ToWorker, { kind: "open" }>): void {
  histories = createTrackHistories(cityFrame(anchor));
  socket = io(url, {
    transports: ["websocket"],
    parser: packetParser,
    reconnectionDelay: RECONNECT_MS,
    reconnectionDelayMax: RECONNECT_MAX_MS,
    withCredentials: true,
  });
  socket.on("hello", (hello) => {
    failures = 0;
    awaitsAll = true;
    digests.clear();
    endCounts();
    if (hello.epoch !== epoch) {
      // Another life of the server: its slots mean other things.
      histories?.clear();
      lastSeq = -1;
    }
    epoch = hello.epoch;
    clock = createClockSync();
    delay = createDrawDelay(hello.tickMs);
    post({ kind: "sources", sources: hello.sources });
    for (let i = 0; i < FIRST_ASKS; i++) setTimeout(ask, i * FIRST_ASK_MS);
    sendView();
    // A new connection is live; the replay goes on where it was.
    if (wished && replay) {
      const nowMs = localMs() + clock.offsetMs(localMs());
      socket?.emit("replay", { ...wished, atMs: replayTimeMs(replay, nowMs) });
    }
  });
  socket.on("replay", (state) => changeReplay(state ?? undefined));
  socket.on("recorded", (recorded) => post({ kind: "recorded", recorded }));
  socket.on("dict", (entries) => {
    for (const { slot, source, ...look } of entries)
      histories?.look(slot, { ...look, sourceCode: codeOf(source) });
    post({ kind: "identities", entries });
  });
  socket.on("frame", receive);
  socket.on("counts", countCells);
  socket.on("hashes", (hashes) => {
    const tiles = replay ? [] : digests.differing(hashes);
    if (tiles.length > 0) socket?.emit("resync", tiles);
  });
  socket.on("signals", (states) => post({ kind: "signals", states, whole: false }));
  socket.on("observations", (batch, gone) => {
    post({ kind: "observations", batch, gone, whole: awaitsAll });
    awaitsAll = false;
  });
  socket.on("vitals", (signs) => post({ kind: "vitals", signs }));
  socket.on("sources", (sources) => post({ kind: "sources", sources }));
  socket.on("disconnect", () => become("lost"));
  socket.on("connect_error", () => {
    failures += 1;
    if (connection === "connecting" && failures >= ATTEMPTS_BEFORE_NONE) become("none");
  });
  setInterval(ask, ASK_MS);
  setInterval(() => {
    if (localMs() - lastPackMs > IDLE_PACK_MS) pack();
  }, IDLE_PACK_MS);
  setInterval(() => {
    if (replay?.playing && localMs() - lastPackMs >= REPLAY_PACK_MS) pack();
  }, REPLAY_PACK_MS);
  setInterval(tellStatus, STATUS_MS);
}

function act(act: Act): void {
  const tell = (answer: ActAnswer) => post({ kind: "acted", actId: act.id, answer });
  if (!socket?.connected) {
    tell({ ok: false, code: "fault.act.no-connection", params: {} });
    return;
  }
  socket.timeout(ACT_MS).emit("act", act, (error, answer) => {
    tell(error ? { ok: false, code: "fault.act.no-answer", params: { seconds: ACT_MS / 1000 } } : answer);
  });
}

self.addEventListener("message", ({ data }: MessageEvent<ToWorker>) => {
  if (data.kind === "open") open(data);
  if (data.kind === "act") act(data.act);
  if (data.kind === "replay") {
    wished = data.wish;
    socket?.emit("replay", data.wish ?? null);
  }
  if (data.kind === "view") {
    wanted = data.view;
    histories?.keepTiles(new Set(data.view.tiles));
    digests.keepTiles(new Set(data.view.tiles));
    sendView();
  }
});
