// The HTTP side: the built app, the cities' folders, health and sign-in. Knows no live data.

import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join, posix } from "node:path";
import fastifyStatic from "@fastify/static";
import Fastify, { type FastifyInstance } from "fastify";
import { serveAudit } from "../events/audit-routes.ts";
import type { ExportJobs } from "../exports/export-jobs.ts";
import { serveExports } from "../exports/export-routes.ts";
import { serveFeeds } from "../feeds/feed-routes.ts";
import type { RunningFeeds } from "../feeds/start-feeds.ts";
import { serveRecordings } from "../record/record-routes.ts";
import type { Recordings } from "../record/recordings.ts";
import type { CityRecords } from "../state/city-records.ts";
import type { Access } from "./access.ts";
import { METRICS_TYPE } from "./metrics.ts";
import { type Deed, may } from "./roles.ts";
import { allowOrigins, foreignOrigins, securityHeaders } from "./security-headers.ts";
import { SIGN_IN_PAGE, SIGN_IN_SCRIPT } from "./sign-in.ts";

export interface ServedCity {
  id: string;
  title: { zh: string; en: string };
  /** Absolute folder that holds city.json. */
  folder: string;
  /** Addresses of its tilesets, as city.json has them. */
  tilesets?: readonly string[];
  /** Files in the folder that are not for everybody. */
  kept?: string[];
}

export interface WebOptions {
  /** Absolute folder of the built app. */
  appFolder: string;
  cities: ServedCity[];
  access: Access;
  /** Absent = plain HTTP. */
  https?: { key: string; cert: string };
  /** What /metrics says; absent = there is no such address. */
  metrics?: () => string;
  /** Counts what was refused, by status. */
  onRefused?: (status: number) => void;
  /** A request's head must be whole by then; slow ones lose the connection. */
  headersMs?: number;
  /** What /healthz adds to its own facts. */
  health: () => Record<string, unknown>;
  /** Absent: this server writes no exports, and the browser does it. */
  exports?: ExportJobs;
  /** Absent: nothing is taken in over HTTP. */
  feeds?: { running: RunningFeeds; now(): number };
  /** Absent: nothing is recorded. */
  recordings?: { of: Recordings; cityId: string };
  /** Absent: nothing is acted on. */
  records?: CityRecords;
}

/** The one spelling of a path: percent signs, backslashes, dots and case tell nothing apart. */
const plainPath = (path: string) =>
  posix
    .normalize(`/${path.replaceAll("\\", "/")}`)
    .replace(/\.(br|gz)$/, "")
    .toLowerCase();
function samePath(asked: string, kept: string): boolean {
  try {
    return plainPath(decodeURIComponent(asked)) === plainPath(kept);
  } catch {
    return true;
  }
}

const isPage = (url: string) => url === "/" || url.startsWith("/?") || url.startsWith("/index.html");

const HEADERS_MS = 10_000;

/** What an address is for; pages, tiles and all else is looking. */
const DEEDS: Record<string, Deed> = {
  "/ingest/:source": "publish",
  "/feeds/:source/quarantine": "quarantine",
  "/audit": "audit",
  "/acts": "audit",
  "/metrics": "metrics",
};

/** Wrong tokens answer slowly, so that guessing takes longer than anybody has. */
const WRONG_TOKEN_DELAY_MS = 400;

