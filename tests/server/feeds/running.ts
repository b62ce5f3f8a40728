// Feeds that really run: a hub, a client that looks at a place, and whatever the feeds file names.

import type { TrackIdentity } from "../../../src/live/protocol/events.ts";
import { decodeFrame } from "../../../src/live/protocol/frame.ts";
import { tileKeyOf } from "../../../src/live/protocol/tile-key.ts";
import type { Observations } from "../../../src/model/twin/observations.ts";
import type { SourceInfo } from "../../../src/model/twin/source-info.ts";
import { parseFeeds } from "../../../src/server/feeds/feeds-config.ts";
import { type FeedsOptions, type RunningFeeds, startFeeds } from "../../../src/server/feeds/start-feeds.ts";
import { createHub } from "../../../src/server/hub/hub.ts";

export interface Seen {
  dict: Map<string, TrackIdentity>;
  rows: number;
  slots: Set<number>;
  sources: SourceInfo[];
  observations: Observations[];
}

export async function runFeeds(
  entries: object[],
  options: {
    broker?: object;
    city?: Partial<FeedsOptions["city"]>;
    fetch?: typeof fetch;
    env?: Record<string, string>;
    at?: [number, number][];
  } = {},
): Promise<{ feeds: RunningFeeds; seen: Seen; tick(): void; stop(): Promise<void> }> {
  const hub = createHub({ cityId: "c", epoch: 1, tickMs: 100, now: Date.now });
  const seen: Seen = { dict: new Map(), rows: 0, slots: new Set(), sources: [], observations: [] };
  const client = hub.join({
    ready: () => true,
    hello: () => {},
    frame(bytes) {
      const read = decodeFrame(bytes.slice().buffer);
      if (!("frame" in read)) throw new Error("a frame that cannot be read");
      for (const block of read.frame.blocks) {
        seen.rows += block.count;
        for (let i = 0; i < block.count; i++) seen.slots.add(block.slot[i] as number);
      }
    },
    dict(list) {
      for (const one of list) seen.dict.set(one.id, one);
    },
    signals: () => {},
    sources(list) {
      seen.sources = list;
    },
    observations: (batch) => void seen.observations.push(batch),
    policy: () => {},
    close: () => {},
  });
  const places = options.at ?? [[114.413, 30.475]];
  client.view({
    n: 1,
    tiles: places.map(([lon, lat]) => tileKeyOf(lon, lat)),
    cameraHeightM: 500,
    hidden: false,
  });
  const feeds = await startFeeds({
    file: parseFeeds(
      { formatVersion: 1, broker: { port: 0, ...options.broker }, feeds: entries },
      "feeds.config.json",
    ),
    hub,
    now: Date.now,
    fetch: options.fetch ?? globalThis.fetch,
    env: options.env ?? {},
    city: { timeZone: "Asia/Shanghai", groundHeightM: 20, geoidHeightM: -12, ...options.city },
  });
  const timer = setInterval(() => hub.tick(), 50);
  return {
    feeds,
    seen,
    tick: () => hub.tick(),
    async stop() {
      clearInterval(timer);
      await feeds.stop();
    },
  };
}
