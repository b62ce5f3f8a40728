// One process: the app, the cities' files, and the live hub of the first city. Start returns stop; what it needs from outside is in its options.

import { readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { createRoadLinks } from "../analysis/traffic/road-links.ts";
import type { CityFile } from "../model/city/city-file.ts";
import { Fault } from "../model/records/fault.ts";
import type { RoadNetwork } from "../model/roads/road-network.ts";
import { carryPart, type Part, takeSeat } from "./bus/city-part.ts";
import { createRemoteDesk } from "./bus/remote-desk.ts";
import { subjectsOf } from "./bus/subjects.ts";
import { createEventDesk } from "./events/event-desk.ts";
import { createExportJobs } from "./exports/export-jobs.ts";
import { type FeedsFile, parseFeeds } from "./feeds/feeds-config.ts";
import { startSimulation } from "./feeds/simulation/index.ts";
import { readPlaces } from "./feeds/simulation/read-places.ts";
import { type RunningFeeds, startFeeds } from "./feeds/start-feeds.ts";
import { createLanePlaces } from "./feeds/sumo/lane-places.ts";
import { createHub, type Hub } from "./hub/hub.ts";
import { type SocketClients, serveSockets } from "./hub/socket-clients.ts";
import { type Recorder, startRecorder } from "./record/recorder.ts";
import { openRecordings, type Recordings, ringRecordings } from "./record/recordings.ts";
import { createReplayDesk } from "./record/replay-desk.ts";
import { rawBytes } from "./record/topics.ts";
import type { CityRecords } from "./state/city-records.ts";
import { openState } from "./state/open-state.ts";
import { startVitals } from "./vitals/start-vitals.ts";
import { createAccess, isLoopback } from "./web/access.ts";
import { lanAddresses } from "./web/certificate.ts";
import { createWeb } from "./web/create-web.ts";
import { createMetrics } from "./web/metrics.ts";
import { MIN_TOKEN_LENGTH, readTokens } from "./web/tokens-file.ts";

export interface ServerOptions {
  appFolder: string;
  cityFolders: string[];
  host: string;
  port: number;
  token?: string;
  /** Tokens of many, each with a role: see web/tokens-file.ts. */
  tokensFile?: string;
  allowedHosts?: string[];
  /** Serve over HTTPS with this certificate. */
  https?: { key: string; cert: string };
  clock: () => number;
  /** What exports name as their maker. */
  software: { name: string; version: string };
  /** Simulated vehicles; undefined = as many as suit the network, 0 = none. */
  vehicles?: number;
  /** Seed of the simulated traffic. */
  seed?: number;
  /** feeds.config.json of the first city; undefined = the one that its city.json names, if any. */
  feedsFile?: string;
  /** Keep a recording of the first city there; the oldest goes where there is more than `keep…`. */
  record?: { folder: string; keepMs?: number; keepBytes?: number };
  /** Show a recording, a folder or a file, instead of a live city. */
  replay?: { path: string; rate: number };
  /** Where events and acts are kept: a folder or a postgres:// URL; undefined = in memory, for this life. */
  state?: string;
  /** What this process does in a city that several carry over a bus; undefined = it does all, and no bus is crossed. */
  part?: Part;
  /** Where secrets are looked up by name. */
  env?: Readonly<Record<string, string | undefined>>;
}

export interface RunningServer {
  url: string;
  /** What other machines on the network type, when the server listens on every address. */
  lanUrls: string[];
  port: number;
  /** What it knows. */
  hub: Hub;
  /** What the traffic holds; undefined where the city has no roads. */
  traffic?: { vehicles: number; requested: number; capacity: number };
  feeds?: RunningFeeds;
  recordings?: Recordings;
  /** Why nothing is recorded although it was asked for. */
  recordFault?: Fault;
  stop(): Promise<void>;
}

const TICK_MS = 200;
const DESK_MS = 1000;

async function readCity(folder: string): Promise<{ folder: string; city: CityFile }> {
  try {
    return { folder, city: JSON.parse(await readFile(join(folder, "city.json"), "utf8")) as CityFile };
  } catch {
    throw new Fault("fault.server.not-a-city", { folder });
  }
}

async function readNetwork(folder: string, path: string): Promise<RoadNetwork> {
  const packed = await readFile(join(folder, path));
  return JSON.parse((await promisify(gunzip)(packed)).toString("utf8")) as RoadNetwork;
}

async function readFeeds(path: string): Promise<FeedsFile> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch {
    throw new Fault("fault.feed.file-missing", { file: path });
  }
  try {
    return parseFeeds(JSON.parse(text), path);
  } catch (error) {
    if (error instanceof Fault) throw error;
    throw new Fault("fault.feed.config", { file: path, path: "", reason: String(error), more: 0 });
  }
}

