// A city built on a file system: roads, models and existing tilesets of a configuration become a city folder, written
// beside its place and renamed when it is whole.

import { cp, readFile, stat, writeFile } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import type { CityFile } from "../../../model/city/city-file.ts";
import { Fault, type Finding } from "../../../model/records/fault.ts";
import { formats, objectsFormat, roadsFormat } from "../../formats/formats.ts";
import type { CityTilesReport } from "../../tiling/city/city-tiles-job.ts";
import { diskTarget, headOf, replaceCity } from "../disk/node.ts";
import type { ImportedCity } from "../import-roads.ts";
import { readMap, writeRoads } from "../node.ts";
import { SearchWriter } from "../search-writer.ts";
import { buildObjects, type InputCounts, type ObjectsInput } from "./build-objects.ts";
import type { BuildOptions } from "./build-options.ts";
import { type CityConfig, inBoth, parseConfig } from "./city-config.ts";
import { cityDocument, type Parts, TITLES } from "./city-document.ts";
import { apart, buildTerrain, cloudOf, objectsInput } from "./inputs/node.ts";

export interface BuiltCity {
  city: CityFile;
  roads?: ImportedCity;
  reports: Record<string, CityTilesReport>;
  counts: InputCounts[];
  findings: Finding[];
}

/** @throws Fault fault.city-build.config-none, fault.city-build.config-wrong */
export async function readConfig(file: string): Promise<{ config: CityConfig; folder: string }> {
  const text = await readFile(file, "utf8").catch(() => undefined);
  if (text === undefined) throw new Fault("fault.city-build.config-none", { file });
  const wrong = (path: string, reason: string) =>
    new Fault("fault.city-build.config-wrong", { file: basename(file), path, reason });
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw wrong("", error instanceof Error ? error.message : "");
  }
  const checked = parseConfig(json);
  if (!checked.ok) throw wrong(checked.path, checked.reason);
  return { config: checked.config, folder: dirname(resolve(file)) };
}

/** Whether a file is a city model rather than a road map; a pipe is not looked into, and is one. */
export async function holdsObjects(file: string): Promise<boolean> {
  const found = await stat(file).catch(() => undefined);
  if (!found || found.isDirectory()) return false;
  if (!found.isFile()) return true;
  const head = await headOf(file);
  const sniffs = formats.filter(({ sniff }) => sniff?.(head));
  if (sniffs.some(({ readRoads }) => readRoads)) return false;
  if (sniffs.some(({ readObjects, readPoints }) => readObjects ?? readPoints)) return true;
  return !roadsFormat(head, basename(file)) && objectsFormat(head, basename(file)) !== undefined;
}

async function existing(
  { tilesets }: CityConfig,
  folder: string,
  partial: string,
): Promise<CityFile["tilesets"]> {
  const out: CityFile["tilesets"] = [];
  for (const { id, kind, title, url, folder: from, offsetUpM } of tilesets) {
    let place = url;
    if (from !== undefined) {
      const source = resolve(folder, from);
      const whole = await stat(join(source, "tileset.json")).catch(() => undefined);
      if (!whole) throw new Fault("fault.city-build.no-tileset", { folder: from });
      await cp(source, join(partial, "tilesets", id), { recursive: true });
      place = `tilesets/${id}/tileset.json`;
    }
    out.push({
      id,
      kind,
      title: title === undefined ? TITLES[kind] : inBoth(title),
      url: place as string,
      ...(offsetUpM !== undefined && { offsetUpM }),
    });
  }
  return out;
}

/**
 * @param folder that the configuration's paths are relative to
 * @throws Fault fault.import.*, fault.city-build.*, fault.city-tiles.*, fault.geo.*, fault.input.*
 */
