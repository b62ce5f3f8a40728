import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, type Page, test } from "@playwright/test";
import { accessibilityFaults } from "./accessibility.ts";
import { freePort, type Running, startLaneTwin } from "./server.ts";
import { layerState, type Watched, watch } from "./watched-page.ts";

// Drones, docks, car parks and events as a city's own feed posts them, on two desks at once.
test.describe.configure({ mode: "serial" });

interface Probe {
  lanetwin: {
    stage: { probes: Map<string, () => { drawn: number; ids: string[] }> };
    view: { setState(state: object): void };
    twin: {
      drawnMs(): number;
      tracks: { poseOf(id: string, timeMs: number): { upM: number } | undefined };
    };
  };
}

const PLACE = { lonDeg: 114.469, latDeg: 30.4905 };
let running: Running;
let first: Page;
let second: Page;
const watched: Watched[] = [];

const post = async (...records: object[]) => {
  const answer = await fetch(new URL("/ingest/field", running.url), {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ records }),
  });
  expect(await answer.json()).toMatchObject({ taken: records.length, refused: [] });
};
const drawn = (page: Page, layer: string) =>
  page.evaluate((id) => (window as unknown as Probe).lanetwin.stage.probes.get(id)?.().ids ?? [], layer);
const upOf = (page: Page, id: string) =>
  page.evaluate((track) => {
    const { twin } = (window as unknown as Probe).lanetwin;
    return twin.tracks.poseOf(track, twin.drawnMs())?.upM ?? Number.NaN;
  }, id);
const openLive = async (page: Page, tab: string) => {
  if (!(await page.locator("[data-tab]").first().isVisible()))
    await page.locator(".rail").getByRole("button", { name: "Live" }).click();
  await page.locator(`[data-tab='${tab}']`).click();
};

test.beforeAll(async ({ browser }) => {
  const folder = mkdtempSync(join(tmpdir(), "lanetwin-live-"));
  const feeds = join(folder, "feeds.json");
  writeFileSync(
    feeds,
    JSON.stringify({
      formatVersion: 1,
      feeds: [{ kind: "http", id: "field", datum: "WGS84", heights: "ellipsoid" }],
    }),
  );
  running = await startLaneTwin(["--port", String(await freePort()), "--vehicles", "20", "--feeds", feeds]);
  const open = async () => {
    const page = await browser.newPage({ viewport: { width: 960, height: 600 }, locale: "en-US" });
    watched.push(await watch(page));
    await page.goto(running.url);
    await layerState(page, "roads", "ready");
    await page.getByRole("button", { name: "Got it" }).click();
    return page;
  };
  first = await open();
  second = await open();
});

test.afterAll(async () => {
  await first?.close();
  await second?.close();
  await running?.stop();
});

test("a car park has its mark on both desks", async () => {
  await post({
    type: "site",
    id: "lot",
    ...PLACE,
    name: "Lot 7",
    state: "open",
    totalBays: 80,
    freeBays: 13,
  });
  for (const page of [first, second]) await expect.poll(() => drawn(page, "parking")).toEqual(["field/lot"]);
});

test("a drone that leaves its dock climbs on the map, and both are drawn", async () => {
  const told = (heightM: number, timeMs: number) => [
    { type: "dock", id: "dock", ...PLACE, timeMs, state: "working", cover: "open", droneInside: false },
    { type: "drone", id: "d1", timeMs, state: "taking-off", dockId: "dock", batteryShare: 0.9 },
    { type: "track", id: "d1", class: "drone", ...PLACE, heightM, speedMps: 0, timeMs },
  ];
  await post(...told(30, Date.now()));
  await expect.poll(() => upOf(first, "field/d1")).toBeLessThan(20);
  await post(...told(90, Date.now()));
  await expect.poll(() => upOf(first, "field/d1")).toBeGreaterThan(55);
  await expect.poll(() => drawn(first, "drones")).toEqual(["field/d1"]);
  await expect.poll(() => drawn(first, "docks")).toEqual(["field/dock"]);
});

test("an event is listed on both desks; arrows select it and the inspector has its record and acts", async () => {
  await post(
    { type: "event", id: "crash", ...PLACE, kind: "accident", severity: "warning", beginMs: Date.now() },
    { type: "event", id: "jam", ...PLACE, kind: "congestion", beginMs: Date.now() },
  );
  for (const page of [first, second]) {
    await openLive(page, "events");
    await expect(page.locator("[data-event]")).toHaveCount(2);
    await expect(page.locator("[data-alarms='1']")).toBeVisible();
  }
  await first.locator("[data-event]").first().focus();
  await first.keyboard.press("ArrowDown");
  await expect(first.locator("[aria-pressed='true'][data-event]")).toContainText("Accident");
  await first.keyboard.press("ArrowDown");
  await expect(first.locator("[aria-pressed='true'][data-event]")).toContainText("Congestion");
  await expect(first.locator("[data-act='acknowledge']")).toBeEnabled();
  await first.keyboard.press("d");
  await expect(first.getByLabel("Person or crew")).toBeFocused();
});

test("the filters narrow the list, and say so when nothing is left", async () => {
  await second.getByLabel("By kind").selectOption("accident");
  await expect(second.locator("[data-event]")).toHaveCount(1);
  await second.getByLabel("By stage").selectOption("cleared");
  await expect(second.getByText("No event is of this kind and stage")).toBeVisible();
});

test("the events and their acts are accessible in both languages and every theme", async () => {
  expect(await accessibilityFaults(first)).toEqual([]);
});

test("nothing foreign was asked for and nothing went wrong", () => {
  expect(watched.flatMap(({ foreign, problems }) => [...foreign, ...problems])).toEqual([]);
});
