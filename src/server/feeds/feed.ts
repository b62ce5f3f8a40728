// What an adapter is: a kind, the schema of its settings, and a start that returns its stop. It is handed the world
// (clock, fetch, broker, door, files) and an intake of its own, and never learns who listens.

import type { z } from "zod";
import type { SourceInfo } from "../../model/twin/source-info.ts";
import type { Intake } from "./intake/intake.ts";
import type { SourceSettings } from "./source-settings.ts";

export type Stop = () => void | Promise<void>;

export interface Feed<C extends SourceSettings = SourceSettings> {
  readonly kind: string;
  /** How it comes, as the list of sources calls it. */
  readonly medium: SourceInfo["kind"];
  readonly config: z.ZodType<C>;
  start(config: C, context: FeedContext): Stop | Promise<Stop>;
}

/** What a city's own files say of places, for feeds that need them. */
export interface FeedCity {
  timeZone: string;
  groundHeightM: number;
  geoidHeightM: number | undefined;
  /**
   * The middle of a vehicle on the city's own lanes, by lanes of the original map ("road_lane"), its front, and how far
   * behind and left of that its middle is; undefined where no such lane is near.
   */
  onLane?: (
    laneIds: readonly string[],
    front: { lonDeg: number; latDeg: number },
    backM: number,
    leftM: number,
  ) => LanePlace | undefined;
}

export interface LanePlace {
  lonDeg: number;
  latDeg: number;
  heightM: number;
  headingRad: number;
}

export interface FeedContext {
  intake: Intake;
  city: FeedCity;
  now(): number;
  fetch: typeof fetch;
  /** A secret by the name of its environment variable. */
  secret(name: string | undefined): string | undefined;
  /** URL of the broker in this process, started on first use. */
  broker(): Promise<string>;
  /** Takes what is posted to this source's address. */
  door(handle: Door): void;
  /** Bytes of a file or pipe. */
  open(path: string, signal: AbortSignal): AsyncIterable<Uint8Array>;
}

export interface Posted {
  /** Bytes as they came; never more than the address allows. */
  body: Uint8Array;
  contentType: string;
}

/** What came of a post: records taken, and those that were not, by their place in the batch. */
export interface Receipt {
  taken: number;
  refused: { index: number; reason: string; detail?: string }[];
}
export type Door = (posted: Posted) => Receipt;
