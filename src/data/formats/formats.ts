// Every file format there is: a new one is one line here.

import { citygml } from "./citygml/index.ts";
import { cityjson } from "./cityjson/index.ts";
import { csv } from "./csv/index.ts";
import { flatgeobuf } from "./flatgeobuf/index.ts";
import type { Format } from "./format.ts";
import { geojson } from "./geojson/index.ts";
import { geopackage } from "./geopackage/index.ts";
import { geoparquet } from "./geoparquet/index.ts";
import { geotiff } from "./geotiff/index.ts";
import { heightTile } from "./height-tile/index.ts";
import { lanelet2 } from "./lanelet2/index.ts";
import { opendrive } from "./opendrive/index.ts";
import { osm } from "./osm/index.ts";

export const formats: readonly Format[] = [
  opendrive,
  lanelet2,
  citygml,
  cityjson,
  geojson,
  osm,
  csv,
  flatgeobuf,
  geopackage,
  geoparquet,
  geotiff,
  heightTile,
];

/** The format that reads roads from a file: by its content, else by its name. */
export function roadsFormat(head: Uint8Array, fileName: string): Format | undefined {
  const readers = formats.filter(({ readRoads }) => readRoads);
  const extension = fileName.slice(fileName.lastIndexOf(".") + 1).toLowerCase();
  return (
    readers.find(({ sniff }) => sniff?.(head)) ??
    readers.find(({ extensions }) => extensions.includes(extension))
  );
}

const named = (readers: readonly Format[], head: Uint8Array, fileName: string): Format | undefined => {
  const extension = fileName.slice(fileName.lastIndexOf(".") + 1).toLowerCase();
  return (
    readers.find(({ sniff }) => sniff?.(head)) ??
    readers.find(({ extensions }) => extensions.includes(extension))
  );
};

/** The format that reads city objects from a file: by its content, else by its name. */
export const objectsFormat = (head: Uint8Array, fileName: string): Format | undefined =>
  named(
    formats.filter(({ readObjects }) => readObjects),
    head,
    fileName,
  );

/** The format that reads a grid of heights from a file. */
export const heightsFormat = (head: Uint8Array, fileName: string): Format | undefined =>
  named(
    formats.filter(({ readHeights }) => readHeights),
    head,
    fileName,
  );
