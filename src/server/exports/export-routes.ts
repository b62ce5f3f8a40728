// Exports over HTTP, under the same rules of access as everything else: POST /exports orders one, GET tells where it
// stands, GET …/package is the .zip, DELETE ends it. What is wrong comes back as {code, params}.

import { createReadStream } from "node:fs";
import { finished } from "node:stream";
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import type { ExportOrder, ExportTicket } from "../../data/export/export-job.ts";
import { Fault, type FaultParams } from "../../model/records/fault.ts";
import { ROAD_CLASSES } from "../../model/records/road-attributes.ts";
import type { ExportJobs } from "./export-jobs.ts";

/** An area of some 40,000 corners. */
const MOST_BODY_BYTES = 2 * 1024 * 1024;

const corner = z.tuple([z.number(), z.number()]);
const orderSchema: z.ZodType<ExportOrder> = z.strictObject({
  city: z.string().max(200),
  fileName: z.string().regex(/^[\w.-]{1,160}\.zip$/),
  area: z.strictObject({ polygons: z.array(z.array(z.array(corner))) }).optional(),
  classes: z.array(z.enum(ROAD_CLASSES.map(({ id }) => id))).max(ROAD_CLASSES.length),
  attributes: z.array(z.string().max(64)).max(200).optional(),
  crs: z.string().max(64),
  format: z.string().max(32),
});

const STATUS: Record<string, number> = {
  "fault.export.one-at-a-time": 409,
  "fault.export.busy": 429,
  "fault.export.no-city": 404,
  "fault.export.disk-full": 507,
};

const refuse = (reply: FastifyReply, status: number, code: string, params: FaultParams = {}) =>
  reply.status(status).send({ code, params });

/** Who asks, for fairness only: the page's own name for itself, else its address. */
const clientOf = (request: FastifyRequest): string => {
  const named = request.headers["x-lanetwin-client"];
  return `${request.ip} ${typeof named === "string" && /^[\w-]{1,64}$/.test(named) ? named : ""}`;
};

type ById = { Params: { id: string } };

export function serveExports(web: FastifyInstance, jobs: ExportJobs): void {
  const errorHandler = (error: FastifyError | Fault, _: FastifyRequest, reply: FastifyReply) => {
    if (error instanceof Fault) return refuse(reply, STATUS[error.code] ?? 400, error.code, error.params);
    if (error.code === "FST_ERR_CTP_BODY_TOO_LARGE")
      return refuse(reply, 413, "fault.export.request-size", { mb: MOST_BODY_BYTES / 2 ** 20 });
    if ((error.statusCode ?? 500) < 500)
      return refuse(reply, 400, "fault.export.request", { path: "", reason: error.message });
    console.error(error);
    return refuse(reply, 500, "fault.export.failed", { reason: error.message });
  };
  web.post("/exports", { bodyLimit: MOST_BODY_BYTES, errorHandler }, async (request, reply) => {
    const read = orderSchema.safeParse(request.body);
    if (!read.success) {
      const [issue] = read.error.issues;
      throw new Fault("fault.export.request", {
        path: issue?.path.join(".") ?? "",
        reason: issue?.message ?? "",
      });
    }
    const ticket: ExportTicket = { id: await jobs.start(clientOf(request), read.data) };
    return reply.status(202).send(ticket);
  });
  const gone = (reply: FastifyReply) => refuse(reply, 404, "fault.export.gone");

  web.get<ById>("/exports/:id", (request, reply) => {
    const state = jobs.state(request.params.id);
    return state ? reply.header("cache-control", "no-store").send(state) : gone(reply);
  });

  web.get<ById>("/exports/:id/package", { exposeHeadRoute: false }, (request, reply) => {
    const { id } = request.params;
    const found = jobs.package(id);
    if (!found) return gone(reply);
    const bytes = createReadStream(found.path);
    // Only what has arrived whole is let go; a broken download can be asked for again.
    finished(reply.raw, (error) => {
      if (!error) void jobs.remove(id);
    });
    return reply
      .header("content-type", "application/zip")
      .header("content-length", found.bytes)
      .header("content-disposition", `attachment; filename="${found.fileName}"`)
      .header("cache-control", "no-store")
      .send(bytes);
  });

  web.delete<ById>("/exports/:id", async (request, reply) =>
    (await jobs.remove(request.params.id)) ? reply.status(204).send() : gone(reply),
  );
}
