import fc from "fast-check";
import { writeArrayBuffer } from "geotiff";
import { describe, expect, test } from "vitest";
import { heightsFormat } from "../../../../src/data/formats/formats.ts";
import { read } from "../../../../src/data/formats/geotiff/read-geotiff.ts";
import { Fault } from "../../../../src/model/records/fault.ts";
import { sourceOf } from "../city/source-of.ts";

/** A grid of 4 × 3 cells of 10 m, its corner at 500000, 3370000; the value is 100 × row + column. */
async function tiff(metadata: Record<string, unknown> = {}): Promise<Uint8Array> {
  const values = Float32Array.from({ length: 12 }, (_, i) => 100 * Math.floor(i / 4) + (i % 4));
  values[5] = -9999;
  const place = { ModelPixelScale: [10, 10, 0], ModelTiepoint: [0, 0, 0, 500000, 3370000, 0] };
  const buffer = await writeArrayBuffer(values, {
    width: 4,
    height: 3,
    ProjectedCSTypeGeoKey: 32650,
    GTModelTypeGeoKey: 1,
    GTRasterTypeGeoKey: 1,
    GDAL_NODATA: "-9999",
    SampleFormat: [3],
    BitsPerSample: [32],
    ...place,
    ...metadata,
  });
  return new Uint8Array(buffer);
}

test("cells, their centres and their system are those of the file; what is marked as nothing is NaN", async () => {
  const { grid, findings } = await read(sourceOf(await tiff()), {});
  expect(grid).toMatchObject({
    crs: "EPSG:32650",
    columns: 4,
    rows: 3,
    west: 500005,
    north: 3369995,
    stepX: 10,
    stepY: 10,
  });
  expect(Array.from(grid.heights)).toEqual([0, 1, 2, 3, 100, Number.NaN, 102, 103, 200, 201, 202, 203]);
  expect(findings).toEqual([]);
});

test("a height given for a point is not moved by half a cell", async () => {
  const { grid } = await read(sourceOf(await tiff({ GTRasterTypeGeoKey: 2 })), {});
  expect([grid.west, grid.north]).toEqual([500000, 3370000]);
});

test("of a part only the cells round it are read", async () => {
  const { grid } = await read(sourceOf(await tiff()), { bounds: [500021, 3369981, 500029, 3369989] });
  expect([grid.columns, grid.rows, grid.west, grid.north]).toEqual([3, 3, 500015, 3369995]);
  expect(grid.heights[1]).toBe(2);
});

describe("files that can't be used are one fault", () => {
  const codeOf = async (bytes: Uint8Array, options = {}) => {
    const error = await read(sourceOf(bytes), options).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(Fault);
    return (error as Fault).code;
  };
  test("elsewhere, without a place, none at all", async () => {
    expect(await codeOf(await tiff(), { bounds: [0, 0, 1, 1] })).toBe("fault.heights.outside");
    expect(await codeOf(await tiff({ ModelPixelScale: [0, 0, 0] }))).toBe("fault.heights.no-place");
    expect(await codeOf(new Uint8Array(0))).toBe("fault.heights.unreadable");
    expect(await codeOf(new TextEncoder().encode("II*\0 and nothing of it"))).toBe(
      "fault.heights.unreadable",
    );
  });
  test("cut off or changed at will it never crashes", async () => {
    const whole = await tiff();
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: whole.length }),
        fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { maxLength: 3 }),
        async (length, changes) => {
          const own = whole.slice(0, length);
          for (const [at, byte] of changes) if (at < length) own[at] = byte;
          try {
            const { grid } = await read(sourceOf(own), { bounds: [500000, 3369970, 500040, 3370000] });
            expect(grid.heights).toHaveLength(grid.columns * grid.rows);
          } catch (error) {
            expect(error).toBeInstanceOf(Fault);
          }
        },
      ),
      { numRuns: 200 },
    );
  });
});

test("the format is known by its first bytes", async () => {
  expect(heightsFormat(await tiff(), "x.dat")?.id).toBe("geotiff");
});
