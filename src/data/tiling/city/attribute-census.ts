// What attributes the features of a city have: names, types and, where they are few, values. Counted while features pass
// by, then each attribute becomes one column, the same in every tile.

import { OBJECT_KINDS } from "../../../model/buildings/object-kinds.ts";

/** More distinct texts than this are no list of values. */
const MOST_LISTED = 32;
/** Texts that a record may name by number instead of repeating them. */
const MOST_CODED = 4096;

export type ColumnType = "STRING" | "ENUM" | "FLOAT32" | "FLOAT64" | "INT32" | "BOOLEAN";

export interface Column {
  /** As the file has it. */
  name: string;
  /** As property tables allow it. */
  id: string;
  type: ColumnType;
  /** ENUM: values in their order; the code is the place. */
  values: readonly string[];
  /** ENUM: from a record's code to the place in `values`. */
  placeOf: readonly number[];
  /** Texts that records name by number. */
  coded: readonly string[];
}

interface Count {
  name: string;
  present: number;
  texts: number;
  numbers: number;
  booleans: number;
  whole: boolean;
  single: boolean;
  codes: Map<string, number>;
}

const IDENTIFIER = /^[a-zA-Z_][a-zA-Z0-9_]*$/;
const OWN = new Set(["id", "kind"]);

/** FNV-1a of UTF-16 units, in hex. */
function shortHash(text: string): string {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193) >>> 0;
  return hash.toString(16).padStart(8, "0");
}

/** Whether a reader of a 32-bit column gets the number back at seven digits. */
const fitsSingle = (value: number) => Number(Math.fround(value).toPrecision(7)) === value;
const fitsInt = (value: number) => Number.isInteger(value) && value > -2147483648 && value <= 2147483647;

export class AttributeCensus {
  private readonly counts: Count[] = [];
  private readonly placeOf = new Map<string, number>();

  /** Counts a value; @returns the attribute's number, and the text's where it has one */
  note(name: string, value: string | number | boolean): { attribute: number; code: number } {
    let attribute = this.placeOf.get(name);
    if (attribute === undefined) {
      attribute = this.counts.length;
      this.placeOf.set(name, attribute);
      this.counts.push({
        name,
        present: 0,
        texts: 0,
        numbers: 0,
        booleans: 0,
        whole: true,
        single: true,
        codes: new Map(),
      });
    }
    const count = this.counts[attribute] as Count;
    count.present += 1;
    let code = -1;
    if (typeof value === "string") {
      count.texts += 1;
      const known = count.codes.get(value);
      if (known !== undefined) code = known;
      else if (count.codes.size < MOST_CODED) {
        code = count.codes.size;
        count.codes.set(value, code);
      }
    } else if (typeof value === "number") {
      count.numbers += 1;
      if (count.whole && !fitsInt(value)) count.whole = false;
      if (count.single && !fitsSingle(value)) count.single = false;
    } else count.booleans += 1;
    return { attribute, code };
  }

  /** One column an attribute, by its number. @param features how many there are in all */
  columns(features: number): Column[] {
    const taken = new Set<string>([...OWN]);
    return this.counts.map((count) => {
      let id =
        IDENTIFIER.test(count.name) && !OWN.has(count.name) ? count.name : `p_${shortHash(count.name)}`;
      while (taken.has(id)) id = `${id}_`;
      taken.add(id);
      return { name: count.name, id, ...typeOf(count, features) };
    });
  }
}

function typeOf(count: Count, features: number): Pick<Column, "type" | "values" | "placeOf" | "coded"> {
  const { texts, numbers, booleans } = count;
  const coded = [...count.codes.keys()];
  const none = { values: [], placeOf: [], coded };
  if (texts === 0 && booleans === 0)
    return { type: count.whole ? "INT32" : count.single ? "FLOAT32" : "FLOAT64", ...none };
  // A bit has no third state for features that say nothing.
  if (texts === 0 && numbers === 0)
    return count.present === features
      ? { type: "BOOLEAN", ...none }
      : { type: "ENUM", values: ["false", "true"], placeOf: [], coded: [] };
  const few = numbers === 0 && booleans === 0 && coded.length <= MOST_LISTED && texts >= 2 * coded.length;
  if (!few || coded.includes(UNSET)) return { type: "STRING", ...none };
  const values = [...coded].sort();
  return { type: "ENUM", values, placeOf: coded.map((text) => values.indexOf(text)), coded };
}

/** Stands in enumerated columns where a feature says nothing. */
export const UNSET = "unset";

export const KIND_COLUMN: Column = {
  name: "kind",
  id: "kind",
  type: "ENUM",
  values: OBJECT_KINDS,
  placeOf: [],
  coded: [],
};
