// From a polygon in plan with attributes to a building that stands on it, or the reason why it can't: the one door for
// GeoJSON, FlatGeobuf and OpenStreetMap. Degrees or metres, as the file has them.

import { openRing, ringFault, ringInside } from "../../../model/buildings/check-ring.ts";
import type { Attributes, CityObject, Footprint } from "../../../model/buildings/city-object.ts";
import type { CityTally } from "./city-tally.ts";
import { statedHeight } from "./stated-height.ts";

export interface PlanPolygon {
  id: string;
  attributes: Attributes;
  polygons: PlanRings;
}

/** Polygons of rings, outer first, opened; and what their corners said beside x and y. */
export interface PlanRings {
  polygons: Float64Array[][];
  /** A ring did not come back to its first corner. */
  open: boolean;
  /** Of the lowest corner, where heights are given and are not all 0. */
  baseM?: number;
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

/** Collects rings as files have them: numbers of `width` a corner, closed or not. */
export class PlanRingBuilder implements PlanRings {
  readonly polygons: Float64Array[][] = [];
  open = false;
  private least = Infinity;
  private said = false;

  polygon(): void {
    this.polygons.push([]);
  }

  ring(list: ArrayLike<number>, width: number, from = 0, to = list.length): void {
    const last = to - width;
    if (list[from] !== list[last] || list[from + 1] !== list[last + 1]) this.open = true;
    if (width > 2)
      for (let i = from + 2; i < to; i += width) {
        const z = list[i] as number;
        if (z !== 0) this.said = true;
        if (z < this.least) this.least = z;
      }
    (this.polygons.at(-1) as Float64Array[]).push(openRing(list, width, 2, from, to));
  }

  get baseM(): number | undefined {
    return this.said && Number.isFinite(this.least) ? this.least : undefined;
  }
}

/** @returns undefined when it was skipped and the tally says why */
export function footprintObject(
  { id, attributes, polygons: { polygons, open, baseM } }: PlanPolygon,
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
  for (let p = 0; p < polygons.length; p++) {
    const rings = polygons[p] as Float64Array[];
    const footprint: Footprint = [];
    for (let r = 0; r < rings.length; r++) {
      const ring = rings[r] as Float64Array;
      const fault = ringFault(ring);
      const outside = fault === undefined && r > 0 && !ringInside(ring, footprint[0] as Float64Array);
      if (fault === undefined && !outside) {
        footprint.push(ring);
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
