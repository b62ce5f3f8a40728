// What the camera says about itself, at most ten times a second: where it is, where it looks, how many metres a pixel
// covers in the middle of the picture. Degrees, ellipsoidal metres; heading clockwise from north, pitch −90 is down.

import { Cartesian3, Cartographic, Math as CesiumMath, PerspectiveFrustum } from "cesium";
import type { CameraReadout } from "../../view/view-store.ts";
import type { Detach } from "../layer.ts";
import { centrePoint } from "./camera-moves.ts";
import type { CityScene } from "./city-scene.ts";

const PERIOD_MS = 100;
const STILL_MS = 1000;
const ASK_STILL = 8;

/** Tells `listener` after the camera moved, throttled, and once at the end of a movement. */
export function attachCameraReadout(
  stage: CityScene,
  listener: (readout: CameraReadout) => void,
  now: () => number,
): Detach {
  const last = new Cartesian3();
  const lastDirection = new Cartesian3();
  let toldMs = Number.NEGATIVE_INFINITY;
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** Tiles come after the camera has stopped: what it looks at is asked a few times more. */
  let askedStill = 0;
  const tell = () => {
    timer = undefined;
    if (stage.widget.isDestroyed()) return;
    toldMs = now();
    listener(readCamera(stage));
  };
  const stop = stage.scene.postRender.addEventListener(() => {
    const { camera } = stage.scene;
    const still =
      Cartesian3.equalsEpsilon(camera.positionWC, last, 0, 1e-3) &&
      Cartesian3.equalsEpsilon(camera.directionWC, lastDirection, 0, 1e-6);
    if (timer !== undefined || (still && (askedStill >= ASK_STILL || now() < toldMs + STILL_MS))) return;
    askedStill = still ? askedStill + 1 : 0;
    Cartesian3.clone(camera.positionWC, last);
    Cartesian3.clone(camera.directionWC, lastDirection);
    timer = setTimeout(tell, Math.max(0, toldMs + PERIOD_MS - now()));
  });
  return () => {
    stop();
    clearTimeout(timer);
  };
}

/** The camera now. */
export function readCamera(stage: CityScene): CameraReadout {
  const { scene } = stage;
  const { camera } = scene;
  const where = Cartographic.fromCartesian(camera.positionWC);
  const ground = stage.city.groundHeightM ?? stage.city.anchor.heightM;
  const target = centrePoint(stage);
  const { frustum } = camera;
  const fovyRad = frustum instanceof PerspectiveFrustum ? (frustum.fovy ?? 1) : 1;
  const { clientWidth, clientHeight } = scene.canvas;
  const readout: CameraReadout = {
    lonDeg: CesiumMath.toDegrees(where.longitude),
    latDeg: CesiumMath.toDegrees(where.latitude),
    heightM: where.height,
    headingDeg: CesiumMath.toDegrees(CesiumMath.zeroToTwoPi(camera.heading)) % 360,
    pitchDeg: CesiumMath.toDegrees(camera.pitch),
    aboveGroundM: Math.max(0, where.height - ground),
    fovyRad,
    aspect: clientWidth / Math.max(1, clientHeight),
  };
  if (target) {
    const at = Cartographic.fromCartesian(target);
    readout.target = {
      lonDeg: CesiumMath.toDegrees(at.longitude),
      latDeg: CesiumMath.toDegrees(at.latitude),
      heightM: at.height,
    };
    const distance = Cartesian3.distance(camera.positionWC, target);
    readout.metresPerPixel = (2 * distance * Math.tan(fovyRad / 2)) / clientHeight;
  }
  return readout;
}
