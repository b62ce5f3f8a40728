// How a city looks through the day, in a real browser: light by the hour that the user chooses, windows at night, nothing
// drawn while nothing moves, memory told, the ground seen through.

import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, type Page, test } from "@playwright/test";
import { PNG } from "pngjs";
import { type Running, startLaneTwin, startStaticHost } from "./server.ts";
import { writeSmallCity } from "./small-city.ts";
import { layerState } from "./watched-page.ts";

test.describe.configure({ mode: "serial" });
test.setTimeout(600_000);

let page: Page;
let folder: string;
let host: Running;
const problems: string[] = [];

test.beforeAll(async ({ browser }) => {
  test.setTimeout(600_000);
  await (await startLaneTwin(["--port", "0"])).stop();
  folder = mkdtempSync(join(tmpdir(), "lanetwin-look-"));
  cpSync("dist", folder, { recursive: true });
  writeSmallCity(join(folder, "tiles", "small"));
  writeFileSync(
    join(folder, "tiles", "cities.json"),
    JSON.stringify({ default: "small", cities: [{ id: "small", title: {}, href: "./small/city.json" }] }),
  );
  host = await startStaticHost(folder);
  page = await browser.newPage({ viewport: { width: 1200, height: 640 }, locale: "en-US" });
  page.on("console", (message) => {
    if (message.type() === "error" && !/404/.test(message.text())) problems.push(message.text());
  });
  page.on("pageerror", (error) => problems.push(error.message));
  await page.addInitScript(() => localStorage.setItem("lanetwin", '{"hintSeen":true}'));
  await page.goto(host.url);
  await layerState(page, "buildings", "ready");
  await layerState(page, "terrain", "ready");
});
test.afterAll(async () => {
  await page?.close();
  await host?.stop();
  rmSync(folder, { recursive: true, force: true });
});

interface Probe {
  lanetwin: {
    view: { setState(state: object): void; getState(): { sun: object } };
    stage: {
      redraw(why: string): void;
      scene: {
        frameState: { frameNumber: number };
        globe: { translucency: { enabled: boolean } };
        screenSpaceCameraController: { enableCollisionDetection: boolean };
        shadowMap: { enabled: boolean };
        postRender: { addEventListener(listener: () => void): () => void };
      };
    };
  };
}

/** Sets the view, draws a few frames, takes the picture of the city alone. */
async function picture(state: object): Promise<PNG> {
  await page.evaluate(async (wanted) => {
    const { view, stage } = (window as unknown as Probe).lanetwin;
    view.setState(wanted);
    for (let i = 0; i < 3; i++)
      await new Promise<void>((done) => {
        const stop = stage.scene.postRender.addEventListener(() => {
          stop();
          done();
        });
        stage.redraw("test");
      });
  }, state);
  return PNG.sync.read(await page.locator(".stage canvas").first().screenshot({ timeout: 120_000 }));
}

/** Mean brightness, and the share of pixels that are as bright as a lit window. */
function light({ data, width, height }: PNG): { mean: number; lit: number } {
  let [sum, lit, count] = [0, 0, 0];
  // Left of the map's buttons and above its foot: those are bright at every hour.
  for (let y = 0; y < height * 0.65; y++)
    for (let x = 0; x < width * 0.75; x++) {
      const i = (y * width + x) * 4;
      const bright = Math.max(data[i] as number, data[i + 1] as number, data[i + 2] as number);
      sum += bright;
      if (bright > 170) lit += 1;
      count += 1;
    }
  return { mean: sum / count, lit: lit / count };
}

test("by night the city is dark and its windows are lit, and more of them in the evening than before dawn", async () => {
  const date = "2026-04-15";
  const noon = light(await picture({ sun: { date, minutes: 12 * 60 } }));
  const evening = light(await picture({ sun: { date, minutes: 20 * 60 + 30 } }));
  const late = light(await picture({ sun: { date, minutes: 3 * 60 } }));
  expect(noon.mean).toBeGreaterThan(110);
  expect(evening.mean).toBeLessThan(0.5 * noon.mean);
  expect(evening.lit).toBeGreaterThan(0.001);
  expect(evening.lit).toBeGreaterThan(2 * late.lit);
});

test("shadows of the better tiers darken the street, and drawing them is no fault", async () => {
  const sun = { date: "2026-04-15", minutes: 9 * 60 };
  const plain = light(await picture({ sun }));
  const shaded = light(await picture({ quality: { tier: "laptop", fixed: true, reason: "quality.user" } }));
  expect(await page.evaluate(() => (window as unknown as Probe).lanetwin.stage.scene.shadowMap.enabled)).toBe(
    true,
  );
  expect(shaded.mean).toBeLessThan(plain.mean - 1);
  expect(shaded.mean).toBeGreaterThan(0.6 * plain.mean);
  await picture({ quality: { tier: "phone", fixed: true, reason: "quality.user" } });
});

test("the hour is set by button, slider and key, and told", async () => {
  await page.locator("[data-command='sun']").click();
  await page.getByRole("button", { name: "Night", exact: true }).click();
  await expect(page.locator(".sun-panel output").first()).toHaveText("20:30");
  await page.getByRole("slider", { name: "Time of day" }).press("ArrowRight");
  await expect(page.locator(".sun-panel output").first()).toHaveText("20:35");
  await page.getByRole("button", { name: "Noon", exact: true }).press(".");
  await expect(page.locator(".sun-panel output").first()).toHaveText("21:05");
  await page.getByRole("button", { name: "Now", exact: true }).click();
  expect(await page.evaluate(() => (window as unknown as Probe).lanetwin.view.getState().sun)).toEqual({});
  await page.locator("[data-command='sun']").click();
  await expect(page.locator(".sun-panel")).toHaveCount(0);
});

test("while nothing moves nothing is drawn", async () => {
  const frame = () =>
    page.evaluate(() => (window as unknown as Probe).lanetwin.stage.scene.frameState.frameNumber);
  await page.mouse.move(5, 5);
  let before = await frame();
  await expect
    .poll(
      async () => {
        await page.waitForTimeout(1500);
        const now = await frame();
        const rests = now === before;
        before = now;
        return rests;
      },
      { timeout: 60_000 },
    )
    .toBe(true);
});

test("the key for it lets one see through the ground and go below it, and takes it back", async () => {
  const state = () =>
    page.evaluate(() => {
      const { scene } = (window as unknown as Probe).lanetwin.stage;
      return [scene.globe.translucency.enabled, scene.screenSpaceCameraController.enableCollisionDetection];
    });
  await page.keyboard.press("u");
  expect(await state()).toEqual([true, false]);
  await picture({});
  await page.keyboard.press("u");
  expect(await state()).toEqual([false, true]);
});

test("the live panel tells the memory of the tiles with its cap, and the detail, which can be fixed", async () => {
  await page.keyboard.press("2");
  await page.locator("[data-tab='sources']").click();
  await picture({});
  await expect(page.locator("[data-field='tile-memory']")).toHaveText(/\d+\.\d MiB.*cap 224 MiB/);
  await page.getByLabel("Detail").selectOption("workstation");
  await expect(page.locator("[data-quality='workstation']")).toContainText("chosen by you");
  await page.getByLabel("Detail").selectOption("phone");
  await expect(page.locator("[data-quality='phone']")).toBeVisible();
  expect(problems).toEqual([]);
});
