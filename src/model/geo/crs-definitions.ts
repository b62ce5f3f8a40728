// Coordinate systems written out for files that want a definition: WKT 1 (OGC 01-009, as GDAL writes it), WKT 2 where WKT 1
// can't say it, PROJJSON 0.5. Axes stand in the authority's order; which order a file's numbers have is the file's business.

import type { Crs } from "./projections.ts";

export interface CrsDefinition {
  epsg?: number;
  name: string;
  wkt?: string;
  /** Only where there is no WKT 1: three-dimensional systems. */
  wkt2?: string;
  projjson?: object;
  geographic: boolean;
}

interface Datum {
  /** As EPSG names it, and as WKT 1 does. */
  name: string;
  wktName: string;
  code?: number;
  /** EPSG lists it as an ensemble of realisations; as a single frame it has no code. */
  ensemble?: boolean;
  ellipsoid: { name: string; code?: number; a: number; inverseF: number };
}

const CGCS2000: Datum = {
  name: "China 2000",
  wktName: "China_2000",
  code: 1043,
  ellipsoid: { name: "CGCS2000", code: 1024, a: 6378137, inverseF: 298.257222101 },
};
const WGS84: Datum = {
  name: "World Geodetic System 1984",
  wktName: "WGS_1984",
  code: 6326,
  ensemble: true,
  ellipsoid: { name: "WGS 84", code: 7030, a: 6378137, inverseF: 298.257223563 },
};
const ETRS89: Datum = {
  name: "European Terrestrial Reference System 1989",
  wktName: "European_Terrestrial_Reference_System_1989",
  code: 6258,
  ensemble: true,
  ellipsoid: { name: "GRS 1980", code: 7019, a: 6378137, inverseF: 298.257222101 },
};
/** Not a datum: a shift that varies from place to place. Told as a frame of its own, so that nothing takes it for WGS 84. */
const GCJ02: Datum = {
  name: "GCJ-02 (shifted positions; no authority lists it)",
  wktName: "GCJ_02_shifted_positions_no_authority",
  ellipsoid: { name: "Krassowsky 1940", code: 7024, a: 6378245, inverseF: 298.3 },
};
export const GCJ02_NAME = "GCJ-02 (shifted positions, not WGS 84)";

const GEOGRAPHIC: Record<number, { name: string; datum: Datum }> = {
  4326: { name: "WGS 84", datum: WGS84 },
  4979: { name: "WGS 84", datum: WGS84 },
  4490: { name: "China Geodetic Coordinate System 2000", datum: CGCS2000 },
  4258: { name: "ETRS89", datum: ETRS89 },
};

const authority = (code: number | undefined) => (code === undefined ? "" : `,AUTHORITY["EPSG","${code}"]`);
const id = (code: number | undefined) => (code === undefined ? {} : { id: { authority: "EPSG", code } });

function geogcs(name: string, datum: Datum, code: number | undefined, axes: string): string {
  const { ellipsoid: e } = datum;
  const spheroid = `SPHEROID["${e.name}",${e.a},${e.inverseF}${authority(e.code)}]`;
  return `GEOGCS["${name}",DATUM["${datum.wktName}",${spheroid}${authority(datum.code)}],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]]${axes}${authority(code)}]`;
}

const axis = (name: string, abbreviation: string, direction: string, unit: string) => ({
  name,
  abbreviation,
  direction,
  unit,
});
const LATITUDE = axis("Geodetic latitude", "Lat", "north", "degree");
const LONGITUDE = axis("Geodetic longitude", "Lon", "east", "degree");
const HEIGHT = axis("Ellipsoidal height", "h", "up", "metre");

const datumJson = ({ name, ensemble, code, ellipsoid }: Datum) => ({
  datum: {
    type: "GeodeticReferenceFrame",
    name,
    ellipsoid: {
      name: ellipsoid.name,
      semi_major_axis: ellipsoid.a,
      inverse_flattening: ellipsoid.inverseF,
    },
    ...(ensemble ? {} : id(code)),
  },
});

const SCHEMA = { $schema: "https://proj.org/schemas/v0.5/projjson.schema.json" };

