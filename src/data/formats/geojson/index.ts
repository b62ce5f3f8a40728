// GeoJSON (RFC 7946), one FeatureCollection a class.

import type { Format } from "../format.ts";

export const geojson = {
  id: "geojson",
  title: "format.geojson",
  extensions: ["geojson", "json"],
  mediaType: "application/geo+json",
  longestName: 240,
  writeFeatures: async () => ({ write: (await import("./write-geojson.ts")).write }),
} satisfies Format;
