// A small city for export tests: two roads near Wuhan, imported in memory, read from memory.

import { importRoads } from "../../../src/data/build/import-roads.ts";
import type { CityReader } from "../../../src/data/export/request.ts";
import { readOpenDrive } from "../../../src/data/formats/opendrive/read-opendrive.ts";
import { bytesOf, map, road } from "../formats/opendrive/small-map.ts";

const lineAt = (x: number) =>
  `<geometry s="0" x="${x}" y="3376340" hdg="0.3" length="100"><line/></geometry>`;

export async function smallCity(): Promise<CityReader> {
  const { network, findings } = await readOpenDrive(
    bytesOf(map(road("1", lineAt(538205)), road("2", lineAt(539205)))),
    {
      fileName: "small.xodr",
      sha256: "00",
    },
  );
  const { city, files } = importRoads(network, findings, { country: "CN" });
  const byUrl = new Map(files.map(({ path, bytes }) => [`roads/${path}`, bytes]));
  const fileOf = (path: string) => byUrl.get(path) as Uint8Array;
  return {
    city,
    cityJson: async () => new TextEncoder().encode(JSON.stringify(city)),
    size: async (path) => fileOf(path).length,
    read: async (path, offset, length) => fileOf(path).slice(offset, offset + length),
  };
}
