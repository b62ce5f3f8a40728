// GeoParquet 1.1, one file a class, geometry as WKB with Z and as Parquet's own GEOMETRY type.

import type { Format } from "../format.ts";

export const geoparquet = {
  id: "geoparquet",
  title: "format.geoparquet",
  extensions: ["parquet"],
  mediaType: "application/vnd.apache.parquet",
  longestName: 240,
  writeFeatures: async () => ({ write: (await import("./write-geoparquet.ts")).write }),
} satisfies Format;
