// Moves the person by moving the rig: onto a place, about the head, back to where they last landed. The rig stands at
// the height of the feet and only turns about the upright; the world never moves. x east, y up, −z north, metres.

import { type Group, MathUtils, type PerspectiveCamera, Vector3 } from "three";

export const SNAP_RAD = Math.PI / 4;

export interface RigMoves {
  /** Where the eyes are over the rig's ground; kept, read only. */
  head(): Vector3;
  /** Way the eyes look, turned about y; 0 is north. */
  headYaw(): number;
  /** Puts the point under the head onto a place; the eyes keep their height over the ground. */
  land(x: number, y: number, z: number): void;
  /** Turns about the head; positive is to the left. */
  turn(rad: number): void;
  /** Puts the head over a place and lets it look along a yaw. */
  recentre(x: number, z: number, yawRad: number): void;
  /** Turns made by `turn`, and landings made by `land`. */
  count: { turns: number; landings: number };
}

export function createRigMoves(rig: Group, camera: PerspectiveCamera): RigMoves {
  const local = new Vector3();
  const world = new Vector3();
  const forward = new Vector3();
  const count = { turns: 0, landings: 0 };
  const head = (): Vector3 => world.copy(camera.position).applyQuaternion(rig.quaternion).add(rig.position);
  const setYaw = (yaw: number) => {
    rig.rotation.set(0, yaw, 0);
  };
  /** Keeps the head over a place while the rig's turn is what it is now. */
  const putHeadOver = (x: number, z: number) => {
    local.copy(camera.position).applyQuaternion(rig.quaternion);
    rig.position.x = x - local.x;
    rig.position.z = z - local.z;
    rig.updateMatrixWorld();
  };
  const yaw = () => 2 * Math.atan2(rig.quaternion.y, rig.quaternion.w);
  return {
    head,
    headYaw: () => {
      forward.set(0, 0, -1).applyQuaternion(camera.quaternion);
      // Looking straight up or down the top of the head tells where ahead is.
      if (forward.x * forward.x + forward.z * forward.z < 1e-3)
        forward.set(0, forward.y > 0 ? -1 : 1, 0).applyQuaternion(camera.quaternion);
      return yaw() + Math.atan2(-forward.x, -forward.z);
    },
    land(x, y, z) {
      rig.position.y = y;
      putHeadOver(x, z);
      count.landings += 1;
    },
    turn(rad) {
      const { x, z } = head();
      setYaw(MathUtils.euclideanModulo(yaw() + rad + Math.PI, 2 * Math.PI) - Math.PI);
      putHeadOver(x, z);
      count.turns += 1;
    },
    recentre(x, z, yawRad) {
      setYaw(yaw() + yawRad - this.headYaw());
      putHeadOver(x, z);
    },
    count,
  };
}
