// ASAM OpenDRIVE 1.4 to 1.8.

import type { Format } from "../format.ts";

export const opendrive = {
  id: "opendrive",
  title: "format.opendrive",
  extensions: ["xodr"],
  mediaType: "application/xml",
  sniff: (head) => /<OpenDRIVE[\s>]/.test(new TextDecoder().decode(head)),
  readRoads: async () => ({ read: (await import("./read-opendrive.ts")).readOpenDrive }),
} satisfies Format;
