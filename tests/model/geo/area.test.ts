import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Area, AreaRing } from "../../../src/model/geo/area.ts";
import { checkArea } from "../../../src/model/geo/area-check.ts";
import { areaGeojson, areaOfBox, readArea } from "../../../src/model/geo/area-geojson.ts";
import { areaKm2 } from "../../../src/model/geo/area-size.ts";
import { areaTouch, type Shape } from "../../../src/model/geo/area-touch.ts";
import { Fault } from "../../../src/model/records/fault.ts";

const codeOf = (run: () => unknown): string => {
  try {
    run();
    return "none";
  } catch (error) {
    if (error instanceof Fault) return error.code.replace("fault.export.area-", "");
    throw error;
  }
};
const city = { west: 114, south: 30, east: 114.1, north: 30.1 };
const ring = (...corners: [number, number][]): AreaRing => [...corners, corners[0] as [number, number]];
const area = (...rings: AreaRing[]): Area => ({ polygons: [rings] });

describe("the size of an area", () => {
  test("is a known one on WGS 84: the whole Earth, a degree at the equator, a quad in Wuhan", () => {
    // Karney, Algorithms for geodesics (2013): 510,065,621.724088 km² for the ellipsoid.
    expect(areaKm2(areaOfBox(-180, -90, 180, 90))).toBeCloseTo(510065621.7240884, 4);
    // ∫ M N cos φ in 50 digits (mpmath quad), as independent values.
    expect(areaKm2(areaOfBox(0, 0, 1, 1))).toBeCloseTo(12308.46389397535, 8);
    expect(areaKm2(areaOfBox(114.4, 30.49, 114.41, 30.5))).toBeCloseTo(1.0643064718508737, 11);
  });

  test("of a polygon in parts is the sum of its parts, to ten square millimetres", () => {
    const corner = fc.record({
      x: fc.double({ min: 114, max: 114.05, noNaN: true }),
      y: fc.double({ min: 30, max: 30.05, noNaN: true }),
    });
    fc.assert(
      fc.property(corner, corner, corner, (a, b, c) => {
        const middle = { x: (a.x + b.x + c.x) / 3, y: (a.y + b.y + c.y) / 3 };
        const of = (...three: { x: number; y: number }[]) =>
          areaKm2(area(ring(...three.map(({ x, y }): [number, number] => [x, y]))));
        const parts = of(a, b, middle) + of(b, c, middle) + of(c, a, middle);
        // A degree of 114 has steps of 1.4e-14, which is 1.6 nm: by a side of 5 km that makes 8 mm².
        expect(Math.abs(of(a, b, c) - parts) * 1e12).toBeLessThan(10);
      }),
    );
  });

  test("is less by its holes, and turns with no direction", () => {
    const outer = ring([114, 30], [114.1, 30], [114.1, 30.1], [114, 30.1]);
    const hole = ring([114.02, 30.02], [114.04, 30.02], [114.04, 30.04], [114.02, 30.04]);
    const whole = areaKm2(area(outer));
    expect(areaKm2(area(outer.toReversed(), hole))).toBeCloseTo(whole - areaKm2(area(hole)), 9);
  });
});

describe("what touches an area", () => {
  const square = area(ring([0, 0], [10, 0], [10, 10], [0, 10]), ring([4, 4], [6, 4], [6, 6], [4, 6]));
  const touches = areaTouch(square);
  const line = (...xy: number[]): Shape => ({
    kind: "LineString",
    parts: [xy.flatMap((v, i) => (i % 2 ? [v, 0] : [v]))],
  });
  test.each([
    ["a point inside", { kind: "Point", parts: [[1, 1, 5]] } as Shape, true],
    ["a point on the edge", { kind: "Point", parts: [[10, 3, 5]] } as Shape, true],
    ["a point in the hole", { kind: "Point", parts: [[5, 5, 5]] } as Shape, false],
    ["a point outside", { kind: "Point", parts: [[11, 5, 5]] } as Shape, false],
    ["a line across, without a corner inside", line(-1, 5, 11, 5), true],
    ["a line that ends on the edge", line(-1, 5, 0, 5), true],
    ["a line within the hole", line(4.5, 4.5, 5.5, 5.5), false],
    ["a line past a corner", line(-1, 10, 1, 12), false],
    [
      "a polygon that holds the area",
      {
        kind: "Polygon",
        parts: [line(-9, -9, 19, -9, 19, 19, -9, 19, -9, -9).parts[0] as number[]],
      } as Shape,
      true,
    ],
    [
      "a polygon in the hole",
      {
        kind: "Polygon",
        parts: [line(4.5, 4.5, 5.5, 4.5, 5.5, 5.5, 4.5, 4.5).parts[0] as number[]],
      } as Shape,
      false,
    ],
  ])("%s", (_, shape, expected) => {
    expect(touches(shape)).toBe(expected);
  });

  test("many edges in bands find what one ring tested plainly finds", () => {
    const circle = ring(
      ...Array.from({ length: 300 }, (_, i): [number, number] => [
        10 * Math.cos((i * Math.PI) / 150),
        10 * Math.sin((i * Math.PI) / 150),
      ]),
    );
    const inCircle = areaTouch(area(circle));
    const coordinate = fc.double({ min: -12, max: 12, noNaN: true });
    fc.assert(
      fc.property(coordinate, coordinate, (x, y) => {
        const r = Math.hypot(x, y);
        // Between the circle and its polygon nothing is asked.
        fc.pre(r < 9.99 || r > 10.01);
        expect(inCircle({ kind: "Point", parts: [[x, y, 0]] })).toBe(r < 10);
      }),
    );
  });
});

