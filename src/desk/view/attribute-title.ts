// What an attribute is called: by the dictionary where it lists it, by our words, else by its own name.

import { ROAD_ATTRIBUTES } from "../../model/records/road-attributes.ts";
import { type Language, resources, sentence } from "../../words/index.ts";

export function attributeTitle(language: Language, name: string): string {
  const entry = ROAD_ATTRIBUTES.get(name);
  const key = `field.${name}`;
  const title = entry?.title[language] ?? (key in resources[language] ? sentence(language, key) : name);
  return entry?.unit ? `${title} (${entry.unit})` : title;
}
