// The data dictionary's attributes in groups, so that a list of forty can be read. One that no group names is shown with
// the kinds: a new attribute is never lost.

import {
  type Attribute,
  ROAD_ATTRIBUTES,
  ROAD_CLASSES,
  type RoadClassId,
} from "../../../model/records/road-attributes.ts";

export const ATTRIBUTE_GROUPS: readonly { id: string; names: readonly string[] }[] = [
  { id: "identity", names: ["id", "road", "name", "section", "lane", "junction", "controller"] },
  { id: "kind", names: ["type", "subtype", "country", "value", "unit", "text", "face", "structure"] },
  { id: "size", names: ["widthM", "lengthM", "heightM", "headingDeg", "stationM", "offsetM"] },
  { id: "traffic", names: ["direction", "speedKmh", "access", "laneChange", "rule"] },
  { id: "topology", names: ["predecessors", "successors", "leftLane", "rightLane"] },
  { id: "paint", names: ["colour", "material", "dashM", "gapM", "surface"] },
  { id: "quality", names: ["accuracyM", "derivation", "speedDerivation", "standard", "source"] },
];

/** Attributes that the classes have, in the dictionary's order. */
export function attributesOf(classes: readonly RoadClassId[]): Attribute[] {
  const names = new Set(
    ROAD_CLASSES.flatMap(({ id, attributes }): readonly string[] => (classes.includes(id) ? attributes : [])),
  );
  return [...ROAD_ATTRIBUTES.values()].filter(({ name }) => names.has(name));
}

/** Those whose name, title or definition holds the text, by group; empty groups are left out. */
export function groupsOf(
  attributes: readonly Attribute[],
  text = "",
): { id: string; attributes: Attribute[] }[] {
  const wanted = text.trim().toLowerCase();
  const matches = ({ name, title, definition }: Attribute) =>
    [name, title.zh, title.en, definition.zh, definition.en].some((each) =>
      each.toLowerCase().includes(wanted),
    );
  const grouped = new Set(ATTRIBUTE_GROUPS.flatMap(({ names }) => names));
  return ATTRIBUTE_GROUPS.map(({ id, names }) => ({
    id,
    attributes: attributes.filter(
      (each) => (names.includes(each.name) || (id === "kind" && !grouped.has(each.name))) && matches(each),
    ),
  })).filter((group) => group.attributes.length > 0);
}
