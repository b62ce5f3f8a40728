import { Document, WebIO } from "@gltf-transform/core";
import { ALL_EXTENSIONS } from "@gltf-transform/extensions";
import { meshopt } from "@gltf-transform/functions";
import fc from "fast-check";
import { MeshoptDecoder, MeshoptEncoder } from "meshoptimizer";
import { describe, expect, test } from "vitest";
import { modelFormat } from "../../../../src/data/formats/formats.ts";
import { read } from "../../../../src/data/formats/gltf/read-gltf.ts";
import { Fault } from "../../../../src/model/records/fault.ts";
import { sourceOf } from "../city/source-of.ts";

const LINES = 1;
const PNG = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0);

/** A triangle on a node 10 m east and 5 m up, its apex at the model's front; and a line. */
function small(): Document {
  const document = new Document();
  const buffer = document.createBuffer();
  const accessor = (type: "VEC3" | "VEC2", values: number[]) =>
    document.createAccessor().setType(type).setArray(Float32Array.from(values)).setBuffer(buffer);
  const texture = document.createTexture("roof").setImage(PNG).setMimeType("image/png");
  const material = document
    .createMaterial()
    .setBaseColorFactor([1, 0.214, 0, 1])
    .setBaseColorTexture(texture);
  const triangle = document
    .createPrimitive()
    .setAttribute("POSITION", accessor("VEC3", [0, 0, 0, 2, 0, 0, 0, 0, -4]))
    .setAttribute("TEXCOORD_0", accessor("VEC2", [0, 0, 1, 0, 0, 1]))
    .setMaterial(material);
  const line = document
    .createPrimitive()
    .setAttribute("POSITION", accessor("VEC3", [0, 0, 0, 1, 0, 0]))
    .setMode(LINES);
  const mesh = document.createMesh("tower").addPrimitive(triangle).addPrimitive(line);
  document.createScene().addChild(document.createNode("hall").setMesh(mesh).setTranslation([10, 5, 0]));
  return document;
}
const io = async () => {
  await Promise.all([MeshoptDecoder.ready, MeshoptEncoder.ready]);
  return new WebIO()
    .registerExtensions(ALL_EXTENSIONS)
    .registerDependencies({ "meshopt.decoder": MeshoptDecoder, "meshopt.encoder": MeshoptEncoder });
};
const glb = async (document = small()) => (await io()).writeBinary(document);
const near = (values: Float64Array | undefined) =>
  Array.from(values ?? []).map((v) => Math.round(v * 1000) / 1000 + 0);

describe("a GLB", () => {
  test("gives its triangles east, north, up, with colour and image; lines are listed", async () => {
    const { parts, images, counts, findings } = await read(sourceOf(await glb()), {});
    expect(near(parts[0]?.positions)).toEqual([10, 0, 5, 12, 0, 5, 10, 4, 5]);
    expect(parts[0]).toMatchObject({ name: "hall", image: 0, colour: [255, 127, 0] });
    expect(Array.from(parts[0]?.uvs ?? [])).toEqual([0, 0, 1, 0, 0, 1]);
    expect(images[0]?.mediaType).toBe("image/png");
    expect(counts).toEqual({ read: 2, out: 1, skipped: 1 });
    expect(findings.map(({ code }) => code)).toEqual(["finding.model.not-triangles"]);
  });

  test("is turned to its heading and sized", async () => {
    const { parts } = await read(sourceOf(await glb()), { headingDeg: 90, scale: 2 });
    // The front, which looked north, looks east; what was east is south.
    expect(near(parts[0]?.positions)).toEqual([0, -20, 10, 0, -24, 10, 8, -20, 10]);
  });

  test("packed by meshopt and quantised is unpacked", async () => {
    const document = small();
    (await await io()) && (await document.transform(meshopt({ encoder: MeshoptEncoder })));
    const { parts } = await read(sourceOf(await glb(document)), {});
    const values = near(parts[0]?.positions);
    for (const [i, v] of [10, 0, 5, 12, 0, 5, 10, 4, 5].entries())
      expect(Math.abs((values[i] as number) - v)).toBeLessThan(0.01);
  });
});

test("a .gltf finds its buffer and images beside it, and says which is missing", async () => {
  const { json, resources } = await (await io()).writeJSON(small());
  const text = JSON.stringify(json);
  const { parts } = await read(sourceOf(text, { beside: resources }), {});
  expect(parts).toHaveLength(1);
  await expect(read(sourceOf(text), {})).rejects.toMatchObject({ code: "fault.model.unreadable" });
});

test("bytes cut off or changed at will are one fault", async () => {
  const whole = await glb();
  await fc.assert(
    fc.asyncProperty(
      fc.nat(whole.length),
      fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { maxLength: 3 }),
      async (length, changes) => {
        const own = whole.slice(0, length);
        for (const [at, byte] of changes) if (at < length) own[at] = byte;
        await read(sourceOf(own), {}).catch((error: unknown) => expect(error).toBeInstanceOf(Fault));
      },
    ),
    { numRuns: 200 },
  );
  expect(modelFormat(whole, "x.dat")?.id).toBe("gltf");
});
