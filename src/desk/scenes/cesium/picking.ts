// Hover tells, click selects, double click flies, unless a tool has the pointer. Picks are asked for at most ten times a second while the pointer
// moves, and never while a button is down. The pointer's coordinate comes from the drawn depth, else from the ground.

import { Cartesian2, type Cartesian3, Cartographic, Math as CesiumMath } from "cesium";
import type { Detach, Pick } from "../layer.ts";
import { pointAt } from "./camera-moves.ts";
import type { CityScene } from "./city-scene.ts";
import type { PointerPlace, PointerTool } from "./pointer-tool.ts";

export interface PointerListener {
  hover(hover: { pick: Pick; xPx: number; yPx: number } | undefined): void;
  cursor(at: { lonDeg: number; latDeg: number; heightM: number } | undefined): void;
  select(pick: Pick | undefined): void;
  fly(pick: Pick | undefined, at: Cartesian3 | undefined): void;
}

const PERIOD_MS = 100;
/** A pointer that moved less than this between press and release has clicked, pixels. */
const CLICK_PX = 4;

/** What is drawn at a canvas position (CSS pixels): the pick and the ECEF position under it. */
export function pickAt(stage: CityScene, at: Cartesian2): { pick?: Pick; position?: Cartesian3 } {
  const picked = stage.scene.pick(at, 5, 5);
  const position = pointAt(stage, at);
  const pick = stage.resolvePick(picked, position);
  return { ...(pick ? { pick } : {}), ...(position ? { position } : {}) };
}

interface Holder {
  drag?: PointerTool["drag"];
  release?: PointerTool["release"];
}

/** Listens to the pointer on the scene's canvas. */
export function attachPicking(stage: CityScene, listener: PointerListener): Detach {
  const { canvas } = stage.scene;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let latest: Cartesian2 | undefined;
  let pressed: Cartesian2 | undefined;
  let latestEvent: PointerEvent | undefined;
  /** The tool or grip that took the press: the camera rests until it is released. */
  let holder: Holder | undefined;
  /** Where it was last, for a release at the sky. */
  let heldAt: PointerPlace | undefined;
  const { screenSpaceCameraController: camera } = stage.scene;
  const place = (event: MouseEvent) => {
    const box = canvas.getBoundingClientRect();
    return new Cartesian2(event.clientX - box.left, event.clientY - box.top);
  };
  /** Where the pointer is, for a tool. */
  const toolPlace = (at: Cartesian2, event: MouseEvent | undefined): PointerPlace | undefined => {
    const positionEcef = pointAt(stage, at);
    return (
      positionEcef && {
        xPx: at.x,
        yPx: at.y,
        positionEcef,
        ...degrees(positionEcef),
        shift: event?.shiftKey === true,
        alt: event?.altKey === true,
        pick: () => stage.resolvePick(stage.scene.pick(at, 5, 5), positionEcef),
      }
    );
  };
  const look = () => {
    timer = undefined;
    if (!latest || pressed || stage.widget.isDestroyed()) return;
    const tool = stage.tools.current();
    if (tool) {
      const at = toolPlace(latest, latestEvent);
      listener.hover(undefined);
      listener.cursor(at);
      tool.move?.(at);
      return;
    }
    const { pick, position } = pickAt(stage, latest);
    listener.hover(pick && { pick, xPx: latest.x, yPx: latest.y });
    listener.cursor(position && degrees(position));
  };
  const move = (event: PointerEvent) => {
    latest = place(event);
    latestEvent = event;
    if (holder) {
      const at = toolPlace(latest, event);
      if (at) holder.drag?.(at);
      heldAt = at ?? heldAt;
      return;
    }
    timer ??= setTimeout(look, PERIOD_MS);
  };
  const leave = () => {
    latest = undefined;
    listener.hover(undefined);
    listener.cursor(undefined);
  };
  const holderFor = (at: Cartesian2, event: PointerEvent): Holder | undefined => {
    const tool = stage.tools.current();
    if (tool) {
      const spot = tool.press && toolPlace(at, event);
      return spot && tool.press?.(spot) ? tool : undefined;
    }
    for (const grip of stage.tools.grips()) {
      const spot = toolPlace(at, event);
      if (spot && grip.press(spot)) return grip;
    }
    return undefined;
  };
  const down = (event: PointerEvent) => {
    pressed = place(event);
    holder = event.button === 0 ? holderFor(pressed, event) : undefined;
    if (holder) {
      canvas.setPointerCapture(event.pointerId);
      camera.enableInputs = false;
    }
    canvas.parentElement?.closest<HTMLElement>("[tabindex]")?.focus({ preventScroll: true });
  };
  const up = (event: PointerEvent) => {
    const from = pressed;
    pressed = undefined;
    const at = place(event);
    const tool = stage.tools.current();
    if (holder) {
      const end = toolPlace(at, event) ?? heldAt;
      if (end) holder.release?.(end);
      holder = undefined;
      heldAt = undefined;
      camera.enableInputs = true;
    }
    if (event.button !== 0 || !from || Cartesian2.distance(from, at) > CLICK_PX) return;
    if (tool) {
      const clicked = tool.click && toolPlace(at, event);
      if (clicked) tool.click?.(clicked);
      return;
    }
    listener.select(pickAt(stage, at).pick);
  };
  const double = (event: MouseEvent) => {
    const tool = stage.tools.current();
    if (tool) {
      const at = tool.doubleClick && toolPlace(place(event), event);
      if (at) tool.doubleClick?.(at);
      return;
    }
    const { pick, position } = pickAt(stage, place(event));
    listener.fly(pick, position);
  };
  canvas.addEventListener("pointermove", move);
  canvas.addEventListener("pointerleave", leave);
  canvas.addEventListener("pointerdown", down);
  canvas.addEventListener("pointerup", up);
  canvas.addEventListener("dblclick", double);
  return () => {
    clearTimeout(timer);
    camera.enableInputs = true;
    canvas.removeEventListener("pointermove", move);
    canvas.removeEventListener("pointerleave", leave);
    canvas.removeEventListener("pointerdown", down);
    canvas.removeEventListener("pointerup", up);
    canvas.removeEventListener("dblclick", double);
  };
}

function degrees(position: Cartesian3): { lonDeg: number; latDeg: number; heightM: number } {
  const at = Cartographic.fromCartesian(position);
  return {
    lonDeg: CesiumMath.toDegrees(at.longitude),
    latDeg: CesiumMath.toDegrees(at.latitude),
    heightM: at.height,
  };
}
