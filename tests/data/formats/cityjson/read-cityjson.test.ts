import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { open } from "../../../../src/data/formats/cityjson/read-cityjson.ts";
import { objectsFormat } from "../../../../src/data/formats/formats.ts";
import type { CityObject, Face } from "../../../../src/model/buildings/city-object.ts";
import { Fault } from "../../../../src/model/records/fault.ts";
import { readAll, sourceOf } from "../city/source-of.ts";
import { building, CUBE, CUBE_FACES, city, SURFACES, sequence, solid, VALUES } from "./small-city.ts";

const read = (content: object | string, options = {}, file = {}) =>
  readAll(
    open,
    sourceOf(typeof content === "string" ? content : JSON.stringify(content), { size: 97, ...file }),
    options,
  );
const facesOf = (object: CityObject | undefined): Face[] => {
  const shape = object?.shapes[0]?.shape;
  return shape?.type === "faces" ? shape.faces : [];
};
const extentOf = (faces: Face[]) => {
  const corners = faces.flatMap(({ rings }) => rings.flatMap((ring) => Array.from(ring)));
  return [0, 1, 2].map((k) => {
    const own = corners.filter((_, i) => i % 3 === k);
    return [Math.min(...own), Math.max(...own)];
  });
};

describe("geometries", () => {
  const semantics = (values: unknown) => ({ surfaces: SURFACES, values });
  test.each([
    ["MultiSurface", CUBE_FACES, VALUES],
    ["CompositeSurface", CUBE_FACES, VALUES],
    ["Solid", [CUBE_FACES], [VALUES]],
    ["MultiSolid", [[CUBE_FACES]], [[VALUES]]],
    ["CompositeSolid", [[CUBE_FACES]], [[VALUES]]],
  ])("a %s gives its faces in the file's system, each with its role", async (type, boundaries, values) => {
    const { objects, codes } = await read(
      city({ a: building([solid({ type, boundaries, semantics: semantics(values) })]) }),
    );
    const faces = facesOf(objects[0]);
    expect(faces.map(({ role }) => role)).toEqual(["ground", "roof", "wall", "wall", "wall", undefined]);
    expect(extentOf(faces)).toEqual([
      [1000, 1010],
      [2000, 2010],
      [3, 13],
    ]);
    expect(codes).toEqual([]);
  });

  test("a template stands where its instance puts it, turned and scaled", async () => {
    const template = { type: "MultiSurface", lod: "1", boundaries: [[[0, 1, 2]]] };
    const templates = {
      templates: [template],
      "vertices-templates": [
        [0, 0, 0],
        [1, 0, 0],
        [0, 0, 1],
      ],
    };
    const instance = {
      type: "GeometryInstance",
      template: 0,
      boundaries: [2],
      transformationMatrix: [0, -2, 0, 1, 2, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 1],
    };
    const { objects } = await read(
      city(
        { tree: { type: "SolitaryVegetationObject", geometry: [instance] } },
        { "geometry-templates": templates },
      ),
    );
    expect(objects[0]?.kind).toBe("vegetation");
    expect(facesOf(objects[0])[0]?.rings).toEqual([
      Float64Array.of(1011, 2010, 3, 1011, 2012, 3, 1011, 2010, 5),
    ]);
  });

  test("of several levels of detail one is taken", async () => {
    const levels = ["0", "1.2", "1.3", "2.2"].map((lod, i) =>
      solid({ lod, boundaries: [CUBE_FACES.slice(0, i + 2)], semantics: undefined }),
    );
    const taken = async (lod?: number) => {
      const { objects } = await read(city({ a: building(levels) }), lod === undefined ? {} : { lod });
      return [objects[0]?.shapes[0]?.lod, facesOf(objects[0]).length];
    };
    expect(await taken()).toEqual([2.2, 5]);
    expect(await taken(1.2)).toEqual([1.2, 3]);
    expect(await taken(1)).toEqual([1.3, 4]);
    expect(await taken(2)).toEqual([2.2, 5]);
    expect(await taken(2.1)).toEqual([1.3, 4]);
  });

  test("points and lines have no surface", async () => {
    const { codes, source } = await read(
      city({ a: building([{ type: "MultiPoint", lod: "1", boundaries: [0, 1] }]) }),
    );
    expect(codes).toEqual(["finding.input.no-surface"]);
    expect(source.counts()).toEqual({ read: 1, out: 0, skipped: 1 });
  });

  test("bad faces go with their reason, the object stays; without any it goes", async () => {
    const bad = [
      [[0, 1]],
      [[0, 1, 0, 1]],
      [[0, 1, 99]],
      [[0, 2, 1, 3]],
      [
        [0, 1, 2, 3],
        [0, 1, 0],
      ],
      [[0, 0, 0]],
    ];
    const { objects, codes } = await read(
      city({
        a: building([solid({ boundaries: [[...CUBE_FACES, ...bad]] })]),
        b: building([solid({ boundaries: [[[[0, 2, 1, 3]]]] })]),
      }),
    );
    expect(objects.map(({ id }) => id)).toEqual(["a"]);
    expect(facesOf(objects[0])).toHaveLength(7);
    expect(new Set(codes)).toEqual(
      new Set([
        "finding.input.faces-corners",
        "finding.input.faces-area",
        "finding.input.faces-number",
        "finding.input.faces-crossing",
        "finding.input.faces-hole",
        "finding.input.ring-crossing",
      ]),
    );
  });
});

