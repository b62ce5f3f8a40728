// What stands on a road: objects, tunnels, bridges, signals and their references.

import type {
  LaneValidity,
  ObjectRepeat,
  Outline,
  Road,
  RoadObject,
  RoadStructure,
  Signal,
  SignalReference,
} from "../../../model/roads/road-network.ts";
import { childOf, childrenOf, type Element } from "../xml/element.ts";
import { flag, type Reader, text } from "./attributes.ts";

type Orientation = "+" | "-" | "none";
const orientation = (element: Element): Orientation => {
  const written = text(element, "orientation");
  return written === "+" || written === "-" ? written : "none";
};

const validity = (reader: Reader, element: Element): LaneValidity[] =>
  childrenOf(element, "validity").map((each) => ({
    fromLane: reader.number(each, "fromLane"),
    toLane: reader.number(each, "toLane"),
  }));

/** Numbers that may be absent, under their names in the model. */
function some<K extends string>(
  reader: Reader,
  element: Element,
  names: Record<K, string>,
): Partial<Record<K, number>> {
  const out: Partial<Record<K, number>> = {};
  for (const [key, attribute] of Object.entries(names) as [K, string][]) {
    const value = reader.optional(element, attribute);
    if (value !== undefined) out[key] = value;
  }
  return out;
}

function words<K extends string>(element: Element, names: Record<K, string>): Partial<Record<K, string>> {
  const out: Partial<Record<K, string>> = {};
  for (const [key, attribute] of Object.entries(names) as [K, string][])
    if (text(element, attribute) !== "") out[key] = text(element, attribute);
  return out;
}

function readOutline(reader: Reader, element: Element): Outline | undefined {
  const common = {
    ...some(reader, element, { id: "id" }),
    outer: text(element, "outer") !== "false",
    closed: text(element, "closed") !== "false",
    ...words(element, { fillType: "fillType", laneType: "laneType" }),
  };
  const road = childrenOf(element, "cornerRoad");
  if (road.length > 0)
    return {
      ...common,
      corners: {
        kind: "road",
        points: road.map((corner) => ({
          ...some(reader, corner, { id: "id" }),
          s: reader.number(corner, "s"),
          t: reader.number(corner, "t"),
          dz: reader.number(corner, "dz"),
          heightM: reader.number(corner, "height"),
        })),
      },
    };
  const local = childrenOf(element, "cornerLocal");
  if (local.length === 0) return undefined;
  return {
    ...common,
    corners: {
      kind: "local",
      points: local.map((corner) => ({
        ...some(reader, corner, { id: "id" }),
        u: reader.number(corner, "u"),
        v: reader.number(corner, "v"),
        z: reader.number(corner, "z"),
        heightM: reader.number(corner, "height"),
      })),
    },
  };
}

const readRepeat = (reader: Reader, element: Element): ObjectRepeat => ({
  sM: reader.number(element, "s"),
  lengthM: reader.number(element, "length"),
  distanceM: reader.number(element, "distance"),
  tStart: reader.number(element, "tStart"),
  tEnd: reader.number(element, "tEnd"),
  zOffsetStart: reader.number(element, "zOffsetStart"),
  zOffsetEnd: reader.number(element, "zOffsetEnd"),
  heightStart: reader.number(element, "heightStart"),
  heightEnd: reader.number(element, "heightEnd"),
  ...some(reader, element, {
    widthStart: "widthStart",
    widthEnd: "widthEnd",
    lengthStart: "lengthStart",
    lengthEnd: "lengthEnd",
    radiusStart: "radiusStart",
    radiusEnd: "radiusEnd",
  }),
  ...(flag(element, "detachFromReferenceLine") && { detachFromReferenceLine: true }),
});

function readObject(reader: Reader, element: Element): RoadObject {
  const outlines = [
    ...childrenOf(element, "outline"),
    ...childrenOf(childOf(element, "outlines"), "outline"),
  ];
  const parking = childOf(element, "parkingSpace");
  return {
    id: text(element, "id"),
    name: text(element, "name"),
    type: text(element, "type") || "none",
    subtype: text(element, "subtype"),
    dynamic: flag(element, "dynamic"),
    sM: reader.number(element, "s"),
    tM: reader.number(element, "t"),
    zOffsetM: reader.number(element, "zOffset"),
    orientation: orientation(element),
    headingRad: reader.number(element, "hdg"),
    pitchRad: reader.number(element, "pitch"),
    rollRad: reader.number(element, "roll"),
    ...some(reader, element, {
      heightM: "height",
      lengthM: "length",
      widthM: "width",
      radiusM: "radius",
      validLengthM: "validLength",
    }),
    outlines: outlines
      .map((outline) => readOutline(reader, outline))
      .filter((outline) => outline !== undefined),
    repeats: childrenOf(element, "repeat").map((repeat) => readRepeat(reader, repeat)),
    markings: childrenOf(childOf(element, "markings"), "marking").map((marking) => ({
      ...words(marking, { side: "side" }),
      color: text(marking, "color"),
      widthM: reader.number(marking, "width"),
      zOffsetM: reader.number(marking, "zOffset"),
      lineLengthM: reader.number(marking, "lineLength"),
      spaceLengthM: reader.number(marking, "spaceLength"),
      startOffsetM: reader.number(marking, "startOffset"),
      stopOffsetM: reader.number(marking, "stopOffset"),
      corners: childrenOf(marking, "cornerReference").map((corner) => reader.number(corner, "id")),
    })),
    materials: childrenOf(element, "material").map((material) => ({
      ...words(material, { surface: "surface" }),
      ...some(reader, material, { friction: "friction", roughness: "roughness" }),
    })),
    validity: validity(reader, element),
    ...(parking && {
      parkingSpace: {
        access: text(parking, "access") || "all",
        ...words(parking, { restrictions: "restrictions" }),
      },
    }),
    userData: Object.fromEntries(
      childrenOf(element, "userData").map((data) => [text(data, "code"), text(data, "value")]),
    ),
  };
}

