// Who did what when, for operators: GET /audit and GET /acts, newest first, ?event=… of one event, ?limit=1…200 a page,
// and ?after=… as the page before said in `next`. The audit tells every act and every refusal; the acts are as they were sent.

import type { FastifyInstance, FastifyReply } from "fastify";
import { withoutSecrets } from "../feeds/intake/quarantine.ts";
import type { CityRecords, Page } from "../state/city-records.ts";

interface Asked {
  event?: string;
  limit?: string;
  after?: string;
}

const USUAL = 50;
const MOST = 200;
const LONGEST_ID = 200;

/** Undefined where it cannot be read. */
function pageOf({ event, limit = String(USUAL), after }: Asked): Page | undefined {
  const number = Number(limit);
  if (!/^\d{1,3}$/.test(limit) || number < 1 || number > MOST) return undefined;
  if (event !== undefined && (typeof event !== "string" || event.length > LONGEST_ID)) return undefined;
  const from = after === undefined ? undefined : /^(\d{1,15})\.(\d{1,9})$/.exec(after);
  if (from === null) return undefined;
  return {
    limit: number,
    ...(event !== undefined && { eventId: event }),
    ...(from && { after: { timeMs: Number(from[1]), skip: Number(from[2]) } }),
  };
}

/** Where the next page begins; undefined after the last. */
function nextOf(given: readonly { timeMs: number }[], { limit, after }: Page): string | undefined {
  const last = given.at(-1);
  if (!last || given.length < limit) return undefined;
  const same = given.filter(({ timeMs }) => timeMs === last.timeMs).length;
  return `${last.timeMs}.${same + (after?.timeMs === last.timeMs ? after.skip : 0)}`;
}

export function serveAudit(web: FastifyInstance, records: CityRecords): void {
  const serve = <T extends { timeMs: number }>(path: string, read: (page: Page) => Promise<T[]>) =>
    web.get<{ Querystring: Asked }>(path, async (request, reply: FastifyReply) => {
      const page = pageOf(request.query);
      if (!page) return reply.status(400).send({ code: "fault.audit.query", params: { path, most: MOST } });
      const entries = await read(page);
      const next = nextOf(entries, page);
      return reply.header("cache-control", "no-store").send({ entries, ...(next !== undefined && { next }) });
    });
  serve("/audit", async (page) =>
    (await records.audit(page)).map((entry) => ({ ...entry, detail: withoutSecrets(entry.detail) })),
  );
  serve("/acts", async (page) =>
    (await records.acts(page)).map(({ act, ...rest }) => ({
      act: { ...act, ...(act.note !== undefined && { note: withoutSecrets(act.note) }) },
      ...rest,
    })),
  );
}
