// The district's land, houses, things and records into a city folder that has its roads already.

import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { MeshoptEncoder } from "meshoptimizer";
import type { CityFile } from "../../../model/city/city-file.ts";
import { enuFrame } from "../../../model/geo/frames.ts";
import { parseCrs } from "../../../model/geo/projections.ts";
import { seeded } from "../../../model/records/random.ts";
import { diskTarget } from "../../build/disk/node.ts";
import type { ImportedCity, ImportOptions } from "../../build/import-roads.ts";
import { SearchWriter } from "../../build/search-writer.ts";
import type { Accepted, CityTilesReport, Features, Furnishing } from "../../tiling/city/city-tiles-job.ts";
import { writeCityTiles } from "../../tiling/city/write-city-tiles.ts";
import { compressGlb } from "../../tiling/compress-glb.ts";
import { streetModels } from "../furniture/street-models.ts";
import { treeModels } from "../furniture/tree-models.ts";
import { placesGeoJson } from "../places/geojson.ts";
import { operated } from "../places/records.ts";
import { toPlane } from "../roads/district-plan.ts";
import { groundFeatures, houseFeatures, instances } from "./city-features.ts";
import { districtToEnu } from "./enu.ts";
import { growDistrict } from "./grow-district.ts";

/** A kilometre of street in fewer triangles and points than at the importer's millimetre. */
export const DISTRICT_ROADS = { chordM: 0.02, thinM: 0.005 } as const satisfies ImportOptions;

const LISTS = ["facilities", "parking", "equipment", "docks"] as const;
const TILESETS = [
  { id: "ground", kind: "terrain", title: { zh: "地面", en: "Ground" } },
  { id: "buildings", kind: "buildings", title: { zh: "建筑", en: "Buildings" } },
  { id: "furniture", kind: "furniture", title: { zh: "绿化与街道设施", en: "Trees and street furniture" } },
] as const;
/** Over the crossing by the mall, along the avenue to the skyline. */
const HOME = { u: -330, v: 10, headingDeg: 85, pitchDeg: -15, rangeM: 560 };

/** Road tiles packed without loss, so that they need no compressed copy beside them. */
export async function writeDistrictRoads(
  folder: string,
  { files, network, findings }: ImportedCity,
): Promise<void> {
  await MeshoptEncoder.ready;
  await mkdir(join(folder, "roads"), { recursive: true });
  for (const { path, bytes } of files)
    await writeFile(join(folder, "roads", path), path.endsWith(".glb") ? compressGlb(bytes) : bytes);
  await writeFile(join(folder, "roads/network.json.gz"), gzipSync(JSON.stringify(network), { level: 6 }));
  await writeFile(join(folder, "roads/findings.json"), `${JSON.stringify(findings, null, 1)}\n`);
}

/** @returns city.json with what was added to it */
export async function furnishCity(folder: string, roads: ImportedCity, seed: number): Promise<CityFile> {
  const { city, network } = roads;
  const crs = parseCrs(city.frame.crs);
  const { lonDeg, latDeg, heightM } = city.anchor;
  const anchor = enuFrame(lonDeg, latDeg, heightM);
  const toEnu = districtToEnu(crs, anchor);
  const district = growDistrict(network, seed, DISTRICT_ROADS.chordM);
  const records = operated(district.city, district.corners, seeded(seed * 17 + 3));

  const target = diskTarget(folder);
  const search = new SearchWriter(target.scratch(), city.anchor);
  const onAccepted = ({ id, kind, attributes, centre, half }: Accepted) =>
    search.add({ id, kind, attributes, centre, half });
  const tiles = async (id: string, features: Features, furnishing?: Furnishing): Promise<CityTilesReport> =>
    await writeCityTiles(features, furnishing, target, {
      anchor: city.anchor,
      tilesetId: id,
      folder: `${id}/`,
      provenance: { derivation: "synthetic", seed },
      // Trees and lamps are not looked for by name.
      ...(furnishing === undefined && { onAccepted }),
    });
  try {
    await tiles("ground", groundFeatures(district, toEnu));
    await tiles("buildings", houseFeatures(district, toEnu));
    await tiles("furniture", [], {
      models: [...treeModels(), ...streetModels()],
      instances: instances(district.city, toEnu),
    });
    await search.finish(await target.create("search.bin"));
  } finally {
    await target.dispose();
  }
  const toGeodetic = (u: number, v: number, z: number) => crs.toGeodetic(...toPlane(u, v), z);
  for (const list of LISTS)
    await writeFile(join(folder, `${list}.geojson`), placesGeoJson(records, list, toGeodetic));
  const [east, north] = [HOME.u, HOME.v];
  const home = toGeodetic(east, north, 27);
  return {
    ...city,
    home: { ...home, headingDeg: HOME.headingDeg, pitchDeg: HOME.pitchDeg, rangeM: HOME.rangeM },
    tilesets: [
      ...city.tilesets,
      ...TILESETS.map(({ id, kind, title }) => ({ id, kind, title, url: `${id}/tileset.json` })),
    ],
    search: "search.bin",
    ...Object.fromEntries(LISTS.map((list) => [list, `${list}.geojson`])),
  };
}
