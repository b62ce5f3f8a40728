// Seated: the tracking space is lifted so that the eyes of somebody who sits are as high as those of somebody who stands.
// The rig stays on the ground; nothing but the device's own origin is moved.

import type { PerspectiveCamera, WebGLRenderer } from "three";
import type { ComfortStore } from "./comfort.ts";

/** Eyes of a standing person. */
export const STANDING_EYE_M = 1.6;
const MOST_LIFT_M = 1.1;

export const seatedLift = (eyeM: number): number => Math.min(MOST_LIFT_M, Math.max(0, STANDING_EYE_M - eyeM));

export interface Seat {
  /** Sits down or stands up, measured from where the eyes are now. */
  toggle(): void;
  /** Back to the floor. */
  stand(): void;
}

export function createSeat({ xr }: WebGLRenderer, camera: PerspectiveCamera, comfort: ComfortStore): Seat {
  let floor: XRReferenceSpace | undefined;
  const stand = () => {
    if (floor && xr.isPresenting) xr.setReferenceSpace(floor);
    floor = undefined;
    if (comfort.getState().seated) comfort.setState({ seated: false });
  };
  return {
    stand,
    toggle() {
      if (floor) {
        stand();
        return;
      }
      const space = xr.getReferenceSpace();
      if (!space || !xr.isPresenting) return;
      floor = space;
      const y = -seatedLift(camera.position.y);
      xr.setReferenceSpace(space.getOffsetReferenceSpace(new XRRigidTransform({ x: 0, y, z: 0 })));
      comfort.setState({ seated: true });
    },
  };
}
