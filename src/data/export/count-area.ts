// What an area holds, by class, before anything is written: the export's promise. The whole city is counted from its files'
// headers alone.

import type { Area } from "../../model/geo/area.ts";
import { checkArea } from "../../model/geo/area-check.ts";
import { areaKm2 } from "../../model/geo/area-size.ts";
import type { RoadClassId } from "../../model/records/road-attributes.ts";
import { attend, cancelled } from "../formats/attend.ts";
import { classesOf } from "./classes-of.ts";
import { openClass, rowsWithin } from "./open-class.ts";
import type { AreaCount, CityReader, CountArea } from "./request.ts";

/** Kilometres of driving lanes as the importer put them into the lane file's header. */
function statedLaneKm(metadata: string): number | undefined {
  try {
    const { drivingLaneKm } = JSON.parse(metadata) as { drivingLaneKm?: unknown };
    return typeof drivingLaneKm === "number" ? drivingLaneKm : undefined;
  } catch {
    return undefined;
  }
}

const LANE_FIGURES = new Set(["type", "lengthM"]);

/** An area already checked; only the classes asked for are counted, and lane kilometres come from the lanes. */
export async function countClasses(
  reader: CityReader,
  area: Area | undefined,
  classes: readonly RoadClassId[],
  signal?: AbortSignal,
): Promise<AreaCount> {
  const byClass: AreaCount["byClass"] = {};
  let laneM = 0;
  let seen = 0;
  for (const id of classes) {
    cancelled(signal);
    const file = await openClass(reader, id);
    if (!file) continue;
    const stated = id === "lane" && !area ? statedLaneKm(file.metadata) : undefined;
    if (!area && (id !== "lane" || stated !== undefined)) {
      byClass[id] = file.count;
      laneM += (stated ?? 0) * 1000;
      continue;
    }
    let count = 0;
    for await (const rows of rowsWithin(file, area, id === "lane" ? LANE_FIGURES : new Set()))
      for (const { attributes } of rows) {
        count += 1;
        if (id === "lane" && attributes.type === "driving") laneM += Number(attributes.lengthM ?? 0);
        seen += 1;
        const pause = attend(seen, { ...(signal && { signal }) });
        if (pause) await pause;
      }
    byClass[id] = count;
  }
  return { byClass, laneKm: laneM / 1000, ...(area && { areaKm2: areaKm2(area) }) };
}

export const countArea: CountArea = async (reader, area, signal) => {
  const checked = area && checkArea(area, reader.city.bounds);
  return countClasses(reader, checked, classesOf(reader.city), signal);
};
