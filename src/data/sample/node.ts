// The sample city on a file system: its roads go through the same importer as anybody's file, its land and houses through
// the same tiler. The list of cities beside it lets a plain static host find it.

import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { replaceCity } from "../build/disk/node.ts";
import type { ImportedCity } from "../build/import-roads.ts";
import { importFile, readMap } from "../build/node.ts";
import { DISTRICT_ROADS, furnishCity, writeDistrictRoads } from "./district/node.ts";
import { districtRoads } from "./roads/district-roads.ts";
import { sampleRoads } from "./sample-roads.ts";

const ID = "optics-valley";
/** The map's PROJ string can't say which frame it is of; we who made it can. */
const CRS = "EPSG:4547";
const ABOUT = {
  avenue: {
    title: { zh: "光谷 · 高新大道（示例）", en: "Optics Valley · Gaoxin Avenue (sample)" },
    notice: {
      zh: "合成数据，未经测量：道路横断面与限速按公开报道，位置为虚构。",
      en: "Synthetic, not surveyed: cross-section and speeds as reported, positions made up.",
    },
  },
  district: {
    title: { zh: "光谷 · 高新大道片区（示例）", en: "Optics Valley · Gaoxin Avenue district (sample)" },
    notice: {
      zh: "合成数据，未经测量：道路、建筑、设施与停车均为虚构，道路横断面与限速按公开报道。",
      en: "Synthetic, not surveyed: streets, buildings, facilities and parking are made up; the avenue's cross-section and speeds are as reported.",
    },
  },
};
export type SampleExtent = keyof typeof ABOUT;

/**
 * Grows the sample into a folder, which is replaced if it is a city.
 * @param extent the avenue's roads alone, or the whole district with its land and houses
 */
export async function buildSample(
  out: string,
  seed = 1,
  extent: SampleExtent = "avenue",
): Promise<ImportedCity> {
  const folder = await mkdtemp(join(tmpdir(), "lanetwin-sample-"));
  try {
    const file = join(folder, "gaoxin-avenue.xodr");
    await writeFile(file, extent === "avenue" ? sampleRoads(seed) : districtRoads(seed));
    const { title, notice } = ABOUT[extent];
    const options = { id: ID, title, notice, country: "CN", crs: CRS };
    const imported =
      extent === "avenue"
        ? await importFile(file, out, options)
        : await replaceCity(out, async (partial) => {
            const roads = await readMap(file, { ...options, ...DISTRICT_ROADS });
            await writeDistrictRoads(partial, roads);
            const city = await furnishCity(partial, roads, seed);
            await writeFile(join(partial, "city.json"), `${JSON.stringify(city, null, 2)}\n`);
            return { ...roads, city };
          });
    await mkdir(dirname(out), { recursive: true });
    const list = { default: ID, cities: [{ id: ID, title, href: `./${ID}/city.json` }] };
    await writeFile(join(dirname(out), "cities.json"), `${JSON.stringify(list, null, 2)}\n`);
    return imported;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
