// The live hub: feeds in, one packed frame per client per tick out. It knows clients only as ports; who they are and
// by what wire they came is socket-clients.ts's business. A client that cannot take a frame gets, at the next open
// tick, every row in its view that is newer than the last it got: the latest wins.

import type { CellCount, Hello, SourceInfo, TrackIdentity, ViewRequest } from "../../live/protocol/events.ts";
import { encodeHead, HEADER_BYTES } from "../../live/protocol/frame.ts";
import type { TileHash } from "../../live/protocol/tile-digest.ts";
import { isTileKey } from "../../live/protocol/tile-key.ts";
import type { ObservationKind, Observations } from "../../model/twin/observations.ts";
import type { FeedSink, SignalObservation } from "../../model/twin/track-row.ts";
import { cellCounts } from "./cell-counts.ts";
import { createFrameBlocks, type FrameBlocks } from "./frame-blocks.ts";
import { createObservationTable, type Gone } from "./observation-table.ts";
import { createReportPace, type ReportPace } from "./report-pace.ts";
import { createTileHashes } from "./tile-hashes.ts";
import { type TrackPlace, trackPlaces } from "./track-places.ts";
import { createTrackTable, type PlacedRow, type TrackTable } from "./track-table.ts";
import { createViewFrames, knows, type View, type ViewFrames } from "./view-frames.ts";
import { createViews } from "./views.ts";

export interface ClientPort {
  /** Whether the wire has taken all that it was given. */
  ready(): boolean;
  hello(hello: Hello): void;
  frame(bytes: Uint8Array): void;
  dict(entries: TrackIdentity[]): void;
  /** Absent: this port does not check, or cannot show counts. */
  hashes?(hashes: TileHash[]): void;
  counts?(cells: CellCount[], timeMs: number): void;
  signals(states: SignalObservation[]): void;
  sources(sources: SourceInfo[]): void;
  observations(batch: Observations, gone: { kind: ObservationKind; id: string }[]): void;
  policy(code: string, params: Record<string, string | number>): void;
  close(): void;
}

export interface Watch {
  whole: boolean;
  everyTicks: number;
}

export interface HubClient {
  view(request: ViewRequest): void;
  /** Tiles that are to be sent whole. */
  resync(tiles: readonly number[]): void;
  leave(): void;
}

export interface HubOptions {
  cityId: string;
  /** Differs from life to life of the process. */
  epoch: number;
  tickMs: number;
  now(): number;
  /** The event desk, through which every feed's events pass; without one they go to the clients as they come. */
  events?: (reports: NonNullable<Observations["events"]>) => void;
}

/** A note that is named as undefined goes. */
export interface SourcePatch
  extends Pick<Partial<SourceInfo>, "freshness" | "heardMs" | "taken" | "refused" | "sigmaM"> {
  note?: SourceInfo["note"] | undefined;
}

export interface SourceSink extends FeedSink {
  /** What changed about the source itself; clients hear of news at once, of the rest with the next list. */
  inform(patch: SourcePatch, news: boolean): void;
  close(): void;
}

export interface HubSink extends SourceSink {
  /** Rows that another hub has kept. */
  put(rows: readonly PlacedRow[]): void;
}

export interface Hub {
  /** Where a feed hands over what it knows. */
  sink(source: Omit<SourceInfo, "objects">): HubSink;
  /** A watcher has no view: it gets every tile, either what is new or, as a keyframe, all there is. */
  join(port: ClientPort, watch?: Watch): HubClient;
  /** To every client, past the event desk: what the server itself has to tell. */
  tell(batch: Observations, gone: Gone): void;
  /** What is known now, for those who reckon with it. */
  observed(): Observations;
  sources(): SourceInfo[];
  tracks(): Iterable<TrackPlace>;
  /** Sends what is due; once every tickMs. */
  tick(): void;
  stats(): {
    objects: number;
    clients: number;
    frames: number;
    bytes: number;
    gated: number;
    /** Tiles that a client found other than their hash said. */
    resyncs: number;
    hidden: number;
    slow: number;
    refused: TrackTable["refused"];
  };
}

