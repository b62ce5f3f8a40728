// Road tiles in three: a draw a tile, picks by ray and property table, the selected feature's tint, the legend's
// hidden entries. What is tinted or hidden is written into a tile once, when it changes.

import { Color, Raycaster } from "three";
import type { Detach, LayerContext } from "../../scenes/layer.ts";
import type { OpenTileset } from "../../scenes/xr/city-tiles.ts";
import { featureMaterial } from "../../scenes/xr/feature-material.ts";
import { CHOSEN, type FeatureMesh, HIDDEN, joinFeatures, SHOWN } from "../../scenes/xr/feature-mesh.ts";
import type { WalkScene } from "../../scenes/xr/walk-scene.ts";
import { roadCategory } from "./categories.ts";
import { PAINT_PULL, roadPick, roadProperties, SELECTED_RGB } from "./road-pick.ts";

const NOTHING: readonly string[] = [];

export function attach({ scene, view, report, now }: LayerContext<WalkScene>): Detach {
  const entries = scene.city.tilesets.filter(({ kind }) => kind === "roads");
  if (entries.length === 0) {
    report({ state: "empty", reason: "layer.no-roads" });
    return () => {};
  }
  const sinceMs = now();
  report({ state: "loading", step: "layer.tileset", sinceMs });
  const [r, g, b] = SELECTED_RGB;
  const material = featureMaterial(PAINT_PULL, {
    value: new Color(r / 255, g / 255, b / 255).convertSRGBToLinear(),
  });
  const features = new Map<unknown, FeatureMesh>();

  function dress(mesh: FeatureMesh): void {
    const { selection, hidden } = view.getState();
    const away = hidden.roads ?? NOTHING;
    for (let row = 0; row < mesh.rows; row++) {
      const gone =
        away.length > 0 && away.includes(roadCategory(mesh.value(row, "kind"), mesh.value(row, "type")));
      const chosen = selection !== undefined && mesh.value(row, "id") === selection.id;
      mesh.setState(row, gone ? HIDDEN : chosen ? CHOSEN : SHOWN);
    }
  }
  const opened: OpenTileset[] = entries.map(({ url }) =>
    scene.tiles.open(scene.url(url), {
      prepare(model) {
        const mesh = joinFeatures(model, material);
        if (mesh) features.set(model, mesh);
      },
      loaded(model) {
        const mesh = features.get(model);
        if (mesh) dress(mesh);
      },
      unloaded: (model) => void features.delete(model),
      progress({ loaded, pending, failed }) {
        if (pending > 0)
          report({ state: "loading", step: "layer.tiles", sinceMs, done: loaded, total: loaded + pending });
        else if (failed > 0 && loaded > 0)
          report({ state: "ready", unit: "unit.tiles", partial: { done: loaded, total: loaded + failed } });
        else if (failed === 0) report({ state: "ready", unit: "unit.tiles", count: loaded });
      },
      fault: (_, reason) =>
        report({ state: "error", code: "fault.desk.tiles", params: { reason }, sinceMs: now() }),
    }),
  );
  const raycaster = new Raycaster();
  const stops: Detach[] = [
    scene.addPicker((ray, maxDistanceM) => {
      raycaster.ray.copy(ray);
      raycaster.far = maxDistanceM;
      const hits = opened
        .flatMap(({ tiles }) => (tiles.group.visible ? raycaster.intersectObject(tiles.group, true) : []))
        .sort((a, b) => a.distance - b.distance);
      for (const hit of hits) {
        const mesh = features.get(hit.object.parent);
        if (!mesh || hit.faceIndex === undefined || hit.faceIndex === null) continue;
        const row = mesh.rowOfFace(hit.faceIndex);
        if (mesh.stateOf(row) === HIDDEN) continue;
        const { x, y, z } = hit.point;
        return {
          pick: {
            ...roadPick(roadProperties(Object.entries(mesh.properties(row)))),
            positionEcef: scene.frame.toEcef(x, -z, y),
          },
          point: hit.point,
          distanceM: hit.distance,
        };
      }
      return undefined;
    }),
    view.subscribe(({ visible, selection, hidden }, before) => {
      if (visible !== before.visible) for (const each of opened) each.setVisible(visible.roads !== false);
      if (selection?.id !== before.selection?.id || hidden.roads !== before.hidden.roads)
        for (const mesh of features.values()) dress(mesh);
    }),
  ];
  for (const each of opened) each.setVisible(view.getState().visible.roads !== false);
  scene.probes.set("roads", () => ({ tiles: features.size }));
  return () => {
    for (const stop of stops) stop();
    for (const each of opened) each.detach();
    material.dispose();
    scene.probes.delete("roads");
  };
}
