// GeoPackage 1.3, all classes in one file, with R-tree, column titles and metadata.

import type { Format } from "../format.ts";

export const geopackage = {
  id: "geopackage",
  title: "format.geopackage",
  extensions: ["gpkg"],
  mediaType: "application/geopackage+sqlite3",
  writeFeatures: async () => ({ write: (await import("./write-geopackage.ts")).write }),
} satisfies Format;
