// The kinds of city objects as a list; the place in it is their code in tiles and indexes, so new ones go to the end.

import type { ObjectKind } from "./city-object.ts";

export const OBJECT_KINDS = [
  "building",
  "bridge",
  "tunnel",
  "rail",
  "land",
  "water",
  "vegetation",
  "furniture",
  "relief",
  "other",
] as const satisfies readonly ObjectKind[];
