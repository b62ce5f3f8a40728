// What axe finds on a page in both languages and every theme, one line a fault.

import { readFileSync } from "node:fs";
import { expect, type Page } from "@playwright/test";

interface Axe {
  run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }>;
}

export async function accessibilityFaults(page: Page): Promise<string[]> {
  await page.evaluate(readFileSync("node_modules/axe-core/axe.min.js", "utf8"));
  const found: string[] = [];
  for (const language of ["zh", "en"])
    for (const theme of ["daylight", "wall", "desk"]) {
      await page.evaluate(
        (state) =>
          (
            window as unknown as { lanetwin: { view: { setState(state: object): void } } }
          ).lanetwin.view.setState(state),
        { language, theme },
      );
      await expect(page.locator("html")).toHaveAttribute("data-theme", theme);
      await expect(page.locator("html")).toHaveAttribute("lang", language === "zh" ? "zh-CN" : "en");
      const faults = await page.evaluate(async () => {
        const { violations } = await (window as unknown as { axe: Axe }).axe.run();
        return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 140)}`));
      });
      found.push(...faults.map((text) => `${language} ${theme} ${text}`));
    }
  return found;
}
