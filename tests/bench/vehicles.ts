// What moving vehicles cost in scripts by CPU profile, per frame and per data tick, at 1 k, 10 k, 100 k: self time of our
// own functions (a chunk of their own in this build), and of all scripts above an empty scene; the latter for Cesium
// entities (points) at 1 k and 2 k, too. GL's draw calls do
// nothing here: software GL would measure itself.

import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "@playwright/test";
import { build, preview } from "vite";
import { findBrowser } from "../run/find-browser.ts";
import { round } from "./median.ts";

const FRAMES = 240;
const EVERY_TICKS = 4;
const OURS = "our-functions";
interface Profile {
  nodes: { id: number; callFrame: { functionName: string; url: string }; children?: number[] }[];
  samples: number[];
  timeDeltas: number[];
}

/** Self time of scripts, ms; what the browser does outside of them (GL, garbage collection, idle) has no url. */
function scriptMs(profile: Profile, which: (url: string) => boolean): number {
  const scripts = new Set(
    profile.nodes.filter(({ callFrame: { url } }) => url && which(url)).map(({ id }) => id),
  );
  let sum = 0;
  profile.samples.forEach((id, i) => {
    if (scripts.has(id)) sum += profile.timeDeltas[i] as number;
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
      rolldownOptions: {
        output: {
          codeSplitting: {
            groups: [
              { name: "cesium", test: /node_modules/ },
              { name: OURS, test: /\/src\// },
            ],
          },
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
  const measure = async (how: "empty" | "layer" | "entities", count: number) => {
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
        FRAMES,
        every,
      ] as const);
      const { profile } = (await session.send("Profiler.stop")) as unknown as { profile: Profile };
      return { all: scriptMs(profile, () => true), ours: scriptMs(profile, (url) => url.includes(OURS)) };
    };
    const still = await profiled(0);
    const ticking = await profiled(EVERY_TICKS);
    await page.close();
    return {
      perFrameMs: still.all / FRAMES,
      perTickMs: (Math.max(0, ticking.all - still.all) / FRAMES) * EVERY_TICKS,
      ourFrameMs: still.ours / FRAMES,
      ourTickMs: (Math.max(0, ticking.ours - still.ours) / FRAMES) * EVERY_TICKS,
    };
  };
  try {
    const empty = await median(() => measure("empty", 0));
    const above = async (how: "layer" | "entities", count: number) => {
      const { perFrameMs, perTickMs, ourFrameMs, ourTickMs } = await median(() => measure(how, count));
      return {
        ...(how === "layer" && { ourFrameMs: round(ourFrameMs, 3), ourTickMs: round(ourTickMs, 3) }),
        perFrameMs: round(Math.max(0, perFrameMs - empty.perFrameMs), 3),
        perTickMs: round(Math.max(0, perTickMs - empty.perTickMs), 3),
      };
    };
    const layer = {
      "1000": await above("layer", 1000),
      "2000": await above("layer", 2000),
      "10000": await above("layer", 10_000),
      "100000": await above("layer", 100_000),
    };
    const entities = { "1000": await above("entities", 1000), "2000": await above("entities", 2000) };
    // Twelve frames a tick, as 60 frames and 5 ticks a second are; what the profiler's 0.1 ms can't see counts as 0.01 ms.
    const cost = ({ perFrameMs, perTickMs }: Pick<Cost, "perFrameMs" | "perTickMs">) =>
      Math.max(0.01, perFrameMs * 12 + perTickMs);
    const own = ({ ourFrameMs = 0, ourTickMs = 0 }) => cost({ perFrameMs: ourFrameMs, perTickMs: ourTickMs });
    const times = (n: "1000" | "2000") => round(cost(entities[n]) / own(layer[n]), 0);
    const timesBelowEntities = { "1000": times("1000"), "2000": times("2000") };
    const result = { layer, entities, timesBelowEntities };
    console.table(layer);
    console.table(entities);
    console.log("our functions below entities (12 frames and 1 tick):", timesBelowEntities);
    return result;
  } finally {
    await browser.close();
    await new Promise((done) => server.httpServer.close(done));
  }
}

interface Cost {
  perFrameMs: number;
  perTickMs: number;
  ourFrameMs: number;
  ourTickMs: number;
}

/** The run in the middle of three, by what a tick and its frames cost. */
async function median(run: () => Promise<Cost>): Promise<Cost> {
  const runs = [await run(), await run(), await run()];
  runs.sort((a, b) => a.perFrameMs * 12 + a.perTickMs - (b.perFrameMs * 12 + b.perTickMs));
  return runs[1] as Cost;
}
