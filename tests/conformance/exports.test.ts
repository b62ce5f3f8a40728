// Exports as GDAL, DuckDB and libxml2 read them: geometry with heights, counts, extents, systems, field types; the same
// features to a tenth of a millimetre whatever the format.

import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { importFile } from "../../src/data/build/node.ts";
import { classesOf } from "../../src/data/export/classes-of.ts";
import { diskReader, exportToDisk } from "../../src/data/export/node.ts";
import type { CityReader, ExportReport } from "../../src/data/export/request.ts";
import { buildSample } from "../../src/data/sample/node.ts";
import { areaOfBox } from "../../src/model/geo/area-geojson.ts";
import { geographicDefinition, projectedDefinition } from "../../src/model/geo/crs-definitions.ts";
import { parseCrs } from "../../src/model/geo/projections.ts";
import { ROAD_ATTRIBUTES, ROAD_CLASSES, type RoadClassId } from "../../src/model/records/road-attributes.ts";
import { haveMaps, maps } from "./maps.ts";
import { ogrinfo, pythonWithGdal, xmllint } from "./outside-programs.ts";

const folder = mkdtempSync(join(tmpdir(), "lanetwin-export-judged-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const software = { name: "LaneTwin", version: "0" };

function run(command: string, ...args: string[]): string {
  const done = spawnSync(command, args, { encoding: "utf8", maxBuffer: 1 << 29 });
  expect(`${done.stderr.trim()} ${done.status}`, `${command} ${args.join(" ")}`).toBe(" 0");
  return done.stdout;
}

/** id → every number of its coordinates, in order. */
type Positions = Map<string, number[]>;
const numbers = (value: unknown): number[] =>
  Array.isArray(value) ? value.flatMap(numbers) : [value as number];
const positionsOf = (text: string): Positions =>
  new Map(
    (
      JSON.parse(text) as { features: { properties: { id: string }; geometry: { coordinates: unknown } }[] }
    ).features.map(({ properties, geometry }) => [properties.id, numbers(geometry.coordinates)]),
  );

/** Through GDAL to numbers with more decimals than ours. */
const throughGdal = (file: string, layer: string, ...more: string[]) =>
  positionsOf(
    run("ogr2ogr", "-f", "GeoJSON", "-lco", "COORDINATE_PRECISION=10", ...more, "/vsistdout/", file, layer),
  );

const worstOff = (a: Positions, b: Positions): number => {
  expect([...a.keys()].sort()).toEqual([...b.keys()].sort());
  let worst = 0;
  for (const [id, own] of a) {
    const other = b.get(id) as number[];
    expect(other.length, id).toBe(own.length);
    own.forEach((v, i) => {
      worst = Math.max(worst, Math.abs(v - (other[i] as number)));
    });
  }
  return worst;
};

const figure = (text: string, pattern: RegExp) => pattern.exec(text)?.slice(1) ?? [];
const OGR_TYPES = { text: "String", integer: "Integer", real: "Real", boolean: "Integer(Boolean)" };
const SHAPES = {
  Point: "3D Point",
  LineString: "3D Line String",
  Polygon: "3D Polygon",
  MultiPolygon: "3D Multi Polygon",
};

const a39 = maps.find(({ name }) => name === "a39" || /a39/.test(name));
const cities: { name: string; crs: string; build(out: string): Promise<unknown> }[] = [
  { name: "sample", crs: "EPSG:4547", build: (out) => buildSample(out) },
  ...(a39 ? [{ name: a39.name, crs: "UTM", build: (out: string) => importFile(a39.path, out, {}) }] : []),
];

describe.skipIf(!ogrinfo || !pythonWithGdal || !xmllint || !haveMaps).each(cities)(
  "exports of $name",
  (city) => {
    let reader: CityReader;
    let classes: RoadClassId[];
    let area: ReturnType<typeof areaOfBox>;
    const reports = new Map<string, ExportReport>();
    const place = (format: string) => join(folder, `${city.name}-${format}`);
    const formats = ["geojson", "csv", "flatgeobuf", "geopackage", "geoparquet"];
    beforeAll(async () => {
      const home = join(folder, city.name, city.name);
      await city.build(home);
      reader = await diskReader(home);
      classes = classesOf(reader.city);
      const { west, south, east, north } = reader.city.bounds;
      area = areaOfBox(west, south, (west + east) / 2, north);
      for (const format of formats) {
        const request = { area, classes, crs: city.crs, format };
        const { report } = await exportToDisk(reader, request, place(format), { software });
        reports.set(format, report);
      }
    });

    test("every format holds the same number of features, as counted", () => {
      for (const format of formats) {
        expect(reports.get(format)?.features, format).toBe(reports.get("geojson")?.features);
        expect(reports.get(format)?.count, format).toEqual(reports.get("geojson")?.count);
      }
      expect(reports.get("geojson")?.features).toBeGreaterThan(50);
    });

    test("GDAL opens GeoJSON, CSV, FlatGeobuf and GeoPackage: heights, counts, extent, system, field types", () => {
      const epsg = city.crs === "UTM" ? "32632" : "4547";
      for (const id of classes) {
        const count = reports.get("geojson")?.count.byClass[id] ?? 0;
        if (count === 0) continue;
        const kind = ROAD_CLASSES.find((each) => each.id === id) as (typeof ROAD_CLASSES)[number];
        const extents: string[] = [];
        const places: [string, string][] = [
          ["geojson", join(place("geojson"), "data", `${id}.geojson`)],
          ["csv", join(place("csv"), "data", `${id}.csv`)],
          ["flatgeobuf", join(place("flatgeobuf"), "data", `${id}.fgb`)],
          ["geopackage", join(place("geopackage"), "data", `${reader.city.id}.gpkg`)],
        ];
        for (const [format, file] of places) {
          const told = run("ogrinfo", "-ro", "-so", file, id);
          const where = `${format} ${id}`;
          expect(figure(told, /^Feature Count: (\d+)$/m), where).toEqual([String(count)]);
          expect(told, where).toContain(`ID["EPSG",${epsg}]]`);
          if (format === "csv") expect(told, where).toMatch(/^Geometry: /m);
          else
            expect(figure(told, /^Geometry: (.*)$/m), where).toEqual([
              SHAPES[kind.geometry as keyof typeof SHAPES],
            ]);
          extents.push(figure(told, /^Extent: (.*)$/m)[0] ?? "none");
          for (const name of kind.attributes) {
            const type = figure(told, new RegExp(`^${name}: (\\S+) `, "m"))[0];
            // GeoJSON has no types: where no feature knows a value, GDAL says String.
            const wanted = OGR_TYPES[ROAD_ATTRIBUTES.get(name)?.type ?? "text"];
            if (format === "geojson") expect([wanted, "String"], `${where} ${name}`).toContain(type);
            else expect(type, `${where} ${name}`).toBe(wanted);
          }
        }
        expect(new Set(extents).size, `${id} ${extents.join(" ")}`).toBe(1);
      }
    });

    test("the same features to a tenth of a millimetre in all formats", async () => {
      const database = await DuckDBInstance.create(":memory:");
      const connection = await database.connect();
      for (const id of classes) {
        if ((reports.get("geojson")?.count.byClass[id] ?? 0) === 0) continue;
        const ours = positionsOf(readFileSync(join(place("geojson"), "data", `${id}.geojson`), "utf8"));
        const others: [string, Positions][] = [
          ["csv", throughGdal(join(place("csv"), "data", `${id}.csv`), id)],
          ["flatgeobuf", throughGdal(join(place("flatgeobuf"), "data", `${id}.fgb`), id)],
          ["geopackage", throughGdal(join(place("geopackage"), "data", `${reader.city.id}.gpkg`), id)],
        ];
        const file = join(place("geoparquet"), "data", `${id}.parquet`);
        const rows = await connection.runAndReadAll(
          `SELECT id, ST_AsText(geometry) AS wkt, typeof(geometry) AS type FROM read_parquet('${file}')`,
        );
        const parquet: Positions = new Map();
        for (const { id: name, wkt, type } of rows.getRowObjects()) {
          expect(String(type)).toMatch(/^GEOMETRY\('/);
          expect(String(type)).toContain(city.crs === "UTM" ? "UTM zone 32N" : "Gauss-Kruger CM 114E");
          expect(String(wkt)).toMatch(/^(MULTI)?(POINT|LINESTRING|POLYGON) Z /);
          parquet.set(String(name), (String(wkt).match(/-?\d+(\.\d+)?(e[-+]?\d+)?/g) ?? []).map(Number));
        }
        for (const [format, positions] of [...others, ["geoparquet", parquet] as const])
          expect(worstOff(ours, positions), `${format} ${id}`).toBeLessThanOrEqual(1e-4);
      }
    });

    test("the plane coordinates are those that PROJ finds from the geographic ones", async () => {
      const geographic = city.crs === "UTM" ? "EPSG:4326" : "EPSG:4490";
      const out = place("geographic");
      await exportToDisk(reader, { area, classes: ["lane"], crs: geographic, format: "flatgeobuf" }, out, {
        software,
      });
      const to = city.crs === "UTM" ? "EPSG:32632" : "EPSG:4547";
      const theirs = throughGdal(join(out, "data/lane.fgb"), "lane", "-t_srs", to);
      const ours = positionsOf(readFileSync(join(place("geojson"), "data/lane.geojson"), "utf8"));
      // Both are rounded on their way: 1e-9° and 1e-4 m.
      expect(worstOff(ours, theirs)).toBeLessThanOrEqual(2e-4);
    });

    test("the GeoPackage passes GDAL's validator, plain, in three dimensions and marked GCJ-02", async () => {
      const more = city.crs === "UTM" ? ["EPSG:4979"] : ["EPSG:4979", "GCJ-02"];
      const files = [join(place("geopackage"), "data", `${reader.city.id}.gpkg`)];
      for (const crs of more) {
        const out = place(`gpkg-${crs.replace(":", "")}`);
        await exportToDisk(reader, { area, classes, crs, format: "geopackage" }, out, { software });
        files.push(join(out, "data", `${reader.city.id}${crs === "GCJ-02" ? ".gcj02" : ""}.gpkg`));
      }
      for (const file of files)
        run(pythonWithGdal as string, "-m", "osgeo_utils.samples.validate_gpkg", file);
      if (more.includes("GCJ-02")) {
        const told = run("ogrinfo", "-ro", "-so", files.at(-1) as string, "lane");
        expect(told).toContain("GCJ-02");
        expect(told).not.toMatch(/ID\["EPSG",4326\]/);
      }
    });

    test("metadata.xml is sound XML", () => {
      run(xmllint as string, "--noout", join(place("csv"), "metadata.xml"));
    });
  },
);

describe.skipIf(!ogrinfo)("coordinate systems written out", () => {
  const codes = [4326, 4979, 4490, 4258, 4547, 4526, 4498, 4513, 4554, 32649, 32650, 32735, 25832];
  const definitionOf = (epsg: number) => {
    const crs = parseCrs(`EPSG:${epsg}`);
    return crs.kind === "geographic" ? geographicDefinition(epsg) : projectedDefinition(crs)?.written;
  };
  const packed = (text: string) => text.replaceAll(/\s*\n\s*/g, "");
  test.each(codes.filter((code) => code !== 4979))("EPSG:%s in WKT 1 is what GDAL writes", (epsg) => {
    expect(definitionOf(epsg)?.wkt).toBe(packed(run("gdalsrsinfo", "-o", "wkt1", `EPSG:${epsg}`)));
  });

  test.each(codes)("EPSG:%s in PROJJSON is known to PROJ as the same system", (epsg) => {
    const json = JSON.stringify(definitionOf(epsg)?.projjson);
    expect(run("gdalsrsinfo", "-o", "epsg", json)).toContain(`EPSG:${epsg}`);
    const axes = (text: string) =>
      [...text.matchAll(/AXIS\["([^"]+)",(\w+)/g)].map(([, name, to]) => `${name} ${to}`);
    expect(axes(run("gdalsrsinfo", "-o", "wkt2", json))).toEqual(
      axes(run("gdalsrsinfo", "-o", "wkt2", `EPSG:${epsg}`)),
    );
  });
});
