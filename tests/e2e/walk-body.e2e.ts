// The walker's body in a real browser: on the page by mouse and keys, in a headset (IWER) by controllers.

import { expect, test } from "@playwright/test";
import { type Headset, wearHeadset } from "./headset.ts";
import { type Running, startLaneTwin } from "./server.ts";
import { drawn } from "./walk-probes.ts";
import { body, degrees, goOnFoot, type Point, panel, press, selected, speak, tracked } from "./walker.ts";

let server: Running;
test.beforeAll(async () => {
  server = await startLaneTwin(["--port", "0"]);
});
test.afterAll(async () => {
  await server.stop();
});
test.use({ viewport: { width: 720, height: 420 } });
// Two eyes in software, frame by frame: slow on a small machine, and no measure of speed.
test.setTimeout(600_000);

/** In a lane of the sample's avenue, looking east along it. */
const AT = "114.4760100,30.4895000,30,90";
test("without a headset keys walk on the ground, turn, teleport and recentre, and a click opens the panel of what it met", async ({
  page,
}) => {
  const watched = await goOnFoot(page, server.url, AT);
  const start = await body(page);
  expect(start.underCamera).toEqual(["vignette"]);

  await page.keyboard.down("w");
  await expect.poll(async () => (await body(page)).head[0]).toBeGreaterThan(start.head[0] + 0.5);
  await page.keyboard.up("w");
  await drawn(page, 2);
  const walked = await body(page);
  expect(walked.head[1] - (walked.rig[13] as number)).toBeCloseTo(1.6, 6);
  expect(Math.abs(walked.head[2] - start.head[2])).toBeLessThan(0.05);
  await drawn(page, 3);
  expect((await body(page)).rig).toEqual(walked.rig);

  await page.keyboard.press("q");
  await expect.poll(async () => (await body(page)).turns).toBe(1);
  expect(degrees((await body(page)).yawRad - walked.yawRad)).toBeCloseTo(45, 2);
  await page.keyboard.press("e");
  await expect.poll(async () => (await body(page)).turns).toBe(2);

  const still = await body(page);
  await page.keyboard.press("Control+k");
  await expect(page.locator("input:focus")).toBeVisible();
  await page.keyboard.type("wwqt");
  await expect(page.locator("input:focus")).toHaveValue("wwqt");
  await page.keyboard.press("Escape");
  await expect(page.locator("input:focus")).toHaveCount(0);
  expect(await body(page)).toMatchObject({ turns: 2, landings: 0, rig: still.rig });

  await page.mouse.click(330, 330);
  await expect.poll(() => selected(page)).toMatch(/^(lane|marking):/);
  const id = (await selected(page)) as string;
  await expect.poll(async () => (await panel(page, "info"))?.texts.includes(id)).toBe(true);
  const info = await panel(page, "info");
  expect(info?.distanceM).toBeGreaterThanOrEqual(1.2);
  expect(info?.distanceM).toBeLessThanOrEqual(1.5);
  expect(info?.belowDeg).toBeGreaterThanOrEqual(10);
  expect(info?.belowDeg).toBeLessThanOrEqual(20);
  await speak(page, "zh");
  await expect.poll(async () => (await panel(page, "info"))?.texts).toContain("质量与来源");
  await page.screenshot({ path: test.info().outputPath("flat-zh.png") });
  await speak(page, "en");
  await expect.poll(async () => (await panel(page, "info"))?.texts).toContain("Quality and source");

  await page.mouse.move(360, 290);
  await page.keyboard.down("t");
  await expect.poll(async () => (await body(page)).aim).toBe("valid");
  await page.screenshot({ path: test.info().outputPath("flat-aim.png") });
  await page.keyboard.up("t");
  await expect.poll(async () => (await body(page)).landings).toBe(1);
  const landed = await body(page);
  expect(landed.head[1] - (landed.rig[13] as number)).toBeCloseTo(1.6, 6);

  await page.keyboard.press("?");
  await expect.poll(async () => (await panel(page, "menu"))?.texts).toContain("How to move");
  await page.screenshot({ path: test.info().outputPath("flat-help.png") });

  await page.mouse.move(300, 200);
  await page.mouse.down();
  await page.mouse.move(380, 220, { steps: 4 });
  await page.mouse.up();
  expect(Math.abs((await body(page)).yawRad - landed.yawRad)).toBeGreaterThan(0.1);
  await page.keyboard.press("r");
  await expect.poll(async () => degrees((await body(page)).yawRad)).toBeCloseTo(degrees(landed.yawRad), 3);
  expect(watched.problems).toEqual([]);
  expect(watched.foreign).toEqual([]);
});

