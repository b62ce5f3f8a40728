import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, type Page, test } from "@playwright/test";
import type { PlanDocument, PlannedDevice } from "../../src/model/plan/plan-document.ts";
import { type Running, startLaneTwin, startStaticHost } from "./server.ts";
import { layerState, type Watched, watch } from "./watched-page.ts";

// One proposal from the first click to the file and back, on a static host: nothing moves there, so the picture rests.
test.describe.configure({ mode: "serial" });

interface Pixel {
  xPx: number;
  yPx: number;
}
interface Probe {
  drawn: number;
  handle?: Pixel;
  snapped?: string;
  pixelOf(lonDeg: number, latDeg: number, heightM: number): Pixel | undefined;
}
interface Post {
  id: string;
  lonDeg: number;
  latDeg: number;
  heightM: number;
  topM: number;
}
interface Lane {
  lanetwin: {
    stage: { probes: Map<string, () => Probe>; counts(): Record<string, number> };
    plan: {
      document: { getState(): { plan: PlanDocument } };
      log: { store: { getState(): { done: unknown[]; undone: unknown[] } } };
      postsIn(box: number[]): Promise<Post[]>;
    };
    view: {
      setState(state: object): void;
      getState(): {
        camera?: { target?: { lonDeg: number; latDeg: number } };
        walk?: object;
        selection?: { properties: Record<string, unknown> };
      };
    };
  };
}

let running: Running;
let page: Page;
let watched: Watched;
let mast: Post;
let folder: string;

const canvas = () => page.locator(".stage canvas").first();
const plan = () => page.evaluate(() => (window as unknown as Lane).lanetwin.plan.document.getState().plan);
const device = async () => (await plan()).devices[0] as PlannedDevice;
const steps = () =>
  page.evaluate(() => {
    const { done, undone } = (window as unknown as Lane).lanetwin.plan.log.store.getState();
    return { done: done.length, undone: undone.length };
  });
const probe = () =>
  page.evaluate(() => {
    const { handle, snapped, drawn } =
      (window as unknown as Lane).lanetwin.stage.probes.get("plan")?.() ?? {};
    return { handle, snapped, drawn };
  });
/** A place as the mouse's coordinates. */
const onPage = async (lonDeg: number, latDeg: number, heightM: number) => {
  const pixel = await page.evaluate(
    ([a, b, c]) => (window as unknown as Lane).lanetwin.stage.probes.get("plan")?.().pixelOf(a, b, c),
    [lonDeg, latDeg, heightM] as const,
  );
  const box = (await canvas().boundingBox()) as { x: number; y: number };
  if (!pixel) throw new Error("not in the picture");
  return { x: box.x + pixel.xPx, y: box.y + pixel.yPx };
};
const focusStage = () => page.locator("main.stage").focus();

test.beforeAll(async ({ browser }) => {
  // The first start builds the app and the sample; from then on a plain file server is enough.
  await (await startLaneTwin(["--port", "0"])).stop();
  folder = mkdtempSync(join(tmpdir(), "lanetwin-plan-"));
  cpSync("dist", folder, { recursive: true });
  cpSync(".cache/avenue", join(folder, "tiles"), { recursive: true });
  running = await startStaticHost(folder);
  page = await browser.newPage({
    viewport: { width: 960, height: 560 },
    locale: "en-US",
    acceptDownloads: true,
  });
  watched = await watch(page, /WebSocket|ERR_CONNECTION|net::|404|socket/);
  await page.goto(running.url);
  await layerState(page, "roads", "ready");
  await page.getByRole("button", { name: "Got it" }).click();
  await page.locator(".rail button", { hasText: "Plan" }).click();
  mast = await page.evaluate(async () => {
    const { plan: planning, view } = (window as unknown as Lane).lanetwin;
    const { lonDeg, latDeg } = view.getState().camera?.target ?? { lonDeg: 0, latDeg: 0 };
    const d = 0.002;
    const posts = await planning.postsIn([lonDeg - d, latDeg - d, lonDeg + d, latDeg + d]);
    return posts.find(({ topM }) => topM > 6) as Post;
  });
  await page.evaluate(
    ([lonDeg, latDeg, heightM]) =>
      (window as unknown as Lane).lanetwin.view.setState({
        cameraWish: { n: 1000, kind: "go-to", place: { lonDeg, latDeg, heightM }, rangeM: 45 },
      }),
    [mast.lonDeg, mast.latDeg, mast.heightM] as const,
  );
  // The flight has ended when the mast's foot stands still in the middle.
  const box = (await canvas().boundingBox()) as { x: number; y: number; width: number; height: number };
  await expect
    .poll(async () => {
      const foot = await onPage(mast.lonDeg, mast.latDeg, mast.heightM).catch(() => ({ x: 0, y: 0 }));
      return Math.hypot(foot.x - box.x - box.width / 2, foot.y - box.y - box.height / 2);
    })
    .toBeLessThan(3);
});

