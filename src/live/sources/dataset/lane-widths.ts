// Asks the lanes' worker which lane lies at a place; the worker starts with the first question and ends with `stop`.

import type { Geodetic } from "../../../model/geo/frames.ts";
import { Fault } from "../../../model/records/fault.ts";
import type { FoundLane } from "../../../model/roads/lane-finder.ts";
import type { LanesAnswer, LanesRequest } from "./lane-messages.ts";
import type { RoadsRequest } from "./worker-messages.ts";

export interface LaneAsker {
  /** @throws Fault fault.roads.* */
  laneAt(place: Geodetic, featureId?: string): Promise<FoundLane | undefined>;
  stop(): void;
}

export function createLaneAsker(request: RoadsRequest, createWorker: () => Worker): LaneAsker {
  const waiting = new Map<
    number,
    { resolve(lane: FoundLane | undefined): void; reject(error: unknown): void }
  >();
  let worker: Worker | undefined;
  let n = 0;
  const fail = (error: unknown) => {
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  };
  const start = (): Worker => {
    const made = createWorker();
    made.addEventListener("message", ({ data }: MessageEvent<LanesAnswer>) => {
      const asked = waiting.get(data.n);
      waiting.delete(data.n);
      if (data.kind === "lane") asked?.resolve(data.lane);
      else asked?.reject(new Fault(data.code, data.params));
    });
    made.addEventListener("error", (event) => {
      made.terminate();
      worker = undefined;
      fail(new Fault("fault.roads.unreadable", { reason: event.message }));
    });
    made.postMessage({ kind: "open", ...request } satisfies LanesRequest);
    return made;
  };
  return {
    laneAt: (place, featureId) =>
      new Promise((resolve, reject) => {
        worker ??= start();
        n += 1;
        waiting.set(n, { resolve, reject });
        worker.postMessage({
          kind: "lane-at",
          n,
          place,
          ...(featureId !== undefined && { featureId }),
        } satisfies LanesRequest);
      }),
    stop() {
      worker?.terminate();
      worker = undefined;
      waiting.clear();
    },
  };
}
