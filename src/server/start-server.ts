// One process: the app, the cities' files, the live hub of the first city and its simulated traffic.
// Start returns stop; everything it needs from outside is in its options.

import { createReadStream } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { createGunzip } from "node:zlib";
import { Server } from "socket.io";
import type { CityFile } from "../model/city/city-file.ts";
import { Fault } from "../model/records/fault.ts";
import type { RoadNetwork } from "../model/roads/road-network.ts";
import { openSimulationFeed } from "./feeds/simulation/open-simulation-feed.ts";
import { createHub, hubSocketOptions } from "./hub/create-hub.ts";
import { createAccess, isLoopback } from "./web/access.ts";
import { createWeb } from "./web/create-web.ts";

export interface ServerOptions {
  appFolder: string;
  cityFolders: string[];
  host: string;
  port: number;
  token?: string;
  allowedHosts?: string[];
  vehicles: number;
  seed: number;
  clock: () => number;
  /** Said once about the traffic that could be placed. */
  onSimulation?: (placed: { requested: number; placed: number; capacity: number }) => void;
}

export interface RunningServer {
  url: string;
  port: number;
  stop(): Promise<void>;
}

export const MIN_TOKEN_LENGTH = 16;

async function readCity(folder: string): Promise<{ folder: string; city: CityFile }> {
  try {
    return { folder, city: JSON.parse(await readFile(join(folder, "city.json"), "utf8")) as CityFile };
  } catch {
    throw new Fault("fault.server.not-a-city", { folder });
  }
}

async function readNetwork(folder: string, city: CityFile): Promise<RoadNetwork | undefined> {
  if (!city.roads) return undefined;
  return JSON.parse(await text(createReadStream(join(folder, city.roads.network)).pipe(createGunzip()))) as RoadNetwork;
}

/**
 * Serves until stopped.
 * @throws Fault fault.server.token-needed, fault.server.not-a-city, fault.server.port-taken
 */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { host, token, clock } = options;
  if (!isLoopback(host) && (token ?? "").length < MIN_TOKEN_LENGTH)
    throw new Fault("fault.server.token-needed", { host });
  const cities = await Promise.all(options.cityFolders.map(readCity));
  const access = createAccess({
    host,
    port: options.port,
    ...(!isLoopback(host) && token !== undefined && { token }),
    ...(options.allowedHosts && { allowedHosts: options.allowedHosts }),
  });
  const startedMs = clock();
  const web = await createWeb({
    appFolder: options.appFolder,
    cities: cities.map(({ folder, city }) => ({ id: city.id, title: city.title, folder })),
    access,
    health: () => ({ upSeconds: Math.round((clock() - startedMs) / 1000), live: hub?.stats() ?? null }),
  });
  const io = new Server(web.server, {
    ...hubSocketOptions,
    allowRequest: (request, answer) => {
      const verdict = access.judge(request);
      answer(verdict.ok ? null : verdict.code, verdict.ok);
    },
  });
  const first = cities[0];
  const hub = first && createHub({ io, cityId: first.city.id, clock });
  const stopFeed = new AbortController();
  if (first && hub && options.vehicles > 0) {
    const network = await readNetwork(first.folder, first.city);
    if (network) {
      const feed = await openSimulationFeed({
        network,
        city: first.city,
        vehicles: options.vehicles,
        seed: options.seed,
        clock,
        sink: hub.sink,
        signal: stopFeed.signal,
      });
      options.onSimulation?.(feed.placed);
    }
  }
  try {
    await web.listen({ host, port: options.port });
  } catch (error) {
    stopFeed.abort();
    hub?.close();
    throw (error as NodeJS.ErrnoException).code === "EADDRINUSE"
      ? new Fault("fault.server.port-taken", { port: options.port })
      : error;
  }
  const address = web.server.address();
  const port = typeof address === "object" && address ? address.port : options.port;
  const name = host === "0.0.0.0" || host === "::" ? "localhost" : host.includes(":") ? `[${host}]` : host;
  return {
    url: `http://${name}:${port}/${access.token ? `#token=${encodeURIComponent(access.token)}` : ""}`,
    port,
    stop: async () => {
      stopFeed.abort();
      hub?.close();
      await io.close();
      await web.close();
    },
  };
}
