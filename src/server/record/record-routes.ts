// Recordings over HTTP: GET /recordings tells what there is, GET /recordings/clip?from=…&to=… (Unix ms) is a range of it
// as one MCAP file. The same rules of access as everything else.

import { Readable } from "node:stream";
import type { FastifyInstance } from "fastify";
import { Fault } from "../../model/records/fault.ts";
import { clipOf } from "./clip.ts";
import type { Recordings } from "./recordings.ts";

export function serveRecordings(web: FastifyInstance, cityId: string, recordings: Recordings): void {
  web.get("/recordings", (_, reply) => reply.header("cache-control", "no-store").send(recordings.recorded()));

  web.get<{ Querystring: { from?: string; to?: string } }>("/recordings/clip", (request, reply) => {
    const [fromMs, toMs] = [Number(request.query.from), Number(request.query.to)];
    try {
      const bytes = Readable.from(clipOf(recordings, fromMs, toMs), { objectMode: false });
      const name = `${cityId}-${new Date(fromMs).toISOString().replaceAll(/[:.]/g, "-")}.mcap`;
      return reply
        .header("content-type", "application/octet-stream")
        .header("content-disposition", `attachment; filename="${name}"`)
        .header("cache-control", "no-store")
        .send(bytes);
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      return reply.status(400).send({ code: error.code, params: error.params });
    }
  });
}
