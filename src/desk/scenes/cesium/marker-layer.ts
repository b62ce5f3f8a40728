// Markers in Cesium: one billboard and one label each, kept while they stay the same; never hidden by what stands before
// them, since they are signs and not things.

import {
  type Billboard,
  BillboardCollection,
  Cartesian2,
  Cartesian3,
  Color,
  DistanceDisplayCondition,
  HorizontalOrigin,
  type Label,
  LabelCollection,
  LabelStyle,
  VerticalOrigin,
} from "cesium";
import type { Detach, LayerContext } from "../layer.ts";
import { drawMark, MARK_PX } from "../markers/draw-mark.ts";
import { type Marker, type MarkerLayer, markerStatus } from "../markers/marker.ts";
import { scenePalette } from "../palette.ts";
import type { CityScene } from "./city-scene.ts";

const FONT = "600 13px system-ui, 'Noto Sans SC', 'PingFang SC', 'Microsoft YaHei', sans-serif";
const SHOWN_PX = 26;
/** What a marker is made of changes with the clock, too (windows of the day). */
const CLOCK_MS = 30_000;

interface Drawn {
  marker: Marker;
  mark: Billboard;
  label: Label;
}

export function attachMarkers(
  { scene: stage, twin, view, report }: LayerContext<CityScene>,
  layer: MarkerLayer,
): Detach {
  const { scene, city } = stage;
  const marks = scene.primitives.add(new BillboardCollection({ scene })) as BillboardCollection;
  const labels = scene.primitives.add(new LabelCollection({ scene })) as LabelCollection;
  const drawn = new Map<string, Drawn>();
  const groundM = city.groundHeightM ?? city.anchor.heightM;
  const positionOf = ({ lonDeg, latDeg, heightM }: Marker) =>
    Cartesian3.fromDegrees(lonDeg, latDeg, (heightM ?? groundM) + layer.liftM);
  const dress = ({ marker, mark, label }: Drawn, anew: boolean) => {
    const { theme, selection } = view.getState();
    const palette = scenePalette(theme);
    const chosen = selection?.id === marker.id;
    const key = `${marker.sign} ${marker.tone} ${palette.rim}`;
    if (anew) {
      mark.setImage(key, drawMark(marker.sign, marker.tone, palette.rim));
      mark.position = positionOf(marker);
      label.position = positionOf(marker);
      label.text = marker.label ?? "";
      label.fillColor = Color.fromCssColorString(palette.label);
      label.outlineColor = Color.fromCssColorString(palette.rim);
    }
    mark.scale = (SHOWN_PX / MARK_PX) * (chosen ? 1.5 : 1);
    const shown = !(view.getState().hidden[layer.id] ?? []).includes(marker.tone);
    mark.show = shown;
    label.show = shown && label.text !== "";
  };

  function add(marker: Marker): Drawn {
    const id = { markers: layer.id, marker: marker.id };
    const far = (metres: number) => new DistanceDisplayCondition(0, metres);
    const mark = marks.add({
      id,
      position: positionOf(marker),
      distanceDisplayCondition: far(layer.markFarM),
      disableDepthTestDistance: Number.POSITIVE_INFINITY,
    });
    const label = labels.add({
      id,
      position: positionOf(marker),
      text: "",
      font: FONT,
      style: LabelStyle.FILL_AND_OUTLINE,
      outlineWidth: 4,
      horizontalOrigin: HorizontalOrigin.LEFT,
      verticalOrigin: VerticalOrigin.CENTER,
      pixelOffset: new Cartesian2(SHOWN_PX * 0.65, 0),
      distanceDisplayCondition: far(layer.labelFarM),
      disableDepthTestDistance: Number.POSITIVE_INFINITY,
    });
    return { marker, mark, label };
  }

  const same = (a: Marker, b: Marker) =>
    a.sign === b.sign &&
    a.tone === b.tone &&
    a.label === b.label &&
    a.lonDeg === b.lonDeg &&
    a.latDeg === b.latDeg &&
    a.heightM === b.heightM;

  function paint(all = false): void {
    const state = twin.store.getState();
    const markers = layer.markers(state, view.getState().language, twin.nowMs());
    const seen = new Set<string>();
    let changed = all;
    for (const marker of markers) {
      seen.add(marker.id);
      const known = drawn.get(marker.id);
      if (known && !all && same(known.marker, marker)) continue;
      const next = known ? { ...known, marker } : add(marker);
      drawn.set(marker.id, next);
      dress(next, true);
      changed = true;
    }
    for (const [id, { mark, label }] of drawn)
      if (!seen.has(id)) {
        marks.remove(mark);
        labels.remove(label);
        drawn.delete(id);
        changed = true;
      }
    report(markerStatus(state, markers.length, layer));
    if (changed) stage.redraw(layer.id);
  }
  const show = () => {
    const shown = view.getState().visible[layer.id] !== false;
    marks.show = shown;
    labels.show = shown;
    stage.redraw("visibility");
  };
  const pickOf = (id: string) => {
    const properties = layer.facts(twin.store.getState(), id);
    const known = drawn.get(id);
    if (!properties || !known) return undefined;
    const { x, y, z } = positionOf(known.marker);
    return {
      id,
      layer: layer.id,
      kind: layer.kind,
      properties: { id, ...properties },
      positionEcef: [x, y, z] as const,
    };
  };
  const timer = setInterval(() => paint(), CLOCK_MS);
  const stops = [
    stage.addPicker((picked) => {
      const own = (picked as { id?: { markers?: string; marker?: string } } | undefined)?.id;
      return own?.markers === layer.id && own.marker !== undefined ? pickOf(own.marker) : undefined;
    }),
    twin.store.subscribe((state, before) => {
      if (layer.changed(state, before) || state.connection !== before.connection) paint();
    }),
    view.subscribe((state, before) => {
      if (state.visible !== before.visible) show();
      if (state.language !== before.language || state.theme !== before.theme) paint(true);
      else if (state.selection !== before.selection || state.hidden !== before.hidden) {
        for (const one of drawn.values()) dress(one, false);
        stage.redraw(layer.id);
      }
    }),
  ];
  stage.probes.set(layer.id, () => ({ drawn: drawn.size, ids: [...drawn.keys()] }));
  paint();
  show();
  return () => {
    clearInterval(timer);
    for (const stop of stops) stop();
    scene.primitives.remove(marks);
    scene.primitives.remove(labels);
    stage.probes.delete(layer.id);
    if (!stage.widget.isDestroyed()) stage.redraw(layer.id);
  };
}
