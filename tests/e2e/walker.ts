// What tests ask of the walker's body: where head and rig are, which panels stand open, what is selected; and the way onto
// the street.

import { expect, type Page } from "@playwright/test";
import { drawn, walkLayer } from "./walk-probes.ts";
import { type Watched, watch } from "./watched-page.ts";

export type Point = [number, number, number];
export interface Body {
  rig: number[];
  head: Point;
  yawRad: number;
  aiming: boolean;
  aim: string;
  turns: number;
  landings: number;
  walkable: boolean;
  vignette: number;
  underCamera: string[];
  panels: {
    name: string;
    texts: string[];
    targets: Record<string, Point>;
    distanceM: number;
    belowDeg: number;
    yawRad: number;
    drawn: number;
  }[];
  rays: { hand: string; origin: Point; direction: Point; pressed: boolean }[];
}

export const body = (page: Page): Promise<Body> =>
  page.evaluate(
    () =>
      (
        window as unknown as { lanetwin: { stage: { probes: Map<string, () => unknown> } } }
      ).lanetwin.stage.probes.get("body")?.() as never,
  );
export const panel = async (page: Page, name: string) =>
  (await body(page)).panels.find((one) => one.name === name);
export const selected = (page: Page) =>
  page.evaluate(
    () =>
      (
        window as unknown as { lanetwin: { view: { getState(): { selection?: { id: string } } } } }
      ).lanetwin.view.getState().selection?.id,
  );
export const speak = (page: Page, language: "zh" | "en") =>
  page.evaluate(
    (wanted) =>
      (window as unknown as { lanetwin: { view: { setState(state: object): void } } }).lanetwin.view.setState(
        {
          language: wanted,
        },
      ),
    language,
  );
/** Pressed in one frame, let go in the next: however slow the frames are, it is short and it is seen. */
export const press = (page: Page, device: string) =>
  page.evaluate(async (id) => {
    const { remote } = (
      globalThis as unknown as {
        headset: { remote: { dispatch(method: string, parameters: object): Promise<unknown> } };
      }
    ).headset;
    await remote.dispatch("set_select_value", { device: id, value: 1 });
    await remote.dispatch("set_select_value", { device: id, value: 0 });
  }, device);
export const degrees = (rad: number) => ((((rad * 180) / Math.PI) % 360) + 360) % 360;

/** A world point in the space that the device tracks. */
export function tracked([x, y, z]: Point, { rig }: Body): { x: number; y: number; z: number } {
  const [dx, dy, dz] = [x - (rig[12] as number), y - (rig[13] as number), z - (rig[14] as number)];
  const column = (i: number) =>
    dx * (rig[i] as number) + dy * (rig[i + 1] as number) + dz * (rig[i + 2] as number);
  return { x: column(0), y: column(4), z: column(8) };
}

/** Opens the street at a place, and waits until one can walk there. */
export async function goOnFoot(page: Page, url: string, at: string, expected?: RegExp): Promise<Watched> {
  const watched = await watch(page, expected);
  await page.goto(`${url}#walk=${at}`);
  await walkLayer(page, "roads", "ready");
  await expect.poll(async () => (await body(page)).walkable, { timeout: 120_000 }).toBe(true);
  await drawn(page, 3);
  return watched;
}
