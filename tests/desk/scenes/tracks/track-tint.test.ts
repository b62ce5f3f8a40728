import { expect, test } from "vitest";
import {
  isTintHidden,
  TINT_IDS,
  TRACK_TINTS,
  tintEntry,
  tintState,
} from "../../../../src/desk/scenes/tracks/track-tint.ts";
import { createViewStore } from "../../../../src/desk/view/view-store.ts";
import { createTwinState, type Twin } from "../../../../src/model/twin/twin-store.ts";
import { resources } from "../../../../src/words/index.ts";

const car = { id: "v", class: "car", lengthM: 4, widthM: 2, heightM: 1, colorRgb: 0, source: "b" } as const;
const pose = { eastM: 0, northM: 0, upM: 0, headingRad: 0, speedMps: 15, reportedMs: 0 };
const store = createTwinState(0);
store.setState({ sourceCodes: ["a", "b"] });
const twin = { store, nowMs: () => 3000 } as Pick<Twin, "store" | "nowMs"> as Twin;

test("every tint has its words and as many legend entries as colours, told apart by their ids", () => {
  const sources = [
    { id: "a", kind: "http", title: "A", objects: 0 },
    { id: "b", kind: "http", title: "B", objects: 0 },
  ] as const;
  expect(TRACK_TINTS.map(({ id }) => id)).toEqual([...TINT_IDS]);
  const ids = TRACK_TINTS.flatMap(({ title, entries }) => {
    expect(resources.zh[title]).toBeDefined();
    return entries({ sources, sourceCodes: ["a", "b"] }).map(({ id }) => id);
  });
  expect(new Set(ids).size).toBe(ids.length);
  expect(TRACK_TINTS[3]?.entries({ sources, sourceCodes: ["a", "b"] }).map(({ title }) => title)).toEqual([
    "A",
    "B",
  ]);
});

test("a thing stands where its speed, age, class or source puts it", () => {
  const about = { class: "bus", speedMps: 40 / 3.6, ageS: 2.5, sourceCode: -1 } as const;
  expect(tintEntry("speed", about)).toBe(3);
  expect(tintEntry("speed", { ...about, speedMps: 39.9 / 3.6 })).toBe(2);
  expect(tintEntry("age", about)).toBe(2);
  expect(tintEntry("class", about)).toBe(1);
  expect(tintEntry("source", { ...about, sourceCode: 99 })).toBe(31);
  expect(tintEntry("paint", about)).toBeUndefined();
});

test("the pointer finds what the legend shows and nothing else, and a legend of another tint hides nothing", () => {
  const view = createViewStore({ tints: { vehicles: "speed" }, hidden: { vehicles: ["speed:3", "age:0"] } });
  const hidden = () => isTintHidden(twin, tintState(view.getState(), "vehicles"), car, pose);
  expect(hidden()).toBe(true);
  view.setState({ tints: { vehicles: "age" } });
  expect(hidden()).toBe(false);
  view.setState({ hidden: { vehicles: ["age:2"] } });
  expect(hidden()).toBe(true);
  view.setState({ tints: { vehicles: "source" }, hidden: { vehicles: ["source:1"] } });
  expect(hidden()).toBe(true);
  view.setState({ tints: {} });
  expect(hidden()).toBe(false);
});
