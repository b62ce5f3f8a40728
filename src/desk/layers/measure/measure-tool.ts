// The pointer while something is measured: a click sets a place, a double click ends. What lies under it tells its accuracy.

import type { CityFile } from "../../../model/city/city-file.ts";
import type { DataAccuracy } from "../../../model/measure/measured.ts";
import type { CityScene } from "../../scenes/cesium/city-scene.ts";
import { pickError } from "../../scenes/cesium/pick-error.ts";
import type { PointerPlace, PointerTool } from "../../scenes/cesium/pointer-tool.ts";
import { type PixelPlace, pixelMetres } from "../../scenes/cesium/screen.ts";
import type { Pick } from "../../scenes/layer.ts";
import type { MeasuredPlace, Measuring } from "../../view/measuring.ts";

/** Two clicks nearer than this are one, CSS pixels. */
const SAME_PX = 5;
const CLOSE_PX = 12;

/** What the data say of a feature's accuracy: its own figure, and for roads what the whole dataset states. */
export function accuracyOf(quality: CityFile["quality"], pick: Pick | undefined): DataAccuracy {
  const own = pick?.properties.accuracyM;
  const stated = typeof own === "number" && own >= 0 ? { absHorM: own } : {};
  if (pick?.layer !== "roads") return stated;
  const { relHorAccM, relVerAccM, absHorAccM, absVerAccM } = quality;
  return {
    ...(relHorAccM !== undefined && { relHorM: relHorAccM }),
    ...(relVerAccM !== undefined && { relVerM: relVerAccM }),
    ...(absHorAccM !== undefined && { absHorM: absHorAccM }),
    ...(absVerAccM !== undefined && { absVerM: absVerAccM }),
    ...stated,
  };
}

export function measuredPlace(
  stage: CityScene,
  at: PixelPlace & { positionEcef: PointerPlace["positionEcef"] },
  pick: Pick | undefined,
): MeasuredPlace {
  return {
    ...pickError(stage, at, at.positionEcef),
    accuracy: accuracyOf(stage.city.quality, pick),
    ...(pick && { featureId: pick.id, featureKind: pick.kind, layer: pick.layer }),
  };
}

export interface MeasureHand {
  stage: CityScene;
  measuring: Measuring;
  /** Where the first place of the draft is in the picture, while an area may be closed there. */
  firstPixel(): PixelPlace | undefined;
}

export function measureTool({ stage, measuring, firstPixel }: MeasureHand): PointerTool {
  let last: PixelPlace | undefined;
  const near = (a: PixelPlace | undefined, b: PixelPlace, px: number) =>
    a !== undefined && Math.hypot(a.xPx - b.xPx, a.yPx - b.yPx) <= px;
  return {
    cursor: "crosshair",
    move(at) {
      // A rubber line needs neither feature nor an error of its own: picks draw frames.
      const halfM = at ? pixelMetres(stage, at) / 2 : 0;
      measuring.point(
        at && {
          lonDeg: at.lonDeg,
          latDeg: at.latDeg,
          heightM: at.heightM,
          pickHorM: halfM,
          pickVerM: halfM,
          accuracy: {},
        },
      );
    },
    click(at: PointerPlace) {
      if (near(firstPixel(), at, CLOSE_PX)) return measuring.finish();
      // The second click of a double click.
      if (near(last, at, SAME_PX)) return;
      last = { xPx: at.xPx, yPx: at.yPx };
      measuring.add(measuredPlace(stage, at, at.pick()));
    },
    doubleClick: measuring.finish,
  };
}
