// Feature tables as files of a city folder: one FlatGeobuf a class, and ids.bin from every id to its record.

import type { CityFile } from "../../model/city/city-file.ts";
import { writeIdIndex } from "../../model/city/id-index.ts";
import type { FeatureTable } from "../../model/records/feature-row.ts";
import { type Attribute, ROAD_ATTRIBUTES, ROAD_CLASSES } from "../../model/records/road-attributes.ts";
import { sha256Hex } from "../../model/records/sha256.ts";
import { writeFlatGeobuf } from "../formats/flatgeobuf/write-flatgeobuf.ts";
import type { TileFile } from "../tiling/road-tiles.ts";

/** Longitude and latitude in the frame of the data. */
const GEOGRAPHIC: Record<string, { epsg: number; name: string }> = {
  CGCS2000: { epsg: 4490, name: "China Geodetic Coordinate System 2000" },
  ETRS89: { epsg: 4258, name: "ETRS89" },
};
const WGS84 = { epsg: 4326, name: "WGS 84" };

type About = Pick<CityFile, "frame" | "epoch" | "verticalDatum" | "quality">;

/** Columns of a class; those that only some sources have are left out where no row has them. */
export const columnsOf = (id: FeatureTable["class"], rows?: FeatureTable["rows"]): Attribute[] =>
  (ROAD_CLASSES.find((each) => each.id === id)?.attributes ?? [])
    .map((name) => ROAD_ATTRIBUTES.get(name) as Attribute)
    .filter(
      ({ name, optional }) =>
        !optional || !rows || rows.some(({ attributes }) => attributes[name] !== undefined),
    );

/** Said in the lane file's header, so that the whole city is told without reading it. */
const drivingLaneKm = ({ rows }: FeatureTable): number =>
  rows.reduce(
    (sum, { attributes }) => sum + (attributes.type === "driving" ? Number(attributes.lengthM ?? 0) : 0),
    0,
  ) / 1000;

/** Files beside the tiles (paths within roads/), and what city.json says of them. */
export function featureFiles(
  tables: readonly FeatureTable[],
  about: About,
  chordM: number,
): { files: TileFile[]; features: NonNullable<CityFile["roads"]>["features"]; ids: string } {
  const files: TileFile[] = [];
  const features: NonNullable<CityFile["roads"]>["features"] = [];
  const entries: { id: string; file: number; offset: number; length: number }[] = [];
  /** One record answers for an id, the first. */
  const indexed = new Set<string>();
  const metadata = {
    frame: about.frame.name,
    epoch: about.epoch ?? "unknown",
    verticalDatum: about.verticalDatum,
    quality: about.quality,
    chordM,
  };
  for (const table of tables) {
    const kind = ROAD_CLASSES.find(({ id }) => id === table.class);
    if (!kind) continue;
    const { bytes, places } = writeFlatGeobuf({
      name: kind.id,
      title: `${kind.title.en} / ${kind.title.zh}`,
      description: "LaneTwin road data; height over the ellipsoid where the vertical datum is known",
      metadata: JSON.stringify(
        kind.id === "lane" ? { ...metadata, drivingLaneKm: drivingLaneKm(table) } : metadata,
      ),
      geometry: kind.geometry,
      crs: GEOGRAPHIC[about.frame.name] ?? WGS84,
      columns: columnsOf(kind.id, table.rows),
      rows: table.rows,
    });
    for (const place of places) {
      if (indexed.has(place.id)) continue;
      indexed.add(place.id);
      entries.push({ ...place, file: features.length });
    }
    const url = `roads/${kind.id}.fgb`;
    features.push({ class: kind.id, url, count: table.rows.length, sha256: sha256Hex(bytes) });
    files.push({ path: `${kind.id}.fgb`, bytes });
  }
  files.push({ path: "ids.bin", bytes: writeIdIndex(entries) });
  return { files, features, ids: "roads/ids.bin" };
}
