// The street in the page, without a headset: panels of what moves and what is lit, the proposal, a leap by two clicks, which
// layers show, and what is said where no headset can be had. The live sample.

import { expect, type Page, test } from "@playwright/test";
import { wearHeadset } from "./headset.ts";
import { type Running, startLaneTwin } from "./server.ts";
import { startStaticSite } from "./static-site.ts";
import { drawn, type WalkProbe, walkLayer } from "./walk-probes.ts";
import { body, goOnFoot, type Point, panel, press, selected, tracked } from "./walker.ts";
import { watch } from "./watched-page.ts";

test.use({ viewport: { width: 720, height: 420 } });
test.setTimeout(300_000);

const AT = "114.4760100,30.4895000,26,90";
let server: Running;
test.beforeAll(async () => {
  server = await startLaneTwin(["--port", "0"]);
});
test.afterAll(async () => {
  await server.stop();
});

/** Where a place of the world is in the page, CSS pixels. */
async function pixelOf(page: Page, [x, y, z]: Point): Promise<{ x: number; y: number }> {
  const at = await page.evaluate(
    ([wx, wy, wz]) => {
      const { camera } = (window as unknown as { lanetwin: WalkProbe }).lanetwin.stage;
      const times = (m: number[], v: number[]) =>
        [0, 1, 2, 3].map((row) =>
          [0, 1, 2, 3].reduce((sum, k) => sum + (m[k * 4 + row] as number) * (v[k] as number), 0),
        );
      const seen = times(
        camera.projectionMatrix.elements,
        times(camera.matrixWorldInverse.elements, [wx, wy, wz, 1]),
      );
      return [(seen[0] as number) / (seen[3] as number), (seen[1] as number) / (seen[3] as number)];
    },
    [x, y, z] as const,
  );
  const box = (await page.locator(".walk-picture canvas").boundingBox()) as {
    x: number;
    y: number;
    width: number;
    height: number;
  };
  return {
    x: box.x + ((1 + (at[0] as number)) / 2) * box.width,
    y: box.y + ((1 - (at[1] as number)) / 2) * box.height,
  };
}
async function clickTarget(page: Page, name: string, target: string): Promise<void> {
  await expect.poll(async () => (await panel(page, name))?.targets[target]).toBeDefined();
  const { x, y } = await pixelOf(page, (await panel(page, name))?.targets[target] as Point);
  await page.mouse.click(x, y);
}

/** Selects what a ray meets that is sent to a place from so far off; the id, and whether it is what was aimed at. */
const aimAt = (page: Page, at: Point, from: Point) =>
  page.evaluate(
    ([to, eye]) => {
      const { stage, view } = (window as unknown as { lanetwin: WalkProbe }).lanetwin;
      const Vector = stage.camera.position.constructor;
      const away = [to[0] - eye[0], to[1] - eye[1], to[2] - eye[2]] as const;
      const long = Math.hypot(...away);
      const origin = new Vector(...eye);
      const direction = new Vector(away[0] / long, away[1] / long, away[2] / long);
      const hit = stage.pick({
        origin,
        direction,
        at: (t: number, out: { set(x: number, y: number, z: number): object }) =>
          out.set(origin.x + t * direction.x, origin.y + t * direction.y, origin.z + t * direction.z),
      });
      if (hit) view.setState({ selection: hit.pick });
      return hit && { id: hit.pick.id, kind: hit.pick.kind, offM: long - hit.distanceM };
    },
    [at, from] as const,
  );
/** All texts of a panel, page by page. */
async function allTexts(page: Page, name: string): Promise<string[]> {
  const all: string[] = [];
  for (let i = 0; i < 5; i++) {
    const told = await panel(page, name);
    all.push(...(told?.texts ?? []));
    if (!told?.targets.next) break;
    // What counts up stays away: the lines themselves must be others.
    const lines = (texts: string[] | undefined) => texts?.filter((text) => !/^\d/.test(text)).join();
    await clickTarget(page, name, "next");
    await expect.poll(async () => lines((await panel(page, name))?.texts)).not.toBe(lines(told.texts));
  }
  return all;
}