test.afterAll(async () => {
  await page?.close();
  await running?.stop();
  rmSync(folder, { recursive: true, force: true });
});

test("a camera is placed on a signal's mast with the mouse: it snaps there and says what it stands on", async () => {
  await page.locator("[data-place='camera']").click();
  const at = await onPage(mast.lonDeg, mast.latDeg, mast.heightM + 3);
  await expect(async () => {
    await page.mouse.move(at.x + 40, at.y + 40);
    await page.mouse.move(at.x + 5, at.y);
    await expect.poll(async () => (await probe()).snapped, { timeout: 5000 }).toBe(mast.id);
  }).toPass({ timeout: 90_000 });
  await page.mouse.click(at.x + 5, at.y);
  await expect(page.locator("[data-device='device:1']")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.locator("[data-place='camera']")).toHaveAttribute("aria-pressed", "false");
  const placed = await device();
  expect(placed.mount).toEqual({ on: "pole", hostId: mast.id, hostHeightM: mast.topM });
  expect(placed.place).toEqual({ lonDeg: mast.lonDeg, latDeg: mast.latDeg, heightM: mast.heightM });
  await expect(page.locator(".inspector[data-kind='device']")).toBeVisible();
  await expect(page.locator(".inspector [data-field='hostId']")).toHaveText(mast.id);
  await expect(page.locator(".inspector [data-field='mountingHeightM']")).toHaveText("6.50 m");
  await expect(page.locator(".inspector [data-field='source']")).toHaveText("the open plan");
  await expect(page.locator(".inspector [data-field='derivation']")).toHaveText("proposed in a plan");
  await expect(page.locator("[data-figure='powerW'] [data-basis]")).toHaveText("unverified default");
});

test("it is turned by keys and by its handle on the map", async () => {
  await focusStage();
  const before = (await device()).headingDeg;
  await page.keyboard.press("]");
  await page.keyboard.press("]");
  expect((await device()).headingDeg).toBeCloseTo((before + 10) % 360, 6);
  const { handle } = await probe();
  const box = (await canvas().boundingBox()) as { x: number; y: number };
  const foot = await onPage(mast.lonDeg, mast.latDeg, mast.heightM);
  await page.mouse.move(box.x + (handle as Pixel).xPx, box.y + (handle as Pixel).yPx);
  await page.mouse.down();
  await page.mouse.move(foot.x + 30, foot.y + 10, { steps: 2 });
  await page.mouse.move(foot.x + 70, foot.y, { steps: 2 });
  await page.mouse.up();
  // The camera looks north there or nearly so; right in the picture is about east.
  const { headingDeg, place } = await device();
  expect(Math.abs(headingDeg - (before + 10))).toBeGreaterThan(5);
  expect(place.lonDeg).toBe(mast.lonDeg);
  expect((await steps()).done).toBe(3);
});

