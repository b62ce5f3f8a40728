// The sample district as others see it: SUMO's reader takes its roads without a warning, every road lets traffic through,
// the land and houses come out the same byte for byte, and our own verifier finds nothing.

import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { readOpenDrive } from "../../src/data/formats/opendrive/read-opendrive.ts";
import { districtRoads } from "../../src/data/sample/roads/district-roads.ts";
import { createTraffic } from "../../src/live/simulation/traffic.ts";
import { isMotorLane } from "../../src/model/roads/lane-direction.ts";
import { roadPlacement } from "../../src/model/roads/road-placement.ts";
import { netconvert, SUMO_HOME } from "./outside-programs.ts";

const SEED = 1;
const START_MS = 1_790_000_000_000;
const folder = mkdtempSync(join(tmpdir(), "lanetwin-district-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const lanetwin = (...args: string[]) =>
  spawnSync(process.execPath, ["src/tools/lanetwin.mjs", ...args], { encoding: "utf8", maxBuffer: 1 << 26 });

/** SHA-256 by path. */
const digests = (city: string): Record<string, string> =>
  Object.fromEntries(
    readdirSync(city, { withFileTypes: true, recursive: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
      .map((file) => [
        file.slice(city.length + 1),
        createHash("sha256").update(readFileSync(file)).digest("hex"),
      ]),
  );

test.skipIf(!netconvert)("the district's roads go through netconvert without a warning", () => {
  const file = join(folder, "district.xodr");
  writeFileSync(file, districtRoads(SEED));
  const args = ["-X", "never", "--opendrive-files", file, "-o", join(folder, "district.net.xml")];
  const done = spawnSync(netconvert as string, args, {
    env: { ...process.env, SUMO_HOME },
    encoding: "utf8",
    maxBuffer: 1 << 26,
  });
  expect({ status: done.status, said: done.stderr.trim() }).toEqual({ status: 0, said: "" });
});

test("every road for vehicles carries traffic", async () => {
  const bytes = new TextEncoder().encode(districtRoads(SEED));
  const { network } = await readOpenDrive([bytes], { fileName: "district.xodr", sha256: "" });
  const traffic = createTraffic(network, {
    seed: 7,
    vehicles: (capacity) => Math.floor(capacity * 0.25),
    startMs: START_MS,
    toGeodetic: roadPlacement(network, "EPSG:4547"),
    source: "sim",
  });
  const waiting = new Set(
    network.roads
      .filter(({ sections }) => sections.some(({ lanes }) => lanes.some(isMotorLane)))
      .map(({ id }) => id),
  );
  expect(waiting.size).toBeGreaterThan(500);
  // Some turns are few vehicles' way: most roads have been driven in a minute, the last in five.
  for (let t = 1000; t <= 600_000 && waiting.size > 0; t += 1000) {
    traffic.advance(START_MS + t);
    for (const { node } of traffic.vehicles) waiting.delete(traffic.graph.nodes[node]?.roadId ?? "");
  }
  expect([...waiting]).toEqual([]);
});

test("two runs give the same files, byte for byte, and verification finds nothing in them", () => {
  const [one, two] = ["one", "two"].map((name) => join(folder, name, "optics-valley")) as [string, string];
  for (const out of [one, two]) expect(lanetwin("sample", "--out", out)).toMatchObject({ status: 0 });
  const first = digests(one);
  expect(Object.keys(first).length).toBeGreaterThan(500);
  expect(digests(two)).toEqual(first);
  for (const tileset of ["roads", "ground", "buildings", "furniture"]) {
    const { status, stdout } = lanetwin("verify", join(one, tileset, "tileset.json"));
    expect({ tileset, status, wrong: stdout.split("\n").filter((line) => line.startsWith("✗")) }).toEqual({
      tileset,
      status: 0,
      wrong: [],
    });
  }
});
