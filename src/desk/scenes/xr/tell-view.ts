// What the walk tells the view and the twin of where the walker is: a few times a second, and only after a step or a
// turn. Nothing is made while they stand still.

import { Quaternion, Vector3 } from "three";
import type { Twin } from "../../../model/twin/twin-store.ts";
import type { ViewStore } from "../../view/view-store.ts";
import type { Detach } from "../layer.ts";
import { headingOf, walkToPlace } from "./walk-frame.ts";
import type { WalkScene } from "./walk-scene.ts";

const PERIOD_MS = 250;
const STEP_M = 0.05;
const TURN_RAD = 0.01;

export function tellView(scene: WalkScene, view: ViewStore, twin: Twin): Detach {
  const { camera, rig, frame } = scene;
  const eye = new Vector3();
  const forward = new Vector3();
  const told = { eye: new Vector3(Number.POSITIVE_INFINITY), forward: new Vector3() };
  const turn = new Quaternion();
  let lastMs = Number.NEGATIVE_INFINITY;

  const tellInterest = () => {
    const { camera: readout } = view.getState();
    if (!readout) return;
    const { lonDeg, latDeg, heightM } = readout;
    twin.interest({ lonDeg, latDeg, heightM, hidden: document.hidden && !scene.renderer.xr.isPresenting });
  };
  function tell(): void {
    const at = walkToPlace(frame, eye);
    const headingDeg = (headingOf(Math.atan2(-forward.x, -forward.z)) * 180) / Math.PI;
    const feet = walkToPlace(frame, { x: eye.x, y: rig.position.y, z: eye.z });
    view.setState({
      camera: {
        ...at,
        headingDeg,
        pitchDeg: (Math.asin(Math.max(-1, Math.min(1, forward.y))) * 180) / Math.PI,
        aboveGroundM: Math.max(0, eye.y - rig.position.y),
        fovyRad: (camera.fov * Math.PI) / 180,
        aspect: camera.aspect,
      },
      walk: { ...feet, headingDeg },
    });
    tellInterest();
  }
  const stop = scene.onFrame(({ timeMs }) => {
    if (timeMs - lastMs < PERIOD_MS) return;
    lastMs = timeMs;
    eye.setFromMatrixPosition(camera.matrixWorld);
    forward.set(0, 0, -1).applyQuaternion(turn.setFromRotationMatrix(camera.matrixWorld));
    if (eye.distanceTo(told.eye) < STEP_M && forward.angleTo(told.forward) < TURN_RAD) return;
    told.eye.copy(eye);
    told.forward.copy(forward);
    tell();
  });
  document.addEventListener("visibilitychange", tellInterest);
  return () => {
    stop();
    document.removeEventListener("visibilitychange", tellInterest);
  };
}