test("it is dragged off its mast onto a pole of its own, and undo puts it back in one step", async () => {
  const grip = await onPage(mast.lonDeg, mast.latDeg, mast.heightM + 4);
  await page.mouse.move(grip.x, grip.y);
  await page.mouse.down();
  await page.keyboard.down("Alt");
  for (const far of [20, 50, 90]) await page.mouse.move(grip.x - far, grip.y + far / 3);
  await page.mouse.up();
  await page.keyboard.up("Alt");
  const moved = await device();
  expect(moved.mount.on).toBe("own-pole");
  expect(moved.place.lonDeg).not.toBe(mast.lonDeg);
  expect((await steps()).done).toBe(4);
  await focusStage();
  await page.keyboard.press("ArrowUp");
  await expect.poll(async () => (await device()).place).not.toEqual(moved.place);
  await page.keyboard.press("Control+z");
  expect((await device()).place).toEqual(moved.place);
  await expect(page.locator("[data-command='redo']")).toHaveText("Redo: move Camera 1");
  await page.keyboard.press("Control+z");
  expect((await device()).place.lonDeg).toBe(mast.lonDeg);
  expect((await device()).mount.hostId).toBe(mast.id);
});

test("its record is edited by typing; what cannot be taken is said and not taken", async () => {
  const range = page.locator("[data-figure='rangeM'] input");
  await expect(page.locator("[data-figure='rangeM'] [data-basis]")).toHaveText("computed default");
  await range.fill("far");
  await expect(page.locator("[data-figure='rangeM']").getByRole("alert")).toContainText(
    "“far” is not a number",
  );
  expect((await device()).rangeM).toBe(106);
  await range.fill("80");
  await expect(page.locator("[data-figure='rangeM'] [data-basis]")).toHaveCount(0);
  await page.getByLabel("Notes").fill("over the stop line");
  await page.getByLabel("Uplink").selectOption("fibre");
  expect(await device()).toMatchObject({ rangeM: 80, notes: "over the stop line", uplink: "fibre" });
  await expect(page.locator(".inspector [data-field='rangeM']")).toHaveText("80 m");
  await expect(page.locator(".inspector [data-field='uplink']")).toHaveText("fibre");
});

test("keys undo everything and do it again; a text field keeps its own undo", async () => {
  const last = await plan();
  const { done } = await steps();
  await focusStage();
  for (let i = 0; i < done; i++) await page.keyboard.press("Control+z");
  expect((await plan()).devices).toEqual([]);
  expect(await steps()).toEqual({ done: 0, undone: done });
  await expect(page.locator(".inspector[data-kind]")).toHaveCount(0);
  for (let i = 0; i < done; i++) await page.keyboard.press(i % 2 ? "Control+y" : "Control+Shift+z");
  expect(await plan()).toEqual(last);
  await page.locator("[data-device='device:1']").click();
  await page.getByLabel("Notes").focus();
  await page.keyboard.press("Control+z");
  expect((await steps()).undone).toBe(0);
  expect((await device()).uplink).toBe("fibre");
});

test("the keyboard alone places a device at the middle of the picture, turns it and takes it away again", async () => {
  await page.locator("[data-place='edge-box']").focus();
  await page.keyboard.press("Enter");
  await focusStage();
  await page.keyboard.press("Enter");
  await expect(page.locator("[data-device='device:2']")).toBeVisible();
  await page.keyboard.press("Escape");
  await page.keyboard.press("[");
  const { devices } = await plan();
  expect(devices[1]).toMatchObject({ kind: "edge-box", name: "Edge box 1" });
  await page.keyboard.press("Delete");
  await expect(page.locator("[data-device='device:2']")).toHaveCount(0);
  for (let i = 0; i < 3; i++) await page.keyboard.press("Control+z");
  expect((await plan()).devices.map(({ id }) => id)).toEqual(["device:1"]);
  await page.locator("[data-device='device:1']").click();
});

