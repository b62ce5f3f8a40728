// Dropped files in Cesium: every tile a model of its own in its own frame, under the city's light. Features are told by their
// property table; a model without one is a thing as a whole.

import {
  Axis,
  Color,
  ColorBlendMode,
  Matrix4,
  Model,
  ModelFeature,
  PrimitiveCollection,
  ShadowMode,
} from "cesium";
import type { CityScene } from "../../scenes/cesium/city-scene.ts";
import type { Detach, LayerContext } from "../../scenes/layer.ts";
import { createLearner } from "../../scenes/tilesets/attribute-learner.ts";
import { columnProperties, idColumn, tilePick } from "../../scenes/tilesets/feature-columns.ts";
import {
  createLooks,
  LOOK_SHARE,
  looksChanged,
  SELECTED_RGB,
  STYLE_SHARE,
} from "../../scenes/tilesets/feature-looks.ts";
import type { DroppedTile } from "../../view/dropped.ts";

const LAYER = "dropped";
const SELECTED = Color.fromBytes(...SELECTED_RGB);

/** In Cesium's code, not in its typings. */
interface Tables {
  featureTables?: { featuresLength: number; getFeature(row: number): ModelFeature }[];
  structuralMetadata?: {
    propertyTables?: { class?: { properties?: Record<string, { name?: string }> } }[];
  };
}

interface Shown {
  tile: DroppedTile;
  model: Model;
  /** Names as shown → names as stored. */
  names: Map<string, string>;
  idName: string | undefined;
}