describe("an area is refused with its reason", () => {
  const box = (w: number, s: number, e: number, n: number) => ring([w, s], [e, s], [e, n], [w, n]);
  test.each([
    ["nothing", { polygons: [] }, "empty"],
    ["two corners", area(ring([114, 30], [114.05, 30])), "empty"],
    [
      "not closed",
      area([
        [114, 30],
        [114.05, 30],
        [114.05, 30.05],
      ]),
      "unclosed",
    ],
    ["metres for degrees", area(box(538205, 3376340, 538305, 3376440)), "range"],
    ["an eight", area(ring([114, 30], [114.05, 30.05], [114.05, 30], [114, 30.05])), "crossing"],
    [
      "a spike that runs back",
      area(ring([114, 30], [114.05, 30], [114.02, 30], [114.02, 30.05])),
      "crossing",
    ],
    ["corners in line", area(ring([114, 30], [114.02, 30], [114.05, 30])), "crossing"],
    ["a speck", area(box(114, 30, 114.000001, 30.000001)), "zero"],
    ["a hole outside", area(box(114, 30, 114.02, 30.02), box(114.05, 30.05, 114.06, 30.06)), "hole"],
    [
      "a hole that crosses its ring",
      area(box(114, 30, 114.02, 30.02), box(114.01, 30.01, 114.06, 30.06)),
      "crossing",
    ],
    [
      "one in another",
      { polygons: [[box(114, 30, 114.05, 30.05)], [box(114.01, 30.01, 114.02, 30.02)]] },
      "overlap",
    ],
    ["beside the city", area(box(115, 30, 115.1, 30.1)), "beside"],
    ["latitude first", area(box(30, 114 - 60, 30.1, 114.1 - 60)), "beside"],
    ["the province", area(box(110, 28, 118, 33)), "swallows"],
  ])("%s", (_, wrong, code) => {
    expect(codeOf(() => checkArea(wrong as Area, city))).toBe(code);
  });

  test("longitude and latitude exchanged are recognised where they can be", () => {
    const near = { west: 30, south: 29, east: 31, north: 30 };
    expect(codeOf(() => checkArea(area(box(29.2, 30.2, 29.4, 30.4)), near))).toBe("swapped");
  });

  test("the city's own bounds, an area partly beside, and repeated corners are taken", () => {
    expect(codeOf(() => checkArea(area(box(114, 30, 114.1, 30.1)), city))).toBe("none");
    expect(codeOf(() => checkArea(area(box(113.9, 29.9, 114.05, 30.05)), city))).toBe("none");
    const doubled = area(ring([114, 30], [114, 30], [114.05, 30], [114.05, 30.05]));
    expect(checkArea(doubled, city).polygons[0]?.[0]).toHaveLength(4);
  });
});

describe("an area as GeoJSON", () => {
  const corners = [
    [114, 30, 5],
    [114.05, 30, 5],
    [114.05, 30.05, 5],
    [114, 30, 5],
  ];
  const polygon = { type: "Polygon", coordinates: [corners] };
  test.each([
    ["a polygon", polygon],
    ["a multipolygon", { type: "MultiPolygon", coordinates: [[corners]] }],
    ["a feature", { type: "Feature", properties: {}, geometry: polygon }],
    ["a collection", { type: "FeatureCollection", features: [{ type: "Feature", geometry: polygon }] }],
  ])("%s is read, heights left out", (_, json) => {
    expect(readArea(JSON.stringify(json)).polygons).toEqual([[corners.map(([x, y]) => [x, y])]]);
  });

  test("what is written is read back", () => {
    const box = areaOfBox(114, 30, 114.1, 30.1);
    expect(readArea(JSON.stringify(areaGeojson(box)))).toEqual(box);
  });

  test.each([
    ["no JSON", "{", "geojson"],
    ["a line", '{"type":"LineString","coordinates":[[0,0],[1,1]]}', "geojson"],
    ["a text for a number", '{"type":"Polygon","coordinates":[[["a",0]]]}', "geojson"],
    [
      "another system",
      '{"type":"Polygon","coordinates":[],"crs":{"properties":{"name":"EPSG:4547"}}}',
      "crs",
    ],
    ["no polygon", '{"type":"FeatureCollection","features":[]}', "empty"],
  ])("%s is refused", (_, text, code) => {
    expect(codeOf(() => readArea(text))).toBe(code);
  });

  test("no text whatever breaks the reader without a Fault", () => {
    fc.assert(fc.property(fc.json(), (text) => void codeOf(() => readArea(text))));
  });
});
