import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ecefToGeodetic, enuFrame, geodeticToEcef } from "../../../src/model/geo/frames.ts";

describe("geodetic, ECEF and ENU", () => {
  test("Gaoxin Avenue at 30 m stands where PROJ puts it", () => {
    const [x, y, z] = geodeticToEcef(114.42, 30.49, 30);
    expect(x).toBeCloseTo(-2274203.7061, 3);
    expect(y).toBeCloseTo(5008806.0626, 3);
    expect(z).toBeCloseTo(3217314.509, 3);
  });

  test("the WUHN monument has the geodetic position that NGS publishes", () => {
    const { lonDeg, latDeg, heightM } = ecefToGeodetic(-2267749.601, 5009154.232, 3221290.653);
    expect(latDeg).toBeCloseTo(30 + 31 / 60 + 53.9482 / 3600, 7);
    expect(lonDeg).toBeCloseTo(114 + 21 / 60 + 26.1505 / 3600, 7);
    expect(heightM).toBeCloseTo(25.853, 3);
  });

  test("the ENU frame at Guanggu Square has the published matrix", () => {
    const expected = [
      -0.910729439, -0.413003498, 0, 0, 0.209667288, -0.462345168, 0.861554742, 0, -0.355825122, 0.784643267,
      0.507664679, 0, -2271461.6965, 5008885.029, 3219056.8879, 1,
    ];
    const { matrix } = enuFrame(114.39365, 30.5084, 0);
    for (const [i, value] of matrix.entries())
      expect(value).toBeCloseTo(expected[i] as number, i < 12 ? 8 : 3);
  });

  test("geodetic survives the way to ECEF and back within a micrometre, anywhere from −10 km to 1,000 km", () => {
    fc.assert(
      fc.property(
        fc.double({ min: -180, max: 180, noNaN: true }),
        fc.double({ min: -89.9999, max: 89.9999, noNaN: true }),
        fc.double({ min: -10000, max: 1e6, noNaN: true }),
        (lonDeg, latDeg, heightM) => {
          const start = geodeticToEcef(lonDeg, latDeg, heightM);
          const back = ecefToGeodetic(...start);
          const again = geodeticToEcef(back.lonDeg, back.latDeg, back.heightM);
          expect(Math.hypot(again[0] - start[0], again[1] - start[1], again[2] - start[2])).toBeLessThan(
            1e-6,
          );
          expect(Math.abs(back.heightM - heightM)).toBeLessThan(1e-6);
        },
      ),
    );
  });

  test("ENU survives the way to ECEF and back within a micrometre", () => {
    const frame = enuFrame(114.476, 30.4895, 25);
    const local = fc.double({ min: -20000, max: 20000, noNaN: true });
    fc.assert(
      fc.property(local, local, local, (e, n, u) => {
        const back = frame.toEnu(...frame.toEcef(e, n, u));
        expect(Math.hypot(back[0] - e, back[1] - n, back[2] - u)).toBeLessThan(1e-6);
      }),
    );
  });
});
