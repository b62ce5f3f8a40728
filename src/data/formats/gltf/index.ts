// glTF 2.0 and GLB, as models that the user places.

import { headText } from "../city/head-text.ts";
import type { Format } from "../format.ts";

export const gltf = {
  id: "gltf",
  title: "format.gltf",
  extensions: ["glb", "gltf"],
  mediaType: "model/gltf-binary",
  sniff: (head) =>
    headText(head.subarray(0, 4)) === "glTF" ||
    /"asset"\s*:\s*\{[^}]*"version"\s*:\s*"2/.test(headText(head)),
  readModel: async () => ({ read: (await import("./read-gltf.ts")).read }),
} satisfies Format;
