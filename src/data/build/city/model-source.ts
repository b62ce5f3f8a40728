// A user's model (glTF, OBJ) as a source of objects: every part is an object of its own, in metres about the placement,
// which the builder gives as the source's local plane.

import type { CityObject } from "../../../model/buildings/city-object.ts";
import type { ObjectSource, ReadModel, SourceFile } from "../../formats/format.ts";

export async function openModel(
  read: ReadModel,
  file: SourceFile,
  signal: AbortSignal | undefined,
): Promise<ObjectSource> {
  const model = await read(file, signal ? { signal } : {});
  const used = new Map<string, number>();
  /** Names repeat in models; the second gets a number. */
  const idOf = (name: string): string => {
    const times = (used.get(name) ?? 0) + 1;
    used.set(name, times);
    return times === 1 ? name : `${name}~${times}`;
  };
  const objects = model.parts.map(({ name, ...mesh }): CityObject => {
    const id = idOf(name || file.name);
    return {
      id,
      kind: "building",
      attributes: { name },
      shapes: [{ lod: 0, shape: { type: "triangles", ...mesh } }],
    };
  });
  return {
    crs: () => undefined,
    async *objects() {
      yield objects;
    },
    counts: () => model.counts,
    findings: model.findings,
    image: async (index) => model.images[index],
  };
}
