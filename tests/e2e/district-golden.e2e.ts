import { type Page, test } from "@playwright/test";
import { expectGolden } from "./golden.ts";
import type { Running } from "./server.ts";
import { startStaticSite } from "./static-site.ts";
import { type StillView, stillPicture } from "./still-view.ts";
import { layerState } from "./watched-page.ts";

// Six views of the sample district by day and night, without its traffic: small, because software graphics draw them.
test.describe.configure({ mode: "serial", timeout: 240_000 });

let page: Page;
let host: Running;

test.beforeAll(async ({ browser }) => {
  host = await startStaticSite("district");
  page = await browser.newPage({ viewport: { width: 820, height: 460 }, locale: "en-US" });
  await page.goto(host.url);
  await layerState(page, "roads", "ready");
  await page.getByRole("button", { name: "Got it" }).click();
  // The picture alone, without what lies over it.
  await page.addStyleTag({ content: PICTURE_ALONE });
  await page.setViewportSize({ width: 640, height: 400 });
});

test.afterAll(async () => {
  await page?.close();
  await host?.stop();
});

const PICTURE_ALONE = `
  .stage { position: fixed !important; inset: 0; z-index: 1000; }
  .stage > :not(:has(canvas)) { display: none !important; }`;
const EVENING = 20 * 60;
const VIEWS: Record<string, StillView> = {
  "view-avenue": { lonDeg: 114.473918, latDeg: 30.489443, heightM: 29, headingDeg: 89, pitchDeg: -2 },
  "view-crossing": { lonDeg: 114.4721, latDeg: 30.489, heightM: 150, headingDeg: 0, pitchDeg: -65 },
  "view-mall": { lonDeg: 114.4722, latDeg: 30.4888, heightM: 120, headingDeg: 358, pitchDeg: -30 },
  "view-lake": { lonDeg: 114.4725, latDeg: 30.4805, heightM: 75, headingDeg: 300, pitchDeg: -15 },
  "view-monorail": { lonDeg: 114.4922, latDeg: 30.4896, heightM: 40, headingDeg: 86, pitchDeg: 2 },
  "view-night": {
    lonDeg: 114.4605,
    latDeg: 30.4865,
    heightM: 190,
    headingDeg: 75,
    pitchDeg: -12,
    minutes: EVENING,
  },
};

for (const [name, view] of Object.entries(VIEWS))
  test(`${name.replace("view-", "the district's ")} looks as it was accepted`, async () => {
    expectGolden(name, await stillPicture(page, view, 200));
  });
