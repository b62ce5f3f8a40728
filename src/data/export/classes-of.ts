// Which classes a city can export.

import type { CityFile } from "../../model/city/city-file.ts";
import { ROAD_CLASSES, type RoadClassId } from "../../model/records/road-attributes.ts";

/** The classes that a city has files of, in the dictionary's order. */
export const classesOf = (city: CityFile): RoadClassId[] =>
  ROAD_CLASSES.flatMap(({ id }) => (city.roads?.features.some((file) => file.class === id) ? [id] : []));