test("a vehicle's panel tells its speed in km/h, where it comes from and how exact it is; a signal's tells its light", async ({
  page,
}) => {
  const watched = await goOnFoot(page, server.url, AT);
  await walkLayer(page, "vehicles", "ready");
  await walkLayer(page, "signals", "ready");
  const vehicle = await page.evaluate(() => {
    const { stage } = (window as unknown as { lanetwin: WalkProbe }).lanetwin;
    const { twin } = (
      window as unknown as {
        lanetwin: {
          twin: {
            drawnMs(): number;
            tracks: {
              poseOf(id: string, ms: number): { eastM: number; northM: number; upM: number } | undefined;
            };
          };
        };
      }
    ).lanetwin;
    for (const id of stage.probes.get("vehicles")?.().ids ?? []) {
      const pose = twin.tracks.poseOf(id, twin.drawnMs());
      const { x, z } = stage.rig.position;
      // Ahead, so that its panel stands in the picture.
      const away = pose ? pose.eastM - x : 0;
      if (!pose || away < 8 || Math.abs(pose.northM + z) > away * 0.3) continue;
      const Vector = stage.camera.position.constructor;
      const origin = new Vector(pose.eastM, pose.upM + 6, -pose.northM);
      const hit = stage.pick(
        {
          origin,
          direction: new Vector(0, -1, 0),
          at: (t: number, out: { set(x: number, y: number, z: number): object }) =>
            out.set(origin.x, origin.y - t, origin.z),
        },
        7,
      );
      if (hit?.pick.id !== id) continue;
      (window as unknown as { lanetwin: { view: { setState(state: object): void } } }).lanetwin.view.setState(
        { selection: hit.pick },
      );
      return id;
    }
    return undefined;
  });
  expect(vehicle).toBeTruthy();
  await expect.poll(async () => (await panel(page, "info"))?.texts).toContain(vehicle);
  await expect.poll(async () => (await panel(page, "info"))?.texts).toContain("Speed");
  const told = (await panel(page, "info"))?.texts as string[];
  expect(told).toEqual(expect.arrayContaining(["Live", "Speed", "km/h", "Heading", "°", "s"]));
  expect(told[told.indexOf("Speed") + 1]).toMatch(/^\d+\.\d$/);
  await page.screenshot({ path: test.info().outputPath("vehicle.png") });
  const everything = await allTexts(page, "info");
  // The simulation states no error of its own: no data is not 0.
  expect(everything.join("|")).toMatch(/Horizontal accuracy\|(unknown|\d+\.\d\d\|m)/);
  expect(everything.join("|")).toMatch(/Source\|[^|]*[Ss]imulat/);

  const signal = await page.evaluate(async () => {
    const { stage } = (
      window as unknown as { lanetwin: WalkProbe & { stage: { url(path: string): string } } }
    ).lanetwin;
    const { heads } = (await (await fetch(stage.url("roads/signals.json"))).json()) as {
      heads: {
        id: string;
        facing: Point;
        lamps: { eastM: number; northM: number; upM: number }[];
      }[];
    };
    const { x, z } = stage.rig.position;
    const far = ({ lamps: [lamp] }: (typeof heads)[number]) =>
      Math.hypot((lamp?.eastM ?? 0) - x, (lamp?.northM ?? 0) + z);
    const inSight = heads.filter(({ lamps: [lamp] }) => {
      const away = (lamp?.eastM ?? 0) - x;
      return away > 8 && Math.abs((lamp?.northM ?? 0) + z) < away * 0.3;
    });
    const head = inSight.sort((a, b) => far(a) - far(b))[0] as (typeof heads)[number];
    const { eastM, northM, upM } = head.lamps[0] as (typeof head.lamps)[number];
    return { id: head.id, at: [eastM, upM, -northM] as Point, facing: head.facing };
  });
  const [x, y, z] = signal.at;
  const met = await aimAt(page, signal.at, [x + 4 * signal.facing[0], y, z - 4 * signal.facing[1]]);
  expect(met).toMatchObject({ id: signal.id, kind: "signal" });
  await expect.poll(async () => (await panel(page, "info"))?.texts).toContain(signal.id);
  await expect.poll(async () => (await panel(page, "info"))?.texts).toContain("Live");
  const light = (await panel(page, "info"))?.texts as string[];
  expect(light.join("|")).toMatch(/\|(Red|Yellow|Green|Red and yellow)/i);
  await page.screenshot({ path: test.info().outputPath("signal.png") });
  const lines = (await allTexts(page, "info")).join("|");
  expect(lines).toMatch(/\|\d+\|s\|/);
  expect(lines).toMatch(/Source\|[^|]*[Ss]imulat/);
  expect(watched.problems).toEqual([]);
});

