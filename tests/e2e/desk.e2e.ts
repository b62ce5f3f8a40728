import { mkdirSync } from "node:fs";
import { expect, type Page, test } from "@playwright/test";
import { accessibilityFaults } from "./accessibility.ts";
import { differing, shares } from "./picture.ts";
import { freePort, type Running, startLaneTwin } from "./server.ts";
import { advance, drawnVehicles, layerState, setVisible, type Watched, watch } from "./watched-page.ts";

// The sample city as `npm start` serves it.
test.describe.configure({ mode: "serial" });

let running: Running;
let page: Page;
let watched: Watched;

const canvas = () => page.locator(".stage canvas").first();

test.beforeAll(async ({ browser }) => {
  running = await startLaneTwin(["--port", String(await freePort())]);
  page = await browser.newPage({ viewport: { width: 1200, height: 700 }, locale: "en-US" });
  watched = await watch(page, /WebSocket|ERR_CONNECTION|net::/);
  await page.goto(running.url);
  await layerState(page, "roads", "ready");
  await layerState(page, "vehicles", "ready");
  await layerState(page, "signals", "ready");
});

test.afterAll(async () => {
  await page?.close();
  await running?.stop();
});

/** Clicks down the picture until the inspector shows a kind. */
async function pick(kind: string): Promise<void> {
  const box = (await canvas().boundingBox()) as { x: number; y: number; width: number; height: number };
  for (const [fx, fy] of [
    [0.62, 0.8],
    [0.4, 0.8],
    [0.62, 0.65],
    [0.4, 0.65],
    [0.35, 0.9],
    [0.55, 0.6],
  ] as const) {
    await page.mouse.click(box.x + box.width * fx, box.y + box.height * fy);
    const found = page.locator(`.inspector[data-kind='${kind}']`);
    if (
      await found.waitFor({ timeout: 6000 }).then(
        () => true,
        () => false,
      )
    )
      return;
  }
}

test("the sample shows roads, paint and signals, and vehicles that come over the socket", async () => {
  await page.getByRole("button", { name: "Got it" }).click();
  expect(await drawnVehicles(page)).toBeGreaterThan(100);
  const picture = await canvas().screenshot();
  const { grey, white, green } = shares(picture);
  expect(grey).toBeGreaterThan(0.15);
  expect(white).toBeGreaterThan(0.002);
  expect(green).toBeGreaterThan(0.01);
  mkdirSync("test-results", { recursive: true });
  await page.screenshot({
    path: process.env.LANETWIN_ACCEPT ? "tests/golden/desk.png" : "test-results/desk.png",
  });
  await expect(page.locator(".badge")).toHaveAttribute("data-connection", "live");
});

test("hiding the vehicles takes them out of the picture", async () => {
  const before = await canvas().screenshot();
  await setVisible(page, "vehicles", false);
  await page.waitForTimeout(1500);
  const after = await canvas().screenshot();
  await setVisible(page, "vehicles", true);
  expect(differing(before, after)).toBeGreaterThan(500);
});

test("unticking an entry of the legend takes it out of the picture, and ticking brings it back", async () => {
  await setVisible(page, "vehicles", false);
  await page.locator("[data-layer='roads'] .legend summary").click();
  const greens = async () => shares(await canvas().screenshot()).green;
  const before = await greens();
  await page.getByLabel("Median and green").uncheck();
  await expect.poll(greens).toBeLessThan(before / 3);
  await page.getByLabel("Median and green").check();
  await expect.poll(greens).toBeGreaterThan(before * 0.9);
  await page.locator("[data-layer='roads'] .legend summary").click();
  await setVisible(page, "vehicles", true);
});

test("a vehicle on a free road advances at least 10 m while the twin's clock advances 3 s", async () => {
  const { metres, seconds } = await advance(page, 3);
  expect(seconds).toBeGreaterThanOrEqual(3);
  expect(metres).toBeGreaterThanOrEqual(10);
  expect(metres).toBeLessThan(120);
});

test("a pick on a lane fills the inspector with units, source and what is not known", async () => {
  await pick("lane");
  await expect(page.locator("[data-field='id']")).toHaveText(/^lane:/);
  await expect(page.locator("[data-field='widthM']")).toHaveText(/\d m$/);
  await expect(page.locator("[data-field='speedKmh']")).toHaveText(/^(60|50|40|25) km\/h$/);
  await expect(page.locator("[data-field='accuracyM']")).toHaveText("unknown");
});

