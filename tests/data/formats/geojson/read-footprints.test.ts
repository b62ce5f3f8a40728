import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { objectsFormat } from "../../../../src/data/formats/formats.ts";
import { open } from "../../../../src/data/formats/geojson/read-footprints.ts";
import { Fault } from "../../../../src/model/records/fault.ts";
import { readAll, sourceOf } from "../city/source-of.ts";

const square = (x: number, y: number, side = 10) => [
  [x, y],
  [x + side, y],
  [x + side, y + side],
  [x, y + side],
  [x, y],
];
type Json = Record<string, unknown>;
const feature = (properties: Json, coordinates: unknown = [square(0, 0)], rest: Json = {}) => ({
  type: "Feature",
  ...rest,
  properties,
  geometry: { type: "Polygon", coordinates },
});
const collection = (features: unknown[], head: Json = {}) =>
  JSON.stringify({ type: "FeatureCollection", ...head, features });
const read = (text: string, size = 13, options = {}) => readAll(open, sourceOf(text, { size }), options);
const shapeOf = (object: { shapes: { shape: unknown }[] } | undefined) =>
  object?.shapes[0]?.shape as {
    heightM: number;
    liftM?: number;
    baseM?: number;
    heightFrom: string;
    footprints: Float64Array[][];
  };

describe("heights", () => {
  test.each([
    [{ height: 12.5 }, 12.5, "stated"],
    [{ Height: "18 m" }, 18, "stated"],
    [{ height_mean: "12,5" }, 12.5, "stated"],
    [{ "building:height": "39 ft" }, 39 * 0.3048, "stated"],
    [{ height: "12'6\"" }, 12.5 * 0.3048, "stated"],
    [{ floor: 7 }, 21, "levels"],
    [{ "building:levels": "5;6", "roof:levels": 1 }, 21, "levels"],
    [{ 层数: "18层" }, 54, "levels"],
    [{ height: 0, levels: 2 }, 6, "levels"],
    [{ height: "unknown" }, 6, "assumed"],
    [{}, 6, "assumed"],
  ])("%o stands %d m high", async (properties, heightM, from) => {
    const { objects } = await read(collection([feature(properties)]));
    expect(shapeOf(objects[0]).heightM).toBeCloseTo(heightM, 9);
    expect(shapeOf(objects[0]).heightFrom).toBe(from);
  });

  test("what begins above the ground has walls from there to its top", async () => {
    const { objects } = await read(
      collection([feature({ height: 105, min_height: 15 }), feature({ levels: 5, "building:min_level": 2 })]),
    );
    expect(objects.map((object) => [shapeOf(object).liftM, shapeOf(object).heightM])).toEqual([
      [15, 90],
      [6, 9],
    ]);
  });

  test.each([
    [{ height: -4 }, "finding.input.height-negative"],
    [{ levels: -1 }, "finding.input.height-negative"],
    [{ height: 9000 }, "finding.input.height-absurd"],
    [{ height: 5, min_height: 5 }, "finding.input.height-nothing"],
  ])("%o is skipped", async (properties, code) => {
    const { codes, source } = await read(collection([feature(properties)]));
    expect(codes).toEqual([code]);
    expect(source.counts()).toEqual({ read: 1, out: 0, skipped: 1 });
  });

  test("a third coordinate is the foot's height, unless all are 0", async () => {
    const at = (z: number) => [square(0, 0).map(([x, y]) => [x, y, z])];
    const { objects } = await read(
      collection([feature({ height: 9 }, at(31.5)), feature({ height: 9 }, at(0))]),
    );
    expect(objects.map((object) => shapeOf(object).baseM)).toEqual([31.5, undefined]);
  });
});

