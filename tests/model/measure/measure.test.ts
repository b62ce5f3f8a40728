import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ecefToGeodetic, enuFrame } from "../../../src/model/geo/frames.ts";
import { geodesic } from "../../../src/model/geo/geodesic.ts";
import { areaFigures, crossesItself, ellipsoidAreaM2 } from "../../../src/model/measure/ground-area.ts";
import { heightFigures, horizontalM, lineFigures, straightM } from "../../../src/model/measure/lengths.ts";
import { type PickedPlace, spreadOf } from "../../../src/model/measure/measured.ts";

const place = (lonDeg: number, latDeg: number, heightM = 0, pickM = 0): PickedPlace => ({
  lonDeg,
  latDeg,
  heightM,
  pickHorM: pickM,
  pickVerM: pickM,
});
const figure = (figures: ReturnType<typeof lineFigures>, name: string) => {
  const found = figures.find((each) => each.name === name);
  if (!found) throw new Error(`no ${name}`);
  return found;
};

// PROJ 9.5.1: pyproj.Geod(ellps="WGS84").inv and polygon_area_perimeter.
const INVERSE: [[number, number], [number, number], number, number][] = [
  [[114.466, 30.4895], [114.476, 30.4895], 960.0923697659629, 89.99746309773195],
  [[114.466, 30.4895], [114.466, 30.4995], 1108.6081804301286, 0],
  [[114.39365, 30.5084], [114.47595, 30.48948], 8174.475627088616, 104.84692874747465],
  [[0, 0], [1, 0], 111319.49079327357, 90],
  [[0, 0], [0, 1], 110574.38855779878, 0],
  [[179.9, 10], [-179.9, 10.2], 31143.291955305955, 44.721609401305784],
  [[114.466, 30.4895], [114.46601, 30.48951], 1.466556333349902, 40.89369366000027],
  [[5, 52], [5.3, 52.4], 49007.266050006365, 24.62390157702566],
  [[0, 89.9], [120, 89.8], 29551.441902372353, 40.89348058411483],
];
const AREAS: [[number, number][], number, number][] = [
  [
    [
      [114.466, 30.4895],
      [114.476, 30.4895],
      [114.476, 30.4985],
      [114.466, 30.4985],
    ],
    957885.4749670029,
    3915.5909442255947,
  ],
  [
    [
      [114.466, 30.4895],
      [114.4661, 30.4895],
      [114.46605, 30.48958],
    ],
    42.574606627225876,
    29.770313339247586,
  ],
  [
    [
      [114.4, 30.45],
      [114.55, 30.47],
      [114.5, 30.55],
      [114.42, 30.56],
    ],
    117055885.78260708,
    44759.74586145609,
  ],
  [
    [
      [5, 52],
      [5.01, 52.001],
      [5.008, 52.01],
      [5.004, 52.004],
      [4.998, 52.006],
    ],
    443182.8378534317,
    3578.272610237869,
  ],
];

describe("distances", () => {
  test.each(INVERSE)(
    "from %j to %j are as PROJ has them, to a tenth of a millimetre",
    (a, b, metres, azimuth) => {
      const found = geodesic(a, b);
      expect(Math.abs(found.distanceM - metres)).toBeLessThan(1e-4);
      expect(Math.abs(found.azimuthDeg - azimuth)).toBeLessThan(1e-3);
    },
  );

  test("a level line in the air is as long as what a tape would read there", () => {
    fc.assert(
      fc.property(
        fc.double({ min: -400, max: 400, noNaN: true }),
        fc.double({ min: -400, max: 400, noNaN: true }),
        fc.double({ min: -100, max: 5000, noNaN: true }),
        (east, north, heightM) => {
          const frame = enuFrame(114.47, 30.49, heightM);
          const a = { lonDeg: 114.47, latDeg: 30.49, heightM };
          const b = { ...ecefToGeodetic(...frame.toEcef(east, north, 0)), heightM };
          expect(Math.abs(horizontalM(a, b) - straightM(a, b))).toBeLessThan(0.001);
        },
      ),
    );
  });

  test("straight is never shorter than horizontal, and a mast has height only", () => {
    const up = lineFigures([place(114.47, 30.49, 20), place(114.47, 30.49, 27.5)], {});
    expect(figure(up, "straight").value).toBeCloseTo(7.5, 6);
    expect(figure(up, "horizontal").value).toBe(0);
    expect(figure(up, "height-difference").value).toBe(7.5);
    expect(up.some(({ name }) => name === "slope")).toBe(false);
  });

  test("a line bent back on itself is as long as its parts", () => {
    const [a, b] = [place(114.47, 30.49), place(114.471, 30.491)];
    const once = figure(lineFigures([a, b], {}), "horizontal").value;
    expect(figure(lineFigures([a, b, a], {}), "horizontal").value).toBeCloseTo(2 * once, 9);
  });
});

