// Lanelet2 maps as OSM XML: nodes, ways, and relations that are lanelets, areas and regulatory elements.

import type { Format } from "../format.ts";

export const lanelet2 = {
  id: "lanelet2",
  title: "format.lanelet2",
  extensions: ["osm"],
  mediaType: "application/xml",
  // Lanelets stand at a file's end: whether there are any is known when it is read.
  sniff: (head) => /<osm[\s>]/.test(new TextDecoder().decode(head)),
  readRoads: async () => ({ read: (await import("./read-lanelet2.ts")).readLanelet2 }),
} satisfies Format;