describe("outlines", () => {
  const bowTie = [
    [0, 0],
    [10, 10],
    [10, 0],
    [0, 10],
    [0, 0],
  ];
  test.each([
    ["crosses itself", [bowTie], "finding.input.ring-crossing"],
    [
      "has no area",
      [
        [
          [0, 0],
          [5, 5],
          [9, 9],
          [0, 0],
        ],
      ],
      "finding.input.ring-area",
    ],
    [
      "has one corner",
      [
        [
          [3, 3],
          [3, 3],
          [3, 3],
          [3, 3],
        ],
      ],
      "finding.input.ring-corners",
    ],
    ["has no corner", [], "finding.input.no-geometry"],
    ["nests wrongly", square(0, 0), "finding.input.coordinates"],
    [
      "mixes dimensions",
      [
        [
          [0, 0],
          [9, 0, 1],
          [9, 9],
          [0, 0],
        ],
      ],
      "finding.input.coordinates",
    ],
  ])("one that %s is skipped with its reason", async (_, coordinates, code) => {
    const { codes, source } = await read(
      collection([feature({ height: 3 }, coordinates), feature({ height: 3 })]),
    );
    expect(codes).toEqual([code]);
    expect(source.counts()).toEqual({ read: 2, out: 1, skipped: 1 });
  });

  test("NaN, which Python writes into JSON, is no coordinate and no height", async () => {
    const text = collection([
      feature({ height: "N" }),
      feature({ height: 3 }, [
        [
          ["N", 0],
          [9, 0],
          [9, 9],
          ["N", 0],
        ],
      ]),
    ]).replaceAll('"N"', "NaN");
    const { objects, codes } = await read(text);
    expect(shapeOf(objects[0]).heightFrom).toBe("assumed");
    expect(codes).toEqual(["finding.input.ring-number", "finding.input.height-assumed"]);
  });

  test("one left open is closed and told", async () => {
    const { objects, codes } = await read(collection([feature({ height: 3 }, [square(0, 0).slice(0, 4)])]));
    expect(Array.from(shapeOf(objects[0]).footprints[0]?.[0] ?? [])).toEqual([0, 0, 10, 0, 10, 10, 0, 10]);
    expect(codes).toEqual(["finding.input.ring-open"]);
  });

  test("a court stays, a hole outside or without area goes, and the building is kept", async () => {
    const rings = [
      square(0, 0),
      square(2, 2, 2),
      square(50, 50, 2),
      [
        [1, 1],
        [1, 1],
        [1, 1],
      ],
    ];
    const { objects, codes } = await read(collection([feature({ height: 3 }, rings)]));
    expect(shapeOf(objects[0]).footprints[0]).toHaveLength(2);
    expect(codes).toEqual(["finding.input.hole-outside", "finding.input.hole-corners"]);
  });

  test("of several polygons the bad one goes", async () => {
    const geometry = { type: "MultiPolygon", coordinates: [[square(0, 0)], [bowTie], [square(20, 0)]] };
    const { objects, codes } = await read(
      collection([{ type: "Feature", properties: { height: 3 }, geometry }]),
    );
    expect(shapeOf(objects[0]).footprints).toHaveLength(2);
    expect(codes).toEqual(["finding.input.polygon-dropped"]);
  });

  test("other geometries, none at all, and what is no building are skipped", async () => {
    const point = { type: "Feature", properties: {}, geometry: { type: "Point", coordinates: [1, 2] } };
    const nowhere = { type: "Feature", properties: {}, geometry: null };
    const { codes, source } = await read(
      collection([point, nowhere, feature({ natural: "water" }), feature({ kind: "lake" })]),
    );
    expect(codes).toEqual([
      "finding.input.not-polygon",
      "finding.input.no-geometry",
      "finding.input.not-building",
      "finding.input.not-building",
    ]);
    expect(source.counts()).toEqual({ read: 4, out: 0, skipped: 4 });
  });
});

describe("ids and attributes", () => {
  test("a feature's id that comes again is skipped; a shared property makes a new name", async () => {
    const { objects, codes } = await read(
      collection([
        feature({ height: 3 }, [square(0, 0)], { id: "a" }),
        feature({ height: 3 }, [square(20, 0)], { id: "a" }),
        feature({ height: 3, id: 7 }),
        feature({ height: 3, id: 7 }),
        feature({ height: 3 }),
      ]),
    );
    expect(objects.map(({ id }) => id)).toEqual(["a", "7", "7~4", "5"]);
    expect(codes).toEqual(["finding.input.repeated-id", "finding.input.shared-id"]);
  });

  test("attributes stay as they are, nested ones by their path, lists as JSON", async () => {
    const properties = {
      height: 3,
      name: "光谷",
      名称: "一二三四五六七八九十一二三四五六七八九十",
      old: null,
      open: true,
      names: { primary: "G", common: { zh: "光" } },
      tags: ["a", 1],
    };
    const { objects } = await read(collection([feature(properties)]));
    expect(objects[0]?.attributes).toEqual({
      height: 3,
      name: "光谷",
      名称: properties.名称,
      open: true,
      "names/primary": "G",
      "names/common/zh": "光",
      tags: '["a",1]',
    });
  });
});

describe("coordinate systems", () => {
  test.each([
    [{}, "EPSG:4326"],
    [{ crs: { type: "name", properties: { name: "urn:ogc:def:crs:OGC:1.3:CRS84" } } }, "EPSG:4326"],
    [
      { crs: { type: "name", properties: { name: "urn:ogc:def:crs:EPSG::4547" } } },
      "urn:ogc:def:crs:EPSG::4547",
    ],
    [{ crs: { type: "EPSG", properties: { code: 4547 } } }, "EPSG:4547"],
    [{ crs: null }, undefined],
  ])("%o is %s", async (head, crs) => {
    const { source } = await read(collection([feature({ height: 3 })], head));
    expect(source.crs()).toBe(crs);
  });

  test("figures that are no degrees, with no system named, ask for one", async () => {
    const { source, codes } = await read(collection([feature({ height: 3 }, [square(500_000, 3_370_000)])]));
    expect(source.crs()).toBeUndefined();
    expect(codes).toEqual(["finding.footprints.plane"]);
  });
});

