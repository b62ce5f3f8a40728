// Immersive sessions of a walk: whether one can be had and why not, starting one on a press, and what must be put back
// when it ends, by whom ever it is ended. Floor-level tracking where the device has it, else eyes 1.6 m above the start.

import { Scheduler } from "3d-tiles-renderer/core";
import { Quaternion, Vector3, type WebGLRenderer } from "three";
import type { VrStatus } from "../../view/view-store.ts";
import type { Detach } from "../layer.ts";
import { EYE_M } from "./create-walk-scene.ts";
import type { WalkScene } from "./walk-scene.ts";

export interface VrSessions {
  /** Only within a user's press. */
  enter(): Promise<void>;
  leave(): void;
  detach: Detach;
}

/** Its typing forgets that no session is one. */
const scheduler = Scheduler as { setXRSession(session: XRSession | null): void };

const failed = (error: unknown): VrStatus => ({
  state: "failed",
  code: "fault.walk.session",
  params: { reason: error instanceof Error ? error.message : String(error) },
});
const unavailable = (code: string): VrStatus => ({ state: "unavailable", code, params: {} });

async function availability(xr: XRSystem | undefined, secure: boolean): Promise<VrStatus> {
  if (!secure) return unavailable("fault.walk.insecure");
  if (!xr) return unavailable("fault.walk.no-webxr");
  try {
    return (await xr.isSessionSupported("immersive-vr"))
      ? { state: "ready" }
      : unavailable("fault.walk.no-headset");
  } catch {
    return unavailable("fault.walk.no-headset");
  }
}

/** The tracking space: the floor's, or the start's with the floor put below it. */
async function chooseSpace(renderer: WebGLRenderer, session: XRSession): Promise<(() => void) | undefined> {
  try {
    await session.requestReferenceSpace("local-floor");
    renderer.xr.setReferenceSpaceType("local-floor");
    return undefined;
  } catch {
    renderer.xr.setReferenceSpaceType("local");
    const space = await session.requestReferenceSpace("local");
    const floor = space.getOffsetReferenceSpace(new XRRigidTransform({ x: 0, y: -EYE_M, z: 0 }));
    return () => renderer.xr.setReferenceSpace(floor);
  }
}

/**
 * @param tell what becomes of the headset
 * @param ended after a session: the picture's size must be set again
 */
export function createVrSessions(
  scene: WalkScene,
  tell: (status: VrStatus) => void,
  ended: () => void,
): VrSessions {
  const { renderer, rig, camera } = scene;
  const { xr } = renderer;
  const system = navigator.xr;
  let detached = false;
  const say = (status: VrStatus) => {
    if (!detached) tell(status);
  };
  let none = false;
  const ask = () =>
    void availability(system, isSecureContext).then((status) => {
      none = status.state === "unavailable";
      say(status);
    });

  /** Feet under the head, eyes at their height again: who takes the headset off stands where they were. */
  function standUnderHead(): void {
    const head = camera.getWorldPosition(new Vector3());
    const forward = new Vector3(0, 0, -1).applyQuaternion(camera.getWorldQuaternion(new Quaternion()));
    rig.position.set(head.x, rig.position.y, head.z);
    rig.rotation.set(0, Math.atan2(-forward.x, -forward.z), 0);
    rig.scale.setScalar(1);
    camera.position.set(0, EYE_M, 0);
    camera.rotation.set(0, 0, 0);
    camera.scale.setScalar(1);
    rig.updateMatrixWorld(true);
  }
  let target: ReturnType<WebGLRenderer["getRenderTarget"]> = null;
  const onStart = () => {
    target = renderer.getRenderTarget();
    scheduler.setXRSession(xr.getSession());
    say({ state: "presenting" });
  };
  const onEnd = () => {
    scheduler.setXRSession(null);
    // three makes one a session and forgets it.
    target?.dispose();
    target = null;
    standUnderHead();
    ended();
    ask();
  };
  xr.enabled = true;
  xr.cameraAutoUpdate = false;
  xr.addEventListener("sessionstart", onStart);
  xr.addEventListener("sessionend", onEnd);
  system?.addEventListener("devicechange", ask);
  say({ state: "asking" });
  ask();

  return {
    async enter() {
      if (xr.isPresenting) return;
      if (none) {
        // A headset that has been woken since then answers now; one that has not is said to who asked.
        const now = await availability(system, isSecureContext);
        if (now.state === "unavailable") {
          say({ ...now, state: "failed" });
          return;
        }
      }
      if (!system) return;
      say({ state: "entering" });
      let session: XRSession | undefined;
      try {
        session = await system.requestSession("immersive-vr", {
          optionalFeatures: ["local-floor", "hand-tracking"],
        });
        // three keeps the last session's own space; this one's is told of its resets from the start.
        xr.setReferenceSpace(null as unknown as XRReferenceSpace);
        const setSpace = await chooseSpace(renderer, session);
        await xr.setSession(session);
        setSpace?.();
      } catch (error) {
        await session?.end().catch(() => undefined);
        say(failed(error));
      }
    },
    leave: () => void xr.getSession()?.end(),
    detach() {
      detached = true;
      system?.removeEventListener("devicechange", ask);
      xr.removeEventListener("sessionstart", onStart);
      xr.removeEventListener("sessionend", onEnd);
      scheduler.setXRSession(null);
      void xr
        .getSession()
        ?.end()
        .catch(() => undefined);
    },
  };
}
