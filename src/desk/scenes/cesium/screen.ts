// Between the picture and the city: where a place is in the picture, what a pointer means on a level ground, how large a
// pixel is there. CSS pixels; degrees and ellipsoidal metres.

import { Cartesian2, Cartesian3, Ellipsoid, IntersectionTests, Ray, SceneTransforms } from "cesium";
import { ecefToGeodetic, type Geodetic } from "../../../model/geo/frames.ts";
import type { Pick } from "../layer.ts";
import { pointAt } from "./camera-moves.ts";
import type { CityScene } from "./city-scene.ts";

export interface PixelPlace {
  xPx: number;
  yPx: number;
}

/** Where a place is in the picture; undefined behind the camera. */
export function inPicture({ scene }: CityScene, place: Geodetic): PixelPlace | undefined {
  const position = Cartesian3.fromDegrees(place.lonDeg, place.latDeg, place.heightM);
  const at = SceneTransforms.worldToWindowCoordinates(scene, position, new Cartesian2());
  return at && { xPx: at.x, yPx: at.y };
}

/** Where the pointer's ray meets a level ground of an ellipsoidal height; undefined at the sky. */
export function onLevel({ scene }: CityScene, at: PixelPlace, heightM: number): Geodetic | undefined {
  const ray = scene.camera.getPickRay(new Cartesian2(at.xPx, at.yPx));
  const { x, y, z } = Ellipsoid.WGS84.radii;
  const level = new Ellipsoid(x + heightM, y + heightM, z + heightM);
  const hit = ray && IntersectionTests.rayEllipsoid(ray, level);
  if (!ray || !hit || hit.start <= 0) return undefined;
  const point = Ray.getPoint(ray, hit.start);
  return { ...ecefToGeodetic(point.x, point.y, point.z), heightM };
}

export interface Drawn extends PixelPlace, Geodetic {
  /** What is drawn there; a pick draws a frame. */
  pick(): Pick | undefined;
}

/** What is drawn at a pixel, else the level ground of the city; undefined at the sky. */
export function drawnAt(stage: CityScene, at: PixelPlace): Drawn | undefined {
  const pixel = new Cartesian2(at.xPx, at.yPx);
  const position = pointAt(stage, pixel);
  return (
    position && {
      ...at,
      ...ecefToGeodetic(position.x, position.y, position.z),
      pick: () => stage.resolvePick(stage.scene.pick(pixel, 5, 5), position),
    }
  );
}

export function centreOf({ scene }: CityScene): PixelPlace {
  const { clientWidth, clientHeight } = scene.canvas;
  return { xPx: Math.round(clientWidth / 2), yPx: Math.round(clientHeight / 2) };
}

/** Metres of a CSS pixel at a place. */
export function pixelMetres({ scene }: CityScene, place: Geodetic): number {
  const { camera, canvas } = scene;
  const distance = Cartesian3.distance(
    camera.positionWC,
    Cartesian3.fromDegrees(place.lonDeg, place.latDeg, place.heightM),
  );
  const { fovy } = camera.frustum as unknown as { fovy?: number };
  return (2 * distance * Math.tan((fovy ?? 1) / 2)) / Math.max(1, canvas.clientHeight);
}
