// The part of a process in a city that several carry. An ingest tells the bus what its hub knows; one of them holds the
// event desk and takes the vital signs, for which it also hears the others. A gateway keeps its hub as all ingests tell it.
// Start returns stop; the bus itself is its owner's to close.

import { Fault } from "../../model/records/fault.ts";
import { OBSERVATION_KINDS, type Observations } from "../../model/twin/observations.ts";
import type { VitalSign } from "../../model/twin/vital-sign.ts";
import type { EventDesk } from "../events/event-desk.ts";
import { createHub, type Hub } from "../hub/hub.ts";
import { type AnsweredDesk, answerDesk } from "./answer-desk.ts";
import { type Bus, BusSilence, type BusStats } from "./bus.ts";
import { packJson, unpackJson } from "./envelope.ts";
import { type FollowedIngests, followIngests, type IngestStatus } from "./follow-ingests.ts";
import { publishHub } from "./publish-hub.ts";
import { subjectsOf } from "./subjects.ts";

export interface Part {
  role: "ingest" | "gateway";
  bus: Bus;
  /** Told apart by it on the bus; a word of letters, digits, hyphens and underscores. */
  name: string;
  /** Of one ingest of a city only. */
  holdsDesk: boolean;
}

export interface BusReport extends BusStats {
  role: Part["role"];
  name: string;
  server: string;
  connected: boolean;
  gaps: number;
  unreadable: number;
  /** Keyframes sent by an ingest, taken by a gateway. */
  keyframes: number;
  ingests: IngestStatus[];
}

export interface CarriedPart {
  /** What this process's hub and those of other ingests know, for the vital signs. */
  known: Pick<Hub, "observed" | "tracks">;
  /** The vital signs as they come over the bus. */
  vitals: { latest(): VitalSign[]; follow(listener: (signs: VitalSign[]) => void): () => void; stop(): void };
  /** Passes on the vital signs that were taken here. */
  tellVitals(signs: VitalSign[]): void;
  /** Once a tick of the hub. */
  tick(): void;
  report(): BusReport;
  stop(): void;
}

export interface CarryOptions {
  part: Part;
  cityId: string;
  tickMs: number;
  hub: Hub;
  events: EventDesk;
  /** When this process started. */
  lifeMs: number;
  now(): number;
}

const WHO_MS = 1000;

/** @throws Fault fault.bus.name-taken, fault.bus.desk-taken where another process of the city has this part */
export async function takeSeat({ role, bus, name, holdsDesk }: Part, cityId: string): Promise<void> {
  const subjects = subjectsOf(cityId);
  const asked = async (subject: string) => {
    try {
      return await bus.request(subject, new Uint8Array(0), WHO_MS);
    } catch (error) {
      // Who runs, answers; a dead one's line may still stand for a while.
      if (error instanceof BusSilence) return undefined;
      throw error;
    }
  };
  if (role === "gateway") return;
  if (await asked(subjects.who(name))) throw new Fault("fault.bus.name-taken", { name });
  const holder = holdsDesk ? await asked(subjects.desk) : undefined;
  if (holder) throw new Fault("fault.bus.desk-taken", { name, holder: nameOf(holder) });
}

function nameOf(bytes: Uint8Array): string {
  try {
    const { ingest } = unpackJson(bytes) as { ingest?: unknown };
    return typeof ingest === "string" ? ingest : "—";
  } catch {
    return "—";
  }
}

export function carryPart({ part, cityId, tickMs, hub, events, lifeMs, now }: CarryOptions): CarriedPart {
  const { role, bus, name, holdsDesk } = part;
  const subjects = subjectsOf(cityId);
  const listeners = new Set<(signs: VitalSign[]) => void>();
  let latest: VitalSign[] = [];
  const published = role === "ingest" ? publishHub({ bus, subjects, name, hub, lifeMs, now }) : undefined;
  const others = published && holdsDesk ? createHub({ cityId, epoch: lifeMs >>> 0, tickMs, now }) : undefined;
  const heard = published ? others : hub;
  const followed: FollowedIngests | undefined =
    heard &&
    followIngests({
      bus,
      subjects,
      hub: heard,
      now,
      ...(published ? { except: name } : { showsBus: true }),
      onVitals(signs) {
        latest = signs;
        for (const listener of listeners) listener(signs);
      },
    });
  const desk: AnsweredDesk | undefined =
    published && holdsDesk ? answerDesk(bus, subjects, name, events) : undefined;
  const unwho = published && bus.answer(subjects.who(name), () => packJson({ ingest: name }));

  return {
    known: {
      observed: () => (others ? merged(hub.observed(), others.observed()) : hub.observed()),
      *tracks() {
        yield* hub.tracks();
        if (others) yield* others.tracks();
      },
    },
    vitals: {
      latest: () => latest,
      follow(listener) {
        listeners.add(listener);
        return () => void listeners.delete(listener);
      },
      stop: () => listeners.clear(),
    },
    tellVitals: (signs) => published?.vitals(signs),
    tick() {
      followed?.tick();
      others?.tick();
    },
    report: () => ({
      ...bus.stats(),
      role,
      name,
      server: bus.name,
      connected: bus.state().connected,
      gaps: followed?.stats().gaps ?? 0,
      unreadable: (followed?.stats().unreadable ?? 0) + (desk?.refused() ?? 0),
      keyframes: published?.keyframes() ?? followed?.stats().keyframes ?? 0,
      ingests: followed?.status() ?? [],
    }),
    stop() {
      unwho?.();
      desk?.stop();
      followed?.stop();
      published?.stop();
    },
  };
}

/** Events are the desk's, which is here. */
function merged(own: Observations, others: Observations): Observations {
  const all: Record<string, unknown[]> = {};
  for (const kind of OBSERVATION_KINDS) {
    const list = [...(own[kind] ?? []), ...(kind === "events" ? [] : (others[kind] ?? []))];
    if (list.length > 0) all[kind] = list;
  }
  return all as Observations;
}