describe("objects", () => {
  test("attributes, also of extensions, stay as they are; parts name their parent", async () => {
    const { objects, codes } = await read(
      city({
        a: {
          type: "Building",
          attributes: {
            measuredHeight: 6,
            roofType: "1000",
            open: true,
            none: null,
            "+energy": { class: "A", "per-year": 12.5 },
          },
          children: ["b"],
          address: [{ Country: "NL" }],
        },
        b: { type: "BuildingPart", parents: ["a"], geometry: [solid()] },
        c: { type: "+Shed", geometry: [solid()], attributes: { x: 1 } },
        g: { type: "CityObjectGroup", children: ["a"] },
        e: { type: "Road" },
      }),
    );
    expect(
      objects.map(({ id, kind, type, parentId, shapes }) => [id, kind, type, parentId, shapes.length]),
    ).toEqual([
      ["a", "building", "Building", undefined, 0],
      ["b", "building", "BuildingPart", "a", 1],
      ["c", "other", "+Shed", undefined, 1],
    ]);
    expect(objects[0]?.attributes).toEqual({
      measuredHeight: 6,
      roofType: "1000",
      open: true,
      "+energy/class": "A",
      "+energy/per-year": 12.5,
      address: '[{"Country":"NL"}]',
    });
    expect(codes).toEqual(["finding.input.group", "finding.input.no-geometry"]);
  });

  test("materials give colours, textures images with their u, v", async () => {
    const appearance = {
      materials: [{ name: "red", diffuseColor: [1, 0.5, 0] }],
      textures: [{ type: "PNG", image: "appearances/roof.png" }],
      "vertices-texture": [
        [0, 0],
        [1, 0],
        [1, 1],
        [0, 1],
      ],
    };
    const geometry = solid({
      material: { winter: { values: [[null, 0, null, null, null, null]] } },
      texture: {
        winter: { values: [[[[null]], [[0, 0, 1, 2, 3]], [[null]], [[null]], [[null]], [[null]]]] },
      },
    });
    const png = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 1);
    const { objects, source } = await read(
      city({ a: building([geometry]) }, { appearance }),
      {},
      { beside: { "appearances/roof.png": png } },
    );
    const roof = facesOf(objects[0])[1];
    expect(roof?.colour).toEqual([255, 128, 0]);
    expect(roof?.texture).toEqual({ image: 0, uvs: [Float64Array.of(0, 0, 1, 0, 1, 1, 0, 1)] });
    expect(facesOf(objects[0])[0]?.texture).toBeUndefined();
    expect(await source.image?.(0)).toEqual({ bytes: png, mediaType: "image/png" });
    const bare = await read(city({ a: building([geometry]) }, { appearance }));
    expect(await bare.source.image?.(0)).toBeUndefined();
    expect(bare.source.findings.map(({ code }) => code)).toEqual(["finding.input.image-missing"]);
  });
});

