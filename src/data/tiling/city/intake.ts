// The first pass: features and instances are checked, given their cell, and wait there as records. Whole features go by
// the middle of their box; those marked `cut` are cut along the cells' borders.

import { Fault, type Finding } from "../../../model/records/fault.ts";
import { AttributeCensus } from "./attribute-census.ts";
import { CellSpill } from "./cell-spill.ts";
import type { CityFeature, CityLevel, CityMesh, Instance } from "./city-feature.ts";
import type { CityTilesOptions, Features, Furnishing, TileTarget } from "./city-tiles-job.ts";
import { cutMesh } from "./cut-mesh.ts";
import { type RecordHead, writeRecord } from "./feature-record.ts";
import { IdSet } from "./id-set.ts";
import type { Model } from "./instance-models.ts";
import { RecordWriter } from "./record-writer.ts";

/** Leaf tiles of buildings and ground. */
export const CELL_M = 512;
const PAUSE_EVERY = 2048;

/** Node's way to let others go first; a browser has none. */
const { setImmediate } = globalThis as { setImmediate?: (run: () => void) => unknown };
export const pause = () =>
  new Promise<void>((go) => void (setImmediate ?? ((run) => setTimeout(run, 0)))(go));

export const cellKey = (column: number, row: number) => `${column}_${row}`;
export const cellOf = (key: string): [number, number] => key.split("_").map(Number) as [number, number];

export interface Intake {
  census: AttributeCensus;
  features: CellSpill;
  instances: CellSpill;
  imageKeys: string[];
  counts: { features: number; instances: number; skipped: number };
  findings: Finding[];
}

interface Bounds {
  centre: [number, number, number];
  half: [number, number, number];
}

/** Of all levels; undefined where a corner is no number or there is no triangle. */
function boundsOf(levels: readonly CityLevel[]): Bounds | undefined {
  const low = [Infinity, Infinity, Infinity];
  const high = [-Infinity, -Infinity, -Infinity];
  for (const { meshes } of levels)
    for (const { positions } of meshes)
      for (let i = 0; i < positions.length; i++) {
        const v = positions[i] as number;
        // Comparisons with NaN are false; the sum is not finite then.
        if (!Number.isFinite(v)) return undefined;
        if (v < (low[i % 3] as number)) low[i % 3] = v;
        if (v > (high[i % 3] as number)) high[i % 3] = v;
      }
  if (!((low[0] as number) <= (high[0] as number))) return undefined;
  const centre = low.map((v, i) => Math.round((v + (high[i] as number)) * 5000) / 10000);
  const half = low.map((v, i) => ((high[i] as number) - v) / 2);
  return { centre: centre as Bounds["centre"], half: half as Bounds["half"] };
}

/** Rounded outwards to what the record's whole numbers can hold: beyond 200 km there is no city. */
const FARTHEST_M = 200_000;

function whatIsWrong(feature: CityFeature, bounds: Bounds | undefined): string | undefined {
  if (!feature.levels.at(-1)?.meshes.some(({ indices }) => indices.length > 0)) return "nothing";
  if (!bounds) return "not-a-number";
  if (bounds.half.some((v) => v > FARTHEST_M) || bounds.centre.some((v) => Math.abs(v) > 1e7))
    return "too-far";
  const outside = feature.levels.some(({ meshes }) =>
    meshes.some(({ positions, indices }) => {
      for (let i = 0; i < indices.length; i++)
        if (!((indices[i] as number) < positions.length / 3)) return true;
      return false;
    }),
  );
  return outside ? "no-corner" : undefined;
}

export class Reception {
  private readonly census = new AttributeCensus();
  private readonly spill: CellSpill;
  private readonly things: CellSpill;
  private readonly record = new RecordWriter();
  private readonly ids = new IdSet();
  private readonly imageKeys: string[] = [];
  private readonly imageNumbers = new Map<string, number>();
  private readonly counts = { features: 0, instances: 0, skipped: 0 };
  private readonly findings: Finding[] = [];
  private readonly options: CityTilesOptions;

  constructor(target: TileTarget, options: CityTilesOptions) {
    this.spill = new CellSpill(target.scratch());
    this.things = new CellSpill(target.scratch());
    this.options = options;
  }

  private imageNumber = (key: string): number => {
    let number = this.imageNumbers.get(key);
    if (number === undefined) {
      number = this.imageKeys.push(key) - 1;
      this.imageNumbers.set(key, number);
    }
    return number;
  };

