// CityGML 2.0 and 3.0, as city objects.

import { headText } from "../city/head-text.ts";
import type { Format } from "../format.ts";

export const citygml = {
  id: "citygml",
  title: "format.citygml",
  extensions: ["gml", "citygml", "xml"],
  mediaType: "application/gml+xml",
  sniff: (head) => /<(\w+:)?CityModel[\s>]/.test(headText(head)),
  readObjects: async () => ({ open: (await import("./read-citygml.ts")).open }),
} satisfies Format;
