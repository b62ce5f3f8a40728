// Road tiles in Cesium: the tileset, its picks, and the selected feature's tint. Paint is pulled along the view ray,
// because log depth ignores polygon offset.

import {
  type Cesium3DTile,
  Cesium3DTileFeature,
  Cesium3DTileset,
  Color,
  CustomShader,
  ShadowMode,
} from "cesium";
import type { CityScene } from "../../scenes/cesium/city-scene.ts";
import type { Detach, LayerContext } from "../../scenes/layer.ts";
import { roadCategory } from "./categories.ts";
import { PAINT_PULL, roadPick, roadProperties, SELECTED_RGB } from "./road-pick.ts";

const NOTHING: readonly string[] = [];
const SELECTED = Color.fromBytes(...SELECTED_RGB);

const propertiesOf = (feature: Cesium3DTileFeature) =>
  roadProperties(feature.getPropertyIds().map((name) => [name, feature.getProperty(name) as unknown]));

/** Every feature of a tile's content with a given id. */
function tint(tile: Cesium3DTile, id: string, colour: Color): void {
  const { content } = tile;
  for (let i = 0; i < (content?.featuresLength ?? 0); i++) {
    const feature = content.getFeature(i);
    if (feature.getProperty("id") === id) feature.color = colour;
  }
}

function hide(tile: Cesium3DTile, hidden: readonly string[]): void {
  const { content } = tile;
  for (let i = 0; i < (content?.featuresLength ?? 0); i++) {
    const feature = content.getFeature(i);
    feature.show = !hidden.includes(roadCategory(feature.getProperty("kind"), feature.getProperty("type")));
  }
}

export async function attach({ scene: stage, view, report, now }: LayerContext<CityScene>): Promise<Detach> {
  const { city } = stage;
  const entries = city.tilesets.filter(({ kind }) => kind === "roads");
  if (entries.length === 0) {
    report({ state: "empty", reason: "layer.no-roads" });
    return () => {};
  }
  const sinceMs = now();
  report({ state: "loading", step: "layer.tileset", sinceMs });
  const stops: Detach[] = [];
  const tilesets = await Promise.all(
    entries.map(({ url }) =>
      Cesium3DTileset.fromUrl(stage.url(url), { maximumScreenSpaceError: 16, cacheBytes: 512 * 1024 * 1024 }),
    ),
  );
  for (const tileset of tilesets) {
    tileset.shadows = ShadowMode.DISABLED;
    tileset.customShader = new CustomShader({
      vertexShaderText: `void vertexMain(VertexInput vsInput, inout czm_modelVertexOutput vsOutput) {
        vsOutput.positionMC = mix(vsInput.attributes.positionMC, (czm_inverseModelView * vec4(0.0, 0.0, 0.0, 1.0)).xyz, ${PAINT_PULL} * vsInput.attributes.lift);
      }`,
    });
    stage.scene.primitives.add(tileset, 0);
    let failed = 0;
    let loaded = 0;
    const tinted = new Map<Cesium3DTile, string>();
    const filtered = new Map<Cesium3DTile, readonly string[]>();
    const tell = (pending: number) => {
      if (pending > 0)
        report({ state: "loading", step: "layer.tiles", sinceMs, done: loaded, total: loaded + pending });
      else if (failed > 0)
        report({ state: "ready", unit: "unit.tiles", partial: { done: loaded, total: loaded + failed } });
      else report({ state: "ready", unit: "unit.tiles", count: loaded });
    };
    stops.push(
      tileset.loadProgress.addEventListener((pending: number, processing: number) =>
        tell(pending + processing),
      ),
      tileset.tileLoad.addEventListener(() => {
        loaded += 1;
      }),
      tileset.tileUnload.addEventListener((tile: Cesium3DTile) => {
        loaded -= 1;
        tinted.delete(tile);
        filtered.delete(tile);
      }),
      tileset.tileFailed.addEventListener(({ message }: { message: string }) => {
        failed += 1;
        report({ state: "error", code: "fault.desk.tiles", params: { reason: message }, sinceMs: now() });
      }),
      tileset.tileVisible.addEventListener((tile: Cesium3DTile) => {
        const { selection, hidden } = view.getState();
        const hiddenNow = hidden.roads ?? NOTHING;
        if ((filtered.get(tile) ?? NOTHING) !== hiddenNow) {
          hide(tile, hiddenNow);
          filtered.set(tile, hiddenNow);
        }
        const wanted = selection?.id ?? "";
        const before = tinted.get(tile) ?? "";
        if (before === wanted) return;
        if (before) tint(tile, before, Color.WHITE);
        if (wanted) tint(tile, wanted, SELECTED);
        tinted.set(tile, wanted);
      }),
    );
  }
  stops.push(
    stage.addPicker((picked, positionEcef) => {
      if (!(picked instanceof Cesium3DTileFeature) || !tilesets.includes(picked.tileset as Cesium3DTileset))
        return undefined;
      return {
        ...roadPick(propertiesOf(picked)),
        ...(positionEcef && { positionEcef: [positionEcef.x, positionEcef.y, positionEcef.z] as const }),
      };
    }),
    view.subscribe(({ visible, selection, hidden }, before) => {
      for (const tileset of tilesets) tileset.show = visible.roads !== false;
      if (visible !== before.visible || selection !== before.selection) stage.redraw("selection");
      if (hidden !== before.hidden) stage.redraw("legend");
    }),
  );
  return () => {
    for (const stop of stops) stop();
    if (stage.widget.isDestroyed()) return;
    for (const tileset of tilesets) stage.scene.primitives.remove(tileset);
    stage.redraw("roads");
  };
}
