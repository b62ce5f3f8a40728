// Every way into the street but two controllers on the floor: bare hands, gaze and pinch, one controller, a seat, a device
// without a floor, and one that moves its origin. A headset of IWER's; the sample without its traffic.

import { expect, type Page, test } from "@playwright/test";
import { part, pinch, putControllersDown, tap } from "./gaze-pinch.ts";
import { type Headset, wearHeadset } from "./headset.ts";
import type { Running } from "./server.ts";
import { startStaticSite } from "./static-site.ts";
import { drawn } from "./walk-probes.ts";
import { type Body, body, degrees, goOnFoot, type Point, panel, press, selected, tracked } from "./walker.ts";
import type { Watched } from "./watched-page.ts";

const AT = "114.4760100,30.4895000,26,90";
const SILENT = /WebSocket|socket\.io|ERR_CONNECTION|net::|404/;
test.use({ viewport: { width: 320, height: 200 } });
// Two eyes in software, frame by frame: no measure of speed.
test.setTimeout(300_000);

let host: Running;
let watched: Watched;
test.beforeAll(async () => {
  host = await startStaticSite();
});
test.afterAll(async () => {
  await host.stop();
});
test.afterEach(() => {
  expect(watched.problems).toEqual([]);
  expect(watched.foreign).toEqual([]);
});

async function enter(page: Page, lacks: string[] = []): Promise<Headset> {
  const headset = await wearHeadset(page, { lacks });
  watched = await goOnFoot(page, host.url, AT, SILENT);
  await headset.enter();
  await headset.head(0, 1.7, 0);
  await drawn(page, 3);
  return headset;
}
/** A place on the road ahead of the eyes. */
const ahead = ({ head, yawRad, rig }: Body, metres: number): Point => [
  head[0] - metres * Math.sin(yawRad),
  rig[13] as number,
  head[2] - metres * Math.cos(yawRad),
];
const far = (a: Body, b: Body) => Math.hypot(a.head[0] - b.head[0], a.head[2] - b.head[2]);
const eyes = ({ head, rig }: Body) => head[1] - (rig[13] as number);

/** Closes the panel of what is selected: it stands in the way of a leap. */
const forget = (page: Page) =>
  page.evaluate(() =>
    (window as unknown as { lanetwin: { view: { setState(state: object): void } } }).lanetwin.view.setState({
      selection: undefined,
    }),
  );

/** Points a device of IWER's at a place of the world; who sits has what the device tracks lifted by so much. */
async function point(page: Page, headset: Headset, device: string, at: Point, liftM = 0): Promise<void> {
  const [x, y, z] = at;
  await headset.call("look_at", { device, target: tracked([x, y - liftM, z], await body(page)) });
  await drawn(page, 2);
}
async function pressButton(
  page: Page,
  headset: Headset,
  device: string,
  name: string,
  button: string,
  liftM = 0,
) {
  await expect.poll(async () => (await panel(page, name))?.targets[button]).toBeDefined();
  await point(page, headset, device, (await panel(page, name))?.targets[button] as Point, liftM);
  await press(page, device);
}

test("bare hands: a pinch inspects, a pinch at the sky calls the menu, a long one leaps, and the menu turns", async ({
  page,
}) => {
  const headset = await enter(page);
  // As headsets give them: a gamepad of the standard mapping whose only button is the pinch.
  await page.evaluate(() => {
    const { hands } = (
      globalThis as unknown as { headset: { hands: Record<string, { inputSource: { gamepad: object } }> } }
    ).headset;
    for (const { inputSource } of Object.values(hands))
      Object.defineProperty(inputSource.gamepad, "mapping", { value: "xr-standard" });
  });
  await headset.call("set_input_mode", { mode: "hand" });
  await headset.call("set_transform", { device: "hand-right", position: { x: 0.2, y: 1.3, z: -0.3 } });
  await expect.poll(async () => (await body(page)).rays.map(({ hand }) => hand)).toEqual(["left", "right"]);

  const first = await body(page);
  await point(page, headset, "hand-right", ahead(first, 5));
  await press(page, "hand-right");
  await expect.poll(() => selected(page)).toMatch(/^(lane|marking):/);
  await expect.poll(() => panel(page, "info")).toBeDefined();
  await page.screenshot({ path: test.info().outputPath("hands-info.png") });

  const sky: Point = [first.head[0] + 10, first.head[1] + 30, first.head[2] + 10];
  await point(page, headset, "hand-right", sky);
  await press(page, "hand-right");
  await expect.poll(() => panel(page, "menu")).toBeDefined();
  const [info, menu] = [await panel(page, "info"), await panel(page, "menu")];
  // 0.92 m at 1.3 m over the ground are 38.9°: nearer than that they would cover one another.
  expect(Math.abs(degrees((info?.yawRad ?? 0) - (menu?.yawRad ?? 0) + Math.PI) - 180)).toBeGreaterThan(38.9);
  await page.screenshot({ path: test.info().outputPath("hands-menu.png") });
  await pressButton(page, headset, "hand-right", "menu", "left");
  await expect.poll(async () => (await body(page)).turns).toBe(1);
  expect(degrees((await body(page)).yawRad - first.yawRad)).toBeCloseTo(45, 2);

  await forget(page);
  await point(page, headset, "hand-right", ahead({ ...(await body(page)), yawRad: first.yawRad }, 6));
  await headset.call("set_select_value", { device: "hand-right", value: 1 });
  await expect.poll(async () => (await body(page)).aiming).toBe(true);
  await expect.poll(async () => (await body(page)).aim).toBe("valid");
  await headset.call("set_select_value", { device: "hand-right", value: 0 });
  await expect.poll(async () => (await body(page)).landings).toBe(1);
  expect(far(await body(page), first)).toBeGreaterThan(2);
});

