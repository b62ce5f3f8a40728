// Lane sections, lanes and road marks of one road.

import type { Lane, LaneChange, LaneSection, RoadMark } from "../../../model/roads/road-network.ts";
import { childOf, childrenOf, type Element } from "../xml/element.ts";
import { flag, type Reader, speedMps, text } from "./attributes.ts";
import { readCubics, turnsNegative } from "./read-geometry.ts";

const LANE_CHANGES: readonly string[] = ["increase", "decrease", "both", "none"];

const optionalText = <K extends string>(key: K, value: string) =>
  value === "" ? {} : ({ [key]: value } as Record<K, string>);
const optionalNumber = <K extends string>(key: K, value: number | undefined) =>
  value === undefined ? {} : ({ [key]: value } as Record<K, number>);

function readRoadMark(reader: Reader, element: Element): RoadMark {
  const change = text(element, "laneChange");
  const line = (each: Element) => ({
    lengthM: reader.number(each, "length"),
    tOffsetM: reader.number(each, "tOffset"),
    sOffsetM: reader.number(each, "sOffset"),
    ...optionalText("rule", text(each, "rule")),
    ...optionalNumber("widthM", reader.optional(each, "width")),
  });
  const type = childOf(element, "type");
  return {
    sM: reader.number(element, "sOffset"),
    type: text(element, "type") || "none",
    weight: text(element, "weight") === "bold" ? "bold" : "standard",
    color: text(element, "color") || "standard",
    ...optionalNumber(
      "widthM",
      reader.optional(element, "width") ?? (type && reader.optional(type, "width")),
    ),
    ...optionalNumber("heightM", reader.optional(element, "height")),
    material: text(element, "material") || "standard",
    laneChange: (LANE_CHANGES.includes(change) ? change : "both") as LaneChange,
    lines: childrenOf(type, "line").map((each) => ({
      ...line(each),
      spaceM: reader.number(each, "space"),
      ...optionalText("color", text(each, "color")),
    })),
    explicit: childrenOf(childOf(element, "explicit"), "line").map(line),
    sway: readCubics(
      reader,
      childrenOf(element, "sway").map((each) => ({
        ...each,
        attributes: { ...each.attributes, s: text(each, "ds") },
      })),
    ),
    derivation: "stated",
  };
}

function readLane(reader: Reader, element: Element, id: number, sectionLengthM: number): Lane {
  const link = childOf(element, "link");
  const linked = (name: string) =>
    childrenOf(link, name)
      .map((each) => reader.optional(each, "id"))
      .filter((each) => each !== undefined);
  const sorted = <R extends { sM: number }>(records: R[]) => records.sort((a, b) => a.sM - b.sM);
  const width = readCubics(reader, childrenOf(element, "width"), "sOffset");
  if (turnsNegative(width, sectionLengthM))
    reader.report("warning", "finding.opendrive.negative-width", { lane: id });
  const direction = text(element, "direction");
  return {
    id,
    type: text(element, "type") || "none",
    level: flag(element, "level"),
    ...(["standard", "reversed", "both"].includes(direction) && {
      direction: direction as "standard" | "reversed" | "both",
    }),
    width,
    border: readCubics(reader, childrenOf(element, "border"), "sOffset"),
    height: sorted(
      childrenOf(element, "height").map((each) => ({
        sM: reader.number(each, "sOffset"),
        innerM: reader.number(each, "inner"),
        outerM: reader.number(each, "outer"),
      })),
    ),
    roadMarks: sorted(childrenOf(element, "roadMark").map((each) => readRoadMark(reader, each))),
    speed: sorted(
      childrenOf(element, "speed").map((each) => ({
        sM: reader.number(each, "sOffset"),
        maxMps: speedMps(reader, each, "max"),
      })),
    ),
    material: childrenOf(element, "material").map((each) => ({
      sM: reader.number(each, "sOffset"),
      surface: text(each, "surface"),
      ...optionalNumber("friction", reader.optional(each, "friction")),
      ...optionalNumber("roughness", reader.optional(each, "roughness")),
    })),
    access: childrenOf(element, "access").map((each) => ({
      sM: reader.number(each, "sOffset"),
      rule: text(each, "rule") === "allow" ? ("allow" as const) : ("deny" as const),
      restriction: text(each, "restriction"),
    })),
    rule: childrenOf(element, "rule").map((each) => ({
      sM: reader.number(each, "sOffset"),
      value: text(each, "value"),
    })),
    predecessors: linked("predecessor"),
    successors: linked("successor"),
  };
}

export function readSections(reader: Reader, lanes: Element | undefined, roadLengthM: number): LaneSection[] {
  const elements = childrenOf(lanes, "laneSection")
    .map((element) => ({ element, sM: Math.max(0, reader.number(element, "s")) }))
    .sort((a, b) => a.sM - b.sM);
  return elements.flatMap(({ element, sM }, i) => {
    const endM = Math.min(roadLengthM, elements[i + 1]?.sM ?? roadLengthM);
    if (endM < sM) {
      reader.report("skipped", "finding.opendrive.section-beyond-end", {}, `s ${sM} m`);
      return [];
    }
    const seen = new Set<number>();
    const own = ["left", "center", "right"]
      .flatMap((side) => childrenOf(childOf(element, side), "lane"))
      .flatMap((lane) => {
        const id = reader.optional(lane, "id");
        if (id === undefined || !Number.isInteger(id) || seen.has(id)) {
          reader.report("skipped", "finding.opendrive.lane-id", { id: text(lane, "id") }, `s ${sM} m`);
          return [];
        }
        seen.add(id);
        return [readLane(reader, lane, id, endM - sM)];
      });
    return [{ sM, endM, singleSide: flag(element, "singleSide"), lanes: own.sort((a, b) => b.id - a.id) }];
  });
}
