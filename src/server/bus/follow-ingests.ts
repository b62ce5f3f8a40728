// Keeps a hub of this process as the city's ingests tell it over the bus. A message that is missing in an ingest's sequence,
// a new life of it, or one that cannot be read means: nothing more of it is believed until its next keyframe, which is
// asked for every second. An ingest that falls silent is late, then lost; what moved in it goes. Unix milliseconds.

import type { SourceInfo } from "../../model/twin/source-info.ts";
import type { VitalSign } from "../../model/twin/vital-sign.ts";
import type { Hub } from "../hub/hub.ts";
import type { Bus } from "./bus.ts";
import { type ClockShift, createClockShift } from "./clock-shift.ts";
import { type Envelope, openEnvelope } from "./envelope.ts";
import { createIngestMirror, type IngestMirror } from "./ingest-mirror.ts";
import { readFrame, readMessage } from "./read-messages.ts";
import type { Subjects } from "./subjects.ts";

export interface FollowOptions {
  bus: Bus;
  subjects: Subjects;
  hub: Hub;
  now(): number;
  /** This process's own ingest, which is not followed. */
  except?: string;
  /** Whether this hub's viewers see a row for the bus itself. */
  showsBus?: boolean;
  onVitals?(signs: VitalSign[]): void;
}

export type IngestStanding = "live" | "late" | "lost";

export interface IngestStatus {
  ingest: string;
  standing: IngestStanding;
  synced: boolean;
  heardMs: number;
}

export interface FollowedIngests {
  status(): IngestStatus[];
  stats(): { gaps: number; unreadable: number; keyframes: number };
  /** Notices silence; a few times a second. */
  tick(): void;
  stop(): void;
}

/** An ingest speaks every tick of its hub. */
const LATE_MS = 2000;
const LOST_MS = 10_000;
const GONE_MS = 30_000;
const FORGET_MS = 3_600_000;
const ASK_MS = 1000;
const MAX_WHOLE = 256 * 2 ** 20;

interface Ingest {
  name: string;
  lifeMs: number;
  /** Of the message that comes next. */
  seq: number;
  synced: boolean;
  parts: Uint8Array[];
  heardMs: number;
  askedMs: number;
  standing: IngestStanding;
  told: string;
  ended: boolean;
  clock: ClockShift;
  mirror: IngestMirror;
  /** Sources that another ingest holds. */
  refused: Set<string>;
}

