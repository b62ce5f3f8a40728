// City models to one tileset: every input's objects are placed, shaped and handed to the tiler one by one; what was
// skipped is counted by input, so that read = out + skipped holds for the whole way.

import type { CityObject } from "../../../model/buildings/city-object.ts";
import type { EnuFrame } from "../../../model/geo/frames.ts";
import type { Finding } from "../../../model/records/fault.ts";
import { Fault } from "../../../model/records/fault.ts";
import { FindingList } from "../../formats/city/finding-list.ts";
import type { ObjectSource } from "../../formats/format.ts";
import type { CityFeature } from "../../tiling/city/city-feature.ts";
import type { Accepted, CityTilesReport, TileTarget } from "../../tiling/city/city-tiles-job.ts";
import { writeCityTiles } from "../../tiling/city/write-city-tiles.ts";
import { insideMainland } from "./inside-mainland.ts";
import { featureOf } from "./object-feature.ts";
import { type PlaceOptions, type Placer, placer } from "./place.ts";

export interface ObjectsInput {
  /** As messages call it. */
  name: string;
  open(): Promise<ObjectSource>;
  place: PlaceOptions;
  /** Added to its heights. */
  raiseM?: number;
}

export interface ObjectsJob {
  tilesetId: string;
  /** Before every path, "buildings/". */
  folder: string;
  /** Where the city is, when that is known. */
  anchor?: { lonDeg: number; latDeg: number; heightM: number };
  /** Ellipsoidal height of the ground. */
  groundHeightM(lonDeg: number, latDeg: number): number;
  /** Once, before anything is accepted. */
  onAnchor?: (anchor: { lonDeg: number; latDeg: number; heightM: number }) => void;
  onAccepted?: (what: Accepted) => void;
  onProgress?: (progress: { key: "objects" | "tiling"; done: number; total?: number }) => void;
  signal?: AbortSignal;
}

export interface InputCounts {
  input: string;
  crs: string;
  read: number;
  out: number;
  skipped: number;
}

export interface BuiltObjects {
  frame: EnuFrame;
  report: CityTilesReport;
  counts: InputCounts[];
  findings: Finding[];
  /** Of what stands in the tiles, in the anchor's frame. */
  low: [number, number, number];
  high: [number, number, number];
  placers: Placer[];
}

/** A corner of an object, to see by it where its file lies. */
function firstCorner({ shapes }: CityObject): [number, number, number] | undefined {
  for (const { shape } of shapes) {
    if (shape.type === "extrusion") {
      const ring = shape.footprints[0]?.[0];
      if (ring && ring.length >= 2) return [ring[0] as number, ring[1] as number, shape.baseM ?? 0];
    } else {
      const points = shape.type === "faces" ? shape.faces[0]?.rings[0] : shape.positions;
      if (points && points.length >= 3)
        return [points[0] as number, points[1] as number, points[2] as number];
    }
  }
  return undefined;
}

