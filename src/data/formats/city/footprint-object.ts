// From a polygon in plan with attributes to a building that stands on it, or the reason why it can't: the one door for
// GeoJSON, FlatGeobuf and OpenStreetMap. Degrees or metres, as the file has them.

import { openRing, ringFault, ringInside } from "../../../model/buildings/check-ring.ts";
import type { Attributes, CityObject, Footprint } from "../../../model/buildings/city-object.ts";
import type { CityTally } from "./city-tally.ts";
import { statedHeight } from "./stated-height.ts";

export interface PlanPolygon {
  id: string;
  attributes: Attributes;
  /** Polygons of rings, outer first, each ring x, y(, z) … as the file has it, closed or not. */
  polygons: ArrayLike<number>[][];
  width: 2 | 3;
}

export interface HeightRules {
  assumedHeightM?: number;
  storeyM?: number;
}

/** What a map calls these is no building, unless it says so too. */
const OTHER_THINGS = [
  "highway",
  "waterway",
  "natural",
  "landuse",
  "leisure",
  "railway",
  "barrier",
  "boundary",
  "place",
  "route",
  "power",
];
const SAYS_BUILDING = ["building", "building:part", "building_part", "height", "Height", "building:levels"];
const WATER_KINDS = new Set(["water", "lake", "ocean", "river", "riverbank", "basin", "sea", "reservoir"]);

function isBuilding(attributes: Attributes): boolean {
  if (attributes.building === "no" && attributes["building:part"] === undefined) return false;
  if (typeof attributes.kind === "string" && WATER_KINDS.has(attributes.kind)) return false;
  if (!OTHER_THINGS.some((key) => attributes[key] !== undefined)) return true;
  return SAYS_BUILDING.some((key) => attributes[key] !== undefined);
}

const plan = (ring: ArrayLike<number>, width: 2 | 3): ArrayLike<number> => {
  if (width === 2) return ring;
  const out = new Float64Array((ring.length / 3) * 2);
  for (let i = 0, k = 0; i < ring.length; i += 3) {
    out[k++] = ring[i] as number;
    out[k++] = ring[i + 1] as number;
  }
  return out;
};

const closed = (ring: ArrayLike<number>, width: number): boolean => {
  for (let k = 0; k < width; k++) if (ring[k] !== ring[ring.length - width + k]) return false;
  return true;
};

/** Where the lowest corner is, when the file's third coordinate says anything at all. */
function baseOf(polygons: ArrayLike<number>[][]): number | undefined {
  let least = Infinity;
  let said = false;
  for (const rings of polygons)
    for (const ring of rings)
      for (let i = 2; i < ring.length; i += 3) {
        const z = ring[i] as number;
        if (z !== 0) said = true;
        if (z < least) least = z;
      }
  return said && Number.isFinite(least) ? least : undefined;
}

/** @returns undefined when it was skipped and the tally says why */
export function footprintObject(
  { id, attributes, polygons, width }: PlanPolygon,
  where: string,
  tally: CityTally,
  rules: HeightRules,
): CityObject | undefined {
  if (!isBuilding(attributes)) {
    tally.skip("finding.input.not-building", where);
    return undefined;
  }
  const footprints: Footprint[] = [];
  let wrong: string | undefined;
  let open = false;
  for (const [p, rings] of polygons.entries()) {
    const outer = rings[0];
    if (outer === undefined) continue;
    const footprint: Footprint = [];
    for (const [r, ring] of rings.entries()) {
      if (!closed(ring, width)) open = true;
      const own = openRing(plan(ring, width), 2);
      const fault = ringFault(own);
      const outside = fault === undefined && r > 0 && !ringInside(own, footprint[0] as Float64Array);
      if (fault === undefined && !outside) {
        footprint.push(own);
        continue;
      }
      if (r === 0) {
        wrong = fault as string;
        break;
      }
      tally.note("warning", outside ? "finding.input.hole-outside" : `finding.input.hole-${fault}`, where, {
        polygon: p + 1,
        hole: r,
      });
    }
    if (footprint.length > 0) footprints.push(footprint);
  }
  if (footprints.length === 0) {
    tally.skip(`finding.input.ring-${wrong ?? "corners"}`, where);
    return undefined;
  }
  const height = statedHeight(attributes, rules);
  if ("fault" in height) {
    tally.skip(`finding.input.${height.fault}`, where, { value: height.value });
    return undefined;
  }
  if (wrong !== undefined)
    tally.note("warning", "finding.input.polygon-dropped", where, {
      count: polygons.length - footprints.length,
    });
  if (open) tally.note("warning", "finding.input.ring-open", where);
  const baseM = width === 3 ? baseOf(polygons) : undefined;
  return {
    id,
    kind: "building",
    attributes,
    shapes: [
      {
        lod: 1,
        shape: {
          type: "extrusion",
          footprints,
          ...(baseM !== undefined && { baseM }),
          ...(height.liftM > 0 && { liftM: height.liftM }),
          heightM: height.heightM,
          heightFrom: height.from,
        },
      },
    ],
  };
}
