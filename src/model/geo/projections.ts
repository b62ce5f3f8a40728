// Coordinate reference systems as road files name them, through proj4: EPSG codes we carry and PROJ strings as
// found in the wild. Coordinates go in and out in GIS order (x east, y north); an authority's axis order is kept
// beside, for readers and writers that must honour it. Heights pass through: vertical datums are in heights.ts.

import proj4 from "proj4";
import { Fault } from "../records/fault.ts";
import { listedCrs } from "./crs-list.ts";
import type { Geodetic } from "./frames.ts";

export interface Crs {
  /** What was asked for, as found. */
  text: string;
  epsg?: number;
  name: string;
  kind: "projected" | "geographic";
  /** PROJ string handed to proj4. */
  proj: string;
  /** Order in which the authority lists the axes; "northing-easting" for 4526 and 4547. */
  axisOrder: "easting-northing" | "northing-easting" | "longitude-latitude" | "latitude-longitude";
  /** Terrestrial frame, for the epoch check. */
  frame: "WGS 84" | "CGCS2000" | "ETRS89" | "unknown";
  /** Set when the string says that heights are orthometric. */
  geoidGrid?: string;
  /** What was ignored or repaired in the string, as finding codes. */
  notes: string[];
  toGeodetic(x: number, y: number, z: number): Geodetic;
  fromGeodetic(lonDeg: number, latDeg: number, heightM: number): [number, number, number];
}

type Known = Pick<Crs, "name" | "proj" | "kind" | "axisOrder" | "frame">;

const gk = (zone: number | undefined, centralDeg: number, name: string): Known => ({
  name,
  proj: `+proj=tmerc +lat_0=0 +lon_0=${centralDeg} +k=1 +x_0=${(zone ?? 0) * 1e6 + 500000} +y_0=0 +ellps=GRS80 +units=m +no_defs`,
  kind: "projected",
  axisOrder: "northing-easting",
  frame: "CGCS2000",
});

const geographic = (name: string, frame: Crs["frame"]): Known => ({
  name,
  proj: "+proj=longlat +datum=WGS84 +no_defs",
  kind: "geographic",
  axisOrder: "latitude-longitude",
  frame,
});

function knownCrs(epsg: number): Known | undefined {
  if (epsg === 4326 || epsg === 4979) return geographic(`WGS 84 (EPSG:${epsg})`, "WGS 84");
  if (epsg === 4490) return geographic("CGCS2000 (EPSG:4490)", "CGCS2000");
  if (epsg === 4258) return geographic("ETRS89 (EPSG:4258)", "ETRS89");
  // EPSG:4513–4533 are the 3° zones 25–45 with the zone in the easting, 4534–4554 the same meridians without.
  if (epsg >= 4513 && epsg <= 4533) {
    const zone = epsg - 4513 + 25;
    return gk(zone, zone * 3, `CGCS2000 / 3-degree Gauss-Kruger zone ${zone}`);
  }
  if (epsg >= 4534 && epsg <= 4554) {
    const meridian = 75 + (epsg - 4534) * 3;
    return gk(undefined, meridian, `CGCS2000 / 3-degree Gauss-Kruger CM ${meridian}E`);
  }
  if (epsg >= 4491 && epsg <= 4501) {
    const zone = epsg - 4491 + 13;
    return gk(zone, zone * 6 - 3, `CGCS2000 / Gauss-Kruger zone ${zone}`);
  }
  const utm = (zone: number, south: boolean, name: string, frame: Crs["frame"], ellps: string): Known => ({
    name: `${name} / UTM zone ${zone}${south ? "S" : "N"}`,
    proj: `+proj=utm +zone=${zone}${south ? " +south" : ""} +${ellps} +units=m +no_defs`,
    kind: "projected",
    axisOrder: "easting-northing",
    frame,
  });
  if (epsg >= 32601 && epsg <= 32660) return utm(epsg - 32600, false, "WGS 84", "WGS 84", "datum=WGS84");
  if (epsg >= 32701 && epsg <= 32760) return utm(epsg - 32700, true, "WGS 84", "WGS 84", "datum=WGS84");
  if (epsg >= 25828 && epsg <= 25838) return utm(epsg - 25800, false, "ETRS89", "ETRS89", "ellps=GRS80");
  if (epsg === 3857)
    return {
      name: "WGS 84 / Pseudo-Mercator",
      proj: "+proj=merc +a=6378137 +b=6378137 +lat_ts=0 +lon_0=0 +x_0=0 +y_0=0 +k=1 +units=m +nadgrids=@null +no_defs",
      kind: "projected",
      axisOrder: "easting-northing",
      frame: "WGS 84",
    };
  return undefined;
}