/** @throws Fault fault.city-build.*, fault.city-tiles.*, fault.geo.*, fault.input.* */
export async function buildObjects(
  inputs: readonly ObjectsInput[],
  target: TileTarget,
  job: ObjectsJob,
): Promise<BuiltObjects> {
  const reasons = new FindingList();
  const counts: InputCounts[] = [];
  const placers: Placer[] = [];
  const images = new Map<string, { source: ObjectSource; image: number }>();
  let anchor = job.anchor;
  let out = 0;
  let refused = 0;

  async function* features(): AsyncGenerator<CityFeature> {
    for (const [place, input] of inputs.entries()) {
      const source = await input.open();
      const imageKey = (image: number) => {
        const key = `${place}:${image}`;
        if (!images.has(key)) images.set(key, { source, image });
        return key;
      };
      let own: Placer | undefined;
      let skipped = 0;
      const from = out;
      for await (const batch of source.objects()) {
        for (const object of batch) {
          if (!own) {
            const corner = firstCorner(object);
            if (corner) {
              own = placer(input.name, source.crs(), input.place, corner, anchor);
              anchor ??= own.frame.origin;
              placers.push(own);
              if (own.gcj02 === false && own.crs.kind === "geographic" && input.place.crs === undefined)
                askForGcj02(own, corner, input.name, reasons);
            }
          }
          const made = own
            ? featureOf(object, {
                placer: own,
                groundM: (lonDeg, latDeg) =>
                  job.groundHeightM(lonDeg, latDeg) - (input.place.geoidHeightM ?? 0),
                ...(input.raiseM !== undefined && { raiseM: input.raiseM }),
                imageKey,
              })
            : { skipped: "finding.city-build.no-shape" };
          if ("skipped" in made) {
            skipped += 1;
            reasons.add({
              severity: "skipped",
              code: made.skipped,
              params: { id: object.id },
              where: `${input.name}: ${object.id}`,
            });
            continue;
          }
          for (const { code, count } of made.notes)
            reasons.add({
              severity: "warning",
              code,
              params: { id: object.id, ...(count !== undefined && { count }) },
              where: `${input.name}: ${object.id}`,
            });
          out += 1;
          yield made.feature;
        }
      }
      const read = source.counts();
      counts.push({
        input: input.name,
        crs: own?.crs.text ?? source.crs() ?? "",
        read: read.read,
        out: out - from,
        skipped: read.skipped + skipped,
      });
      for (const finding of source.findings)
        reasons.add({ ...finding, where: finding.where ? `${input.name}: ${finding.where}` : input.name });
    }
  }

  const stream = features();
  // The anchor is laid by the first feature, and the tiler must know it before.
  const first = await stream.next();
  const where = anchor;
  if (first.done || !where) throw new Fault("fault.city-tiles.empty", { id: job.tilesetId });
  job.onAnchor?.(where);
  const low: BuiltObjects["low"] = [Infinity, Infinity, Infinity];
  const high: BuiltObjects["high"] = [-Infinity, -Infinity, -Infinity];
  async function* all(): AsyncGenerator<CityFeature> {
    yield first.value as CityFeature;
    yield* stream;
  }
  const report = await writeCityTiles(all(), undefined, target, {
    anchor: where,
    tilesetId: job.tilesetId,
    folder: job.folder,
    image: async (key) => {
      const found = images.get(key);
      return found ? await found.source.image?.(found.image) : undefined;
    },
    onAccepted: (what) => {
      for (const axis of [0, 1, 2] as const) {
        low[axis] = Math.min(low[axis], what.centre[axis] - what.half[axis]);
        high[axis] = Math.max(high[axis], what.centre[axis] + what.half[axis]);
      }
      job.onAccepted?.(what);
    },
    onProgress: ({ step, done, total }) =>
      job.onProgress?.({
        key: step === "reading" ? "objects" : "tiling",
        done,
        ...(total !== undefined && { total }),
      }),
    ...(job.signal && { signal: job.signal }),
  });
  refused = report.skipped;
  for (const finding of report.findings) reasons.add(finding);
  reasons.close();
  // What the tiler refused was read by someone: its input is not kept apart.
  if (refused > 0) counts.push({ input: "—", crs: "", read: 0, out: -refused, skipped: refused });
  const frame = placers[0]?.frame as EnuFrame;
  return { frame, report, counts, findings: reasons.findings, low, high, placers };
}

/** Coordinates in China may be shifted; nobody can see that from the file, so it is asked. */
function askForGcj02(
  own: Placer,
  [x, y]: readonly [number, number, number],
  input: string,
  reasons: FindingList,
): void {
  const { lonDeg, latDeg } = own.geodetic(x, y, 0);
  if (insideMainland(lonDeg, latDeg))
    reasons.add({
      severity: "warning",
      code: "finding.city-build.gcj02",
      params: { file: input },
      where: input,
    });
}