  private ownId(id: string): string {
    if (this.ids.add(id)) return id;
    for (let n = 2; ; n++) {
      const other = `${id}#${n}`;
      if (!this.ids.add(other)) continue;
      this.findings.push({
        severity: "warning",
        code: "finding.city-tiles.id-twice",
        params: { id, other },
        where: id,
      });
      return other;
    }
  }

  private skip(id: string, why: string): void {
    this.counts.skipped += 1;
    this.findings.push({ severity: "skipped", code: `finding.city-tiles.${why}`, params: { id }, where: id });
  }

  private put(key: string, head: RecordHead, levels: readonly CityLevel[]): void {
    this.record.length = 0;
    writeRecord(this.record, head, levels, this.census, this.imageNumber);
    this.spill.add(key, this.record.bytes.subarray(0, this.record.length));
  }

  private feature(feature: CityFeature) {
    const bounds = boundsOf(feature.levels);
    const wrong = whatIsWrong(feature, bounds);
    if (wrong || !bounds) return this.skip(feature.id, wrong ?? "not-a-number");
    const id = this.ownId(feature.id);
    const { kind, attributes } = feature;
    const levels = [...feature.levels].sort((a, b) => b.errorM - a.errorM);
    this.counts.features += 1;
    this.options.onAccepted?.({ id, kind, attributes, ...bounds });
    const head = { id, kind, attributes, origin: bounds.centre, half: bounds.half };
    const column = Math.floor(bounds.centre[0] / CELL_M);
    const row = Math.floor(bounds.centre[1] / CELL_M);
    const within = [0, 1].every((axis) => {
      const low = (bounds.centre[axis] as number) - (bounds.half[axis] as number);
      const high = (bounds.centre[axis] as number) + (bounds.half[axis] as number);
      return Math.floor(low / CELL_M) === Math.ceil(high / CELL_M) - 1;
    });
    if (!feature.cut || within) return this.put(cellKey(column, row), { ...head, cut: false }, levels);
    const cells = new Map<string, CityMesh[][]>();
    levels.forEach(({ meshes }, level) => {
      for (const mesh of meshes)
        for (const piece of cutMesh(mesh, CELL_M)) {
          const key = cellKey(piece.column, piece.row);
          let own = cells.get(key);
          if (!own) {
            own = levels.map(() => []);
            cells.set(key, own);
          }
          (own[level] as CityMesh[]).push(piece.mesh);
        }
    });
    for (const [key, meshes] of cells)
      this.put(
        key,
        { ...head, cut: true },
        levels.map(({ errorM }, level) => ({ errorM, meshes: meshes[level] as CityMesh[] })),
      );
  }

  private instance(instance: Instance, models: ReadonlyMap<string, Model>) {
    const model = models.get(instance.model);
    const { position, scale, headingRad } = instance;
    if (!model) return this.skip(instance.id, "no-model");
    if (![...position, scale, headingRad].every(Number.isFinite) || !(scale > 0))
      return this.skip(instance.id, "not-a-number");
    const id = this.ownId(instance.id);
    this.counts.instances += 1;
    const half = [
      model.radiusM * scale,
      model.radiusM * scale,
      ((model.highM - model.lowM) / 2) * scale,
    ] as const;
    const [x, y, z] = position;
    const attributes = instance.attributes;
    this.options.onAccepted?.({
      id,
      kind: model.kind,
      attributes,
      centre: [x, y, z + ((model.highM + model.lowM) / 2) * scale],
      half,
    });
    const { record } = this;
    record.length = 0;
    record.u32(model.place);
    record.f32(headingRad);
    record.f32(scale);
    record.u32(0);
    writeRecord(
      record,
      { id, kind: model.kind, attributes, origin: position, half, cut: false },
      [],
      this.census,
      this.imageNumber,
    );
    this.things.add(
      cellKey(Math.floor(x / CELL_M), Math.floor(y / CELL_M)),
      record.bytes.subarray(0, record.length),
    );
  }

  async all(
    features: Features,
    furnishing: Furnishing | undefined,
    models: ReadonlyMap<string, Model>,
  ): Promise<Intake> {
    let done = 0;
    const passed = async () => {
      done += 1;
      if (done % PAUSE_EVERY !== 0) return;
      if (this.options.signal?.aborted) throw new Fault("fault.city-tiles.cancelled");
      this.options.onProgress?.({ step: "reading", done });
      await pause();
    };
    for await (const feature of features) {
      this.feature(feature);
      await passed();
    }
    for await (const instance of furnishing?.instances ?? []) {
      this.instance(instance, models);
      await passed();
    }
    const { census, imageKeys, counts, findings } = this;
    return { census, features: this.spill, instances: this.things, imageKeys, counts, findings };
  }

  close(): void {
    this.spill.close();
    this.things.close();
  }
}
