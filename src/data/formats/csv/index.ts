// CSV (RFC 4180) with the geometry as WKT, one table a class.

import type { Format } from "../format.ts";

export const csv = {
  id: "csv",
  title: "format.csv",
  extensions: ["csv"],
  mediaType: "text/csv",
  longestName: 240,
  writeFeatures: async () => ({ write: (await import("./write-csv.ts")).write }),
} satisfies Format;