describe("sequences", () => {
  const records = [
    feature({ height: 3 }, [square(0, 0)], { id: "a" }),
    feature({ height: 4 }, [square(20, 0)], { id: "b" }),
  ];
  test.each([
    ["a line each", records.map((record) => `${JSON.stringify(record)}\n`).join("")],
    [
      "without a last newline, with blank lines",
      records.map((record) => JSON.stringify(record)).join("\n\n\r\n"),
    ],
    ["record separators", records.map((record) => `\u001e${JSON.stringify(record)}\n`).join("")],
    [
      "record separators and pretty printing",
      records.map((record) => `\u001e${JSON.stringify(record, null, 2)}\n`).join(""),
    ],
    ["a byte order mark", `\uFEFF${records.map((record) => JSON.stringify(record)).join("\n")}`],
  ])("with %s", async (_, text) => {
    for (const size of [1, 17, 4096]) {
      const { objects, codes } = await read(text, size);
      expect(objects.map(({ id }) => id)).toEqual(["a", "b"]);
      expect(codes).toEqual([]);
    }
  });

  test.each(["\n", "\u001e"])("a broken record costs only itself (between %j)", async (between) => {
    const [a, b] = records.map((record) => JSON.stringify(record));
    const broken = [
      '{"type":"Feature","properties":{"na',
      '{"type":"Feature","geometry":{"coordinates":[[[1,2],[3',
      "12",
      '{"type":"FeatureCollection","features":[]}',
    ];
    const lead = between === "\n" ? "" : between;
    const { objects, source, codes } = await read(lead + [a, ...broken, b].join(between), 9);
    expect(objects.map(({ id }) => id)).toEqual(["a", "b"]);
    expect(source.counts()).toEqual({ read: 6, out: 2, skipped: 4 });
    expect(new Set(codes)).toEqual(new Set(["finding.footprints.not-feature"]));
  });

  test("a long pipe does not stay in memory", async () => {
    const line = new TextEncoder().encode(
      `${JSON.stringify({ ...feature({ height: -1, note: "x".repeat(200_000) }) })}\n`,
    );
    const chunk = new Uint8Array(line.length * 40);
    for (let i = 0; i < 40; i++) chunk.set(line, i * line.length);
    let given = 0;
    const pipe = {
      ...sourceOf(""),
      sizeBytes: 0,
      async *stream() {
        for (; given < 300e6; given += chunk.length) yield chunk;
      },
    };
    const before = process.memoryUsage().rss;
    let most = 0;
    const { source } = await readAll(open, pipe, {
      onProgress: () => {
        most = Math.max(most, process.memoryUsage().rss);
      },
    });
    expect(given).toBeGreaterThan(300e6);
    expect(source.counts().skipped).toBeGreaterThan(1450);
    expect(source.findings.length).toBeLessThan(1100);
    expect(most - before).toBeLessThan(200e6);
  });
});

describe("files that are none", () => {
  const faultOf = async (text: string, size?: number) => {
    const error = await read(text, size).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(Fault);
    return (error as Fault).code;
  };
  test.each([
    "[1, 2]",
    "{}",
    "hello",
    '{"type":"Topology"}',
    '{"type":"FeatureCollection"}',
    `{"a":${"[".repeat(5000)}`,
  ])("%#", async (text) => {
    expect(await faultOf(text)).toBe("fault.footprints.not-geojson");
  });
  test("an empty one", async () => {
    expect(await faultOf("")).toBe("fault.input.empty");
  });
  test("a collection cut off anywhere is one fault", async () => {
    const text = collection([feature({ height: 3, name: "光谷" }), feature({ height: 3 })]);
    for (let end = 1; end < text.length; end++)
      expect(await faultOf(text.slice(0, end), 64)).toBe("fault.footprints.not-geojson");
  });
  test("a collection of more than 400 MB is told of GeoJSONSeq", async () => {
    const file = { ...sourceOf(collection([])), sizeBytes: 401e6 };
    await expect(readAll(open, file)).rejects.toMatchObject({
      code: "fault.input.too-large",
      params: { instead: "GeoJSONSeq" },
    });
  });
  test("bytes changed at will never crash it", async () => {
    const text = `${JSON.stringify(feature({ height: 3, name: "光谷" }))}\n${collection([feature({ levels: 3 }, [square(0, 0), square(1, 1, 2)])])}`;
    const bytes = new TextEncoder().encode(text);
    const change = fc.tuple(fc.nat(bytes.length - 1), fc.nat(255));
    await fc.assert(
      fc.asyncProperty(
        fc.array(change, { maxLength: 6 }),
        fc.nat(bytes.length - 1),
        async (changes, start) => {
          const own = bytes.slice(start % 3 === 0 ? text.indexOf("\n") + 1 : 0);
          for (const [at, byte] of changes) own[at % own.length] = byte;
          try {
            const { source } = await readAll(open, sourceOf(own, { size: 50 }));
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
  test("the format is known by its content", () => {
    const head = (text: string) => new TextEncoder().encode(text);
    expect(objectsFormat(head(collection([])), "x.dat")?.id).toBe("geojson");
    expect(objectsFormat(head(`\u001e${JSON.stringify(feature({}))}`), "x.dat")?.id).toBe("geojson");
    expect(objectsFormat(head("anything"), "x.bin")).toBeUndefined();
  });
});
