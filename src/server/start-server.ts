// One process: the app, the cities' files, and the live hub of the first city. Start returns stop; what it needs from outside is in its options.

import { readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import type { CityFile } from "../model/city/city-file.ts";
import { Fault } from "../model/records/fault.ts";
import type { RoadNetwork } from "../model/roads/road-network.ts";
import { createExportJobs } from "./exports/export-jobs.ts";
import { type FeedsFile, parseFeeds } from "./feeds/feeds-config.ts";
import { startSimulation } from "./feeds/simulation.ts";
import { type RunningFeeds, startFeeds } from "./feeds/start-feeds.ts";
import { createLanePlaces } from "./feeds/sumo/lane-places.ts";
import { createHub } from "./hub/hub.ts";
import { serveSockets } from "./hub/socket-clients.ts";
import { type Recorder, startRecorder } from "./record/recorder.ts";
import { openRecordings, type Recordings, ringRecordings } from "./record/recordings.ts";
import { createReplayDesk } from "./record/replay-desk.ts";
import { rawBytes } from "./record/topics.ts";
import { createAccess, isLoopback } from "./web/access.ts";
import { lanAddresses } from "./web/certificate.ts";
import { createWeb } from "./web/create-web.ts";

export interface ServerOptions {
  appFolder: string;
  cityFolders: string[];
  host: string;
  port: number;
  token?: string;
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
  /** Where secrets are looked up by name. */
  env?: Readonly<Record<string, string | undefined>>;
}

export interface RunningServer {
  url: string;
  /** What other machines on the network type, when the server listens on every address. */
  lanUrls: string[];
  port: number;
  /** What the traffic holds; undefined where the city has no roads. */
  traffic?: { vehicles: number; requested: number; capacity: number };
  feeds?: RunningFeeds;
  recordings?: Recordings;
  /** Why nothing is recorded although it was asked for. */
  recordFault?: Fault;
  stop(): Promise<void>;
}

const MIN_TOKEN_LENGTH = 16;
const TICK_MS = 200;

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
export function checkToken(host: string, token: string | undefined): void {
  if (!isLoopback(host) && (token ?? "").length < MIN_TOKEN_LENGTH)
    throw new Fault("fault.server.token-needed", { host });
}

/**
 * Serves until stopped.
 * @throws Fault fault.server.token-needed, fault.server.not-a-city, fault.server.port-taken
 */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { host, token, clock } = options;
  checkToken(host, token);
  const cities = await Promise.all(options.cityFolders.map(readCity));
  const access = createAccess({
    host,
    port: options.port,
    ...(!isLoopback(host) && token !== undefined && { token }),
    ...(options.https && { secure: true }),
    ...(options.allowedHosts && { allowedHosts: options.allowedHosts }),
  });
  const startedMs = clock();
  const first = cities[0];
  const hub = createHub({
    cityId: first?.city.id ?? "",
    epoch: startedMs >>> 0,
    tickMs: TICK_MS,
    now: clock,
  });
  const network = first?.city.roads && (await readNetwork(first.folder, first.city.roads.network));
  const simulation =
    first && network && options.vehicles !== 0 && !options.replay
      ? startSimulation(hub, {
          city: first.city,
          network,
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
    first && feedsFile && !options.replay
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
    ...(options.replay &&
      startMs !== undefined && { startsWith: { atMs: startMs, rate: options.replay.rate, playing: true } }),
  });
  const exports = await createExportJobs({
    cities: cities.map(({ folder, city }) => ({ id: city.id, folder })),
    scratchFolder: tmpdir(),
    software: options.software,
    now: clock,
  });
  const web = await createWeb({
    appFolder: options.appFolder,
    cities: cities.map(({ folder, city }) => ({
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
    exports,
    health: () => ({
      upSeconds: Math.round((clock() - startedMs) / 1000),
      live: hub.stats(),
      exports: { running: exports.running() },
    }),
  });
  try {
    await web.listen({ host, port: options.port });
  } catch (error) {
    await feeds?.stop();
    await recorder?.stop();
    throw (error as NodeJS.ErrnoException).code === "EADDRINUSE"
      ? new Fault("fault.server.port-taken", { port: options.port })
      : error;
  }
  const sockets = serveSockets(web.server, desk, access, clock);
  const timer = setInterval(() => {
    simulation?.poll();
    hub.tick();
    desk.tick();
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
      await feeds?.stop();
      await exports.stop();
      await sockets.stop();
      await recordings?.stop();
      await recorder?.stop();
      await web.close();
    },
  };
}
