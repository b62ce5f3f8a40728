// Which layers a city has something for. Kinds of tiles that it lacks are not listed, roads excepted: there they are
// missed.

import { type CityFile, TILESET_KINDS } from "../../model/city/city-file.ts";

export function isInCity({ tilesets }: Pick<CityFile, "tilesets">, layerId: string): boolean {
  const kind = TILESET_KINDS.find((each) => each === layerId);
  return kind === undefined || kind === "roads" || tilesets.some((each) => each.kind === kind);
}