test("the pointer over the road is told what lies under it", async () => {
  const box = (await canvas().boundingBox()) as { x: number; y: number; width: number; height: number };
  for (const fx of [0.62, 0.6, 0.4, 0.55]) {
    await page.mouse.move(box.x + box.width * fx, box.y + box.height * 0.8);
    if (await page.locator("[data-hover='lane']").isVisible({ timeout: 1 })) break;
    await page.waitForTimeout(1500);
  }
  await expect(page.locator("[data-hover='lane']")).toHaveText(/^Lane.*m/);
  await page.mouse.move(5, 5);
  await expect(page.locator("[data-hover]")).toHaveCount(0);
});

test("a followed vehicle keeps the camera with it and shows its live speed", async () => {
  await page.evaluate(() => {
    const { stage, view, twin } = (
      window as unknown as {
        lanetwin: {
          stage: { probes: Map<string, () => { ids: string[] }> };
          view: { setState(state: object): void };
          twin: {
            drawnMs(): number;
            tracks: { poseOf(id: string, t: number): { speedMps: number } | undefined };
          };
        };
      }
    ).lanetwin;
    const ids = stage.probes.get("vehicles")?.().ids ?? [];
    const id = ids.find((each) => (twin.tracks.poseOf(each, twin.drawnMs())?.speedMps ?? 0) > 8) as string;
    view.setState({
      follow: id,
      selection: { id, layer: "vehicles", kind: "vehicle", properties: { id, kind: "vehicle" } },
    });
  });
  await expect(page.locator("[data-field='speed']")).toHaveText(/km\/h$/);
  await expect(page.getByRole("button", { name: "Stop following" })).toBeVisible();
  await page.getByRole("button", { name: "Stop following" }).click();
  await page.keyboard.press("h");
  await expect(page.getByRole("button", { name: "Follow vehicle" })).toBeVisible();
});

test("go-to understands CGCS2000 northing and easting and says so before it goes", async () => {
  await page.locator("[data-command='go-to']").click();
  await page.getByLabel("Coordinate", { exact: true }).fill("3374321.2, 545812.5");
  await expect(page.locator("#go-to-answer")).toContainText("EPSG:4547");
  await page.getByRole("button", { name: "Go", exact: true }).click();
  await expect(page.locator("[data-testid='coordinates']")).toContainText("114.47", { timeout: 30_000 });
  await page.locator(".coordinates select").selectOption("cgcs2000-4547");
  await expect(page.locator("[data-testid='coordinates']")).toContainText(/N 33743\d\d/);
});

test("every theme in both languages is free of accessibility faults that axe can see", async () => {
  expect(await accessibilityFaults(page)).toEqual([]);
});

test("a lost graphics context is built anew, with the same city and its traffic", async () => {
  await page.evaluate(() => {
    const lost = document.querySelector<HTMLCanvasElement>(".stage canvas");
    lost?.setAttribute("data-lost", "");
    lost?.getContext("webgl2")?.getExtension("WEBGL_lose_context")?.loseContext();
  });
  await expect(page.locator(".stage canvas[data-lost]")).toHaveCount(0);
  await layerState(page, "roads", "ready");
  await layerState(page, "vehicles", "ready");
  await expect.poll(() => drawnVehicles(page)).toBeGreaterThan(100);
  const { grey, white } = shares(await canvas().screenshot());
  expect(grey).toBeGreaterThan(0.1);
  expect(white).toBeGreaterThan(0.001);
});

test("language and theme switch in place", async () => {
  await page.locator("[data-command='language']").click();
  await expect(page.getByText("图层", { exact: true }).first()).toBeVisible();
  await expect(page.locator("html")).toHaveAttribute("lang", "zh-CN");
  await page.locator("[data-command='theme']").click();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "daylight");
  await page.locator("[data-command='theme']").click();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "wall");
  await page.locator("[data-command='theme']").click();
  await page.locator("[data-command='language']").click();
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
});

test("when the server is killed the desk says so, and recovers by itself when it is back", async () => {
  const { port } = running;
  await running.stop("SIGKILL");
  await expect(page.locator(".badge")).toHaveAttribute("data-connection", "lost");
  await expect(page.locator("[data-layer='vehicles'][data-state='stale']")).toBeVisible();
  running = await startLaneTwin(["--port", String(port)]);
  await expect(page.locator(".badge")).toHaveAttribute("data-connection", "live");
  await layerState(page, "vehicles", "ready");
  const { metres } = await advance(page, 3);
  expect(metres).toBeGreaterThanOrEqual(10);
});

test("nothing foreign was asked for, no policy was broken, no error was logged", () => {
  expect(watched.foreign).toEqual([]);
  expect(watched.problems).toEqual([]);
});
