import { describe, expect, test } from "vitest";
import { createAttributeBook } from "../../../src/desk/view/attribute-book.ts";
import { createClipping } from "../../../src/desk/view/clipping.ts";
import { createCommandLog } from "../../../src/desk/view/command-log.ts";
import { figureLabel, figureText } from "../../../src/desk/view/measure-words.ts";
import { createMeasuring, jointAccuracy, type MeasuredPlace } from "../../../src/desk/view/measuring.ts";
import { pictureFileName, scaleLengthM } from "../../../src/desk/view/picture.ts";
import { coloursFor, createStyling, FIRST_CHOICE, legendCounts } from "../../../src/desk/view/styling.ts";
import { createViewStore } from "../../../src/desk/view/view-store.ts";

const place = (lonDeg: number, more: Partial<MeasuredPlace> = {}): MeasuredPlace => ({
  lonDeg,
  latDeg: 30.49,
  heightM: 20,
  pickHorM: 0.01,
  pickVerM: 0.01,
  accuracy: {},
  ...more,
});
const desk = () => {
  let clock = 0;
  const view = createViewStore();
  const log = createCommandLog(() => {
    clock += 10_000;
    return clock;
  });
  return { view, log, state: () => view.getState() };
};

describe("measuring", () => {
  test("a distance goes on until it is finished, a height ends with its second place", () => {
    const { view, log, state } = desk();
    const measuring = createMeasuring(view, log);
    measuring.take("distance");
    for (const lon of [114.47, 114.471, 114.472]) measuring.add(place(lon));
    expect(state().measuring.draft.length).toBe(3);
    measuring.back();
    measuring.finish();
    expect(state().measuring.done[0]?.places.length).toBe(2);
    measuring.take("height");
    measuring.add(place(114.47));
    measuring.add(place(114.47, { heightM: 26 }));
    expect(state().measuring.done.length).toBe(2);
    const outcome = state().measuring.done[1]?.outcome;
    expect(outcome && "figures" in outcome && outcome.figures[0]?.value).toBe(6);
  });

  test("undo takes a measurement away, redo brings it back with what was worked out meanwhile", () => {
    const { view, log, state } = desk();
    const measuring = createMeasuring(view, log);
    measuring.take("lane-width");
    measuring.add(place(114.47));
    const id = state().measuring.done[0]?.id as string;
    measuring.settle(id, { figures: [{ name: "lane-width", value: 3.5, unit: "m", pickSpread: 0 }] });
    measuring.take("height");
    measuring.add(place(114.47));
    measuring.add(place(114.47, { heightM: 21 }));
    log.undo();
    expect(state().measuring.done.map((each) => each.id)).toEqual([id]);
    expect(state().measuring.done[0]?.outcome).toBeDefined();
    log.undo();
    expect(state().measuring.done).toEqual([]);
    log.redo();
    log.redo();
    expect(state().measuring.done.length).toBe(2);
  });

  test("an outline that crosses itself says so instead of a figure", () => {
    const { view, log, state } = desk();
    const measuring = createMeasuring(view, log);
    measuring.take("area");
    for (const [lon, lat] of [
      [114.47, 30.49],
      [114.471, 30.491],
      [114.471, 30.49],
      [114.47, 30.491],
    ] as const)
      measuring.add(place(lon, { latDeg: lat }));
    measuring.finish();
    expect(state().measuring.done[0]?.outcome).toEqual({
      fault: { code: "fault.measure.crosses", params: {} },
    });
  });

  test("an accuracy holds for the whole only where every place states it, at its worst", () => {
    const a = place(114.47, { layer: "roads", accuracy: { absHorM: 0.1, relHorM: 0.05 } });
    const b = place(114.48, { layer: "roads", accuracy: { absHorM: 0.3, relHorM: 0.02 } });
    const c = place(114.48, { layer: "buildings", accuracy: { absHorM: 1, relHorM: 0.5 } });
    expect(jointAccuracy([a, b])).toEqual({ absHorM: 0.3, relHorM: 0.05 });
    expect(jointAccuracy([a, c])).toEqual({ absHorM: 1 });
    expect(jointAccuracy([a, place(114.48)])).toEqual({});
  });

  test("a figure is worded with its spread, or with the word that it is not known", () => {
    const figure = { name: "straight" as const, value: 12.3456, unit: "m" as const, pickSpread: 0.03 };
    expect(figureText("en", { ...figure, dataSpread: 0.04 })).toMatchObject({
      value: "12.346",
      spread: "± 0.050 m",
      known: true,
    });
    expect(figureText("en", figure).spread).toContain("unknown");
    expect(figureLabel("zh", figure)).toContain("精度未知");
    expect(figureText("en", { ...figure, value: 51234, pickSpread: 40, dataSpread: 30 }).value).toBe("51234");
  });
});