export async function createWeb({
  appFolder,
  cities,
  access,
  metrics,
  onRefused = () => {},
  headersMs = HEADERS_MS,
  health,
  https,
  exports,
  feeds,
  recordings,
  records,
}: WebOptions): Promise<FastifyInstance> {
  const shared = {
    bodyLimit: 16 * 1024,
    forceCloseConnections: true as const,
    http: {
      headersTimeout: headersMs,
      requestTimeout: 6 * headersMs,
      connectionsCheckingInterval: Math.max(50, headersMs / 4),
    },
  };
  // The same server either way; only Fastify's type knows the difference.
  const web = (
    https ? Fastify({ ...shared, https: { ...https, ...shared.http } }) : Fastify(shared)
  ) as FastifyInstance;

  const origins = foreignOrigins(cities.flatMap(({ tilesets }) => tilesets ?? []));
  const headers = securityHeaders(origins);

  web.addHook("onRequest", async (request, reply) => {
    reply.headers(headers);
    await access.prepare(request.raw);
    const verdict = access.judge(request.raw);
    if (verdict.ok) {
      const deed = DEEDS[request.routeOptions.url ?? ""] ?? "view";
      const { source } = (request.params ?? {}) as { source?: string };
      const open = request.url === "/healthz" || request.url === "/session";
      if (open || may(access.principalOf(request.raw), deed, deed === "publish" ? source : undefined)) return;
      onRefused(403);
      return reply.status(403).send({ code: "fault.server.role", params: { deed } });
    }
    const { status, code, params } = verdict;
    if (status === 401) {
      const path = request.url;
      if (path === "/session" || path === "/healthz") return;
      if (path === "/sign-in.js") return reply.type("text/javascript").send(SIGN_IN_SCRIPT);
      if (request.method === "GET" && isPage(path))
        return reply.status(401).type("text/html").send(SIGN_IN_PAGE);
    }
    onRefused(status);
    return reply.status(status).send({ code, params });
  });

  web.server.on("clientError", (error: NodeJS.ErrnoException) => {
    onRefused(error.code === "ERR_HTTP_REQUEST_TIMEOUT" ? 408 : 400);
  });
  if (metrics) web.get("/metrics", (_request, reply) => reply.type(METRICS_TYPE).send(metrics()));
  web.get("/healthz", () => ({ ok: true, ...health() }));

  web.post<{ Body: { token?: unknown } }>("/session", async (request, reply) => {
    const { token } = request.body ?? {};
    const cookie = typeof token === "string" ? await access.signIn(token) : undefined;
    if (cookie !== undefined) return reply.header("set-cookie", cookie).send({ ok: true });
    await new Promise((resolve) => setTimeout(resolve, WRONG_TOKEN_DELAY_MS));
    return reply.status(401).send({ code: "fault.server.sign-in", params: {} });
  });

  web.get("/tiles/cities.json", (_request, reply) =>
    reply.header("cache-control", "no-cache").send({
      default: cities[0]?.id,
      ...(exports && { exports: "../exports" }),
      cities: cities.map(({ id, title }) => ({ id, title, href: `./${id}/city.json` })),
    }),
  );

  if (exports) serveExports(web, exports);
  if (feeds) serveFeeds(web, feeds.running, feeds.now);
  if (records) serveAudit(web, records);
  if (recordings) serveRecordings(web, recordings.cityId, recordings.of);

  const cached = (reply: { setHeader(name: string, value: string): unknown }, path: string) =>
    reply.setHeader(
      "cache-control",
      /-[\w-]{8,}\.(js|css|wasm)$/.test(path) ? "max-age=31536000, immutable" : "no-cache",
    );

  for (const [index, city] of cities.entries())
    await web.register(fastifyStatic, {
      root: city.folder,
      prefix: `/tiles/${city.id}/`,
      allowedPath: (path) => !(city.kept ?? []).some((file) => samePath(path, file)),
      decorateReply: index === 0,
      dotfiles: "ignore",
      preCompressed: true,
      setHeaders: cached,
    });
  const page = join(appFolder, "index.html");
  // The page carries the plain policy itself, and the stricter of two holds.
  if (origins.length > 0 && existsSync(page))
    for (const path of ["/", "/index.html"])
      web.get(path, async (_request, reply) =>
        reply
          .type("text/html")
          .header("cache-control", "no-cache")
          .send(allowOrigins(await readFile(page, "utf8"), origins)),
      );
  if (existsSync(page))
    await web.register(fastifyStatic, {
      root: appFolder,
      prefix: "/",
      decorateReply: cities.length === 0,
      dotfiles: "ignore",
      preCompressed: true,
      setHeaders: cached,
    });
  web.setNotFoundHandler((request, reply) => {
    void reply.status(404).send({ code: "fault.server.not-found", params: { path: request.url } });
  });
  return web;
}
