// One viewer's replay: a clock of his own over a recording, and the same messages in the same order as the live hub
// would send. A jump is shown from the keyframe before it, with every frame since. Frames go out a little ahead of the
// clock, so that what is drawn always lies between two of them. Unix milliseconds.

import type { TrackIdentity, ViewRequest } from "../../live/protocol/events.ts";
import { decodeFrame, ROW_TOMBSTONE } from "../../live/protocol/frame.ts";
import { isTileKey } from "../../live/protocol/tile-key.ts";
import { Fault } from "../../model/records/fault.ts";
import type { ObservationKind, Observations } from "../../model/twin/observations.ts";
import { type ReplayState, type ReplayWish, replayTimeMs } from "../../model/twin/recording.ts";
import type { SourceInfo } from "../../model/twin/source-info.ts";
import type { SignalObservation } from "../../model/twin/track-row.ts";
import type { VitalSign } from "../../model/twin/vital-sign.ts";
import type { ClientPort } from "../hub/hub.ts";
import { GAP_MS, type SegmentEntry } from "./catalogue.ts";
import { firstAfter } from "./first-after.ts";
import { createFold } from "./fold.ts";
import { pickBlocks } from "./pick-blocks.ts";
import type { RecordedFrame, RecordedMessage, Segment } from "./read-segment.ts";
import type { Recordings } from "./recordings.ts";

export interface ReplayPort extends ClientPort {
  replay(state: ReplayState | undefined): void;
  vitals(signs: VitalSign[]): void;
}

export interface ReplaySession {
  view(request: ViewRequest): void;
  wish(wish: ReplayWish): void;
  /** Sends what is due; every 200 ms or so. */
  tick(): void;
}

export interface ReplayOptions {
  recordings: Recordings;
  port: ReplayPort;
  /** Of the server's life: what the viewer expects in a frame's head. */
  epoch: number;
  now(): number;
  /** The clock has caught up with what happens now. */
  onLive(): void;
}

const MAX_TILES = 256;
const AHEAD_MS = 400;
/** Of real time: what the viewer plays until the next tick, and some. */
const TICK_AHEAD_MS = 300;
/** Faster than this only keyframes are sent, at most so many a tick. */
const FRAMES_UP_TO_RATE = 8;
const KEYFRAMES_A_TICK = 3;
const BEHIND_MS = 4000;
const BACK_MS = 500;
const EDGE_MS = 600;

