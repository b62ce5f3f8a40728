// Tilesets of every kind in both engines: all tiles of our own tiler load, and a pick of the same thing gives the same id
// and attributes; tilesets of other makers, named in city.json by address, work beside them. A walker's teleport is not
// let through a wall.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, type Page, test } from "@playwright/test";
import { type Running, startLaneTwin } from "./server.ts";
import { type ForeignHost, type Town, writeTown } from "./tiled-town.ts";
import { walkLayer } from "./walk-probes.ts";

test.describe.configure({ mode: "serial" });
// Software draws slowly: a small picture, and only what a test is about.
test.use({ viewport: { width: 320, height: 240 } });
test.setTimeout(600_000);

interface Found {
  id: string;
  layer: string;
  kind: string;
  properties: Record<string, unknown>;
}

let server: Running;
let foreign: ForeignHost;
let town: Town;
let folder: string;
const onDesk = new Map<string, Found>();

test.beforeAll(async () => {
  test.setTimeout(600_000);
  await (await startLaneTwin(["--port", "0"])).stop();
  folder = mkdtempSync(join(tmpdir(), "lanetwin-town-"));
  const written = await writeTown(".cache/avenue/optics-valley", join(folder, "city"));
  town = written.town;
  foreign = written.foreign;
  server = await startLaneTwin(["--port", "0", "--city", join(folder, "city"), "--vehicles", "0"]);
});
test.afterAll(async () => {
  await server?.stop();
  await foreign?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const LAYERS = ["roads", "buildings", "terrain", "furniture", "points", "other"];

function listen(page: Page): string[] {
  const problems: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error") problems.push(message.text());
  });
  page.on("pageerror", (error) => problems.push(error.message));
  return problems;
}

interface Desk {
  stage: {
    enuToFixed: Record<number, number>;
    scene: {
      camera: { setView(view: object): void };
      canvas: { clientWidth: number; clientHeight: number };
      pick(at: object, wide: number, high: number): unknown;
    };
    resolvePick(picked: unknown, at?: object): Found | undefined;
    redraw(why: string): void;
    probes: Map<
      string,
      () => {
        tilesets: {
          maximumScreenSpaceError: number;
          tilesLoaded: boolean;
          statistics: { numberOfTilesWithContentReady: number };
        }[];
      }
    >;
  };
  view: { getState(): { layers: Record<string, { state: string }> }; setState(state: object): void };
}

const hideRoads = (page: Page) =>
  page.evaluate(() => {
    const { view } = (window as unknown as { lanetwin: Desk }).lanetwin;
    view.setState({ visible: { roads: false, signals: false } });
  });

/** Looks straight down on a place and picks what is in the middle, once nothing is under way. */
const pickFromAbove = (page: Page, at: readonly [number, number, number]) =>
  page.evaluate(
    async ([east, north, up]) => {
      const { stage } = (window as unknown as { lanetwin: Desk }).lanetwin;
      const { scene, enuToFixed: m } = stage;
      const high = up + 22;
      const row = (k: number) =>
        (m[k] as number) * east +
        (m[k + 4] as number) * north +
        (m[k + 8] as number) * high +
        (m[k + 12] as number);
      scene.camera.setView({
        destination: { x: row(0), y: row(1), z: row(2) },
        orientation: { heading: 0, pitch: -Math.PI / 2, roll: 0 },
      });
      const frame = () => new Promise((done) => requestAnimationFrame(done));
      const { clientWidth, clientHeight } = scene.canvas;
      for (let i = 0; i < 1500; i++) {
        stage.redraw("test");
        await frame();
        const all = [...stage.probes.values()].flatMap((probe) => probe().tilesets ?? []);
        if (i > 20 && all.every(({ tilesLoaded }) => tilesLoaded)) break;
      }
      const found = stage.resolvePick(
        scene.pick({ x: Math.round(clientWidth / 2), y: Math.round(clientHeight / 2) }, 3, 3),
      );
      return found && { id: found.id, layer: found.layer, kind: found.kind, properties: found.properties };
    },
    at as [number, number, number],
  );

