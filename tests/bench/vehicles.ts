// The vehicles layer by CPU profile: self time of its own functions (layer and draw, not the engine) per frame and per
// data tick at 1 k, 10 k, 100 k; and Cesium entities at 1 k and 2 k, self time of what they cost the engine. Software
// GL blocks the main thread, so whole-frame times would say nothing.

import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "@playwright/test";
import { build, preview } from "vite";
import { findBrowser } from "../run/find-browser.ts";
import { round } from "./median.ts";

/** Software GL shades every vertex of every vehicle: fewer frames of many of them. */
const framesFor = (count: number) => (count > 50_000 ? 8 : count > 5000 ? 20 : 40);
const EVERY_TICKS = 4;
const OURS = /layers\/vehicles|draw-instances|motion\/|vehicles-layer/;
/** What entities make the engine do each frame and each sample. */
const ENTITIES =
  /DataSources\/|PointPrimitive|SampledProperty|SampledPosition|EncodedCartesian3|BillboardCollection|entities/;

interface Profile {
  nodes: { id: number; callFrame: { functionName: string; url: string }; children?: number[] }[];
  samples: number[];
  timeDeltas: number[];
}

function selfMs(profile: Profile, mine: RegExp): number {
  const urls = new Map(profile.nodes.map(({ id, callFrame }) => [id, callFrame.url]));
  let sum = 0;
  profile.samples.forEach((id, i) => {
    if (mine.test(urls.get(id) ?? "")) sum += profile.timeDeltas[i] as number;
  });
  return sum / 1000;
}

export async function vehicles() {
  const browserPath = await findBrowser();
  if (!browserPath) {
    console.log("no browser: not measured");
    return undefined;
  }
  const outDir = mkdtempSync(join(tmpdir(), "lanetwin-bench-"));
  const root = new URL("vehicles-page/", import.meta.url).pathname;
  const engine = new URL("../../src/desk/scenes/cesium/engine.mjs", import.meta.url).pathname;
  const shared = {
    root,
    configFile: false as const,
    logLevel: "error" as const,
    base: "./",
    resolve: { alias: { cesium: engine } },
    define: { CESIUM_BASE_URL: JSON.stringify("./cesium/") },
  };
  await build({
    ...shared,
    build: {
      outDir,
      emptyOutDir: true,
      minify: false,
      rollupOptions: {
        output: {
          manualChunks: (id: string) =>
            OURS.test(id)
              ? "vehicles-layer"
              : /DataSources\//.test(id)
                ? "entities"
                : /node_modules/.test(id)
                  ? "engine"
                  : undefined,
        },
      },
    },
  });
  const server = await preview({ ...shared, build: { outDir }, preview: { port: 0, host: "127.0.0.1" } });
  const url = server.resolvedUrls?.local[0] as string;
  const browser = await chromium.launch({
    executablePath: browserPath,
    args: ["--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--no-sandbox"],
  });
  const measure = async (how: "layer" | "entities", count: number) => {
    const frames = framesFor(count);
    const page = await browser.newPage({ viewport: { width: 160, height: 120 } });
    await page.goto(url);
    await page.waitForFunction(() => "bench" in window);
    type Bench = {
      bench: {
        prepare(how: string, count: number): Promise<void>;
        frames(n: number, every: number): Promise<void>;
      };
    };
    await page.evaluate(
      ([kind, n]) => (window as unknown as Bench).bench.prepare(kind as string, n as number),
      [how, count] as const,
    );
    const session = await page.context().newCDPSession(page);
    await session.send("Profiler.enable");
    await session.send("Profiler.setSamplingInterval", { interval: 100 });
    const profiled = async (every: number) => {
      await session.send("Profiler.start");
      await page.evaluate(([n, e]) => (window as unknown as Bench).bench.frames(n as number, e as number), [
        frames,
        every,
      ] as const);
      const { profile } = (await session.send("Profiler.stop")) as unknown as { profile: Profile };
      return selfMs(profile, how === "layer" ? OURS : ENTITIES);
    };
    const still = await profiled(0);
    const ticking = await profiled(EVERY_TICKS);
    await page.close();
    const ticks = frames / EVERY_TICKS;
    return {
      perFrameMs: round(still / frames, 4),
      perTickMs: round(Math.max(0, ticking - still) / ticks, 3),
    };
  };
  try {
    const layer = {
      "1000": await measure("layer", 1000),
      "2000": await measure("layer", 2000),
      "10000": await measure("layer", 10_000),
      "100000": await measure("layer", 100_000),
    };
    const entities = { "1000": await measure("entities", 1000), "2000": await measure("entities", 2000) };
    const times = (n: "1000" | "2000") => {
      const cost = ({ perFrameMs, perTickMs }: { perFrameMs: number; perTickMs: number }) =>
        perFrameMs * 12 + perTickMs;
      return round(cost(entities[n]) / Math.max(1e-3, cost(layer[n])), 0);
    };
    const result = { layer, entities, timesBelowEntities: { "1000": times("1000"), "2000": times("2000") } };
    console.table(layer);
    console.table(entities);
    console.log("self time below entities (12 frames and 1 tick):", result.timesBelowEntities);
    return result;
  } finally {
    await browser.close();
    await new Promise((done) => server.httpServer.close(done));
  }
}
