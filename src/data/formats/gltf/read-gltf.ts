// A user's glTF 2.0 or GLB as parts of triangles, through glTF-Transform: node transforms worked in, quantised and meshopt-packed
// meshes unpacked. What moves is read at rest; Draco needs a decoder that is not there and is told as a fault.

import { type Document, type Node, type Primitive, type Texture, WebIO } from "@gltf-transform/core";
import { ALL_EXTENSIONS } from "@gltf-transform/extensions";
import { MeshoptDecoder } from "meshoptimizer";
import { Fault } from "../../../model/records/fault.ts";
import { CityTally } from "../city/city-tally.ts";
import { turnModel } from "../city/turn-model.ts";
import type { Model, ModelPart, ReadModel, SourceFile } from "../format.ts";

const TRIANGLES = 4;
const STRIP = 5;
const FAN = 6;
const IMAGES = new Set(["image/png", "image/jpeg"]);

async function readDocument(file: SourceFile): Promise<Document> {
  await MeshoptDecoder.ready;
  const io = new WebIO()
    .registerExtensions(ALL_EXTENSIONS)
    .registerDependencies({ "meshopt.decoder": MeshoptDecoder });
  const bytes = await file.range(0, file.sizeBytes);
  if (bytes[0] === 0x67 && bytes[1] === 0x6c && bytes[2] === 0x54 && bytes[3] === 0x46)
    return io.readBinary(bytes);
  const json = JSON.parse(new TextDecoder().decode(bytes));
  const resources: Record<string, Uint8Array<ArrayBuffer>> = {};
  for (const { uri } of [...(json.buffers ?? []), ...(json.images ?? [])]) {
    if (typeof uri !== "string") continue;
    const inline = /^data:[^,]*;base64,(.*)$/s.exec(uri);
    const own = inline
      ? Uint8Array.from(atob(inline[1] as string), (letter) => letter.charCodeAt(0))
      : await file.beside(decodeURIComponent(uri));
    if (!own) throw new Error(uri);
    resources[uri] = own.slice();
  }
  return io.readJSON({ json, resources });
}

/** Corners of triangles, also of strips and fans; undefined for points and lines. */
function trianglesOf(primitive: Primitive, corners: number): Uint32Array | undefined {
  const indices = primitive.getIndices();
  const mode = primitive.getMode();
  const at = (i: number) => (indices ? indices.getScalar(i) : i);
  const count = indices ? indices.getCount() : corners;
  if (mode === TRIANGLES) return Uint32Array.from({ length: count - (count % 3) }, (_, i) => at(i));
  if (mode !== STRIP && mode !== FAN) return undefined;
  const out: number[] = [];
  for (let i = 2; i < count; i++) {
    if (mode === FAN) out.push(at(0), at(i - 1), at(i));
    else out.push(at(i - 2), at(i % 2 ? i : i - 1), at(i % 2 ? i - 1 : i));
  }
  return Uint32Array.from(out);
}

const srgb = (linear: number) =>
  Math.round(255 * Math.min(1, linear <= 0.0031308 ? 12.92 * linear : 1.055 * linear ** (1 / 2.4) - 0.055));

function placed(primitive: Primitive, matrix: readonly number[]): Float64Array | undefined {
  const accessor = primitive.getAttribute("POSITION");
  if (!accessor) return undefined;
  const out = new Float64Array(accessor.getCount() * 3);
  const own = [0, 0, 0];
  const m = matrix as number[];
  for (let i = 0; i < accessor.getCount(); i++) {
    const [x, y, z] = accessor.getElement(i, own) as [number, number, number];
    for (let k = 0; k < 3; k++)
      out[i * 3 + k] =
        (m[k] as number) * x + (m[k + 4] as number) * y + (m[k + 8] as number) * z + (m[k + 12] as number);
  }
  return out.every(Number.isFinite) ? out : undefined;
}

/** @throws Fault fault.model.unreadable, fault.model.empty */
export const read: ReadModel = async (file, options) => {
  const tally = new CityTally();
  const images: Model["images"] = [];
  const known = new Map<Texture, number | undefined>();
  const parts: ModelPart[] = [];

  function imageOf(texture: Texture | null): number | undefined {
    if (!texture) return undefined;
    if (known.has(texture)) return known.get(texture);
    const bytes = texture.getImage();
    const mediaType = texture.getMimeType();
    let index: number | undefined;
    if (bytes && IMAGES.has(mediaType)) index = images.push({ bytes, mediaType }) - 1;
    else {
      const image = texture.getName() || texture.getURI();
      tally.note("warning", "finding.model.image", image, { image, kind: mediaType });
    }
    known.set(texture, index);
    return index;
  }

  function addPrimitive(primitive: Primitive, node: Node, name: string): void {
    const positions = placed(primitive, node.getWorldMatrix());
    if (!positions) {
      tally.skip("finding.model.no-positions", name);
      return;
    }
    const indices = trianglesOf(primitive, positions.length / 3);
    if (!indices || indices.length === 0 || indices.some((index) => index * 3 >= positions.length)) {
      tally.skip(indices ? "finding.model.no-positions" : "finding.model.not-triangles", name);
      return;
    }
    const material = primitive.getMaterial();
    const [r, g, b] = material?.getBaseColorFactor() ?? [1, 1, 1];
    const texcoords = primitive.getAttribute(
      `TEXCOORD_${material?.getBaseColorTextureInfo()?.getTexCoord() ?? 0}`,
    );
    const image = texcoords ? imageOf(material?.getBaseColorTexture() ?? null) : undefined;
    const uvs = new Float32Array(texcoords && image !== undefined ? positions.length / 1.5 : 0);
    const own = [0, 0];
    for (let i = 0; i * 2 < uvs.length; i++) uvs.set(texcoords?.getElement(i, own) ?? own, i * 2);
    turnModel(positions, { ...options, up: "y" });
    parts.push({
      name,
      positions,
      indices,
      ...(image !== undefined && { image, uvs }),
      colour: [srgb(r as number), srgb(g as number), srgb(b as number)],
    });
    tally.took();
  }

  try {
    const document = await readDocument(file);
    const root = document.getRoot();
    if (root.listAnimations().length + root.listSkins().length > 0)
      tally.note("info", "finding.model.motion", file.name);
    const scene = root.getDefaultScene() ?? root.listScenes()[0];
    scene?.traverse((node) => {
      const mesh = node.getMesh();
      if (!mesh) return;
      const name = node.getName() || mesh.getName() || file.name;
      if (node.getExtension("EXT_mesh_gpu_instancing"))
        tally.note("warning", "finding.model.instances", name);
      for (const primitive of mesh.listPrimitives()) addPrimitive(primitive, node, name);
    });
  } catch (error) {
    throw new Fault("fault.model.unreadable", { file: file.name, reason: (error as Error).message });
  }
  const counts = tally.counts();
  if (parts.length === 0) throw new Fault("fault.model.empty", { file: file.name, skipped: counts.skipped });
  tally.close();
  return { parts, images, counts, findings: tally.findings };
};
