// Which way a lane runs at a point, read from the picture itself: seen from straight above, points on a ring around
// it belong to the same lane only along the lane. Needs no network and works for any lane a tileset shows.
// headingRad clockwise from north.

import {
  Cartesian2,
  Cartesian3,
  Cartographic,
  Math as CesiumMath,
  Matrix4,
  SceneTransforms,
  Transforms,
} from "cesium";
import type { CityScene } from "./city-scene.ts";

const RING_M = 8;
const STEP_DEG = 10;
const ABOVE_M = 30;

/** Middle of the longest run of true values on a circle of flags; undefined if none is true. Index, may be x.5. */
export function middleOfRun(hits: readonly boolean[]): number | undefined {
  const n = hits.length;
  let best: { start: number; length: number } | undefined;
  for (let start = 0; start < n; start++) {
    let length = 0;
    while (length < n && hits[(start + length) % n]) length++;
    if (length > 0 && (!best || length > best.length)) best = { start, length };
  }
  return best ? (best.start + (best.length - 1) / 2) % n : undefined;
}

/** Of a line's two directions the one nearest to `nearRad`. */
export function nearestDirection(lineRad: number, nearRad: number): number {
  const turned = CesiumMath.negativePiToPi(lineRad - nearRad);
  const direction = Math.abs(turned) <= CesiumMath.PI_OVER_TWO ? lineRad : lineRad + Math.PI;
  return CesiumMath.zeroToTwoPi(direction);
}

/** Heading of the lane at an ECEF point, nearest to the camera's present heading; undefined off a lane. */
export function laneHeading(stage: CityScene, ground: Cartesian3): number | undefined {
  const { scene } = stage;
  const { camera } = scene;
  const before = {
    destination: Cartesian3.clone(camera.positionWC),
    orientation: { direction: Cartesian3.clone(camera.directionWC), up: Cartesian3.clone(camera.upWC) },
  };
  const wanted = camera.heading;
  const where = Cartographic.fromCartesian(ground);
  camera.setView({
    destination: Cartesian3.fromRadians(where.longitude, where.latitude, where.height + ABOVE_M),
    orientation: { heading: 0, pitch: -CesiumMath.PI_OVER_TWO, roll: 0 },
  });
  try {
    const toFixed = Transforms.eastNorthUpToFixedFrame(ground);
    const idAt = (eastM: number, northM: number): string | undefined => {
      const point = Matrix4.multiplyByPoint(toFixed, new Cartesian3(eastM, northM, 0), new Cartesian3());
      const at = SceneTransforms.worldToWindowCoordinates(scene, point, new Cartesian2());
      const pick = at && stage.resolvePick(scene.pick(at));
      return pick?.id;
    };
    const here = idAt(0, 0);
    if (here === undefined) return undefined;
    const hits: boolean[] = [];
    for (let deg = 0; deg < 180; deg += STEP_DEG) {
      const east = RING_M * Math.sin(CesiumMath.toRadians(deg));
      const north = RING_M * Math.cos(CesiumMath.toRadians(deg));
      hits.push(idAt(east, north) === here && idAt(-east, -north) === here);
    }
    const middle = middleOfRun(hits);
    return middle === undefined
      ? undefined
      : nearestDirection(CesiumMath.toRadians(middle * STEP_DEG), wanted);
  } finally {
    camera.setView(before);
  }
}