describe("coordinate systems", () => {
  test("the file's own is told as it stands, or none", async () => {
    expect((await read(city({ a: building([solid()]) }))).source.crs()).toBe(
      "https://www.opengis.net/def/crs/EPSG/0/7415",
    );
    expect((await read(city({ a: building([solid()]) }, { metadata: {} }))).source.crs()).toBeUndefined();
  });

  test("latitude that stands first changes places", async () => {
    const { objects, codes } = await read(
      city(
        { a: building([{ type: "MultiSurface", lod: "1", boundaries: [[[0, 1, 2]]] }]) },
        {
          metadata: { referenceSystem: "https://www.opengis.net/def/crs/EPSG/0/6697" },
          transform: { scale: [1e-7, 1e-7, 0.001], translate: [35, 139, 0] },
          vertices: [
            [0, 0, 0],
            [1000, 0, 0],
            [0, 2000, 0],
          ],
        },
      ),
    );
    expect(Array.from(facesOf(objects[0])[0]?.rings[0] ?? []).map((v) => Math.round(v * 1e7) / 1e7)).toEqual([
      139, 35, 0, 139, 35.0001, 0, 139.0002, 35, 0,
    ]);
    expect(codes).toEqual(["finding.cityjson.latitude-first"]);
  });
});

describe("sequences", () => {
  const head = city({}, { vertices: [] });
  const feature = (id: string) => ({
    type: "CityJSONFeature",
    id,
    CityObjects: { [id]: building([solid()], { attributes: { id } }) },
    vertices: CUBE,
  });

  test("each line is read with the head's transform and system", async () => {
    for (const size of [1, 50, 1 << 16]) {
      const { objects, source } = await read(sequence(head, ["a", "b", "c"].map(feature)), {}, { size });
      expect(objects.map(({ id }) => id)).toEqual(["a", "b", "c"]);
      expect(extentOf(facesOf(objects[2]))[0]).toEqual([1000, 1010]);
      expect(source.crs()).toContain("7415");
    }
  });

  test("a broken line and an id that comes again cost only themselves", async () => {
    const text = `${sequence(head, ["a", "a"].map(feature))}\n{"type":"CityJSONFe\n\n${JSON.stringify(feature("b"))}\n`;
    const { objects, codes, source } = await read(text);
    expect(objects.map(({ id }) => id)).toEqual(["a", "b"]);
    expect(codes).toEqual(["finding.input.repeated-id", "finding.cityjson.not-feature"]);
    expect(source.counts()).toEqual({ read: 4, out: 2, skipped: 2 });
  });

  test("a long pipe does not stay in memory", async () => {
    const encoder = new TextEncoder();
    const first = encoder.encode(`${JSON.stringify(head)}\n`);
    const again = encoder.encode(`${JSON.stringify(feature("a"))}\n`.repeat(400));
    let given = 0;
    const pipe = {
      ...sourceOf(""),
      sizeBytes: 0,
      async *stream() {
        yield first;
        for (; given < 60e6; given += again.length) yield again;
      },
    };
    const before = process.memoryUsage().rss;
    let most = 0;
    const onProgress = () => {
      most = Math.max(most, process.memoryUsage().rss);
    };
    const { source } = await readAll(open, pipe, { onProgress });
    expect(source.counts().out).toBe(1);
    expect(most - before).toBeLessThan(250e6);
  });
});

