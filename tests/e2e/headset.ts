// A headset in a page without one: IWER as a Quest 3 whose eyes look outward further than inward, as real ones do
// (49° and 37°). Poses, presses and sticks are given by the test; the session is the page's own.

import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { expect, type Page } from "@playwright/test";

const IWER = join(dirname(createRequire(import.meta.url).resolve("iwer/package.json")), "build/iwer.min.js");

/** What of IWER the page's script uses. */
interface Iwer {
  XRDevice: new (
    config: object,
    options: object,
  ) => { installRuntime(options: object): void; activeSession?: unknown };
  XRView: { prototype: object };
  XRReferenceSpace: { prototype: { getOffsetReferenceSpace(offset: unknown): unknown } };
  metaQuest3: { supportedFeatures: string[] };
}

export interface Headset {
  /** Presses "Enter VR" and waits for the session. */
  enter(): Promise<void>;
  /** Ends the session as the system does. */
  leave(): Promise<void>;
  /** Head over the feet, metres; degrees, yaw to the left. */
  head(x: number, y: number, z: number, yawDeg?: number, pitchDeg?: number): Promise<void>;
  aim(hand: "left" | "right", target: { x: number; y: number; z: number }): Promise<void>;
  hold(
    hand: "left" | "right",
    position: { x: number; y: number; z: number },
    orientation: { yaw: number; pitch: number; roll: number },
  ): Promise<void>;
  trigger(hand: "left" | "right", seconds?: number): Promise<void>;
  stick(hand: "left" | "right", x: number, y: number): Promise<void>;
  /** Any other action of IWER's remote control. */
  call(method: string, parameters?: object): Promise<unknown>;
}

export interface HeadsetKind {
  /** Features that this one has not, e.g. "local-floor". */
  lacks?: string[];
}

/** Before the page is opened. */
export async function wearHeadset(page: Page, { lacks = [] }: HeadsetKind = {}): Promise<Headset> {
  await page.addInitScript({ path: IWER });
  await page.addInitScript((missing: string[]) => {
    const { XRDevice, XRView, XRReferenceSpace, metaQuest3 } = (globalThis as unknown as { IWER: Iwer }).IWER;
    const supportedFeatures = metaQuest3.supportedFeatures.filter((feature) => !missing.includes(feature));
    const device = new XRDevice({ ...metaQuest3, supportedFeatures }, { stereoEnabled: true, ipd: 0.063 });
    // Chromium has a navigator.xr of its own on a secure page.
    device.installRuntime({ forceInstall: true });
    // IWER 2.5.0 takes the transform itself for its matrix, and every offset is lost.
    const { prototype } = XRReferenceSpace;
    const offsetBy = prototype.getOffsetReferenceSpace;
    prototype.getOffsetReferenceSpace = function (offset) {
      return offsetBy.call(this, (offset as { matrix: Float32Array }).matrix);
    };
    const radians = Math.PI / 180;
    const projection = (leftDeg: number, rightDeg: number, halfDeg: number, near = 0.2, far = 2500) => {
      const [l, r, t] = [leftDeg, rightDeg, halfDeg].map((deg) => Math.tan(deg * radians) * near) as [
        number,
        number,
        number,
      ];
      return new Float32Array([
        ...[(2 * near) / (r + l), 0, 0, 0],
        ...[0, near / t, 0, 0],
        ...[(r - l) / (r + l), 0, -(far + near) / (far - near), -1],
        ...[0, 0, (-2 * far * near) / (far - near), 0],
      ]);
    };
    const eyes = { left: projection(49, 37, 48), right: projection(37, 49, 48) };
    Object.defineProperty(XRView.prototype, "projectionMatrix", {
      get() {
        return (this as { eye: string }).eye === "right" ? eyes.right : eyes.left;
      },
    });
    Object.assign(globalThis, { headset: device });
  }, lacks);
  const call = (method: string, parameters: object = {}) =>
    page.evaluate(
      ([name, given]) =>
        (
          globalThis as unknown as {
            headset: { remote: { dispatch(method: string, parameters: object): Promise<unknown> } };
          }
        ).headset.remote.dispatch(name, given),
      [method, parameters] as const,
    );
  const active = () =>
    page.evaluate(
      () => (globalThis as unknown as { headset: { activeSession?: unknown } }).headset.activeSession != null,
    );
  return {
    call,
    async enter() {
      await page.click("#enter-vr");
      await expect(page.locator("#enter-vr[data-vr='presenting']")).toBeVisible();
      await expect.poll(active).toBe(true);
    },
    async leave() {
      await page.evaluate(() =>
        (
          globalThis as unknown as { headset: { activeSession?: { end(): Promise<void> } } }
        ).headset.activeSession?.end(),
      );
      await expect(page.locator("#enter-vr[data-vr='ready']")).toBeVisible();
    },
    async head(x, y, z, yawDeg = 0, pitchDeg = 0) {
      await call("set_transform", {
        device: "headset",
        position: { x, y, z },
        orientation: { yaw: yawDeg, pitch: pitchDeg, roll: 0 },
      });
    },
    async aim(hand, target) {
      await call("look_at", { device: `controller-${hand}`, target });
    },
    async hold(hand, position, orientation) {
      await call("set_transform", { device: `controller-${hand}`, position, orientation });
    },
    async trigger(hand, seconds = 0.1) {
      await call("select", { device: `controller-${hand}`, duration: seconds });
    },
    async stick(hand, x, y) {
      await call("set_gamepad_state", {
        device: `controller-${hand}`,
        axes: [
          { index: 0, value: x },
          { index: 1, value: y },
        ],
      });
    },
  };
}
