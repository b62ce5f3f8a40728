// What a first visit costs: the bytes that cross the wire until the district's first picture in the desk is whole, by kind,
// as the server sends them (compressed where it does). Bars: 1.5 MB of code, 5 MB of tiles.

import { chromium } from "@playwright/test";
import { freePort, startLaneTwin } from "../e2e/server.ts";
import { findBrowser } from "../run/find-browser.ts";
import { round } from "./median.ts";

const QUIET_S = 8;

type Kind = "code" | "tiles" | "city" | "engine data" | "other";

function kindOf(url: URL): Kind {
  const { pathname } = url;
  if (pathname.includes("/tiles/"))
    return /\.(glb|b3dm|pnts|i3dm)$|tileset.*\.json$/.test(pathname) ? "tiles" : "city";
  if (/\.(js|css|mjs)$/.test(pathname)) return "code";
  if (pathname.includes("/cesium/")) return "engine data";
  return "other";
}

export async function firstView() {
  const executablePath = await findBrowser();
  if (!executablePath) throw new Error("The bench of the first view needs a browser.");
  const running = await startLaneTwin(["--port", String(await freePort())], {
    LANETWIN_SAMPLE: "district",
  });
  const browser = await chromium.launch({
    executablePath,
    args: ["--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--no-sandbox"],
  });
  try {
    const page = await browser.newPage({ viewport: { width: 960, height: 600 } });
    const session = await page.context().newCDPSession(page);
    // Workers fetch too: their traffic is reported by targets of their own.
    await session.send("Target.setAutoAttach", {
      autoAttach: true,
      waitForDebuggerOnStart: false,
      flatten: true,
    });
    await session.send("Network.enable");
    const urls = new Map<string, string>();
    const bytes = new Map<string, number>();
    session.on("Network.responseReceived", ({ requestId, response }) => urls.set(requestId, response.url));
    session.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
      const url = urls.get(requestId);
      if (url) bytes.set(url, Math.max(bytes.get(url) ?? 0, encodedDataLength));
    });
    await page.goto(running.url);
    for (const layer of ["roads", "terrain", "buildings", "furniture"])
      await page.locator(`[data-layer='${layer}'][data-state='ready']`).waitFor({ timeout: 270_000 });
    // The last tile has come when none has for a while: software GL draws slowly, so half a second without one says nothing.
    let quiet = 0;
    for (let before = -1; quiet < QUIET_S; await page.waitForTimeout(1000)) {
      quiet = bytes.size === before ? quiet + 1 : 0;
      before = bytes.size;
    }
    const states = await page
      .locator("[data-layer]")
      .evaluateAll((rows) =>
        rows.map((row) => `${row.getAttribute("data-layer")} ${row.getAttribute("data-state")}`),
      );
    console.log("layers:", states.join(", "));
    await page.screenshot({ path: "bench-results/first-view.png" });
    const tilesets: Record<string, number> = {};
    for (const [url, size] of bytes) {
      const folder = /\/tiles\/[^/]+\/([^/]+)\//.exec(new URL(url).pathname)?.[1];
      if (folder) tilesets[folder] = (tilesets[folder] ?? 0) + size / 1e6;
    }
    for (const folder of Object.keys(tilesets)) tilesets[folder] = round(tilesets[folder] ?? 0, 2);
    const kinds: Partial<Record<Kind, number>> = {};
    for (const [url, size] of bytes) {
      const kind = kindOf(new URL(url));
      kinds[kind] = (kinds[kind] ?? 0) + size;
    }
    const megabytes = Object.fromEntries(
      Object.entries(kinds).map(([kind, size]) => [kind, round(size / 1e6, 2)]),
    );
    const files = [...bytes]
      .map(([url, size]) => ({ file: new URL(url).pathname, kB: round(size / 1000, 1) }))
      .sort((a, b) => b.kB - a.kB);
    console.table(files.slice(0, 16));
    console.log(
      "first view, MB over the wire:",
      megabytes,
      "by tileset:",
      tilesets,
      `in ${files.length} files`,
    );
    return { megabytes, tilesets, files: files.length, largest: files.slice(0, 16) };
  } finally {
    await browser.close();
    await running.stop();
  }
}
