// A layer of tilesets in Cesium, whatever they hold: opened, told of, picked by their metadata, tinted, hidden, lit.

import {
  Cartesian3,
  type Cesium3DTile,
  Cesium3DTileColorBlendMode,
  type Cesium3DTileContent,
  Cesium3DTileFeature,
  Cesium3DTileset,
  Color,
  Matrix4,
  ShadowMode,
} from "cesium";
import type { CityFile } from "../../../model/city/city-file.ts";
import type { Detach, LayerContext } from "../layer.ts";
import { columnProperties, idColumn, placeId, tilePath, tilePick } from "../tilesets/feature-columns.ts";
import {
  createLooks,
  LOOK_SHARE,
  type LookOf,
  looksChanged,
  SELECTED_RGB,
} from "../tilesets/feature-looks.ts";
import type { TilesetLayer } from "../tilesets/tileset-layer.ts";
import { createProgress } from "../tilesets/tileset-progress.ts";
import type { CityScene } from "./city-scene.ts";
import type { SurfaceKind } from "./surface-shader.ts";

type Entry = CityFile["tilesets"][number];

const SELECTED = Color.fromBytes(...SELECTED_RGB);

/** What of a tile's content is known to be drawn how. */
interface Dress {
  look: LookOf;
  selected: string | undefined;
  rows: Map<string, number[]>;
}

/** Features of a content have their names from the schema, where it gives any: ids must be plain ASCII there. */
interface SchemaHolder {
  _model?: {
    structuralMetadata?: {
      propertyTables?: { class?: { properties?: Record<string, { name?: string }> } }[];
    };
  };
}

export interface OpenedTileset {
  entry: Entry;
  url: string;
  tileset: Cesium3DTileset;
}

/** Names as they are shown → names as they are stored. */
function columnNames(content: Cesium3DTileContent, stored: readonly string[]): Map<string, string> {
  const properties = (content as unknown as SchemaHolder)._model?.structuralMetadata?.propertyTables?.[0]
    ?.class?.properties;
  return new Map(stored.map((id) => [properties?.[id]?.name ?? id, id]));
}

/** Reads the features of one content by the names that the schema shows. */
export function contentReader({ entry, url }: OpenedTileset, content: Cesium3DTileContent) {
  const first = content.featuresLength > 0 ? content.getFeature(0) : undefined;
  const names = columnNames(content, first?.getPropertyIds() ?? []);
  const idName = idColumn([...names.keys()]);
  const path = tilePath(content.url, url);
  const read = (feature: Cesium3DTileFeature) => (name: string) => {
    const stored = names.get(name);
    return stored === undefined ? undefined : (feature.getProperty(stored) as unknown);
  };
  return {
    read,
    columns: (feature: Cesium3DTileFeature) =>
      [...names].map(([name, stored]) => [name, feature.getProperty(stored) as unknown] as const),
    id(feature: Cesium3DTileFeature): string {
      const value = idName === undefined ? undefined : read(feature)(idName);
      return value === undefined || value === null || value === ""
        ? placeId(entry.id, path, feature.featureId)
        : String(value);
    },
  };
}

/** Contents with features: a tile may have several. */
function* innerContents(content: Cesium3DTileContent | undefined): Generator<Cesium3DTileContent> {
  if (!content) return;
  if (content.innerContents) for (const inner of content.innerContents) yield* innerContents(inner);
  else if (content.featuresLength > 0) yield content;
}

function surfaceOf(entry: Entry, tileset: Cesium3DTileset): SurfaceKind {
  const asset = tileset.asset as { extras?: { generator?: string } } | undefined;
  if (asset?.extras?.generator !== "LaneTwin") return "foreign";
  return entry.kind === "roads" ? "roads" : "city";
}

function place(stage: CityScene, tileset: Cesium3DTileset, upM: number): void {
  const { enuToFixed } = stage;
  const shift = Matrix4.multiplyByPointAsVector(enuToFixed, new Cartesian3(0, 0, upM), new Cartesian3());
  tileset.modelMatrix = Matrix4.fromTranslation(shift);
}