/** "+key=value" pairs of a PROJ string; keys without a value give "". */
function projTerms(text: string): Map<string, string> {
  const terms = new Map<string, string>();
  for (const [, key = "", value = ""] of text.matchAll(/\+([A-Za-z_0-9]+)(?:\s*=\s*([^\s+][^\s]*))?/g))
    if (!terms.has(key)) terms.set(key, value);
  return terms;
}

/** Repairs what real files write into <geoReference> and lists each repair. */
function cleanProj(text: string): { proj: string; notes: string[]; geoidGrid?: string; geographic: boolean } {
  const terms = projTerms(text);
  const notes: string[] = [];
  if (!terms.has("proj")) {
    // CARLA and others write only "+lat_0=… +lon_0=…" and mean a transverse Mercator there.
    if (!terms.has("lat_0") || !terms.has("lon_0")) throw new Fault("fault.geo.unknown-crs", { text });
    terms.set("proj", "tmerc");
    notes.push("finding.geo.proj-missing-tmerc-assumed");
  }
  const proj = terms.get("proj");
  if (proj === "utm") {
    for (const stray of ["lat_0", "lon_0", "x_0", "y_0", "k", "k_0"])
      if (terms.delete(stray)) notes.push("finding.geo.utm-stray-parameter");
    const zone = Number(terms.get("zone"));
    if (!(zone >= 1 && zone <= 60)) throw new Fault("fault.geo.utm-zone", { text });
  }
  const geoidGrid = terms.get("geoidgrids");
  for (const vertical of ["geoidgrids", "vunits", "vto_meter", "geoid_crs", "wktext", "type"])
    terms.delete(vertical);
  const grids = terms.get("nadgrids");
  if (grids !== undefined && grids !== "@null") {
    terms.delete("nadgrids");
    notes.push("finding.geo.nadgrids-ignored");
  }
  if (!["datum", "ellps", "a", "nadgrids"].some((key) => terms.has(key))) {
    terms.set("datum", "WGS84");
    notes.push("finding.geo.ellipsoid-missing-wgs84-assumed");
  }
  // proj4's exact transverse Mercator takes no sphere.
  const sphere = terms.has("R") || (terms.has("a") && terms.get("a") === terms.get("b"));
  if (proj === "tmerc" && sphere) terms.set("approx", "");
  const cleaned = [...terms].map(([key, value]) => (value === "" ? `+${key}` : `+${key}=${value}`)).join(" ");
  return { proj: cleaned, notes, geoidGrid, geographic: proj === "longlat" || proj === "latlong" };
}

const frameOf = (terms: Map<string, string>): Crs["frame"] =>
  terms.get("datum") === "WGS84" || terms.get("ellps") === "WGS84" ? "WGS 84" : "unknown";

/** What a projected plane is called when the file gives only its parameters. */
function planeName(terms: Map<string, string>): string {
  const proj = terms.get("proj") ?? "";
  const body = terms.get("datum") ?? terms.get("ellps") ?? (terms.has("a") ? "sphere" : "");
  const meridian = Number(terms.get("lon_0") ?? 0);
  const axis = `${Math.abs(meridian)}° ${meridian < 0 ? "W" : "E"}`;
  if (proj === "utm") return `UTM ${terms.get("zone")}${terms.has("south") ? "S" : "N"} (${body})`;
  if (proj === "tmerc" && terms.get("x_0") === "500000" && Number(terms.get("k") ?? 1) === 1)
    return `Gauss-Krüger ${axis} (${body})`;
  if (proj === "tmerc") return `Transverse Mercator ${axis} (${body})`;
  return `${proj} (${body})`;
}

