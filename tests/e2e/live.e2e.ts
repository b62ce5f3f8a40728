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
    stage: {
      probes: Map<string, () => { drawn: number; ids: string[]; total: number; looks: string[] }>;
      city: { anchor: { heightM: number } };
      scene: {
        camera: { setView(view: object): void };
        globe: { ellipsoid: { cartographicToCartesian(at: object): object } };
        requestRender(): void;
      };
    };
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
const probe = (page: Page, name: string) =>
  page.evaluate((id) => (window as unknown as Probe).lanetwin.stage.probes.get(id)?.(), name);
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

test("the dock's hangar stands, the drone's battery is told over it, and each is found by name and by arrows", async () => {
  await expect.poll(async () => (await probe(first, "hangars"))?.drawn).toBe(1);
  await expect.poll(async () => (await probe(first, "batteries"))?.looks).toEqual(["battery 90 desk"]);
  await openLive(first, "things");
  await first.locator("[data-thing='field/lot']").focus();
  await first.keyboard.press("Enter");
  await expect(first.locator("[data-thing='field/lot']")).toHaveAttribute("aria-pressed", "true");
  await first.keyboard.press("Control+k");
  await first.getByRole("textbox", { name: /Search/ }).fill("lot 7");
  await expect(first.locator("[data-found='field/lot']")).toBeVisible();
  await first.getByRole("textbox", { name: /Search/ }).fill("field/dock");
  await first.locator("[data-found='field/dock']").click();
  await expect(first.locator("[data-kind='dock'] [data-field='cover']")).toHaveText("Open");
});

test("a device's coverage is drawn where it says which way it looks, and is unknown where it does not", async () => {
  const device = { type: "equipment", ...PLACE, kind: "camera", state: "ok" };
  await post(
    { ...device, id: "sees", headingDeg: 45, fovDeg: 60, rangeM: 90 },
    { ...device, id: "hides", lonDeg: PLACE.lonDeg + 0.001 },
  );
  await openLive(first, "things");
  await first.locator("[data-thing='field/sees']").click();
  await expect(first.locator("[data-field='coverage-range']")).toHaveText("90 m");
  await expect.poll(async () => (await probe(first, "coverage"))?.drawn).toBe(1);
  await first.locator("[data-thing='field/hides']").click();
  await expect(first.locator("[data-field='coverage-range']")).toHaveText("unknown");
  await expect.poll(async () => (await probe(first, "coverage"))?.drawn).toBe(0);
});

test("from above 30 km there are counts and no vehicles, and below there are vehicles again", async () => {
  const stand = (heightM: number) =>
    first.evaluate(
      ([lon, lat, height]) => {
        const { scene, city } = (window as unknown as Probe).lanetwin.stage;
        scene.camera.setView({
          destination: scene.globe.ellipsoid.cartographicToCartesian({
            longitude: lon,
            latitude: lat,
            height: city.anchor.heightM + (height as number),
          }),
          orientation: { heading: 0, pitch: -Math.PI / 2, roll: 0 },
        });
        scene.requestRender();
      },
      [(PLACE.lonDeg * Math.PI) / 180, (PLACE.latDeg * Math.PI) / 180, heightM],
    );
  await stand(40_000);
  await expect.poll(async () => (await probe(first, "counts"))?.total).toBeGreaterThan(10);
  expect(await drawn(first, "vehicles")).toEqual([]);
  await stand(900);
  await expect.poll(async () => (await drawn(first, "vehicles")).length).toBeGreaterThan(0);
  expect((await probe(first, "counts"))?.total).toBe(0);
  expect((await drawn(first, "vehicles")).every((id) => typeof id === "string")).toBe(true);
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

test("a source says what it refused, and an operator reads the record with its reason", async () => {
  const answer = await fetch(new URL("/ingest/field", running.url), {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ records: [{ type: "track", id: "lost", class: "car", lonDeg: 0, latDeg: 0 }] }),
  });
  expect(await answer.json()).toMatchObject({ taken: 0 });
  await openLive(second, "sources");
  const field = second.locator("[data-source='field']");
  await expect(field).toHaveAttribute("data-freshness", "live");
  await field.locator("[data-quarantine='field'] summary").click();
  await expect(field.locator("[data-reason='null-island']")).toContainText("refused");
  await openLive(second, "events");
});

test("what one desk does with an event the other sees, and the audit has it in order with its author", async () => {
  const row = (page: Page) => page.locator("[data-event='field/jam']");
  await row(first).click();
  await first.keyboard.press("a");
  for (const page of [first, second]) await expect(row(page)).toHaveAttribute("data-acknowledged", "true");
  await row(first).click();
  await first.keyboard.press("d");
  await first.getByLabel("Person or crew").fill("Crew 3");
  await first.keyboard.press("Enter");
  for (const page of [first, second]) await expect(row(page)).toHaveAttribute("data-stage", "assigned");
  await expect(row(second)).toContainText("Crew 3");
  const audit = await fetch(new URL("/audit?event=field/jam", running.url));
  const { entries } = (await audit.json()) as { entries: { what: string; author: string }[] };
  expect(entries.map(({ what }) => what)).toEqual(["assigned", "acknowledge"]);
  expect(entries.every(({ author }) => author !== "")).toBe(true);
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
