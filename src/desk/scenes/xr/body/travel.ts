// Ways of getting about, engine side: an aim that is shown, a landing with or without a blink, walking pushed by stick or
// keys. Heights come from the road data. x east, y up, −z north, metres; nothing is allocated a frame.

import { Ray, Vector3 } from "three";
import { newGroundHit, type Walkable } from "../../../../model/roads/walkable.ts";
import type { WalkScene } from "../walk-scene.ts";
import type { AimMarks } from "./aim-marks.ts";
import type { ComfortStore } from "./comfort.ts";
import type { RigMoves } from "./rig-moves.ts";
import { type Aim, aimArc, aimStraight, newAim } from "./teleport-aim.ts";
import { type Vignette, vignetteStrength } from "./vignette.ts";
import { walkStep } from "./walk-step.ts";

/** Half of a blink: closing, then opening. */
export const HALF_BLINK_MS = 50;
/** Less is no change of height. */
const LEVEL_M = 0.02;
const OPEN = -1;
/** How far below or above the feet their ground may be found at the start. */
const FALL_M = 30;
const RISE_M = 1.5;

export interface Travel {
  aim: Aim;
  /** Shows where a ray from a hand would lead. */
  showAim(hand: Ray): void;
  hideAim(): void;
  /** Goes where the aim shown leads, if it may; whether it did. */
  go(): boolean;
  /** Goes to what a straight ray meets, if one may stand there. */
  leap(eye: Ray): boolean;
  /** Pushes the feet for this frame, in the head's own right and ahead, −1 … 1. */
  walk(right: number, ahead: number, speedMps: number, deltaS: number): void;
  /** After everything that moves this frame. */
  settle(timeMs: number, walkingMps: number): void;
  /** Puts the feet on the ground below or above them, when it is near. */
  standOnGround(): void;
  recentre(): void;
  /** Here is where the person now belongs. */
  stay(): void;
  /** Keeps what is seen after the device has moved its own origin. */
  keepView(): void;
}

export function createTravel(
  scene: WalkScene,
  walkable: () => Walkable | undefined,
  moves: RigMoves,
  marks: AimMarks,
  vignette: Vignette,
  comfort: ComfortStore,
): Travel {
  const { rig, city } = scene;
  const aim = newAim();
  const place = () => ({ eastM: 0, northM: 0, upM: 0 });
  const headAt = place();
  const handAt = place();
  const way = place();
  const hit = newGroundHit();
  const feet = new Float64Array(3);
  const home = { x: 0, z: 0, yaw: 0 };
  const landing = { x: 0, y: 0, z: 0 };
  const wallRay = new Ray();
  const last = new Vector3();
  let lastYaw = 0;
  /** When the eyes began to close; OPEN when they have not. */
  let blinkMs = OPEN;
  let landed = true;
  let wantsBlink = false;

  const put = (out: typeof headAt, { x, y, z }: Vector3) => {
    out.eastM = x;
    out.northM = -z;
    out.upM = y;
  };
  const stay = () => {
    const { x, z } = moves.head();
    home.x = x;
    home.z = z;
    home.yaw = moves.headYaw();
  };

  const walled = city.tilesets.some(({ kind }) => kind === "buildings");
  /** Buildings are tiles: asked once, on the press, piece by piece of the way. */
  function throughWall(): boolean {
    if (!walled) return false;
    const { points, count } = aim;
    for (let i = -1; i < count - 1; i++) {
      if (i < 0) wallRay.origin.set(headAt.eastM, headAt.upM, -headAt.northM);
      else
        wallRay.origin.set(
          points[i * 3] as number,
          points[i * 3 + 2] as number,
          -(points[i * 3 + 1] as number),
        );
      const k = (i + 1) * 3;
      wallRay.direction
        .set(points[k] as number, points[k + 2] as number, -(points[k + 1] as number))
        .sub(wallRay.origin);
      const far = wallRay.direction.length();
      if (far < 1e-6) continue;
      wallRay.direction.divideScalar(far);
      if (scene.pick(wallRay, far)?.pick.layer === "buildings") return true;
    }
    return false;
  }

  function land(): boolean {
    if (aim.state !== "valid") return false;
    if (throughWall()) {
      aim.state = "blocked";
      return false;
    }
    const { eastM, northM, upM } = aim.hit;
    landing.x = eastM;
    landing.y = upM;
    landing.z = -northM;
    landed = false;
    wantsBlink = !comfort.getState().reducedMotion && Math.abs(upM - rig.position.y) > LEVEL_M;
    return true;
  }
  function arrive(): void {
    moves.land(landing.x, landing.y, landing.z);
    landed = true;
    stay();
  }

  function look(hand: Ray, straight: boolean): boolean {
    const ground = walkable();
    if (!ground) return false;
    put(headAt, moves.head());
    put(handAt, hand.origin);
    put(way, hand.direction);
    if (straight) aimStraight(ground, handAt, way, aim);
    else aimArc(ground, headAt, handAt, way, aim);
    return true;
  }

  return {
    aim,
    stay,
    showAim(hand) {
      if (look(hand, false)) marks.show(aim);
      else marks.hide();
    },
    hideAim: () => marks.hide(),
    go() {
      marks.hide();
      return walkable() !== undefined && land();
    },
    leap: (eye) => look(eye, true) && land(),
    walk(right, ahead, speedMps, deltaS) {
      const ground = walkable();
      const push = Math.sqrt(right * right + ahead * ahead);
      if (!ground || push === 0) return;
      // One speed from the first step: no ramps to feel.
      const step = (speedMps * deltaS) / push;
      const yaw = moves.headYaw();
      const s = Math.sin(yaw);
      const c = Math.cos(yaw);
      const { x, z } = moves.head();
      const east = (right * c - ahead * s) * step;
      const north = (right * s + ahead * c) * step;
      feet[0] = x;
      feet[1] = -z;
      feet[2] = rig.position.y;
      if (!walkStep(ground, feet, east, north, hit)) return;
      rig.position.x += hit.eastM - x;
      rig.position.z += -hit.northM - z;
      rig.position.y = hit.upM;
      rig.updateMatrixWorld();
      stay();
    },
    settle(timeMs, walkingMps) {
      if (!landed && blinkMs === OPEN) {
        if (wantsBlink) blinkMs = timeMs;
        else arrive();
      }
      let closed = 0;
      if (blinkMs !== OPEN) {
        const since = timeMs - blinkMs;
        if (since >= HALF_BLINK_MS && !landed) arrive();
        closed = Math.max(0, 1 - Math.abs(since - HALF_BLINK_MS) / HALF_BLINK_MS);
        if (since >= 2 * HALF_BLINK_MS) blinkMs = OPEN;
      }
      vignette.set(vignetteStrength(walkingMps), closed);
      last.copy(moves.head());
      lastYaw = moves.headYaw();
    },
    standOnGround() {
      const { x, z } = moves.head();
      const { y } = rig.position;
      feet[0] = x;
      feet[1] = -z;
      feet[2] = y;
      if (!walkable()?.groundAt(feet, 0, FALL_M, RISE_M, hit) || Math.abs(hit.upM - y) < 1e-3) return;
      rig.position.y = hit.upM;
      rig.updateMatrixWorld();
    },
    recentre() {
      moves.recentre(home.x, home.z, home.yaw);
    },
    keepView() {
      moves.recentre(last.x, last.z, lastYaw);
    },
  };
}
