import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, type Page, test } from "@playwright/test";
import { importFile } from "../../src/data/build/node.ts";
import { map, road } from "../data/formats/opendrive/small-map.ts";
import { type Running, startLaneTwin } from "./server.ts";

// Two lanes of 100 m on Gaoxin Avenue.
const LINE = '<geometry s="0" x="545700" y="3374400" hdg="0" length="100"><line/></geometry>';

let running: Running;
let foreign: string[];

test.beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), "lanetwin-e2e-"));
  writeFileSync(join(folder, "gaoxin.xodr"), map(road("1", LINE)));
  const city = process.env.LANETWIN_E2E_CITY ?? join(folder, "city");
  if (!process.env.LANETWIN_E2E_CITY) await importFile(join(folder, "gaoxin.xodr"), city, {});
  running = await startLaneTwin(["--city", city, "--port", "0"]);
});

test.afterAll(async () => running?.stop());

async function open(page: Page): Promise<string[]> {
  foreign = [];
  const problems: string[] = [];
  await page.route("**/*", (route) => {
    const url = new URL(route.request().url());
    if (["127.0.0.1", ""].includes(url.hostname)) return route.continue();
    foreign.push(url.href);
    return route.abort();
  });
  page.on("console", (message) => {
    if (message.type() === "error") problems.push(message.text());
  });
  page.on("pageerror", (error) => problems.push(error.message));
  await page.goto(running.url);
  await expect(page.locator("[data-state='desk.tiles-ready']")).toBeVisible({ timeout: 120_000 });
  return problems;
}

/** Clicks points down the middle until the inspector fills. */
async function pickSomething(page: Page): Promise<void> {
  const box = (await page.locator("canvas").first().boundingBox()) as {
    x: number;
    y: number;
    width: number;
    height: number;
  };
  for (const dy of [0, 4, -4, 8, -8, 14, -14, 20, -20]) {
    await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2 + dy);
    const filled = page.locator("[data-field='id']");
    if (await filled.isVisible({ timeout: 3000 }).catch(() => false)) return;
    await page.waitForTimeout(1500);
    if (await filled.isVisible()) return;
  }
}

test("an imported road shows, a pick on it fills the inspector, both languages speak, nothing foreign is asked for", async ({
  page,
}) => {
  const problems = await open(page);
  await pickSomething(page);
  await expect(page.locator("[data-field='id']")).toHaveText(/^(lane|marking):/);
  await expect(page.locator("[data-field='widthM']")).toHaveText(/ m$/);
  const picture = await page.screenshot({ path: process.env.LANETWIN_SCREENSHOT });
  expect(picture.length).toBeGreaterThan(5_000);
  await page.getByRole("button", { name: "中文" }).click();
  await expect(page.getByText("所选对象")).toBeVisible();
  expect(foreign).toEqual([]);
  expect(problems).toEqual([]);
});
