// Junctions and signal controllers.

import type { ContactPoint, Controller, Junction } from "../../../model/roads/road-network.ts";
import { childOf, childrenOf, type Element } from "../xml/element.ts";
import { type Reader, text } from "./attributes.ts";

const TYPES: readonly string[] = ["default", "direct", "virtual", "crossing"];
const contact = (element: Element) => {
  const written = text(element, "contactPoint");
  return written === "start" || written === "end" ? { contactPoint: written as ContactPoint } : {};
};
const named = <K extends string>(element: Element, names: readonly K[]) =>
  Object.fromEntries(
    names.filter((name) => text(element, name) !== "").map((name) => [name, text(element, name)]),
  ) as Partial<Record<K, string>>;

export function readJunction(reader: Reader, element: Element): Junction {
  const type = text(element, "type");
  const mainRoad = text(element, "mainRoad");
  const stations = (each: Element) => {
    const out: Partial<Record<"sStart" | "sEnd", number>> = {};
    for (const key of ["sStart", "sEnd"] as const) {
      const value = reader.optional(each, key);
      if (value !== undefined) out[key] = value;
    }
    return out;
  };
  return {
    id: text(element, "id"),
    name: text(element, "name"),
    type: (TYPES.includes(type) ? type : "default") as Junction["type"],
    connections: childrenOf(element, "connection").map((each) => ({
      id: text(each, "id"),
      ...named(each, ["incomingRoad", "connectingRoad", "linkedRoad"]),
      ...contact(each),
      laneLinks: childrenOf(each, "laneLink").map((link) => ({
        from: reader.number(link, "from"),
        to: reader.number(link, "to"),
      })),
    })),
    priorities: childrenOf(element, "priority").map((each) => ({
      high: text(each, "high"),
      low: text(each, "low"),
    })),
    controllers: childrenOf(element, "controller").map((each) => {
      const sequence = reader.optional(each, "sequence");
      return { id: text(each, "id"), type: text(each, "type"), ...(sequence !== undefined && { sequence }) };
    }),
    ...(mainRoad !== "" && {
      virtual: {
        mainRoad,
        sStart: reader.number(element, "sStart"),
        sEnd: reader.number(element, "sEnd"),
        orientation: text(element, "orientation"),
      },
    }),
    boundary: childrenOf(childOf(element, "boundary"), "segment").map((each) => ({
      kind: text(each, "type"),
      roadId: text(each, "roadId"),
      ...stations(each),
      ...contact(each),
    })),
  };
}

type Phases = NonNullable<Controller["phases"]>;

/** Our own plan in userData; a wrong one is a finding, and the controller stays without. */
function readPhases(reader: Reader, element: Element): { phases?: Phases } {
  const data = childrenOf(element, "userData").find((each) => text(each, "code") === "lanetwin:phases");
  if (!data) return {};
  try {
    const phases = JSON.parse(text(data, "value")) as Phases;
    const sound =
      Array.isArray(phases) &&
      phases.every((p) => p.durationS > 0 && Array.isArray(p.green) && Array.isArray(p.yellow));
    if (sound) return { phases };
  } catch {
    // Falls through: what is not JSON is reported like what has the wrong shape.
  }
  reader.report("warning", "finding.opendrive.phases", { controller: text(element, "id") });
  return {};
}

export function readController(reader: Reader, element: Element): Controller {
  const sequence = reader.optional(element, "sequence");
  return {
    id: text(element, "id"),
    name: text(element, "name"),
    ...(sequence !== undefined && { sequence }),
    controls: childrenOf(element, "control").map((each) => ({
      signalId: text(each, "signalId"),
      type: text(each, "type"),
    })),
    ...readPhases(reader, element),
  };
}
