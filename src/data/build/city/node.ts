// A city built on a file system: roads, models and existing tilesets of a configuration become a city folder, written
// beside its place and renamed when it is whole.

import { cp, readFile, stat, writeFile } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import type { CityFile } from "../../../model/city/city-file.ts";
import { Fault, type Finding } from "../../../model/records/fault.ts";
import type { Format, ObjectSource } from "../../formats/format.ts";
import {
  formats,
  heightsFormat,
  modelFormat,
  objectsFormat,
  pointsFormat,
  roadsFormat,
} from "../../formats/formats.ts";
import type { CityTilesReport } from "../../tiling/city/city-tiles-job.ts";
import { writeCityTiles } from "../../tiling/city/write-city-tiles.ts";
import { diskSource, diskTarget, headOf, replaceCity } from "../disk/node.ts";
import type { ImportedCity } from "../import-roads.ts";
import { readMap, writeRoads } from "../node.ts";
import { SearchWriter } from "../search-writer.ts";
import { buildObjects, type InputCounts, type ObjectsInput } from "./build-objects.ts";
import { buildPoints } from "./build-points.ts";
import { type CityConfig, type CityInput, inBoth, parseConfig } from "./city-config.ts";
import { cityDocument, type Parts, TITLES } from "./city-document.ts";
import { openModel } from "./model-source.ts";
import { placer } from "./place.ts";
import { groundOf, terrainFeatures } from "./terrain-features.ts";

export type BuildStep =
  | { key: "roads" }
  | { key: "reading"; input: string; percent: number }
  | { key: "objects"; done: number }
  | { key: "tiling"; done: number; total: number }
  | { key: "writing" };

export interface BuildOptions {
  onProgress?: (step: BuildStep) => void;
  signal?: AbortSignal;
}

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

type ModelReader = NonNullable<Format["readModel"]>;

/** Each extension once, of the formats that can do something. */
const extensionsOf = (can: (format: Format) => unknown): string =>
  [...new Set(formats.flatMap((format) => (can(format) ? format.extensions : [])))].join(", ");

