import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { classesOf } from "../../../src/data/export/classes-of.ts";
import { countArea } from "../../../src/data/export/count-area.ts";
import { exportPackage } from "../../../src/data/export/export-package.ts";
import { folderTarget } from "../../../src/data/export/folder/node.ts";
import { exportFormats } from "../../../src/data/export/format-of.ts";
import { memoryTarget } from "../../../src/data/export/memory-target.ts";
import { exportToDisk } from "../../../src/data/export/node.ts";
import type { CityReader, ExportRequest } from "../../../src/data/export/request.ts";
import type { WriteTarget } from "../../../src/data/formats/format.ts";
import { areaOfBox } from "../../../src/model/geo/area-geojson.ts";
import { Fault } from "../../../src/model/records/fault.ts";
import { smallCity } from "./small-city.ts";

const software = { name: "LaneTwin", version: "0" };
const folder = mkdtempSync(join(tmpdir(), "lanetwin-exports-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let reader: CityReader;
let whole: ExportRequest;
beforeAll(async () => {
  reader = await smallCity();
  whole = { classes: classesOf(reader.city), crs: "EPSG:4326", format: "geojson" };
});

const faultOf = async (work: Promise<unknown>): Promise<Fault> => {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(Fault);
  return error as Fault;
};
const read = async (target: WriteTarget, path: string) => {
  const pieces: Uint8Array[] = [];
  for await (const piece of target.read(path)) pieces.push(piece);
  return Buffer.concat(pieces);
};
const ids = exportFormats().map(({ id }) => id);

describe("a package", () => {
  test.each(ids)(
    "as %s is the same bytes every time, and its manifest tells their sizes and hashes",
    async (format) => {
      const hashes = [];
      for (const run of [1, 2]) {
        const out = join(folder, `${format}-${run}`);
        const target = folderTarget(out);
        const report = await exportPackage(reader, { ...whole, format }, target, { software });
        target.dispose();
        const manifest = JSON.parse(readFileSync(join(out, "manifest.json"), "utf8")) as typeof report;
        for (const { path, bytes, sha256 } of manifest.files) {
          const file = readFileSync(join(out, path));
          expect(file.length).toBe(bytes);
          expect(createHash("sha256").update(file).digest("hex"), path).toBe(sha256);
        }
        const found = readdirSync(out, { recursive: true, withFileTypes: true }).filter((each) =>
          each.isFile(),
        );
        expect(found).toHaveLength(manifest.files.length + 1);
        hashes.push(report.files);
      }
      expect(hashes[0]).toEqual(hashes[1]);
    },
  );

  test("holds what the count promised, whole, and only the attributes asked for", async () => {
    const { west, south, north } = reader.city.bounds;
    const area = areaOfBox(west, south, west + 0.0005, north);
    const count = await countArea(reader, area);
    expect(count.byClass.lane).toBe(2);
    expect(count.laneKm).toBeCloseTo(0.2, 2);
    const target = memoryTarget();
    const request = { ...whole, area, classes: ["lane", "road"] as const, attributes: ["widthM"] };
    const report = await exportPackage(reader, request, target, { software });
    expect(report.features).toBe(3);
    const lanes = JSON.parse(String(await read(target, "data/lane.geojson"))) as {
      features: { properties: object; geometry: { coordinates: number[][][] } }[];
    };
    expect(lanes.features).toHaveLength(2);
    for (const { properties, geometry } of lanes.features) {
      expect(Object.keys(properties)).toEqual(["id", "widthM"]);
      expect(geometry.coordinates[0]?.[0]).toHaveLength(3);
    }
    const dictionary = JSON.parse(String(await read(target, "dictionary.json"))) as {
      classes: { name: string; features: number; attributes: { name: string; unit?: string }[] }[];
    };
    expect(dictionary.classes.map(({ name, features }) => [name, features])).toEqual([
      ["lane", 2],
      ["road", 1],
    ]);
    expect(dictionary.classes[0]?.attributes[1]?.unit).toBe("m");
  });

  test("the whole city is told from headers alone, with the lanes' own kilometres", async () => {
    let read_ = 0;
    const watched: CityReader = {
      ...reader,
      read: (path, offset, length) => {
        read_ += 1;
        return reader.read(path, offset, length);
      },
    };
    const all = await countArea(watched, undefined);
    expect(read_).toBeLessThanOrEqual(2 * classesOf(reader.city).length);
    const { west, south, east, north } = reader.city.bounds;
    const drawn = await countArea(reader, areaOfBox(west - 1e-6, south - 1e-6, east + 1e-6, north + 1e-6));
    expect(drawn.byClass).toEqual(all.byClass);
    expect(drawn.laneKm).toBeCloseTo(all.laneKm, 9);
  });

  test("in GCJ-02 is marked in names and papers and bears no EPSG code", async () => {
    const target = memoryTarget();
    const report = await exportPackage(reader, { ...whole, crs: "GCJ-02" }, target, { software });
    const data = report.files.filter(({ path }) => path.startsWith("data/"));
    expect(data.length).toBeGreaterThan(2);
    for (const { path } of data) expect(path).toContain(".gcj02.");
    const lanes = JSON.parse(String(await read(target, "data/lane.gcj02.geojson"))) as { crs: unknown };
    expect(lanes.crs).toBeNull();
    expect(String(await read(target, "metadata.json"))).toContain("GCJ-02");
    expect(String(await read(target, "README.txt"))).not.toContain("EPSG");
  });

  test("tells frame, epoch, datum and what a change of frame costs", async () => {
    const target = memoryTarget();
    await exportPackage(reader, { ...whole, crs: "EPSG:4326" }, target, { software });
    const { referenceSystemInfo: system } = JSON.parse(String(await read(target, "metadata.json"))) as {
      referenceSystemInfo: Record<string, unknown> & { transformation: Record<string, unknown> };
    };
    expect(system.frameOfSource).toBe("CGCS2000");
    expect(system.epoch).toBe("unknown");
    expect(system.axisOrderOfAuthority).toBe("latitude-longitude");
    expect(system.transformation.frameChangeUncertaintyM).toBe(1);
  });
});

describe("a request that can't be met is refused with its reason", () => {
  const wrong: [string, Partial<ExportRequest> | Record<string, unknown>, string, object][] = [
    ["an attribute misspelt", { attributes: ["widhtM"] }, "attribute-unknown", { nearest: "widthM" }],
    ["a class misspelt", { classes: ["lanes"] }, "class-unknown", { nearest: "lane" }],
    ["no class", { classes: [] }, "classes-none", {}],
    ["a class the city lacks", { classes: ["crosswalk"] }, "classes-absent", {}],
    ["a format nobody has", { format: "shapefile" }, "format-unknown", { format: "shapefile" }],
    ["a system nobody has", { crs: "EPSG:1" }, "crs-unknown", { crs: "EPSG:1" }],
    ["web Mercator", { crs: "EPSG:3857" }, "crs-unknown", {}],
    ["another zone", { crs: "EPSG:32633" }, "crs-far", { better: "EPSG:32650" }],
    ["the other hemisphere", { crs: "EPSG:32750" }, "crs-far", {}],
    ["an area beside", { area: areaOfBox(10, 10, 11, 11) }, "area-beside", {}],
  ];
  test.each(wrong)("%s", async (_, change, code, params) => {
    const target = memoryTarget();
    const request = { ...whole, ...change } as ExportRequest;
    const fault = await faultOf(exportPackage(reader, request, target, { software }));
    expect(fault.code).toBe(`fault.export.${code}`);
    expect(fault.params).toMatchObject(params);
    expect(target.files.size).toBe(0);
  });

  test("an area that touches nothing of the classes", async () => {
    const { west, south, east, north } = reader.city.bounds;
    const [x, y] = [(west + east) / 2, (south + north) / 2];
    const area = areaOfBox(x - 1e-5, y - 1e-5, x + 1e-5, y + 1e-5);
    const fault = await faultOf(exportPackage(reader, { ...whole, area }, memoryTarget(), { software }));
    expect(fault.code).toBe("fault.export.nothing");
  });
});

describe("whatever goes wrong, nothing is left behind", () => {
  const left = () => readdirSync(folder).filter((name) => name.startsWith("."));

  test.each(ids.flatMap((id) => ["folder", "archive.zip"].map((out) => [id, out])))(
    "%s cancelled on the way to a %s",
    async (format, out) => {
      const stop = new AbortController();
      const place = join(folder, `cancelled-${format}-${out}`);
      const onProgress = ({ step }: { step: string }) => step === "packing" && stop.abort();
      const options = { software, signal: stop.signal, onProgress };
      const fault = await faultOf(exportToDisk(reader, { ...whole, format }, place, options));
      expect(fault.code).toBe("fault.export.cancelled");
      expect(existsSync(place)).toBe(false);
      expect(left()).toEqual([]);
    },
  );

  test("what stands at the place already is not touched", async () => {
    const fault = await faultOf(exportToDisk(reader, whole, folder, { software }));
    expect(fault.code).toBe("fault.export.occupied");
  });

  test("an archive holds the manifest's files and is the same bytes every time", async () => {
    const places = ["a.zip", "b.zip"].map((name) => join(folder, name));
    for (const place of places) await exportToDisk(reader, { ...whole, format: "csv" }, place, { software });
    const [a, b] = places.map((place) => readFileSync(place));
    expect(a?.equals(b as Buffer)).toBe(true);
    expect(left()).toEqual([]);
  });
});
