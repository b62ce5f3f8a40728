import fc from "fast-check";
import { PNG } from "pngjs";
import { describe, expect, test } from "vitest";
import { heightsFormat } from "../../../../src/data/formats/formats.ts";
import { read } from "../../../../src/data/formats/height-tile/read-height-tile.ts";
import { readPng } from "../../../../src/data/formats/height-tile/read-png.ts";
import { Fault } from "../../../../src/model/records/fault.ts";
import { sourceOf } from "../city/source-of.ts";

const SIDE = 16;
const png = (pixel: (i: number) => readonly [number, number, number], options: object = {}): Uint8Array => {
  const image = new PNG({ width: SIDE, height: SIDE });
  for (let i = 0; i < SIDE * SIDE; i++) image.data.set([...pixel(i), 255], i * 4);
  return new Uint8Array(PNG.sync.write(image, options));
};
const terrarium = (h: number) => {
  const v = Math.round((h + 32768) * 256);
  return [v >> 16, (v >> 8) & 255, v & 255] as const;
};
const mapbox = (h: number) => {
  const v = Math.round((h + 10000) * 10);
  return [v >> 16, (v >> 8) & 255, v & 255] as const;
};
const height = (i: number) => -3 + i * 1.7;
const file = (bytes: Uint8Array, name = "13-6698-3374.png") => sourceOf(bytes, { name });

describe("heights", () => {
  test.each([
    ["terrarium", terrarium, 1 / 512],
    ["mapbox", mapbox, 0.051],
  ] as const)("in the encoding of %s", async (encoding, encode, within) => {
    const { grid, findings } = await read(file(png((i) => encode(height(i)))), {});
    expect(findings[0]?.code).toBe(`finding.heights.${encoding}`);
    for (const [i, h] of grid.heights.entries()) expect(Math.abs(h - height(i))).toBeLessThanOrEqual(within);
  });

  test("lie where the tile's name says, in Web Mercator", async () => {
    for (const name of ["13-6698-3374.png", "13/6698/3374.png", "dem_13_6698_3374@2x.png"]) {
      const { grid } = await read(
        file(
          png((i) => terrarium(height(i))),
          name,
        ),
        {},
      );
      const side = 40075016.685578488 / 2 ** 13;
      expect(grid.crs).toBe("EPSG:3857");
      expect(grid.stepX).toBeCloseTo(side / SIDE, 6);
      // 114.3457° E, the tile's west edge: 6698 / 2^13 × 360 − 180.
      expect(grid.west - grid.stepX / 2).toBeCloseTo(((6698 / 8192) * 360 - 180) * 111319.49079327358, 3);
      expect(grid.north + grid.stepY / 2).toBeCloseTo(20037508.342789244 - 3374 * side, 3);
    }
  });
});

test("any picture is decoded as another decoder does, whatever the filter", () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ minLength: SIDE * SIDE * 3, maxLength: SIDE * SIDE * 3 }),
      fc.constantFrom(-1, 0, 1, 2, 3, 4),
      fc.constantFrom(2, 6),
      (rgb, filterType, colorType) => {
        const at = (i: number) =>
          [rgb[i * 3] as number, rgb[i * 3 + 1] as number, rgb[i * 3 + 2] as number] as const;
        expect(Array.from(readPng(png(at, { filterType, colorType })).rgb)).toEqual(Array.from(rgb));
      },
    ),
    { numRuns: 60 },
  );
});

describe("files that can't be used are one fault", () => {
  const codeOf = async (bytes: Uint8Array, name?: string) => {
    const error = await read(file(bytes, name), {}).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(Fault);
    return (error as Fault).code;
  };
  const good = png((i) => terrarium(height(i)));
  test("without a place, of another world, no heights", async () => {
    expect(await codeOf(good, "heights.png")).toBe("fault.heights.tile-place");
    expect(await codeOf(good, "2-9-1.png")).toBe("fault.heights.tile-place");
    expect(await codeOf(png((i) => [i, i, 50]))).toBe("fault.heights.encoding");
  });
  test("cut off or changed at will it never crashes", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat(good.length),
        fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { maxLength: 3 }),
        async (length, changes) => {
          const own = good.slice(0, length);
          for (const [at, byte] of changes) if (at < length) own[at] = byte;
          await read(file(own), {}).catch((error: unknown) => expect(error).toBeInstanceOf(Fault));
        },
      ),
      { numRuns: 300 },
    );
  });
  test("the format is known by its first bytes", () => {
    expect(heightsFormat(good, "x.dat")?.id).toBe("height-tile");
  });
});
