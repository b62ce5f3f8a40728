// The camera by keyboard, while the picture has the focus: arrows move, Page Up and Page Down rise and sink, Shift + arrows
// turn and tilt, + and − go nearer and farther. Speed grows with the height above ground. Text fields never see this.

import { Cartesian3, Math as CesiumMath } from "cesium";
import type { Detach } from "../layer.ts";
import { releaseFrame } from "./camera-moves.ts";
import type { CityScene } from "./city-scene.ts";

type Action = "forward" | "back" | "left" | "right" | "up" | "down" | "in" | "out";

const KEYS: Record<string, Action> = {
  ArrowUp: "forward",
  ArrowDown: "back",
  ArrowLeft: "left",
  ArrowRight: "right",
  PageUp: "up",
  PageDown: "down",
  Equal: "in",
  NumpadAdd: "in",
  Minus: "out",
  NumpadSubtract: "out",
};
const TURN_RAD_S = CesiumMath.toRadians(50);

/** What a key does to the camera; undefined = not a camera key (or a shortcut with a modifier). */
export function cameraAction(
  event: Pick<KeyboardEvent, "code" | "ctrlKey" | "metaKey" | "altKey">,
): Action | undefined {
  return event.ctrlKey || event.metaKey || event.altKey ? undefined : KEYS[event.code];
}

/** Metres a second for a height above ground: a walk at eye level, half the height a second above. */
export function moveSpeed(aboveGroundM: number): number {
  return Math.max(4, Math.abs(aboveGroundM) * 0.8);
}

/** Listens on `element` (focusable); `moved` is called when a key takes the camera over. */
export function attachCameraKeys(stage: CityScene, element: HTMLElement, moved: () => void): Detach {
  const pressed = new Map<string, { action: Action; turn: boolean }>();
  let stop: Detach | undefined;
  let lastMs = 0;

  function step() {
    const now = performance.now();
    const seconds = Math.min((now - lastMs) / 1000, 0.1);
    lastMs = now;
    for (const { action, turn } of pressed.values()) apply(stage, action, turn, seconds);
  }
  function release() {
    pressed.clear();
    stop?.();
    stop = undefined;
  }
  function down(event: KeyboardEvent) {
    const action = cameraAction(event);
    if (!action || event.target !== element) return;
    event.preventDefault();
    event.stopPropagation();
    if (pressed.size === 0) {
      moved();
      releaseFrame(stage.scene);
      lastMs = performance.now();
      const stopAnimation = stage.animate("keys");
      const stopSteps = stage.scene.preUpdate.addEventListener(step);
      stop = () => {
        stopAnimation();
        stopSteps();
      };
      // a tap shorter than a frame still moves
      apply(stage, action, event.shiftKey, 1 / 30);
    }
    pressed.set(event.code, { action, turn: event.shiftKey && event.code.startsWith("Arrow") });
  }
  function up(event: KeyboardEvent) {
    pressed.delete(event.code);
    if (pressed.size === 0) release();
  }
  element.addEventListener("keydown", down);
  element.addEventListener("keyup", up);
  element.addEventListener("blur", release);
  return () => {
    release();
    element.removeEventListener("keydown", down);
    element.removeEventListener("keyup", up);
    element.removeEventListener("blur", release);
  };
}

function apply(stage: CityScene, action: Action, turn: boolean, seconds: number): void {
  const { camera, globe } = stage.scene;
  if (turn) {
    const angle = TURN_RAD_S * seconds;
    const side = action === "right" ? angle : action === "left" ? -angle : 0;
    const tilt = action === "forward" ? angle : action === "back" ? -angle : 0;
    const pitch = CesiumMath.clamp(camera.pitch + tilt, -CesiumMath.PI_OVER_TWO, CesiumMath.PI_OVER_TWO);
    camera.setView({ orientation: { heading: camera.heading + side, pitch, roll: 0 } });
    return;
  }
  const ground = globe.getHeight(camera.positionCartographic) ?? stage.city.anchor.heightM;
  const distance = moveSpeed(camera.positionCartographic.height - ground) * seconds;
  if (action === "in" || action === "out") {
    camera.move(camera.direction, action === "in" ? distance : -distance);
    return;
  }
  const up = globe.ellipsoid.geodeticSurfaceNormal(camera.positionWC, new Cartesian3());
  if (action === "up" || action === "down") {
    camera.move(up, action === "up" ? distance : -distance);
    return;
  }
  const right = camera.rightWC;
  const sideways = action === "left" || action === "right";
  const along = sideways
    ? right
    : Cartesian3.normalize(Cartesian3.cross(up, right, new Cartesian3()), new Cartesian3());
  camera.move(along, action === "right" || action === "forward" ? distance : -distance);
}