const MAX_TILES = 256;
const NOTHING_GONE: Gone = [];
const HASH_MS = 5000;
const COUNTS_ABOVE_M = 30000;
/** Ticks that a client's wire was full, less half of those in which it was not: from here on it gets frames less often. */
const SLOW_TICKS = 10;
const SLOWEST_TICKS = 50;
const MOST_SLOW_TICKS = 60;
/** Ticks from frame to frame of the slowest. */
const SLOWEST_EVERY = 10;
const SLOW_MS = 30000;
const LEFT_KEPT_MS = 60000;
const FORGET_EVERY = 50;
/** Camera height in metres → ticks from frame to frame at 5 Hz. */
const RATES: [number, number][] = [
  [2000, 1],
  [8000, 3],
  [30000, 5],
  [Number.POSITIVE_INFINITY, 10],
];

interface Client {
  port: ClientPort;
  view: View;
  /** Tiles of which nothing has been sent yet. */
  fresh: Set<number>;
  lastSeq: number;
  everyTicks: number;
  hidden: boolean;
  follow: number | undefined;
  followedSeq: number;
  counts: boolean;
  slowTicks: number;
  hashedMs: number;
  viewN: number;
  blockedSinceMs: number | undefined;
  /** Of a watcher: what it wants, and the tick of its first frame. */
  watch: (Watch & { fromTick: number }) | undefined;
}

