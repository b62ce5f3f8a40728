// An intake whose sink writes down what it was told, and a clock that stands where a test puts it.

import type { Observations } from "../../../src/model/twin/observations.ts";
import type { SignalObservation, TrackDescription, TrackRow } from "../../../src/model/twin/track-row.ts";
import { createIntake, type Intake } from "../../../src/server/feeds/intake/intake.ts";
import { type SourceSettings, sourceSettingsSchema } from "../../../src/server/feeds/source-settings.ts";
import type { SourcePatch } from "../../../src/server/hub/hub.ts";

/** 2026-03-04 02:05:23.500 UTC, a Wednesday. */
export const NOW_MS = Date.UTC(2026, 2, 4, 2, 5, 23, 500);

export interface Listening {
  intake: Intake;
  rows: TrackRow[];
  described: Map<string, TrackDescription>;
  ended: string[];
  signals: SignalObservation[];
  seen: Required<{ [K in keyof Observations]: NonNullable<Observations[K]> }>;
  patches: SourcePatch[];
  clock: { ms: number };
  reasons(): Record<string, number>;
}

export function listen(settings: Partial<SourceSettings> = {}): Listening {
  const clock = { ms: NOW_MS };
  const out = {
    rows: [] as TrackRow[],
    described: new Map<string, TrackDescription>(),
    ended: [] as string[],
    signals: [] as SignalObservation[],
    seen: {
      drones: [],
      docks: [],
      sites: [],
      bays: [],
      equipment: [],
      events: [],
      intersections: [],
    } as Listening["seen"],
    patches: [] as SourcePatch[],
  };
  const intake = createIntake({
    source: "s",
    settings: { ...sourceSettingsSchema.parse({ id: "s", datum: "WGS84" }), ...settings },
    now: () => clock.ms,
    groundHeightM: 20,
    geoidHeightM: -12,
    sink: {
      describe: (tracks) => {
        for (const track of tracks) out.described.set(track.id, track);
      },
      rows: (rows) => void out.rows.push(...rows),
      end: (ids) => void out.ended.push(...ids),
      signals: (states) => void out.signals.push(...states),
      observe: (batch) => {
        for (const [kind, list] of Object.entries(batch)) out.seen[kind as "bays"].push(...(list as never[]));
      },
      inform: (patch) => void out.patches.push(patch),
      close: () => {},
    },
  });
  return { ...out, intake, clock, reasons: () => intake.quarantine.counts() as Record<string, number> };
}

export const json = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));
export const DEG = Math.PI / 180;
