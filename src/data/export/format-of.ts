// The formats that features can be written in, by what people call them, and what names their files may have.

import { Fault } from "../../model/records/fault.ts";
import type { Format, WriteFeatures } from "../formats/format.ts";
import { formats } from "../formats/formats.ts";

export type WritingFormat = Format & { writeFeatures: () => Promise<{ write: WriteFeatures }> };

/** Those that write features, for lists to choose from. */
export const exportFormats = () => formats.filter(({ writeFeatures }) => writeFeatures);

/** @throws Fault fault.export.format-unknown */
export function formatOf(id: string): WritingFormat {
  const known = exportFormats();
  const found = known.find((each) => each.id === id || each.extensions.includes(id.toLowerCase()));
  if (found?.writeFeatures) return found as WritingFormat;
  throw new Fault("fault.export.format-unknown", {
    format: id,
    known: known.map((each) => each.id).join(", "),
  });
}

/** Names that become files or tables. @throws Fault fault.export.name-long */
export function checkNames({ id, longestName }: Format, names: readonly string[]): void {
  const bytesOf = (name: string) => new TextEncoder().encode(name).length;
  const long = names.find((name) => longestName !== undefined && bytesOf(name) > longestName);
  if (long !== undefined)
    throw new Fault("fault.export.name-long", {
      name: long,
      length: bytesOf(long),
      format: id,
      longest: longestName,
    });
}
