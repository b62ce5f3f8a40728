// The lanes' own thread: keeps the road model and tells which lane lies at a place and how wide it is there. The network is
// read by the first question.

import { load } from "@loaders.gl/core";
import { LaneTwinRoadsLoader } from "../../../data/formats/lanetwin-roads/lanetwin-roads-loader.ts";
import { enuFrame } from "../../../model/geo/frames.ts";
import { Fault } from "../../../model/records/fault.ts";
import { createLaneFinder, type LaneFinder } from "../../../model/roads/lane-finder.ts";
import { roadPlacement } from "../../../model/roads/road-placement.ts";
import type { LanesAnswer, LanesRequest } from "./lane-messages.ts";

declare const self: DedicatedWorkerGlobalScope;

let finder: Promise<LaneFinder> | undefined;
let opened: Extract<LanesRequest, { kind: "open" }> | undefined;

async function open(): Promise<LaneFinder> {
  if (!opened) throw new Error("no city");
  const { url, anchor, crs, geoidHeightM } = opened;
  const network = await load(url, LaneTwinRoadsLoader, {
    core: { worker: false, useLocalLibraries: true, CDN: null },
  });
  const frame = enuFrame(anchor.lonDeg, anchor.latDeg, anchor.heightM);
  return createLaneFinder(network, roadPlacement(network, crs, geoidHeightM), frame);
}

self.addEventListener("message", ({ data }: MessageEvent<LanesRequest>) => {
  if (data.kind === "open") {
    opened = data;
    return;
  }
  const { n, place, featureId } = data;
  const post = (answer: LanesAnswer) => self.postMessage(answer);
  finder ??= open();
  finder.then(
    (each) => post({ kind: "lane", n, lane: each.laneAt(place, featureId) }),
    (error: unknown) => {
      // The next question tries again.
      finder = undefined;
      const fault =
        error instanceof Fault
          ? error
          : new Fault("fault.roads.unreadable", { reason: String((error as Error)?.message ?? error) });
      post({ kind: "failed", n, code: fault.code, params: fault.params });
    },
  );
});
