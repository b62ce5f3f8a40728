// What a walk in a headset costs: draws and triangles over 64 poses × 8 headings, the scripts' time a frame, all of them
// and ours alone, and what our own functions allocate, standing, looking round and aiming. A headset of IWER's in a real
// browser, both eyes, 479-odd vehicles moving. GL's draw calls do nothing here: software GL would measure itself. Our
// functions are a chunk of their own, so that they are told apart.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { type CDPSession, chromium, type Page } from "@playwright/test";
import { build } from "vite";
import { startServer } from "../../src/server/start-server.ts";
import { wearHeadset } from "../e2e/headset.ts";
import { startLaneTwin } from "../e2e/server.ts";
import { cityFrame, drawn, looks, roadPoints, survey, walkLayer } from "../e2e/walk-probes.ts";
import { findBrowser } from "../run/find-browser.ts";
import { round } from "./median.ts";
import { type CpuProfile, ownTimes } from "./own-times.ts";

const OWN = "our-functions";
const POSES = 64;
const HEADINGS = 8;
const FRAMES = 600;
const SAMPLE_BYTES = 256;
const MOST_OWN_MS = 4;
const MOST_OWN_BYTES = 1000;
const SAMPLE_US = 100;
const MARK = "markTheClock";

interface HeapNode {
  callFrame: { functionName: string; url: string };
  selfSize: number;
  children: HeapNode[];
}

/** Bytes that our functions allocated themselves, those of choosing tiles apart. */
function ownBytes(node: HeapNode, choosing = false): { rest: number; tiles: number } {
  const { url, functionName } = node.callFrame;
  const within = choosing || (url.includes(OWN) && functionName === "feed");
  const own = url.includes(OWN) ? node.selfSize : 0;
  const sum = { rest: within ? 0 : own, tiles: within ? own : 0 };
  for (const child of node.children) {
    const { rest, tiles } = ownBytes(child, within);
    sum.rest += rest;
    sum.tiles += tiles;
  }
  return sum;
}

async function buildApart(outDir: string): Promise<void> {
  const root = new URL("../../", import.meta.url).pathname;
  await build({
    root,
    logLevel: "error",
    build: {
      outDir,
      emptyOutDir: true,
      minify: false,
      rolldownOptions: {
        output: {
          codeSplitting: {
            groups: [
              // First the libraries, or they would follow those who import them.
              { name: "libraries", test: (id) => id.includes("node_modules") && !id.includes("cesium") },
              { name: OWN, test: (id) => id.startsWith(`${root}src/`) && !id.includes("cesium") },
            ],
          },
        },
      },
    },
  });
}

/** Turns the head to and fro in the page, so that tiles are chosen as for one who looks round. */
const lookRound = (page: Page, on: boolean) =>
  page.evaluate((turning) => {
    const bench = globalThis as unknown as {
      turning?: ReturnType<typeof setInterval>;
      headset: { remote: { dispatch(method: string, given: object): Promise<unknown> } };
    };
    clearInterval(bench.turning);
    if (!turning) return;
    let step = 0;
    bench.turning = setInterval(() => {
      step += 1;
      void bench.headset.remote.dispatch("set_transform", {
        device: "headset",
        position: { x: 0, y: 1.6, z: 0 },
        orientation: { yaw: 60 * Math.sin(step / 12), pitch: -5, roll: 0 },
      });
    }, 50);
  }, on);

/** The session's next frames: when each began, and how long all its scripts took, ours and three's, ms. */
const nextFrames = (page: Page, count: number): Promise<{ startsMs: number[]; tookMs: number[] }> =>
  page.evaluate(async (wanted) => {
    const { activeSession } = (
      globalThis as unknown as {
        headset: { activeSession: { requestAnimationFrame(cb: (t: number, f: unknown) => void): number } };
      }
    ).headset;
    const ask = activeSession.requestAnimationFrame.bind(activeSession);
    const startsMs: number[] = [];
    const tookMs: number[] = [];
    activeSession.requestAnimationFrame = (callback) =>
      ask((time, frame) => {
        const from = performance.now();
        callback(time, frame);
        startsMs.push(from);
        tookMs.push(performance.now() - from);
      });
    while (tookMs.length < wanted) await new Promise((done) => setTimeout(done, 100));
    activeSession.requestAnimationFrame = ask;
    return { startsMs, tookMs };
  }, count);

const percentile = (values: number[], share: number) =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] as number;

/** The most that was measured of a figure, what it may be at most, and whether it is. */
const bar = <T>(name: string, most: number, runs: Record<string, T>, figure: (run: T) => number) => {
  const measured = round(Math.max(...Object.values(runs).map(figure)), 2);
  return { [name]: { in: Object.keys(runs), measured, most, met: measured <= most } };
};

