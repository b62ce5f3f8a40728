import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, type Page, test } from "@playwright/test";
import { PNG } from "pngjs";
import type { ViewState } from "../../src/desk/view/view-store.ts";
import { differing } from "./picture.ts";
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
const put = (state: object) =>
  page.evaluate((changed) => (window as unknown as Desk).lanetwin.view.setState(changed), state);
const undo = () => page.evaluate(() => (window as unknown as Desk).lanetwin.plan.undo());
const stage = () => page.locator("main.stage");

/** The place under a share of the picture, once it has been clicked or asked for. */
async function clickAt(x: number, y: number, double = false): Promise<void> {
  const box = (await canvas().boundingBox()) as { x: number; y: number; width: number; height: number };
  const at = [box.x + box.width * x, box.y + box.height * y] as const;
  await (double ? page.mouse.dblclick(...at) : page.mouse.click(...at));
}

type Theme = "desk" | "daylight" | "wall";
const ALL_LOOKS = (["zh", "en"] as const).flatMap((language) =>
  (["wall", "daylight", "desk"] as const).map((theme): [string, Theme] => [language, theme]),
);
/** Each theme and each language once; the desk ends as it began. */
const SOME_LOOKS: [string, Theme][] = [
  ["zh", "daylight"],
  ["en", "wall"],
  ["en", "desk"],
];

/** What axe sees of an open tool. */
async function faults(id: string, looks: readonly [string, Theme][] = SOME_LOOKS): Promise<string[]> {
  await page.evaluate(readFileSync("node_modules/axe-core/axe.min.js", "utf8"));
  const found: string[] = [];
  for (const [language, theme] of looks) {
    await put({ language, theme });
    await expect(page.locator("html")).toHaveAttribute("data-theme", theme);
    const seen = await page.evaluate(async (selector) => {
      const { axe } = window as unknown as {
        axe: {
          run(where: string): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }>;
        };
      };
      const { violations } = await axe.run(selector);
      return violations.flatMap((each) => each.nodes.map(({ html }) => `${each.id}: ${html.slice(0, 140)}`));
    }, id);
    found.push(...seen.map((text) => `${language} ${theme} ${text}`));
  }
  return found;
}

test.beforeAll(async ({ browser }) => {
  // A machine that is shared may take minutes to the first picture.
  test.setTimeout(480_000);
  await (await startLaneTwin(["--port", "0"])).stop();
  folder = mkdtempSync(join(tmpdir(), "lanetwin-tools-"));
  cpSync("dist", folder, { recursive: true });
  cpSync(".cache/avenue", join(folder, "tiles"), { recursive: true });
  running = await startStaticHost(folder);
  page = await browser.newPage({
    viewport: { width: 1360, height: 640 },
    locale: "en-US",
    acceptDownloads: true,
  });
  watched = await watch(page, /WebSocket|ERR_CONNECTION|net::|404|socket/);
  await page.goto(running.url);
  await expect(page.locator("[data-layer='roads'][data-state='ready']")).toBeVisible({ timeout: 400_000 });
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
  await page.locator("[data-tool='measure']").click();
  await page.locator("[data-measure='lane-width']").click();
  await stage().focus();
  await page.keyboard.press("p");
  await expect.poll(() => view(({ measuring }) => measuring.done.length)).toBe(2);
  // Kerbs are lanes too: click down the picture until one is wide enough to drive on.
  for (const [x, y] of [
    [0.62, 0.8],
    [0.4, 0.8],
    [0.62, 0.65],
    [0.55, 0.7],
  ] as const) {
    const settled = () => view(({ measuring }) => measuring.done.every(({ outcome }) => outcome));
    await expect.poll(settled).toBe(true);
    const wide = await view(({ measuring }) =>
      measuring.done.some(
        ({ outcome }) =>
          outcome &&
          "figures" in outcome &&
          outcome.figures.some(({ name, value }) => name === "lane-width" && value > 2),
      ),
    );
    if (wide) break;
    await clickAt(x, y);
  }
  await expect(page.locator("[data-figure='lane-width'] dd").first()).toHaveText(/^[2-9]\.\d+ m/);
  await expect(page.locator("[data-measurement='lane-width']").first()).toContainText(/s = \d/);
});

test("clearance is measured up to what hangs over the road, or says that nothing does", async () => {
  await page.locator("[data-measure='clearance']").click();
  await clickAt(0.6, 0.85);
  await expect
    .poll(() =>
      view(
        ({ measuring }) =>
          measuring.done.at(-1)?.tool === "clearance" && measuring.done.at(-1)?.outcome !== undefined,
      ),
    )
    .toBe(true);
  await expect(page.locator("[data-measurement='clearance']")).toHaveText(/Clearance/);
  await page.screenshot({ path: "test-results/tools-measure.png" });
});

test("the measure tray is free of accessibility faults that axe can see, in every theme and both languages", async () => {
  expect(await faults("#root", ALL_LOOKS)).toEqual([]);
  await stage().focus();
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  await expect(tray("measure")).toHaveCount(0);
});

