// Counts and exports made by a worker of this browser, over range reads. One worker counts as long as the city is open;
// an export has one of its own, and cancelling it ends the worker, whatever it is at.

import type { AreaCount } from "../../../data/export/request.ts";
import { Fault } from "../../../model/records/fault.ts";
import type { Exporter, ExportOutcome } from "./exporter.ts";
import type { FromExportWorker, ToExportWorker } from "./worker-messages.ts";

/** What fits in a page's memory with every format, with room to spare. */
export const MOST_FEATURES_IN_BROWSER = 200_000;

/** The part of Worker that is used. */
export interface WorkerPort {
  postMessage(message: ToExportWorker): void;
  addEventListener(type: "message", listen: (event: { data: FromExportWorker }) => void): void;
  addEventListener(type: "error", listen: (event: { message?: string }) => void): void;
  terminate(): void;
}

export interface BrowserExporterOptions {
  /** A worker that has been told its city. */
  createWorker(): WorkerPort;
  toUrl(zip: Blob): string;
  revoke(url: string): void;
}

type Answer = { resolve(message: FromExportWorker): void; reject(error: unknown): void };

/** Asks a worker and hands each answer to whoever asked. */
function createAsker(createWorker: () => WorkerPort) {
  const waiting = new Map<number, Answer>();
  let worker: WorkerPort | undefined;
  let last = 0;
  const drop = (error: unknown) => {
    worker?.terminate();
    worker = undefined;
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  };
  const open = () => {
    const made = createWorker();
    made.addEventListener("message", ({ data }) => waiting.get(data.n)?.resolve(data));
    made.addEventListener("error", ({ message }) =>
      drop(new Fault("fault.export.failed", { reason: message ?? "worker" })),
    );
    return made;
  };
  return {
    ask(
      make: (n: number) => ToExportWorker,
      listen: (message: FromExportWorker) => boolean,
      signal: AbortSignal,
    ) {
      return new Promise<void>((resolve, reject) => {
        signal.throwIfAborted();
        worker ??= open();
        last += 1;
        const n = last;
        const leave = () => {
          waiting.delete(n);
          worker?.postMessage({ kind: "cancel", n });
          reject(signal.reason);
        };
        signal.addEventListener("abort", leave, { once: true });
        const settle = (done: () => void) => {
          waiting.delete(n);
          signal.removeEventListener("abort", leave);
          done();
        };
        waiting.set(n, {
          resolve(message) {
            if (message.kind === "fault") settle(() => reject(new Fault(message.code, message.params)));
            else if (listen(message)) settle(resolve);
          },
          reject: (error) => settle(() => reject(error)),
        });
        worker.postMessage(make(n));
      });
    },
    drop: () => drop(new DOMException("The worker was ended", "AbortError")),
  };
}

export function createBrowserExporter({ createWorker, toUrl, revoke }: BrowserExporterOptions): Exporter {
  const counter = createAsker(createWorker);
  const exports = new Set<ReturnType<typeof createAsker>>();
  return {
    by: "browser",
    mostFeatures: MOST_FEATURES_IN_BROWSER,
    canWrite: () => true,
    async count(area, signal) {
      let counted: AreaCount | undefined;
      await counter.ask(
        (n) => ({ kind: "count", n, ...(area && { area }) }),
        (message) => {
          if (message.kind === "counted") counted = message.count;
          return message.kind === "counted";
        },
        signal,
      );
      return counted as AreaCount;
    },
    async run(request, fileName, { onProgress, signal }) {
      const asker = createAsker(createWorker);
      exports.add(asker);
      let outcome: ExportOutcome | undefined;
      try {
        await asker.ask(
          (n) => ({ kind: "export", n, request }),
          (message) => {
            if (message.kind === "progress") onProgress(message.progress);
            if (message.kind !== "done") return false;
            const href = toUrl(message.zip);
            const { report, zip } = message;
            outcome = { report, fileName, bytes: zip.size, href, stays: true, dispose: () => revoke(href) };
            return true;
          },
          signal,
        );
      } finally {
        exports.delete(asker);
        asker.drop();
      }
      return outcome as ExportOutcome;
    },
    detach() {
      counter.drop();
      for (const asker of exports) asker.drop();
    },
  };
}
