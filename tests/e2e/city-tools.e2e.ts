import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, type Page, test } from "@playwright/test";
import type { ViewState } from "../../src/desk/view/view-store.ts";
import { type Running, startLaneTwin, startStaticHost } from "./server.ts";
import { layerState, type Watched, watch } from "./watched-page.ts";

// Each city tool once, on a static host: nothing moves there, so the picture rests.
test.describe.configure({ mode: "serial" });

interface Pixel {
  xPx: number;
  yPx: number;
}
interface Place {
  lonDeg: number;
  latDeg: number;
  heightM: number;
}
interface Desk {
  lanetwin: {
    stage: {
      probes: Map<string, () => { pixelOf(place: Place): Pixel | undefined; [name: string]: unknown }>;
    };
    view: { setState(state: object): void; getState(): ViewState };
    plan: { undo(): void; redo(): void };
  };
}

let running: Running;
let page: Page;
let watched: Watched;
let folder: string;

const canvas = () => page.locator(".stage canvas").first();
const tray = (id: string) => page.locator(`[data-tray='${id}']`);
/** A figure of the view; the function is sent to the page as its text. */
const view = <T>(read: (state: ViewState) => T): Promise<T> =>
  page.evaluate(`(${String(read)})(window.lanetwin.view.getState())`);
const undo = () => page.evaluate(() => (window as unknown as Desk).lanetwin.plan.undo());
const stage = () => page.locator("main.stage");

/** The place under a share of the picture, once it has been clicked or asked for. */
async function clickAt(x: number, y: number, double = false): Promise<void> {
  const box = (await canvas().boundingBox()) as { x: number; y: number; width: number; height: number };
  const at = [box.x + box.width * x, box.y + box.height * y] as const;
  await (double ? page.mouse.dblclick(...at) : page.mouse.click(...at));
}

test.beforeAll(async ({ browser }) => {
  await (await startLaneTwin(["--port", "0"])).stop();
  folder = mkdtempSync(join(tmpdir(), "lanetwin-tools-"));
  cpSync("dist", folder, { recursive: true });
  cpSync("public/tiles", join(folder, "tiles"), { recursive: true });
  running = await startStaticHost(folder);
  page = await browser.newPage({
    viewport: { width: 1100, height: 620 },
    locale: "en-US",
    acceptDownloads: true,
  });
  watched = await watch(page, /WebSocket|ERR_CONNECTION|net::|404|socket/);
  await page.goto(running.url);
  await layerState(page, "roads", "ready");
  await page.getByRole("button", { name: "Got it" }).click();
});

test.afterAll(async () => {
  await page?.close();
  await running?.stop();
  if (folder) rmSync(folder, { recursive: true, force: true });
});

test("M measures a distance: its figures have units and say that the sample states no accuracy", async () => {
  await stage().focus();
  await page.keyboard.press("m");
  await expect(tray("measure")).toBeVisible();
  await clickAt(0.6, 0.8);
  await expect.poll(() => view(({ measuring }) => measuring.draft.length)).toBe(1);
  await clickAt(0.45, 0.6);
  await expect.poll(() => view(({ measuring }) => measuring.draft.length)).toBe(2);
  await page.keyboard.press("Enter");
  const straight = page.locator("[data-figure='straight'] dd");
  await expect(straight).toHaveText(/^\d+(\.\d+)? m.*unknown.*± \d/);
  const told = Number.parseFloat((await straight.textContent()) ?? "");
  const apart = await view(({ measuring }) => {
    const [a, b] = measuring.done[0]?.places ?? [];
    if (!a || !b) return 0;
    const metres = 111_195;
    const east = (b.lonDeg - a.lonDeg) * metres * Math.cos((a.latDeg * Math.PI) / 180);
    return Math.hypot(east, (b.latDeg - a.latDeg) * metres, b.heightM - a.heightM);
  });
  expect(Math.abs(told / apart - 1)).toBeLessThan(0.01);
});

test("a measurement can be undone and done again, and Escape ends the tool, then closes the tray", async () => {
  await undo();
  await expect(page.locator("[data-measurement]")).toHaveCount(0);
  await page.evaluate(() => (window as unknown as Desk).lanetwin.plan.redo());
  await expect(page.locator("[data-measurement='distance']")).toHaveCount(1);
  await stage().focus();
  await page.keyboard.press("Escape");
  await expect.poll(() => view(({ measuring }) => measuring.tool ?? "none")).toBe("none");
  await page.keyboard.press("Escape");
  await expect(tray("measure")).toHaveCount(0);
  await layerState(page, "measure", "ready");
});

test("by keyboard alone: P sets a place at the picture's centre, and a lane has the width of the road model", async () => {
  await page.keyboard.press("h");
  await page.locator("[data-tool='measure']").click();
  await page.locator("[data-measure='lane-width']").click();
  await stage().focus();
  await page.keyboard.press("p");
  const width = page.locator("[data-measurement='lane-width']").first();
  await expect(width).toBeVisible();
  await expect(width.locator("[data-figure='lane-width'] dd, [class*='fault']")).toBeVisible();
  for (const [x, y] of [
    [0.62, 0.8],
    [0.4, 0.8],
    [0.62, 0.65],
  ] as const) {
    if ((await page.locator("[data-figure='lane-width']").count()) > 0) break;
    await clickAt(x, y);
    await expect
      .poll(() => view(({ measuring }) => measuring.done.every(({ outcome }) => outcome)))
      .toBe(true);
  }
  await expect(page.locator("[data-figure='lane-width'] dd").first()).toHaveText(/^[1-9]\.\d+ m/);
});

test("clearance is measured up to what hangs over the road, or says that nothing does", async () => {
  await page.locator("[data-measure='clearance']").click();
  await clickAt(0.6, 0.85);
  await expect.poll(() => view(({ measuring }) => measuring.done.at(-1)?.outcome !== undefined)).toBe(true);
  await expect(page.locator("[data-measurement='clearance']")).toHaveText(/Clearance/);
  await page.screenshot({ path: "test-results/tools-measure.png" });
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
});

test("the page asked for nothing foreign and met no error", () => {
  expect(watched.foreign).toEqual([]);
  expect(watched.problems).toEqual([]);
});