export async function attachTilesets(
  { scene: stage, view, report, now, signal }: LayerContext<CityScene>,
  layer: TilesetLayer,
): Promise<Detach> {
  const entries = stage.city.tilesets.filter(({ kind }) => kind === layer.kind);
  if (entries.length === 0) {
    report({ state: "empty", reason: layer.empty });
    return () => {};
  }
  const progress = createProgress(report, now);
  const looks = createLooks(view, layer.id, layer.category);
  const stops: Detach[] = [];
  const shown = () => view.getState().visible[layer.id] !== false;
  const opened: OpenedTileset[] = [];

  async function open(entry: Entry): Promise<void> {
    const url = stage.url(entry.url);
    let tileset: Cesium3DTileset;
    try {
      tileset = await Cesium3DTileset.fromUrl(url, stage.quality.tilesetOptions(layer.kind));
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      progress.tell(entry.id, { failed: 1 });
      progress.fault(layer.fault, { reason, tileset: entry.id });
      return;
    }
    if (signal.aborted || stage.widget.isDestroyed()) return tileset.destroy();
    const surface = surfaceOf(entry, tileset);
    tileset.environmentMapManager.enabled = false;
    tileset.colorBlendMode = Cesium3DTileColorBlendMode.MIX;
    tileset.colorBlendAmount = LOOK_SHARE;
    tileset.shadows = layer.casts ? ShadowMode.ENABLED : ShadowMode.RECEIVE_ONLY;
    tileset.customShader = stage.surfaces(surface);
    if (entry.offsetUpM) place(stage, tileset, entry.offsetUpM);
    tileset.show = shown();
    const one: OpenedTileset = { entry, url, tileset };
    opened.push(one);
    stage.scene.primitives.add(tileset, 0);
    follow(one);
  }

  function dress(one: OpenedTileset, content: Cesium3DTileContent, before: Dress | undefined): Dress {
    const look = looks.now();
    const selected = looks.selected();
    const reader = contentReader(one, content);
    const rows = before?.rows ?? new Map<string, number[]>();
    const paint = (row: number) => {
      const feature = content.getFeature(row);
      const { show, colour } = look(reader.id(feature), reader.read(feature));
      feature.show = show;
      feature.color = colour ? Color.fromBytes(colour[0], colour[1], colour[2]) : Color.WHITE;
    };
    if (!before || before.look !== look)
      for (let row = 0; row < content.featuresLength; row++) {
        paint(row);
        if (before) continue;
        const id = reader.id(content.getFeature(row));
        const list = rows.get(id);
        if (list) list.push(row);
        else rows.set(id, [row]);
      }
    else if (before.selected !== undefined) for (const row of rows.get(before.selected) ?? []) paint(row);
    if (selected !== undefined)
      for (const row of rows.get(selected) ?? []) content.getFeature(row).color = SELECTED;
    return { look, selected, rows };
  }

  function follow(one: OpenedTileset): void {
    const { tileset, entry } = one;
    const dresses = new WeakMap<Cesium3DTileContent, Dress>();
    let loaded = 0;
    let failed = 0;
    stops.push(
      tileset.loadProgress.addEventListener((pending: number, processing: number) => {
        progress.tell(entry.id, { loaded, failed, pending: pending + processing });
      }),
      tileset.tileLoad.addEventListener(() => {
        loaded += 1;
      }),
      tileset.tileUnload.addEventListener(() => {
        loaded -= 1;
      }),
      tileset.tileFailed.addEventListener(({ message }: { message: string }) => {
        failed += 1;
        progress.fault(layer.fault, { reason: message, tileset: entry.id });
      }),
      tileset.tileVisible.addEventListener((tile: Cesium3DTile) => {
        for (const content of innerContents(tile.content)) {
          const before = dresses.get(content);
          if (before && before.look === looks.now() && before.selected === looks.selected()) continue;
          dresses.set(content, dress(one, content, before));
        }
      }),
    );
    // A tileset out of view has nothing to load, and no event says so.
    let restedFrames = 0;
    const stopWaiting = stage.scene.postRender.addEventListener(() => {
      restedFrames = tileset.tilesLoaded ? restedFrames + 1 : 0;
      if (restedFrames < 2) return;
      stopWaiting();
      progress.tell(entry.id, { loaded, failed, pending: 0 });
    });
    stops.push(stopWaiting);
    progress.tell(entry.id, { pending: 1 });
    for (let i = 0; i < 3; i++) stage.redraw(entry.id);
  }

  await Promise.all(entries.map(open));
  stops.push(
    stage.addPicker((picked, positionEcef) => {
      const where = positionEcef && {
        positionEcef: [positionEcef.x, positionEcef.y, positionEcef.z] as const,
      };
      if (picked instanceof Cesium3DTileFeature) {
        const one = opened.find(({ tileset }) => tileset === picked.tileset);
        if (!one) return undefined;
        const reader = contentReader(one, (picked as unknown as { content: Cesium3DTileContent }).content);
        const columns = reader.columns(picked);
        const properties = columnProperties(layer.stated?.(columns) ?? columns);
        return { ...tilePick(layer.id, layer.kind, reader.id(picked), properties), ...where };
      }
      // Without any metadata the tileset itself is what can be told of.
      const primitive = (picked as { primitive?: unknown } | undefined)?.primitive;
      const one = opened.find(({ tileset }) => tileset === primitive);
      if (!one) return undefined;
      const title = one.entry.title[view.getState().language];
      return { ...tilePick(layer.id, layer.kind, one.entry.id, { title }), ...where };
    }),
    view.subscribe((state, before) => {
      for (const { tileset } of opened) tileset.show = shown();
      if (looksChanged(layer.id, state, before)) stage.redraw("looks");
    }),
    stage.quality.follow(() => {
      for (const { tileset } of opened) stage.quality.apply(tileset, layer.kind);
    }),
  );
  stage.probes.set(layer.id, () => ({ tilesets: opened.map(({ tileset }) => tileset) }));
  return () => {
    for (const stop of stops) stop();
    stage.probes.delete(layer.id);
    if (stage.widget.isDestroyed()) return;
    for (const { tileset } of opened) stage.scene.primitives.remove(tileset);
    stage.redraw(layer.id);
  };
}