test("roads are coloured by an attribute, with a legend that counts and filters, and undone", async () => {
  await page.locator("[data-tool='style']").click();
  await page.getByTestId("style-layer").selectOption("roads");
  const attribute = page.getByTestId("style-attribute");
  await expect(attribute.locator("option[value='widthM']")).toHaveCount(1);
  const before = await canvas().screenshot();
  await attribute.selectOption("widthM");
  await expect(page.locator("[data-entry='0']")).toBeVisible();
  await expect.poll(async () => differing(before, await canvas().screenshot())).toBeGreaterThan(2000);
  const counted = await page.locator("[data-entry] [class*='count']").allTextContents();
  const features = await view(({ attributes }) => attributes.roads?.features ?? 0);
  expect(counted.reduce((sum, text) => sum + Number(text), 0)).toBe(features);
  await page.screenshot({ path: "test-results/tools-style.png" });
  const coloured = await canvas().screenshot();
  await page.locator("[data-entry='·no-data'] input").uncheck();
  await expect.poll(async () => differing(coloured, await canvas().screenshot())).toBeGreaterThan(300);
  await attribute.selectOption("type");
  await expect(page.locator("[data-entry='driving']")).toBeVisible();
  expect(await faults("[data-tray]")).toEqual([]);
  await undo();
  await undo();
  await undo();
  await expect.poll(() => view(({ styles }) => Object.keys(styles).length)).toBe(0);
  await expect.poll(async () => differing(before, await canvas().screenshot())).toBeLessThan(2000);
});

test("a filter leaves what passes it; the selection is hidden or shown alone, and all of it comes back", async () => {
  await page.getByTestId("filter-attribute").selectOption("widthM");
  await page.getByTestId("filter-min").fill("3");
  await expect(page.locator("[data-filter='widthM']")).toContainText("3 to ∞");
  await page.getByRole("button", { name: /^Remove filter/ }).click();
  await expect(page.locator("[data-filter]")).toHaveCount(0);
  await put({ selection: { id: "lane:x", layer: "roads", kind: "lane", properties: { id: "lane:x" } } });
  await page.getByRole("button", { name: "Show selection alone" }).last().click();
  expect(await view(({ styles }) => styles.roads?.isolated?.join())).toBe("lane:x");
  await page.getByRole("button", { name: "Show everything" }).last().click();
  await expect.poll(() => view(({ styles }) => Object.keys(styles).length)).toBe(0);
  await put({ selection: undefined });
  await stage().focus();
  await page.keyboard.press("Escape");
  await expect(tray("style")).toHaveCount(0);
});

test("the palette finds a signal of the city without its tiles, and Enter flies there and selects it", async () => {
  await page.keyboard.press("Control+k");
  await page.getByRole("textbox", { name: /Search city/ }).fill("signal:");
  const first = page.locator("[data-found^='signal:']").first();
  await expect(first).toBeVisible();
  await page.screenshot({ path: "test-results/tools-search.png" });
  const id = await first.getAttribute("data-found");
  await page.keyboard.press("Enter");
  await expect(page.locator(".inspector[data-kind]")).toBeVisible();
  expect(await view(({ selection }) => selection?.id)).toBe(id);
  await page.keyboard.press("Escape");
  await page.keyboard.press("h");
});

test("a plane cuts the picture, is undone by Escape, and a drawn box cuts it too", async () => {
  const before = await canvas().screenshot();
  await page.locator("[data-tool='clip']").click();
  await page.locator("[data-clip='plane']").click();
  await expect.poll(async () => differing(before, await canvas().screenshot())).toBeGreaterThan(2000);
  expect(await faults("[data-tray]")).toEqual([]);
  await stage().focus();
  await page.keyboard.press("Escape");
  await expect.poll(() => view(({ clip }) => clip === undefined)).toBe(true);
  await page.locator("[data-tool='clip']").click();
  await page.locator("[data-clip='rectangle']").click();
  await clickAt(0.5, 0.6);
  await clickAt(0.7, 0.8);
  await expect.poll(() => view(({ clip }) => clip?.kind)).toBe("box");
  await page.screenshot({ path: "test-results/tools-clip.png" });
  await stage().focus();
  await page.keyboard.press("Escape");
  await expect.poll(() => view(({ clip }) => clip === undefined)).toBe(true);
  await put({ area: { kind: "city" } });
});

test("the split view has a handle that keys move, and one side without a tileset", async () => {
  await page.locator("[data-tool='compare']").click();
  const handle = page.getByRole("slider", { name: /Handle/ });
  await handle.focus();
  await page.keyboard.press("Shift+ArrowLeft");
  await expect(handle).toHaveAttribute("aria-valuenow", "40");
  const before = await canvas().screenshot();
  await page.locator("[data-compare='tileset-roads'] select").selectOption("left");
  await expect.poll(async () => differing(before, await canvas().screenshot())).toBeGreaterThan(2000);
  await page.screenshot({ path: "test-results/tools-split.png" });
  expect(await faults("[data-tray]")).toEqual([]);
  await stage().focus();
  await page.keyboard.press("Escape");
  await expect(handle).toHaveCount(0);
});

