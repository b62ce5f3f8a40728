// Geodetic, ECEF and local ENU in float64 on WGS 84. Degrees in and out, metres, ellipsoidal heights.
// CGCS2000's ellipsoid differs by 0.105 mm in b; the difference of epoch is in datasets.ts, not here.

export type Vec3 = [number, number, number];

export const WGS84_A = 6378137;
export const WGS84_F = 1 / 298.257223563;
const E2 = WGS84_F * (2 - WGS84_F);
const B = WGS84_A * (1 - WGS84_F);
const EP2 = E2 / (1 - E2);
const RAD = Math.PI / 180;

export interface Geodetic {
  lonDeg: number;
  latDeg: number;
  heightM: number;
}

/** Geodetic degrees and ellipsoidal metres to earth-centred, earth-fixed metres. */
export function geodeticToEcef(lonDeg: number, latDeg: number, heightM: number): Vec3 {
  const lon = lonDeg * RAD;
  const lat = latDeg * RAD;
  const sinLat = Math.sin(lat);
  const cosLat = Math.cos(lat);
  const n = WGS84_A / Math.sqrt(1 - E2 * sinLat * sinLat);
  const p = (n + heightM) * cosLat;
  return [p * Math.cos(lon), p * Math.sin(lon), (n * (1 - E2) + heightM) * sinLat];
}

/** ECEF metres to geodetic; Bowring's start and two Newton-like turns, < 1e-9 m from −10 km to 1,000 km. */
export function ecefToGeodetic(x: number, y: number, z: number): Geodetic {
  const p = Math.hypot(x, y);
  if (p < 1e-9) return { lonDeg: 0, latDeg: z < 0 ? -90 : 90, heightM: Math.abs(z) - B };
  let beta = Math.atan2(z * WGS84_A, p * B);
  let lat = 0;
  for (let turn = 0; turn < 3; turn++) {
    const sinB = Math.sin(beta);
    const cosB = Math.cos(beta);
    lat = Math.atan2(z + EP2 * B * sinB * sinB * sinB, p - E2 * WGS84_A * cosB * cosB * cosB);
    beta = Math.atan2(B * Math.sin(lat), WGS84_A * Math.cos(lat));
  }
  const sinLat = Math.sin(lat);
  const cosLat = Math.cos(lat);
  const n = WGS84_A / Math.sqrt(1 - E2 * sinLat * sinLat);
  // This form keeps its precision at the equator and at the poles alike.
  const heightM = p * cosLat + z * sinLat - (WGS84_A * WGS84_A) / n;
  return { lonDeg: Math.atan2(y, x) / RAD, latDeg: lat / RAD, heightM };
}

/** A local frame: x east, y north, z up, metres, tangent to the ellipsoid at its origin. */
export interface EnuFrame {
  origin: Geodetic;
  originEcef: Vec3;
  /** ENU → ECEF, column-major 4 × 4, as a 3D Tiles transform wants it. */
  matrix: number[];
  toEcef(e: number, n: number, u: number): Vec3;
  toEnu(x: number, y: number, z: number): Vec3;
}

/** The ENU frame at a point; toEnu subtracts the origin in float64 before it rotates. */
export function enuFrame(lonDeg: number, latDeg: number, heightM: number): EnuFrame {
  const lon = lonDeg * RAD;
  const lat = latDeg * RAD;
  const sl = Math.sin(lon);
  const cl = Math.cos(lon);
  const sp = Math.sin(lat);
  const cp = Math.cos(lat);
  const originEcef = geodeticToEcef(lonDeg, latDeg, heightM);
  const [ox, oy, oz] = originEcef;
  return {
    origin: { lonDeg, latDeg, heightM },
    originEcef,
    matrix: [-sl, cl, 0, 0, -sp * cl, -sp * sl, cp, 0, cp * cl, cp * sl, sp, 0, ox, oy, oz, 1],
    toEcef: (e, n, u) => [
      ox - sl * e - sp * cl * n + cp * cl * u,
      oy + cl * e - sp * sl * n + cp * sl * u,
      oz + cp * n + sp * u,
    ],
    toEnu: (x, y, z) => {
      const dx = x - ox;
      const dy = y - oy;
      const dz = z - oz;
      return [
        -sl * dx + cl * dy,
        -sp * cl * dx - sp * sl * dy + cp * dz,
        cp * cl * dx + cp * sl * dy + sp * dz,
      ];
    },
  };
}
