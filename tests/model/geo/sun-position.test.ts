import {
  Cartesian3,
  JulianDate,
  Matrix3,
  Matrix4,
  Simon1994PlanetaryPositions,
  Transforms,
} from "@cesium/engine";
import { expect, test } from "vitest";
import { sunPosition } from "../../../src/model/geo/sun-position.ts";

const RAD = Math.PI / 180;

/** Ecliptic of J2000 against its equator, and how fast the equinox moves along it. */
const OBLIQUITY = 23.4393 * RAD;
const PRECESSION_RAD_A_YEAR = (50.29 / 3600) * RAD;

/** From the equinox of J2000 to that of the date, which Cesium leaves out until its Earth orientation files are loaded. */
function precess(position: Cartesian3, timeMs: number): Cartesian3 {
  const years = (timeMs - Date.UTC(2000, 0, 1, 12)) / (365.25 * 86_400_000);
  const toEcliptic = Matrix3.fromRotationX(-OBLIQUITY);
  const along = Matrix3.fromRotationZ(years * PRECESSION_RAD_A_YEAR);
  const turned = Matrix3.multiplyByVector(
    along,
    Matrix3.multiplyByVector(toEcliptic, position, new Cartesian3()),
    new Cartesian3(),
  );
  return Matrix3.multiplyByVector(Matrix3.fromRotationX(OBLIQUITY), turned, new Cartesian3());
}

/** The same from Cesium's planetary positions, in the ENU frame of the place. */
function cesiumSun(timeMs: number, lonDeg: number, latDeg: number) {
  const time = JulianDate.fromDate(new Date(timeMs));
  const inertial = Simon1994PlanetaryPositions.computeSunPositionInEarthInertialFrame(time);
  const turn = Transforms.computeTemeToPseudoFixedMatrix(time) as Matrix3;
  const fixed = Matrix3.multiplyByVector(turn, precess(inertial, timeMs), new Cartesian3());
  const enu = Transforms.eastNorthUpToFixedFrame(Cartesian3.fromDegrees(lonDeg, latDeg));
  const local = Matrix4.multiplyByPointAsVector(
    Matrix4.inverseTransformation(enu, new Matrix4()),
    fixed,
    new Cartesian3(),
  );
  Cartesian3.normalize(local, local);
  return [local.x, local.y, local.z] as const;
}

test("the sun stands where Cesium has it, within 0.05°, at any hour, season and place", () => {
  for (const [lonDeg, latDeg] of [
    [114.476, 30.4895],
    [4.36, 52.01],
    [-70.6, -33.4],
  ] as const)
    for (let day = 0; day < 365; day += 13)
      for (const hour of [0, 5.3, 11, 16.7, 22]) {
        const timeMs = Date.UTC(2026, 0, 1) + (day * 24 + hour) * 3_600_000;
        const { azimuthRad, elevationRad } = sunPosition(timeMs, lonDeg, latDeg);
        const flat = Math.cos(elevationRad);
        const own = [Math.sin(azimuthRad) * flat, Math.cos(azimuthRad) * flat, Math.sin(elevationRad)];
        const other = cesiumSun(timeMs, lonDeg, latDeg);
        const cross = Math.hypot(
          (own[1] as number) * other[2] - (own[2] as number) * other[1],
          (own[2] as number) * other[0] - (own[0] as number) * other[2],
          (own[0] as number) * other[1] - (own[1] as number) * other[0],
        );
        expect(Math.asin(Math.min(1, cross)) / RAD).toBeLessThan(0.05);
        expect((own[0] as number) * other[0] + (own[1] as number) * other[1]).toBeGreaterThan(-0.01);
      }
});

test("at true noon of an equinox the sun stands as high as the latitude leaves it", () => {
  // Wuhan's noon is 12:22 of its zone, less the equation of time.
  const timeMs = Date.UTC(2026, 2, 20, 4, 29);
  const { azimuthRad, elevationRad } = sunPosition(timeMs, 114.476, 30.4895);
  expect(elevationRad / RAD).toBeCloseTo(90 - 30.4895, 0);
  expect(azimuthRad / RAD).toBeGreaterThan(178);
  expect(azimuthRad / RAD).toBeLessThan(182);
});