/** Our own functions' time in each frame, ms, and what they call of the engine's built-ins with it. */
async function ownFrameTimes(page: Page, session: CDPSession): Promise<number[]> {
  await session.send("Profiler.enable");
  await session.send("Profiler.setSamplingInterval", { interval: SAMPLE_US });
  await session.send("Profiler.start");
  const timeMs = (await page.evaluate(
    `(function ${MARK}() { const from = performance.now(); while (performance.now() < from + 20); return from; })()`,
  )) as number;
  const { startsMs } = await nextFrames(page, FRAMES);
  const { profile } = (await session.send("Profiler.stop")) as unknown as { profile: CpuProfile };
  return ownTimes(profile, { own: OWN, mark: { functionName: MARK, timeMs }, startsMs });
}

async function allocated(page: Page, session: CDPSession): Promise<{ rest: number; tiles: number }> {
  await session.send("HeapProfiler.startSampling", {
    samplingInterval: SAMPLE_BYTES,
    includeObjectsCollectedByMajorGC: true,
    includeObjectsCollectedByMinorGC: true,
  });
  await drawn(page, FRAMES);
  const { profile } = (await session.send("HeapProfiler.stopSampling")) as unknown as {
    profile: { head: HeapNode };
  };
  const { rest, tiles } = ownBytes(profile.head);
  return { rest: round(rest / FRAMES, 0), tiles: round(tiles / FRAMES, 0) };
}

export async function walk() {
  const browserPath = await findBrowser();
  if (!browserPath) {
    console.log("no browser: not measured");
    return undefined;
  }
  // Builds the sample, as a user's first start does.
  await (await startLaneTwin(["--port", "0"])).stop();
  const appFolder = mkdtempSync(join(tmpdir(), "lanetwin-bench-walk-"));
  await buildApart(appFolder);
  const server = await startServer({
    appFolder,
    cityFolders: [resolve("public/tiles/optics-valley")],
    host: "127.0.0.1",
    port: 0,
    clock: Date.now,
    software: { name: "LaneTwin", version: "bench" },
  });
  const browser = await chromium.launch({
    executablePath: browserPath,
    args: ["--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--no-sandbox"],
  });
  try {
    const page = await browser.newPage({ viewport: { width: 640, height: 364 }, locale: "en-US" });
    page.setDefaultTimeout(600_000);
    await page.addInitScript("globalThis.__name = (each) => each");
    await page.addInitScript(() => {
      for (const name of [
        "drawElements",
        "drawArrays",
        "drawElementsInstanced",
        "drawArraysInstanced",
      ] as const)
        WebGL2RenderingContext.prototype[name] = () => {};
    });
    const headset = await wearHeadset(page);
    await page.goto(`${server.url}#walk=114.4679,30.48945,24.41,88`);
    for (const id of ["roads", "vehicles", "signals"]) await walkLayer(page, id, "ready");
    await headset.enter();
    await headset.head(0, 1.6, 0);
    const places = looks(await cityFrame(page), await roadPoints(page, POSES), HEADINGS);
    const { missing, rightOnly, draws, trianglesAnEye, programs } = await survey(page, places);
    const session = await page.context().newCDPSession(page);
    const measure = async () => ({
      frames: (await nextFrames(page, FRAMES)).tookMs,
      own: await ownFrameTimes(page, session),
      bytes: await allocated(page, session),
    });
    const still = await measure();
    await lookRound(page, true);
    const looking = await measure();
    await lookRound(page, false);
    await headset.hold("right", { x: 0.3, y: 1.3, z: -0.3 }, { yaw: 0, pitch: -10, roll: 0 });
    await headset.stick("right", 0, -1);
    await page.waitForFunction(
      () =>
        (
          window as unknown as { lanetwin: { stage: { probes: Map<string, () => { aim: string }> } } }
        ).lanetwin.stage.probes.get("body")?.().aim === "valid",
    );
    const aiming = await measure();
    await headset.stick("right", 0, 0);
    const told = ({ frames, own, bytes }: typeof still) => ({
      frameP50Ms: round(percentile(frames, 0.5), 2),
      frameP95Ms: round(percentile(frames, 0.95), 2),
      ownP50Ms: round(percentile(own, 0.5), 2),
      ownP95Ms: round(percentile(own, 0.95), 2),
      ownBytesAFrame: bytes.rest,
      ownBytesAFrameChoosingTiles: bytes.tiles,
    });
    const result = {
      looks: places.length,
      draws,
      trianglesAnEye: round(trianglesAnEye, 0),
      programs,
      missing,
      rightOnly,
      still: told(still),
      looking: told(looking),
      aiming: told(aiming),
      bars: {
        ...bar("ownP95Ms", MOST_OWN_MS, { still, looking, aiming }, ({ own }) => percentile(own, 0.95)),
        ...bar("ownBytesAFrame", MOST_OWN_BYTES, { still, aiming }, ({ bytes }) => bytes.rest),
      },
    };
    console.log(result);
    return result;
  } finally {
    await browser.close();
    await server.stop();
    rmSync(appFolder, { recursive: true, force: true });
  }
}
