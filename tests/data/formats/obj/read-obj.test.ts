import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { modelFormat } from "../../../../src/data/formats/formats.ts";
import { read } from "../../../../src/data/formats/obj/read-obj.ts";
import { Fault } from "../../../../src/model/records/fault.ts";
import { sourceOf } from "../city/source-of.ts";

const PNG = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 1);
/** An L of six corners on the ground, seen from above, and a triangle that counts back. */
const OBJ = `# two things
mtllib city.mtl
v 0 0 0
v 4 0 0
v 4 0 -2
v 2 0 -2
v 2 0 -4
v 0 0 -4
vt 0 0
vt 1 1
o floor
usemtl grass
f 1/1 2/2 3/1 4/1 5/1 \\
  6/2
g roof
usemtl tiles
v 0 3 0
v 1 3 0
v 0 3 -1
f -3 -2 -1
f 1 2 99
`;
const MTL = "newmtl grass\nKd 0 0.5 0\nnewmtl tiles\nKd 1 0 0\nmap_Kd -s 1 1 1 tex/t.png\n";

const areaOf = ({ positions, indices }: { positions: Float64Array; indices: Uint32Array }) => {
  let twice = 0;
  for (let i = 0; i < indices.length; i += 3) {
    const [a, b, c] = [0, 1, 2].map((k) => (indices[i + k] as number) * 3) as [number, number, number];
    const at = (k: number) => positions[k] as number;
    twice += (at(b) - at(a)) * (at(c + 1) - at(a + 1)) - (at(c) - at(a)) * (at(b + 1) - at(a + 1));
  }
  return twice / 2;
};

describe("an OBJ", () => {
  test("gives a part for each group and material, polygons cut, running as they did", async () => {
    const { parts, images, findings, counts } = await read(
      sourceOf(OBJ, { size: 11, beside: { "city.mtl": MTL, "tex/t.png": PNG } }),
      {},
    );
    expect(parts.map(({ name, colour, image }) => [name, colour, image])).toEqual([
      ["floor", [0, 128, 0], undefined],
      ["roof", [255, 0, 0], 0],
    ]);
    expect(areaOf(parts[0] as never)).toBeCloseTo(12, 9);
    expect(Array.from(parts[1]?.positions ?? []).map((v) => v + 0)).toEqual([0, 0, 3, 1, 0, 3, 0, 1, 3]);
    expect(images).toEqual([{ bytes: PNG, mediaType: "image/png" }]);
    expect(findings.map(({ code }) => code)).toEqual(["finding.model.faces"]);
    expect(counts).toEqual({ read: 2, out: 2, skipped: 0 });
  });

  test("with z up stands as it is written", async () => {
    const { parts } = await read(sourceOf("v 1 2 3\nv 2 2 3\nv 1 3 3\nf 1 2 3\n"), { up: "z", scale: 0.5 });
    expect(Array.from(parts[0]?.positions ?? [])).toEqual([0.5, 1, 1.5, 1, 1, 1.5, 0.5, 1.5, 1.5]);
  });

  test("without its materials is told so", async () => {
    const { findings } = await read(sourceOf(OBJ), {});
    expect(findings.map(({ code }) => code)).toEqual(["finding.model.no-mtl", "finding.model.faces"]);
  });

  test("without triangles, cut off or changed at will is one fault", async () => {
    await expect(read(sourceOf("v 0 0 0\n"), {})).rejects.toMatchObject({ code: "fault.model.empty" });
    await fc.assert(
      fc.asyncProperty(
        fc.nat(OBJ.length),
        fc.array(fc.tuple(fc.nat(OBJ.length - 1), fc.integer({ min: 32, max: 126 })), { maxLength: 5 }),
        async (length, changes) => {
          const own = new TextEncoder().encode(OBJ.slice(0, length));
          for (const [at, byte] of changes) if (at < length) own[at] = byte;
          await read(sourceOf(own), {}).catch((error: unknown) => expect(error).toBeInstanceOf(Fault));
        },
      ),
      { numRuns: 300 },
    );
    expect(modelFormat(new TextEncoder().encode(OBJ), "x.dat")?.id).toBe("obj");
  });
});
