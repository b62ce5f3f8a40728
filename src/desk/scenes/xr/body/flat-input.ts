// Mouse, finger and keyboard where no headset is worn: dragging looks, keys walk and turn, a click points, T or a double
// click teleports. Hears nothing within a session, and no key while somebody types.

import { MathUtils, type PerspectiveCamera, Ray, Vector3 } from "three";
import { isTyping } from "../../../view/command.ts";
import type { Detach } from "../../layer.ts";

const LOOK_RAD_PER_PX = 0.0035;
const MOST_PITCH_RAD = MathUtils.degToRad(85);
/** A press that moves less is a click. */
const STILL_PX = 4;

export interface FlatListener {
  active(): boolean;
  /** Turn by the mouse, positive to the left. */
  look(yawRad: number): void;
  snap(side: 1 | -1): void;
  recentre(): void;
  /** A click; `again` when it follows so soon that it is the second of two. */
  point(ray: Ray, again: boolean): void;
  /** The second of two clicks. */
  leap(ray: Ray): void;
  aim(): void;
  go(): void;
  menu(): void;
  help(): void;
}

export interface FlatInput {
  /** Where the mouse points. */
  ray: Ray;
  /** How keys push: to the right and ahead, −1 … 1. */
  pushRight(): number;
  pushAhead(): number;
  faster(): boolean;
  detach: Detach;
}

const MOVES: Record<string, "ahead" | "back" | "left" | "right"> = {
  KeyW: "ahead",
  ArrowUp: "ahead",
  KeyS: "back",
  ArrowDown: "back",
  KeyA: "left",
  ArrowLeft: "left",
  KeyD: "right",
  ArrowRight: "right",
};

export function createFlatInput(
  canvas: HTMLCanvasElement,
  camera: PerspectiveCamera,
  listener: FlatListener,
): FlatInput {
  const ray = new Ray();
  const at = new Vector3();
  const down = {
    ahead: new Set<string>(),
    back: new Set<string>(),
    left: new Set<string>(),
    right: new Set<string>(),
  };
  const pressed = { x: 0, y: 0, moved: false, id: -1 };
  let shift = false;
  let aiming = false;

  function aimRay(clientX: number, clientY: number): void {
    const { left, top, width, height } = canvas.getBoundingClientRect();
    camera.updateWorldMatrix(true, false);
    at.set(((clientX - left) / width) * 2 - 1, 1 - ((clientY - top) / height) * 2, 0.5).unproject(camera);
    ray.origin.setFromMatrixPosition(camera.matrixWorld);
    ray.direction.copy(at).sub(ray.origin).normalize();
  }
  const onDown = (event: PointerEvent) => {
    if (!listener.active() || event.button !== 0) return;
    canvas.closest<HTMLElement>("[tabindex]")?.focus({ preventScroll: true });
    Object.assign(pressed, { x: event.clientX, y: event.clientY, moved: false, id: event.pointerId });
    canvas.setPointerCapture(event.pointerId);
  };
  const onMove = (event: PointerEvent) => {
    if (!listener.active()) return;
    aimRay(event.clientX, event.clientY);
    if (pressed.id !== event.pointerId) return;
    const dx = event.clientX - pressed.x;
    const dy = event.clientY - pressed.y;
    if (!pressed.moved && Math.hypot(dx, dy) < STILL_PX) return;
    pressed.moved = true;
    pressed.x = event.clientX;
    pressed.y = event.clientY;
    listener.look(dx * LOOK_RAD_PER_PX);
    const pitch = camera.rotation.x + dy * LOOK_RAD_PER_PX;
    camera.rotation.set(MathUtils.clamp(pitch, -MOST_PITCH_RAD, MOST_PITCH_RAD), 0, 0);
  };
  const onUp = (event: PointerEvent) => {
    if (pressed.id !== event.pointerId) return;
    pressed.id = -1;
  };
  const onClick = (event: MouseEvent) => {
    if (!listener.active() || pressed.moved) return;
    aimRay(event.clientX, event.clientY);
    listener.point(ray, event.detail > 1);
  };
  const onDouble = (event: MouseEvent) => {
    if (!listener.active() || pressed.moved) return;
    aimRay(event.clientX, event.clientY);
    listener.leap(ray);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (!listener.active() || isTyping(event) || event.ctrlKey || event.metaKey || event.altKey) return;
    shift = event.shiftKey;
    const move = MOVES[event.code];
    if (move) {
      down[move].add(event.code);
      if (event.code.startsWith("Arrow")) event.preventDefault();
    }
    if (event.repeat) return;
    if (event.code === "KeyQ") listener.snap(1);
    if (event.code === "KeyE") listener.snap(-1);
    if (event.code === "KeyR") listener.recentre();
    if (event.code === "KeyM") listener.menu();
    if (event.key === "?") listener.help();
    if (event.code === "KeyT") {
      aiming = true;
      listener.aim();
    }
  };
  const onKeyUp = (event: KeyboardEvent) => {
    shift = event.shiftKey;
    const move = MOVES[event.code];
    if (move) down[move].delete(event.code);
    if (event.code === "KeyT" && aiming) {
      aiming = false;
      listener.go();
    }
  };
  const letGo = () => {
    for (const keys of Object.values(down)) keys.clear();
    shift = false;
    aiming = false;
    pressed.id = -1;
  };
  const onCancel = () => {
    pressed.id = -1;
  };
  canvas.style.touchAction = "none";
  canvas.addEventListener("pointerdown", onDown);
  canvas.addEventListener("pointermove", onMove);
  canvas.addEventListener("pointerup", onUp);
  canvas.addEventListener("pointercancel", onCancel);
  canvas.addEventListener("click", onClick);
  canvas.addEventListener("dblclick", onDouble);
  window.addEventListener("keydown", onKeyDown);
  window.addEventListener("keyup", onKeyUp);
  window.addEventListener("blur", letGo);
  const held = (keys: ReadonlySet<string>) => (keys.size > 0 ? 1 : 0);
  return {
    ray,
    pushRight: () => held(down.right) - held(down.left),
    pushAhead: () => held(down.ahead) - held(down.back),
    faster: () => shift,
    detach() {
      canvas.removeEventListener("pointerdown", onDown);
      canvas.removeEventListener("pointermove", onMove);
      canvas.removeEventListener("pointerup", onUp);
      canvas.removeEventListener("pointercancel", onCancel);
      canvas.removeEventListener("click", onClick);
      canvas.removeEventListener("dblclick", onDouble);
      window.removeEventListener("keydown", onKeyDown);
      window.removeEventListener("keyup", onKeyUp);
      window.removeEventListener("blur", letGo);
    },
  };
}
