// What a layer of tilesets says of itself; the scenes do the rest, the same for every kind.

import type { TilesetKind } from "../../../model/city/city-file.ts";
import type { Column } from "./feature-columns.ts";
import type { ReadAttribute } from "./feature-looks.ts";

export interface TilesetLayer {
  id: string;
  kind: TilesetKind;
  /** Word key: why there is nothing. */
  empty: string;
  /** Word key of the fault of a tileset that cannot be had. */
  fault: string;
  /** Entry of the legend that a feature belongs to. */
  category?(read: ReadAttribute): string;
  /** Takes out what a table marks as no data in its own way. */
  stated?(columns: Iterable<Column>): Iterable<Column>;
  /** Whether it throws shadows, or only takes them. */
  casts: boolean;
}
