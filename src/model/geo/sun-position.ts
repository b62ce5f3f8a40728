// Where the sun stands, seen from a place: azimuth clockwise from north and elevation, radians, without refraction.
// Low-precision formulas of Meeus, Astronomical Algorithms (1998), chapter 25: good to 0.01° between 1950 and 2050.

const RAD = Math.PI / 180;
const J2000_MS = Date.UTC(2000, 0, 1, 12);
const DAY_MS = 86_400_000;

export interface SunPosition {
  azimuthRad: number;
  elevationRad: number;
}

/** @param timeMs Unix milliseconds */
export function sunPosition(timeMs: number, lonDeg: number, latDeg: number): SunPosition {
  const days = (timeMs - J2000_MS) / DAY_MS;
  const meanLongitude = 280.46646 + 0.98564736 * days;
  const anomaly = (357.52911 + 0.98560028 * days) * RAD;
  const longitude =
    (meanLongitude +
      1.914602 * Math.sin(anomaly) +
      0.019993 * Math.sin(2 * anomaly) +
      0.000289 * Math.sin(3 * anomaly)) *
    RAD;
  const obliquity = (23.439291 - 3.563e-7 * days) * RAD;
  const declination = Math.asin(Math.sin(obliquity) * Math.sin(longitude));
  const rightAscension = Math.atan2(Math.cos(obliquity) * Math.sin(longitude), Math.cos(longitude));
  const siderealRad = (280.46061837 + 360.98564736629 * days) * RAD;
  const hourAngle = siderealRad + lonDeg * RAD - rightAscension;
  const lat = latDeg * RAD;
  const [sinH, cosH] = [Math.sin(hourAngle), Math.cos(hourAngle)];
  const [sinD, cosD] = [Math.sin(declination), Math.cos(declination)];
  const up = Math.sin(lat) * sinD + Math.cos(lat) * cosD * cosH;
  const east = -cosD * sinH;
  const north = Math.cos(lat) * sinD - Math.sin(lat) * cosD * cosH;
  return {
    azimuthRad: (Math.atan2(east, north) + 2 * Math.PI) % (2 * Math.PI),
    elevationRad: Math.asin(Math.max(-1, Math.min(1, up))),
  };
}
