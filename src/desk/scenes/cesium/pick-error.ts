// How far a pick may be off from what the eye meant: half a pixel of the picture, on the surface that is seen there, and the
// depth buffer's grain. Metres in plan and in height. At an edge the next pixel lies far away, and the figure says so.

import { Cartesian2, Cartesian3 } from "cesium";
import { ecefToGeodetic, enuFrame, type Geodetic } from "../../../model/geo/frames.ts";
import { pointAt } from "./camera-moves.ts";
import type { CityScene } from "./city-scene.ts";
import { type PixelPlace, pixelMetres } from "./screen.ts";

/** Share of the distance that a step of the logarithmic depth buffer is. */
const DEPTH_GRAIN = 1.3e-6;

export function pickError(
  stage: CityScene,
  at: PixelPlace,
  position: Cartesian3,
): Geodetic & { pickHorM: number; pickVerM: number } {
  const place = ecefToGeodetic(position.x, position.y, position.z);
  const frame = enuFrame(place.lonDeg, place.latDeg, place.heightM);
  const pixelM = pixelMetres(stage, place);
  const steps = [
    [1, 0],
    [-1, 0],
    [0, 1],
    [0, -1],
  ] as const;
  let [hor, ver] = [0, 0];
  for (const [dx, dy] of steps) {
    const beside = pointAt(stage, new Cartesian2(at.xPx + dx, at.yPx + dy));
    // The sky beside a pick: only the pixel's own size is known.
    const [e, n, u] = beside ? frame.toEnu(beside.x, beside.y, beside.z) : [pixelM, 0, pixelM];
    hor = Math.max(hor, Math.hypot(e, n) / 2);
    ver = Math.max(ver, Math.abs(u) / 2);
  }
  const grain = DEPTH_GRAIN * Cartesian3.distance(stage.scene.camera.positionWC, position);
  return { ...place, pickHorM: Math.hypot(hor, grain), pickVerM: Math.hypot(ver, grain) };
}
