// The coordinate system of a GeoJSON file: longitude and latitude on WGS 84 (RFC 7946), or what a "crs" member of the 2008
// specification names. A file without one whose figures are no degrees is in a plane that it does not name.

import type { CityTally } from "../city/city-tally.ts";
import type { Json } from "./json-bytes.ts";

/** The name in a "crs" member, null where it says that there is none. */
export function crsMember(value: Json): string | null | undefined {
  if (value === null) return null;
  const { type, properties } = value as { type?: unknown; properties?: { name?: unknown; code?: unknown } };
  if (typeof properties?.name === "string") return properties.name;
  if (String(type).toUpperCase() === "EPSG" && properties?.code !== undefined)
    return `EPSG:${properties.code}`;
  return undefined;
}

export class FootprintCrs {
  private named: string | null | undefined;
  private looked = false;
  private plane = false;
  private readonly tally: CityTally;
  constructor(tally: CityTally) {
    this.tally = tally;
  }

  says(name: string | null | undefined): void {
    if (name === undefined) return;
    this.named = name !== null && /CRS:?84h?$/i.test(name) ? "EPSG:4326" : name;
  }

  /** A ring, of which the first is looked at. */
  sees(ring: ArrayLike<number> | undefined): void {
    if (this.looked || !ring) return;
    this.looked = true;
    this.plane = Math.abs(ring[0] as number) > 360 || Math.abs(ring[1] as number) > 90;
    if (this.plane && this.named === undefined)
      this.tally.note("warning", "finding.footprints.plane", "", {
        x: (ring[0] as number).toFixed(1),
        y: (ring[1] as number).toFixed(1),
      });
  }

  text(): string | undefined {
    if (typeof this.named === "string") return this.named;
    return this.plane || this.named === null ? undefined : "EPSG:4326";
  }
}
