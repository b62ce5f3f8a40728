// LAS, LAZ and COPC point clouds.

import type { Format } from "../format.ts";

export const las = {
  id: "las",
  title: "format.las",
  extensions: ["las", "laz"],
  mediaType: "application/vnd.las",
  sniff: (head) => head[0] === 0x4c && head[1] === 0x41 && head[2] === 0x53 && head[3] === 0x46,
  readPoints: async () => ({ open: (await import("./read-las.ts")).open }),
} satisfies Format;
