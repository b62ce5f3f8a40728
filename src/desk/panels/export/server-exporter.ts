// Exports written by the server: an order, its progress by asking, its package by an address. Counts are made here, by the
// counter that is given.

import type { ExportJobState, ExportOrder, ExportTicket } from "../../../data/export/export-job.ts";
import { Fault, type FaultParams } from "../../../model/records/fault.ts";
import type { Exporter } from "./exporter.ts";

export interface ServerExporterOptions {
  /** Of POST /exports. */
  url: string;
  city: string;
  /** This page's own name, so that its jobs are told from others'. */
  client: string;
  fetch: typeof fetch;
  count: Exporter["count"];
  /** Between two questions. */
  everyMs?: number;
  detach?(): void;
}

/** Questions that may go unanswered before the server counts as gone. */
const MOST_MISSED = 5;

const pause = (ms: number, signal: AbortSignal) =>
  new Promise<void>((resolve, reject) => {
    signal.throwIfAborted();
    const timer = setTimeout(resolve, ms);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      reject(signal.reason);
    });
  });

export function createServerExporter({
  url,
  city,
  client,
  fetch,
  count,
  everyMs = 300,
  detach = () => {},
}: ServerExporterOptions): Exporter {
  const headers = { "x-lanetwin-client": client };
  const of = (id: string, part = "") => `${url}/${encodeURIComponent(id)}${part}`;
  const lost = (reason: string) => new Fault("fault.export.server-gone", { reason });

  async function ask<T>(address: string, init: RequestInit): Promise<T> {
    const answer = await fetch(address, { ...init, headers: { ...headers, ...init.headers } }).catch(
      (error: unknown) => {
        if (init.signal?.aborted) throw error;
        throw lost(error instanceof Error ? error.message : String(error));
      },
    );
    const body = (await answer.json().catch(() => ({}))) as { code?: string; params?: FaultParams };
    if (answer.ok) return body as T;
    throw body.code ? new Fault(body.code, body.params) : lost(`HTTP ${answer.status}`);
  }

  return {
    by: "server",
    canWrite: () => true,
    count,
    async run(request, fileName, { onProgress, signal }) {
      const order: ExportOrder = { ...request, city, fileName };
      const { id } = await ask<ExportTicket>(url, {
        method: "POST",
        body: JSON.stringify(order),
        headers: { "content-type": "application/json" },
        signal,
      });
      // Also when the page goes away: the request outlives it.
      const drop = () => void fetch(of(id), { method: "DELETE", headers, keepalive: true }).catch(() => {});
      const leave = () => drop();
      addEventListener("pagehide", leave);
      try {
        let missed = 0;
        for (;;) {
          await pause(everyMs, signal);
          const state = await ask<ExportJobState>(of(id), { signal }).catch((error: unknown) => {
            const gone = error instanceof Fault && error.code === "fault.export.server-gone";
            missed += 1;
            if (!gone || missed >= MOST_MISSED) throw error;
            return undefined;
          });
          if (!state) continue;
          missed = 0;
          if (state.state === "failed") throw new Fault(state.code, state.params);
          if (state.state === "running" && state.progress) onProgress(state.progress);
          if (state.state === "done")
            return {
              report: state.report,
              fileName: state.fileName,
              bytes: state.bytes,
              href: of(id, "/package"),
              stays: false,
              dispose: () => {},
            };
        }
      } catch (error) {
        drop();
        throw error;
      } finally {
        removeEventListener("pagehide", leave);
      }
    },
    detach,
  };
}
