import { describe, expect, test } from "vitest";
import { exportFormats } from "../../../../src/data/export/format-of.ts";
import type { AreaCount, ExportRequest } from "../../../../src/data/export/request.ts";
import { createExportDesk, type ExportDeskOptions } from "../../../../src/desk/panels/export/export-desk.ts";
import type { Exporter } from "../../../../src/desk/panels/export/exporter.ts";
import { createViewStore } from "../../../../src/desk/view/view-store.ts";
import type { CityFile } from "../../../../src/model/city/city-file.ts";
import { Fault } from "../../../../src/model/records/fault.ts";

const CITY: CityFile = {
  formatVersion: 1,
  id: "here",
  title: { zh: "此地", en: "Here" },
  timeZone: "Asia/Shanghai",
  anchor: { lonDeg: 114.47, latDeg: 30.49, heightM: 20 },
  frame: { name: "CGCS2000", crs: "EPSG:4547" },
  verticalDatum: { name: "unknown", derivation: "unknown" },
  attributions: [],
  quality: {},
  tilesets: [],
  roads: {
    network: "",
    ids: "",
    features: [
      { class: "lane", url: "roads/lane.fgb", count: 7 },
      { class: "road", url: "roads/road.fgb", count: 2 },
    ],
    counts: {},
    laneKm: 1,
    findings: "",
  },
  bounds: { west: 114.4, south: 30.4, east: 114.5, north: 30.5 },
};
const COUNT: AreaCount = { byClass: { lane: 7, road: 2 }, laneKm: 1.5 };
const SQUARE: [number, number][] = [
  [114.41, 30.41],
  [114.41, 30.42],
  [114.42, 30.42],
  [114.42, 30.41],
  [114.41, 30.41],
];

/** An exporter whose answers are given by hand. */
function byHand(more: Partial<Exporter> = {}) {
  const orders: { request: ExportRequest; fileName: string; signal: AbortSignal }[] = [];
  const saved: string[] = [];
  const disposed: string[] = [];
  let finish: () => void = () => {};
  let fail: (error: unknown) => void = () => {};
  const exporter: Exporter = {
    by: "server",
    canWrite: () => true,
    count: async () => COUNT,
    run: (request, fileName, { signal }) => {
      orders.push({ request, fileName, signal });
      return new Promise((resolve, reject) => {
        fail = reject;
        finish = () =>
          resolve({
            report: { files: [], count: COUNT, features: 9 },
            fileName,
            bytes: 1,
            href: `of ${fileName}`,
            stays: true,
            dispose: () => void disposed.push(fileName),
          });
      });
    },
    detach: () => {},
    ...more,
  };
  const view = createViewStore();
  const kept: unknown[] = [];
  const open = (options: Partial<ExportDeskOptions> = {}) =>
    createExportDesk({
      city: CITY,
      view,
      exporter,
      formats: exportFormats(),
      crsIds: ["EPSG:4326", "EPSG:4547"],
      kept: undefined,
      keep: (choice) => void kept.push(choice),
      save: (href) => void saved.push(href),
      ...options,
    });
  return { view, open, orders, saved, disposed, kept, finish: () => finish(), fail: (e: unknown) => fail(e) };
}
const until = async (holds: () => boolean) => {
  while (!holds()) await new Promise((done) => setTimeout(done, 5));
};
type Opened = ReturnType<ReturnType<typeof byHand>["open"]>;
const counted = ({ store }: Opened) => until(() => !/waiting|counting/.test(store.getState().count.state));

