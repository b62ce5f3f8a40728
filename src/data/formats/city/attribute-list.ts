// Attributes as a flat list: what nests becomes a path (names/primary), arrays stay as their JSON, what is null is not
// there. Values are as written; a number that is none is left out.

import type { Attributes } from "../../../model/buildings/city-object.ts";

export function addAttribute(into: Attributes, name: string, value: unknown): void {
  switch (typeof value) {
    case "number":
      if (Number.isFinite(value)) into[name] = value;
      return;
    case "string":
    case "boolean":
      into[name] = value;
      return;
    case "object":
      if (value === null) return;
      if (Array.isArray(value)) into[name] = JSON.stringify(value);
      else for (const [key, inner] of Object.entries(value)) addAttribute(into, `${name}/${key}`, inner);
  }
}
