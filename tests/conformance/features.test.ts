// FlatGeobuf as GDAL reads it: counts, coordinate system, heights, and its spatial filter by our index.

import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { deserialize } from "flatgeobuf/lib/mjs/geojson.js";
import { describe, expect, test } from "vitest";
import { importFile } from "../../src/data/build/node.ts";
import { maps } from "./maps.ts";
import { ogrinfo } from "./outside-programs.ts";

const folder = mkdtempSync(join(tmpdir(), "lanetwin-features-"));

function gdal(command: string, ...args: string[]): string {
  const done = spawnSync(command, args, { encoding: "utf8", maxBuffer: 1 << 29 });
  expect(done.stderr.trim()).toBe("");
  return done.stdout;
}

const numbers = (value: unknown): number[] =>
  Array.isArray(value) ? value.flatMap(numbers) : [value as number];

function copied(file: string, ...options: string[]): string {
  const to = join(mkdtempSync(join(folder, "copy-")), "copy.fgb");
  gdal("ogr2ogr", "-f", "FlatGeobuf", ...options, to, file);
  return to;
}

async function readAll(file: string): Promise<{ id: string; at: number[]; box: number[] }[]> {
  const out: { id: string; at: number[]; box: number[] }[] = [];
  for await (const each of deserialize(new Uint8Array(readFileSync(file)))) {
    const at = numbers((each.geometry as { coordinates: unknown }).coordinates);
    const [xs, ys] = [0, 1].map((axis) => at.filter((_, i) => i % 3 === axis)) as [number[], number[]];
    const box = [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
    out.push({ id: String(each.properties?.id), at, box });
  }
  return out;
}

describe.skipIf(!ogrinfo).each(maps)("the feature files of $name", ({ name, path }) => {
  test("are read by GDAL as we wrote them, and its spatial filter finds what lies in a box", async () => {
    const out = join(folder, name);
    const { city } = await importFile(path, out, { origin: { lonDeg: 8.4, latDeg: 49, headingDeg: 90 } });
    const features = city.roads?.features ?? [];
    expect(features.length).toBeGreaterThan(2);
    for (const { class: kind, url, count } of features) {
      const file = join(out, url);
      const told = gdal("ogrinfo", "-so", "-al", file);
      const figure = (pattern: RegExp) => pattern.exec(told)?.slice(1) ?? [];
      expect(figure(/^Feature Count: (\d+)$/m), kind).toEqual([String(count)]);
      expect(figure(/^Geometry: (.*)$/m)[0], kind).toMatch(/^3D (Point|Line String|Polygon|Multi Polygon)$/);
      expect(told, kind).toMatch(/^id: String/m);
      const ours = await readAll(file);
      // Through GDAL and back, in binary: its GeoJSON takes 49.000000043 for 49.
      const theirs = await readAll(copied(file));
      const byId = new Map(ours.map((each) => [each.id, each]));
      expect(theirs.length).toBe(ours.length);
      for (const { id, at } of theirs) expect(at, id).toEqual(byId.get(id)?.at);
      // What lies wholly within the western half must be found; what lies wholly in the eastern must not.
      const [west, south, east, north] = figure(/^Extent: \((\S+), (\S+)\) - \((\S+), (\S+)\)$/m).map(
        Number,
      ) as [number, number, number, number];
      const middle = (west + east) / 2;
      const box = [west - 1e-6, south - 1e-6, middle, north + 1e-6].map(String);
      const found = new Set((await readAll(copied(file, "-spat", ...box))).map(({ id }) => id));
      for (const { id, box: own } of ours) {
        if ((own[2] as number) <= middle) expect(found.has(id), id).toBe(true);
        if ((own[0] as number) > middle) expect(found.has(id), id).toBe(false);
      }
    }
  }, 60_000);
});
