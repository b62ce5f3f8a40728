import { describe, expect, it } from "vitest";
import { cameraAction, moveSpeed } from "../../../src/desk/scenes/cesium/camera-keys.ts";
import { middleOfRun, nearestDirection } from "../../../src/desk/scenes/cesium/lane-heading.ts";

describe("the heading of a lane read from a ring of picks", () => {
  it("is the middle of the longest run, also across the end of the circle", () => {
    expect(middleOfRun([false, true, true, true, false, true])).toBe(2);
    expect(middleOfRun([true, false, false, false, false, true])).toBe(5.5);
    expect(middleOfRun([false, false])).toBeUndefined();
  });
  it("takes of a line's two directions the one nearest to the view", () => {
    const deg = Math.PI / 180;
    expect(nearestDirection(90 * deg, 260 * deg) / deg).toBeCloseTo(270, 9);
    expect(nearestDirection(90 * deg, 100 * deg) / deg).toBeCloseTo(90, 9);
    expect(nearestDirection(10 * deg, 350 * deg) / deg).toBeCloseTo(10, 9);
  });
});

describe("camera keys", () => {
  const key = (code: string, held: object = {}) =>
    cameraAction({ code, ctrlKey: false, metaKey: false, altKey: false, ...held });
  it("move by arrows and page keys, leave letters to the commands and shortcuts with a modifier alone", () => {
    expect(key("ArrowUp")).toBe("forward");
    expect(key("KeyW")).toBeUndefined();
    expect(key("PageUp")).toBe("up");
    expect(key("ArrowLeft", { ctrlKey: true })).toBeUndefined();
    expect(key("KeyM")).toBeUndefined();
  });
  it("go faster high up and at walking pace near the road", () => {
    expect(moveSpeed(1.7)).toBe(4);
    expect(moveSpeed(1000)).toBeGreaterThan(moveSpeed(100));
  });
});
