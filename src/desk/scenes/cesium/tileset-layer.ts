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
import { anywhere, splitOf } from "../../view/compare.ts";
import type { Detach, LayerContext } from "../layer.ts";
import { createLearner } from "../tilesets/attribute-learner.ts";
import { columnProperties, idColumn, placeId, tilePath, tilePick } from "../tilesets/feature-columns.ts";
import {
  createLooks,
  LOOK_SHARE,
  type LookOf,
  looksChanged,
  SELECTED_RGB,
  STYLE_SHARE,
} from "../tilesets/feature-looks.ts";
import type { TilesetLayer } from "../tilesets/tileset-layer.ts";
import { createProgress } from "../tilesets/tileset-progress.ts";
import type { CityScene } from "./city-scene.ts";
import { splitDirection } from "./split-view.ts";
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
  /** In its own colours whatever the style: the other side of a split picture. */
  plain: boolean;
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
  const looks = createLooks(view, layer.id, layer.category, layer.stated);
  const learner = createLearner(view, layer.id, now);
  const plainLooks = createLooks(view, layer.id, layer.category, layer.stated, true);
  const looksOf = ({ plain }: OpenedTileset) => (plain ? plainLooks : looks);
  const stops: Detach[] = [learner.detach];
  const opened: OpenedTileset[] = [];

  const split = (entry: Entry) => {
    const { compare, styles } = view.getState();
    return splitOf(compare, layer.id, entry.id, styles[layer.id] !== undefined);
  };
  function arrange({ entry, tileset, plain }: OpenedTileset): void {
    const { visible, styles } = view.getState();
    const sides = split(entry)[plain ? "plain" : "styled"];
    tileset.show = visible[layer.id] !== false && anywhere(sides);
    tileset.splitDirection = splitDirection(sides);
    tileset.colorBlendAmount = !plain && styles[layer.id]?.colours ? STYLE_SHARE : LOOK_SHARE;
  }
  /** The plain tilesets of a split picture are there while it needs them. */
  const twins = new Set<string>();
  function pair(): void {
    for (const entry of entries) {
      const needed = anywhere(split(entry).plain);
      if (needed && !twins.has(entry.id)) {
        twins.add(entry.id);
        void open(entry, true);
      }
      if (needed || !twins.delete(entry.id)) continue;
      const at = opened.findIndex((one) => one.plain && one.entry === entry);
      const [twin] = at < 0 ? [] : opened.splice(at, 1);
      if (twin) stage.scene.primitives.remove(twin.tileset);
    }
  }

  async function open(entry: Entry, plain = false): Promise<void> {
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
    if (signal.aborted || stage.widget.isDestroyed() || (plain && !twins.has(entry.id)))
      return tileset.destroy();
    const surface = surfaceOf(entry, tileset);
    tileset.environmentMapManager.enabled = false;
    tileset.colorBlendMode = Cesium3DTileColorBlendMode.MIX;
    tileset.shadows = layer.casts ? ShadowMode.ENABLED : ShadowMode.RECEIVE_ONLY;
    tileset.customShader = stage.surfaces(surface);
    if (entry.offsetUpM) place(stage, tileset, entry.offsetUpM);
    const one: OpenedTileset = { entry, url, tileset, plain };
    arrange(one);
    opened.push(one);
    stage.scene.primitives.add(tileset, 0);
    follow(one);
  }

  function dress(one: OpenedTileset, content: Cesium3DTileContent, before: Dress | undefined): Dress {
    const look = looksOf(one).now();
    const selected = looks.selected();
    const reader = contentReader(one, content);
    const rows = before?.rows ?? new Map<string, number[]>();
    if (!before && !one.plain)
      learner.offer({
        rows: content.featuresLength,
        gone: () => (content as unknown as { isDestroyed(): boolean }).isDestroyed(),
        id: (row) => reader.id(content.getFeature(row)),
        columns: (row) => {
          const columns = reader.columns(content.getFeature(row));
          return layer.stated?.(columns) ?? columns;
        },
      });
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
        if (!one.plain) progress.tell(entry.id, { loaded, failed, pending: pending + processing });
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
          if (before && before.look === looksOf(one).now() && before.selected === looks.selected()) continue;
          dresses.set(content, dress(one, content, before));
        }
      }),
    );
    if (one.plain) {
      stage.redraw(entry.id);
      return;
    }
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

  await Promise.all(entries.map((entry) => open(entry)));
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
      if (state.compare !== before.compare || state.styles !== before.styles) pair();
      for (const one of opened) arrange(one);
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
