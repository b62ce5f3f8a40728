// What one ingest tells, in a hub of this process: its sources under their own ids, its things in slots of this hub. It is
// handed whole messages in order; what was missed, and whether the ingest still speaks, is follow-ingests.ts's business.

import type { TrackIdentity } from "../../live/protocol/events.ts";
import {
  type Frame,
  figureOf,
  ROW_PREDICTED,
  ROW_TELEPORT,
  ROW_TOMBSTONE,
} from "../../live/protocol/frame.ts";
import { OBSERVATION_KINDS, type ObservationKind, type Observations } from "../../model/twin/observations.ts";
import type { SourceInfo } from "../../model/twin/source-info.ts";
import type { SignalObservation } from "../../model/twin/track-row.ts";
import { drop } from "../hub/frame-blocks.ts";
import type { Hub, HubSink } from "../hub/hub.ts";
import type { Gone } from "../hub/observation-table.ts";
import type { PlacedRow } from "../hub/track-table.ts";

export interface Whole {
  sources: SourceInfo[];
  entries: TrackIdentity[];
  signals: SignalObservation[];
  observations: Observations;
  frame: Frame;
}

export interface IngestMirror {
  sources(list: readonly SourceInfo[]): void;
  dict(entries: readonly TrackIdentity[]): void;
  /** `shiftMs` brings the ingest's clock to this one's. */
  frame(frame: Frame, shiftMs: number): void;
  signals(states: readonly SignalObservation[]): void;
  observations(batch: Observations, gone: Gone): void;
  /** All there is: what was known and is not in it goes. */
  whole(known: Whole, shiftMs: number): void;
  /** Says of every source how the ingest stands; undefined = as its sources say themselves. */
  standing(says: Pick<SourceInfo, "freshness" | "note"> | undefined): void;
  /** What moves is gone: nobody knows where it is by now. */
  endTracks(): void;
  /** Lets go of a source that another ingest has taken over. */
  release(sourceId: string): void;
  close(): void;
}

export interface MirrorOptions {
  hub: Hub;
  /** Whether a source is this ingest's to tell. */
  claim(sourceId: string): boolean;
  /** It tells a source no more. */
  unclaim(sourceId: string): void;
}

interface Held {
  sink: HubSink;
  info: SourceInfo;
}
interface Thing {
  id: string;
  source: string;
  tileKey: number;
}

