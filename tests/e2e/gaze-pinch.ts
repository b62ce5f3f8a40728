// Gaze and pinch, as a headset without controllers gives it: a source that exists while the fingers are pinched only, with
// a ray that is true when it begins (`transient-pointer`). IWER has none of its own: its right controller is told to be
// one, comes with the pinch and goes with it, and its events come in the order of the standard.

import type { Page } from "@playwright/test";

interface Source {
  gamepad: unknown;
}
interface Session extends EventTarget {
  requestAnimationFrame(callback: (time: number, frame: unknown) => void): void;
}
interface Device {
  controllers: Record<
    "left" | "right",
    {
      connected: boolean;
      inputSource: Source;
      quaternion: { set(x: number, y: number, z: number, w: number): void };
    }
  >;
  activeSession: Session;
}
interface Globals {
  headset: Device;
  XRInputSourceEvent: new (type: string, given: { frame: unknown; inputSource: Source }) => Event;
}

/** Within a session: both controllers are put down. */
export const putControllersDown = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const { headset, XRInputSourceEvent: Event } = globalThis as unknown as Globals;
    const { left, right } = headset.controllers;
    left.connected = false;
    right.connected = false;
    const source = right.inputSource;
    Object.defineProperties(source, {
      targetRayMode: { value: "transient-pointer" },
      gamepad: { value: undefined },
    });
    const session = headset.activeSession as Session & Record<symbol, { activeFrame?: unknown }>;
    const inner = Object.getOwnPropertySymbols(session).find(
      (key) => session[key] !== undefined && "activeFrame" in (session[key] as object),
    ) as symbol;
    session.addEventListener("inputsourceschange", (event) => {
      const { added } = event as unknown as { added: Source[] };
      const frame = session[inner]?.activeFrame;
      if (added.includes(source))
        session.dispatchEvent(new Event("selectstart", { frame, inputSource: source }));
    });
  });

/** Two fingers come together: the source appears, and its press begins in the same moment. */
export const pinch = (page: Page): Promise<void> =>
  page.evaluate(() => {
    (globalThis as unknown as Globals).headset.controllers.right.connected = true;
  });

/** They part: the press ends, then the source is gone. */
export const part = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    const { headset, XRInputSourceEvent: Event } = globalThis as unknown as Globals;
    const { right } = headset.controllers;
    await new Promise<void>((done) =>
      headset.activeSession.requestAnimationFrame((_, frame) => {
        for (const type of ["select", "selectend"])
          headset.activeSession.dispatchEvent(new Event(type, { frame, inputSource: right.inputSource }));
        right.connected = false;
        done();
      }),
    );
  });

/**
 * Together and apart within three frames, however slow those are: no hold. Meanwhile the hand moves on, up into the sky;
 * where the eyes were when it began is what counts.
 */
export const tap = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    const { headset, XRInputSourceEvent: Event } = globalThis as unknown as Globals;
    const { right } = headset.controllers;
    const frame = () =>
      new Promise<unknown>((done) => headset.activeSession.requestAnimationFrame((_, each) => done(each)));
    right.connected = true;
    await frame();
    right.quaternion.set(Math.SQRT1_2, 0, 0, Math.SQRT1_2);
    await frame();
    await new Promise<void>((done) =>
      headset.activeSession.requestAnimationFrame((_, each) => {
        for (const type of ["select", "selectend"])
          headset.activeSession.dispatchEvent(
            new Event(type, { frame: each, inputSource: right.inputSource }),
          );
        right.connected = false;
        done();
      }),
    );
  });
