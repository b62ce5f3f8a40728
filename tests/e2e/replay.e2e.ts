import { mkdtempSync, rmSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, type Page, test } from "@playwright/test";
import { openRecordings } from "../../src/server/record/recordings.ts";
import { accessibilityFaults } from "./accessibility.ts";
import { type Running, startLaneTwin } from "./server.ts";
import { drawnVehicles, type Watched, watch } from "./watched-page.ts";

// The city as `npm start` records it, replayed on the desk.
test.describe.configure({ mode: "serial" });

const folder = mkdtempSync(join(tmpdir(), "lanetwin-ring-"));
let running: Running;
let page: Page;
let watched: Watched;

test.beforeAll(async ({ browser }) => {
  running = await startLaneTwin(["--port", "0", "--record", folder]);
  page = await browser.newPage({ viewport: { width: 800, height: 500 }, locale: "en-US" });
  watched = await watch(page, /WebSocket|ERR_CONNECTION|net::/);
  await page.goto(running.url);
  await expect(page.locator(".stage[data-roads='ready']")).toBeVisible({ timeout: 120_000 });
  await expect.poll(() => drawnVehicles(page), { timeout: 60_000 }).toBeGreaterThan(20);
});
test.afterAll(async () => {
  await page?.close();
  await running?.stop();
  rmSync(folder, { recursive: true, force: true });
});

interface Pose {
  eastM: number;
  northM: number;
}
interface Probe {
  lanetwin: {
    twin: {
      drawnMs(): number;
      liveMs(): number;
      store: {
        getState(): {
          replay?: { atMs: number; phase: string; playing: boolean };
          recorded?: { ranges: { fromMs: number; toMs: number }[] };
        };
      };
      tracks: { poseOf(id: string, timeMs: number): Pose | undefined };
    };
    stage: { probes: Map<string, () => { ids: string[] }> };
  };
}

/** Where every vehicle in view is drawn now, by id, and when that is. */
const standing = () =>
  page.evaluate(() => {
    const { twin, stage } = (window as unknown as Probe).lanetwin;
    const timeMs = twin.drawnMs();
    const poses: Record<string, Pose> = {};
    for (const id of stage.probes.get("vehicles")?.().ids ?? []) {
      const pose = id === undefined ? undefined : twin.tracks.poseOf(id, timeMs);
      if (pose) poses[id] = { eastM: pose.eastM, northM: pose.northM };
    }
    return { timeMs, poses };
  });
const drawnMs = () => page.evaluate(() => (window as unknown as Probe).lanetwin.twin.drawnMs());
const replay = () => page.evaluate(() => (window as unknown as Probe).lanetwin.twin.store.getState().replay);

/** Metres between the same vehicles of two pictures, in order. */
function apart(a: Record<string, Pose>, b: Record<string, Pose>): number[] {
  return Object.entries(a)
    .flatMap(([id, { eastM, northM }]) => {
      const other = b[id];
      return other ? [Math.hypot(eastM - other.eastM, northM - other.northM)] : [];
    })
    .sort((x, y) => x - y);
}

let seen: Awaited<ReturnType<typeof standing>>;

test("the timeline says live, and that it is recording", async () => {
  const timeline = page.getByRole("region", { name: "Timeline" });
  await expect(timeline).toHaveAttribute("data-mode", "live");
  await expect(page.getByRole("slider", { name: "Moment" })).toBeVisible({ timeout: 20_000 });
  await expect(page.locator("[data-range]")).not.toHaveCount(0);
  seen = await standing();
  expect(Object.keys(seen.poses).length).toBeGreaterThan(20);
  await expect.poll(drawnMs, { timeout: 30_000 }).toBeGreaterThan(seen.timeMs + 6000);
});

test("a pause stops the picture where it is, labelled as a replay, and the live city goes on behind", async () => {
  await page.getByRole("button", { name: "Pause" }).click();
  await expect(page.getByTestId("replay-label")).toHaveText("Replay");
  await expect.poll(async () => (await replay())?.phase).toBe("running");
  await expect.poll(() => drawnVehicles(page)).toBeGreaterThan(20);
  const first = await standing();
  await page.waitForTimeout(1500);
  const later = await standing();
  expect(later.timeMs).toBe(first.timeMs);
  expect(Math.max(...apart(first.poses, later.poses))).toBeLessThan(0.6);
  await expect(page.locator(".badge")).toHaveAttribute("data-connection", "live");
  const behind = await page.evaluate(() => {
    const { twin } = (window as unknown as Probe).lanetwin;
    return twin.liveMs() - twin.drawnMs();
  });
  expect(behind).toBeGreaterThan(1500);
});

