// search.bin, what writer and reader share. A header in JSON, one signature a block, then the blocks. A block holds up to
// 1,024 entries: centres and half extents (float32, metres, the anchor's ENU frame), kinds, and one text of UTF-8 with a
// line an entry: its id, then each attribute as one private-use character (its number) and its value. A signature has a
// bit for every pair of neighbouring characters in the block, so that a search reads only the blocks that may have it.
// Little-endian.

export const SEARCH_MAGIC = 0x3153544c; // "LTS1"
export const BLOCK_ENTRIES = 1024;
export const SIGNATURE_BYTES = 2048;
/** Magic, length of the header's text, offset of the signatures, nothing. */
export const PREAMBLE_BYTES = 16;
/** The first attribute's character; the last possible is U+F8FF. */
export const ATTRIBUTE_BASE = 0xe000;
export const MOST_ATTRIBUTES = 6400;
export const BOX_BYTES = 24;

export interface SearchAttribute {
  name: string;
  /** Of all its values; "text" where they are mixed. */
  type: "text" | "number" | "boolean";
  /** Entries that have it. */
  count: number;
  /** Of numbers. */
  min?: number;
  max?: number;
  /** Of texts and booleans where they are few: value and how often, the most frequent first. */
  values?: [string, number][];
}

export interface SearchHeader {
  version: 1;
  count: number;
  anchor: { lonDeg: number; latDeg: number; heightM: number };
  /** Kinds by their code. */
  kinds: string[];
  attributes: SearchAttribute[];
  /** Offset from the file's start, length in bytes, entries. */
  blocks: [number, number, number][];
}

/** What case and width do not tell apart: full-width forms, case, accents' composition. */
export const folded = (text: string): string => text.normalize("NFKC").toLowerCase();

/** Sets the bits of a text's neighbouring characters, or calls back with them. */
export function eachPair(text: string, give: (bit: number) => void): void {
  for (let i = 1; i < text.length; i++) {
    const a = text.charCodeAt(i - 1);
    const b = text.charCodeAt(i);
    let h = Math.imul(a, 0x9e3779b1) ^ Math.imul(b, 0x85ebca6b);
    h ^= h >>> 15;
    give((h >>> 0) % (SIGNATURE_BYTES * 8));
  }
}