test("two clicks leap to the road under them and select nothing; on a panel they only press it", async ({
  page,
}) => {
  const watched = await goOnFoot(page, server.url, AT);
  const start = await body(page);
  const ahead: Point = [start.head[0] + 7, start.rig[13] as number, start.head[2]];
  const { x, y } = await pixelOf(page, ahead);
  await page.mouse.dblclick(x, y);
  await expect.poll(async () => (await body(page)).landings).toBe(1);
  const landed = await body(page);
  expect(Math.hypot(landed.head[0] - ahead[0], landed.head[2] - ahead[2])).toBeLessThan(0.3);
  expect(landed.head[1] - (landed.rig[13] as number)).toBeCloseTo(1.6, 6);
  expect(await selected(page)).toBeUndefined();

  await page.keyboard.press("m");
  await expect.poll(async () => (await panel(page, "menu"))?.targets.left).toBeDefined();
  const button = await pixelOf(page, (await panel(page, "menu"))?.targets.left as Point);
  await page.mouse.dblclick(button.x, button.y);
  // The first click turns, and the second meets the road where the button was: neither a leap nor a selection.
  await expect.poll(async () => (await body(page)).turns).toBe(1);
  await drawn(page, 3);
  expect((await body(page)).landings).toBe(1);
  expect(await selected(page)).toBeUndefined();
  expect(watched.problems).toEqual([]);
});

test("which layers show is chosen in the picture's corner and in the street's menu, from one list", async ({
  page,
}) => {
  const watched = await goOnFoot(page, server.url, AT);
  await walkLayer(page, "vehicles", "ready");
  await page.locator("[data-command='walk-layers']").click();
  const list = page.locator(".walk-layers [data-layer]");
  await expect(list).toHaveCount(9);
  await page.screenshot({ path: test.info().outputPath("layers.png") });
  await page.locator(".walk-layers [data-layer='vehicles'] label:not(.tints)").click();
  await expect
    .poll(() =>
      page.evaluate(
        () => (window as unknown as { lanetwin: WalkProbe }).lanetwin.stage.probes.get("vehicles")?.().drawn,
      ),
    )
    .toBe(0);
  await page.locator("[data-command='walk-layers']").click();
  await page.locator(".walk-stage").focus();
  await page.keyboard.press("m");
  await clickTarget(page, "menu", "layers");
  await expect.poll(async () => (await panel(page, "menu"))?.texts).toContain("Layers");
  await page.screenshot({ path: test.info().outputPath("menu-layers.png") });
  await clickTarget(page, "menu", "layer vehicles");
  await expect
    .poll(() =>
      page.evaluate(
        () => (window as unknown as { lanetwin: WalkProbe }).lanetwin.stage.probes.get("vehicles")?.().drawn,
      ),
    )
    .toBeGreaterThan(50);
  expect(watched.problems).toEqual([]);
});

test("a device of the plan stands in the street, is met by a ray, and its panel says that it is proposed", async ({
  page,
}) => {
  const watched = await goOnFoot(page, server.url, AT);
  const device = await page.evaluate(() => {
    const { plan, view } = (
      window as unknown as {
        lanetwin: {
          plan: { document: { setState(change: (state: { plan: object }) => object): void } };
          view: { getState(): { walk: { lonDeg: number; latDeg: number; heightM: number } } };
        };
      }
    ).lanetwin;
    const { lonDeg, latDeg, heightM } = view.getState().walk;
    const made = {
      id: "device:1",
      kind: "camera",
      name: "Avenue east",
      model: "",
      place: { lonDeg: lonDeg + 0.0001, latDeg, heightM },
      mount: { on: "own-pole" },
      mountingHeightM: 3,
      headingDeg: 270,
      pitchDeg: -12,
      fovDeg: 60,
      rangeM: 80,
      notes: "",
      status: "proposed",
      derivation: "proposed",
    };
    plan.document.setState((state) => ({ plan: { ...state.plan, devices: [made] } }));
    return made.id;
  });
  await walkLayer(page, "plan", "ready");
  const { head } = await body(page);
  // 0.0001° of longitude are 9.59 m here; the device looks back at the walker.
  const at: Point = [head[0] + 9.59 - 0.45, head[1] - 1.6 + 3 - 0.1, head[2]];
  const met = await aimAt(page, at, head);
  expect(met).toMatchObject({ id: device, kind: "device" });
  await expect.poll(async () => (await panel(page, "info"))?.texts).toContain(device);
  await drawn(page, 3);
  await page.screenshot({ path: test.info().outputPath("device.png") });
  const lines = (await allTexts(page, "info")).join("|");
  expect(lines).toMatch(/[Pp]roposed/);
  expect(lines).toMatch(/\|3\.0+\|m/);
  expect(watched.problems).toEqual([]);
});

