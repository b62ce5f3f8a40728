// HTTP side of the feeds: posts to a source (batched, idempotent, limited), what each source says of itself, and the
// records that it got wrong. Access was judged before; a device may bring the token as a bearer.

import { createHash } from "node:crypto";
import type { FastifyInstance } from "fastify";
import type { Receipt } from "./feed.ts";
import { feedsJsonSchema } from "./feeds-config.ts";
import { httpJsonSchema } from "./http/index.ts";
import type { RunningFeeds } from "./start-feeds.ts";

const MAX_BODY = 1 << 20;
const MAX_POSTS_PER_S = 200;
const KEYS_KEPT = 10_000;
const MAX_KEY = 255;

interface Answered {
  bodyHash: string;
  receipt: Receipt;
}

export function serveFeeds(web: FastifyInstance, feeds: RunningFeeds, now: () => number): void {
  const answered = new Map<string, Answered>();
  const rates = new Map<string, { secondMs: number; count: number }>();

  const overRate = (source: string): boolean => {
    const at = now();
    const rate = rates.get(source) ?? { secondMs: at, count: 0 };
    if (at - rate.secondMs >= 1000) Object.assign(rate, { secondMs: at, count: 0 });
    rate.count += 1;
    rates.set(source, rate);
    return rate.count > MAX_POSTS_PER_S;
  };

  web.get("/feeds", (_request, reply) =>
    reply.header("cache-control", "no-store").send({ feeds: feeds.status() }),
  );
  web.get("/feeds.schema.json", (_request, reply) => reply.send(feedsJsonSchema()));
  web.get("/ingest.schema.json", (_request, reply) => reply.send(httpJsonSchema()));
  web.get<{ Params: { source: string } }>("/feeds/:source/quarantine", (request, reply) => {
    const entries = feeds.quarantine(request.params.source);
    if (!entries)
      return reply
        .status(404)
        .send({ code: "fault.feed.no-source", params: { source: request.params.source } });
    return reply.header("cache-control", "no-store").send({ entries });
  });

  void web.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser("*", { parseAs: "buffer" }, (_request, body, done) => done(null, body));
    scope.setErrorHandler((error: { code?: string; statusCode?: number }, request, reply) => {
      const large = error.code === "FST_ERR_CTP_BODY_TOO_LARGE";
      const source = (request.params as { source?: string }).source ?? "";
      return reply
        .status(large ? 413 : (error.statusCode ?? 500))
        .send(
          large
            ? { code: "fault.feed.body-large", params: { most: MAX_BODY } }
            : { code: "fault.feed.post", params: { source } },
        );
    });
    scope.post<{ Params: { source: string }; Body: Buffer | undefined }>(
      "/ingest/:source",
      { bodyLimit: MAX_BODY },
      (request, reply) => {
        const { source } = request.params;
        const door = feeds.door(source);
        if (!door) return reply.status(404).send({ code: "fault.feed.no-source", params: { source } });
        if (overRate(source))
          return reply
            .status(429)
            .header("retry-after", "1")
            .send({ code: "fault.feed.too-many", params: { source, most: MAX_POSTS_PER_S } });
        const body = request.body ?? Buffer.alloc(0);
        const given = request.headers["idempotency-key"];
        const key = typeof given === "string" && given.length <= MAX_KEY ? `${source} ${given}` : undefined;
        const bodyHash = key === undefined ? "" : createHash("sha256").update(body).digest("hex");
        const before = key === undefined ? undefined : answered.get(key);
        if (before && before.bodyHash !== bodyHash)
          return reply.status(422).send({ code: "fault.feed.key-reused", params: { key: String(given) } });
        if (before) return reply.send({ ...before.receipt, replayed: true });
        let receipt: Receipt | undefined;
        door.intake.message(body, () => {
          receipt = door.take({ body, contentType: request.headers["content-type"] ?? "" });
        });
        if (!receipt) return reply.status(400).send({ code: "fault.feed.post", params: { source } });
        if (key !== undefined) {
          answered.set(key, { bodyHash, receipt });
          // Oldest first, as a Map remembers.
          if (answered.size > KEYS_KEPT) answered.delete(answered.keys().next().value as string);
        }
        return reply.send(receipt);
      },
    );
  });
}
