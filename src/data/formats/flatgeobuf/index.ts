// FlatGeobuf 3, one file a class, with Z and packed index.

import type { Format } from "../format.ts";

export const flatgeobuf = {
  id: "flatgeobuf",
  title: "format.flatgeobuf",
  extensions: ["fgb"],
  mediaType: "application/flatgeobuf",
  longestName: 240,
  writeFeatures: async () => ({ write: (await import("./write-flatgeobuf.ts")).write }),
} satisfies Format;
