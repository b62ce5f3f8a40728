// Where a walk starts from the desk's camera. Degrees, ellipsoidal metres; heading clockwise from north.

import { Cartographic, Math as CesiumMath } from "cesium";
import type { WalkPlace } from "../../view/walk-link.ts";
import { centrePoint } from "./camera-moves.ts";
import type { CityScene } from "./city-scene.ts";
import { InstanceDraw } from "./draw-instances.ts";

/** A camera lower than this above the ground stands there; a higher one looks there. */
const LOW_M = 40;

/** Height of what is built at a place; what is drawn by instances, vehicles above all, is no ground. */
function builtHeight({ scene }: CityScene, where: Cartographic): number | undefined {
  if (!scene.sampleHeightSupported) return undefined;
  const hidden: InstanceDraw[] = [];
  for (let i = 0; i < scene.primitives.length; i++) {
    const each: unknown = scene.primitives.get(i);
    if (each instanceof InstanceDraw && each.show) hidden.push(each);
  }
  for (const draw of hidden) draw.show = false;
  try {
    return scene.sampleHeight(where);
  } finally {
    for (const draw of hidden) draw.show = true;
  }
}

/**
 * Where a walk starts: below the camera when it is near the ground, else at what it looks at; with its heading. What
 * stands on the road below is not stood on.
 */
export function walkPlace(stage: CityScene): WalkPlace {
  const { scene, city } = stage;
  const camera = scene.camera.positionCartographic;
  const groundM = city.groundHeightM ?? city.anchor.heightM;
  const ahead = camera.height - groundM > LOW_M ? centrePoint(stage) : undefined;
  const where = ahead ? Cartographic.fromCartesian(ahead) : Cartographic.clone(camera);
  if (!ahead) {
    const roads = builtHeight(stage, where);
    where.height = roads !== undefined && roads < camera.height ? roads : groundM;
  }
  return {
    lonDeg: CesiumMath.toDegrees(where.longitude),
    latDeg: CesiumMath.toDegrees(where.latitude),
    heightM: where.height,
    headingDeg: CesiumMath.toDegrees(scene.camera.heading),
  };
}
