// A layer of tilesets in three, whatever they hold: opened, told of, picked by ray and metadata, tinted, hidden. How a
// feature looks is written into its tile once, when it changes.

import { Group, type Object3D, Raycaster } from "three";
import type { Detach, LayerContext } from "../layer.ts";
import { columnProperties, tilePick } from "../tilesets/feature-columns.ts";
import { createLooks, type LookOf, looksChanged, SELECTED_RGB } from "../tilesets/feature-looks.ts";
import type { TilesetLayer } from "../tilesets/tileset-layer.ts";
import { createProgress } from "../tilesets/tileset-progress.ts";
import type { OpenTileset } from "./city-tiles.ts";
import { type FeatureSet, readFeatures } from "./feature-set.ts";
import { tableHolders } from "./feature-table.ts";
import type { WalkScene } from "./walk-scene.ts";

interface Tile {
  set: FeatureSet;
  look: LookOf | undefined;
  selected: string | undefined;
}

export function attachTilesets(
  { scene, view, report, now }: LayerContext<WalkScene>,
  layer: TilesetLayer,
): Detach {
  const entries = scene.city.tilesets.filter(({ kind }) => kind === layer.kind);
  if (entries.length === 0) {
    report({ state: "empty", reason: layer.empty });
    return () => {};
  }
  const progress = createProgress(report, now);
  const looks = createLooks(view, layer.id, layer.category, layer.stated);
  /** Parts with a table of their own: a composite tile has several. */
  const tiles = new Map<Object3D, Tile>();
  const parts = new Map<Object3D, readonly Object3D[]>();

  function dress(tile: Tile): void {
    const look = looks.now();
    const selected = looks.selected();
    const { set } = tile;
    const paint = (row: number) =>
      set.setLook(
        row,
        look(set.idOf(row), (name) => set.read(row, name)),
      );
    if (tile.look !== look) for (let row = 0; row < set.rows; row++) paint(row);
    else if (tile.selected !== undefined) for (const row of set.rowsOf(tile.selected)) paint(row);
    if (selected !== undefined)
      for (const row of set.rowsOf(selected)) set.setLook(row, { show: true, colour: SELECTED_RGB });
    tile.look = look;
    tile.selected = selected;
  }

  const opened: OpenTileset[] = entries.map((entry) => {
    const url = scene.url(entry.url);
    const open = scene.tiles.open(url, {
      prepare(model, tileUrl) {
        const own = tableHolders(model);
        parts.set(model, own);
        for (const part of own) {
          const set = readFeatures(part, scene.surface, { tileset: entry.id, url, tileUrl });
          tiles.set(part, { set, look: undefined, selected: undefined });
        }
      },
      loaded(model) {
        for (const part of parts.get(model) ?? []) {
          const tile = tiles.get(part);
          if (tile) dress(tile);
        }
      },
      unloaded(model) {
        for (const part of parts.get(model) ?? []) {
          tiles.get(part)?.set.detach();
          tiles.delete(part);
        }
        parts.delete(model);
      },
      progress: (told) => progress.tell(entry.id, told),
      fault: (_, reason) => progress.fault(layer.fault, { reason, tileset: entry.id }),
    });
    if (entry.offsetUpM) {
      const lift = new Group();
      lift.position.y = entry.offsetUpM;
      scene.world.add(lift);
      lift.add(open.tiles.group);
      lift.updateMatrixWorld(true);
    }
    return open;
  });
  const show = () => {
    for (const each of opened) each.setVisible(view.getState().visible[layer.id] !== false);
  };
  show();

  const raycaster = new Raycaster();
  const owner = (object: Object3D | null): Tile | undefined => {
    for (let each = object; each; each = each.parent) {
      const tile = tiles.get(each);
      if (tile) return tile;
    }
    return undefined;
  };
  const stops: Detach[] = [
    scene.addPicker((ray, maxDistanceM) => {
      raycaster.ray.copy(ray);
      raycaster.far = maxDistanceM;
      raycaster.camera = scene.camera;
      const hits = opened
        .flatMap(({ tiles: { group } }) => (group.visible ? raycaster.intersectObject(group, true) : []))
        .sort((a, b) => a.distance - b.distance);
      for (const hit of hits) {
        const tile = owner(hit.object);
        const row = tile?.set.rowOfHit(hit);
        if (!tile || (row !== undefined && !tile.set.shown(row))) continue;
        const columns = row === undefined ? [] : tile.set.columns(row);
        const id = row === undefined ? tile.set.tileset : tile.set.idOf(row);
        const entry = entries.find((each) => each.id === tile.set.tileset);
        const properties =
          row === undefined
            ? { title: entry?.title[view.getState().language] ?? id }
            : columnProperties(layer.stated?.(columns) ?? columns);
        const { x, y, z } = hit.point;
        return {
          pick: {
            ...tilePick(layer.id, layer.kind, id, properties),
            positionEcef: scene.frame.toEcef(x, -z, y),
          },
          point: hit.point,
          distanceM: hit.distance,
        };
      }
      return undefined;
    }),
    view.subscribe((state, before) => {
      if (state.visible !== before.visible) show();
      if (looksChanged(layer.id, state, before)) for (const tile of tiles.values()) dress(tile);
    }),
  ];
  scene.probes.set(layer.id, () => ({ tiles: parts.size }));
  return () => {
    for (const stop of stops) stop();
    for (const each of opened) {
      const { parent } = each.tiles.group;
      each.detach();
      if (parent && parent !== scene.world) scene.world.remove(parent);
    }
    for (const { set } of tiles.values()) set.detach();
    tiles.clear();
    scene.probes.delete(layer.id);
  };
}
