// GeoTIFF and Cloud Optimized GeoTIFF, as heights.

import type { Format } from "../format.ts";

/** "II*\0", "MM\0*", and the same of BigTIFF. */
const isTiff = (head: Uint8Array): boolean => {
  const little = head[0] === 0x49 && head[1] === 0x49 && (head[2] === 42 || head[2] === 43) && head[3] === 0;
  const big = head[0] === 0x4d && head[1] === 0x4d && head[2] === 0 && (head[3] === 42 || head[3] === 43);
  return little || big;
};

export const geotiff = {
  id: "geotiff",
  title: "format.geotiff",
  extensions: ["tif", "tiff"],
  mediaType: "image/tiff",
  sniff: isTiff,
  readHeights: async () => ({ read: (await import("./read-geotiff.ts")).read }),
} satisfies Format;
