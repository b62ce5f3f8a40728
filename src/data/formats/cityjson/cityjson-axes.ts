// Which way round the coordinates of a CityJSON file stand. Vertices are x, y, z; writers that keep the authority's order
// put latitude first in geographic systems, which shows where a longitude is above 90.

import type { CityTally } from "../city/city-tally.ts";
import type { JsonCity } from "./cityjson-types.ts";

const DEGREE_M = 111_320;
const GEOGRAPHIC =
  /(?:EPSG|epsg)\D*(?:[\d.]*\D)?(4326|4979|4490|4480|6697|6668|6667|4258|4937|7844|7843|4269|9518)$|CRS84/;

/** Metres of a degree at a latitude, for x and y. */
export const degreeScale = (latDeg: number): readonly [number, number] => [
  DEGREE_M * Math.max(0.01, Math.cos((latDeg * Math.PI) / 180)),
  DEGREE_M,
];

export function axesOf(
  { metadata, vertices, transform }: JsonCity,
  crs: string | undefined,
  tally: CityTally,
): { swapped: boolean; scale: readonly [number, number] } {
  if (crs === undefined || !GEOGRAPHIC.test(crs.trim())) return { swapped: false, scale: [1, 1] };
  const extent = metadata?.geographicalExtent;
  const first = vertices?.[0];
  const [sx = 1, sy = 1] = transform?.scale ?? [];
  const [tx = 0, ty = 0] = transform?.translate ?? [];
  const x = extent?.[0] ?? (first ? (first[0] as number) * sx + tx : tx);
  const y = extent?.[1] ?? (first ? (first[1] as number) * sy + ty : ty);
  const swapped = Math.abs(y) > 90 && Math.abs(x) <= 90;
  if (swapped) tally.note("info", "finding.cityjson.latitude-first", "", { x, y });
  return { swapped, scale: degreeScale(swapped ? x : y) };
}