test("a minute back, or as far as is recorded, by the keyboard", async () => {
  const before = await drawnMs();
  const fromMs = await page.evaluate(
    () => (window as unknown as Probe).lanetwin.twin.store.getState().recorded?.ranges[0]?.fromMs ?? 0,
  );
  await page.getByRole("slider", { name: "Moment" }).focus();
  await page.keyboard.press("PageUp");
  const wanted = Math.max(fromMs, before - 60_000);
  await expect.poll(async () => Math.abs(((await replay())?.atMs ?? 0) - wanted)).toBeLessThan(50);
  await expect.poll(async () => (await replay())?.phase).toBe("running");
  await expect.poll(() => drawnVehicles(page)).toBeGreaterThan(20);
});

test("a link with a moment shows every vehicle where it stood then", async () => {
  await page.evaluate((text) => {
    location.hash = `time=${text}`;
  }, new Date(Math.round(seen.timeMs)).toISOString());
  await expect.poll(async () => Math.abs(((await replay())?.atMs ?? 0) - seen.timeMs)).toBeLessThan(2);
  await expect.poll(() => drawnVehicles(page)).toBeGreaterThan(20);
  await expect
    .poll(async () => apart(seen.poses, (await standing()).poses).length)
    .toBeGreaterThan(Object.keys(seen.poses).length * 0.9);
  const distances = apart(seen.poses, (await standing()).poses);
  expect(distances[Math.floor(distances.length / 2)]).toBeLessThan(0.1);
  expect(distances[Math.floor(distances.length * 0.95)]).toBeLessThan(0.6);
});

test("the replay plays at the rate that is chosen, and the mouse seeks", async () => {
  await page.getByRole("button", { name: "Play" }).click();
  await page.getByLabel("Rate").selectOption("4");
  const from = await drawnMs();
  await page.waitForTimeout(1000);
  expect((await drawnMs()) - from).toBeGreaterThan(2500);
  await page.getByRole("button", { name: "Pause" }).click();
  const box = (await page.getByRole("slider", { name: "Moment" }).boundingBox()) as {
    x: number;
    y: number;
    width: number;
    height: number;
  };
  await page.mouse.click(box.x + 2, box.y + box.height / 2);
  await expect.poll(async () => (await replay())?.atMs ?? Number.POSITIVE_INFINITY).toBeLessThan(from);
  await mkdir("test-results", { recursive: true });
  await page.screenshot({ path: "test-results/replay.png" });
});

test("a clip is saved as a recording that opens", async () => {
  await page.setViewportSize({ width: 1200, height: 500 });
  await page.getByRole("button", { name: "Clip" }).click();
  await page.getByRole("button", { name: "To", exact: true }).click();
  await page.screenshot({ path: "test-results/replay-clip.png" });
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "Save clip" }).click(),
  ]);
  const path = join(folder, "..", download.suggestedFilename());
  await download.saveAs(path);
  const clip = await openRecordings(path);
  expect(clip.recorded().ranges).toHaveLength(1);
  await clip.stop();
  rmSync(path);
});

test("the timeline has no faults of access in either mode", async () => {
  expect(await accessibilityFaults(page)).toEqual([]);
});

test("back to live, the label is gone and traffic moves with the clock", async () => {
  await page.getByRole("button", { name: "Back to live" }).click();
  await expect(page.getByTestId("replay-label")).toHaveCount(0);
  await expect
    .poll(() =>
      page.evaluate(() => {
        const { twin } = (window as unknown as Probe).lanetwin;
        return twin.liveMs() - twin.drawnMs();
      }),
    )
    .toBeLessThan(1600);
  // What the replay drew is taken out with the first live rows.
  let first = await standing();
  await expect
    .poll(async () => {
      first = await standing();
      return Object.keys(first.poses).length;
    })
    .toBeGreaterThan(20);
  await expect.poll(async () => Math.max(...apart(first.poses, (await standing()).poses))).toBeGreaterThan(5);
  expect(watched.foreign).toEqual([]);
  expect(watched.problems).toEqual([]);
});
