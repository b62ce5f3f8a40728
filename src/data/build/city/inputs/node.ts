// The inputs of a configuration on a file system, each opened by its format and placed: objects, grids of heights, clouds of
// points.

import { stat } from "node:fs/promises";
import { basename, resolve } from "node:path";
import type { CityFile } from "../../../../model/city/city-file.ts";
import { Fault } from "../../../../model/records/fault.ts";
import type { Format, ObjectSource } from "../../../formats/format.ts";
import {
  formats,
  heightsFormat,
  modelFormat,
  objectsFormat,
  pointsFormat,
} from "../../../formats/formats.ts";
import { writeCityTiles } from "../../../tiling/city/write-city-tiles.ts";
import { diskSource, diskTarget, headOf } from "../../disk/node.ts";
import type { ObjectsInput } from "../build-objects.ts";
import type { BuildOptions } from "../build-options.ts";
import { buildPoints } from "../build-points.ts";
import type { CityConfig, CityInput } from "../city-config.ts";
import { openModel } from "../model-source.ts";
import { type PlaceOptions, placer } from "../place.ts";
import { groundOf, terrainFeatures } from "../terrain-features.ts";

type ModelReader = NonNullable<Format["readModel"]>;

/** Each extension once, of the formats that can do something. */
const extensionsOf = (can: (format: Format) => unknown): string =>
  [...new Set(formats.flatMap((format) => (can(format) ? format.extensions : [])))].join(", ");

/** How an input's coordinates are read: by what it says itself, else by the configuration. */
function placeOf(input: CityInput, config: CityConfig): PlaceOptions {
  const crs = input.crs ?? config.crs;
  const geoidHeightM = input.geoidHeightM ?? config.geoidHeightM;
  return {
    ...(crs !== undefined && { crs }),
    ...(input.swapAxes !== undefined && { swapAxes: input.swapAxes }),
    ...(geoidHeightM !== undefined && { geoidHeightM }),
  };
}

/** Tells how much of an input has been read, every tenth. */
function readingTold(input: string, { onProgress }: BuildOptions): (done: number, total: number) => void {
  let shown = -1;
  return (done, total) => {
    const percent = total > 0 ? Math.floor((done / total) * 10) * 10 : 0;
    if (percent === shown) return;
    shown = percent;
    onProgress?.({ key: "reading", input, percent });
  };
}

/** An input as the builder of objects takes it; the file is looked at now and read later. */
export async function objectsInput(
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
  const read = readingTold(basename(file), options);
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
        onProgress: ({ bytes }) => read(bytes, source.sizeBytes),
        ...(options.signal && { signal: options.signal }),
      });
    },
    place: {
      ...placeOf(input, config),
      ...(placement && {
        crs: `local,${placement.lonDeg},${placement.latDeg},${placement.headingDeg ?? 90}`,
      }),
    },
    ...(placement?.heightM !== undefined && { raiseM: placement.heightM }),
  };
}

/** One grid of heights as a tileset of its own, and the ground that it says. */
export async function buildTerrain(
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
      known: extensionsOf(({ readHeights }) => readHeights),
    });
  const { read } = await format.readHeights();
  const { grid, findings } = await read(source, { ...(signal && { signal }) });
  const place = placeOf(input, config);
  const middle = [
    grid.west + (grid.columns / 2) * grid.stepX,
    grid.north - (grid.rows / 2) * Math.abs(grid.stepY),
    0,
  ] as const;
  const own = placer(basename(file), grid.crs, place, middle, near);
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
      groundAt: groundOf(grid, own, place.geoidHeightM ?? 0),
    };
  } finally {
    await target.dispose();
  }
}

/** Inputs of objects, and those of points: by what the configuration says, else by what the file is. */
export async function apart(config: CityConfig, folder: string): Promise<[CityInput[], CityInput[]]> {
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

export async function cloudOf(
  input: CityInput,
  id: string,
  config: CityConfig,
  folder: string,
  partial: string,
  near: CityFile["anchor"] | undefined,
  options: BuildOptions,
) {
  const { signal, onProgress } = options;
  const file = resolve(folder, input.file);
  const { source, head } = await diskSource(file);
  const format = pointsFormat(head, basename(file));
  if (!format?.readPoints)
    throw new Fault("fault.import.format", {
      file: basename(file),
      known: extensionsOf(({ readPoints }) => readPoints),
    });
  const target = diskTarget(partial, partial);
  const read = readingTold(basename(file), options);
  try {
    return await buildPoints(
      {
        source,
        open: (await format.readPoints()).open,
        place: placeOf(input, config),
        tilesetId: id,
        near,
        onProgress: ({ step, done, total }) =>
          step === "tiling" ? onProgress?.({ key: "tiling", done, total }) : read(done, total),
        ...(signal && { signal }),
      },
      target,
    );
  } finally {
    await target.dispose();
  }
}