test("a browser without WebXR is told so in the picture, which is walked through all the same", async ({
  page,
}) => {
  await page.addInitScript(() =>
    Object.defineProperty(Navigator.prototype, "xr", { value: undefined, configurable: true }),
  );
  const watched = await goOnFoot(page, server.url, AT);
  const trouble = page.locator("[data-trouble='fault.walk.no-webxr']");
  await expect(trouble).toContainText("This browser has no WebXR");
  await expect(page.locator("#enter-vr")).toBeDisabled();
  await page.screenshot({ path: test.info().outputPath("no-webxr.png") });
  const start = await body(page);
  await page.locator(".walk-stage").focus();
  await page.keyboard.press("q");
  await expect.poll(async () => (await body(page)).turns).toBe(start.turns + 1);
  await trouble.getByRole("button").click();
  await expect(trouble).toHaveCount(0);
  expect(watched.problems).toEqual([]);
});

test("a page without HTTPS is told so in the picture, with what to start, and is walked through all the same", async ({
  page,
}) => {
  const host = await startStaticSite();
  const watched = await watch(page, /WebSocket|socket\.io|ERR_|net::|404|policy/);
  // A name of the network, not of this machine: no secure context.
  await page.route("http://lanetwin.test/**", async (route) => {
    const { pathname, search } = new URL(route.request().url());
    await route.fulfill({ response: await route.fetch({ url: new URL(pathname + search, host.url).href }) });
  });
  await page.goto(`http://lanetwin.test/#walk=${AT}`);
  await walkLayer(page, "roads", "ready");
  expect(await page.evaluate(() => isSecureContext)).toBe(false);
  await expect(page.locator("[data-trouble='fault.walk.insecure']")).toContainText("npm start -- --https");
  await expect(page.locator("#enter-vr")).toBeDisabled();
  await expect.poll(async () => (await body(page)).walkable, { timeout: 120_000 }).toBe(true);
  await page.locator(".walk-stage").focus();
  await page.keyboard.press("q");
  await expect.poll(async () => (await body(page)).turns).toBe(1);
  expect(watched.problems).toEqual([]);
  await host.stop();
});

test("in the headset a card in the street says what is wrong, can be put away, and comes back with the next trouble", async ({
  page,
}) => {
  const headset = await wearHeadset(page);
  const watched = await goOnFoot(page, server.url, AT, /Failed to load|404|net::/);
  await headset.enter();
  await drawn(page, 2);
  expect(await panel(page, "troubles")).toBeUndefined();
  const tell = (state: object) =>
    page.evaluate(
      (layers) =>
        (
          window as unknown as { lanetwin: { view: { setState(change: (s: object) => object): void } } }
        ).lanetwin.view.setState((before) => ({
          layers: { ...(before as { layers: object }).layers, ...layers },
        })),
      state,
    );
  let missing: string | undefined;
  await page.route("**/roads/*.glb", (route) => {
    missing ??= route.request().url();
    return route.request().url() === missing ? route.fulfill({ status: 404 }) : route.fallback();
  });
  await page.evaluate(() =>
    (window as unknown as { lanetwin: WalkProbe }).lanetwin.view.setState({ attempts: { roads: 1 } }),
  );
  await expect
    .poll(async () => (await panel(page, "troubles"))?.texts.join(" "), { timeout: 120_000 })
    .toMatch(/Please note .*tiles cannot be loaded/);
  await drawn(page, 2);
  await page.screenshot({ path: test.info().outputPath("trouble.png") });
  const close = (await panel(page, "troubles"))?.targets.close as Point;

  await headset.call("look_at", {
    device: "controller-right",
    target: tracked(close, await body(page)),
  });
  await drawn(page, 3);
  await press(page, "controller-right");
  await expect.poll(() => panel(page, "troubles")).toBeUndefined();
  await tell({ signals: { state: "error", code: "fault.desk.layer", params: { reason: "x" }, sinceMs: 0 } });
  await expect.poll(async () => (await panel(page, "troubles"))?.texts.join(" ")).toMatch(/\(x\)/);
  expect(watched.foreign).toEqual([]);
});
