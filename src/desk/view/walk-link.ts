// The address of a walk: #walk=lon,lat,heightM,headingDeg&select=id. Feet, WGS 84 degrees, ellipsoidal metres, heading
// clockwise from north. A link that says no place is no walk.

import { parseFeatureId } from "../../model/records/feature-id.ts";
import { readFragment } from "./fragment.ts";
import type { Pick } from "./pick.ts";

export interface WalkPlace {
  lonDeg: number;
  latDeg: number;
  heightM: number;
  headingDeg: number;
}

export interface WalkLink {
  at: WalkPlace;
  select?: string;
}

const turn = (deg: number) => ((deg % 360) + 360) % 360;

/** The fragment with its "#": a millimetre and a hundredth of a degree. */
export function walkHash({ at, select }: WalkLink): string {
  const { lonDeg, latDeg, heightM, headingDeg } = at;
  const heading = turn(Number(turn(headingDeg).toFixed(2)));
  const place = [lonDeg.toFixed(8), latDeg.toFixed(8), heightM.toFixed(3), heading.toFixed(2)];
  const chosen = select === undefined ? "" : `&select=${encodeURIComponent(select)}`;
  return `#walk=${place.join(",")}${chosen}`;
}

/** Undefined where the fragment names no walk, or a place that is none. */
export function parseWalkHash(hash: string): WalkLink | undefined {
  const given = readFragment(hash);
  const parts = given.get("walk")?.split(",");
  if (parts?.length !== 4 || parts.some((part) => part.trim() === "")) return undefined;
  const [lonDeg, latDeg, heightM, headingDeg] = parts.map(Number) as [number, number, number, number];
  if (![lonDeg, latDeg, heightM, headingDeg].every(Number.isFinite)) return undefined;
  if (Math.abs(lonDeg) > 180 || Math.abs(latDeg) > 90 || Math.abs(heightM) > 12_000) return undefined;
  const select = given.get("select");
  return { at: { lonDeg, latDeg, heightM, headingDeg: turn(headingDeg) }, ...(select && { select }) };
}

/** What an id alone tells of a selection; its record and its live values are found by the id. */
export function pickOfId(id: string): Pick {
  const feature = parseFeatureId(id);
  const kind = feature?.kind ?? "vehicle";
  return { id, layer: feature ? "roads" : "vehicles", kind, properties: { id, kind } };
}
