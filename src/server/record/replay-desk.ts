// Lets every client of the hub choose between the live city and a replay of its own. While it replays, the hub doesn't
// know it; when it comes back, it joins anew. Also tells everybody what is recorded.

import type { ViewRequest } from "../../live/protocol/events.ts";
import { MAX_RATE, MIN_RATE, type Recorded, type ReplayWish } from "../../model/twin/recording.ts";
import type { VitalSign } from "../../model/twin/vital-sign.ts";
import type { Hub, HubClient } from "../hub/hub.ts";
import type { Recordings } from "./recordings.ts";
import { createReplaySession, type ReplayPort, type ReplaySession } from "./replay-session.ts";

export interface DeskPort extends ReplayPort {
  recorded(recorded: Recorded): void;
}

export interface DeskClient extends HubClient {
  replay(wish: ReplayWish | undefined): void;
  /** False while it replays. */
  isLive(): boolean;
}

export interface ReplayDesk {
  join(port: DeskPort): DeskClient;
  /** Sends what replays are due to send. */
  tick(): void;
}

export interface ReplayDeskOptions {
  hub: Hub;
  /** Undefined: nothing is recorded. */
  recordings: Recordings | undefined;
  epoch: number;
  now(): number;
  /** The latest of the live city: a viewer who comes back forgot what he knew. */
  vitals(): VitalSign[];
  /** Where everybody begins when there is no live city. */
  startsWith?: ReplayWish;
}

const TELL_MS = 5000;
const isWish = (wish: unknown): wish is ReplayWish => {
  const { atMs, rate, playing } = (wish ?? {}) as Partial<ReplayWish>;
  return (
    Number.isFinite(atMs) &&
    Number.isFinite(rate) &&
    (rate as number) >= MIN_RATE &&
    (rate as number) <= MAX_RATE &&
    typeof playing === "boolean"
  );
};

export function createReplayDesk(options: ReplayDeskOptions): ReplayDesk {
  const { hub, recordings, epoch, now, vitals, startsWith } = options;
  const clients = new Map<DeskPort, ReplaySession | undefined>();
  const recorded = (): Recorded => recordings?.recorded() ?? { state: "off", ranges: [], marks: [] };
  let toldMs = now();

  return {
    join(port) {
      let live: HubClient | undefined = hub.join(port);
      let view: ViewRequest | undefined;
      clients.set(port, undefined);
      const sessionOf = () => clients.get(port);
      const goLive = () => {
        if (live || startsWith) return;
        clients.set(port, undefined);
        port.replay(undefined);
        live = hub.join(port);
        port.vitals(vitals());
        if (view) live.view(view);
      };
      const replay = (wish: ReplayWish) => {
        if (!recordings) return;
        live?.leave();
        live = undefined;
        let session = sessionOf();
        if (!session) {
          session = createReplaySession({ recordings, port, epoch, now, onLive: goLive });
          clients.set(port, session);
          if (view) session.view(view);
        }
        session.wish(wish);
      };
      port.recorded(recorded());
      if (startsWith) replay(startsWith);
      return {
        view(request) {
          view = request;
          (sessionOf() ?? live)?.view(request);
        },
        resync: (tiles) => live?.resync(tiles),
        replay(wish) {
          if (wish === undefined || wish === null) goLive();
          else if (isWish(wish)) replay({ atMs: wish.atMs, rate: wish.rate, playing: wish.playing });
          else port.policy("fault.record.wish", { least: MIN_RATE, most: MAX_RATE });
        },
        isLive: () => live !== undefined,
        leave() {
          live?.leave();
          clients.delete(port);
        },
      };
    },
    tick() {
      for (const session of clients.values()) session?.tick();
      if (now() - toldMs < TELL_MS) return;
      toldMs = now();
      const list = recorded();
      for (const port of clients.keys()) port.recorded(list);
    },
  };
}
