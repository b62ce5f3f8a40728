// GCJ-02, the shifted datum of Chinese web maps. Degrees. For display and marked exports only: never mixed with
// lane geometry. Formula as published (wandergis, eviltransform); test vectors in planning.md section 6.

const A = 6378245;
const EE = 0.006693421622965943;
const PI = Math.PI;

function shift(x: number, y: number): [number, number] {
  const root = Math.sqrt(Math.abs(x));
  const common = ((20 * Math.sin(6 * x * PI) + 20 * Math.sin(2 * x * PI)) * 2) / 3;
  const dLat =
    -100 +
    2 * x +
    3 * y +
    0.2 * y * y +
    0.1 * x * y +
    0.2 * root +
    common +
    ((20 * Math.sin(y * PI) + 40 * Math.sin((y / 3) * PI)) * 2) / 3 +
    ((160 * Math.sin((y / 12) * PI) + 320 * Math.sin((y * PI) / 30)) * 2) / 3;
  const dLon =
    300 +
    x +
    2 * y +
    0.1 * x * x +
    0.1 * x * y +
    0.1 * root +
    common +
    ((20 * Math.sin(x * PI) + 40 * Math.sin((x / 3) * PI)) * 2) / 3 +
    ((150 * Math.sin((x / 12) * PI) + 300 * Math.sin((x / 30) * PI)) * 2) / 3;
  return [dLon, dLat];
}

/** Outside this box the shift is not applied by any known implementation. */
export const insideGcj02Area = (lonDeg: number, latDeg: number) =>
  lonDeg >= 72.004 && lonDeg <= 137.8347 && latDeg >= 0.8293 && latDeg <= 55.8271;

/** WGS 84 degrees to GCJ-02 degrees. */
export function wgs84ToGcj02(lonDeg: number, latDeg: number): { lonDeg: number; latDeg: number } {
  if (!insideGcj02Area(lonDeg, latDeg)) return { lonDeg, latDeg };
  const [dLon, dLat] = shift(lonDeg - 105, latDeg - 35);
  const lat = (latDeg / 180) * PI;
  const magic = 1 - EE * Math.sin(lat) * Math.sin(lat);
  const root = Math.sqrt(magic);
  return {
    lonDeg: lonDeg + (dLon * 180) / ((A / root) * Math.cos(lat) * PI),
    latDeg: latDeg + (dLat * 180) / (((A * (1 - EE)) / (magic * root)) * PI),
  };
}

/** GCJ-02 degrees to WGS 84 degrees, iterated to < 1e-11°; the usual one-step inverse is up to 1.9 m off. */
export function gcj02ToWgs84(lonDeg: number, latDeg: number): { lonDeg: number; latDeg: number } {
  if (!insideGcj02Area(lonDeg, latDeg)) return { lonDeg, latDeg };
  let lon = lonDeg;
  let lat = latDeg;
  for (let turn = 0; turn < 12; turn++) {
    const there = wgs84ToGcj02(lon, lat);
    const dLon = there.lonDeg - lonDeg;
    const dLat = there.latDeg - latDeg;
    lon -= dLon;
    lat -= dLat;
    if (Math.abs(dLon) < 1e-12 && Math.abs(dLat) < 1e-12) break;
  }
  return { lonDeg: lon, latDeg: lat };
}
