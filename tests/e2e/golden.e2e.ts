import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Page, test } from "@playwright/test";
import { geodeticToEcef } from "../../src/model/geo/frames.ts";
import { expectGolden } from "./golden.ts";
import { startLaneTwin, startStaticHost } from "./server.ts";
import { layerState } from "./watched-page.ts";

// The sample without its traffic, from a plain static host: nothing moves, so that pictures can be compared.
test.describe.configure({ mode: "serial" });

let page: Page;
let folder: string;
let host: Awaited<ReturnType<typeof startStaticHost>>;

test.beforeAll(async ({ browser }) => {
  await (await startLaneTwin(["--port", "0"])).stop();
  folder = mkdtempSync(join(tmpdir(), "lanetwin-golden-"));
  cpSync("dist", folder, { recursive: true });
  cpSync(".cache/avenue", join(folder, "tiles"), { recursive: true });
  host = await startStaticHost(folder);
  page = await browser.newPage({ viewport: { width: 1100, height: 560 }, locale: "en-US" });
  await page.goto(host.url);
  await layerState(page, "roads", "ready");
  await page.getByRole("button", { name: "Got it" }).click();
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
  pitchDeg: number;
}

/** Puts the camera there and waits until two pictures in a row are the same. */
async function still(view: View): Promise<Buffer> {
  const [x, y, z] = geodeticToEcef(view.lonDeg, view.latDeg, view.heightM);
  const radians = Math.PI / 180;
  const orientation = { heading: view.headingDeg * radians, pitch: view.pitchDeg * radians, roll: 0 };
  await page.evaluate(
    (wanted) => {
      const { stage } = (
        window as unknown as {
          lanetwin: {
            stage: { widget: { camera: { setView(view: object): void } }; redraw(why: string): void };
          };
        }
      ).lanetwin;
      stage.widget.camera.setView(wanted);
      stage.redraw("camera");
    },
    { destination: { x, y, z }, orientation },
  );
  const canvas = page.locator(".stage canvas").first();
  let before: Buffer | undefined;
  for (let i = 0; i < 40; i++) {
    await page.waitForTimeout(700);
    const now = await canvas.screenshot();
    if (before?.equals(now) && i > 2) return now;
    before = now;
  }
  throw new Error("the picture does not come to rest");
}

const VIEWS: Record<string, View> = {
  crossing: { lonDeg: 114.46875, latDeg: 30.48952, heightM: 110, headingDeg: 0, pitchDeg: -89.9 },
  street: { lonDeg: 114.4679, latDeg: 30.48945, heightM: 26.2, headingDeg: 88, pitchDeg: -4 },
};

for (const [name, view] of Object.entries(VIEWS))
  test(`the ${name} looks as it was accepted`, async () => {
    expectGolden(name, await still(view));
  });
