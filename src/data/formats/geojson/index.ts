// GeoJSON (RFC 7946), one FeatureCollection a class; read as building footprints, also as a sequence (RFC 8142).

import { headText } from "../city/head-text.ts";
import type { Format } from "../format.ts";

export const geojson = {
  id: "geojson",
  title: "format.geojson",
  extensions: ["geojson", "json", "geojsonl", "geojsons", "geojsonseq", "ndjson", "jsonl"],
  mediaType: "application/geo+json",
  longestName: 240,
  sniff: (head) => {
    const text = headText(head);
    return (
      /^\W*\{/.test(text) &&
      /"(FeatureCollection|Feature)"|"features"\s*:\s*\[/.test(text) &&
      !/"(CityJSON\w*|CityObjects)"/.test(text)
    );
  },
  readObjects: async () => ({ open: (await import("./read-footprints.ts")).open }),
  writeFeatures: async () => ({ write: (await import("./write-geojson.ts")).write }),
} satisfies Format;
