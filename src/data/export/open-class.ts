// The records of one class of a city that an area touches, streamed: what the packed index says may touch it, then the
// exact test. Longitude, latitude, height in the data's own frame.

import type { Area } from "../../model/geo/area.ts";
import { areaBounds, areaTouch } from "../../model/geo/area-touch.ts";
import type { FeatureRow } from "../../model/records/feature-row.ts";
import type { RoadClassId } from "../../model/records/road-attributes.ts";
import { type OpenFlatGeobuf, openFlatGeobuf } from "../formats/flatgeobuf/read-flatgeobuf.ts";
import type { CityReader } from "./request.ts";

/** Undefined where the city has no file of the class. */
export async function openClass(reader: CityReader, id: RoadClassId): Promise<OpenFlatGeobuf | undefined> {
  const file = reader.city.roads?.features.find((each) => each.class === id);
  if (!file) return undefined;
  return openFlatGeobuf((offset, length) => reader.read(file.url, offset, length), file.url);
}

/** @param wanted attributes to decode; all without */
export async function* rowsWithin(
  file: OpenFlatGeobuf,
  area: Area | undefined,
  wanted?: ReadonlySet<string>,
): AsyncGenerator<readonly FeatureRow[]> {
  if (!area) {
    yield* file.rows(undefined, wanted);
    return;
  }
  const touches = areaTouch(area);
  for await (const rows of file.rows(areaBounds(area), wanted))
    yield rows.filter(({ geometry }) => touches(geometry));
}
