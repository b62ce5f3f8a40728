// The chosen area in Cesium. While view.areaTool is set, a drawing tool has the pointer and Enter, Backspace and Escape
// are its keys; afterwards the pointer takes a drawn shape by its corners, or by its middle, wherever it comes near them.

import { Cartesian3, SceneTransforms } from "cesium";
import type { AreaRing } from "../../../model/geo/area.ts";
import type { CityScene } from "../../scenes/cesium/city-scene.ts";
import { createFence, type FencePost, type FenceShape } from "../../scenes/cesium/fence.ts";
import type { Detach, LayerContext } from "../../scenes/layer.ts";
import { scenePalette } from "../../scenes/palette.ts";
import { canAdjust } from "../../view/chosen-area.ts";
import { groundDistanceM } from "../../view/view-ground.ts";
import { type DrawTool, type Place, polygonTool, rectangleTool } from "./draw-tools.ts";
import { type Corner, closed, middle, moveAll, moveCorner, type ShapeKind } from "./shape.ts";

/** How near the pointer must come to a handle, CSS pixels. */
const REACH_PX = 14;
const ABOVE_ROAD_M = 0.5;

/** Height of the fence: seen from afar, not in the way from near. */
function fenceHeightM(corners: readonly Corner[]): number {
  const across = Math.max(0, ...corners.map((corner) => groundDistanceM(corners[0] as Corner, corner)));
  return Math.min(40, Math.max(3, across * 0.03));
}