export function attach({ scene: stage, view, report, now }: LayerContext<CityScene>): Detach {
  const { scene } = stage;
  const parts = scene.primitives.add(new PrimitiveCollection()) as PrimitiveCollection;
  const looks = createLooks(view, LAYER);
  const learner = createLearner(view, LAYER, now);
  const models = new Map<DroppedTile, Shown | "loading">();
  let gone = false;

  const tableOf = ({ model }: Shown) => (model as unknown as Tables).featureTables?.[0];
  const idOf = ({ tile, idName, names }: Shown, feature: ModelFeature): string => {
    const stored = idName && names.get(idName);
    const value = stored === undefined ? undefined : (feature.getProperty(stored) as unknown);
    return value === undefined || value === null || value === ""
      ? `${tile.fileId}#${feature.featureId}`
      : String(value);
  };
  const columnsOf = ({ names }: Shown, feature: ModelFeature) =>
    [...names].map(([name, stored]) => [name, feature.getProperty(stored) as unknown] as const);

  function dress(shown: Shown): void {
    const { model, names } = shown;
    const look = looks.now();
    const selected = looks.selected();
    const coloured = view.getState().styles[LAYER]?.colours !== undefined;
    model.colorBlendAmount = coloured ? STYLE_SHARE : LOOK_SHARE;
    const table = tableOf(shown);
    for (let row = 0; row < (table?.featuresLength ?? 0); row++) {
      const feature = table?.getFeature(row) as ModelFeature;
      const id = idOf(shown, feature);
      const { show, colour } = look(id, (name) => {
        const stored = names.get(name);
        return stored === undefined ? undefined : (feature.getProperty(stored) as unknown);
      });
      feature.show = show;
      feature.color =
        id === selected ? SELECTED : colour ? Color.fromBytes(colour[0], colour[1], colour[2]) : Color.WHITE;
    }
  }

  function settle(shown: Shown): void {
    const { model } = shown;
    const table = tableOf(shown);
    const properties = (model as unknown as Tables).structuralMetadata?.propertyTables?.[0]?.class
      ?.properties;
    const stored = table && table.featuresLength > 0 ? table.getFeature(0).getPropertyIds() : [];
    for (const id of stored) shown.names.set(properties?.[id]?.name ?? id, id);
    shown.idName = idColumn([...shown.names.keys()]);
    dress(shown);
    if (table)
      learner.offer({
        rows: table.featuresLength,
        gone: () => model.isDestroyed(),
        id: (row) => idOf(shown, table.getFeature(row)),
        columns: (row) => columnsOf(shown, table.getFeature(row)),
      });
    stage.redraw("dropped");
  }

  async function load(tile: DroppedTile): Promise<void> {
    models.set(tile, "loading");
    try {
      const options = {
        gltf: tile.glb,
        modelMatrix: Matrix4.fromArray([...tile.matrix]),
        // Tiles have x east, y up, −z north.
        upAxis: Axis.Y,
        forwardAxis: Axis.X,
        colorBlendMode: ColorBlendMode.MIX,
        shadows: ShadowMode.ENABLED,
        customShader: stage.surfaces(tile.surface),
        incrementallyLoadTextures: false,
        id: { dropped: tile },
        environmentMapOptions: { enabled: false },
      };
      // Bytes instead of a URL: Cesium takes them, its typings don't say so.
      const model = await Model.fromGltfAsync(
        options as unknown as Parameters<typeof Model.fromGltfAsync>[0],
      );
      if (gone || stage.widget.isDestroyed() || !models.has(tile)) return model.destroy();
      const shown: Shown = { tile, model, names: new Map(), idName: undefined };
      models.set(tile, shown);
      parts.add(model);
      const ready = () => settle(shown);
      if (model.ready) ready();
      else model.readyEvent.addEventListener(ready);
      stage.redraw("dropped");
    } catch (error) {
      models.delete(tile);
      const reason = error instanceof Error ? error.message : String(error);
      report({ state: "error", code: "fault.dropped.tile", params: { reason }, sinceMs: now() });
    }
  }

  function tell(): void {
    const { files } = view.getState().dropped;
    const ready = files.filter(({ outcome }) => outcome.state === "ready").length;
    const reading = files.find(({ outcome }) => outcome.state === "reading");
    if (files.length === 0) report({ state: "empty", reason: "layer.no-dropped" });
    else if (reading) report({ state: "loading", step: "layer.reading-file", sinceMs: now() });
    else if (ready < files.length)
      report({ state: "ready", unit: "unit.files", partial: { done: ready, total: files.length } });
    else report({ state: "ready", unit: "unit.files", count: files.length });
  }

  function take(): void {
    const { dropped, visible } = view.getState();
    const wanted = new Set(dropped.tiles);
    for (const [tile, shown] of models)
      if (!wanted.has(tile)) {
        models.delete(tile);
        if (shown !== "loading") parts.remove(shown.model);
      }
    for (const tile of wanted) if (!models.has(tile)) void load(tile);
    parts.show = visible[LAYER] !== false;
    stage.redraw("dropped");
  }

  const shownOf = (model: unknown): Shown | undefined => {
    for (const shown of models.values()) if (shown !== "loading" && shown.model === model) return shown;
    return undefined;
  };
  const stops = [
    learner.detach,
    stage.addPicker((picked, positionEcef) => {
      const where = positionEcef && {
        positionEcef: [positionEcef.x, positionEcef.y, positionEcef.z] as const,
      };
      if (picked instanceof ModelFeature) {
        const shown = shownOf((picked as unknown as { primitive: unknown }).primitive);
        if (!shown) return undefined;
        const properties = columnProperties(columnsOf(shown, picked));
        return { ...tilePick(LAYER, "other", idOf(shown, picked), properties), ...where };
      }
      const shown = shownOf((picked as { primitive?: unknown } | undefined)?.primitive);
      if (!shown) return undefined;
      const { fileId } = shown.tile;
      const file = view.getState().dropped.files.find(({ id }) => id === fileId);
      return { ...tilePick(LAYER, "other", fileId, { title: file?.name ?? fileId }), ...where };
    }),
    view.subscribe((state, before) => {
      if (state.dropped !== before.dropped || state.visible !== before.visible) take();
      if (state.dropped.files !== before.dropped.files) tell();
      if (looksChanged(LAYER, state, before)) {
        for (const shown of models.values()) if (shown !== "loading" && shown.model.ready) dress(shown);
        stage.redraw("looks");
      }
    }),
  ];
  stage.probes.set(LAYER, () => ({
    models: [...models.values()].filter((shown) => shown !== "loading" && shown.model.ready).length,
  }));
  take();
  tell();
  return () => {
    gone = true;
    for (const stop of stops) stop();
    stage.probes.delete(LAYER);
    if (stage.widget.isDestroyed()) return;
    scene.primitives.remove(parts);
    stage.redraw("dropped");
  };
}
