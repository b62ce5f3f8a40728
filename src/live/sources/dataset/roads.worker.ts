// The roads' own thread: reads the network through our loader and compiles what one may walk on. The page gets finished
// buffers. One answer, then the page ends it.

import { load } from "@loaders.gl/core";
import { LaneTwinRoadsLoader } from "../../../data/formats/lanetwin-roads/lanetwin-roads-loader.ts";
import { enuFrame } from "../../../model/geo/frames.ts";
import { Fault } from "../../../model/records/fault.ts";
import { roadPlacement } from "../../../model/roads/road-placement.ts";
import { buffersOf, compileWalkable } from "../../../model/roads/walkable-index.ts";
import type { RoadsAnswer, RoadsRequest } from "./worker-messages.ts";

declare const self: DedicatedWorkerGlobalScope;

const post = (answer: RoadsAnswer, transfer: Transferable[] = []) => self.postMessage(answer, transfer);

async function answer({ url, anchor, crs, geoidHeightM }: RoadsRequest): Promise<void> {
  const begun = performance.now();
  const network = await load(url, LaneTwinRoadsLoader, {
    core: { worker: false, useLocalLibraries: true, CDN: null },
  });
  const read = performance.now();
  const frame = enuFrame(anchor.lonDeg, anchor.latDeg, anchor.heightM);
  const data = compileWalkable(network, roadPlacement(network, crs, geoidHeightM), frame);
  post(
    { kind: "walkable", data, readMs: read - begun, compileMs: performance.now() - read },
    buffersOf(data),
  );
}

self.addEventListener("message", ({ data }: MessageEvent<RoadsRequest>) => {
  answer(data).catch((error: unknown) =>
    post(
      error instanceof Fault
        ? { kind: "failed", code: error.code, params: error.params }
        : {
            kind: "failed",
            code: "fault.roads.unreadable",
            params: { reason: String((error as Error)?.message ?? error) },
          },
    ),
  );
});