export function createReplaySession({ recordings, port, epoch, now, onLive }: ReplayOptions): ReplaySession {
  let clock: ReplayState | undefined;
  let tiles: ReadonlySet<number> = new Set();
  let fresh = new Set<number>();
  let hidden = false;
  let viewN = -1;
  let known = new Set<number>();
  let at: { entry: SegmentEntry; segment: Segment; frame: number; message: number } | undefined;
  let sentMs = 0;
  /** Grows with each jump: what was being opened for an older one is dropped. */
  let jumps = 0;
  let opening = false;
  let reading = false;

  const tell = (change: Partial<ReplayState>) => {
    if (!clock) return;
    clock = { ...clock, cleared: false, ...change };
    port.replay(clock);
  };
  const timeMs = () => (clock ? replayTimeMs(clock, now()) : 0);
  const aheadMs = () => AHEAD_MS + TICK_AHEAD_MS * (clock?.rate ?? 1);

  function send({ bytes }: RecordedFrame, wanted: ReadonlySet<number>): void {
    if (!at) return;
    const out = pickBlocks(bytes, wanted, epoch);
    const decoded = decodeFrame(out.buffer as ArrayBuffer);
    if ("rejected" in decoded) return;
    const entries: TrackIdentity[] = [];
    for (const { slot, flags, count } of decoded.frame.blocks)
      for (let i = 0; i < count; i++) {
        const each = slot[i] as number;
        if ((flags[i] as number) & ROW_TOMBSTONE || known.has(each)) continue;
        const identity = at.segment.identities.get(each);
        if (!identity) continue;
        known.add(each);
        entries.push(identity);
      }
    if (entries.length > 0) port.dict(entries);
    port.frame(out);
  }

  /** The keyframe before a moment, and the frames from there to it. */
  function sendSince(momentMs: number, wanted: ReadonlySet<number>): number {
    if (!at) return 0;
    const { frames, keyframes } = at.segment;
    const keyframe = keyframes[Math.max(0, firstAfter(keyframes, momentMs) - 1)];
    if (!keyframe) return 0;
    send(keyframe, wanted);
    let next = firstAfter(frames, keyframe.timeMs);
    for (let frame = frames[next]; frame && frame.timeMs <= momentMs; frame = frames[++next])
      send(frame, wanted);
    return next;
  }

  function sendMessage({ topic, message }: RecordedMessage): void {
    if (topic === "signals") port.signals(message.states as SignalObservation[]);
    if (topic === "observations")
      port.observations(
        message.batch as Observations,
        message.gone as { kind: ObservationKind; id: string }[],
      );
    if (topic === "sources") port.sources(message.sources as SourceInfo[]);
    if (topic === "vitals") port.vitals(message.signs as VitalSign[]);
  }

  function sendKnown(momentMs: number): number {
    const fold = createFold();
    const messages = at?.segment.messages ?? [];
    const end = firstAfter(messages, momentMs);
    for (const { topic, message } of messages.slice(0, end)) fold.add(topic, message);
    port.sources(fold.sources());
    port.signals(fold.signals());
    port.observations(fold.observations(), []);
    port.vitals(fold.vitals());
    return end;
  }

  async function jump(momentMs: number): Promise<void> {
    if (!clock) return;
    jumps += 1;
    const mine = jumps;
    opening = true;
    at = undefined;
    tell({ atMs: momentMs, sinceMs: now(), phase: "loading" });
    try {
      await recordings.flush();
      const entry = recordings.at(momentMs);
      const segment = entry && (await recordings.load(entry));
      if (mine !== jumps) return;
      const first = segment?.keyframes[0];
      if (!entry || !segment || !first) {
        tell({ playing: false, phase: "ended" });
        return;
      }
      const lastMs = recordings.grows() && !entry.closed ? momentMs : entry.toMs;
      const shownMs = Math.min(Math.max(momentMs, first.timeMs), Math.max(lastMs, first.timeMs));
      at = { entry, segment, frame: 0, message: 0 };
      known = new Set();
      fresh = new Set();
      tell({ atMs: shownMs, sinceMs: now(), phase: "running", cleared: true });
      at.message = sendKnown(shownMs);
      at.frame = sendSince(shownMs, tiles);
      sentMs = shownMs;
      tick();
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      port.policy(error.code, error.params as Record<string, string | number>);
      if (mine === jumps) tell({ playing: false, phase: "ended" });
    } finally {
      if (mine === jumps) opening = false;
    }
  }

  /** What was added to the segment's file, or the segment after it. */
  function readOn(): void {
    if (!at || reading) return;
    const { entry, segment } = at;
    const mine = jumps;
    const closed = entry.closed;
    const next = recordings.after(entry);
    const lastMs = (segment.frames.at(-1) ?? segment.keyframes.at(-1))?.timeMs ?? entry.toMs;
    const follow = (loaded: Segment, of: SegmentEntry) => {
      for (const [slot, identity] of loaded.identities)
        if (segment.identities.get(slot)?.id !== identity.id) known.delete(slot);
      const message = loaded.messages.findIndex(({ timeMs }) => timeMs > of.fromMs);
      at = { entry: of, segment: loaded, frame: 0, message: message < 0 ? loaded.messages.length : message };
    };
    const read = async () => {
      if (!closed || !next) {
        if (!closed) await recordings.flush();
        const before = segment.frames.length;
        await recordings.load(entry);
        if (mine !== jumps || segment.frames.length > before || !closed || next) return;
        if (timeMs() >= lastMs) tell({ atMs: lastMs, sinceMs: now(), playing: false, phase: "ended" });
        return;
      }
      if (next.fromMs - lastMs > GAP_MS) {
        if (timeMs() >= lastMs && clock?.playing) await jump(next.fromMs);
        return;
      }
      const loaded = await recordings.load(next);
      if (mine === jumps) follow(loaded, next);
    };
    reading = true;
    void read()
      .catch(() => tell({ playing: false, phase: "ended" }))
      .finally(() => {
        reading = false;
      });
  }

  function sendKeyframes(untilMs: number): void {
    if (!at) return;
    const { keyframes } = at.segment;
    const due = keyframes.slice(firstAfter(keyframes, sentMs), firstAfter(keyframes, untilMs));
    const step = Math.max(1, Math.ceil(due.length / KEYFRAMES_A_TICK));
    due.forEach((keyframe, i) => {
      if ((due.length - 1 - i) % step === 0) send(keyframe, tiles);
    });
    sentMs = due.at(-1)?.timeMs ?? sentMs;
    at.frame = firstAfter(at.segment.frames, sentMs);
    if ((keyframes.at(-1)?.timeMs ?? 0) <= sentMs + 2000) readOn();
  }

  function tick(): void {
    if (!clock || !at || hidden || !port.ready()) return;
    const shownMs = timeMs();
    if (recordings.grows() && clock.playing && clock.rate > 1 && shownMs >= now() - EDGE_MS) {
      onLive();
      return;
    }
    if (
      clock.rate <= FRAMES_UP_TO_RATE &&
      shownMs - sentMs > BEHIND_MS &&
      at.frame < at.segment.frames.length
    ) {
      void jump(shownMs);
      return;
    }
    if (fresh.size > 0) {
      const wanted = fresh;
      fresh = new Set();
      sendSince(sentMs, wanted);
    }
    const { messages, frames } = at.segment;
    for (
      let each = messages[at.message];
      each && each.timeMs <= shownMs + AHEAD_MS;
      each = messages[at.message]
    ) {
      sendMessage(each);
      at.message += 1;
    }
    const untilMs = shownMs + aheadMs();
    if (clock.rate > FRAMES_UP_TO_RATE) {
      sendKeyframes(untilMs);
      return;
    }
    for (let frame = frames[at.frame]; frame && frame.timeMs <= untilMs; frame = frames[at.frame]) {
      send(frame, tiles);
      sentMs = frame.timeMs;
      at.frame += 1;
    }
    if (at.frame >= frames.length) readOn();
  }

  return {
    tick,
    view(request) {
      if (!Array.isArray(request?.tiles) || !Number.isInteger(request.n) || request.n <= viewN) return;
      viewN = request.n;
      const wanted = new Set(request.tiles.filter(isTileKey).slice(0, MAX_TILES));
      for (const tile of wanted) if (!tiles.has(tile)) fresh.add(tile);
      for (const tile of fresh) if (!wanted.has(tile)) fresh.delete(tile);
      tiles = wanted;
      const shown = hidden && request.hidden !== true;
      hidden = request.hidden === true;
      if (shown && clock) void jump(timeMs());
    },
    wish(wish) {
      const before = clock;
      const shownMs = timeMs();
      const goesOn =
        before !== undefined &&
        at !== undefined &&
        !opening &&
        wish.atMs >= shownMs - BACK_MS &&
        wish.atMs <= Math.max(sentMs, shownMs) &&
        before.rate > FRAMES_UP_TO_RATE === wish.rate > FRAMES_UP_TO_RATE;
      clock = { ...wish, sinceMs: now(), phase: before?.phase ?? "loading", cleared: false };
      if (goesOn) tell({ phase: "running" });
      else void jump(wish.atMs);
    },
  };
}