/** An input as the builder of objects takes it; the file is looked at now and read later. */
async function objectsInput(
  input: CityInput,
  config: CityConfig,
  folder: string,
  options: BuildOptions,
): Promise<ObjectsInput> {
  const file = resolve(folder, input.file);
  const { source, head } = await diskSource(file);
  const { readObjects } = objectsFormat(head, basename(file)) ?? {};
  const { readModel } = modelFormat(head, basename(file)) ?? {};
  if (!readObjects && !readModel)
    throw new Fault("fault.import.format", {
      file: basename(file),
      known: extensionsOf((format) => format.readObjects ?? format.readModel),
    });
  const { placement } = input;
  if (!readObjects && !placement)
    throw new Fault("fault.city-build.placement-needed", { file: basename(file) });
  const geoidHeightM = input.geoidHeightM ?? config.geoidHeightM;
  const crs = placement
    ? `local,${placement.lonDeg},${placement.latDeg},${placement.headingDeg ?? 90}`
    : (input.crs ?? config.crs);
  let shown = -1;
  return {
    name: basename(file),
    open: async (): Promise<ObjectSource> => {
      if (!readObjects)
        return await openModel((await (readModel as ModelReader)()).read, source, options.signal);
      const { open } = await readObjects();
      return await open(source, {
        ...(input.lod !== undefined && { lod: input.lod }),
        ...(input.assumedHeightM !== undefined && { assumedHeightM: input.assumedHeightM }),
        ...(input.storeyM !== undefined && { storeyM: input.storeyM }),
        onProgress: ({ bytes }) => {
          const percent = source.sizeBytes > 0 ? Math.floor((bytes / source.sizeBytes) * 10) * 10 : 0;
          if (percent === shown) return;
          shown = percent;
          options.onProgress?.({ key: "reading", input: basename(file), percent });
        },
        ...(options.signal && { signal: options.signal }),
      });
    },
    place: {
      ...(crs !== undefined && { crs }),
      ...(input.swapAxes !== undefined && { swapAxes: input.swapAxes }),
      ...(geoidHeightM !== undefined && { geoidHeightM }),
    },
    ...(placement?.heightM !== undefined && { raiseM: placement.heightM }),
  };
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

/** One grid of heights as a tileset of its own, and the ground that it says. */
async function buildTerrain(
  input: CityInput,
  config: CityConfig,
  folder: string,
  partial: string,
  near: CityFile["anchor"] | undefined,
  { signal }: BuildOptions,
) {
  const file = resolve(folder, input.file);
  const { source, head } = await diskSource(file);
  const format = heightsFormat(head, basename(file));
  if (!format?.readHeights)
    throw new Fault("fault.import.format", {
      file: basename(file),
      known: formats.flatMap(({ readHeights, extensions }) => (readHeights ? extensions : [])).join(", "),
    });
  const { read } = await format.readHeights();
  const { grid, findings } = await read(source, { ...(signal && { signal }) });
  const geoidHeightM = input.geoidHeightM ?? config.geoidHeightM;
  const crs = input.crs ?? config.crs;
  const middle = [
    grid.west + (grid.columns / 2) * grid.stepX,
    grid.north - (grid.rows / 2) * Math.abs(grid.stepY),
    0,
  ] as const;
  const own = placer(
    basename(file),
    grid.crs,
    { ...(crs !== undefined && { crs }), ...(geoidHeightM !== undefined && { geoidHeightM }) },
    middle,
    near,
  );
  const target = diskTarget(partial, partial);
  try {
    const report = await writeCityTiles(terrainFeatures(grid, own), undefined, target, {
      anchor: own.frame.origin,
      tilesetId: "terrain",
      folder: "terrain/",
      ...(signal && { signal }),
    });
    return {
      report,
      findings,
      anchor: own.frame.origin,
      groundAt: groundOf(grid, own, geoidHeightM ?? 0),
    };
  } finally {
    await target.dispose();
  }
}

/** Inputs of objects, and those of points: by what the configuration says, else by what the file is. */
async function apart(config: CityConfig, folder: string): Promise<[CityInput[], CityInput[]]> {
  const objects: CityInput[] = [];
  const points: CityInput[] = [];
  for (const input of config.inputs.filter(({ kind }) => kind !== "terrain")) {
    const file = resolve(folder, input.file);
    const found = await stat(file).catch(() => undefined);
    const isCloud =
      input.kind === undefined && found?.isFile()
        ? pointsFormat(await headOf(file), basename(file)) !== undefined
        : input.kind === "points";
    (isCloud ? points : objects).push(input);
  }
  return [objects, points];
}

async function cloudOf(
  input: CityInput,
  id: string,
  config: CityConfig,
  folder: string,
  partial: string,
  near: CityFile["anchor"] | undefined,
  { signal, onProgress }: BuildOptions,
) {
  const file = resolve(folder, input.file);
  const { source, head } = await diskSource(file);
  const format = pointsFormat(head, basename(file));
  if (!format?.readPoints)
    throw new Fault("fault.import.format", {
      file: basename(file),
      known: extensionsOf(({ readPoints }) => readPoints),
    });
  const geoidHeightM = input.geoidHeightM ?? config.geoidHeightM;
  const crs = input.crs ?? config.crs;
  const target = diskTarget(partial, partial);
  let shown = -1;
  try {
    return await buildPoints(
      {
        source,
        open: (await format.readPoints()).open,
        place: {
          ...(crs !== undefined && { crs }),
          ...(input.swapAxes !== undefined && { swapAxes: input.swapAxes }),
          ...(geoidHeightM !== undefined && { geoidHeightM }),
        },
        tilesetId: id,
        near,
        onProgress: ({ step, done, total = 0 }) => {
          if (step === "tiling") return onProgress?.({ key: "tiling", done, total });
          const percent = total > 0 ? Math.floor((done / total) * 10) * 10 : 0;
          if (percent === shown) return;
          shown = percent;
          onProgress?.({ key: "reading", input: basename(file), percent });
        },
        ...(signal && { signal }),
      },
      target,
    );
  } finally {
    await target.dispose();
  }
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
    let counts: InputCounts[] = [];
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
        counts = built.counts;
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
      } = await cloudOf(input, id, config, folder, partial, near, options);
      reports[id] = report;
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
