import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { startLaneTwin, startStaticHost } from "./server.ts";
import { layerState, watch } from "./watched-page.ts";

test("the built app and a city folder on a plain static host show, pick, and say that there is no live server", async ({
  page,
}) => {
  // Builds what is missing, as a user's first start does.
  await (await startLaneTwin(["--port", "0"])).stop();
  const folder = mkdtempSync(join(tmpdir(), "lanetwin-static-"));
  cpSync("dist", folder, { recursive: true });
  cpSync(".cache/avenue", join(folder, "tiles"), { recursive: true });
  const host = await startStaticHost(folder);
  try {
    const watched = await watch(page, /WebSocket|socket\.io|ERR_CONNECTION|net::/);
    await page.goto(host.url);
    await layerState(page, "roads", "ready");
    await layerState(page, "vehicles", "empty");
    await expect(page.locator(".badge")).toHaveAttribute("data-connection", "none");
    await expect(page.locator(".badge")).toContainText("no live server");
    const box = (await page.locator(".stage canvas").first().boundingBox()) as {
      x: number;
      y: number;
      width: number;
      height: number;
    };
    await page.mouse.click(box.x + box.width * 0.4, box.y + box.height * 0.8);
    await expect(page.locator("[data-field='id']")).toHaveText(/^(lane|marking|kerb):/);
    expect(watched.foreign).toEqual([]);
    expect(watched.problems).toEqual([]);
  } finally {
    await host.stop();
    rmSync(folder, { recursive: true, force: true });
  }
});