export async function attach({ scene: stage, view, report }: LayerContext<CityScene>): Promise<Detach> {
  const { scene } = stage;
  const { canvas } = scene;
  const groundM = stage.city.groundHeightM ?? stage.city.anchor.heightM;
  const fence = createFence(stage);
  /** The shape in the hand: drawn or dragged, not yet chosen. */
  let draft: { corners: Corner[]; heightM: number; open: boolean } | undefined;
  let drawing: { tool: DrawTool; release: Detach } | undefined;
  let grip: { at: number | "middle"; release: Detach; offset?: Corner | undefined } | undefined;
  let dirty = true;

  const chosen = (): Corner[] | undefined => {
    const { area } = view.getState();
    const ring = canAdjust(area) ? area.area?.polygons[0]?.[0] : undefined;
    return ring?.slice(0, -1);
  };
  const kind = (): ShapeKind => (view.getState().area.kind === "rectangle" ? "rectangle" : "polygon");
  const choose = (corners: Corner[], as: ShapeKind) =>
    view.setState({ area: { kind: as, area: { polygons: [[closed(corners)]] } }, areaTool: undefined });
  const change = () => {
    dirty = true;
    stage.redraw("area");
  };
  const post = ([lon, lat]: readonly [number, number], heightM = groundM): FencePost => [
    lon,
    lat,
    heightM + ABOVE_ROAD_M,
  ];
  const toScreen = ([lon, lat]: Corner, heightM = groundM) =>
    SceneTransforms.worldToWindowCoordinates(scene, Cartesian3.fromDegrees(lon, lat, heightM));

  function shape(): FenceShape | undefined {
    const { area, areaTool, visible } = view.getState();
    if (visible.area === false) return undefined;
    if (draft && draft.corners.length > 0) {
      const { corners, heightM, open } = draft;
      const posts = corners.map((corner) => post(corner, heightM));
      const lines = [open && corners.length < 3 ? posts : [...posts, posts[0] as FencePost]];
      return { lines, heightM: fenceHeightM(corners), handles: posts, measured: true };
    }
    if (!area.area || areaTool) return undefined;
    const rings = area.area.polygons.flat();
    const corners = chosen();
    const heightM = area.kind === "view" ? 0 : fenceHeightM(rings.flat());
    return {
      lines: rings.map((ring: AreaRing) => ring.map((corner) => post(corner))),
      heightM,
      handles: corners?.map((corner) => post(corner)) ?? [],
      ...(corners && { middle: post(middle(corners)) }),
      measured: corners !== undefined,
    };
  }

  function draw() {
    drawing?.release();
    drawing = undefined;
    draft = undefined;
    const { areaTool } = view.getState();
    if (areaTool) {
      const tool = (areaTool === "rectangle" ? rectangleTool : polygonTool)({
        draft: (corners, heightM) => {
          draft = { corners, heightM, open: true };
          change();
        },
        done: (corners) => choose(corners, areaTool),
        toScreen: (corner) => toScreen(corner, draft?.heightM),
      });
      drawing = { tool, release: stage.tools.take(tool) };
    }
    change();
  }

  /** The handle under a canvas position; the nearest within reach. */
  function handleAt(xPx: number, yPx: number): number | "middle" | undefined {
    const corners = chosen();
    if (!corners || view.getState().visible.area === false) return undefined;
    const top = groundM + ABOVE_ROAD_M + fenceHeightM(corners);
    const off = (corner: Corner) => {
      const on = toScreen(corner, top);
      return on ? Math.hypot(on.x - xPx, on.y - yPx) : Number.POSITIVE_INFINITY;
    };
    const [near] = [...corners, middle(corners)]
      .map((corner, i) => ({ i, px: off(corner) }))
      .sort((a, b) => a.px - b.px);
    if (!near || near.px > REACH_PX) return undefined;
    return near.i === corners.length ? "middle" : near.i;
  }

  function grab(at: number | "middle"): Detach {
    const corners = chosen() as Corner[];
    const held = at === "middle" ? middle(corners) : (corners[at] as Corner);
    // The handle stands above the ground: what counts is how far the pointer has gone since it was taken.
    let from: Place | undefined;
    const drag = (place: Place) => {
      if (!from) return;
      const [dLon, dLat] = [place.lonDeg - from.lonDeg, place.latDeg - from.latDeg];
      const moved =
        at === "middle"
          ? moveAll(corners, dLon, dLat)
          : moveCorner(kind(), corners, at, [held[0] + dLon, held[1] + dLat]);
      draft = { corners: moved, heightM: groundM, open: false };
      change();
    };
    return stage.tools.take({
      cursor: at === "middle" ? "move" : "grab",
      press(place) {
        from = place;
        return true;
      },
      drag,
      release(place) {
        drag(place);
        const moved = draft?.corners;
        from = undefined;
        draft = undefined;
        letGo();
        if (moved) choose(moved, kind());
      },
    });
  }
  function letGo() {
    grip?.release();
    grip = undefined;
  }
  const look = (event: PointerEvent) => {
    if (drawing || draft || (grip && event.buttons !== 0 && event.type === "pointermove")) return;
    const box = canvas.getBoundingClientRect();
    const at = handleAt(event.clientX - box.left, event.clientY - box.top);
    if (at === grip?.at) return;
    letGo();
    if (at !== undefined && (stage.tools.current() === undefined || grip)) grip = { at, release: grab(at) };
  };

  const typing = (target: EventTarget | null) =>
    target instanceof HTMLElement && /^(INPUT|TEXTAREA|SELECT|BUTTON|A)$/.test(target.tagName);
  const key = (event: KeyboardEvent) => {
    if (!drawing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") view.setState({ areaTool: undefined });
    else if (typing(event.target) || !drawing.tool.key(event.key)) return;
    event.preventDefault();
    event.stopPropagation();
  };

  const tell = () => {
    const { area } = view.getState();
    const rings = area.area?.polygons.length ?? 0;
    if (rings === 0) report({ state: "empty", reason: "layer.no-area" });
    else report({ state: "ready", unit: "unit.polygons", count: rings });
  };
  // Before the picture's own listeners, so that a finger, which never hovers, takes a handle with its first touch.
  const holder = canvas.parentElement ?? canvas;
  holder.addEventListener("pointerdown", look, { capture: true });
  canvas.addEventListener("pointermove", look);
  window.addEventListener("keydown", key, { capture: true });
  const stops = [
    scene.preUpdate.addEventListener(() => {
      if (!dirty) return;
      dirty = false;
      fence.show(shape(), scenePalette(view.getState().theme));
    }),
    view.subscribe((state, before) => {
      if (state.areaTool !== before.areaTool) draw();
      if (state.area !== before.area || state.theme !== before.theme || state.visible !== before.visible) {
        letGo();
        change();
      }
      if (state.area !== before.area) tell();
    }),
  ];
  stage.probes.set("area", () => ({ shape: shape(), toScreen: (corner: Corner) => toScreen(corner) }));
  draw();
  tell();
  return () => {
    for (const stop of stops) stop();
    holder.removeEventListener("pointerdown", look, { capture: true });
    canvas.removeEventListener("pointermove", look);
    window.removeEventListener("keydown", key, { capture: true });
    drawing?.release();
    letGo();
    stage.probes.delete("area");
    fence.detach();
  };
}
