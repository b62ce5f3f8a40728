// Starts the roads' worker and gives back what one may walk on; the worker ends with its answer or with the signal.

import { Fault } from "../../../model/records/fault.ts";
import { openWalkable, type Walkable } from "../../../model/roads/walkable.ts";
import type { RoadsAnswer, RoadsRequest } from "./worker-messages.ts";

export interface LoadWalkable extends RoadsRequest {
  createWorker(): Worker;
  signal: AbortSignal;
}

/** @throws Fault fault.roads.* */
export function loadWalkable({ createWorker, signal, ...request }: LoadWalkable): Promise<Walkable> {
  return new Promise((resolve, reject) => {
    const worker = createWorker();
    const end = () => {
      worker.terminate();
      signal.removeEventListener("abort", abort);
    };
    const abort = () => {
      end();
      reject(signal.reason);
    };
    signal.addEventListener("abort", abort);
    if (signal.aborted) return abort();
    worker.addEventListener("message", ({ data }: MessageEvent<RoadsAnswer>) => {
      end();
      if (data.kind === "walkable") resolve(openWalkable(data.data));
      else reject(new Fault(data.code, data.params));
    });
    worker.addEventListener("error", (event) => {
      end();
      reject(new Fault("fault.roads.unreadable", { reason: event.message }));
    });
    worker.postMessage(request);
  });
}
