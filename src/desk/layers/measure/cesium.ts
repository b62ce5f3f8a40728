// Measurements in Cesium: lines that are never hidden, handles, figures with a halo. While view.measuring.tool is set, the
// tool has the pointer. Clearance is asked of the picture here; lane widths come from the road model, elsewhere.

import {
  ArcType,
  Cartesian2,
  Cartesian3,
  Color,
  GeometryInstance,
  HorizontalOrigin,
  LabelCollection,
  LabelStyle,
  Material,
  PointPrimitiveCollection,
  PolylineGeometry,
  PolylineMaterialAppearance,
  Primitive,
  PrimitiveCollection,
  VerticalOrigin,
} from "cesium";
import type { Geodetic } from "../../../model/geo/frames.ts";
import { clearanceFigure } from "../../../model/measure/single-figures.ts";
import type { CityScene } from "../../scenes/cesium/city-scene.ts";
import { lookUp } from "../../scenes/cesium/look-up.ts";
import { centreOf, drawnAt, inPicture } from "../../scenes/cesium/screen.ts";
import type { Detach, LayerContext } from "../../scenes/layer.ts";
import { scenePalette } from "../../scenes/palette.ts";
import { createMeasuring, jointAccuracy, type Measurement } from "../../view/measuring.ts";
import { accuracyOf, measuredPlace, measureTool } from "./measure-tool.ts";
import { draftShape, type MeasureShape, measureShape } from "./shapes.ts";

const FONT = "600 13px system-ui, 'Noto Sans SC', 'PingFang SC', 'Microsoft YaHei', sans-serif";
const SMALL_FONT = "12px system-ui, 'Noto Sans SC', 'PingFang SC', 'Microsoft YaHei', sans-serif";

const ecef = ({ lonDeg, latDeg, heightM }: Geodetic) => Cartesian3.fromDegrees(lonDeg, latDeg, heightM);

