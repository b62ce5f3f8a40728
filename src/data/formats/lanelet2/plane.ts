// Where a map's nodes are in a plane: x east, y north, z up, metres. Nodes with latitude and longitude lie on a transverse
// Mercator plane about the map's own middle (WGS 84, scale 1 there; lengths are true to 0.1 mm per km within 3 km of it);
// nodes with local_x and local_y only keep those, and the frame comes from an MGRS code or from whoever imports.

import type { Vec3 } from "../../../model/geo/frames.ts";
import { parseCrs } from "../../../model/geo/projections.ts";
import { Fault, type Finding } from "../../../model/records/fault.ts";
import { mgrsSquare } from "./mgrs-square.ts";
import type { OsmMap, OsmNode } from "./read-osm.ts";

export interface Plane {
  /** "" when the map does not say where it is. */
  crs: string;
  offset: { x: number; y: number };
  places: Map<string, Vec3>;
  /** Nodes whose ele was read. */
  withHeight: number;
}

/** Everest and the Dead Sea with room to spare. */
const HEIGHT_LIMIT_M = 9_500;
const LOCAL_LIMIT_M = 1e7;
/** A node further from the middle than this belongs to no map of one city. */
const REACH_M = 100_000;

const median = (values: number[]): number => {
  const sorted = Float64Array.from(values).sort();
  return sorted[sorted.length >> 1] ?? 0;
};

function tagNumber(node: OsmNode, key: string, limit: number, findings: Finding[]): number | undefined {
  const text = node.tags[key];
  if (text === undefined || text.trim() === "") return undefined;
  const value = Number(text.trim().replace(/\s*m$/, ""));
  if (Number.isFinite(value) && Math.abs(value) <= limit) return value;
  findings.push({
    severity: "warning",
    code: "finding.lanelet2.number",
    params: { key, text: text.slice(0, 40) },
    where: `node/${node.id}`,
  });
  return undefined;
}

/** @throws Fault fault.lanelet2.no-places when no node says where it is */
export function placeNodes(map: OsmMap, fileName: string, findings: Finding[]): Plane {
  const nodes = [...map.nodes.values()];
  const height = (node: OsmNode) => tagNumber(node, "ele", HEIGHT_LIMIT_M, findings);
  const places = new Map<string, Vec3>();
  let withHeight = 0;
  const put = (node: OsmNode, x: number, y: number) => {
    const z = height(node);
    if (z !== undefined) withHeight += 1;
    places.set(node.id, [x, y, z ?? 0]);
  };
  const geographic = nodes.filter(
    (node): node is OsmNode & { lonDeg: number; latDeg: number } =>
      node.lonDeg !== undefined && node.latDeg !== undefined,
  );
  const lacking = (count: number, code: string) => {
    if (count > 0) findings.push({ severity: "skipped", code, params: { count }, where: "nodes" });
  };

  if (geographic.length > 0) {
    const lon0 = median(geographic.map(({ lonDeg }) => lonDeg)).toFixed(4);
    const lat0 = median(geographic.map(({ latDeg }) => latDeg)).toFixed(4);
    const crs = `+proj=tmerc +lat_0=${lat0} +lon_0=${lon0} +k=1 +x_0=0 +y_0=0 +datum=WGS84 +units=m +no_defs`;
    const { fromGeodetic } = parseCrs(crs);
    let far = 0;
    for (const node of geographic) {
      // Tested in degrees first: the projection answers nonsense on the other side of the Earth.
      const near = Math.abs(node.latDeg - Number(lat0)) < 2 && Math.abs(node.lonDeg - Number(lon0)) < 30;
      const [x, y] = near ? fromGeodetic(node.lonDeg, node.latDeg, 0) : [Number.NaN, Number.NaN];
      if (Math.hypot(x, y) <= REACH_M) put(node, x, y);
      else far += 1;
    }
    lacking(far, "finding.lanelet2.far-nodes");
    lacking(nodes.length - geographic.length, "finding.lanelet2.nodes-without-place");
    return { crs, offset: { x: 0, y: 0 }, places, withHeight };
  }

  for (const node of nodes) {
    const x = tagNumber(node, "local_x", LOCAL_LIMIT_M, findings);
    const y = tagNumber(node, "local_y", LOCAL_LIMIT_M, findings);
    if (x !== undefined && y !== undefined) put(node, x, y);
  }
  if (places.size === 0) throw new Fault("fault.lanelet2.no-places", { file: fileName });
  const [midX, midY] = [0, 1].map((axis) => median([...places.values()].map((p) => p[axis] as number))) as [
    number,
    number,
  ];
  let far = 0;
  for (const [id, [x, y]] of places)
    if (Math.hypot(x - midX, y - midY) > REACH_M) {
      places.delete(id);
      far += 1;
    }
  lacking(far, "finding.lanelet2.far-nodes");
  lacking(nodes.length - places.size - far, "finding.lanelet2.nodes-without-place");
  const code =
    Object.entries(map.meta).find(([key]) => /mgrs/i.test(key))?.[1] ??
    nodes.find(({ tags }) => tags.mgrs_code)?.tags.mgrs_code;
  const square = code === undefined ? undefined : mgrsSquare(code);
  if (!square) return { crs: "", offset: { x: 0, y: 0 }, places, withHeight };
  findings.push({
    severity: "info",
    code: "finding.lanelet2.mgrs",
    params: { code, epsg: square.epsg },
    where: "MetaInfo",
  });
  return {
    crs: `EPSG:${square.epsg}`,
    offset: { x: square.eastingM, y: square.northingM },
    places,
    withHeight,
  };
}