/** A geographic system by code; undefined = GCJ-02. */
export function geographicDefinition(epsg: number | undefined): CrsDefinition {
  const known = epsg === undefined ? { name: GCJ02_NAME, datum: GCJ02 } : GEOGRAPHIC[epsg];
  if (!known) throw new RangeError(`No definition of EPSG:${epsg}`);
  const { name, datum } = known;
  const { ellipsoid: e } = datum;
  const three = epsg === 4979;
  const order = epsg === undefined ? [LONGITUDE, LATITUDE] : [LATITUDE, LONGITUDE];
  const axes =
    epsg === undefined
      ? ',AXIS["Longitude",EAST],AXIS["Latitude",NORTH]'
      : ',AXIS["Latitude",NORTH],AXIS["Longitude",EAST]';
  const wkt2 = `GEOGCRS["${name}",DATUM["${datum.name}",ELLIPSOID["${e.name}",${e.a},${e.inverseF},LENGTHUNIT["metre",1]]],PRIMEM["Greenwich",0,ANGLEUNIT["degree",0.0174532925199433]],CS[ellipsoidal,3],AXIS["geodetic latitude (Lat)",north,ORDER[1],ANGLEUNIT["degree",0.0174532925199433]],AXIS["geodetic longitude (Lon)",east,ORDER[2],ANGLEUNIT["degree",0.0174532925199433]],AXIS["ellipsoidal height (h)",up,ORDER[3],LENGTHUNIT["metre",1]],ID["EPSG",${epsg}]]`;
  return {
    ...(epsg !== undefined && { epsg }),
    name: three ? "WGS 84 (3D)" : name,
    ...(three ? { wkt2 } : { wkt: geogcs(name, datum, epsg, axes) }),
    projjson: {
      ...SCHEMA,
      type: "GeographicCRS",
      name,
      ...datumJson(datum),
      coordinate_system: { subtype: "ellipsoidal", axis: three ? [...order, HEIGHT] : order },
      ...id(epsg),
    },
    geographic: true,
  };
}

const BASES: Partial<Record<Crs["frame"], number>> = { CGCS2000: 4490, "WGS 84": 4326, ETRS89: 4258 };

const term = (proj: string, key: string) => {
  const found = new RegExp(`\\+${key}=([-\\d.]+)`).exec(proj)?.[1];
  return found === undefined ? undefined : Number(found);
};

/** A transverse Mercator plane of EPSG (UTM, Gauss–Krüger); undefined for others. */
export function projectedDefinition(
  crs: Crs,
): { written: CrsDefinition; meridianDeg: number; south: boolean } | undefined {
  const { proj, epsg, name, axisOrder } = crs;
  const base = BASES[crs.frame];
  const zone = /\+proj=utm/.test(proj) ? term(proj, "zone") : undefined;
  if (base === undefined || epsg === undefined || (zone === undefined && !/\+proj=tmerc/.test(proj)))
    return undefined;
  const south = /\+south\b/.test(proj);
  const meridianDeg = zone === undefined ? (term(proj, "lon_0") ?? 0) : zone * 6 - 183;
  const scale = zone === undefined ? (term(proj, "k") ?? 1) : 0.9996;
  const eastingM = zone === undefined ? (term(proj, "x_0") ?? 0) : 500000;
  const northingM = south ? 1e7 : 0;
  const { datum, name: baseName } = GEOGRAPHIC[base] as { name: string; datum: Datum };
  const easting = { name: "Easting", short: axisOrder === "northing-easting" ? "Y" : "E", to: "east" };
  const northing = { name: "Northing", short: axisOrder === "northing-easting" ? "X" : "N", to: "north" };
  const axes = axisOrder === "northing-easting" ? [northing, easting] : [easting, northing];
  const figures: [string, string, number, number, string][] = [
    ["latitude_of_origin", "Latitude of natural origin", 8801, 0, "degree"],
    ["central_meridian", "Longitude of natural origin", 8802, meridianDeg, "degree"],
    ["scale_factor", "Scale factor at natural origin", 8805, scale, "unity"],
    ["false_easting", "False easting", 8806, eastingM, "metre"],
    ["false_northing", "False northing", 8807, northingM, "metre"],
  ];
  const parameters = figures.map(([key, , , value]) => `PARAMETER["${key}",${value}]`).join(",");
  const wktAxes = axes.map((each) => `AXIS["${each.name}",${each.to.toUpperCase()}]`).join(",");
  return {
    meridianDeg,
    south,
    written: {
      epsg,
      name,
      wkt: `PROJCS["${name}",${geogcs(baseName, datum, base, "")},PROJECTION["Transverse_Mercator"],${parameters},UNIT["metre",1,AUTHORITY["EPSG","9001"]],${wktAxes}${authority(epsg)}]`,
      projjson: {
        ...SCHEMA,
        type: "ProjectedCRS",
        name,
        base_crs: {
          name: baseName,
          ...datumJson(datum),
          coordinate_system: { subtype: "ellipsoidal", axis: [LATITUDE, LONGITUDE] },
          ...id(base),
        },
        conversion: {
          name: name.slice(name.indexOf("/") + 1).trim(),
          method: { name: "Transverse Mercator", id: { authority: "EPSG", code: 9807 } },
          parameters: figures.map(([, title, code, value, unit]) => ({
            name: title,
            value,
            unit,
            id: { authority: "EPSG", code },
          })),
        },
        coordinate_system: {
          subtype: "Cartesian",
          axis: axes.map((each) => axis(each.name, each.short, each.to, "metre")),
        },
        ...id(epsg),
      },
      geographic: false,
    },
  };
}
