import { describe, expect, test } from "vitest";
import { controllerPad, hasMenuButton, hasStick } from "../../../../src/desk/scenes/xr/body/controls-of.ts";

const pad = (mapping: string, buttons: number, axes: number) =>
  ({ mapping, buttons: Array(buttons).fill({}), axes: Array(axes).fill(0) }) as unknown as Gamepad;

describe("what a source has to be pressed on", () => {
  test("a controller of the standard mapping has a stick and a menu button", () => {
    const gamepad = pad("xr-standard", 7, 4);
    expect(controllerPad({ gamepad })).toBe(gamepad);
    expect(hasStick({ gamepad })).toBe(true);
    expect(hasMenuButton({ gamepad })).toBe(true);
  });

  test("a wand with a touchpad has a stick, but no menu button", () => {
    const gamepad = pad("xr-standard", 3, 2);
    expect(hasStick({ gamepad })).toBe(true);
    expect(hasMenuButton({ gamepad })).toBe(false);
  });

  test("a bare hand has neither, whatever mapping it states", () => {
    const hand = {} as XRHand;
    for (const gamepad of [pad("xr-standard", 1, 0), pad("xr-standard", 7, 4), pad("", 1, 0)]) {
      expect(controllerPad({ gamepad, hand })).toBeUndefined();
      expect(hasStick({ gamepad, hand })).toBe(false);
      expect(hasMenuButton({ gamepad, hand })).toBe(false);
    }
  });

  test("another mapping, a gaze and nothing at all have neither", () => {
    for (const source of [{ gamepad: pad("", 7, 4) }, {}, undefined]) {
      expect(hasStick(source)).toBe(false);
      expect(hasMenuButton(source)).toBe(false);
    }
  });
});
