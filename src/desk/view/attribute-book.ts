// What attributes the features of a layer have, learned from the tiles that were drawn: the basis of style, legend and
// filter. A feature that comes in several pieces counts once. Values are kept, so that a quantile is one of what was seen.

import { known } from "./feature-style.ts";

/** Texts with more different values than this name things; they are searched, not coloured. */
const MOST_VALUES = 200;
/** More numbers than this are thinned: every further one takes the place of an earlier one. */
const MOST_NUMBERS = 200_000;

export interface AttributeColumn {
  name: string;
  /** A quantity has numbers only. */
  type: "quantity" | "categories";
  /** Features that state it. */
  present: number;
  /** Of a quantity, in no order. */
  numbers: readonly number[];
  /** Of categories: value → features. */
  counts: ReadonlyMap<string, number>;
}

export interface AttributeTable {
  /** Features met. */
  features: number;
  columns: readonly AttributeColumn[];
}

export interface AttributeBook {
  /** False when this feature was met before. */
  add(id: string, attributes: Iterable<readonly [string, unknown]>): boolean;
  table(): AttributeTable;
}

interface Collected {
  present: number;
  numbers: number[];
  /** Undefined = too many different ones. */
  counts: Map<string, number> | undefined;
  texts: boolean;
}

export function createAttributeBook(): AttributeBook {
  const met = new Set<string>();
  const columns = new Map<string, Collected>();

  function note(name: string, value: string | number | boolean): void {
    let column = columns.get(name);
    if (!column) {
      column = { present: 0, numbers: [], counts: new Map(), texts: false };
      columns.set(name, column);
    }
    column.present += 1;
    if (typeof value === "number") {
      if (column.numbers.length < MOST_NUMBERS) column.numbers.push(value);
      else column.numbers[column.present % MOST_NUMBERS] = value;
    } else column.texts = true;
    const { counts } = column;
    if (!counts) return;
    const text = String(value);
    counts.set(text, (counts.get(text) ?? 0) + 1);
    if (counts.size > MOST_VALUES) column.counts = undefined;
  }

  return {
    add(id, attributes) {
      if (id === "" || met.has(id)) return false;
      met.add(id);
      for (const [name, value] of attributes) if (known(value)) note(name, value);
      return true;
    },
    table: () => ({
      features: met.size,
      columns: [...columns]
        .filter(([name, { texts, counts }]) => name !== "id" && (!texts || counts !== undefined))
        .map(([name, { present, numbers, counts, texts }]) => ({
          name,
          type: texts ? ("categories" as const) : ("quantity" as const),
          present,
          numbers: texts ? [] : numbers,
          counts: texts && counts ? counts : new Map<string, number>(),
        }))
        .sort((a, b) => (a.name < b.name ? -1 : 1)),
    }),
  };
}