export function attach({ scene: stage, view, plan, report }: LayerContext<CityScene>): Detach {
  const { scene, city } = stage;
  const measuring = createMeasuring(view, plan.log);
  const parts = scene.primitives.add(new PrimitiveCollection()) as PrimitiveCollection;
  let dirty = true;
  let release: Detach | undefined;

  const state = () => view.getState().measuring;
  const change = () => {
    dirty = true;
    stage.redraw("measure");
  };

  function line(places: readonly Geodetic[], faint: boolean): Primitive | undefined {
    const positions = places
      .map(ecef)
      .filter((p, i, all) => i === 0 || !Cartesian3.equalsEpsilon(p, all[i - 1], 0, 1e-4));
    if (positions.length < 2) return undefined;
    const palette = scenePalette(view.getState().theme);
    const material = Material.fromType("PolylineOutline", {
      color: Color.fromCssColorString(palette.selection).withAlpha(faint ? 0.7 : 1),
      outlineColor: Color.fromCssColorString(palette.rim),
      outlineWidth: 2,
    });
    const appearance = () => new PolylineMaterialAppearance({ material, translucent: false });
    return new Primitive({
      geometryInstances: new GeometryInstance({
        geometry: new PolylineGeometry({
          positions,
          width: faint ? 3 : 5,
          // A measure in the air is straight.
          arcType: ArcType.NONE,
          vertexFormat: PolylineMaterialAppearance.VERTEX_FORMAT,
        }),
      }),
      appearance: appearance(),
      depthFailAppearance: appearance(),
      asynchronous: false,
      allowPicking: false,
    });
  }

  function build({ lines, handles, labels }: MeasureShape): void {
    const palette = scenePalette(view.getState().theme);
    for (const { places, faint } of lines) {
      const made = line(places, faint === true);
      if (made) parts.add(made);
    }
    const points = new PointPrimitiveCollection();
    for (const place of handles)
      points.add({
        position: ecef(place),
        pixelSize: 8,
        color: Color.fromCssColorString(palette.rim),
        outlineColor: Color.fromCssColorString(palette.selection),
        outlineWidth: 2,
        disableDepthTestDistance: Number.POSITIVE_INFINITY,
      });
    const texts = new LabelCollection({ scene });
    for (const { at, text, main } of labels)
      texts.add({
        position: ecef(at),
        text,
        font: main ? FONT : SMALL_FONT,
        style: LabelStyle.FILL_AND_OUTLINE,
        fillColor: Color.fromCssColorString(palette.label),
        outlineColor: Color.fromCssColorString(palette.rim),
        outlineWidth: 4,
        horizontalOrigin: HorizontalOrigin.CENTER,
        verticalOrigin: VerticalOrigin.BOTTOM,
        pixelOffset: new Cartesian2(0, main ? -8 : 16),
        disableDepthTestDistance: Number.POSITIVE_INFINITY,
      });
    parts.add(points);
    parts.add(texts);
  }

  function drawAll(): void {
    parts.removeAll();
    const { visible, language } = view.getState();
    if (visible.measure === false) return;
    const { tool, draft, pointer, done } = state();
    for (const each of done) build(measureShape(language, each));
    if (tool) build(draftShape(language, tool, draft, pointer));
  }

  /** What hangs over a place on the road, as far as it is drawn. */
  function clearance({ id, places: [place] }: Measurement): void {
    if (!place) return;
    const above = lookUp(stage, ecef(place));
    if (!above) {
      measuring.settle(id, { fault: { code: "fault.measure.nothing-above", params: {} } });
      return;
    }
    const top = { ...place, heightM: place.heightM + above.upM };
    const upper = above.pick && {
      ...place,
      accuracy: accuracyOf(city.quality, above.pick),
      layer: above.pick.layer,
    };
    const data = upper ? jointAccuracy([place, upper]) : {};
    measuring.settle(id, {
      figures: [clearanceFigure(above.upM, place.pickVerM, data)],
      note: {
        code: above.pick ? "measure.note.above" : "measure.note.above-unknown",
        params: { kind: above.pick?.kind ?? "", id: above.pick?.id ?? "" },
      },
      line: [place, top],
    });
  }

  function takeTool(): void {
    release?.();
    release = undefined;
    if (state().tool === undefined) return;
    release = stage.tools.take(
      measureTool({
        stage,
        measuring,
        firstPixel: () => {
          const { tool, draft } = state();
          return tool === "area" && draft.length > 2 && draft[0] ? inPicture(stage, draft[0]) : undefined;
        },
      }),
    );
  }
  const tell = () => {
    const { done } = state();
    if (done.length === 0) report({ state: "empty", reason: "layer.no-measures" });
    else report({ state: "ready", unit: "unit.measures", count: done.length });
  };

  const stops = [
    scene.preUpdate.addEventListener(() => {
      if (!dirty) return;
      dirty = false;
      drawAll();
    }),
    view.subscribe((now, before) => {
      const { measuring: next } = now;
      const last = before.measuring;
      if (next.tool !== last.tool) takeTool();
      if (next.atCentre !== last.atCentre && next.tool !== undefined) {
        const at = centreOf(stage);
        const drawn = drawnAt(stage, at);
        if (drawn) measuring.add(measuredPlace(stage, { ...at, positionEcef: ecef(drawn) }, drawn.pick()));
      }
      if (next.done !== last.done) {
        for (const each of next.done)
          if (each.tool === "clearance" && !each.outcome && !last.done.some(({ id }) => id === each.id))
            // After this change has been told to everyone.
            queueMicrotask(() => clearance(each));
        tell();
      }
      if (
        next !== last ||
        now.theme !== before.theme ||
        now.language !== before.language ||
        now.visible !== before.visible
      )
        change();
    }),
  ];
  stage.probes.set("measure", () => ({
    pixelOf: (place: Geodetic) => inPicture(stage, place),
    drawn: parts.length,
  }));
  takeTool();
  tell();
  return () => {
    for (const stop of stops) stop();
    release?.();
    stage.probes.delete("measure");
    if (stage.widget.isDestroyed()) return;
    scene.primitives.remove(parts);
    stage.redraw("measure");
  };
}
