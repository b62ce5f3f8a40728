// Everything observed that has a place: drones, docks, car parks, equipment. For the search and for the list by which a
// keyboard reaches what a pointer clicks. Degrees, ellipsoidal metres.

import { ecefToGeodetic, enuFrame, geodeticToEcef } from "../../model/geo/frames.ts";
import type { Twin } from "../../model/twin/twin-store.ts";
import { derivationOf, type ObservedPickKind } from "./observed-pick.ts";
import type { Pick } from "./pick.ts";
import { type FoundThing, type FoundThings, type Searcher, wayTo } from "./searching.ts";

export interface ObservedPlace {
  id: string;
  kind: ObservedPickKind;
  name: string | undefined;
  source: string;
  lonDeg: number;
  latDeg: number;
  heightM: number;
}

interface CityGround {
  anchor: { lonDeg: number; latDeg: number; heightM: number };
  groundHeightM?: number | undefined;
}

const STANDING = [
  ["dock", "docks"],
  ["parking-site", "sites"],
  ["equipment", "equipment"],
] as const;

export function observedPlaces(twin: Twin, { anchor, groundHeightM }: CityGround): ObservedPlace[] {
  const { observed } = twin.store.getState();
  const groundM = groundHeightM ?? anchor.heightM;
  const frame = enuFrame(anchor.lonDeg, anchor.latDeg, anchor.heightM);
  const drawnMs = twin.drawnMs();
  const drones = [...observed.drones.values()].flatMap(({ id, source }): ObservedPlace[] => {
    const pose = twin.tracks.poseOf(id, drawnMs);
    if (!pose) return [];
    const at = ecefToGeodetic(...frame.toEcef(pose.eastM, pose.northM, pose.upM));
    return [{ id, kind: "drone", name: undefined, source, ...at }];
  });
  const standing = STANDING.flatMap(([kind, of]) =>
    [...observed[of].values()].flatMap((one): ObservedPlace[] => {
      const { id, source, lonDeg, latDeg } = one;
      if (lonDeg === undefined || latDeg === undefined) return [];
      const name = "name" in one ? one.name : undefined;
      const heightM = ("heightM" in one ? one.heightM : undefined) ?? groundM;
      return [{ id, kind, name, source, lonDeg, latDeg, heightM }];
    }),
  );
  return [...drones, ...standing];
}

export const pickOfPlace = ({ id, kind, name, source, lonDeg, latDeg, heightM }: ObservedPlace): Pick => ({
  id,
  layer: kind === "parking-site" ? "parking" : kind === "equipment" ? "equipment" : `${kind}s`,
  kind,
  properties: { id, kind, ...(name !== undefined && { name }), source, derivation: derivationOf(source) },
  positionEcef: geodeticToEcef(lonDeg, latDeg, heightM),
});

/** The nearest first; without a middle in the order of their ids. */
export function nearestPlaces(
  places: readonly ObservedPlace[],
  middle: { lonDeg: number; latDeg: number } | undefined,
): (ObservedPlace & { metres: number | undefined })[] {
  return places
    .map((place) => ({ ...place, metres: middle && wayTo(middle, place).metres }))
    .sort((a, b) => (a.metres ?? 0) - (b.metres ?? 0) || (a.id < b.id ? -1 : 1));
}

/** Case, width and composition of letters don't matter. */
const folded = (text: string) => text.normalize("NFKC").toLowerCase();
const HALF_M = 35;

function foundIn(place: ObservedPlace, words: readonly string[]): FoundThing | undefined {
  const { id, kind, name, source, lonDeg, latDeg, heightM } = place;
  const [inId, inName] = [folded(id), folded(name ?? "")];
  if (!words.every((word) => inId.includes(word) || inName.includes(word))) return undefined;
  return {
    id,
    kind,
    attributes: { ...(name !== undefined && { name }), source, derivation: derivationOf(source) },
    centre: [0, 0, 0],
    half: [HALF_M, HALF_M, HALF_M],
    foundIn: words.every((word) => inName.includes(word)) ? "name" : "id",
    lonDeg,
    latDeg,
    heightM,
  };
}

/** The city's own search, and before its results what is observed live. */
export function searchObserved(city: Searcher, places: () => readonly ObservedPlace[]): Searcher {
  return {
    async find(text, limit): Promise<FoundThings | undefined> {
      const words = folded(text).split(/\s+/).filter(Boolean);
      const all = places();
      const live =
        words.length === 0
          ? []
          : all.flatMap((place) => {
              const found = foundIn(place, words);
              return found ? [found] : [];
            });
      const found = await city.find(text, limit);
      if (!found) return undefined;
      const ids = new Set(live.map(({ id }) => id));
      // What stands in the city's files as well is told once, as it is now.
      const filed = found.entries.filter(({ id }) => !ids.has(id));
      return {
        entries: [...live, ...filed].slice(0, limit),
        total: live.length + found.total - (found.entries.length - filed.length),
        of: found.of + all.length,
      };
    },
  };
}