export function followIngests(options: FollowOptions): FollowedIngests {
  const { bus, subjects, hub, now, except, onVitals } = options;
  const ingests = new Map<string, Ingest>();
  const owners = new Map<string, Ingest>();
  const stats = { gaps: 0, unreadable: 0, keyframes: 0 };
  const own = options.showsBus
    ? hub.sink({ id: "bus", kind: "bus", title: "source.bus", freshness: "waiting" })
    : undefined;
  let ownTold = "";

  function ask(ingest: Ingest): void {
    if (now() - ingest.askedMs < ASK_MS) return;
    ingest.askedMs = now();
    bus.publish(subjects.key(ingest.name), new Uint8Array(0));
  }
  function doubt(ingest: Ingest): void {
    ingest.synced = false;
    ingest.parts = [];
  }

  function claim(ingest: Ingest, source: string): boolean {
    const owner = owners.get(source);
    if (owner && owner !== ingest) {
      if (owner.standing !== "lost") {
        ingest.refused.add(source);
        return false;
      }
      owner.mirror.release(source);
      // Should it come back, it is told that the source is another's now.
      doubt(owner);
    }
    ingest.refused.delete(source);
    owners.set(source, ingest);
    return true;
  }
  /** Who wanted what has become free looks at it anew. */
  function offer(free: (source: string) => boolean): void {
    for (const each of ingests.values()) if ([...each.refused].some(free)) doubt(each);
  }

  function met(name: string, lifeMs: number): Ingest {
    const ingest: Ingest = {
      name,
      lifeMs,
      seq: -1,
      synced: false,
      parts: [],
      heardMs: now(),
      askedMs: Number.NEGATIVE_INFINITY,
      standing: "live",
      told: "",
      ended: false,
      clock: createClockShift(),
      refused: new Set(),
      mirror: createIngestMirror({
        hub,
        claim: (source) => claim(ingest, source),
        unclaim(source) {
          if (owners.get(source) === ingest) owners.delete(source);
          offer((wanted) => wanted === source);
        },
      }),
    };
    ingests.set(name, ingest);
    return ingest;
  }

  function apply(ingest: Ingest, kind: Envelope["kind"], bytes: Uint8Array): void {
    const { mirror, clock } = ingest;
    if (kind === "bye") {
      ingests.delete(ingest.name);
      mirror.close();
    } else if (kind === "frame") {
      const frame = readFrame(bytes);
      clock.add(frame.serverTimeMs, now());
      mirror.frame(frame, clock.shiftMs());
    } else if (kind === "keyframe") {
      const { vitals, ...known } = readMessage.keyframe(bytes);
      clock.add(known.frame.serverTimeMs, now());
      mirror.whole(known, clock.shiftMs());
      stats.keyframes += 1;
      ingest.synced = true;
      ingest.ended = false;
      if (vitals.length > 0) onVitals?.(vitals);
    } else if (kind === "vitals") onVitals?.(readMessage.vitals(bytes));
    else if (kind === "observations") {
      const { batch, gone } = readMessage.observations(bytes);
      mirror.observations(batch, gone);
    } else if (kind === "dict") mirror.dict(readMessage.dict(bytes));
    else if (kind === "signals") mirror.signals(readMessage.signals(bytes));
    else mirror.sources(readMessage.sources(bytes));
  }

  function receive(bytes: Uint8Array, subject: string): void {
    const name = subject.slice(subject.lastIndexOf(".") + 1);
    if (name === except) return;
    const read = openEnvelope(bytes);
    if (!read) {
      stats.unreadable += 1;
      return;
    }
    const { kind, lifeMs, seq, first, last, payload } = read;
    if (kind === "bye" && !ingests.has(name)) return;
    const ingest = ingests.get(name) ?? met(name, lifeMs);
    if (lifeMs !== ingest.lifeMs) {
      // What an earlier life still had on its way.
      if (lifeMs < ingest.lifeMs && now() - ingest.heardMs < LATE_MS) return;
      ingest.lifeMs = lifeMs;
      ingest.seq = -1;
      ingest.clock = createClockShift();
      doubt(ingest);
    }
    if (ingest.seq >= 0 && seq !== ingest.seq) {
      if (ingest.synced) stats.gaps += 1;
      doubt(ingest);
    }
    ingest.seq = seq + 1;
    ingest.heardMs = now();
    if (first) ingest.parts = [];
    // The end of a message whose beginning is missing.
    else if (ingest.parts.length === 0) return;
    const whole = first && last ? payload : undefined;
    if (!whole) ingest.parts.push(payload.slice());
    if (!last) {
      if (ingest.parts.reduce((sum, { length }) => sum + length, 0) > MAX_WHOLE) doubt(ingest);
      return;
    }
    if (ingest.synced ? kind === "keyframe" : kind !== "keyframe" && kind !== "bye") {
      ingest.parts = [];
      if (!ingest.synced) ask(ingest);
      return;
    }
    const message = whole ?? joined(ingest.parts);
    ingest.parts = [];
    try {
      apply(ingest, kind, message);
    } catch (error) {
      if (!(error instanceof TypeError || error instanceof SyntaxError || error instanceof RangeError))
        throw error;
      stats.unreadable += 1;
      doubt(ingest);
    }
  }

  const standingOf = (silentMs: number): IngestStanding =>
    silentMs >= LOST_MS ? "lost" : silentMs >= LATE_MS ? "late" : "live";

  function say(ingest: Ingest): void {
    const { name, standing, mirror } = ingest;
    const shiftS = Math.round(ingest.clock.shiftMs() / 1000);
    const note: SourceInfo["note"] =
      standing !== "live"
        ? {
            code: bus.state().connected ? "note.bus.ingest-silent" : "note.bus.lost",
            params: { ingest: name },
          }
        : shiftS !== 0
          ? {
              code: shiftS > 0 ? "note.bus.clock-behind" : "note.bus.clock-ahead",
              params: { ingest: name, seconds: Math.abs(shiftS) },
            }
          : undefined;
    const told = JSON.stringify([standing, note]);
    if (told === ingest.told) return;
    ingest.told = told;
    const freshness = standing === "late" ? "stale" : standing;
    mirror.standing(standing === "live" && !note ? undefined : { freshness, note });
  }

  /** The row of the bus itself: who is heard, and what is told twice. */
  function sayOwn(): void {
    if (!own) return;
    const heard = [...ingests.values()].filter(({ standing }) => standing === "live");
    const twice = [...ingests.values()].flatMap(({ name, refused }) =>
      [...refused].map((source) => ({ ingest: name, source })),
    )[0];
    const { connected } = bus.state();
    const freshness = !connected ? "lost" : heard.length > 0 ? "live" : ingests.size > 0 ? "lost" : "waiting";
    const note: SourceInfo["note"] = !connected
      ? { code: "note.bus.down", params: {} }
      : heard.length === 0
        ? { code: "note.bus.no-ingest", params: {} }
        : twice && { code: "note.bus.source-twice", params: twice };
    const told = JSON.stringify([freshness, note]);
    const heardMs = Math.max(...heard.map((ingest) => ingest.heardMs));
    own.inform({ freshness, note, ...(heard.length > 0 && { heardMs }) }, told !== ownTold);
    ownTold = told;
  }

  const unsubscribe = bus.subscribe(subjects.live("*"), receive);
  return {
    status: () =>
      [...ingests.values()].map(({ name, standing, synced, heardMs }) => ({
        ingest: name,
        standing,
        synced,
        heardMs,
      })),
    stats: () => ({ ...stats }),
    tick() {
      for (const ingest of [...ingests.values()]) {
        const silentMs = now() - ingest.heardMs;
        const before = ingest.standing;
        ingest.standing = standingOf(silentMs);
        if (ingest.standing === "lost" && before !== "lost") offer((source) => owners.get(source) === ingest);
        if (silentMs >= GONE_MS && !ingest.ended) {
          ingest.ended = true;
          ingest.mirror.endTracks();
          // It may come back in sequence, and what ended here would be unknown.
          doubt(ingest);
        }
        if (silentMs >= FORGET_MS) {
          ingests.delete(ingest.name);
          ingest.mirror.close();
        } else say(ingest);
      }
      sayOwn();
    },
    stop() {
      unsubscribe();
      for (const { mirror } of ingests.values()) mirror.close();
      own?.close();
    },
  };
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
