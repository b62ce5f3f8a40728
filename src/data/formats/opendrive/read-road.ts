// One <road>: read leniently, refused only when nothing of it can be evaluated.

import type { Road, RoadLink } from "../../../model/roads/road-network.ts";
import { childOf, childrenOf, type Element } from "../xml/element.ts";
import { type Reader, speedMps, text } from "./attributes.ts";
import { readFurniture } from "./read-furniture.ts";
import { readCubics, readPlanView, readProfiles } from "./read-geometry.ts";
import { readSections } from "./read-lanes.ts";
import { readQuality } from "./read-quality.ts";

function readLink(reader: Reader, road: Element, name: "predecessor" | "successor"): RoadLink | undefined {
  const element = childOf(childOf(road, "link"), name);
  if (!element) return undefined;
  const kind = text(element, "elementType") === "junction" ? "junction" : "road";
  const id = text(element, "elementId");
  if (kind === "road" && id === text(road, "id")) {
    reader.report("warning", "finding.opendrive.self-link", { link: name });
    return undefined;
  }
  const contact = text(element, "contactPoint");
  const direction = text(element, "elementDir");
  const s = reader.optional(element, "elementS");
  return {
    kind,
    id,
    ...((contact === "start" || contact === "end") && { contactPoint: contact as "start" | "end" }),
    ...(s !== undefined && { sM: s }),
    ...((direction === "+" || direction === "-") && { direction: direction as "+" | "-" }),
  };
}

/** Undefined, with a finding that says why, when the road cannot be used. */
export function readRoad(reader: Reader, element: Element): Road | undefined {
  const planView = readPlanView(reader, childOf(element, "planView"));
  const last = planView.at(-1);
  if (!last) {
    reader.report("skipped", "finding.opendrive.road-without-geometry");
    return undefined;
  }
  const evaluated = last.sM + last.lengthM;
  const stated = reader.optional(element, "length");
  if (stated === undefined || Math.abs(stated - evaluated) > 0.01)
    reader.report("warning", "finding.opendrive.road-length", {
      statedM: stated,
      evaluatedM: Number(evaluated.toFixed(3)),
    });
  const lengthM = stated !== undefined && stated > 0 ? Math.min(stated, evaluated) : evaluated;
  const lanes = childOf(element, "lanes");
  const sections = readSections(reader, lanes, lengthM);
  if (sections.length === 0) reader.report("warning", "finding.opendrive.road-without-lanes");
  const junction = text(element, "junction");
  const predecessor = readLink(reader, element, "predecessor");
  const successor = readLink(reader, element, "successor");
  return {
    id: text(element, "id"),
    name: text(element, "name"),
    lengthM,
    ...(junction !== "" && junction !== "-1" && { junctionId: junction }),
    rule: text(element, "rule") === "LHT" ? "LHT" : "RHT",
    ...(predecessor && { predecessor }),
    ...(successor && { successor }),
    types: childrenOf(element, "type").map((type) => {
      const speed = childOf(type, "speed");
      return {
        sM: reader.number(type, "s"),
        type: text(type, "type"),
        ...(text(type, "country") !== "" && { country: text(type, "country") }),
        ...(speed && { speedMps: speedMps(reader, speed, "max") }),
      };
    }),
    planView,
    ...readProfiles(reader, element),
    laneOffset: readCubics(reader, childrenOf(lanes, "laneOffset")),
    sections,
    ...readFurniture(reader, element),
    ...readQuality(reader, element),
  };
}
