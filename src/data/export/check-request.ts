// A request against what the city and the dictionary have: every name known, every name short enough for its format.

import type { Area } from "../../model/geo/area.ts";
import { checkArea } from "../../model/geo/area-check.ts";
import { Fault } from "../../model/records/fault.ts";
import {
  type Attribute,
  ROAD_ATTRIBUTES,
  ROAD_CLASSES,
  type RoadClassId,
} from "../../model/records/road-attributes.ts";
import { classesOf } from "./classes-of.ts";
import { type ExportCrs, exportCrs } from "./export-crs.ts";
import { checkNames, formatOf, type WritingFormat } from "./format-of.ts";
import { nearestName } from "./nearest-name.ts";
import type { CityReader, ExportRequest } from "./request.ts";

export interface CheckedRequest {
  area: Area | undefined;
  classes: { id: RoadClassId; columns: Attribute[] }[];
  crs: ExportCrs;
  format: WritingFormat;
}

function classOf(id: string): RoadClassId {
  const known = ROAD_CLASSES.find((each) => each.id === id);
  if (known) return known.id;
  const ids = ROAD_CLASSES.map((each) => each.id);
  throw new Fault("fault.export.class-unknown", {
    class: id,
    nearest: nearestName(id, ids),
    known: ids.join(", "),
  });
}

/** @throws Fault fault.export.* */
export function checkRequest({ city }: CityReader, request: ExportRequest): CheckedRequest {
  const format = formatOf(request.format);
  const crs = exportCrs(request.crs, city.bounds);
  const asked = new Set(request.classes.map(classOf));
  if (asked.size === 0) throw new Fault("fault.export.classes-none");
  const present = new Set(classesOf(city));
  const ids = ROAD_CLASSES.map(({ id }) => id).filter((id) => asked.has(id) && present.has(id));
  if (ids.length === 0)
    throw new Fault("fault.export.classes-absent", {
      classes: [...asked].join(", "),
      present: [...present].join(", "),
    });
  for (const name of request.attributes ?? [])
    if (!ROAD_ATTRIBUTES.has(name))
      throw new Fault("fault.export.attribute-unknown", {
        attribute: name,
        nearest: nearestName(name, [...ROAD_ATTRIBUTES.keys()]),
      });
  const chosen = request.attributes && new Set(["id", ...request.attributes]);
  const classes = ids.map((id) => ({
    id,
    columns: (ROAD_CLASSES.find((each) => each.id === id)?.attributes ?? [])
      .filter((name) => !chosen || chosen.has(name))
      .map((name) => ROAD_ATTRIBUTES.get(name) as Attribute),
  }));
  checkNames(
    format,
    classes.map(({ id }) => id),
  );
  const area = request.area && checkArea(request.area, city.bounds);
  return { area, classes, crs, format };
}
