// Wavefront OBJ with MTL, as models that the user places.

import { headText } from "../city/head-text.ts";
import type { Format } from "../format.ts";

export const obj = {
  id: "obj",
  title: "format.obj",
  extensions: ["obj"],
  mediaType: "model/obj",
  sniff: (head) => /^(?:\s*#.*\n|\s*\n)*(?:mtllib|o|g|v)\s+\S/.test(headText(head)),
  readModel: async () => ({ read: (await import("./read-obj.ts")).read }),
} satisfies Format;
