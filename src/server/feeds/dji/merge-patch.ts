// A device's properties as far as it has told them. One dock sends several partial messages: each is a patch by key,
// never a replacement; lists are replaced whole. Prototype keys are passed over.

import { type Fields, isFields } from "../intake/read-json.ts";

const MAX_DEPTH = 6;

export function mergePatch(into: Fields, patch: Fields, depth = 0): Fields {
  for (const [key, value] of Object.entries(patch)) {
    if (key === "__proto__" || key === "constructor" || key === "prototype") continue;
    const before = into[key];
    if (isFields(value) && isFields(before) && depth < MAX_DEPTH) mergePatch(before, value, depth + 1);
    else into[key] = isFields(value) ? mergePatch({}, value, depth + 1) : value;
  }
  return into;
}
