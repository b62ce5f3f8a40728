// Ways to put the camera somewhere: home, north up, top down, street level, a coordinate, a thing.
// Degrees and ellipsoidal metres at the boundary; ECEF inside. Flights are short, and none where motion is unwanted.

import {
  BoundingSphere,
  Cartesian2,
  Cartesian3,
  Cartographic,
  Math as CesiumMath,
  EasingFunction,
  Ellipsoid,
  HeadingPitchRange,
  IntersectionTests,
  Matrix4,
  Ray,
  type Scene,
} from "cesium";
import type { CameraPlace } from "../../view/desk-link.ts";
import type { WalkPlace } from "../../view/walk-link.ts";
import type { CityScene } from "./city-scene.ts";
import { laneHeading } from "./lane-heading.ts";

/** Eye height above the road at street level, metres: a driver's to a standing person's. */
const EYE_M = 1.7;
const FLIGHT_S = 0.9;

function flightSeconds(): number {
  return matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : FLIGHT_S;
}

/** What is under the middle of the picture: tiles if drawn, else the ground; undefined when looking at the sky. */
export function centrePoint(stage: CityScene): Cartesian3 | undefined {
  const { clientWidth, clientHeight } = stage.scene.canvas;
  return pointAt(stage, new Cartesian2(Math.round(clientWidth / 2), Math.round(clientHeight / 2)));
}

/**
 * What is under a canvas position (CSS pixels), ECEF; undefined at the sky. The ground is met as an ellipsoid of the
 * city's height, not as the globe's mesh, whose coarse tiles sag by kilometres until finer ones have come.
 */
export function pointAt({ scene, city }: CityScene, at: Cartesian2): Cartesian3 | undefined {
  const seen = scene.pickPositionSupported ? scene.pickPosition(at) : undefined;
  if (seen && Number.isFinite(seen.x)) return seen;
  const ray = scene.camera.getPickRay(at);
  const { x, y, z } = Ellipsoid.WGS84.radii;
  const h = city.groundHeightM ?? city.anchor.heightM;
  const hit = ray && IntersectionTests.rayEllipsoid(ray, new Ellipsoid(x + h, y + h, z + h));
  return ray && hit && hit.start > 0 ? Ray.getPoint(ray, hit.start) : undefined;
}

/** Leaves any follow or look-at frame, keeping the camera where it is. */
export function releaseFrame(scene: Scene): void {
  scene.camera.lookAtTransform(Matrix4.IDENTITY);
}

function flyRound(
  { scene }: CityScene,
  target: Cartesian3,
  headingRad: number,
  pitchRad: number,
  rangeM: number,
  seconds = flightSeconds(),
): void {
  releaseFrame(scene);
  scene.camera.flyToBoundingSphere(new BoundingSphere(target, 0), {
    duration: seconds,
    offset: new HeadingPitchRange(headingRad, pitchRad, rangeM),
    easingFunction: EasingFunction.CUBIC_OUT,
  });
}

/** The view city.json names, else the city's bounds from the south at 45°. */
export function goHome(stage: CityScene, seconds?: number): void {
  const { home, anchor, bounds } = stage.city;
  if (home) {
    const target = Cartesian3.fromDegrees(home.lonDeg, home.latDeg, home.heightM);
    const pitch = CesiumMath.toRadians(home.pitchDeg);
    flyRound(stage, target, CesiumMath.toRadians(home.headingDeg), pitch, home.rangeM, seconds);
    return;
  }
  const lonDeg = (bounds.west + bounds.east) / 2;
  const latDeg = (bounds.south + bounds.north) / 2;
  const corner = Cartesian3.fromDegrees(bounds.west, bounds.south, anchor.heightM);
  const target = Cartesian3.fromDegrees(lonDeg, latDeg, anchor.heightM);
  const rangeM = Math.min(Math.max(2 * Cartesian3.distance(corner, target), 150), 3000);
  flyRound(stage, target, 0, CesiumMath.toRadians(-45), rangeM, seconds);
}

/** Turns round what is in the middle of the picture until north is up. */
export function northUp(stage: CityScene): void {
  turnTo(stage, 0, stage.scene.camera.pitch);
}

/** Looks straight down at what is in the middle of the picture. */
export function topDown(stage: CityScene): void {
  turnTo(stage, stage.scene.camera.heading, -CesiumMath.PI_OVER_TWO);
}

function turnTo(stage: CityScene, headingRad: number, pitchRad: number): void {
  const { scene } = stage;
  const target = centrePoint(stage);
  if (!target) {
    releaseFrame(scene);
    scene.camera.setView({ orientation: { heading: headingRad, pitch: pitchRad, roll: 0 } });
    stage.redraw("camera");
    return;
  }
  flyRound(stage, target, headingRad, pitchRad, Cartesian3.distance(scene.camera.positionWC, target));
}

/**
 * Stands on the road under the middle of the picture (or at a given point) and looks along its lane, in the
 * direction nearest to the present view. Off a lane the present heading stays. False when there is no ground there.
 */
export function streetLevel(stage: CityScene, at?: Cartesian3): boolean {
  const { scene } = stage;
  const ground = at ?? centrePoint(stage);
  if (!ground) return false;
  releaseFrame(scene);
  const headingRad = laneHeading(stage, ground) ?? scene.camera.heading;
  const where = Cartographic.fromCartesian(ground);
  scene.camera.setView({
    destination: Cartesian3.fromRadians(where.longitude, where.latitude, where.height + EYE_M),
    orientation: { heading: headingRad, pitch: CesiumMath.toRadians(-3), roll: 0 },
  });
  stage.redraw("camera");
  return true;
}

/** Eyes over feet at a place, looking ahead: where a walker has come back. */
export function standAt({ scene }: CityScene, { lonDeg, latDeg, heightM, headingDeg }: WalkPlace): void {
  releaseFrame(scene);
  scene.camera.setView({
    destination: Cartesian3.fromDegrees(lonDeg, latDeg, heightM + EYE_M),
    orientation: { heading: CesiumMath.toRadians(headingDeg), pitch: CesiumMath.toRadians(-3), roll: 0 },
  });
}

/** The camera at a place, looking as a link says. */
export function lookFrom({ scene }: CityScene, at: CameraPlace): void {
  releaseFrame(scene);
  const orientation = {
    heading: CesiumMath.toRadians(at.headingDeg),
    pitch: CesiumMath.toRadians(at.pitchDeg),
    roll: 0,
  };
  scene.camera.setView({
    destination: Cartesian3.fromDegrees(at.lonDeg, at.latDeg, at.heightM),
    orientation,
  });
}

/** Flies to a coordinate; height defaults to the city's anchor, distance to 250 m. */
export function goTo(
  stage: CityScene,
  to: { lonDeg: number; latDeg: number; heightM?: number | undefined; rangeM?: number | undefined },
): void {
  const target = Cartesian3.fromDegrees(to.lonDeg, to.latDeg, to.heightM ?? stage.city.anchor.heightM);
  flyRound(stage, target, stage.scene.camera.heading, CesiumMath.toRadians(-40), to.rangeM ?? 250);
}

/** Flies to a thing at an ECEF position and keeps the present heading. */
export function flyToPoint(stage: CityScene, target: Cartesian3, rangeM = 45): void {
  flyRound(stage, target, stage.scene.camera.heading, CesiumMath.toRadians(-30), rangeM);
}
