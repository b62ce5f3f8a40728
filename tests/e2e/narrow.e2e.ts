// The desk and the walk in a window as narrow as a phone: nothing that is pressed is cut off or covered.

import { expect, type Page, test } from "@playwright/test";
import type { Running } from "./server.ts";
import { startStaticSite } from "./static-site.ts";

let host: Running;
test.beforeAll(async () => {
  host = await startStaticSite();
});
test.afterAll(async () => {
  await host.stop();
});
test.use({ viewport: { width: 360, height: 640 } });

/** Buttons that are cut off by the window, or at whose middle lies something else. */
const unreachable = (page: Page, within: string): Promise<string[]> =>
  page.evaluate((selector) => {
    const buttons = [...document.querySelectorAll<HTMLElement>(`${selector} button`)];
    return buttons
      .filter((button) => button.checkVisibility())
      .filter((button) => {
        const { left, right, top, bottom } = button.getBoundingClientRect();
        const met = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
        const cut = left < 0 || top < 0 || right > innerWidth || bottom > innerHeight;
        return cut || !(met && button.contains(met));
      })
      .map((button) => button.outerHTML.slice(0, 120));
  }, within);

for (const language of ["en", "zh"])
  test(`on a phone every button of the desk and the walk can be pressed, in ${language}`, async ({
    page,
  }) => {
    await page.goto(host.url);
    await page.waitForFunction(() => (window as unknown as { lanetwin?: object }).lanetwin !== undefined);
    const speak = () =>
      page.evaluate(
        (to) =>
          (
            window as unknown as { lanetwin: { view: { setState(state: object): void } } }
          ).lanetwin.view.setState({ language: to }),
        language,
      );
    await speak();
    await expect(page.locator("html")).toHaveAttribute("lang", language === "zh" ? "zh-CN" : "en");
    await expect(page.locator(".hint")).toBeVisible();
    await expect(page.locator(".camera-buttons button").first()).toBeVisible();
    expect(await page.locator(".top-bar button").count()).toBe(3);
    for (const part of [".top-bar", ".camera-buttons", ".hint", ".rail"])
      expect(await unreachable(page, part)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
    await page.screenshot({ path: test.info().outputPath("desk-360.png") });

    await page.goto(`${host.url}#walk=114.4679,30.48945,24.41,88`);
    await page.reload();
    await expect(page.locator("#enter-vr")).toBeVisible({ timeout: 120_000 });
    await page.locator("[data-command='walk-layers']").click();
    for (const part of [".walk-bar", ".walk-layers"]) expect(await unreachable(page, part)).toEqual([]);
    await page.screenshot({ path: test.info().outputPath("walk-360.png") });
  });