describe("how far a figure may be off", () => {
  test("two places with a stated relative accuracy are that far off from each other", () => {
    const line = lineFigures([place(114.47, 30.49), place(114.471, 30.49)], { relHorM: 0.2, relVerM: 0.3 });
    expect(figure(line, "horizontal").dataSpread).toBeCloseTo(0.2, 4);
    expect(figure(line, "height-difference").dataSpread).toBeCloseTo(0.3, 6);
  });

  test("without relative accuracy, both ends are off by the absolute one", () => {
    const line = lineFigures([place(114.47, 30.49), place(114.471, 30.49)], { absHorM: 1 });
    expect(figure(line, "horizontal").dataSpread).toBeCloseTo(Math.SQRT2, 4);
  });

  test("data that state nothing leave the data's share unknown, and picking's own is still told", () => {
    const line = lineFigures([place(114.47, 30.49, 0, 0.05), place(114.471, 30.49, 0, 0.05)], {});
    const horizontal = figure(line, "horizontal");
    expect(horizontal.dataSpread).toBeUndefined();
    expect(spreadOf(horizontal)).toBeUndefined();
    expect(horizontal.pickSpread).toBeCloseTo(0.05 * Math.SQRT2, 4);
  });

  test("a place in the middle of a straight line adds nothing", () => {
    const ends = [place(114.47, 30.49), place(114.472, 30.49)] as const;
    const accuracy = { relHorM: 0.1 };
    const two = figure(lineFigures([...ends], accuracy), "horizontal").dataSpread as number;
    const three = lineFigures([ends[0], place(114.471, 30.49), ends[1]], accuracy);
    expect(figure(three, "horizontal").dataSpread).toBeCloseTo(two, 4);
  });

  test("the area of a square of side L is off by L times the accuracy of a corner's place", () => {
    const frame = enuFrame(114.47, 30.49, 0);
    const corner = (e: number, n: number) => {
      const { lonDeg, latDeg } = ecefToGeodetic(...frame.toEcef(e, n, 0));
      return place(lonDeg, latDeg);
    };
    const square = [corner(0, 0), corner(100, 0), corner(100, 100), corner(0, 100)];
    const [area] = areaFigures(square, { absHorM: 0.1 });
    // Each corner: half the diagonal; four of them.
    expect(area?.dataSpread).toBeCloseTo(2 * (Math.SQRT2 * 50) * 0.1, 2);
    expect(area?.value).toBeCloseTo(10_000, 1);
  });

  test("a slope is off by its height over its run", () => {
    const figures = heightFigures([place(114.47, 30.49, 0), place(114.471, 30.49, 1)], { relVerM: 0.1 });
    const slope = figure(figures, "slope");
    const run = horizontalM(place(114.47, 30.49), place(114.471, 30.49, 1));
    expect(slope.value).toBeCloseTo(100 / run, 9);
    expect(slope.dataSpread).toBeCloseTo(10 / run, 9);
  });
});

describe("areas", () => {
  test.each(AREAS)("of %j are as PROJ has them, to one part in ten million", (corners, m2, metres) => {
    expect(Math.abs(ellipsoidAreaM2(corners) / m2 - 1)).toBeLessThan(1e-7);
    expect(Math.abs(ellipsoidAreaM2([...corners].reverse()) / m2 - 1)).toBeLessThan(1e-7);
    const figures = areaFigures(
      corners.map(([lon, lat]) => place(lon, lat)),
      {},
    );
    expect(figure(figures, "perimeter").value).toBeCloseTo(metres, 3);
  });

  test("grow with the height they lie at", () => {
    const corners = (AREAS[0] as (typeof AREAS)[0])[0];
    const at = (heightM: number) =>
      figure(
        areaFigures(
          corners.map(([lon, lat]) => place(lon, lat, heightM)),
          {},
        ),
        "area",
      ).value;
    expect(at(3650) / at(0)).toBeCloseTo((1 + 3650 / 6_367_000) ** 2, 6);
  });

  test("of a ring that crosses itself are refused", () => {
    const bow = [place(114.47, 30.49), place(114.471, 30.491), place(114.471, 30.49), place(114.47, 30.491)];
    expect(() => areaFigures(bow, {})).toThrow("fault.measure.crosses");
    expect(
      crossesItself([
        [0, 0],
        [1, 0],
        [1, 1],
        [0, 1],
      ]),
    ).toBe(false);
  });
});