test("gaze and pinch: what was looked at when the fingers met is inspected, a pinch at the sky calls the menu, a long one leaps", async ({
  page,
}) => {
  const headset = await enter(page);
  await putControllersDown(page);
  await expect.poll(async () => (await body(page)).rays).toEqual([]);
  const first = await body(page);

  const look = async (at: Point) =>
    headset.call("look_at", { device: "controller-right", target: tracked(at, await body(page)) });
  await look(ahead(first, 5));
  await tap(page);
  await expect.poll(() => selected(page)).toMatch(/^(lane|marking):/);
  await expect.poll(async () => (await body(page)).rays).toEqual([]);
  expect(await panel(page, "menu")).toBeUndefined();

  await look([first.head[0] + 10, first.head[1] + 30, first.head[2] + 10]);
  await tap(page);
  await expect.poll(async () => (await panel(page, "menu"))?.targets.left).toBeDefined();
  await page.screenshot({ path: test.info().outputPath("gaze-menu.png") });
  await look((await panel(page, "menu"))?.targets.left as Point);
  await tap(page);
  await expect.poll(async () => (await body(page)).turns).toBe(1);

  await forget(page);
  await look(ahead({ ...(await body(page)), yawRad: first.yawRad }, 6));
  await pinch(page);
  await expect.poll(async () => (await body(page)).aiming).toBe(true);
  await expect.poll(async () => (await body(page)).aim).toBe("valid");
  await part(page);
  await expect.poll(async () => (await body(page)).landings).toBe(1);
  expect(far(await body(page), first)).toBeGreaterThan(2);
  // A source that is lost while it aims goes nowhere.
  await pinch(page);
  await expect.poll(async () => (await body(page)).aiming).toBe(true);
  await page.evaluate(() => {
    (
      globalThis as unknown as { headset: { controllers: { right: { connected: boolean } } } }
    ).headset.controllers.right.connected = false;
  });
  await expect.poll(async () => (await body(page)).aiming).toBe(false);
  expect((await body(page)).landings).toBe(1);
});

test("one controller does everything: it inspects, opens the menu, walks by its stick, and turns and leaps with the grip held", async ({
  page,
}) => {
  const headset = await enter(page);
  await headset.call("set_connected", { device: "controller-left", connected: false });
  await expect.poll(async () => (await body(page)).rays.map(({ hand }) => hand)).toEqual(["right"]);
  const first = await body(page);
  const button = (index: number, value: number) =>
    headset.call("set_gamepad_state", { device: "controller-right", buttons: [{ index, value }] });
  await button(3, 1);
  await pressButton(page, headset, "controller-right", "menu", "smooth");
  await button(3, 0);

  await headset.stick("right", 0, -1);
  await expect.poll(async () => (await body(page)).vignette).toBeGreaterThanOrEqual(0.5);
  await expect.poll(async () => far(await body(page), first)).toBeGreaterThan(0.3);
  await headset.stick("right", 0, 0);
  await expect.poll(async () => (await body(page)).vignette).toBe(0);
  expect(await body(page)).toMatchObject({ landings: 0, turns: 0 });

  await button(1, 1);
  for (const [turns, way] of [1, -1].entries()) {
    await headset.stick("right", way, 0);
    await expect.poll(async () => (await body(page)).turns).toBe(turns + 1);
    await headset.stick("right", 0, 0);
    await drawn(page, 2);
  }
  await headset.hold("right", { x: 0.3, y: 1.3, z: -0.2 }, { yaw: 0, pitch: -10, roll: 0 });
  await headset.stick("right", 0, -1);
  await expect.poll(async () => (await body(page)).aim).toBe("valid");
  await headset.stick("right", 0, 0);
  await expect.poll(async () => (await body(page)).landings).toBe(1);
});

