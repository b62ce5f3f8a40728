// Models drawn many times, ready to be put into tiles: each level's triangles packed once, float32 in the model's own
// frame turned to glTF axes.

import type { ObjectKind } from "../../../model/buildings/city-object.ts";
import { AttributeCensus } from "./attribute-census.ts";
import type { InstanceModel } from "./city-feature.ts";
import type { CityPrimitive } from "./city-glb.ts";
import { GRAIN_M, MATERIALS, writeRecord } from "./feature-record.ts";
import { MeshBuilder } from "./mesh-builder.ts";
import { packVertices } from "./pack-vertices.ts";
import { readRecord } from "./read-record.ts";
import { RecordWriter } from "./record-writer.ts";

export interface ModelLevel {
  errorM: number;
  primitives: CityPrimitive[];
}

export interface Model {
  id: string;
  kind: ObjectKind;
  place: number;
  /** From coarse to full. */
  levels: ModelLevel[];
  /** Farthest from the upright axis, and lowest and highest over the foot. */
  radiusM: number;
  /** Of the corners of the upright box round it: what a reader that looks at boxes only finds turned about. */
  reachM: number;
  lowM: number;
  highM: number;
}

const STILL = { r: [1, 0, 0, 0, 1, 0, 0, 0, 1], origin: [0, 0, 0] as const };
const PICTURE = MATERIALS.indexOf("picture");
const PLAIN = MATERIALS.indexOf("plain");

function packed(model: InstanceModel, place: number): Model {
  const writer = new RecordWriter();
  const head = {
    id: model.id,
    kind: model.kind,
    attributes: {},
    origin: [0, 0, 0] as const,
    half: [0, 0, 0] as const,
    cut: false,
  };
  const levels = [...model.levels].sort((a, b) => b.errorM - a.errorM);
  writeRecord(writer, head, levels, new AttributeCensus(), () => 0);
  const { record } = readRecord(writer.bytes.slice(0, writer.length), 0);
  const out: Model = {
    id: model.id,
    kind: model.kind,
    place,
    levels: [],
    radiusM: 0,
    reachM: 0,
    lowM: 0,
    highM: 0,
  };
  const reach = [0, 0];
  for (const { errorM, meshes } of record.levels) {
    const builders = MATERIALS.map(() => new MeshBuilder());
    for (const mesh of meshes) {
      const material = mesh.material === PICTURE ? PLAIN : mesh.material;
      (builders[material] as MeshBuilder).add(mesh, record.origin, STILL, 0, GRAIN_M);
      const { positions: p } = mesh;
      for (let i = 0; i < p.length; i += 3) {
        const [x, y] = [p[i] as number, p[i + 1] as number];
        const r = Math.sqrt(x * x + y * y) * GRAIN_M;
        const z = (p[i + 2] as number) * GRAIN_M;
        out.radiusM = Math.max(out.radiusM, r);
        reach[0] = Math.max(reach[0] as number, Math.abs(x) * GRAIN_M);
        reach[1] = Math.max(reach[1] as number, Math.abs(y) * GRAIN_M);
        out.lowM = Math.min(out.lowM, z);
        out.highM = Math.max(out.highM, z);
      }
    }
    const primitives = builders.flatMap((builder, material): CityPrimitive[] => {
      const vertices =
        builder.indexCount > 0
          ? packVertices(builder, { origin: [0, 0, 0], stepM: undefined }, 1, false)
          : undefined;
      return vertices ? [{ material, vertices }] : [];
    });
    out.levels.push({ errorM, primitives });
  }
  const [x, y] = reach as [number, number];
  out.reachM = Math.sqrt(x * x + y * y);
  return out;
}

export function packModels(models: readonly InstanceModel[]): ReadonlyMap<string, Model> {
  return new Map(models.map((model, place) => [model.id, packed(model, place)]));
}
