// A golden view: the camera put to a place, the light and the detail of golden pictures, and the picture when it has come
// to rest. Nothing may move: a static host, without its traffic.

import type { Page } from "@playwright/test";
import { geodeticToEcef } from "../../src/model/geo/frames.ts";
import { GOLDEN_VIEW } from "./golden.ts";

export interface StillView {
  lonDeg: number;
  latDeg: number;
  heightM: number;
  headingDeg: number;
  pitchDeg: number;
  /** Minutes after midnight; the early afternoon where none is said. */
  minutes?: number;
}

const EVERY_MS = 700;

/** @param tries pictures to take, 0.7 s apart, until two in a row are the same */
export async function stillPicture(page: Page, view: StillView, tries = 40): Promise<Buffer> {
  const [x, y, z] = geodeticToEcef(view.lonDeg, view.latDeg, view.heightM);
  const radians = Math.PI / 180;
  const orientation = { heading: view.headingDeg * radians, pitch: view.pitchDeg * radians, roll: 0 };
  const { sun } = GOLDEN_VIEW;
  await page.evaluate(
    ({ wanted, look }) => {
      const { stage, view } = (
        window as unknown as {
          lanetwin: {
            view: { setState(state: object): void };
            stage: { widget: { camera: { setView(view: object): void } }; redraw(why: string): void };
          };
        }
      ).lanetwin;
      view.setState(look);
      stage.widget.camera.setView(wanted);
      stage.redraw("camera");
    },
    {
      wanted: { destination: { x, y, z }, orientation },
      look: { ...GOLDEN_VIEW, sun: { ...sun, minutes: view.minutes ?? sun.minutes } },
    },
  );
  const canvas = page.locator(".stage canvas").first();
  let before: Buffer | undefined;
  for (let i = 0; i < tries; i++) {
    await page.waitForTimeout(EVERY_MS);
    const now = await canvas.screenshot();
    if (before?.equals(now) && i > 2) return now;
    before = now;
  }
  throw new Error("the picture does not come to rest");
}
