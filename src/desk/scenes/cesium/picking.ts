// Hover tells, click selects, double click flies. Picks are asked for at most ten times a second while the pointer
// moves, and never while a button is down. The pointer's coordinate comes from the drawn depth, else from the ground.

import { Cartesian2, type Cartesian3, Cartographic, Math as CesiumMath } from "cesium";
import type { Detach, Pick } from "../layer.ts";
import { pointAt } from "./camera-moves.ts";
import type { CityScene } from "./city-scene.ts";

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

/** Listens to the pointer on the scene's canvas. */
export function attachPicking(stage: CityScene, listener: PointerListener): Detach {
  const { canvas } = stage.scene;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let latest: Cartesian2 | undefined;
  let pressed: Cartesian2 | undefined;
  const place = (event: MouseEvent) => {
    const box = canvas.getBoundingClientRect();
    return new Cartesian2(event.clientX - box.left, event.clientY - box.top);
  };
  const look = () => {
    timer = undefined;
    if (!latest || pressed || stage.widget.isDestroyed()) return;
    const { pick, position } = pickAt(stage, latest);
    listener.hover(pick && { pick, xPx: latest.x, yPx: latest.y });
    listener.cursor(position && degrees(position));
  };
  const move = (event: PointerEvent) => {
    latest = place(event);
    timer ??= setTimeout(look, PERIOD_MS);
  };
  const leave = () => {
    latest = undefined;
    listener.hover(undefined);
    listener.cursor(undefined);
  };
  const down = (event: PointerEvent) => {
    pressed = place(event);
    canvas.parentElement?.closest<HTMLElement>("[tabindex]")?.focus({ preventScroll: true });
  };
  const up = (event: PointerEvent) => {
    const from = pressed;
    pressed = undefined;
    const at = place(event);
    if (event.button !== 0 || !from || Cartesian2.distance(from, at) > CLICK_PX) return;
    listener.select(pickAt(stage, at).pick);
  };
  const double = (event: MouseEvent) => {
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
