// The live source: starts the socket's worker, keeps the twin up to date with what it says, and tells the server what
// this user looks at. Start returns stop.

import { enuFrame } from "../../../model/geo/frames.ts";
import { replayTimeMs } from "../../../model/twin/recording.ts";
import type { TrackClass } from "../../../model/twin/track-class.ts";
import type { SignalObservation, TrackDescription } from "../../../model/twin/track-row.ts";
import {
  createTwinState,
  nothingObserved,
  type TrackBatch,
  type TrackPose,
  type Twin,
} from "../../../model/twin/twin-store.ts";
import { AT, STRIDE_BYTES } from "../../motion/instance-layout.ts";
import { interpolate, type MotionSample } from "../../motion/interpolation.ts";
import type { Act, ActAnswer } from "../../protocol/acts.ts";
import { tilesInView } from "./tiles-in-view.ts";
import { withObservations } from "./with-observations.ts";
import type { FromWorker, Status, ToWorker } from "./worker-messages.ts";

export interface SocketSource {
  twin: Twin;
  /** Sends an act and gives the server's answer, or why there is none. */
  act(act: Act): Promise<ActAnswer>;
  stop(): void;
}

export interface SocketOptions {
  url: string;
  cityId: string;
  anchor: { lonDeg: number; latDeg: number; heightM: number };
  createWorker(): Worker;
  /** Monotonic, Unix milliseconds. */
  now(): number;
}

const VIEW_MS = 200;
const JUMP_MS = 1000;

function sample(view: DataView, row: number, which: "a" | "b"): MotionSample {
  const at = row * STRIDE_BYTES;
  const f = (offset: number) => view.getFloat32(at + offset, true);
  const base = AT[which];
  const [velocity, heading] = which === "a" ? [AT.velocity, AT.heading] : [AT.velocity + 8, AT.heading + 4];
  return {
    x: f(AT.cell) + f(base),
    y: f(AT.cell + 4) + f(base + 4),
    z: f(AT.cell + 8) + f(base + 8),
    timeS: f(base + 12),
    headingRad: f(heading),
    speedMps: Math.hypot(f(velocity), f(velocity + 4)),
  };
}

