import { validateBytes } from "gltf-validator";
import { expect, test } from "vitest";
import { memoryTarget } from "../../../../src/data/export/memory-target.ts";
import type { CityFeature } from "../../../../src/data/tiling/city/city-feature.ts";
import type { CityTilesOptions, Furnishing } from "../../../../src/data/tiling/city/city-tiles-job.ts";
import { writeCityTiles } from "../../../../src/data/tiling/city/write-city-tiles.ts";
import { ANCHOR, ground, house, lampModel, lamps, town } from "./small-features.ts";

async function tiles(
  features: Iterable<CityFeature>,
  furnishing?: Furnishing,
  more: Partial<CityTilesOptions> = {},
) {
  const target = memoryTarget();
  const report = await writeCityTiles(features, furnishing, target, {
    anchor: ANCHOR,
    tilesetId: "t",
    ...more,
  });
  const files = new Map([...target.files].map(([path, pieces]) => [path, Buffer.concat(pieces)]));
  return { report, files };
}

const all = () => [...town(40), ground("park", -700, -700, 2000)];
const furnishing = () => ({ models: [lampModel], instances: lamps(60) });

test.each([true, false])(
  "the glTF validator finds no error and no warning in any tile, compressed: %s",
  async (compress) => {
    const { files, report } = await tiles(all(), furnishing(), { compress });
    expect(report).toMatchObject({ features: 1601, instances: 60, skipped: 0, findings: [] });
    for (const [path, bytes] of files) {
      if (!path.endsWith(".glb")) continue;
      const { issues } = await validateBytes(new Uint8Array(bytes));
      expect([path, issues.messages.filter((m: { severity: number }) => m.severity < 2)]).toEqual([path, []]);
    }
  },
);

test("the same input gives the same bytes", async () => {
  const [one, two] = [await tiles(all(), furnishing()), await tiles(all(), furnishing())];
  expect([...one.files.keys()]).toEqual([...two.files.keys()]);
  for (const [path, bytes] of one.files)
    expect([path, bytes.equals(two.files.get(path) as Buffer)]).toEqual([path, true]);
  expect(one.report.tilesetVersion).toMatch(/^[0-9a-f]{16}$/);
});

test("an empty input is refused in words", async () => {
  await expect(tiles([])).rejects.toMatchObject({ code: "fault.city-tiles.empty", params: { id: "t" } });
});

test("what can't be drawn is skipped and listed, and a second thing of the same id gets another", async () => {
  const { report } = await tiles([
    house("a", [0, 0, 0]),
    house("a", [50, 0, 0]),
    house("n", [Number.NaN, 0, 0]),
    { ...house("e", [0, 0, 0]), levels: [] },
  ]);
  expect(report).toMatchObject({ features: 2, skipped: 2 });
  expect(report.findings.map(({ code, where }) => `${where} ${code}`)).toEqual([
    "a finding.city-tiles.id-twice",
    "n finding.city-tiles.not-a-number",
    "e finding.city-tiles.nothing",
  ]);
});
