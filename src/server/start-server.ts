// One process: the app and the cities' files. Start returns stop; what it needs from outside is in its options.

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { CityFile } from "../model/city/city-file.ts";
import { Fault } from "../model/records/fault.ts";
import { createAccess, isLoopback } from "./web/access.ts";
import { createWeb } from "./web/create-web.ts";

export interface ServerOptions {
  appFolder: string;
  cityFolders: string[];
  host: string;
  port: number;
  token?: string;
  allowedHosts?: string[];
  clock: () => number;
}

export interface RunningServer {
  url: string;
  port: number;
  stop(): Promise<void>;
}

const MIN_TOKEN_LENGTH = 16;

async function readCity(folder: string): Promise<{ folder: string; city: CityFile }> {
  try {
    return { folder, city: JSON.parse(await readFile(join(folder, "city.json"), "utf8")) as CityFile };
  } catch {
    throw new Fault("fault.server.not-a-city", { folder });
  }
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
    health: () => ({ upSeconds: Math.round((clock() - startedMs) / 1000) }),
  });
  try {
    await web.listen({ host, port: options.port });
  } catch (error) {
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
    stop: () => web.close(),
  };
}