test("in a headset the stick teleports and turns, the trigger opens panels and presses their buttons", async ({
  page,
}) => {
  const headset: Headset = await wearHeadset(page);
  const watched = await goOnFoot(page, server.url, AT);
  await headset.enter();
  await headset.head(0.3, 1.7, 0.2);
  await drawn(page, 3);
  const first = await body(page);
  const aimAt = async (point: Point) => {
    await headset.aim("right", tracked(point, await body(page)));
    await drawn(page, 3);
  };

  await headset.hold("right", { x: 0.5, y: 1.3, z: -0.2 }, { yaw: 0, pitch: -10, roll: 0 });
  await headset.stick("right", 0, -1);
  await expect.poll(async () => (await body(page)).aiming).toBe(true);
  await expect.poll(async () => (await body(page)).aim).toBe("valid");
  await page.screenshot({ path: test.info().outputPath("stereo-aim.png") });
  await headset.stick("right", 0, 0);
  await expect.poll(async () => (await body(page)).landings).toBe(1);
  const landed = await body(page);
  expect(Math.hypot(landed.head[0] - first.head[0], landed.head[2] - first.head[2])).toBeGreaterThan(3);
  expect(landed.head[1] - (landed.rig[13] as number)).toBeCloseTo(1.7, 2);

  await headset.stick("right", 1, 0);
  await expect.poll(async () => (await body(page)).turns).toBe(1);
  await drawn(page, 4);
  await headset.stick("right", 0, 0);
  await drawn(page, 2);
  const turned = await body(page);
  expect(turned.turns).toBe(1);
  expect(degrees(landed.yawRad - turned.yawRad)).toBeCloseTo(45, 2);
  expect(Math.hypot(turned.head[0] - landed.head[0], turned.head[2] - landed.head[2])).toBeLessThan(1e-3);

  const ahead: Point = [
    turned.head[0] - 5 * Math.sin(turned.yawRad),
    turned.rig[13] as number,
    turned.head[2] - 5 * Math.cos(turned.yawRad),
  ];
  await aimAt(ahead);
  await press(page, "controller-right");
  await expect.poll(() => selected(page)).toBeTruthy();
  const id = (await selected(page)) as string;
  await expect.poll(async () => (await panel(page, "info"))?.texts.includes(id)).toBe(true);
  await page.screenshot({ path: test.info().outputPath("stereo-panel-en.png") });
  await speak(page, "zh");
  await expect.poll(async () => (await panel(page, "info"))?.texts).toContain("质量与来源");
  await drawn(page, 4);
  await page.screenshot({ path: test.info().outputPath("stereo-panel-zh.png") });

  await aimAt((await panel(page, "info"))?.targets.close as Point);
  await press(page, "controller-right");
  await expect.poll(() => selected(page)).toBeUndefined();
  await expect.poll(() => panel(page, "info")).toBeUndefined();

  await headset.call("set_gamepad_state", {
    device: "controller-right",
    buttons: [{ index: 3, value: 1 }],
  });
  await expect.poll(async () => (await panel(page, "menu"))?.targets).toHaveProperty("smooth");
  await page.screenshot({ path: test.info().outputPath("stereo-menu-zh.png") });
  await aimAt((await panel(page, "menu"))?.targets.smooth as Point);
  await press(page, "controller-right");
  await drawn(page, 2);
  await headset.stick("left", 0, -1);
  await expect.poll(async () => (await body(page)).vignette).toBeGreaterThanOrEqual(0.5);
  await page.screenshot({ path: test.info().outputPath("stereo-vignette.png") });
  await expect
    .poll(async () => {
      const { head } = await body(page);
      return Math.hypot(head[0] - turned.head[0], head[2] - turned.head[2]);
    })
    .toBeGreaterThan(0.4);
  await headset.stick("left", 0, 0);
  await expect.poll(async () => (await body(page)).vignette).toBe(0);

  await headset.head(0.9, 1.7, 0.6, 20);
  await drawn(page, 2);
  await aimAt((await panel(page, "menu"))?.targets.recentre as Point);
  const before = await body(page);
  await press(page, "controller-right");
  await expect.poll(async () => (await body(page)).head[0]).not.toBeCloseTo(before.head[0], 2);
  const idle = await body(page);
  await drawn(page, 10);
  expect((await body(page)).rig).toEqual(idle.rig);
  await headset.leave();
  await drawn(page, 2);
  expect((await body(page)).underCamera).toEqual(["vignette"]);
  expect(watched.problems).toEqual([]);
  expect(watched.foreign).toEqual([]);
});
