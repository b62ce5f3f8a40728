// Height tiles as PNG: Terrarium and Mapbox Terrain-RGB.

import type { Format } from "../format.ts";

export const heightTile = {
  id: "height-tile",
  title: "format.height-tile",
  extensions: ["png"],
  mediaType: "image/png",
  sniff: (head) => head[0] === 0x89 && head[1] === 0x50 && head[2] === 0x4e && head[3] === 0x47,
  readHeights: async () => ({ read: (await import("./read-height-tile.ts")).read }),
} satisfies Format;
