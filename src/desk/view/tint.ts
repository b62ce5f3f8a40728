// What the things of a layer can be coloured by; view.tints holds the choice. The legend follows it.

import type { SourceInfo } from "../../model/twin/source-info.ts";
import type { LegendEntry } from "./legend.ts";

export interface Tint {
  id: string;
  /** Word key. */
  title: string;
  /** None: things wear their own colours. */
  entries(known: { sources: readonly SourceInfo[]; sourceCodes: readonly string[] }): readonly LegendEntry[];
}
