// The sample city on a file system: its roads go through the same importer as anybody's file. The list of cities
// beside it lets a plain static host find it.

import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { ImportedCity } from "../build/import-roads.ts";
import { importFile } from "../build/node.ts";
import { sampleRoads } from "./sample-roads.ts";

const ID = "optics-valley";
const TITLE = { zh: "光谷 · 高新大道（示例）", en: "Optics Valley · Gaoxin Avenue (sample)" };
const NOTICE = {
  zh: "合成数据，未经测量：道路横断面与限速按公开报道，位置为虚构。",
  en: "Synthetic, not surveyed: cross-section and speeds as reported, positions made up.",
};

/** Grows the sample into a folder, which is replaced if it is a city. */
export async function buildSample(out: string, seed = 1): Promise<ImportedCity> {
  const folder = await mkdtemp(join(tmpdir(), "lanetwin-sample-"));
  try {
    const file = join(folder, "gaoxin-avenue.xodr");
    await writeFile(file, sampleRoads(seed));
    // The map's PROJ string can't say which frame it is of; we who made it can.
    const crs = "EPSG:4547";
    const imported = await importFile(file, out, {
      id: ID,
      title: TITLE,
      notice: NOTICE,
      country: "CN",
      crs,
    });
    await mkdir(dirname(out), { recursive: true });
    const list = { default: ID, cities: [{ id: ID, title: TITLE, href: `./${ID}/city.json` }] };
    await writeFile(join(dirname(out), "cities.json"), `${JSON.stringify(list, null, 2)}\n`);
    return imported;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
