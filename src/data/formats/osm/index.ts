// OpenStreetMap as XML or PBF: its buildings. Lanelet2 maps are OSM XML too and are read as roads by their own format.

import { headText } from "../city/head-text.ts";
import type { Format } from "../format.ts";

export const osm = {
  id: "osm",
  title: "format.osm",
  extensions: ["osm", "pbf"],
  mediaType: "application/vnd.openstreetmap.data",
  sniff: (head) => {
    const text = headText(head);
    return /<osm[\s>]/.test(text) || text.slice(4, 24).includes("OSMHeader");
  },
  readObjects: async () => ({ open: (await import("./read-osm-buildings.ts")).open }),
} satisfies Format;
