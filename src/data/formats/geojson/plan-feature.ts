// One GeoJSON feature out of bytes: id, attributes and polygons in plan, or the type of a geometry that is none.

import type { Attributes } from "../../../model/buildings/city-object.ts";
import { addAttribute } from "../city/attribute-list.ts";
import { PlanRingBuilder, type PlanRings } from "../city/footprint-object.ts";
import { type Coordinates, type JsonBytes, JsonWrong } from "./json-bytes.ts";

export interface PlanFeature {
  /** The member "id", which is the feature's only one; undefined when there is none. */
  id?: string;
  type: string;
  attributes: Attributes;
  /** "none" where there is no geometry. */
  geometry: string;
  found?: Coordinates;
}

const OPEN_OBJECT = 123;
const OPEN_ARRAY = 91;

export function readPlanFeature(json: JsonBytes): PlanFeature {
  const out: PlanFeature = { type: "", attributes: {}, geometry: "none" };
  json.members((key) => {
    if (key === "properties" && json.peek() === OPEN_OBJECT)
      json.members((name) => addAttribute(out.attributes, name, json.value()));
    else if (key === "geometry" && json.peek() === OPEN_OBJECT)
      json.members((part) => {
        if (part === "coordinates" && json.peek() === OPEN_ARRAY) out.found = json.coordinates();
        else if (part === "type") out.geometry = String(json.value());
        else json.value();
      });
    else {
      const value = json.value();
      if (key === "id" && value !== null && typeof value !== "object") out.id = String(value);
      else if (key === "type") out.type = String(value);
    }
  });
  if (out.type !== "Feature" && out.type !== "") throw new JsonWrong(`"type": "${out.type}"`);
  return out;
}

const DEPTHS: Record<string, number> = { Polygon: 2, MultiPolygon: 3 };

/** Its polygons, or the finding that says why there are none. */
export function polygonsOf({ geometry, found }: PlanFeature): PlanRings | string {
  const depth = DEPTHS[geometry];
  if (geometry === "none") return "finding.input.no-geometry";
  if (depth === undefined) return "finding.input.not-polygon";
  if (!found || found.flat.length === 0) return "finding.input.no-geometry";
  if (found.depth !== depth || !(found.width >= 2)) return "finding.input.coordinates";
  const { flat, ends, groups, width } = found;
  const out = new PlanRingBuilder();
  let ring = 0;
  let from = 0;
  for (const group of groups) {
    out.polygon();
    for (; ring < group; ring++) {
      const end = ends[ring] as number;
      out.ring(flat, width, from, end);
      from = end;
    }
  }
  return out;
}
