// Instances of a cell to tiles of 256 m: far away the models' coarse level, near the full one, nothing beyond the error of
// the node they hang under. All of a model in a tile are one draw.

import type { Vec3 } from "../../../model/geo/frames.ts";
import type { Column } from "./attribute-census.ts";
import { type CityGlbNode, writeCityGlb } from "./city-glb.ts";
import type { Model } from "./instance-models.ts";
import type { Rigid } from "./mesh-builder.ts";
import { type FeatureRecord, readRecord } from "./read-record.ts";

export interface Placed {
  record: FeatureRecord;
  model: Model;
  headingRad: number;
  scale: number;
}

/** Bytes before each record: model, heading, scale, nothing. */
const PREFIX = 16;

export function readPlaced(bytes: Uint8Array, models: readonly Model[]): Placed[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const out: Placed[] = [];
  for (let at = 0; at < bytes.length; ) {
    const { record, next } = readRecord(bytes, at + PREFIX);
    out.push({
      record,
      model: models[view.getUint32(at, true)] as Model,
      headingRad: view.getFloat32(at + 4, true),
      scale: view.getFloat32(at + 8, true),
    });
    at = next;
  }
  return out;
}

/** The largest dimension that is missing where an instance is not drawn. */
export const sizeOf = ({ model, scale }: Placed) =>
  Math.max(model.radiusM * 2, model.highM - model.lowM) * scale;

export interface InstanceContent {
  bytes: Uint8Array;
  low: Vec3;
  high: Vec3;
  triangles: number;
  errorM: number;
}

/** Places on 4 mm and sizes on half a per cent: what no eye sees costs no bytes. */
const grain = (v: number) => Math.round(v * 256) / 256;
const SHORT_UNIT = 32767;

/** Neighbours follow one another, model by model: then their figures differ little. */
function inOrder(placed: readonly Placed[]): Placed[] {
  const [x0, y0] = [0, 1].map((axis) =>
    placed.reduce((least, { record }) => Math.min(least, record.origin[axis] as number), Infinity),
  ) as [number, number];
  const keyOf = ({ record }: Placed) => {
    const [column, row] = [(record.origin[0] - x0) >> 2, (record.origin[1] - y0) >> 2];
    let key = 0;
    for (let bit = 0, weight = 1; bit < 16; bit++, weight *= 4)
      key += (((column >> bit) & 1) + 2 * ((row >> bit) & 1)) * weight;
    return key;
  };
  return placed
    .map((one) => ({ one, key: keyOf(one) }))
    .sort((a, b) => a.one.model.place - b.one.model.place || a.key - b.key)
    .map(({ one }) => one);
}

/** @param coarse the models' first level instead of the last */
export function instanceContent(
  unordered: readonly Placed[],
  to: Rigid,
  columns: readonly Column[],
  coarse: boolean,
  compress: boolean,
): InstanceContent | undefined {
  const placed = inOrder(unordered);
  const byModel = new Map<Model, number[]>();
  placed.forEach(({ model }, row) => {
    const own = byModel.get(model);
    if (own) own.push(row);
    else byModel.set(model, [row]);
  });
  const low: Vec3 = [Infinity, Infinity, Infinity];
  const high: Vec3 = [-Infinity, -Infinity, -Infinity];
  let triangles = 0;
  let errorM = 0;
  const nodes: CityGlbNode[] = [];
  for (const [model, rows] of [...byModel].sort(([a], [b]) => a.place - b.place)) {
    const level = coarse ? model.levels[0] : model.levels.at(-1);
    if (!level || level.primitives.length === 0) continue;
    const n = rows.length;
    const translations = new Float32Array(n * 3);
    const rotations = new Int16Array(n * 4);
    const scales = new Float32Array(n * 3);
    rows.forEach((row, i) => {
      const { record, headingRad, scale: stated } = placed[row] as Placed;
      const scale = grain(stated) || stated;
      const d = record.origin.map((v, axis) => v - (to.origin[axis] as number));
      const p = [0, 3, 6].map((k) =>
        grain([0, 1, 2].reduce((sum, j) => sum + (to.r[k + j] as number) * (d[j] as number), 0)),
      ) as Vec3;
      translations.set([p[0], p[2], -p[1]], i * 3);
      // Clockwise from above is backwards about the axis that points up.
      const [sin, cos] = [Math.sin(-headingRad / 2), Math.cos(-headingRad / 2)];
      rotations.set([0, Math.round(sin * SHORT_UNIT), 0, Math.round(cos * SHORT_UNIT)], i * 4);
      scales.fill(scale, i * 3, i * 3 + 3);
      errorM = Math.max(errorM, level.errorM * scale);
      const r = model.reachM * scale;
      const reach = [
        [p[0] - r, p[0] + r],
        [p[1] - r, p[1] + r],
        [p[2] + model.lowM * scale, p[2] + model.highM * scale],
      ] as const;
      for (const axis of [0, 1, 2] as const) {
        low[axis] = Math.min(low[axis], reach[axis][0]);
        high[axis] = Math.max(high[axis], reach[axis][1]);
      }
    });
    triangles += level.primitives.reduce((sum, p) => sum + p.vertices.indices.length / 3, 0) * n;
    nodes.push({
      primitives: level.primitives,
      instances: { translations, rotations, scales, ids: Float32Array.from(rows) },
    });
  }
  if (nodes.length === 0) return undefined;
  const records = placed.map(({ record }) => record);
  return {
    bytes: writeCityGlb({ nodes, records, columns, images: [] }, compress),
    low,
    high,
    triangles,
    errorM,
  };
}
