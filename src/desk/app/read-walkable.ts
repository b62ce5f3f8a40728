// What of the open city one may walk on: read and compiled by the roads' own worker.

import { loadWalkable } from "../../live/sources/dataset/load-walkable.ts";
import { Fault } from "../../model/records/fault.ts";
import type { Walkable } from "../../model/roads/walkable.ts";
import type { OpenedCity } from "./open-city.ts";

/** @throws Fault fault.roads.* */
export async function readWalkable(
  { city, base }: Pick<OpenedCity, "city" | "base">,
  signal: AbortSignal,
): Promise<Walkable> {
  if (!city.roads) throw new Fault("fault.roads.none");
  return loadWalkable({
    url: new URL(city.roads.network, base).href,
    anchor: city.anchor,
    crs: city.frame.crs,
    geoidHeightM: city.verticalDatum.geoidHeightM ?? 0,
    createWorker: () =>
      new Worker(new URL("../../live/sources/dataset/roads.worker.ts", import.meta.url), { type: "module" }),
    signal,
  });
}
