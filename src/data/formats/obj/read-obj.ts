// A Wavefront OBJ with its MTL as parts of triangles, one for each group and material. Polygons are cut by earcut on the plane
// that they lie nearest to. Curves and free-form surfaces are not read.

import earcut from "earcut";
import { Fault } from "../../../model/records/fault.ts";
import { CityTally } from "../city/city-tally.ts";
import { ImageList } from "../city/image-list.ts";
import { turnModel } from "../city/turn-model.ts";
import type { Model, ModelPart, ReadModel, SourceFile } from "../format.ts";

interface Material {
  colour?: readonly [number, number, number];
  image?: string;
}

interface Corner {
  v: number;
  vt: number;
}

async function readMaterials(file: SourceFile, name: string): Promise<Map<string, Material> | undefined> {
  const bytes = await file.beside(name);
  if (!bytes) return undefined;
  const out = new Map<string, Material>();
  let own: Material = {};
  for (const line of new TextDecoder().decode(bytes).split(/\r?\n/)) {
    const [key, ...words] = line.trim().split(/\s+/);
    if (key === "newmtl") {
      own = {};
      out.set(words.join(" "), own);
    } else if (key === "Kd") {
      const [r = 1, g = 1, b = 1] = words.map((word) =>
        Math.round(Math.min(1, Math.max(0, Number(word) || 0)) * 255),
      );
      own.colour = [r, g, b];
    } else if (key === "map_Kd") own.image = words.at(-1);
  }
  return out;
}

/** Newell's normal tells the axis to look along. */
function cut(corners: Corner[], positions: number[]): number[] {
  if (corners.length === 3) return [0, 1, 2];
  const at = (i: number, k: number) => positions[(corners[i % corners.length] as Corner).v * 3 + k] as number;
  const normal = [0, 0, 0];
  for (let i = 0; i < corners.length; i++)
    for (let k = 0; k < 3; k++) {
      const [u, v] = [(k + 1) % 3, (k + 2) % 3];
      normal[k] = (normal[k] as number) + (at(i, u) - at(i + 1, u)) * (at(i, v) + at(i + 1, v));
    }
  const sizes = normal.map(Math.abs);
  const axis = sizes.indexOf(Math.max(...sizes));
  const [u, v] = [(axis + 1) % 3, (axis + 2) % 3];
  const plan = corners.flatMap((_, i) => [at(i, u), at(i, v)]);
  const out = earcut(plan);
  // earcut gives its triangles one way round whatever the polygon's; they are to run as it does.
  const [a = 0, b = 0, c = 0] = out;
  const turn =
    ((plan[b * 2] as number) - (plan[a * 2] as number)) *
      ((plan[c * 2 + 1] as number) - (plan[a * 2 + 1] as number)) -
    ((plan[c * 2] as number) - (plan[a * 2] as number)) *
      ((plan[b * 2 + 1] as number) - (plan[a * 2 + 1] as number));
  return turn > 0 === (normal[axis] as number) > 0 ? out : out.reverse();
}

/** @throws Fault fault.model.unreadable, fault.model.empty */
export const read: ReadModel = async (file, options) => {
  const tally = new CityTally();
  const images = new ImageList(file, tally);
  const positions: number[] = [];
  const uvs: number[] = [];
  const groups = new Map<string, { name: string; material: string; faces: Corner[][] }>();
  const materials = new Map<string, Material>();
  let name = file.name;
  let material = "";
  let bad = 0;

  const cornerOf = (word: string): Corner => {
    const [v = NaN, vt = NaN] = word.split("/").map((part) => (part === "" ? NaN : Number(part)));
    // Negative numbers count back from the last one.
    return {
      v: v < 0 ? positions.length / 3 + v : v - 1,
      vt: vt < 0 ? uvs.length / 2 + vt : vt - 1,
    };
  };
  const addFace = (words: string[]) => {
    const corners = words.map(cornerOf);
    const there = corners.every(({ v }) => Number.isInteger(v) && v >= 0 && v * 3 < positions.length);
    if (corners.length < 3 || !there) {
      bad += 1;
      return;
    }
    const key = `${name}\n${material}`;
    const group = groups.get(key) ?? { name, material, faces: [] };
    groups.set(key, group);
    group.faces.push(corners);
  };

  const addLine = async (line: string): Promise<void> => {
    const [key, ...words] = line.trim().split(/\s+/);
    if (key === "v") for (let k = 0; k < 3; k++) positions.push(Number(words[k]));
    else if (key === "vt") uvs.push(Number(words[0]), Number(words[1] ?? 0));
    else if (key === "f") addFace(words);
    else if (key === "o" || key === "g") name = words.join(" ") || file.name;
    else if (key === "usemtl") material = words.join(" ");
    else if (key === "mtllib") {
      const own = await readMaterials(file, words.join(" "));
      if (!own) tally.note("warning", "finding.model.no-mtl", file.name, { file: words.join(" ") });
      for (const [id, each] of own ?? []) materials.set(id, each);
    }
  };
  const decoder = new TextDecoder();
  let rest = "";
  for await (const chunk of file.stream()) {
    if (options.signal?.aborted) throw new Fault("fault.input.cancelled", { file: file.name });
    const lines = (rest + decoder.decode(chunk, { stream: true })).replace(/\\\r?\n/g, " ").split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) if (line.charCodeAt(0) !== 35) await addLine(line);
  }
  await addLine(rest);

  const parts: ModelPart[] = [];
  const kept: Model["images"] = [];
  for (const group of groups.values()) {
    const look = materials.get(group.material) ?? {};
    const own: number[] = [];
    const ownUvs: number[] = [];
    const indices: number[] = [];
    for (const corners of group.faces) {
      const from = own.length / 3;
      for (const { v, vt } of corners) {
        own.push(...positions.slice(v * 3, v * 3 + 3));
        ownUvs.push(uvs[vt * 2] ?? 0, 1 - (uvs[vt * 2 + 1] ?? 0));
      }
      for (const k of cut(corners, positions)) indices.push(from + k);
    }
    if (own.some((value) => !Number.isFinite(value)) || indices.length === 0) {
      tally.skip("finding.model.no-positions", group.name);
      continue;
    }
    const image = look.image === undefined ? undefined : await images.image(images.indexOf(look.image));
    const placed = Float64Array.from(own);
    turnModel(placed, options);
    parts.push({
      name: group.name,
      positions: placed,
      indices: Uint32Array.from(indices),
      ...(image && { image: kept.push(image) - 1, uvs: Float32Array.from(ownUvs) }),
      ...(look.colour && { colour: look.colour }),
    });
    tally.took();
  }
  if (bad > 0) tally.note("warning", "finding.model.faces", file.name, { count: bad });
  const counts = tally.counts();
  if (parts.length === 0) throw new Fault("fault.model.empty", { file: file.name, skipped: counts.skipped });
  tally.close();
  return { parts, images: kept, counts, findings: tally.findings };
};
