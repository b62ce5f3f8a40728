// CityJSON 1.0–2.0 and CityJSONSeq, as city objects.

import { headText } from "../city/head-text.ts";
import type { Format } from "../format.ts";

export const cityjson = {
  id: "cityjson",
  title: "format.cityjson",
  extensions: ["json", "jsonl", "cityjson", "cityjsonl", "cityjsonseq"],
  mediaType: "application/city+json",
  sniff: (head) => /^\W*\{/.test(headText(head)) && /"(CityJSON|CityObjects)"/.test(headText(head)),
  readObjects: async () => ({ open: (await import("./read-cityjson.ts")).open }),
} satisfies Format;
