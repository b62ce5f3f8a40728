import { type Page, test } from "@playwright/test";
import { expectGolden } from "./golden.ts";
import type { Running } from "./server.ts";
import { startStaticSite } from "./static-site.ts";
import { type StillView, stillPicture } from "./still-view.ts";
import { layerState } from "./watched-page.ts";

// The sample without its traffic, from a plain static host: nothing moves, so that pictures can be compared.
test.describe.configure({ mode: "serial" });

let page: Page;
let host: Running;

test.beforeAll(async ({ browser }) => {
  host = await startStaticSite();
  page = await browser.newPage({ viewport: { width: 1100, height: 560 }, locale: "en-US" });
  await page.goto(host.url);
  await layerState(page, "roads", "ready");
  await page.getByRole("button", { name: "Got it" }).click();
});

test.afterAll(async () => {
  await page?.close();
  await host?.stop();
});

const VIEWS: Record<string, StillView> = {
  crossing: { lonDeg: 114.46875, latDeg: 30.48952, heightM: 110, headingDeg: 0, pitchDeg: -89.9 },
  street: { lonDeg: 114.4679, latDeg: 30.48945, heightM: 26.2, headingDeg: 88, pitchDeg: -4 },
};

for (const [name, view] of Object.entries(VIEWS))
  test(`the ${name} looks as it was accepted`, async () => {
    expectGolden(name, await stillPicture(page, view));
  });
