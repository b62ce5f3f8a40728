// From the classes of CityGML and CityJSON to our kinds, and from their semantic surfaces to roles. What an extension adds
// is "other".

import type { ObjectKind, SurfaceRole } from "../../../model/buildings/city-object.ts";

const KINDS: Record<string, ObjectKind> = {
  CityFurniture: "furniture",
  LandUse: "land",
  Road: "land",
  Track: "land",
  Square: "land",
  TransportSquare: "land",
  TransportationComplex: "land",
  Railway: "rail",
  PlantCover: "vegetation",
  SolitaryVegetationObject: "vegetation",
  WaterBody: "water",
  WaterSurface: "water",
  Waterway: "water",
  TINRelief: "relief",
  ReliefFeature: "relief",
};
const PREFIXES: [RegExp, ObjectKind][] = [
  [/^Building/, "building"],
  [/^Bridge/, "bridge"],
  [/^Tunnel/, "tunnel"],
];

export const kindOf = (type: string): ObjectKind =>
  KINDS[type] ?? PREFIXES.find(([prefix]) => prefix.test(type))?.[1] ?? "other";

const ROLES: Record<string, SurfaceRole> = {
  WallSurface: "wall",
  RoofSurface: "roof",
  GroundSurface: "ground",
  ClosureSurface: "closure",
  Window: "window",
  WindowSurface: "window",
  Door: "door",
  DoorSurface: "door",
};

export const roleOf = (type: string): SurfaceRole => ROLES[type] ?? "other";