describe("styling", () => {
  const book = () => {
    const made = createAttributeBook();
    for (let i = 0; i < 100; i++)
      made.add(`b${i}`, [
        ["heightM", i < 90 ? i : Number.NaN],
        ["use", i % 3 === 0 ? "office" : "home"],
      ]);
    return made.table();
  };

  test("every feature that was met is counted under one entry of the legend", () => {
    const table = book();
    for (const column of table.columns) {
      const counts = legendCounts(coloursFor(column, FIRST_CHOICE), table);
      expect([...counts.values()].reduce((sum, n) => sum + n, 0)).toBe(100);
    }
    const [height] = table.columns;
    if (!height) throw new Error("no column");
    expect(legendCounts(coloursFor(height, FIRST_CHOICE), table).get("·no-data")).toBe(10);
  });

  test("colours, legend, filters, hiding and isolating are steps that undo one by one", () => {
    const { view, log, state } = desk();
    const styling = createStyling(view, log);
    const [height] = book().columns;
    styling.colourBy("buildings", height);
    styling.toggleEntry("buildings", "0");
    styling.filter("buildings", "heightM", { type: "range", property: "heightM", min: 10 });
    view.setState({ selection: { id: "b3", layer: "buildings", kind: "building", properties: {} } });
    styling.hideSelected();
    expect(state().selection).toBeUndefined();
    expect(state().styles.buildings).toMatchObject({ hidden: ["b3"], filters: [{ min: 10 }] });
    styling.showAll();
    expect(state().styles.buildings).toEqual({
      filters: [],
      hidden: [],
      colours: expect.objectContaining({ hidden: [] }),
    });
    for (let i = 0; i < 5; i++) log.undo();
    expect(state().styles).toEqual({});
  });

  test("a style that says nothing any more is none", () => {
    const { view, log, state } = desk();
    const styling = createStyling(view, log);
    styling.filter("roads", "widthM", { type: "range", property: "widthM", min: 3 });
    styling.filter("roads", "widthM", undefined);
    expect(state().styles).toEqual({});
  });
});

describe("clip and picture", () => {
  test("a box needs a drawn area; its figures typed one after another are one step", () => {
    const { view, log, state } = desk();
    const clipping = createClipping(view, log);
    expect(clipping.box(20)).toBe(false);
    const ring: [number, number][] = [
      [114, 30],
      [114.001, 30],
      [114.001, 30.001],
      [114, 30],
    ];
    view.setState({ area: { kind: "polygon", area: { polygons: [[ring]] } } });
    expect(clipping.box(20)).toBe(true);
    expect(state().clip).toMatchObject({ kind: "box", lowM: 0, highM: 320 });
    clipping.change({ highM: 50 });
    expect(state().clip).toMatchObject({ highM: 50 });
    log.undo();
    log.undo();
    expect(state().clip).toBeUndefined();
  });

  test("a scale bar is 1, 2 or 5 times a power of ten and never longer than its room", () => {
    for (const most of [0.7, 1, 3.9, 19, 49.9, 50, 720, 9999]) {
      const length = scaleLengthM(most);
      expect(length).toBeLessThanOrEqual(most);
      expect(length * 2.5).toBeGreaterThanOrEqual(most * 0.999);
      expect([1, 2, 5]).toContain(Number(length.toExponential().split("e")[0]));
    }
  });

  test("a picture's name is one that every system takes", () => {
    expect(pictureFileName('光谷 / "A:B"', "2026-11-25 03:10:00")).toBe("光谷-A-B-20261125031000.png");
    expect(pictureFileName("///", "2026")).toBe("lanetwin-2026.png");
  });
});
