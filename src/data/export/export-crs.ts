// The coordinate systems that data leaves in: from longitude, latitude, height in the data's own frame to x (east), y (north),
// z. Frames are not moved: what a change of frame or epoch costs is stated in the metadata. GCJ-02 is marked and never an
// EPSG code. Coordinates are rounded to 1e-9° and 0.1 mm, so that every format holds the same ones.

import { geographicDefinition, projectedDefinition } from "../../model/geo/crs-definitions.ts";
import { insideGcj02Area, wgs84ToGcj02 } from "../../model/geo/gcj02.ts";
import { type Crs, parseCrs } from "../../model/geo/projections.ts";
import { Fault } from "../../model/records/fault.ts";
import type { Geometry } from "../../model/records/feature-row.ts";
import type { WrittenCrs } from "../formats/format.ts";

export interface ExportCrs {
  /** As asked for: "EPSG:4547" or "GCJ-02". */
  id: string;
  written: WrittenCrs;
  /** As the authority lists the axes; files are always x, y. */
  axisOrder: Crs["axisOrder"];
  frame: string;
  /** Stands in file names; "" but for GCJ-02. */
  mark: string;
  convert(geometry: Geometry): Geometry;
}

/** What the panel offers, in its order; the UTM zone is the city's. Others that are known work too. */
export const OFFERED_CRS = ["EPSG:4326", "EPSG:4979", "EPSG:4490", "EPSG:4547", "EPSG:4526", "UTM", "GCJ-02"];

/** UTM on WGS 84 at a place; the exceptions of Norway and Svalbard are not made. */
export const utmCode = (lonDeg: number, latDeg: number) =>
  `EPSG:${(latDeg < 0 ? 32700 : 32600) + Math.min(60, Math.floor((lonDeg + 180) / 6) + 1)}`;

const GRAIN = { degrees: 1e9, metres: 1e4 };
/** Beyond this the transverse Mercator of a zone is another zone's business. */
const MOST_OFF_MERIDIAN_DEG = 6;

const rounded = (v: number, grain: number) => Math.round(v * grain) / grain;

function converter(
  planar: (lonDeg: number, latDeg: number) => readonly [number, number],
  grain: number,
): ExportCrs["convert"] {
  return ({ kind, parts }) => ({
    kind,
    parts: parts.map((part) => {
      const out = new Array<number>(part.length);
      for (let i = 0; i < part.length; i += 3) {
        const [x, y] = planar(part[i] as number, part[i + 1] as number);
        out[i] = rounded(x, grain);
        out[i + 1] = rounded(y, grain);
        out[i + 2] = rounded(part[i + 2] as number, GRAIN.metres);
      }
      return kind === "Polygon" || kind === "MultiPolygon" ? counterclockwise(out) : out;
    }),
  });
}

/** Outer rings run counterclockwise, as RFC 7946 and OGC want them. */
function counterclockwise(ring: number[]): number[] {
  const [x0, y0] = [ring[0] as number, ring[1] as number];
  let twice = 0;
  for (let i = 3; i < ring.length; i += 3)
    twice +=
      ((ring[i - 3] as number) - x0) * ((ring[i + 1] as number) - y0) -
      ((ring[i] as number) - x0) * ((ring[i - 2] as number) - y0);
  if (twice >= 0) return ring;
  const out: number[] = [];
  for (let i = ring.length - 3; i >= 0; i -= 3)
    out.push(ring[i] as number, ring[i + 1] as number, ring[i + 2] as number);
  return out;
}

const centreOf = (b: { west: number; south: number; east: number; north: number }) =>
  [(b.west + b.east) / 2, (b.south + b.north) / 2] as const;

/**
 * @param bounds of the city, in which the system must be usable
 * @throws Fault fault.export.crs-unknown, fault.export.crs-far, fault.export.crs-gcj02
 */
export function exportCrs(
  asked: string,
  bounds: { west: number; south: number; east: number; north: number },
): ExportCrs {
  const [lonDeg, latDeg] = centreOf(bounds);
  const text = asked.trim().toUpperCase();
  if (/^GCJ-?02$/.test(text)) {
    const inside = insideGcj02Area(bounds.west, bounds.south) && insideGcj02Area(bounds.east, bounds.north);
    if (!inside) throw new Fault("fault.export.crs-gcj02", { lonDeg, latDeg });
    return {
      id: "GCJ-02",
      written: geographicDefinition(undefined),
      axisOrder: "longitude-latitude",
      frame: "GCJ-02",
      mark: ".gcj02",
      convert: converter((lon, lat) => {
        const shifted = wgs84ToGcj02(lon, lat);
        return [shifted.lonDeg, shifted.latDeg];
      }, GRAIN.degrees),
    };
  }
  const code = text === "UTM" ? utmCode(lonDeg, latDeg) : text.replace(/^(\d+)$/, "EPSG:$1");
  const crs = (() => {
    try {
      return parseCrs(code);
    } catch {
      return undefined;
    }
  })();
  const known = OFFERED_CRS.join(", ");
  if (crs?.epsg === undefined) throw new Fault("fault.export.crs-unknown", { crs: asked, known });
  const { epsg, axisOrder, frame } = crs;
  if (crs.kind === "geographic")
    return {
      id: `EPSG:${epsg}`,
      written: geographicDefinition(epsg),
      axisOrder,
      frame,
      mark: "",
      convert: converter((lon, lat) => [lon, lat], GRAIN.degrees),
    };
  const plane = projectedDefinition(crs);
  if (!plane) throw new Fault("fault.export.crs-unknown", { crs: asked, known });
  const off = Math.abs(((lonDeg - plane.meridianDeg + 540) % 360) - 180);
  if (off > MOST_OFF_MERIDIAN_DEG || (plane.south ? latDeg > 0 : latDeg < 0))
    throw new Fault("fault.export.crs-far", {
      crs: `EPSG:${epsg} (${crs.name})`,
      lonDeg: lonDeg.toFixed(3),
      latDeg: latDeg.toFixed(3),
      better: utmCode(lonDeg, latDeg),
    });
  return {
    id: `EPSG:${epsg}`,
    written: plane.written,
    axisOrder,
    frame,
    mark: "",
    convert: converter((lon, lat) => {
      const [x, y] = crs.fromGeodetic(lon, lat, 0);
      return [x, y];
    }, GRAIN.metres),
  };
}