export async function buildCity(
  config: CityConfig,
  folder: string,
  out: string,
  options: BuildOptions = {},
): Promise<BuiltCity> {
  const { signal, onProgress } = options;
  return await replaceCity(out, async (partial) => {
    let roads: ImportedCity | undefined;
    if (config.roads) {
      onProgress?.({ key: "roads" });
      const { file, crs, origin, geoidHeightM } = config.roads;
      roads = await readMap(resolve(folder, file), {
        id: config.id,
        title: config.title,
        ...(config.country !== undefined && { country: config.country }),
        ...(crs !== undefined && { crs }),
        ...(origin && { origin }),
        ...((geoidHeightM ?? config.geoidHeightM) !== undefined && {
          geoidHeightM: geoidHeightM ?? (config.geoidHeightM as number),
        }),
        ...(signal && { signal }),
      });
      await writeRoads(partial, roads);
    }
    const ground = config.groundHeightM ?? roads?.city.groundHeightM;
    const findings: Finding[] = [];
    const parts: Parts = {
      ...(roads && { roads: roads.city }),
      tilesets: [],
      clouds: [],
      anchor: roads?.city.anchor ?? { lonDeg: 0, latDeg: 0, heightM: 0 },
      groundHeightM: ground ?? 0,
    };
    const reports: BuiltCity["reports"] = {};
    let groundAt: ((lonDeg: number, latDeg: number) => number | undefined) | undefined;
    for (const input of config.inputs.filter(({ kind }) => kind === "terrain")) {
      const terrain = await buildTerrain(input, config, folder, partial, roads?.city.anchor, options);
      reports.terrain = terrain.report;
      findings.push(...terrain.findings);
      groundAt = terrain.groundAt;
      parts.anchor = terrain.anchor;
      parts.tilesets.push({
        id: "terrain",
        kind: "terrain",
        title: TITLES.terrain,
        url: "terrain/tileset.json",
      });
    }
    const anchor = roads?.city.anchor ?? (reports.terrain ? parts.anchor : undefined);
    const counts: InputCounts[] = [];
    const [inputs, clouds] = await apart(config, folder);
    if (inputs.length > 0) {
      const target = diskTarget(partial, out);
      try {
        const sources: ObjectsInput[] = [];
        for (const input of inputs) sources.push(await objectsInput(input, config, folder, options));
        let search: SearchWriter | undefined;
        const built = await buildObjects(sources, target, {
          tilesetId: "buildings",
          folder: "buildings/",
          ...(anchor && { anchor }),
          groundHeightM: (lonDeg, latDeg) => groundAt?.(lonDeg, latDeg) ?? ground ?? 0,
          onAnchor: (anchor) => {
            search = new SearchWriter(target.scratch(), anchor);
          },
          onAccepted: (what) => search?.add(what),
          onProgress: ({ key, done, total }) =>
            onProgress?.(key === "objects" ? { key, done } : { key, done, total: total ?? 0 }),
          ...(signal && { signal }),
        });
        onProgress?.({ key: "writing" });
        await search?.finish(await target.create("search.bin"));
        parts.objects = built;
        parts.search = "search.bin";
        parts.anchor = built.frame.origin;
        if (ground === undefined && built.low[2] < Infinity)
          parts.groundHeightM = built.frame.origin.heightM + built.low[2];
        parts.tilesets.push({
          id: "buildings",
          kind: "buildings",
          title: TITLES.buildings,
          url: "buildings/tileset.json",
        });
        reports.buildings = built.report;
        counts.push(...built.counts);
        findings.push(...built.findings);
        const file = { formatVersion: 1, counts, findings: built.findings };
        await writeFile(join(partial, "buildings/findings.json"), `${JSON.stringify(file, null, 1)}\n`);
      } finally {
        await target.dispose();
      }
    }
    for (const [i, input] of clouds.entries()) {
      const id = i === 0 ? "points" : `points-${i + 1}`;
      const near = anchor ?? (parts.objects || i > 0 ? parts.anchor : undefined);
      const {
        report,
        placer,
        findings: own,
        counts: read,
      } = await cloudOf(input, id, config, folder, partial, near, options);
      reports[id] = report;
      counts.push(read);
      findings.push(...own);
      parts.clouds.push({ frame: placer.frame, low: report.low, high: report.high, crs: placer.crs });
      if (!near) parts.anchor = placer.frame.origin;
      if (ground === undefined && !parts.objects && i === 0)
        parts.groundHeightM = placer.frame.origin.heightM + report.low[2];
      parts.tilesets.push({ id, kind: "points", title: TITLES.points, url: `${id}/tileset.json` });
    }
    parts.tilesets.push(...(await existing(config, folder, partial)));
    if (parts.tilesets.length === 0 && !roads) throw new Fault("fault.city-tiles.empty", { id: config.id });
    const city = cityDocument(config, parts);
    await writeFile(join(partial, "city.json"), `${JSON.stringify(city, null, 2)}\n`);
    if (signal?.aborted) throw new Fault("fault.city-tiles.cancelled");
    return { city, ...(roads && { roads }), reports, counts, findings };
  });
}
