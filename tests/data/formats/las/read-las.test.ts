import fc from "fast-check";
import { createLazPerf } from "laz-perf";
import { describe, expect, test } from "vitest";
import { pointsFormat } from "../../../../src/data/formats/formats.ts";
import { readChunkTable, VARIABLE_CHUNKS } from "../../../../src/data/formats/las/chunk-table.ts";
import { epsgOfWkt } from "../../../../src/data/formats/las/las-header.ts";
import { open } from "../../../../src/data/formats/las/read-las.ts";
import { Fault } from "../../../../src/model/records/fault.ts";
import { sourceOf } from "../city/source-of.ts";
import { chunkTable, type SmallLas, type SmallPoint, smallLas, smallLaz } from "./small-las.ts";

async function readPoints(bytes: Uint8Array) {
  const source = await open(sourceOf(bytes), {});
  const out = {
    positions: [] as number[],
    colours: [] as number[],
    intensities: [] as number[],
    classes: [] as number[],
  };
  for await (const batch of source.points()) {
    out.positions.push(...batch.positions);
    out.colours.push(...(batch.colours ?? []));
    out.intensities.push(...(batch.intensities ?? []));
    out.classes.push(...(batch.classes ?? []));
  }
  return { ...out, source };
}

const points: SmallPoint[] = [
  { xyz: [100, 200, 300], intensity: 7, class: 2, rgb: [65535, 32768, 255] },
  { xyz: [-1, 2147483647, -2147483648], intensity: 65535, class: 6, rgb: [256, 0, 1024] },
  { xyz: [5, 5, 5], withheld: true, rgb: [0, 0, 0] },
];
const scale: [number, number, number] = [0.001, 0.01, 0.0025];
const offset: [number, number, number] = [500000, 3370000, 20];

describe("points", () => {
  test.each([
    ["LAS 1.2, format 0", { minor: 2, format: 0 }, smallLas],
    ["LAS 1.2, format 3", { minor: 2, format: 3 }, smallLas],
    ["LAS 1.3, format 2", { minor: 3, format: 2 }, smallLas],
    ["LAS 1.4, format 6", { minor: 4, format: 6 }, smallLas],
    ["LAS 1.4, format 7", { minor: 4, format: 7 }, smallLas],
    ["LAZ, format 0", { minor: 2, format: 0 }, smallLaz],
    ["LAZ, format 2", { minor: 2, format: 2 }, smallLaz],
  ] as const)(
    "%s: the file's integers by its scale and offset, without those withheld",
    async (_, kind, write) => {
      const coloured = [2, 3, 7].includes(kind.format);
      const own = points.map(({ rgb, ...point }) => (coloured && rgb ? { ...point, rgb } : point));
      const read = await readPoints(write({ points: own, scale, offset, ...kind }));
      expect(read.positions).toEqual(
        points
          .slice(0, 2)
          .flatMap(({ xyz }) => xyz.map((v, k) => v * (scale[k] as number) + (offset[k] as number))),
      );
      expect(read.intensities).toEqual([7, 65535]);
      expect(read.classes).toEqual([2, 6]);
      expect(read.colours).toEqual(coloured ? [255, 128, 0, 1, 0, 4] : []);
      expect(read.source.count).toBe(3);
      expect(read.source.findings.map(({ code }) => code)).toEqual([
        "finding.las.no-crs",
        "finding.las.withheld",
      ]);
    },
  );

  test("more than a batch come in batches", async () => {
    const many = Array.from({ length: 70_000 }, (_, i): SmallPoint => ({ xyz: [i, 2 * i, 3 * i] }));
    const source = await open(sourceOf(smallLas({ points: many, scale: [1, 1, 1] })), {});
    const lengths: number[] = [];
    for await (const { positions } of source.points()) lengths.push(positions.length / 3);
    expect(lengths).toEqual([65536, 4464]);
  });
});

