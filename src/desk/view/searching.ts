// Finding things of the city by id, name or attribute: what a search gives back, and what choosing a result does. Who
// searches, and in which files, is the app's business.

import type { SearchEntry } from "../../model/city/search-index.ts";
import { enuFrame } from "../../model/geo/frames.ts";
import { type ViewStore, wishCamera } from "./view-store.ts";

export interface FoundThing extends SearchEntry {
  lonDeg: number;
  latDeg: number;
  heightM: number;
}

export interface FoundThings {
  entries: readonly FoundThing[];
  total: number;
  /** Things that could be searched. */
  of: number;
}

export interface Searcher {
  /** Newer questions end older ones, which then give nothing. */
  find(text: string, limit: number): Promise<FoundThings | undefined>;
}

const NAMES = ["name", "name:zh", "name:en", "title", "road"];

/** What a thing is called: its name, else its id. */
export function nameOf({ id, attributes }: SearchEntry): string {
  for (const name of NAMES) {
    const value = attributes[name];
    if (typeof value === "string" && value !== "") return value;
  }
  return id;
}

const LAYER_OF: Record<string, string> = {
  building: "buildings",
  bridge: "buildings",
  tunnel: "buildings",
  rail: "furniture",
  land: "terrain",
  relief: "terrain",
  water: "terrain",
  vegetation: "furniture",
  furniture: "furniture",
  other: "other",
  drone: "drones",
  dock: "docks",
  "parking-site": "parking",
  equipment: "equipment",
};
/** The layer that draws a kind; what is neither of the city model nor observed live is of the roads. */
export const layerOf = (kind: string): string => LAYER_OF[kind] ?? "roads";

const DIRECTIONS = ["n", "ne", "e", "se", "s", "sw", "w", "nw"] as const;

/** How far and which way from a place: metres, and one of eight directions. */
export function wayTo(
  from: { lonDeg: number; latDeg: number },
  to: { lonDeg: number; latDeg: number },
): { metres: number; direction: (typeof DIRECTIONS)[number] } {
  const metresADegree = 111_195;
  const east = (to.lonDeg - from.lonDeg) * metresADegree * Math.cos((from.latDeg * Math.PI) / 180);
  const north = (to.latDeg - from.latDeg) * metresADegree;
  const turn = Math.round((Math.atan2(east, north) / (2 * Math.PI)) * 8 + 8) % 8;
  return { metres: Math.hypot(east, north), direction: DIRECTIONS[turn] as (typeof DIRECTIONS)[number] };
}

/** Selects a thing and flies to where it fills a good part of the picture. */
export function chooseFound(view: ViewStore, found: FoundThing): void {
  const { id, kind, attributes, lonDeg, latDeg, heightM, half } = found;
  const frame = enuFrame(lonDeg, latDeg, heightM);
  view.setState({
    selection: {
      id,
      layer: layerOf(kind),
      kind,
      properties: { id, kind, ...attributes },
      positionEcef: frame.originEcef,
    },
    follow: undefined,
  });
  const rangeM = Math.min(2500, Math.max(60, Math.hypot(...half) * 3));
  wishCamera(view, { kind: "go-to", place: { lonDeg, latDeg, heightM }, rangeM });
}