describe("the export desk", () => {
  test("begins with all classes that the city has, all attributes, and the whole city", async () => {
    const { open, orders, saved, finish } = byHand();
    const desk = open();
    desk.watch();
    await counted(desk);
    expect(desk.store.getState().choice).toMatchObject({ classes: ["lane", "road"], without: [] });
    desk.start();
    expect(orders[0]?.request).toEqual({ classes: ["lane", "road"], crs: "EPSG:4326", format: "geojson" });
    expect(orders[0]?.fileName).toBe("here-city-geojson-epsg4326.zip");
    finish();
    await until(() => desk.store.getState().run.state === "done");
    expect(saved).toEqual(["of here-city-geojson-epsg4326.zip"]);
  });

  test("orders only what was counted, once at a time, for the area that is chosen then", async () => {
    const { open, view, orders } = byHand();
    const desk = open();
    desk.start();
    expect(orders).toEqual([]);
    desk.watch();
    view.setState({ area: { kind: "polygon", area: { polygons: [[SQUARE]] } } });
    await counted(desk);
    desk.choose({ without: ["widthM", "id"] });
    desk.start();
    desk.start();
    expect(orders.length).toBe(1);
    expect(orders[0]?.request.area).toEqual({ polygons: [[SQUARE]] });
    expect(orders[0]?.request.attributes).toContain("id");
    expect(orders[0]?.request.attributes).not.toContain("widthM");
  });

  test("says what stands in the way instead of ordering it", async () => {
    const { open, view, orders } = byHand({ mostFeatures: 8 });
    const desk = open();
    desk.watch();
    await counted(desk);
    const said = () => {
      desk.start();
      const { run } = desk.store.getState();
      return run.state === "failed" ? run.said : undefined;
    };
    expect(said()).toEqual({
      code: "fault.export.too-many-here",
      params: { most: 8, features: 9, class: "lane", count: 7 },
    });
    desk.choose({ classes: [] });
    expect(desk.store.getState().run.state).toBe("idle");
    expect(said()?.code).toBe("fault.export.classes-none");
    desk.choose({ classes: ["lane"] });
    desk.chooseArea("rectangle");
    expect(view.getState().areaTool).toBe("rectangle");
    expect(said()?.code).toBe("fault.export.panel-no-area");
    const crossing = [SQUARE[0], SQUARE[2], SQUARE[1], SQUARE[3], SQUARE[0]] as [number, number][];
    view.setState({ area: { kind: "polygon", area: { polygons: [[crossing]] } } });
    await counted(desk);
    expect(said()?.code).toBe("fault.export.area-crossing");
    expect(orders).toEqual([]);
  });

  test("takes an area from a file, and says what is wrong with one", async () => {
    const { open, view } = byHand();
    const desk = open();
    desk.watch();
    const file = (text: string, size = text.length) => ({
      name: "my area.geojson",
      size,
      text: async () => text,
    });
    await desk.readFile(file(JSON.stringify({ type: "Polygon", coordinates: [SQUARE] })));
    expect(view.getState().area).toMatchObject({ kind: "file", fileName: "my area.geojson" });
    await counted(desk);
    expect(desk.fileName()).toBe("here-my-area-geojson-epsg4326.zip");
    await desk.readFile(file("no json"));
    expect(desk.store.getState().count).toMatchObject({
      state: "error",
      said: { code: "fault.export.area-geojson" },
    });
    await desk.readFile(file("", 9 * 2 ** 20));
    expect(desk.store.getState().count).toMatchObject({ said: { code: "fault.export.area-file-size" } });
  });

  test("a cancelled run is over at once, and what it still answers is put away", async () => {
    const { open, orders, saved, disposed, finish } = byHand();
    const desk = open();
    desk.watch();
    await counted(desk);
    desk.start();
    desk.cancel();
    expect(orders[0]?.signal.aborted).toBe(true);
    expect(desk.store.getState().run.state).toBe("cancelled");
    finish();
    await until(() => disposed.length === 1);
    expect(saved).toEqual([]);
  });

  test("a fault of the run is kept in its own words, anything else in a sentence of ours", async () => {
    const { open, fail } = byHand();
    const desk = open();
    desk.watch();
    await counted(desk);
    desk.start();
    fail(new Fault("fault.export.disk-full", { folder: "tmp" }));
    await until(() => desk.store.getState().run.state === "failed");
    expect(desk.store.getState().run).toMatchObject({ said: { code: "fault.export.disk-full" } });
    desk.start();
    fail(new TypeError("boom"));
    await until(() => desk.store.getState().run.state === "failed");
    expect(desk.store.getState().run).toMatchObject({
      said: { code: "fault.export.failed", params: { reason: "boom" } },
    });
  });

  test("takes up what was chosen last, without what is not there any more", () => {
    const { open } = byHand();
    const desk = open({
      kept: { classes: ["road", "unicorn"], without: ["widthM", "mood"], format: "no", crs: "EPSG:4547" },
    });
    expect(desk.store.getState()).toMatchObject({
      choice: { classes: ["road"], without: ["widthM"], format: "geojson", crs: "EPSG:4547" },
      unknownAttributes: ["mood"],
    });
  });

  test("follows the view only while somebody looks", async () => {
    const { open, view } = byHand();
    const desk = open();
    const camera = {
      lonDeg: 114.45,
      latDeg: 30.45,
      heightM: 120,
      aboveGroundM: 100,
      headingDeg: 0,
      pitchDeg: -90,
      fovyRad: 1,
      aspect: 1.5,
    };
    const stop = desk.watch();
    view.setState({ camera });
    desk.chooseArea("view");
    const first = view.getState().area.area;
    expect(first).toBeDefined();
    view.setState({ camera: { ...camera, lonDeg: 114.46 } });
    expect(view.getState().area.area).not.toEqual(first);
    stop();
    expect(view.getState().area).toEqual({ kind: "view" });
    view.setState({ camera });
    expect(view.getState().area).toEqual({ kind: "view" });
  });
});
