// Whatever points within a session, as one kind of thing: tracked controllers (read by the xr-standard mapping only), bare
// hands (a pinch is a press), and gazes that exist while fingers are pinched. Tells presses, holds, sticks and buttons;
// what they mean is the body's. Rays are in the world's axes and kept.

import { Matrix4, Ray, type XRTargetRaySpace } from "three";
import type { Detach } from "../../layer.ts";
import type { WalkScene } from "../walk-scene.ts";
import { controllerPad, hasStick, MENU, SQUEEZE, STICK_CLICK } from "./controls-of.ts";
import { createHandMarks, type HandMark, RAY_M } from "./hand-marks.ts";
import { cancelStick, newStick, type StickGesture, type StickState, stickGesture } from "./stick-gestures.ts";

/** Two hands, and two gazes beside them. */
const MOST = 4;
/** A press this long aims a teleport; shorter ones select. */
export const HOLD_MS = 350;
/** And no fewer frames: a stall makes no hold of a short press. */
const HOLD_FRAMES = 4;

export interface XrPointer {
  index: number;
  source: XRInputSource | undefined;
  ray: Ray;
  /** As it was when the press began: a gaze is only true then. */
  pressRay: Ray;
  stick: StickState;
  /** Frame time of the press; below 0 = none that is still open. */
  pressedMs: number;
  /** Stick of the xr-standard mapping, after this frame. */
  x: number;
  y: number;
}

export interface PointerListener {
  /** A press began; true when it is used up. */
  press(pointer: XrPointer): boolean;
  hold(pointer: XrPointer): void;
  /** It ended; `held` when it had become a hold. */
  release(pointer: XrPointer, held: boolean): void;
  gesture(pointer: XrPointer, gesture: StickGesture): void;
  cancel(pointer: XrPointer): void;
  menu(pointer: XrPointer): void;
  /** Whether this pointer's stick walks instead of making gestures. */
  walks(pointer: XrPointer): boolean;
  /** Metres to what the ray points at, as far as it is to be drawn. */
  reach(pointer: XrPointer): number;
}

interface Slot extends XrPointer {
  space: XRTargetRaySpace;
  mark: HandMark;
  held: boolean;
  pressedFrames: number;
  menuDown: boolean;
  clickDown: boolean;
}

export interface XrPointers {
  all: readonly XrPointer[];
  /** How many controllers with sticks there are. */
  sticks(): number;
  update(timeMs: number): void;
  detach: Detach;
}

export function createXrPointers({ renderer, rig }: WalkScene, listener: PointerListener): XrPointers {
  const { xr } = renderer;
  const marks = createHandMarks();
  const world = new Matrix4();
  const stops: Detach[] = [];
  let nowMs = 0;

  function aim(slot: Slot, ray: Ray): void {
    world.multiplyMatrices(rig.matrixWorld, slot.space.matrix);
    ray.origin.setFromMatrixPosition(world);
    ray.direction.set(0, 0, -1).transformDirection(world);
  }

  const slots = Array.from({ length: MOST }, (_, index): Slot => {
    const space = xr.getController(index);
    const mark = marks.make();
    const slot: Slot = {
      index,
      source: undefined,
      ray: new Ray(),
      pressRay: new Ray(),
      stick: newStick(),
      pressedMs: -1,
      x: 0,
      y: 0,
      space,
      mark,
      held: false,
      pressedFrames: 0,
      menuDown: false,
      clickDown: false,
    };
    const connect = ({ data }: { data: XRInputSource }) => {
      slot.source = data;
      slot.stick = newStick();
      slot.pressedMs = -1;
      slot.held = false;
    };
    const disconnect = () => {
      if (slot.held || slot.stick.aiming) listener.cancel(slot);
      slot.source = undefined;
      slot.pressedMs = -1;
      slot.held = false;
      mark.hide();
    };
    const selectStart = () => {
      rig.updateMatrixWorld();
      aim(slot, slot.pressRay);
      slot.held = false;
      slot.pressedFrames = 0;
      slot.pressedMs = listener.press(slot) ? -1 : nowMs;
    };
    const selectEnd = () => {
      const open = slot.pressedMs >= 0;
      const { held } = slot;
      slot.pressedMs = -1;
      slot.held = false;
      if (open) listener.release(slot, held);
    };
    space.addEventListener("connected", connect);
    space.addEventListener("disconnected", disconnect);
    space.addEventListener("selectstart", selectStart);
    space.addEventListener("selectend", selectEnd);
    space.add(mark.group);
    rig.add(space);
    stops.push(() => {
      space.removeEventListener("connected", connect);
      space.removeEventListener("disconnected", disconnect);
      space.removeEventListener("selectstart", selectStart);
      space.removeEventListener("selectend", selectEnd);
      space.remove(mark.group);
      rig.remove(space);
    });
    return slot;
  });

  function readStick(slot: Slot, gamepad: Gamepad): void {
    const { axes, buttons } = gamepad;
    // A touchpad alone stands where a stick would; with both the stick's axes come after.
    slot.x = (axes.length >= 4 ? axes[2] : axes[0]) ?? 0;
    slot.y = (axes.length >= 4 ? axes[3] : axes[1]) ?? 0;
    const click = buttons[STICK_CLICK]?.pressed === true;
    if (click && !slot.clickDown && slot.stick.aiming) {
      cancelStick(slot.stick);
      listener.cancel(slot);
    }
    slot.clickDown = click;
    const menu = buttons[MENU]?.pressed === true;
    if (menu && !slot.menuDown) listener.menu(slot);
    slot.menuDown = menu;
    // While the stick walks, a squeezed grip gives it back to turning and aiming: one hand does everything.
    if (listener.walks(slot) && buttons[SQUEEZE]?.pressed !== true && !slot.stick.aiming) return;
    const gesture = stickGesture(slot.stick, slot.x, slot.y);
    slot.x = 0;
    slot.y = 0;
    if (gesture !== "none") listener.gesture(slot, gesture);
  }

  return {
    all: slots,
    sticks() {
      let count = 0;
      for (let i = 0; i < slots.length; i++) if (hasStick(slots[i]?.source)) count += 1;
      return count;
    },
    update(timeMs) {
      nowMs = timeMs;
      // Rays hide while the system shows something over the scene.
      const seen = xr.getSession()?.visibilityState === "visible";
      for (let i = 0; i < slots.length; i++) {
        const slot = slots[i] as Slot;
        const { source, space, mark } = slot;
        slot.x = 0;
        slot.y = 0;
        if (!source || !space.visible || !seen) {
          mark.hide();
          continue;
        }
        aim(slot, slot.ray);
        const pad = controllerPad(source);
        if (pad) readStick(slot, pad);
        if (slot.pressedMs >= 0 && !slot.held) {
          slot.pressedFrames += 1;
          if (timeMs - slot.pressedMs >= HOLD_MS && slot.pressedFrames >= HOLD_FRAMES) {
            slot.held = true;
            listener.hold(slot);
          }
        }
        const tracked = source.targetRayMode === "tracked-pointer";
        if (tracked) mark.show(Math.min(RAY_M, listener.reach(slot)), !source.hand);
        else {
          listener.reach(slot);
          mark.hide();
        }
      }
    },
    detach() {
      for (const stop of stops) stop();
      marks.dispose();
    },
  };
}
