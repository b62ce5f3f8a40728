import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Page, test } from "@playwright/test";
import { expectGolden } from "./golden.ts";
import { type Headset, wearHeadset } from "./headset.ts";
import { startLaneTwin, startStaticHost } from "./server.ts";
import { drawn, survey, type WalkProbe, walkLayer } from "./walk-probes.ts";

// What both eyes see of the sample without its traffic, side by side, from a plain static host.
test.describe.configure({ mode: "serial" });

let page: Page;
let folder: string;
let headset: Headset;
let host: Awaited<ReturnType<typeof startStaticHost>>;

test.beforeAll(async ({ browser }) => {
  await (await startLaneTwin(["--port", "0"])).stop();
  folder = mkdtempSync(join(tmpdir(), "lanetwin-golden-"));
  cpSync("dist", folder, { recursive: true });
  cpSync(".cache/avenue", join(folder, "tiles"), { recursive: true });
  host = await startStaticHost(folder);
  page = await browser.newPage({ viewport: { width: 900, height: 500 }, locale: "en-US" });
  headset = await wearHeadset(page);
  await page.goto(`${host.url}#walk=114.4679,30.48945,24.41,88`);
  await walkLayer(page, "roads", "ready");
  await headset.enter();
});

test.afterAll(async () => {
  await page?.close();
  await host?.stop();
  rmSync(folder, { recursive: true, force: true });
});

interface View {
  lonDeg: number;
  latDeg: number;
  heightM: number;
  headingDeg: number;
  theme: string;
  pitchDeg: number;
}

/** Stands there and waits until two pictures in a row are the same. */
async function still({ theme, pitchDeg, ...at }: View): Promise<Buffer> {
  await page.evaluate(
    (name) => (window as unknown as { lanetwin: WalkProbe }).lanetwin.view.setState({ theme: name }),
    theme,
  );
  await headset.head(0, 1.6, 0, 0, pitchDeg);
  await survey(page, [at]);
  const canvas = page.locator("canvas").first();
  let before: Buffer | undefined;
  for (let i = 0; i < 20; i++) {
    await drawn(page, 2);
    const now = await canvas.screenshot();
    if (before?.equals(now)) return now;
    before = now;
  }
  throw new Error("the picture does not come to rest");
}

const VIEWS: Record<string, View> = {
  "walk-avenue": {
    lonDeg: 114.4679,
    latDeg: 30.48945,
    heightM: 24.41,
    headingDeg: 88,
    theme: "desk",
    pitchDeg: -6,
  },
  "walk-crossing": {
    lonDeg: 114.46848,
    latDeg: 30.4893,
    heightM: 24.41,
    headingDeg: 62,
    theme: "daylight",
    pitchDeg: -4,
  },
};

for (const [name, view] of Object.entries(VIEWS))
  test(`in both eyes the ${name.replace("walk-", "")} looks as it was accepted`, async () => {
    expectGolden(name, await still(view));
  });
