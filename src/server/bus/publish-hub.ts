// An ingest's hub on the bus: a client of it that watches every tile and passes on each message as it is. Who asks gets a
// keyframe, all that is known at one tick, in the same sequence, so that it fits in without a seam. Start returns stop.

import type { TrackIdentity } from "../../live/protocol/events.ts";
import type { VitalSign } from "../../model/twin/vital-sign.ts";
import type { ClientPort, Hub, HubClient } from "../hub/hub.ts";
import { createFold } from "../record/fold.ts";
import type { Bus } from "./bus.ts";
import { enveloped, type MessageKind, packBoth, packJson } from "./envelope.ts";
import type { Subjects } from "./subjects.ts";

export interface PublishOptions {
  bus: Bus;
  subjects: Subjects;
  /** Of this ingest, as a subject's word. */
  name: string;
  hub: Hub;
  /** When this process started. */
  lifeMs: number;
  now(): number;
}

export interface PublishedHub {
  vitals(signs: VitalSign[]): void;
  keyframes(): number;
  stop(): void;
}

/** Those who ask at the same time share one. */
const KEYFRAME_EVERY_MS = 500;

const quiet = { ready: () => true, policy() {}, close() {} };

export function publishHub({ bus, subjects, name, hub, lifeMs, now }: PublishOptions): PublishedHub {
  const subject = subjects.live(name);
  let seq = 0;
  let keyframes = 0;
  let asked = false;
  let lastKeyMs = Number.NEGATIVE_INFINITY;
  let vitals: VitalSign[] = [];

  function send(kind: MessageKind, payload: Uint8Array): void {
    for (const piece of enveloped(kind, lifeMs, seq + 1, payload, bus.maxBytes)) {
      seq += 1;
      bus.publish(subject, piece);
    }
  }

  function sendKeyframe(): void {
    const fold = createFold();
    const entries: TrackIdentity[] = [];
    let client: HubClient | undefined;
    // What is told between its joining and the tick folds in.
    const port: ClientPort = {
      ...quiet,
      hello: ({ sources }) => fold.setSources(sources),
      sources: fold.setSources,
      signals: fold.addSignals,
      observations: fold.addObservations,
      dict: (list) => void entries.push(...list),
      frame(bytes) {
        keyframes += 1;
        const { sources, signals, observations } = fold;
        const known = { sources: sources(), signals: signals(), observations: observations() };
        send("keyframe", packBoth({ ...known, entries, vitals }, bytes));
        client?.leave();
      },
    };
    client = hub.join(port, { whole: true, everyTicks: 1 });
  }

  const client = hub.join(
    {
      ...quiet,
      hello: ({ sources }) => send("sources", packJson({ sources })),
      sources: (sources) => send("sources", packJson({ sources })),
      dict: (entries) => send("dict", packJson({ entries })),
      signals: (states) => send("signals", packJson({ states })),
      observations: (batch, gone) => send("observations", packJson({ batch, gone })),
      frame(bytes) {
        send("frame", bytes);
        if (!asked || now() - lastKeyMs < KEYFRAME_EVERY_MS) return;
        asked = false;
        lastKeyMs = now();
        sendKeyframe();
      },
    },
    { whole: false, everyTicks: 1 },
  );
  const unsubscribe = bus.subscribe(subjects.key(name), () => {
    asked = true;
  });

  return {
    vitals(signs) {
      vitals = signs;
      send("vitals", packJson({ signs }));
    },
    keyframes: () => keyframes,
    stop() {
      unsubscribe();
      client.leave();
      send("bye", new Uint8Array(0));
    },
  };
}