export function createHub({ cityId, epoch, tickMs, now, events }: HubOptions): Hub {
  const table = createTrackTable();
  const clients = new Set<Client>();
  const sources = new Map<string, SourceInfo>();
  const ids = new Map<string, Set<string>>();
  const paces = new Map<string, ReportPace>();
  const signals = new Map<string, SignalObservation>();
  let signalList: SignalObservation[] | undefined;
  const observations = createObservationTable();
  let ticks = 0;
  let seq = 0;
  let frames = 0;
  let bytes = 0;
  let gated = 0;
  let resyncs = 0;
  const hashOf = createTileHashes(table);
  const views = createViews();
  /** Ports of those who look; the hidden get all when they come back. */
  const looking = () => [...clients].filter(({ hidden }) => !hidden).map(({ port }) => port);

  const allSignals = () => {
    signalList ??= [...signals.values()];
    return signalList;
  };
  const sourceList = () =>
    [...sources.values()].map((source) => {
      const reportEveryMs = paces.get(source.id)?.everyMs();
      return {
        ...source,
        objects: ids.get(source.id)?.size ?? 0,
        ...(reportEveryMs !== undefined && { reportEveryMs }),
      };
    });
  const tellSources = () => {
    const list = sourceList();
    for (const port of looking()) port.sources(list);
  };

  /** What has gone is told to the hidden as well: they get no list of it when they come back. */
  function sendObservations(news: Observations | undefined, gone: Gone): void {
    // The same objects to all, so that they are made into bytes once.
    const [told, untold] = [news ?? {}, {}];
    if (gone.length > 0)
      for (const { port, hidden } of clients) port.observations(hidden ? untold : told, gone);
    else if (news) for (const port of looking()) port.observations(news, NOTHING_GONE);
  }

  function tell(batch: Observations, gone: Gone): void {
    const news = observations.accept(batch, now());
    observations.remove(gone);
    sendObservations(news, gone);
  }

  function send(client: Client, sendings: ViewFrames, timeMs: number): void {
    const { port } = client;
    const { frame, dict } = client.watch?.whole
      ? sendings.keyframe(client.view, client.lastSeq)
      : sendings.of(client);
    if (dict.length > 0) port.dict(dict);
    port.frame(frame);
    if (client.fresh.size > 0) client.fresh.clear();
    client.lastSeq = table.seq();
    frames += 1;
    bytes += frame.length;
    if (port.hashes && timeMs - client.hashedMs >= HASH_MS) {
      client.hashedMs = timeMs;
      port.hashes(sendings.hashes(client.view));
    }
  }

  /** A watcher gets no snapshot, so that it hears at once who is there. */
  function introduceAll(port: ClientPort): void {
    const dict: TrackIdentity[] = [];
    for (const { indices } of table.tiles.values())
      for (const index of indices) {
        const identity = table.identity(index);
        if (identity) dict.push({ slot: table.slot(index), ...identity });
      }
    if (dict.length > 0) port.dict(dict);
  }

  /** The row of the one thing that a client follows, between the frames of its view. */
  function sendFollowed(client: Client, blocks: FrameBlocks, timeMs: number): void {
    const index = (client.follow ?? 0) & 0xffffff;
    const rowSeq = table.columns.seq[index] ?? 0;
    if (client.follow === undefined || table.slot(index) !== client.follow) return;
    if (rowSeq <= Math.max(client.followedSeq, client.lastSeq) || !client.port.ready()) return;
    // Who does not know it yet gets it with the view.
    if (!table.identity(index) || !knows(table, client, index)) return;
    const block = blocks.one(index);
    if (!block) return;
    const frame = new Uint8Array(HEADER_BYTES + block.bytes.length);
    encodeHead(frame.buffer, { kind: "delta", epoch, seq, serverTimeMs: timeMs }, 1);
    frame.set(block.bytes, HEADER_BYTES);
    client.port.frame(frame);
    client.followedSeq = rowSeq;
    frames += 1;
    bytes += frame.length;
  }

  const everyOf = ({ everyTicks, slowTicks }: Client) =>
    slowTicks >= SLOWEST_TICKS
      ? Math.max(everyTicks, SLOWEST_EVERY)
      : slowTicks >= SLOW_TICKS
        ? everyTicks * 2
        : everyTicks;

  return {
    sink(info) {
      const mine = new Set<string>();
      sources.set(info.id, { ...info, objects: 0 });
      ids.set(info.id, mine);
      const pace = createReportPace();
      paces.set(info.id, pace);
      tellSources();
      return {
        describe(tracks) {
          pace.describe(tracks);
          for (const track of tracks) {
            mine.add(track.id);
            table.describe(track);
          }
        },
        rows(rows) {
          pace.rows(rows);
          for (const row of rows) table.accept(row);
        },
        put(rows) {
          for (const row of rows) table.put(row);
        },
        end(gone) {
          pace.end(gone);
          for (const id of gone) {
            mine.delete(id);
            table.end(id);
          }
        },
        signals(states) {
          const changed = states.filter((state) => {
            const before = signals.get(state.signalId);
            return !before || before.state !== state.state || before.nextMs !== state.nextMs;
          });
          for (const state of changed) signals.set(state.signalId, state);
          if (changed.length > 0) signalList = undefined;
          if (changed.length > 0) for (const port of looking()) port.signals(changed);
        },
        observe(batch) {
          if (events && batch.events) {
            const { events: reports, ...rest } = batch;
            events(reports);
            tell(rest, []);
          } else tell(batch, []);
        },
        inform(patch, news) {
          const before = sources.get(info.id);
          if (!before) return;
          sources.set(info.id, { ...before, ...patch });
          if (news) tellSources();
        },
        close() {
          for (const id of mine) table.end(id);
          sources.delete(info.id);
          ids.delete(info.id);
          paces.delete(info.id);
          const gone = observations.forget(info.id);
          const nothing = {};
          if (gone.length > 0) for (const { port } of clients) port.observations(nothing, gone);
          tellSources();
        },
      };
    },
    join(port, watch) {
      const client: Client = {
        port,
        view: views.of(watch ? [...table.tiles.keys()] : []),
        fresh: new Set(),
        lastSeq: table.seq(),
        everyTicks: 1,
        hidden: false,
        follow: undefined,
        followedSeq: 0,
        counts: false,
        slowTicks: 0,
        hashedMs: now(),
        viewN: -1,
        blockedSinceMs: undefined,
        watch: watch && { ...watch, fromTick: ticks + 1 },
      };
      clients.add(client);
      port.hello({ protocol: 1, cityId, epoch, serverTimeMs: now(), tickMs, sources: sourceList() });
      port.signals(allSignals());
      port.observations(observations.all(), NOTHING_GONE);
      if (watch) introduceAll(port);
      return {
        view(request) {
          const sound =
            Array.isArray(request?.tiles) &&
            Number.isFinite(request.cameraHeightM) &&
            Number.isInteger(request.n);
          if (!sound || request.n <= client.viewN) return;
          client.viewN = request.n;
          const before = client.view;
          client.view = views.of([...new Set(request.tiles.filter(isTileKey))].slice(0, MAX_TILES));
          const { tiles, has } = client.view;
          for (const tile of tiles) if (!before.has.has(tile)) client.fresh.add(tile);
          for (const tile of client.fresh) if (!has.has(tile)) client.fresh.delete(tile);
          const counts =
            request.counts === true && port.counts !== undefined && request.cameraHeightM > COUNTS_ABOVE_M;
          if ((client.hidden && !request.hidden) || (client.counts && !counts))
            for (const tile of tiles) client.fresh.add(tile);
          client.counts = counts;
          if (client.hidden && request.hidden !== true) {
            port.sources(sourceList());
            port.signals(allSignals());
            port.observations(observations.all(), NOTHING_GONE);
          }
          client.hidden = request.hidden === true;
          client.follow = Number.isInteger(request.follow) ? request.follow : undefined;
          client.everyTicks = (RATES.find(([limit]) => request.cameraHeightM < limit) ?? [0, 10])[1];
        },
        resync(tiles) {
          if (!Array.isArray(tiles)) return;
          for (const tile of tiles.slice(0, MAX_TILES))
            if (client.view.has.has(tile)) {
              resyncs += 1;
              client.fresh.add(tile);
            }
        },
        leave: () => void clients.delete(client),
      };
    },
    tell,
    observed: observations.all,
    sources: sourceList,
    tracks: () => trackPlaces(table),
    tick() {
      ticks += 1;
      seq += 1;
      const timeMs = now();
      const blocks = createFrameBlocks(table, timeMs);
      const head = { epoch, seq, serverTimeMs: timeMs };
      const sendings = createViewFrames({ table, blocks, head, hashOf });
      let cells: CellCount[] | undefined;
      for (const client of clients) {
        const { watch } = client;
        if (watch ? (ticks - watch.fromTick) % watch.everyTicks !== 0 : client.view.tiles.length === 0)
          continue;
        if (client.hidden) continue;
        const every = everyOf(client);
        if (!watch && (client.fresh.size === 0 || client.counts) && ticks % every !== 0) {
          if (!client.counts) sendFollowed(client, blocks, timeMs);
          continue;
        }
        if (!client.port.ready()) {
          gated += 1;
          client.slowTicks = Math.min(MOST_SLOW_TICKS, client.slowTicks + every);
          client.blockedSinceMs ??= timeMs;
          if (timeMs - client.blockedSinceMs > SLOW_MS) {
            client.port.policy("policy.slow", { seconds: SLOW_MS / 1000 });
            client.port.close();
            clients.delete(client);
          }
          continue;
        }
        client.blockedSinceMs = undefined;
        client.slowTicks = Math.max(0, client.slowTicks - every / 2);
        if (client.counts) {
          cells ??= cellCounts(table);
          client.port.counts?.(cells, timeMs);
          continue;
        }
        if (watch) client.view = views.of([...table.tiles.keys()]);
        send(client, sendings, timeMs);
      }
      if (ticks % FORGET_EVERY === 0) {
        table.forgetBefore(timeMs - LEFT_KEPT_MS);
        views.keep(new Set([...clients].map(({ view }) => view)));
        const { news, gone } = observations.expire(timeMs);
        sendObservations(news, gone);
        tellSources();
      }
    },
    stats: () => ({
      objects: table.size(),
      clients: clients.size,
      frames,
      bytes,
      gated,
      resyncs,
      hidden: [...clients].filter(({ hidden }) => hidden).length,
      slow: [...clients].filter(({ slowTicks }) => slowTicks >= SLOW_TICKS).length,
      refused: table.refused,
    }),
  };
}