test("it is saved as a file, and after a new plan opened from it: the same document", async () => {
  await page.getByLabel("Title", { exact: true }).fill("Pilot 1");
  await expect(page.locator("[data-unsaved='true']")).toBeVisible();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.locator("[data-command='plan-save']").click(),
  ]);
  expect(download.suggestedFilename()).toBe("Pilot 1.lanetwin-plan.json");
  await expect(page.locator("[data-unsaved='false']")).toBeVisible();
  const saved = await plan();
  const file = await download.path();
  expect(JSON.parse(await readFile(file, "utf8"))).toEqual(saved);
  await page.getByRole("button", { name: "New", exact: true }).click();
  expect((await plan()).devices).toEqual([]);
  await page.getByTestId("plan-file").setInputFiles({
    name: "Pilot 1.lanetwin-plan.json",
    mimeType: "application/json",
    buffer: await readFile(file),
  });
  await expect(page.locator("[data-device='device:1']")).toBeVisible();
  expect(await plan()).toEqual(saved);
});

test("a file that is none is one clear sentence, and the plan stays", async () => {
  const before = await plan();
  const open = (text: string) =>
    page.getByTestId("plan-file").setInputFiles({
      name: "x.json",
      mimeType: "application/json",
      buffer: Buffer.from(text),
    });
  await open("{ no");
  await expect(page.locator("[data-notice='fault.plan.not-json']")).toContainText("“x.json” is no JSON file");
  await open(JSON.stringify({ ...before, formatVersion: 7 }));
  await expect(page.locator("[data-notice='fault.plan.newer']")).toContainText("version 7");
  await open(JSON.stringify({ ...before, cityId: "elsewhere" }));
  await expect(page.locator("[data-notice='fault.plan.foreign-city']")).toContainText("“elsewhere”");
  expect(await plan()).toEqual(before);
});

test("the workspace with a selected device is free of faults that axe can see, in both languages and all themes", async () => {
  await page.locator("[data-device='device:1']").click();
  await page.locator("[data-place='radar']").click();
  await page.evaluate(readFileSync("node_modules/axe-core/axe.min.js", "utf8"));
  const found: string[] = [];
  for (const [language, theme] of [
    ["zh", "desk"],
    ["zh", "daylight"],
    ["en", "wall"],
    ["en", "daylight"],
  ] as const) {
    await page.evaluate(
      ([l, t]) => (window as unknown as Lane).lanetwin.view.setState({ language: l, theme: t }),
      [language, theme] as const,
    );
    await expect(page.locator("html")).toHaveAttribute("data-theme", theme);
    const list = await page.evaluate(async () => {
      const { axe } = window as unknown as {
        axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
      };
      const { violations } = await axe.run();
      return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 140)}`));
    });
    found.push(...list.map((text) => `${language} ${theme} ${text}`));
  }
  expect(found).toEqual([]);
  await page.screenshot({ path: "test-results/plan.png" });
});

test("a reload loses nothing", async () => {
  const before = await plan();
  await page.reload();
  await page.locator(".rail button", { hasText: "Plan" }).click();
  await expect(page.locator("[data-device='device:1']")).toBeVisible({ timeout: 120_000 });
  await page.waitForFunction(() => (window as unknown as Partial<Lane>).lanetwin !== undefined);
  expect(await plan()).toEqual(before);
});

test("on foot the same device stands there, selected by its id, and comes back unchanged", async () => {
  const before = await plan();
  const { lonDeg, latDeg, heightM } = (before.devices[0] as PlannedDevice).place;
  await page.evaluate(
    (hash) => {
      location.hash = hash;
    },
    `walk=${lonDeg},${latDeg - 0.00012},${heightM},0&select=device:1`,
  );
  await expect
    .poll(
      () =>
        page.evaluate(() => {
          const { stage, view } = (window as unknown as Lane).lanetwin;
          const told = stage?.probes.get("plan")?.() as unknown as { ids?: string[] } | undefined;
          const { walk, selection } = view.getState();
          return { ids: told?.ids, walking: walk !== undefined, name: selection?.properties.name };
        }),
      { timeout: 120_000 },
    )
    .toEqual({ ids: ["device:1"], walking: true, name: "Camera 1" });
  expect(await plan()).toEqual(before);
  await page.screenshot({ path: "test-results/plan-walk.png" });
});

test("nothing foreign was asked for, no policy was broken, no error was logged", () => {
  expect(watched.foreign).toEqual([]);
  expect(watched.problems).toEqual([]);
});
