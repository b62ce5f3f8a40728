// <dataQuality>: OpenDRIVE's own words for accuracy and lineage, for a file or for a road.

import type { Derivation, Quality } from "../../../model/records/quality.ts";
import { childOf, type Element } from "../xml/element.ts";
import { type Reader, text } from "./attributes.ts";

const DERIVATIONS: Record<string, Derivation> = {
  sensor: "surveyed",
  cadaster: "digitised",
  custom: "stated",
};

/** {} when nothing is said; unknown stays unknown. */
export function readQuality(reader: Reader, element: Element): { quality?: Quality } {
  const quality = childOf(element, "dataQuality");
  if (!quality) return {};
  const error = childOf(quality, "error");
  const raw = childOf(quality, "rawData");
  const out: Quality = {};
  const figures = {
    absHorAccM: "xyAbsolute",
    relHorAccM: "xyRelative",
    absVerAccM: "zAbsolute",
    relVerAccM: "zRelative",
  } as const;
  for (const [key, attribute] of Object.entries(figures) as [keyof typeof figures, string][]) {
    const value = error && reader.optional(error, attribute);
    if (value !== undefined) out[key] = value;
  }
  if (raw) {
    if (text(raw, "date") !== "") out.date = text(raw, "date");
    if (text(raw, "source") !== "") out.source = text(raw, "source");
    if (text(raw, "postProcessing") !== "") out.postProcessing = text(raw, "postProcessing");
    out.derivation = DERIVATIONS[text(raw, "source")] ?? "unknown";
  }
  return { quality: out };
}