test("a picture is a PNG with the city and a strip below, without the interface", async () => {
  await page.locator("[data-tool='picture']").click();
  await page.locator("[data-picture='take']").click();
  const link = page.locator("[data-picture='save']");
  await expect(link).toBeVisible();
  const [download] = await Promise.all([page.waitForEvent("download"), link.click()]);
  expect(download.suggestedFilename()).toMatch(/\.png$/);
  await download.saveAs("test-results/tools-picture.png");
  const { width, height } = PNG.sync.read(readFileSync("test-results/tools-picture.png"));
  const box = await canvas().boundingBox();
  expect(width).toBe(Math.round(box?.width ?? 0));
  expect(height).toBe(Math.round(box?.height ?? 0) + 64);
  await stage().focus();
  await page.keyboard.press("Escape");
});

test("a dropped GeoJSON is asked about before it is placed, then shown, counted, picked and removed", async () => {
  const { lonDeg, latDeg } = await view(({ camera }) => ({
    lonDeg: camera?.target?.lonDeg ?? 0,
    latDeg: camera?.target?.latDeg ?? 0,
  }));
  const d = 2e-4;
  const square = (x: number, y: number) => [
    [x, y],
    [x + d, y],
    [x + d, y + d],
    [x, y + d],
    [x, y],
  ];
  const feature = (id: string, ring: number[][], heightM: number) => ({
    type: "Feature",
    properties: { id, name: id, height: heightM },
    geometry: { type: "Polygon", coordinates: [ring] },
  });
  const text = JSON.stringify({
    type: "FeatureCollection",
    features: [
      feature("tower", square(lonDeg, latDeg), 60),
      feature("hall", square(lonDeg + 2 * d, latDeg), 12),
      {
        type: "Feature",
        properties: { id: "tree" },
        geometry: { type: "Point", coordinates: [lonDeg, latDeg] },
      },
    ],
  });
  const transfer = await page.evaluateHandle((content) => {
    const data = new DataTransfer();
    data.items.add(new File([content], "blocks.geojson", { type: "application/geo+json" }));
    return data;
  }, text);
  await page.dispatchEvent("main.stage", "dragover", { dataTransfer: transfer });
  await expect(page.getByTestId("drop-target")).toBeVisible();
  await page.dispatchEvent("main.stage", "drop", { dataTransfer: transfer });
  await expect(page.getByTestId("drop-target")).toHaveCount(0);
  const file = page.locator("[data-dropped='blocks.geojson']");
  await expect(file).toHaveAttribute("data-state", "asks");
  await file.getByLabel(/not shifted/).check();
  await page.screenshot({ path: "test-results/tools-asks.png" });
  expect(await faults(".side-panel")).toEqual([]);
  await file.getByRole("button", { name: "Read as this" }).click();
  await expect(file).toHaveAttribute("data-state", "ready");
  await expect(file).toContainText("3 read, 2 shown, 1 skipped");
  await layerState(page, "dropped", "ready");
  const models = () =>
    page.evaluate(() => Number((window as unknown as Desk).lanetwin.stage.probes.get("dropped")?.().models));
  await expect.poll(models).toBeGreaterThan(0);
  await expect
    .poll(async () => {
      await clickAt(0.5, 0.5);
      return view(({ selection }) => selection?.layer ?? "");
    })
    .toBe("dropped");
  await expect(page.locator("[data-field='name']")).toHaveText(/tower|hall/);
  await page.screenshot({ path: "test-results/tools-dropped.png" });
  await file.getByRole("button", { name: /^Remove/ }).click();
  await expect(file).toHaveCount(0);
  await expect.poll(models).toBe(0);
});

test("a file that nobody knows says so, and what would be read", async () => {
  await page.getByTestId("open-file").setInputFiles({
    name: "notes.txt",
    mimeType: "text/plain",
    buffer: Buffer.from("nothing of a city"),
  });
  const file = page.locator("[data-dropped='notes.txt']");
  await expect(file).toHaveAttribute("data-state", "failed");
  await expect(file).toContainText("GeoJSON, CityJSON");
  await file.getByRole("button", { name: /^Remove/ }).click();
});

test("on a phone a tool takes the panel's place, and nothing is wider than the screen", async () => {
  await page.setViewportSize({ width: 360, height: 640 });
  await put({ selection: undefined });
  await page.locator("[data-tool='measure']").click();
  await expect(tray("measure")).toBeVisible();
  await expect(page.locator(".side-panel")).toHaveCount(0);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
  const box = await tray("measure").boundingBox();
  expect((box?.x ?? -1) >= 0 && (box?.x ?? 0) + (box?.width ?? 999) <= 360).toBe(true);
  await page.screenshot({ path: "test-results/tools-phone.png" });
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  await page.setViewportSize({ width: 1360, height: 640 });
});

test("the page asked for nothing foreign and met no error", () => {
  expect(watched.foreign).toEqual([]);
  expect(watched.problems).toEqual([]);
});
