// Fills in what a lane's width is: asks the road model's worker for each such measurement that has no outcome yet.

import { createLaneAsker } from "../../live/sources/dataset/lane-widths.ts";
import { ecefToGeodetic, enuFrame } from "../../model/geo/frames.ts";
import { widthFigure } from "../../model/measure/single-figures.ts";
import { Fault } from "../../model/records/fault.ts";
import type { FoundLane } from "../../model/roads/lane-finder.ts";
import { createMeasuring, type Measurement, type MeasureOutcome } from "../view/measuring.ts";
import type { Planning } from "../view/planning.ts";
import type { ViewStore } from "../view/view-store.ts";
import type { OpenedCity } from "./open-city.ts";

export function fillMeasures({ city, base }: OpenedCity, view: ViewStore, plan: Planning): () => void {
  const measuring = createMeasuring(view, plan.log);
  const { anchor, roads } = city;
  const frame = enuFrame(anchor.lonDeg, anchor.latDeg, anchor.heightM);
  const asker =
    roads &&
    createLaneAsker(
      {
        url: new URL(roads.network, base).href,
        anchor,
        crs: city.frame.crs,
        geoidHeightM: city.verticalDatum.geoidHeightM ?? 0,
      },
      () =>
        new Worker(new URL("../../live/sources/dataset/lanes.worker.ts", import.meta.url), {
          type: "module",
        }),
    );
  const asked = new Set<string>();
  const place = (enu: FoundLane["left"]) => ({
    ...ecefToGeodetic(...frame.toEcef(...enu)),
    pickHorM: 0,
    pickVerM: 0,
  });
  const outcome = (lane: FoundLane, pickHorM: number): MeasureOutcome => ({
    figures: [
      widthFigure(lane.widthM, lane.slope, pickHorM, {
        ...(lane.quality.relHorAccM !== undefined && { relHorM: lane.quality.relHorAccM }),
        ...(lane.quality.absHorAccM !== undefined && { absHorM: lane.quality.absHorAccM }),
      }),
    ],
    note: {
      code: "measure.note.lane",
      params: { id: lane.id, road: lane.roadName || lane.roadId, s: lane.sM.toFixed(1) },
    },
    derivation: lane.quality.derivation ?? "unknown",
    line: [place(lane.left), place(lane.right)],
  });
  async function fill({ id, places: [at] }: Measurement): Promise<void> {
    if (!at) return;
    try {
      if (!asker) throw new Fault("fault.roads.none");
      const lane = await asker.laneAt(at, at.featureId);
      if (!lane) throw new Fault("fault.measure.no-lane");
      measuring.settle(id, outcome(lane, at.pickHorM));
    } catch (error) {
      const { code, params } =
        error instanceof Fault
          ? error
          : new Fault("fault.roads.unreadable", { reason: String((error as Error)?.message ?? error) });
      measuring.settle(id, { fault: { code, params } });
    } finally {
      asked.delete(id);
    }
  }
  const stop = view.subscribe(({ measuring: { done } }, before) => {
    if (done === before.measuring.done) return;
    for (const each of done)
      if (each.tool === "lane-width" && !each.outcome && !asked.has(each.id)) {
        asked.add(each.id);
        void fill(each);
      }
  });
  return () => {
    stop();
    asker?.stop();
  };
}
