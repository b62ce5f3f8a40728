import { expect, test } from "vitest";
import {
  ATTRIBUTE_GROUPS,
  attributesOf,
  groupsOf,
} from "../../../../src/desk/panels/export/attribute-groups.ts";
import { ROAD_ATTRIBUTES, ROAD_CLASSES } from "../../../../src/model/records/road-attributes.ts";
import { resources } from "../../../../src/words/index.ts";

const all = attributesOf(ROAD_CLASSES.map(({ id }) => id));

test("every attribute of the dictionary stands in exactly one group that has a name in both languages", () => {
  const grouped = ATTRIBUTE_GROUPS.flatMap(({ names }) => names);
  expect([...grouped].sort()).toEqual([...ROAD_ATTRIBUTES.keys()].sort());
  for (const { id } of ATTRIBUTE_GROUPS)
    for (const language of ["zh", "en"] as const)
      expect(resources[language][`export.group.${id}`]).toBeTruthy();
});

test("attributes are those of the chosen classes, in the dictionary's order", () => {
  expect(attributesOf(["junction"]).map(({ name }) => name)).toEqual(["id", "name", "type", "derivation"]);
  expect(attributesOf([])).toEqual([]);
});

test("a search finds by name, by title and by definition in either language", () => {
  const found = (text: string) =>
    groupsOf(all, text).flatMap(({ attributes }) => attributes.map(({ name }) => name));
  expect(found("speedkmh")).toEqual(["speedKmh"]);
  expect(found("限速")).toEqual(["speedKmh", "speedDerivation"]);
  expect(found(" Successors ")).toEqual(["successors"]);
  expect(found("no such thing")).toEqual([]);
  expect(found("").length).toBe(all.length);
});