test("the desk shows every kind of tileset, other makers' too, and picks each thing by its id", async ({
  page,
}) => {
  const problems = listen(page);
  await page.addInitScript(() => localStorage.setItem("lanetwin", '{"hintSeen":true,"panelOpen":false}'));
  await page.goto(server.url);
  for (const layer of LAYERS) await walkLayer(page, layer, "ready");
  await hideRoads(page);
  const told: string[] = [];
  for (const { id, at } of town.picks) {
    const found = await pickFromAbove(page, at);
    told.push(`${found?.layer}/${found?.id}`);
    onDesk.set(id, found as Found);
  }
  expect(told).toEqual(town.picks.map(({ id, layer }) => `${layer}/${id}`));
  expect(onDesk.get("house:3")?.properties).toMatchObject({
    名称: "楼 house:3",
    height: 18,
    levels: 6,
    open: true,
  });
  expect(onDesk.get("gml:1")?.properties).toMatchObject({
    gml_id: "gml:1",
    height: expect.any(Number),
    "address.street": "高新大道",
    "address.number": 101,
  });
  expect(onDesk.get("quad:2")?.properties).toMatchObject({ osm_id: "quad:2", 高度: expect.any(Number) });
  expect(problems.filter((text) => !/404/.test(text))).toEqual([]);
});

interface Walk {
  view: Desk["view"];
  stage: {
    rig: {
      rotation: { set(x: number, y: number, z: number): void };
      updateMatrixWorld(force: boolean): void;
      position: {
        x: number;
        y: number;
        z: number;
        constructor: new () => { set(x: number, y: number, z: number): object };
      };
    };
    tiles: {
      opened: Set<{ tiles: { errorTarget: number; loadProgress: number }; models(): Iterable<unknown> }>;
    };
    pick(ray: object, mostM?: number): { pick: Found } | undefined;
    probes: Map<string, () => { aim: string; landings: number; walkable: boolean; tiles: number }>;
  };
}

const openWalk = async (page: Page) => {
  const { lonDeg, latDeg, heightM } = town.stand;
  await page.goto(`${server.url}#walk=${lonDeg},${latDeg},${heightM},90`);
  for (const layer of LAYERS) await walkLayer(page, layer, "ready");
};

test("on foot the same things have the same ids and attributes, and every tile of ours is there", async ({
  page,
}) => {
  const problems = listen(page);
  await openWalk(page);
  const result = await page.evaluate(async (picks) => {
    const { stage } = (window as unknown as { lanetwin: Walk }).lanetwin;
    for (const { tiles } of stage.tiles.opened) tiles.errorTarget = 0.001;
    const wait = () => new Promise((done) => setTimeout(done, 400));
    const Vector = stage.rig.position.constructor;
    const found: Record<string, Found | undefined> = {};
    for (const { id, at } of picks) {
      // What one turns one's back on is not drawn.
      const { x, z } = stage.rig.position;
      stage.rig.rotation.set(0, -Math.atan2(at[0] - x, at[1] + z), 0);
      stage.rig.updateMatrixWorld(true);
      for (let i = 0; i < 40; i++) {
        await wait();
        if (i > 1 && [...stage.tiles.opened].every(({ tiles }) => tiles.loadProgress === 1)) break;
      }
      const origin = new Vector();
      origin.set(at[0], at[2] + 6, -at[1]);
      const direction = new Vector();
      direction.set(0, -1, 0);
      const hit = stage.pick({ origin, direction, copy() {} }, 20)?.pick;
      found[id] = hit && { id: hit.id, layer: hit.layer, kind: hit.kind, properties: hit.properties };
    }
    const own = ["buildings", "terrain", "furniture"].reduce(
      (sum, layer) => sum + (stage.probes.get(layer)?.().tiles ?? 0),
      0,
    );
    return { found, own };
  }, town.picks);
  for (const { id } of town.picks) expect(result.found[id], id).toEqual(onDesk.get(id));
  // The composite of the old tileset is one tile more in the layer of buildings.
  expect(result.own).toBe(town.tiles + 1);
  expect(problems.filter((text) => !/404/.test(text))).toEqual([]);
});