describe("files that are none", () => {
  const faultOf = async (content: object | string, file = {}) => {
    const error = await read(content, {}, file).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(Fault);
    return (error as Fault).code;
  };
  test.each([
    "[]",
    "{}",
    '{"type":"FeatureCollection"}',
    "12",
    '{"type":"CityJSON","version":"2.0","transform":{"scale":"x"}}',
  ])("%s", async (text) => {
    expect(await faultOf(text)).toBe("fault.cityjson.not-cityjson");
  });
  test("an empty one", async () => {
    expect(await faultOf("")).toBe("fault.input.empty");
  });
  test("one of more than 400 MB is told of CityJSONSeq", async () => {
    const file = { ...sourceOf(JSON.stringify(city({}), null, 1)), sizeBytes: 401e6 };
    await expect(readAll(open, file)).rejects.toMatchObject({
      code: "fault.input.too-large",
      params: { instead: "CityJSONSeq" },
    });
  });
  test("one cut off anywhere is one fault", async () => {
    const text = JSON.stringify(city({ a: building([solid()]) }));
    for (let end = 1; end < text.length; end += 3)
      expect(await faultOf(text.slice(0, end))).toBe("fault.cityjson.not-cityjson");
  });
  test("bytes changed at will never crash it", async () => {
    const whole = JSON.stringify(
      city({
        a: building([solid()], { attributes: { h: 1 }, children: ["b"] }),
        b: { type: "BuildingPart", parents: ["a"], geometry: [solid({ lod: 1 })] },
      }),
    );
    const lines = sequence(city({}), [
      { type: "CityJSONFeature", CityObjects: { a: building([solid()]) }, vertices: CUBE },
    ]);
    await fc.assert(
      fc.asyncProperty(
        fc.boolean(),
        fc.array(fc.tuple(fc.nat(2000), fc.integer({ min: 32, max: 126 })), { maxLength: 5 }),
        async (first, changes) => {
          const own = new TextEncoder().encode(first ? whole : lines);
          for (const [at, byte] of changes) own[at % own.length] = byte;
          try {
            const { source } = await readAll(open, sourceOf(own));
            const { read: all, out, skipped } = source.counts();
            expect(all).toBe(out + skipped);
          } catch (error) {
            expect(error).toBeInstanceOf(Fault);
          }
        },
      ),
      { numRuns: 500 },
    );
  });
  test("structures of the wrong kind never crash it", async () => {
    const nonsense = fc.oneof(
      fc.constant(null),
      fc.integer(),
      fc.string(),
      fc.constant([]),
      fc.constant({}),
      fc.constant([[1]]),
      fc.constant([null]),
    );
    const wild = fc.record({
      type: fc.constantFrom("Solid", "MultiSurface", "GeometryInstance"),
      boundaries: nonsense,
      semantics: nonsense,
      material: nonsense,
      texture: nonsense,
      lod: nonsense,
      template: nonsense,
    });
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(nonsense, fc.array(fc.oneof(wild, nonsense))),
        nonsense,
        nonsense,
        nonsense,
        async (geometry, attributes, vertices, appearance) => {
          const { source } = await read(
            city(
              { a: { type: "Building", geometry, attributes }, b: geometry },
              { vertices, appearance, "geometry-templates": appearance },
            ),
          ).catch((error: unknown) => {
            expect(error).toBeInstanceOf(Fault);
            return { source: { counts: () => ({ read: 0, out: 0, skipped: 0 }) } };
          });
          const { read: all, out, skipped } = source.counts();
          expect(all).toBe(out + skipped);
        },
      ),
      { numRuns: 500 },
    );
  });
  test("the format is known by its content", () => {
    const head = (content: object) => new TextEncoder().encode(JSON.stringify(content));
    expect(objectsFormat(head(city({})), "x.json")?.id).toBe("cityjson");
    expect(objectsFormat(head({ CityObjects: {}, type: "CityJSON" }), "x.json")?.id).toBe("cityjson");
    expect(objectsFormat(head({ type: "FeatureCollection", features: [] }), "x.json")?.id).toBe("geojson");
  });
});
