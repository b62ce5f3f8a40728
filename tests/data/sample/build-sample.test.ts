import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { buildSample } from "../../../src/data/sample/node.ts";
import { parseCity } from "../../../src/model/city/city-schema.ts";

test("the sample grows into a city folder that says it is synthetic, and is listed beside it", async () => {
  const root = mkdtempSync(join(tmpdir(), "lanetwin-sample-"));
  const { findings, triangles } = await buildSample(join(root, "optics-valley"));
  expect(findings).toEqual([]);
  expect(triangles).toBeGreaterThan(50_000);
  const read = parseCity(JSON.parse(readFileSync(join(root, "optics-valley/city.json"), "utf8")));
  if (!read.ok) throw new Error(JSON.stringify(read.issues));
  const { id, country, title, notice, home, roads } = read.city;
  expect({ id, country }).toEqual({ id: "optics-valley", country: "CN" });
  expect(title.zh).toContain("高新大道");
  expect(notice?.en).toMatch(/^Synthetic, not surveyed/);
  expect(roads?.counts).toMatchObject({ road: 126, junction: 5 });
  // Over a crossing, along the avenue, which runs nearly east and west.
  expect(Math.abs((home?.latDeg ?? 0) - 30.4895)).toBeLessThan(0.001);
  expect(Math.abs(Math.sin(((home?.headingDeg ?? 0) * Math.PI) / 180))).toBeGreaterThan(0.99);
  const list = JSON.parse(readFileSync(join(root, "cities.json"), "utf8"));
  expect(list.cities).toEqual([{ id, title, href: "./optics-valley/city.json" }]);
});
