import { describe, expect, test } from "vitest";
import { type Drawing, polygonTool, rectangleTool } from "../../../../src/desk/layers/area/draw-tools.ts";
import { type Corner, moveCorner, rectangle } from "../../../../src/desk/layers/area/shape.ts";
import type { PointerPlace } from "../../../../src/desk/scenes/cesium/pointer-tool.ts";

/** A picture in which a pixel is a thousandth of a degree. */
const place = (xPx: number, yPx: number) =>
  ({ xPx, yPx, lonDeg: xPx / 1000, latDeg: yPx / 1000, heightM: 20 }) as PointerPlace;

function paper() {
  const drafts: Corner[][] = [];
  const done: Corner[][] = [];
  const drawing: Drawing = {
    draft: (corners) => void drafts.push(corners),
    done: (corners) => void done.push(corners),
    toScreen: ([lonDeg, latDeg]) => ({ x: lonDeg * 1000, y: latDeg * 1000 }),
  };
  return { drafts, done, drawing };
}
const SQUARE: Corner[] = [
  [0.1, 0.1],
  [0.1, 0.3],
  [0.4, 0.3],
  [0.4, 0.1],
];

describe("a rectangle", () => {
  test("is dragged from corner to corner", () => {
    const { drawing, done, drafts } = paper();
    const tool = rectangleTool(drawing);
    expect(tool.press?.(place(100, 100))).toBe(true);
    tool.drag?.(place(300, 200));
    tool.release?.(place(400, 300));
    expect(done).toEqual([SQUARE]);
    expect(drafts.length).toBe(1);
  });

  test("is clicked corner by corner where one does not drag", () => {
    const { drawing, done } = paper();
    const tool = rectangleTool(drawing);
    tool.press?.(place(400, 300));
    tool.release?.(place(401, 300));
    expect(done).toEqual([]);
    tool.move?.(place(200, 200));
    tool.press?.(place(100, 100));
    tool.release?.(place(100, 100));
    expect(done).toEqual([SQUARE]);
  });

  test("forgets its first corner at Backspace", () => {
    const { drawing, done, drafts } = paper();
    const tool = rectangleTool(drawing);
    tool.press?.(place(100, 100));
    tool.release?.(place(100, 100));
    expect(tool.key("Backspace")).toBe(true);
    expect(drafts.at(-1)).toEqual([]);
    tool.press?.(place(200, 200));
    tool.release?.(place(200, 200));
    expect(done).toEqual([]);
    expect(tool.key("x")).toBe(false);
  });

  test("keeps its opposite corner when one is moved, also across it", () => {
    expect(moveCorner("rectangle", SQUARE, 0, [0.6, 0.2])).toEqual(rectangle([0.4, 0.3], [0.6, 0.2]));
    expect(moveCorner("polygon", SQUARE, 1, [0, 0])[1]).toEqual([0, 0]);
  });
});

describe("a polygon", () => {
  const click = (tool: ReturnType<typeof polygonTool>, ...places: [number, number][]) => {
    for (const [x, y] of places) tool.click?.(place(x, y));
  };

  test("is closed by its first corner", () => {
    const { drawing, done } = paper();
    click(polygonTool(drawing), [100, 100], [100, 300], [400, 300], [400, 100], [104, 97]);
    expect(done).toEqual([SQUARE]);
  });

  test("is closed by a double click, whose two clicks are one corner", () => {
    const { drawing, done } = paper();
    const tool = polygonTool(drawing);
    click(tool, [100, 100], [100, 300], [400, 300], [400, 100], [400, 101]);
    tool.doubleClick?.(place(400, 100));
    expect(done).toEqual([SQUARE]);
  });

  test("is closed by Enter, takes corners back by Backspace, and needs three", () => {
    const { drawing, done, drafts } = paper();
    const tool = polygonTool(drawing);
    click(tool, [100, 100], [100, 300]);
    expect(tool.key("Enter")).toBe(true);
    expect(done).toEqual([]);
    click(tool, [400, 300], [900, 900]);
    tool.key("Backspace");
    expect(drafts.at(-1)?.length).toBe(3);
    tool.key("Enter");
    expect(done).toEqual([SQUARE.slice(0, 3)]);
  });

  test("shows the corner that the pointer would set", () => {
    const { drawing, drafts } = paper();
    const tool = polygonTool(drawing);
    click(tool, [100, 100]);
    tool.move?.(place(200, 150));
    expect(drafts.at(-1)).toEqual([
      [0.1, 0.1],
      [0.2, 0.15],
    ]);
  });
});