describe("the chunk table", () => {
  const chunk = fc.record({
    bytes: fc.integer({ min: 1, max: 40_000_000 }),
    points: fc.integer({ min: 0, max: 90_000 }),
  });
  test("any table is read as it was written, of fixed and of varying chunks", () => {
    fc.assert(
      fc.property(fc.array(chunk, { minLength: 1, maxLength: 60 }), (chunks) => {
        const count = Math.max(
          chunks.reduce((sum, { points: own }) => sum + own, 0),
          1,
        );
        const whole = chunks.reduce((sum, { points: own }) => sum + own, 0);
        if (chunks.length > count || whole === 0) return;
        const varying = readChunkTable(chunkTable(chunks), 500, VARIABLE_CHUNKS, whole);
        expect(varying.map(({ bytes, points: own }) => ({ bytes, points: own }))).toEqual(chunks);
        const fixed = readChunkTable(
          chunkTable(chunks.map(({ bytes }) => ({ bytes }))),
          500,
          1000,
          chunks.length * 1000 - 1,
        );
        expect(fixed.map(({ bytes }) => bytes)).toEqual(chunks.map(({ bytes }) => bytes));
        expect(fixed.at(-1)?.points).toBe(999);
        expect(fixed[1]?.at ?? 500 + (chunks[0]?.bytes ?? 0)).toBe(500 + (chunks[0]?.bytes ?? 0));
      }),
    );
  });

  test("the file that these tests write is one that laz-perf reads whole", async () => {
    const lazPerf = await createLazPerf();
    const own: SmallLas = {
      points: Array.from({ length: 40 }, (_, i) => ({ xyz: [i * 7, -i, i * i], intensity: i })),
    };
    const bytes = smallLaz(own);
    const file = lazPerf._malloc(bytes.length);
    const point = lazPerf._malloc(20);
    lazPerf.HEAPU8.set(bytes, file);
    const reader = new lazPerf.LASZip();
    reader.open(file, bytes.length);
    expect(reader.getCount()).toBe(40);
    const read = own.points.map(() => {
      reader.getPoint(point);
      const view = new DataView(lazPerf.HEAPU8.buffer, point, 20);
      return [view.getInt32(0, true), view.getInt32(4, true), view.getInt32(8, true)];
    });
    expect(read).toEqual(own.points.map(({ xyz }) => xyz.map((v) => v + 0)));
    reader.delete();
  });
});

describe("coordinate systems", () => {
  const keys = (...entries: [number, number][]) => {
    const out = new Uint8Array(8 + entries.length * 8);
    const view = new DataView(out.buffer);
    entries.forEach(([key, value], i) => {
      view.setUint16(8 + i * 8, key, true);
      view.setUint16(14 + i * 8, value, true);
    });
    return { user: "LASF_Projection", id: 34735, bytes: out };
  };
  const wkt = (text: string) => ({
    user: "LASF_Projection",
    id: 2112,
    bytes: new TextEncoder().encode(`${text}\0`),
  });
  const UTM =
    'PROJCS["WGS 84 / UTM zone 50N",GEOGCS["WGS 84",AUTHORITY["EPSG","4326"]],UNIT["metre",1,AUTHORITY["EPSG","9001"]],AUTHORITY["EPSG","32650"]]';
  test.each([
    [[keys([1024, 1], [3072, 32650])], "EPSG:32650"],
    [[keys([2048, 4326])], "EPSG:4326"],
    [[keys([3072, 32767])], undefined],
    [[wkt(UTM)], "EPSG:32650"],
    [
      [
        wkt(`COMPD_CS["a",${UTM},VERT_CS["EGM96",AUTHORITY["EPSG","5773"]],AUTHORITY["EPSG","9707"]]`),
        keys([3072, 4547]),
      ],
      "EPSG:32650",
    ],
    [[wkt('PROJCS["own",GEOGCS["WGS 84",AUTHORITY["EPSG","4326"]]]')], undefined],
  ])("%#: %s", async (records, crs) => {
    expect((await open(sourceOf(smallLas({ points, records })), {})).crs()).toBe(crs);
  });
  test("WKT 2 too", () => {
    expect(epsgOfWkt('PROJCRS["x",BASEGEOGCRS["y",ID["EPSG",4490]],ID["EPSG",4547]]')).toBe("EPSG:4547");
  });
});

describe("files that can't be used are one fault", () => {
  const codeOf = async (bytes: Uint8Array) => {
    const error = await readPoints(bytes).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(Fault);
    return (error as Fault).code;
  };
  const las = smallLas({ points, scale, offset });
  const laz = smallLaz({ points: Array.from({ length: 30 }, (_, i) => ({ xyz: [i, i, i] })) });
  test("none, cut off, broken", async () => {
    expect(await codeOf(new Uint8Array(0))).toBe("fault.las.not-las");
    expect(await codeOf(las.slice(0, 100))).toBe("fault.las.not-las");
    expect(await codeOf(las.slice(0, las.length - 1))).toBe("fault.las.truncated");
    expect(await codeOf(laz.slice(0, laz.length - 40))).toBe("fault.las.corrupt");
    const broken = laz.slice();
    broken.fill(0x77, 500, 800);
    expect(await codeOf(broken)).toBe("fault.las.corrupt");
  });
  test("bytes changed at will never crash it", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(las, laz),
        fc.nat(2000),
        fc.array(fc.tuple(fc.nat(5000), fc.nat(255)), { maxLength: 4 }),
        async (file, cut, changes) => {
          const own = file.slice(0, Math.max(1, file.length - (cut > 1000 ? 0 : cut)));
          for (const [at, byte] of changes) own[at % own.length] = byte;
          await readPoints(own).catch((error: unknown) => expect(error).toBeInstanceOf(Fault));
        },
      ),
      { numRuns: 150 },
    );
  });
  test("the format is known by its first bytes", () => {
    expect(pointsFormat(laz, "x.dat")?.id).toBe("las");
  });
});