/** @throws Fault fault.server.token-needed where an address beyond loopback has no long enough token */
export function checkToken(host: string, token: string | undefined, tokensFile?: string): void {
  if (
    !isLoopback(host) &&
    (token !== undefined || tokensFile === undefined) &&
    (token ?? "").length < MIN_TOKEN_LENGTH
  )
    throw new Fault("fault.server.token-needed", { host });
}

/**
 * Serves until stopped.
 * @throws Fault fault.server.token-needed, fault.server.not-a-city, fault.server.port-taken
 */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { host, token, clock } = options;
  checkToken(host, token, options.tokensFile);
  const identities =
    options.tokensFile === undefined ? undefined : await readTokens(options.tokensFile, options.env ?? {});
  const cities = await Promise.all(options.cityFolders.map(readCity));
  const access = createAccess({
    host,
    port: options.port,
    ...(!isLoopback(host) && token !== undefined && { token }),
    ...(identities && { identities }),
    now: clock,
    ...(options.https && { secure: true }),
    ...(options.allowedHosts && { allowedHosts: options.allowedHosts }),
  });
  const startedMs = clock();
  const first = cities[0];
  const cityId = first?.city.id ?? "";
  const { part } = options;
  const [takesIn, serves] = [part?.role !== "gateway", part?.role !== "ingest"];
  if (part) await takeSeat(part, cityId);
  /** Where another process holds the event desk and takes the vital signs. */
  const elsewhere = takesIn && (part?.holdsDesk ?? true) ? undefined : part;
  let records: CityRecords | undefined;
  const openDesk = async () => {
    if (elsewhere) return createRemoteDesk({ bus: elsewhere.bus, subjects: subjectsOf(cityId), now: clock });
    records = await openState(options.state, cityId);
    return createEventDesk({
      records,
      now: clock,
      tell: (news, gone) =>
        hub.tell(
          { events: news },
          gone.map((id) => ({ kind: "events", id })),
        ),
    });
  };
  const events = await openDesk();
  const hub: Hub = createHub({
    cityId,
    epoch: startedMs >>> 0,
    tickMs: TICK_MS,
    now: clock,
    events: events.report,
  });
  hub.tell({ events: events.open() }, []);
  const roadFile = takesIn ? first?.city.roads : undefined;
  const network = first && roadFile && (await readNetwork(first.folder, roadFile.network));
  const roads =
    first && network && createRoadLinks(network, first.city.frame.crs, first.city.verticalDatum.geoidHeightM);
  const simulation =
    first && network && roads && options.vehicles !== 0 && !options.replay && takesIn
      ? startSimulation(hub, {
          city: first.city,
          network,
          roads,
          places: await readPlaces(first.folder, first.city),
          now: clock,
          ...(options.vehicles !== undefined && { vehicles: options.vehicles }),
          ...(options.seed !== undefined && { seed: options.seed }),
        })
      : undefined;
  const feedsPath =
    options.feedsFile ?? (first?.city.feeds === undefined ? undefined : join(first.folder, first.city.feeds));
  const feedsFile = feedsPath === undefined ? undefined : await readFeeds(feedsPath);
  let recorder: Recorder | undefined;
  let lanes: ReturnType<typeof createLanePlaces> | undefined;
  const feeds =
    first && feedsFile && !options.replay && takesIn
      ? await startFeeds({
          file: feedsFile,
          hub,
          now: clock,
          fetch: globalThis.fetch,
          env: options.env ?? {},
          onRaw: (source, raw) => recorder?.raw(source, clock(), rawBytes(raw)),
          city: {
            timeZone: first.city.timeZone,
            groundHeightM: first.city.groundHeightM ?? first.city.anchor.heightM,
            geoidHeightM: first.city.verticalDatum.geoidHeightM,
            ...(network && {
              onLane: (...at) => {
                const { frame, verticalDatum } = first.city;
                lanes ??= createLanePlaces(network, frame.crs, verticalDatum.geoidHeightM);
                return lanes(...at);
              },
            }),
          },
        })
      : undefined;
  let recordFault: Fault | undefined;
  if (first && options.record && !options.replay)
    try {
      const facts = { hub, cityId: first.city.id, epoch: startedMs >>> 0, tickMs: TICK_MS, now: clock };
      recorder = await startRecorder({ ...facts, ...options.record });
    } catch (error) {
      // The live city goes on without.
      if (!(error instanceof Fault)) throw error;
      recordFault = error;
    }
  const shown = options.replay && (await openRecordings(options.replay.path));
  const recordings = shown ?? (recorder && ringRecordings(recorder));
  const startMs = shown?.recorded().ranges[0]?.fromMs;
  const desk = createReplayDesk({
    hub,
    recordings,
    epoch: startedMs >>> 0,
    now: clock,
    vitals: () => vitals.latest(),
    ...(options.replay &&
      startMs !== undefined && { startsWith: { atMs: startMs, rate: options.replay.rate, playing: true } }),
  });
  const exports = await createExportJobs({
    cities: cities.map(({ folder, city }) => ({ id: city.id, folder })),
    scratchFolder: tmpdir(),
    software: options.software,
    now: clock,
  });
  const refusedRequests: Record<string, number> = {};
  let sockets: SocketClients | undefined;
  const carried =
    part && carryPart({ part, cityId, tickMs: TICK_MS, hub, events, lifeMs: startedMs, now: clock });
  const metrics = createMetrics({
    hub,
    ...(carried && { bus: carried.report }),
    ...(feeds && { feeds }),
    refusedMessages: () => sockets?.refused() ?? {},
    refusedRequests: () => refusedRequests,
    startedMs,
    now: clock,
  });
  const web = await createWeb({
    metrics: metrics.text,
    onRefused: (status) => {
      refusedRequests[status] = (refusedRequests[status] ?? 0) + 1;
    },
    appFolder: options.appFolder,
    cities: (serves ? cities : []).map(({ folder, city }) => ({
      id: city.id,
      title: city.title,
      folder,
      tilesets: city.tilesets.map(({ url }) => url),
      ...(city.feeds !== undefined && { kept: [city.feeds] }),
    })),
    access,
    ...(feeds && { feeds: { running: feeds, now: clock } }),
    ...(options.https && { https: options.https }),
    ...(recordings && first && { recordings: { of: recordings, cityId: first.city.id } }),
    ...(serves && { exports }),
    ...(records && { records }),
    health: () => ({
      upSeconds: Math.round((clock() - startedMs) / 1000),
      live: hub.stats(),
      events: events.stats(),
      exports: { running: exports.running() },
      ...(carried && { bus: carried.report() }),
    }),
  });
  try {
    await web.listen({ host, port: options.port });
  } catch (error) {
    metrics.stop();
    await feeds?.stop();
    await recorder?.stop();
    carried?.stop();
    await records?.close();
    throw (error as NodeJS.ErrnoException).code === "EADDRINUSE"
      ? new Fault("fault.server.port-taken", { port: options.port })
      : error;
  }
  const vitals =
    carried && elsewhere
      ? carried.vitals
      : startVitals({ hub: carried?.known ?? hub, events, roads, now: clock });
  if (serves)
    sockets = serveSockets(web.server, desk, access, clock, {
      act: events.act,
      vitals: vitals.latest,
      followVitals: vitals.follow,
    });
  vitals.follow((signs) => recorder?.vitals(signs));
  if (!elsewhere) vitals.follow((signs) => carried?.tellVitals(signs));
  // What could not be written is tried again at the next turn; its count stands in the server's health.
  const deskTimer = setInterval(() => void events.tick().catch(() => undefined), DESK_MS);
  const timer = setInterval(() => {
    simulation?.poll();
    const from = performance.now();
    hub.tick();
    metrics.ticked((performance.now() - from) / 1000);
    desk.tick();
    carried?.tick();
  }, TICK_MS);
  const address = web.server.address();
  const port = typeof address === "object" && address ? address.port : options.port;
  const urlAt = (name: string) =>
    `${options.https ? "https" : "http"}://${name.includes(":") ? `[${name}]` : name}:${port}/${
      access.token ? `#token=${encodeURIComponent(access.token)}` : ""
    }`;
  const everywhere = host === "0.0.0.0" || host === "::";
  return {
    url: urlAt(everywhere ? "localhost" : host),
    lanUrls: everywhere ? lanAddresses().map(urlAt) : [],
    port,
    hub,
    ...(simulation && {
      traffic: {
        vehicles: simulation.traffic.count(),
        requested: options.vehicles ?? simulation.traffic.count(),
        capacity: simulation.traffic.capacity,
      },
    }),
    ...(feeds && { feeds }),
    ...(recordings && { recordings }),
    ...(recordFault && { recordFault }),
    async stop() {
      clearInterval(timer);
      metrics.stop();
      clearInterval(deskTimer);
      vitals.stop();
      await feeds?.stop();
      await exports.stop();
      await sockets?.stop();
      await recordings?.stop();
      await recorder?.stop();
      carried?.stop();
      await web.close();
      await events.tick().finally(() => records?.close());
    },
  };
}