export function connectSocket({ url, cityId, anchor, createWorker, now }: SocketOptions): SocketSource {
  const store = createTwinState(now());
  store.setState({ connection: "connecting" });
  const worker = createWorker();
  const identities = new Map<number, TrackDescription>();
  const slots = new Map<string, number>();
  const latest = new Map<TrackClass, TrackBatch>();
  const listeners = new Map<TrackClass, Set<(batch: TrackBatch) => void>>();
  const rowsOf = new Map<TrackClass, Map<number, number>>();
  let clock = { offsetMs: 0, delayMs: 400 };
  const anchorFrame = enuFrame(anchor.lonDeg, anchor.latDeg, anchor.heightM);
  const acts = new Map<string, (answer: ActAnswer) => void>();
  const send = (message: ToWorker) => worker.postMessage(message);

  const applyStatus = ({ offsetMs, delayMs, sinceMs, ...rest }: Status) => {
    clock = { offsetMs, delayMs };
    store.setState({ ...rest, connectionSinceMs: sinceMs });
  };
  const forget = (slot: number) => {
    const known = identities.get(slot);
    if (known && slots.get(known.id) === slot) slots.delete(known.id);
    identities.delete(slot);
  };

  worker.addEventListener("message", ({ data }: MessageEvent<FromWorker>) => {
    if (data.kind === "status") applyStatus(data.status);
    if (data.kind === "batch") {
      const { class: kind, bytes, count, baseTimeMs } = data;
      const batch = { class: kind, bytes, count, baseTimeMs };
      latest.set(kind, batch);
      rowsOf.delete(kind);
      for (const listener of listeners.get(kind) ?? []) listener(batch);
    }
    if (data.kind === "identities")
      for (const { slot, ...identity } of data.entries) {
        identities.set(slot, identity);
        slots.set(identity.id, slot);
      }
    if (data.kind === "gone") data.slots.forEach(forget);
    if (data.kind === "signals") {
      const signals = new Map<string, SignalObservation>(store.getState().signals);
      for (const state of data.states) signals.set(state.signalId, state);
      store.setState({ signals });
    }
    if (data.kind === "observations")
      store.setState(({ observed }) => ({
        observed: withObservations(data.whole ? nothingObserved() : observed, data.batch, data.gone),
      }));
    if (data.kind === "replay") {
      const { state } = data;
      const before = store.getState().replay;
      const jumped = state?.cleared === true || (state === undefined) !== (before === undefined);
      if (jumped) {
        // Slots of another time mean other things.
        identities.clear();
        slots.clear();
        store.setState({ replay: state, signals: new Map(), vitals: [] });
      } else store.setState({ replay: state });
    }
    if (data.kind === "counts") store.setState({ counts: data.counts });
    if (data.kind === "recorded") store.setState({ recorded: data.recorded });
    if (data.kind === "vitals") store.setState({ vitals: data.signs });
    if (data.kind === "acted") {
      acts.get(data.actId)?.(data.answer);
      acts.delete(data.actId);
    }
    if (data.kind === "sourceCodes") store.setState({ sourceCodes: data.codes });
    if (data.kind === "sources") store.setState({ sources: data.sources });
  });
  send({ kind: "open", url, cityId, anchor });

  const serverMs = () => now() + clock.offsetMs;
  const drawnMs = () => {
    const { replay } = store.getState();
    return replay ? replayTimeMs(replay, serverMs()) : serverMs() - clock.delayMs;
  };
  const nowMs = () => (store.getState().replay ? drawnMs() + clock.delayMs : serverMs());

  /** The row of a slot in the newest batch of its class; the index is made when somebody asks. */
  function rowOf(kind: TrackClass, slot: number): number | undefined {
    const batch = latest.get(kind);
    if (!batch) return undefined;
    let index = rowsOf.get(kind);
    if (!index) {
      index = new Map();
      const view = new DataView(batch.bytes.buffer);
      for (let i = 0; i < batch.count; i++) index.set(view.getUint32(i * STRIDE_BYTES + AT.slot, true), i);
      rowsOf.set(kind, index);
    }
    return index.get(slot);
  }

  function poseOf(id: string, timeMs: number): TrackPose | undefined {
    const slot = slots.get(id);
    const identity = slot === undefined ? undefined : identities.get(slot);
    if (slot === undefined || !identity) return undefined;
    const batch = latest.get(identity.class);
    const row = rowOf(identity.class, slot);
    if (!batch || row === undefined) return undefined;
    const view = new DataView(batch.bytes.buffer);
    const a = sample(view, row, "a");
    const b = sample(view, row, "b");
    const pose = interpolate(a, b, (timeMs - batch.baseTimeMs) / 1000);
    const turn = 2 * Math.PI;
    return {
      eastM: pose.x,
      northM: pose.y,
      upM: pose.z,
      headingRad: (((Math.PI / 2 - pose.headingRad) % turn) + turn) % turn,
      speedMps: b.timeS * 1000 + batch.baseTimeMs <= timeMs ? b.speedMps : a.speedMps,
      reportedMs: batch.baseTimeMs + Math.max(a.timeS, b.timeS) * 1000,
    };
  }

  let viewTimer: ReturnType<typeof setTimeout> | undefined;
  let pending: Parameters<Twin["interest"]>[0] | undefined;
  let tiles: number[] = [];
  const sendView = () => {
    viewTimer = undefined;
    if (!pending) return;
    tiles = tilesInView(pending, tiles);
    const slot = pending.follow === undefined ? undefined : slots.get(pending.follow);
    send({
      kind: "view",
      view: {
        tiles,
        cameraHeightM: Math.max(0, pending.heightM - anchorFrame.origin.heightM),
        hidden: pending.hidden,
        counts: true,
        ...(slot !== undefined && { follow: slot }),
      },
    });
  };

  const twin: Twin = {
    store,
    nowMs,
    drawnMs,
    liveMs: serverMs,
    replay(wish) {
      const { replay } = store.getState();
      // Play, pause and rate show at once; a jump waits for what belongs to it.
      if (wish !== "live" && replay && Math.abs(wish.atMs - drawnMs()) < JUMP_MS)
        store.setState({ replay: { ...replay, ...wish, sinceMs: serverMs(), cleared: false } });
      send({ kind: "replay", wish: wish === "live" ? undefined : wish });
    },
    interest(view) {
      pending = view;
      viewTimer ??= setTimeout(sendView, VIEW_MS);
    },
    tracks: {
      follow(kind, listener) {
        const set = listeners.get(kind) ?? new Set();
        listeners.set(kind, set.add(listener));
        const batch = latest.get(kind);
        if (batch) listener(batch);
        return () => void set.delete(listener);
      },
      identity: (slot) => identities.get(slot),
      slotOf: (id) => slots.get(id),
      poseOf,
    },
  };
  return {
    twin,
    act(act) {
      send({ kind: "act", act });
      return new Promise((answered) => acts.set(act.id, answered));
    },
    stop() {
      clearTimeout(viewTimer);
      worker.terminate();
    },
  };
}
