// Keeps the camera at the same offset from a moving thing: before each frame its position is evaluated (one thing, on
// the CPU) and the camera's frame moves there. The user may turn and zoom meanwhile; north stays where it is.

import { Cartesian3, Math as CesiumMath, HeadingPitchRange, Matrix4, Transforms } from "cesium";
import type { Detach } from "../layer.ts";
import { releaseFrame } from "./camera-moves.ts";
import type { CityScene } from "./city-scene.ts";

const NEAR_M = 28;
const FAR_M = 120;

/** Follows `id` until detached; `lost` is told once when it can no longer be found. */
export function follow(stage: CityScene, id: string, lost: () => void): Detach {
  const { camera } = stage.scene;
  const frame = new Matrix4();
  const offset = new Cartesian3();
  let started = false;
  const stopAnimation = stage.animate("follow");
  const stopFrames = stage.scene.preUpdate.addEventListener(() => {
    const pose = stage.poseOf(id);
    if (!pose) {
      detach();
      lost();
      return;
    }
    if (started) Cartesian3.clone(camera.position, offset);
    Transforms.eastNorthUpToFixedFrame(pose.positionEcef, undefined, frame);
    if (started) {
      camera.lookAtTransform(frame, offset);
      return;
    }
    started = true;
    const rangeM = CesiumMath.clamp(Cartesian3.distance(camera.positionWC, pose.positionEcef), NEAR_M, FAR_M);
    const pitch = CesiumMath.clamp(camera.pitch, CesiumMath.toRadians(-60), CesiumMath.toRadians(-18));
    camera.lookAtTransform(frame, new HeadingPitchRange(camera.heading, pitch, rangeM));
  });
  function detach() {
    stopAnimation();
    stopFrames();
    if (!stage.widget.isDestroyed()) releaseFrame(stage.scene);
  }
  return detach;
}