test("seated, the eyes are lifted to those of somebody who stands, feet stay on the ground, and standing up undoes it", async ({
  page,
}) => {
  const headset = await enter(page);
  await headset.head(0, 1.15, 0);
  await drawn(page, 2);
  const low = await body(page);
  expect(eyes(low)).toBeCloseTo(1.15, 3);
  await headset.call("set_gamepad_state", {
    device: "controller-right",
    buttons: [{ index: 3, value: 1 }],
  });
  await pressButton(page, headset, "controller-right", "menu", "seated");
  await expect.poll(async () => eyes(await body(page))).toBeCloseTo(1.6, 3);
  const seated = await body(page);
  expect(seated.rig).toEqual(low.rig);
  await expect.poll(async () => (await panel(page, "menu"))?.targets.seated).toBeDefined();
  // Rays are lifted with the eyes: the same button is pressed by aiming at it.
  await pressButton(page, headset, "controller-right", "menu", "seated", 0.45);
  await expect.poll(async () => eyes(await body(page))).toBeCloseTo(1.15, 3);
  await pressButton(page, headset, "controller-right", "menu", "seated");
  await expect.poll(async () => eyes(await body(page))).toBeCloseTo(1.6, 3);

  // Who sat when the headset came off stands on the floor with the next one.
  await headset.leave();
  await headset.enter();
  await headset.head(0, 1.7, 0);
  await expect.poll(async () => eyes(await body(page))).toBeCloseTo(1.7, 3);
});

test("a device that moves its own origin moves nobody: what was seen stays seen, seated or not", async ({
  page,
}) => {
  const headset = await enter(page);
  await headset.head(0.6, 1.2, -0.8, 40);
  await drawn(page, 3);
  const recentre = async () => {
    const before = await body(page);
    await page.evaluate(() =>
      (globalThis as unknown as { headset: { recenter(): void } }).headset.recenter(),
    );
    await drawn(page, 4);
    const after = await body(page);
    expect(after.rig).not.toEqual(before.rig);
    expect(far(after, before)).toBeLessThan(1e-3);
    expect(degrees(after.yawRad - before.yawRad + Math.PI)).toBeCloseTo(180, 2);
    expect(eyes(after)).toBeCloseTo(eyes(before), 3);
  };
  await recentre();
  await headset.call("set_gamepad_state", {
    device: "controller-right",
    buttons: [{ index: 3, value: 1 }],
  });
  await pressButton(page, headset, "controller-right", "menu", "seated");
  await expect.poll(async () => eyes(await body(page))).toBeCloseTo(1.6, 3);
  await headset.head(-0.4, 1.2, 0.5, -30);
  await drawn(page, 3);
  await recentre();
});

test("a device without a floor starts with the eyes 1.6 m above the road, in the second session as in the first", async ({
  page,
}) => {
  const headset = await wearHeadset(page, { lacks: ["local-floor"] });
  watched = await goOnFoot(page, host.url, AT, SILENT);
  for (let session = 0; session < 2; session++) {
    await headset.enter();
    await drawn(page, 3);
    const start = await body(page);
    expect(eyes(start)).toBeCloseTo(1.6, 3);
    await page.evaluate(() => {
      const { position } = (globalThis as unknown as { headset: { position: { y: number; x: number } } })
        .headset;
      position.y += 0.1;
      position.x += 0.5;
    });
    await expect.poll(async () => eyes(await body(page))).toBeCloseTo(1.7, 3);
    const before = await body(page);
    await page.evaluate(() =>
      (globalThis as unknown as { headset: { recenter(): void } }).headset.recenter(),
    );
    await drawn(page, 4);
    expect(far(await body(page), before)).toBeLessThan(1e-3);
    await headset.leave();
    await drawn(page, 2);
    expect(eyes(await body(page))).toBeCloseTo(1.6, 3);
  }
});
