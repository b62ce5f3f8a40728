import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, type Page, test } from "@playwright/test";
import { unzipSync } from "fflate";
import { accessibilityFaults } from "./accessibility.ts";
import { type Running, startLaneTwin } from "./server.ts";
import { startStaticSite } from "./static-site.ts";
import { layerState, type Watched, watch } from "./watched-page.ts";

// The planner's way: an area drawn on the sample, a promise in the panel, a package that holds exactly that.
test.describe.configure({ mode: "serial" });

let folder: string;
let scratch: string;
let running: Running;
let page: Page;
let watched: Watched;

const hasOgrinfo = spawnSync("ogrinfo", ["--version"], { stdio: "ignore" }).status === 0;

test.beforeAll(async ({ browser }) => {
  folder = mkdtempSync(join(tmpdir(), "lanetwin-export-e2e-"));
  scratch = join(folder, "scratch");
  mkdirSync(scratch);
  running = await startLaneTwin(["--port", "0"], { TMPDIR: scratch });
  page = await browser.newPage({ viewport: { width: 960, height: 600 }, locale: "en-US" });
  watched = await watch(page, /WebSocket|ERR_CONNECTION|net::/);
  await openData(page, running.url);
});

test.afterAll(async () => {
  await page?.close();
  await running?.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function openData(on: Page, url: string): Promise<void> {
  await on.goto(url);
  await layerState(on, "roads", "ready");
  await on.getByRole("button", { name: "Got it" }).click();
  await on.keyboard.press("3");
  await expect(on.locator("[data-count='counted']")).toBeVisible();
}

async function choose(on: Page, kind: string): Promise<void> {
  await on.locator(`label[data-kind='${kind}']`).click();
  if (kind === "rectangle" || kind === "polygon") await cursor(on, "crosshair");
}

const cursorOf = (on: Page) =>
  on.evaluate(() => document.querySelector<HTMLElement>(".stage canvas")?.style.cursor);
/** Waits until the picture's pointer is a tool's. */
const cursor = (on: Page, wanted: string) => expect.poll(() => cursorOf(on)).toBe(wanted);

/** A place in the picture by its shares, CSS pixels of the page. */
async function at(on: Page, fx: number, fy: number): Promise<[number, number]> {
  const box = (await on.locator(".stage canvas").first().boundingBox()) as {
    x: number;
    y: number;
    width: number;
    height: number;
  };
  return [box.x + box.width * fx, box.y + box.height * fy];
}

async function drawRectangle(on: Page): Promise<void> {
  await choose(on, "rectangle");
  await on.mouse.move(...(await at(on, 0.25, 0.72)));
  await on.mouse.down();
  await on.mouse.move(...(await at(on, 0.5, 0.6)), { steps: 3 });
  await on.mouse.move(...(await at(on, 0.7, 0.45)), { steps: 3 });
  await on.mouse.up();
  await expect(on.locator("[data-count='counted']")).toBeVisible();
}

const number = (text: string) => Number(text.replaceAll(",", "").replace(/[^\d.].*$/, ""));

interface Promised {
  features: number;
  laneKm: number;
  areaKm2: number;
  byClass: Record<string, number>;
}

/** What the panel says that the package will hold. */
async function promised(on: Page): Promise<Promised> {
  const field = async (name: string) =>
    number((await on.locator(`[data-field='${name}']`).textContent()) ?? "");
  const byClass: Record<string, number> = {};
  for (const row of await on.locator("[data-class]").all())
    if (await row.locator("input").isChecked())
      byClass[(await row.getAttribute("data-class")) as string] = number(
        (await row.locator("output").textContent()) ?? "",
      );
  return {
    features: await field("features"),
    laneKm: await field("laneKm"),
    areaKm2: await field("areaKm2"),
    byClass,
  };
}

/** Exports and unpacks; the folder's path, the files' names, and the download's. */
async function exported(on: Page, name: string): Promise<{ at: string; files: string[]; fileName: string }> {
  const [download] = await Promise.all([
    on.waitForEvent("download"),
    on.locator("[data-command='export-start']").click(),
  ]);
  const zip = join(folder, `${name}.zip`);
  await download.saveAs(zip);
  await expect(on.locator("[data-run='done']")).toBeVisible();
  const files = unzipSync(new Uint8Array(readFileSync(zip)));
  const to = join(folder, name);
  for (const [path, bytes] of Object.entries(files)) {
    mkdirSync(dirname(join(to, path)), { recursive: true });
    writeFileSync(join(to, path), bytes);
  }
  return { at: to, files: Object.keys(files), fileName: download.suggestedFilename() };
}

interface Collection {
  features: { properties: Record<string, string | number>; geometry: { coordinates: unknown } }[];
}
const collection = (path: string) => JSON.parse(readFileSync(path, "utf8")) as Collection;

/** Layers of a file as a program that nobody here wrote sees them. */
function ogrLayers(file: string): { name: string; geometry: string; count: number; srs: string }[] {
  const said = spawnSync("ogrinfo", ["-ro", "-so", "-al", file], { encoding: "utf8" });
  expect(said.status, said.stderr).toBe(0);
  return said.stdout
    .split(/^Layer name: /m)
    .slice(1)
    .map((text) => ({
      name: text.split("\n")[0] as string,
      geometry: /^Geometry: (.*)$/m.exec(text)?.[1] ?? "",
      count: Number(/^Feature Count: (\d+)$/m.exec(text)?.[1]),
      srs: text,
    }));
}

const nothingLeft = () =>
  expect.poll(() => readdirSync(scratch).filter((name) => name.startsWith("lanetwin-export-"))).toEqual([]);

test("a rectangle drawn with the mouse is counted, and the package holds what the panel promised", async () => {
  await drawRectangle(page);
  const promise = await promised(page);
  expect(promise.features).toBeGreaterThan(20);
  expect(promise.areaKm2).toBeGreaterThan(0);
  expect(promise.laneKm).toBeGreaterThan(0);
  await expect(page.locator("[data-field='summary']")).toContainText(String(promise.features));
  const { at: to, files, fileName } = await exported(page, "rectangle");
  expect(fileName).toBe("optics-valley-rectangle-geojson-epsg4326.zip");
  let features = 0;
  for (const [id, count] of Object.entries(promise.byClass)) {
    const rows = collection(join(to, `data/${id}.geojson`)).features;
    expect(rows.length, id).toBe(count);
    features += rows.length;
  }
  expect(features).toBe(promise.features);
  const lanes = collection(join(to, "data/lane.geojson")).features;
  const metres = lanes
    .filter(({ properties }) => properties.type === "driving")
    .reduce((sum, { properties }) => sum + Number(properties.lengthM), 0);
  expect(Math.abs(metres / 1000 - promise.laneKm)).toBeLessThanOrEqual(0.0005);
  expect(files).toContain("manifest.json");
  await expect(page.locator("[data-field='manifest']")).toHaveText(/^[0-9a-f]{64}$/);
  await nothingLeft();
});

test("chosen classes, attributes, format and system are what ogrinfo finds, in 3D", async () => {
  for (const id of ["boundary", "symbol", "junction"])
    await page.locator(`[data-class='${id}'] input`).uncheck();
  await page.getByText("Attributes", { exact: true }).click();
  await page.getByLabel("Find an attribute").fill("predecessors");
  await page.locator("[data-attribute='predecessors'] input").uncheck();
  await expect(page.locator("#root")).toContainText("Lanes before it in the direction of travel");
  await page.getByLabel("Find an attribute").fill("");
  await page.getByLabel("Format").selectOption("flatgeobuf");
  await page.getByLabel("Coordinate system", { exact: true }).last().selectOption("EPSG:4547");
  const promise = await promised(page);
  const { at: to, files } = await exported(page, "chosen");
  const written = files.filter((path) => path.endsWith(".fgb"));
  // A chosen class of which the area holds nothing is a file without features: the columns are told all the same.
  expect(written.sort()).toEqual(
    Object.keys(promise.byClass)
      .map((id) => `data/${id}.fgb`)
      .sort(),
  );
  const dictionary = JSON.parse(readFileSync(join(to, "dictionary.json"), "utf8")) as {
    classes: { name: string; attributes: { name: string }[] }[];
  };
  const lane = dictionary.classes.find(({ name }) => name === "lane");
  expect(lane?.attributes.map(({ name }) => name)).toContain("successors");
  expect(lane?.attributes.map(({ name }) => name)).not.toContain("predecessors");
  if (!hasOgrinfo) {
    expect(process.env.LANETWIN_REQUIRE_TOOLS, "ogrinfo is not installed").toBeUndefined();
    return;
  }
  let features = 0;
  for (const path of written) {
    const [layer] = ogrLayers(join(to, path));
    expect(layer?.geometry, path).toMatch(/^3D /);
    expect(layer?.srs, path).toContain("Gauss-Kruger CM 114E");
    expect(layer?.count, path).toBe(promise.byClass[/(\w+)\.fgb$/.exec(path)?.[1] as string]);
    features += layer?.count ?? 0;
  }
  expect(features).toBe(promise.features);
});

test("a polygon is clicked corner by corner, corrected by keys, and adjusted by its corners afterwards", async () => {
  await choose(page, "polygon");
  for (const [fx, fy] of [
    [0.3, 0.72],
    [0.35, 0.55],
    [0.7, 0.55],
    [0.85, 0.62],
  ] as const)
    await page.mouse.click(...(await at(page, fx, fy)));
  await page.keyboard.press("Backspace");
  await page.mouse.click(...(await at(page, 0.75, 0.72)));
  await page.keyboard.press("Enter");
  await expect(page.locator("[data-count='counted']")).toBeVisible();
  const ring = () =>
    page.evaluate(() => {
      const { view } = (
        window as unknown as {
          lanetwin: {
            view: { getState(): { area: { kind: string; area: { polygons: [number, number][][][] } } } };
          };
        }
      ).lanetwin;
      return view.getState().area.area.polygons[0]?.[0] as [number, number][];
    });
  const before = await ring();
  expect(before.length).toBe(5);
  const { areaKm2 } = await promised(page);
  await page.mouse.move(...(await at(page, 0.75, 0.71)));
  await expect
    .poll(async () => {
      // The handle stands over its corner: the pointer looks for it upwards.
      for (let up = 0; up < 30; up += 3) {
        const [x, y] = await at(page, 0.75, 0.72);
        await page.mouse.move(x, y - up);
        if ((await cursorOf(page)) === "grab") return true;
      }
      return false;
    })
    .toBe(true);
  await page.mouse.down();
  await page.mouse.move(...(await at(page, 0.65, 0.65)), { steps: 4 });
  await page.mouse.up();
  await expect.poll(async () => JSON.stringify(await ring())).not.toBe(JSON.stringify(before));
  expect((await ring()).filter((corner, i) => corner[0] !== before[i]?.[0]).length).toBe(1);
  await expect(page.locator("[data-count='counted']")).toBeVisible();
  expect((await promised(page)).areaKm2).not.toBe(areaKm2);
  await choose(page, "rectangle");
  await page.keyboard.press("Escape");
  await expect(page.locator("[data-count='waiting']")).toBeVisible();
});

test("what cannot be exported is said in one sentence, and nothing is ordered", async () => {
  await choose(page, "polygon");
  for (const [fx, fy] of [
    [0.3, 0.72],
    [0.7, 0.55],
    [0.7, 0.72],
    [0.3, 0.55],
  ] as const)
    await page.mouse.click(...(await at(page, fx, fy)));
  await page.keyboard.press("Enter");
  await expect(page.locator("[data-count='error']").getByRole("alert")).toContainText("cross");
  await choose(page, "city");
  await expect(page.locator("[data-count='counted']")).toBeVisible();
  await page.getByRole("button", { name: "All", exact: true }).click();
  await page.getByRole("button", { name: "None", exact: true }).click();
  await page.locator("[data-command='export-start']").click();
  await expect(page.locator("[data-run='failed']").getByRole("alert")).toBeVisible();
  await page.getByRole("button", { name: "All", exact: true }).click();
  const json = {
    type: "Polygon",
    coordinates: [
      [
        [0, 0],
        [1, 0],
        [1, 1],
        [0, 0],
      ],
    ],
  };
  await choose(page, "file");
  await page.getByLabel("Choose a file").setInputFiles({
    name: "elsewhere.geojson",
    mimeType: "application/geo+json",
    buffer: Buffer.from(JSON.stringify(json)),
  });
  await expect(page.locator("[data-count='error']").getByRole("alert")).toBeVisible();
  await choose(page, "view");
  await expect(page.locator("[data-count='counted']")).toBeVisible();
  expect((await promised(page)).features).toBeGreaterThan(20);
  await nothingLeft();
});

test("a running export is cancelled, and nothing is left of it", async () => {
  await choose(page, "city");
  await expect(page.locator("[data-count='counted']")).toBeVisible();
  await page.locator("[data-command='export-start']").click();
  await page.locator("[data-command='export-cancel']").click();
  await expect(page.locator("[data-run='cancelled']")).toContainText("no file was left");
  await nothingLeft();
  const health = await page.request.get(`${running.url}healthz`);
  expect(await health.json()).toMatchObject({ exports: { running: 0 } });
});

test("the panel is free of accessibility faults that axe can see, in every theme and both languages", async () => {
  await choose(page, "view");
  await expect(page.locator("[data-count='counted']")).toBeVisible();
  expect(await accessibilityFaults(page)).toEqual([]);
});

test("when the server is lost in the middle the panel says so, and its export leaves nothing", async () => {
  await choose(page, "city");
  await expect(page.locator("[data-count='counted']")).toBeVisible();
  await page.locator("[data-command='export-start']").click();
  await expect(page.locator("[data-run='running']")).toBeVisible();
  await running.stop("SIGKILL");
  await expect(page.locator("[data-run='failed']").getByRole("alert")).toContainText("server");
  await nothingLeft();
});

test("on a static host the browser exports by itself, GeoPackage included", async ({ browser }) => {
  const host = await startStaticSite();
  const alone = await browser.newPage({ viewport: { width: 960, height: 600 }, locale: "en-US" });
  try {
    const watching = await watch(alone, /WebSocket|socket\.io|ERR_CONNECTION|net::/);
    await openData(alone, host.url);
    await drawRectangle(alone);
    await expect(alone.locator("[data-field='summary']")).toContainText("the browser exports");
    const promise = await promised(alone);
    const { at: to } = await exported(alone, "alone");
    let features = 0;
    for (const [id, count] of Object.entries(promise.byClass)) {
      expect(collection(join(to, `data/${id}.geojson`)).features.length, id).toBe(count);
      features += count;
    }
    expect(features).toBe(promise.features);
    await alone.getByLabel("Format").selectOption("geopackage");
    const database = await exported(alone, "database");
    const [gpkg] = database.files.filter((path) => path.endsWith(".gpkg"));
    expect(gpkg).toBeDefined();
    if (hasOgrinfo) {
      const layers = ogrLayers(join(database.at, gpkg as string));
      for (const layer of layers) {
        expect(layer.geometry, layer.name).toMatch(/^3D /);
        expect(layer.count, layer.name).toBe(promise.byClass[layer.name]);
      }
      expect(layers.reduce((sum, { count }) => sum + count, 0)).toBe(promise.features);
    }
    expect(watching.foreign).toEqual([]);
    expect(watching.problems).toEqual([]);
  } finally {
    await alone.close();
    await host.stop();
  }
});

test("nothing foreign was asked for, no policy was broken, no error was logged", () => {
  expect(watched.foreign).toEqual([]);
  expect(watched.problems).toEqual([]);
});
