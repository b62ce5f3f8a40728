// Finds the city to show: the one the address names, else the list's default.

import type { CityFile } from "../../model/city/city-file.ts";
import { parseCity } from "../../model/city/city-schema.ts";

export interface OpenedCity {
  city: CityFile;
  /** URL of its folder, with the last slash. */
  base: string;
  /** URL of its city.json. */
  url: string;
  /** Where exports are ordered; a plain static host has none. */
  exportsUrl?: string;
}

export async function openCity(search: string, pageUrl: string): Promise<OpenedCity> {
  const json = async (url: string) => {
    const answer = await fetch(url);
    if (!answer.ok) throw new Error(`${answer.status} ${url}`);
    return (await answer.json()) as unknown;
  };
  const tiles = new URL("./tiles/", pageUrl);
  const list = (await json(new URL("cities.json", tiles).href)) as {
    default?: string;
    exports?: string;
    cities?: { id: string; href: string }[];
  };
  const wanted = new URLSearchParams(search).get("city") ?? list.default;
  const entry = list.cities?.find(({ id }) => id === wanted);
  if (!entry) throw new Error(`cities.json: ${String(wanted)}`);
  const url = new URL(entry.href, tiles);
  const read = parseCity(await json(url.href));
  if (!read.ok) throw new Error(`${read.issues[0]?.path}: ${read.issues[0]?.reason}`);
  return {
    city: read.city,
    base: new URL("./", url).href,
    url: url.href,
    ...(list.exports !== undefined && { exportsUrl: new URL(list.exports, tiles).href }),
  };
}