/**
 * A CRS from an EPSG code ("EPSG:4547", "epsg:25833", "urn:ogc:def:crs:EPSG::4547", "+init=epsg:…") or a PROJ string.
 * @throws Fault fault.geo.unknown-crs, fault.geo.utm-zone, fault.geo.unknown-epsg
 */
export function parseCrs(text: string): Crs {
  const trimmed = text.trim();
  const code = /(?:^|\b)(?:epsg|EPSG)[:/]+(?:[\d.]*[:/])?(\d{4,5})\b/i.exec(trimmed)?.[1];
  let epsg: number | undefined;
  let known: Known;
  let notes: string[] = [];
  let geoidGrid: string | undefined;
  if (code !== undefined && !/\+proj\b/.test(trimmed)) {
    epsg = Number(code);
    const listed = listedCrs(epsg);
    const found = knownCrs(epsg) ?? listed;
    if (!found) throw new Fault("fault.geo.unknown-epsg", { code: epsg });
    const { name, proj, kind, axisOrder, frame } = found;
    known = { name, proj, kind, axisOrder, frame };
    geoidGrid = listed?.heights;
  } else {
    const clean = cleanProj(trimmed);
    notes = clean.notes;
    geoidGrid = clean.geoidGrid;
    known = {
      name: planeName(projTerms(clean.proj)),
      proj: clean.proj,
      kind: clean.geographic ? "geographic" : "projected",
      axisOrder: clean.geographic ? "longitude-latitude" : "easting-northing",
      frame: frameOf(projTerms(clean.proj)),
    };
  }
  const converter = (() => {
    try {
      return proj4(known.proj, "+proj=longlat +datum=WGS84 +no_defs");
    } catch {
      throw new Fault("fault.geo.unknown-crs", { text: trimmed });
    }
  })();
  return {
    text: trimmed,
    ...known,
    ...(epsg !== undefined && { epsg }),
    ...(geoidGrid !== undefined && { geoidGrid }),
    notes,
    toGeodetic: (x, y, z) => {
      const out = converter.forward([x, y]);
      return { lonDeg: out[0] as number, latDeg: out[1] as number, heightM: z };
    },
    fromGeodetic: (lonDeg, latDeg, heightM) => {
      const out = converter.inverse([lonDeg, latDeg]);
      return [out[0] as number, out[1] as number, heightM];
    },
  };
}

/** A transverse Mercator plane at an origin, turned so that +x points headingDeg (clockwise from north) less 90°; for maps without a georeference. */
export function localCrs(lonDeg: number, latDeg: number, headingDeg = 90): Crs {
  const proj = `+proj=tmerc +lat_0=${latDeg} +lon_0=${lonDeg} +k=1 +x_0=0 +y_0=0 +datum=WGS84 +units=m +no_defs`;
  const plane = parseCrs(proj);
  const turn = ((90 - headingDeg) * Math.PI) / 180;
  const c = Math.cos(turn);
  const s = Math.sin(turn);
  return {
    ...plane,
    text: `local,${lonDeg},${latDeg},${headingDeg}`,
    name: `local plane at ${lonDeg}, ${latDeg}`,
    toGeodetic: (x, y, z) => plane.toGeodetic(c * x - s * y, s * x + c * y, z),
    fromGeodetic: (lon, lat, h) => {
      const [x, y, z] = plane.fromGeodetic(lon, lat, h);
      return [c * x + s * y, -s * x + c * y, z];
    },
  };
}

/** What `Crs.text` says, back to a Crs: a code, a PROJ string, or "local,lon,lat,heading". */
export function readCrs(text: string): Crs {
  if (!text.startsWith("local,")) return parseCrs(text);
  const [lonDeg, latDeg, headingDeg] = text.slice("local,".length).split(",").map(Number);
  return localCrs(lonDeg as number, latDeg as number, headingDeg);
}