const readStructure = (reader: Reader, element: Element): RoadStructure => ({
  id: text(element, "id"),
  name: text(element, "name"),
  type: text(element, "type"),
  sM: reader.number(element, "s"),
  lengthM: reader.number(element, "length"),
  validity: validity(reader, element),
  ...some(reader, element, { lighting: "lighting", daylight: "daylight" }),
});

const SIGN_WORDS = { country: "country", unit: "unit", text: "text" };

function readSignal(reader: Reader, element: Element): Signal {
  const inertial = childOf(element, "positionInertial");
  const onRoad = childOf(element, "positionRoad");
  const dynamic = text(element, "dynamic");
  return {
    id: text(element, "id"),
    name: text(element, "name"),
    dynamic: dynamic === "yes" || dynamic === "true",
    sM: reader.number(element, "s"),
    tM: reader.number(element, "t"),
    zOffsetM: reader.number(element, "zOffset"),
    orientation: orientation(element),
    ...words(element, { ...SIGN_WORDS, countryRevision: "countryRevision" }),
    type: text(element, "type"),
    subtype: text(element, "subtype"),
    ...some(reader, element, { value: "value", heightM: "height", widthM: "width", lengthM: "length" }),
    hOffsetRad: reader.number(element, "hOffset"),
    pitchRad: reader.number(element, "pitch"),
    rollRad: reader.number(element, "roll"),
    validity: validity(reader, element),
    dependencies: childrenOf(element, "dependency").map((each) => ({
      id: text(each, "id"),
      type: text(each, "type"),
    })),
    references: childrenOf(element, "reference").map((each) => ({
      elementType: text(each, "elementType"),
      elementId: text(each, "elementId"),
      type: text(each, "type"),
    })),
    boards: element.children
      .filter(({ name }) => name === "staticBoard" || name === "vmsBoard")
      .map((board) => ({
        kind: board.name === "staticBoard" ? ("static" as const) : ("vms" as const),
        signs: childrenOf(board, "sign").map((sign) => ({
          ...words(sign, SIGN_WORDS),
          type: text(sign, "type"),
          subtype: text(sign, "subtype"),
          ...some(reader, sign, { value: "value", widthM: "width", heightM: "height" }),
          v: reader.number(sign, "v"),
          z: reader.number(sign, "z"),
        })),
      })),
    ...(inertial && {
      positionInertial: {
        x: reader.number(inertial, "x"),
        y: reader.number(inertial, "y"),
        z: reader.number(inertial, "z"),
        headingRad: reader.number(inertial, "hdg"),
      },
    }),
    ...(onRoad && {
      positionRoad: {
        roadId: text(onRoad, "roadId"),
        sM: reader.number(onRoad, "s"),
        tM: reader.number(onRoad, "t"),
        zOffsetM: reader.number(onRoad, "zOffset"),
        hOffsetRad: reader.number(onRoad, "hOffset"),
      },
    }),
  };
}

const readReference = (reader: Reader, element: Element): SignalReference => ({
  signalId: text(element, "id"),
  sM: reader.number(element, "s"),
  tM: reader.number(element, "t"),
  orientation: orientation(element),
  validity: validity(reader, element),
});

type Furniture = Pick<Road, "objects" | "tunnels" | "bridges" | "signals" | "signalReferences">;

/** An id that stands twice on its road gets a number behind it: everything keeps a name of its own. */
function named<T extends { id: string; sM: number }>(reader: Reader, things: T[]): T[] {
  const taken = new Set<string>();
  return things.map((thing) => {
    let { id } = thing;
    for (let n = 2; taken.has(id); n++) id = `${thing.id}~${n}`;
    taken.add(id);
    if (id === thing.id) return thing;
    const at = `s ${thing.sM} m`;
    reader.report("warning", "finding.opendrive.repeated-id", { id: thing.id, named: id }, at);
    return { ...thing, id };
  });
}

export function readFurniture(reader: Reader, road: Element): Furniture {
  const objects = childOf(road, "objects");
  const signals = childOf(road, "signals");
  return {
    objects: named(
      reader,
      childrenOf(objects, "object").map((each) => readObject(reader, each)),
    ),
    tunnels: childrenOf(objects, "tunnel").map((each) => readStructure(reader, each)),
    bridges: childrenOf(objects, "bridge").map((each) => readStructure(reader, each)),
    signals: named(
      reader,
      childrenOf(signals, "signal").map((each) => readSignal(reader, each)),
    ),
    signalReferences: childrenOf(signals, "signalReference").map((each) => readReference(reader, each)),
  };
}
