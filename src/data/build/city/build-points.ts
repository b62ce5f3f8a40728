// A point cloud into its tileset: points are placed like any input, coloured by the cloud or by their class.

import type { Finding } from "../../../model/records/fault.ts";
import { Fault } from "../../../model/records/fault.ts";
import type { OpenPoints, PointBatch, SourceFile } from "../../formats/format.ts";
import type { TileTarget } from "../../tiling/city/city-tiles-job.ts";
import { pointClassColour } from "../../tiling/points/point-classes.ts";
import { type Points, roomFor } from "../../tiling/points/point-spill.ts";
import { type PointTilesReport, writePointTiles } from "../../tiling/points/write-point-tiles.ts";
import { type PlaceOptions, type Placer, placer } from "./place.ts";

export interface PointsInput {
  source: SourceFile;
  open: OpenPoints;
  place: PlaceOptions;
  tilesetId: string;
  near: { lonDeg: number; latDeg: number; heightM: number } | undefined;
  onProgress?: (progress: { step: "reading" | "tiling"; done: number; total?: number }) => void;
  signal?: AbortSignal;
}

export interface BuiltPoints {
  report: PointTilesReport;
  placer: Placer;
  findings: Finding[];
}

function placed({ positions, colours, classes }: PointBatch, own: Placer): Points {
  const count = positions.length / 3;
  const out = roomFor(count);
  const p = new Float64Array(3);
  for (let i = 0; i < count; i++) {
    own.place(
      positions[i * 3] as number,
      positions[i * 3 + 1] as number,
      positions[i * 3 + 2] as number,
      p,
      0,
    );
    out.east[i] = p[0] as number;
    out.north[i] = p[1] as number;
    out.up[i] = p[2] as number;
    const code = classes?.[i] ?? 0;
    out.classes[i] = code;
    out.colours.set(colours ? colours.subarray(i * 3, i * 3 + 3) : pointClassColour(code), i * 3);
  }
  return out;
}

/** @throws Fault fault.las.*, fault.city-build.*, fault.city-tiles.* */
export async function buildPoints(input: PointsInput, target: TileTarget): Promise<BuiltPoints> {
  const { source, open, place, tilesetId, near, onProgress, signal } = input;
  const cloud = await open(source, { ...(signal && { signal }) });
  const batches = cloud.points()[Symbol.asyncIterator]();
  const first = await batches.next();
  if (first.done || first.value.positions.length === 0)
    throw new Fault("fault.city-tiles.empty", { id: source.name });
  const [x = 0, y = 0, z = 0] = first.value.positions;
  const own = placer(source.name, cloud.crs(), place, [x, y, z], near);
  async function* all(): AsyncGenerator<Points> {
    yield placed((first as { value: PointBatch }).value, own);
    for (let next = await batches.next(); !next.done; next = await batches.next())
      yield placed(next.value, own);
  }
  const { lonDeg, latDeg, heightM } = own.frame.origin;
  const report = await writePointTiles(all(), target, {
    anchor: { lonDeg, latDeg, heightM },
    tilesetId,
    folder: `${tilesetId}/`,
    ...(onProgress && {
      onProgress: ({ step, done, total }) =>
        onProgress({
          step,
          done,
          ...((total ?? cloud.count) !== undefined && { total: total ?? cloud.count }),
        }),
    }),
    ...(signal && { signal }),
  });
  return { report, placer: own, findings: cloud.findings };
}