export function createIngestMirror({ hub, claim, unclaim }: MirrorOptions): IngestMirror {
  const held = new Map<string, Held>();
  const things = new Map<number, Thing>();
  const observed = new Map<ObservationKind, Set<string>>();
  let says: Pick<SourceInfo, "freshness" | "note"> | undefined;

  const inform = ({ sink, info }: Held, news: boolean) => {
    const { freshness = "live", heardMs, taken, refused, sigmaM, note } = info;
    const told = {
      ...(heardMs !== undefined && { heardMs }),
      ...(taken !== undefined && { taken }),
      ...(refused !== undefined && { refused }),
      ...(sigmaM !== undefined && { sigmaM }),
    };
    const own = says?.freshness === "live" ? freshness : (says?.freshness ?? freshness);
    sink.inform({ ...told, freshness: own, note: says?.note ?? note }, news);
  };

  function letGo(id: string): void {
    const one = held.get(id);
    if (!one) return;
    held.delete(id);
    for (const [slot, { source }] of things) if (source === id) things.delete(slot);
    one.sink.close();
  }

  function sources(list: readonly SourceInfo[]): void {
    const told = new Set(list.map(({ id }) => id));
    for (const id of [...held.keys()])
      if (!told.has(id)) {
        letGo(id);
        unclaim(id);
      }
    for (const { objects: _, ...info } of list) {
      if (!claim(info.id)) continue;
      const before = held.get(info.id);
      const one = {
        sink: before?.sink ?? hub.sink({ ...info, freshness: info.freshness ?? "live" }),
        info: { ...info, objects: 0 },
      };
      held.set(info.id, one);
      const looks = ({ freshness, note }: SourceInfo) => JSON.stringify([freshness, note]);
      inform(one, !before || looks(before.info) !== looks(one.info));
    }
  }

  function dict(entries: readonly TrackIdentity[]): void {
    for (const { slot, ...track } of entries) {
      const sink = held.get(track.source)?.sink;
      if (!sink) continue;
      things.set(slot, { id: track.id, source: track.source, tileKey: things.get(slot)?.tileKey ?? -1 });
      sink.describe([track]);
    }
  }

  function frame({ blocks, serverTimeMs }: Frame, shiftMs: number): void {
    const rows = new Map<string, PlacedRow[]>();
    for (const block of blocks)
      for (let i = 0; i < block.count; i++) {
        const flags = block.flags[i] as number;
        const thing = things.get(block.slot[i] as number);
        if (flags & ROW_TOMBSTONE || !thing) continue;
        const [eastM, northM] = [figureOf.eastM(block, i), figureOf.northM(block, i)];
        thing.tileKey = block.tileKey;
        const list = rows.get(thing.source) ?? [];
        rows.set(thing.source, list);
        list.push({
          id: thing.id,
          tileKey: block.tileKey,
          eastM,
          northM,
          heightM: figureOf.heightM(block, i) + drop(eastM, northM),
          headingRad: figureOf.headingRad(block, i),
          speedMps: figureOf.speedMps(block, i),
          timeMs: serverTimeMs - figureOf.ageMs(block, i) + shiftMs,
          teleport: (flags & ROW_TELEPORT) !== 0,
          predicted: (flags & ROW_PREDICTED) !== 0,
        });
      }
    for (const [source, list] of rows) held.get(source)?.sink.put(list);
    // Behind the rows: what left one tile may have come to another.
    for (const block of blocks)
      for (let i = 0; i < block.count; i++) {
        const slot = block.slot[i] as number;
        const thing = things.get(slot);
        if (!((block.flags[i] as number) & ROW_TOMBSTONE) || thing?.tileKey !== block.tileKey) continue;
        end(slot, thing);
      }
  }

  function end(slot: number, { id, source }: Thing): void {
    things.delete(slot);
    held.get(source)?.sink.end([id]);
  }

  /** Events come from the desk, whoever saw them. */
  const mine = (kind: ObservationKind, source: string) => kind === "events" || held.has(source);

  function observations(batch: Observations, gone: Gone): void {
    const news: Record<string, unknown[]> = {};
    for (const kind of OBSERVATION_KINDS) {
      const ids = observed.get(kind) ?? new Set<string>();
      observed.set(kind, ids);
      const list = (batch[kind] ?? []).filter(({ source }) => mine(kind, source));
      for (const { id } of list) ids.add(id);
      if (list.length > 0) news[kind] = list;
    }
    const left = gone.filter(({ kind, id }) => observed.get(kind)?.delete(id) === true);
    if (Object.keys(news).length > 0 || left.length > 0) hub.tell(news as Observations, left);
  }

  function signals(states: readonly SignalObservation[]): void {
    for (const [id, { sink }] of held) {
      const own = states.filter(({ source }) => source === id);
      if (own.length > 0) sink.signals(own);
    }
  }

  return {
    sources,
    dict,
    frame,
    signals,
    observations,
    whole(known, shiftMs) {
      sources(known.sources);
      const standing = new Map(known.entries.map(({ slot, id }) => [slot, id]));
      const ids = new Set(known.entries.map(({ id }) => id));
      for (const [slot, thing] of [...things])
        if (standing.get(slot) !== thing.id) {
          // After a restart the same thing may have another slot, and the same slot another thing.
          if (ids.has(thing.id)) things.delete(slot);
          else end(slot, thing);
        }
      dict(known.entries);
      frame(known.frame, shiftMs);
      signals(known.signals);
      const gone = [...observed].flatMap(([kind, before]) => {
        const now = new Set((known.observations[kind] ?? []).map(({ id }) => id));
        return [...before].filter((id) => !now.has(id)).map((id) => ({ kind, id }));
      });
      observations(known.observations, gone);
    },
    standing(next) {
      says = next;
      for (const one of held.values()) inform(one, true);
    },
    endTracks() {
      for (const [slot, thing] of [...things]) end(slot, thing);
    },
    release: letGo,
    close() {
      for (const id of [...held.keys()]) {
        letGo(id);
        unclaim(id);
      }
    },
  };
}
