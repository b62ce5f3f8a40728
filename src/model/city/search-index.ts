// Searching a city without its tiles: reads search.bin whole or by ranges, wherever it lies. A search of 100,000 entries
// takes some tens of milliseconds once their blocks are here; blocks that can't have the words are never read.

import { Fault } from "../records/fault.ts";
import {
  ATTRIBUTE_BASE,
  BOX_BYTES,
  eachPair,
  folded,
  PREAMBLE_BYTES,
  SEARCH_MAGIC,
  type SearchAttribute,
  type SearchHeader,
  SIGNATURE_BYTES,
} from "./search-format.ts";

/** A file by ranges; `length` may reach beyond its end, the answer is shorter then. */
export type ReadRange = (offset: number, length: number) => Promise<Uint8Array>;

export interface SearchEntry {
  id: string;
  kind: string;
  attributes: Record<string, string | number | boolean>;
  /** Middle and half extent of its box, metres, in the ENU frame at the index's anchor. */
  centre: [number, number, number];
  half: [number, number, number];
  /** What the words were found in: "id" or an attribute; absent without words. */
  foundIn?: string;
}

export type Condition =
  | { attribute: string; is: "=" | "≠"; value: string | number | boolean }
  | { attribute: string; is: "<" | "≤" | "≥" | ">"; value: number }
  | { attribute: string; is: "has" };

export interface SearchQuery {
  /** Each must be in the id or in a value, whatever its case and width; absent or empty: all. */
  text?: string;
  kinds?: readonly string[];
  conditions?: readonly Condition[];
  /** Entries given, best first; the total is counted all the same. Default 50. */
  limit?: number;
  /** An AbortSignal. */
  signal?: { throwIfAborted(): void };
}

export interface SearchResult {
  entries: SearchEntry[];
  total: number;
}

export interface SearchIndex {
  count: number;
  anchor: SearchHeader["anchor"];
  kinds: readonly string[];
  attributes: readonly SearchAttribute[];
  find(query: SearchQuery): Promise<SearchResult>;
  /** By its whole id. */
  byId(id: string): Promise<SearchEntry | undefined>;
  /** Every value of one attribute, with the id that has it, in the order of the file; for legends and styles. */
  each(attribute: string, give: (id: string, value: string | number | boolean) => void): Promise<void>;
}

interface Block {
  lines: string[];
  plain: string[];
  kinds: Uint8Array;
  boxes: Float32Array;
}

const HEAD_BYTES = 1 << 16;
const DEFAULT_LIMIT = 50;

function parsedBlock(bytes: Uint8Array, count: number): Block {
  const boxes = new Float32Array(count * (BOX_BYTES / 4));
  new Uint8Array(boxes.buffer).set(bytes.subarray(0, count * BOX_BYTES));
  const kinds = bytes.slice(count * BOX_BYTES, count * (BOX_BYTES + 1));
  const text = new TextDecoder().decode(bytes.subarray(count * (BOX_BYTES + 1)));
  const lines = text.split("\n");
  return { lines, plain: folded(text).split("\n"), kinds, boxes };
}

const isMark = (code: number) => code >= ATTRIBUTE_BASE && code <= 0xf8ff;

/** Of one attribute in a line; undefined where the line has none. */
function valueIn(line: string, attribute: number): string | undefined {
  const at = line.indexOf(String.fromCharCode(ATTRIBUTE_BASE + attribute));
  if (at < 0) return undefined;
  let end = at + 1;
  while (end < line.length && !isMark(line.charCodeAt(end))) end += 1;
  return line.slice(at + 1, end);
}

function typed(text: string, type: SearchAttribute["type"]): string | number | boolean {
  if (type === "number") return Number(text);
  return type === "boolean" ? text === "true" : text;
}

function test(condition: Condition, value: string | number | boolean | undefined): boolean {
  if (value === undefined) return condition.is === "≠";
  switch (condition.is) {
    case "has":
      return true;
    case "=":
      return value === condition.value;
    case "≠":
      return value !== condition.value;
    case "<":
      return (value as number) < condition.value;
    case "≤":
      return (value as number) <= condition.value;
    case "≥":
      return (value as number) >= condition.value;
    case ">":
      return (value as number) > condition.value;
  }
}

/** How well the words fit: a whole id or value first, then its beginning, then its inside; −1 where one is missing. */
function fitOf(line: string, words: readonly string[]): { rank: number; at: number } {
  let rank = 0;
  let first = -1;
  for (const word of words) {
    const at = line.indexOf(word);
    if (at < 0) return { rank: -1, at };
    if (first < 0) first = at;
    const starts = at === 0 || isMark(line.charCodeAt(at - 1));
    const end = at + word.length;
    const ends = end === line.length || isMark(line.charCodeAt(end));
    rank += starts && ends ? 0 : starts ? 1 : 2;
  }
  return { rank, at: first };
}

/** @throws Fault fault.search.unreadable */
export async function openSearch(read: ReadRange): Promise<SearchIndex> {
  let head = await read(0, HEAD_BYTES);
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  if (head.length < PREAMBLE_BYTES || view.getUint32(0, true) !== SEARCH_MAGIC)
    throw new Fault("fault.search.unreadable", { found: head.length });
  const textLength = view.getUint32(4, true);
  const signaturesAt = view.getUint32(8, true);
  const more = async (offset: number, length: number) =>
    offset + length <= head.length ? head.subarray(offset, offset + length) : await read(offset, length);
  const header = JSON.parse(new TextDecoder().decode(await more(PREAMBLE_BYTES, textLength))) as SearchHeader;
  const signatures = await more(signaturesAt, header.blocks.length * SIGNATURE_BYTES);
  head = head.subarray(0, 0);
  const blocks = new Map<number, Promise<Block>>();
  const numberOf = new Map(header.attributes.map(({ name }, i) => [name, i]));

  const blockAt = (place: number): Promise<Block> => {
    let block = blocks.get(place);
    if (!block) {
      const [offset, length, count] = header.blocks[place] as [number, number, number];
      block = read(offset, length).then((bytes) => parsedBlock(bytes, count));
      // A failed read may be tried again.
      block.catch(() => blocks.delete(place));
      blocks.set(place, block);
    }
    return block;
  };

  const mayHave = (place: number, words: readonly string[]) => {
    let all = true;
    for (const word of words)
      eachPair(word, (bit) => {
        const byte = signatures[place * SIGNATURE_BYTES + (bit >> 3)] as number;
        if ((byte & (1 << (bit & 7))) === 0) all = false;
      });
    return all;
  };

  const entryOf = (block: Block, i: number, foundAt?: number): SearchEntry => {
    const line = block.lines[i] as string;
    const attributes: SearchEntry["attributes"] = {};
    let start = line.length;
    for (let at = 0; at < line.length; at++)
      if (isMark(line.charCodeAt(at))) {
        start = at;
        break;
      }
    const id = line.slice(0, start);
    for (let at = start; at < line.length; ) {
      const attribute = header.attributes[line.charCodeAt(at) - ATTRIBUTE_BASE];
      let end = at + 1;
      while (end < line.length && !isMark(line.charCodeAt(end))) end += 1;
      if (attribute) attributes[attribute.name] = typed(line.slice(at + 1, end), attribute.type);
      at = end;
    }
    let foundIn: string | undefined;
    if (foundAt !== undefined) {
      const plain = block.plain[i] as string;
      foundIn = "id";
      for (let at = 0; at <= foundAt; at++)
        if (isMark(plain.charCodeAt(at)))
          foundIn = header.attributes[plain.charCodeAt(at) - ATTRIBUTE_BASE]?.name ?? foundIn;
    }
    const box = (k: number) => [0, 1, 2].map((j) => block.boxes[i * 6 + k + j]) as [number, number, number];
    return {
      id,
      kind: header.kinds[block.kinds[i] as number] ?? "other",
      attributes,
      centre: box(0),
      half: box(3),
      ...(foundIn !== undefined && { foundIn }),
    };
  };

  const find = async ({ text, kinds, conditions, limit, signal }: SearchQuery): Promise<SearchResult> => {
    const words = folded(text ?? "")
      .split(/\s+/)
      .filter(Boolean);
    const codes = kinds && new Set(kinds.map((kind) => header.kinds.indexOf(kind)));
    const most = limit ?? DEFAULT_LIMIT;
    const tests = (conditions ?? []).map((condition) => ({
      condition,
      attribute: numberOf.get(condition.attribute),
    }));
    const byRank: { block: Block; i: number; at: number }[][] = [];
    let total = 0;
    for (let place = 0; place < header.blocks.length; place++) {
      if (!mayHave(place, words)) continue;
      const block = await blockAt(place);
      signal?.throwIfAborted();
      const { plain, lines } = block;
      for (let i = 0; i < lines.length; i++) {
        if (codes && !codes.has(block.kinds[i] as number)) continue;
        const { rank, at } = words.length > 0 ? fitOf(plain[i] as string, words) : { rank: 0, at: -1 };
        if (rank < 0) continue;
        const fits = tests.every(({ condition, attribute }) => {
          const found = attribute === undefined ? undefined : valueIn(lines[i] as string, attribute);
          const type = header.attributes[attribute ?? -1]?.type ?? "text";
          return test(condition, found === undefined ? undefined : typed(found, type));
        });
        if (!fits) continue;
        total += 1;
        const own = byRank[rank] ?? [];
        byRank[rank] = own;
        if (own.length < most) own.push({ block, i, at });
      }
    }
    const entries = byRank
      .flatMap((own) => own ?? [])
      .slice(0, most)
      .map(({ block, i, at }) => entryOf(block, i, at < 0 ? undefined : at));
    return { entries, total };
  };

  return {
    count: header.count,
    anchor: header.anchor,
    kinds: header.kinds,
    attributes: header.attributes,
    find,
    byId: async (id) => {
      const words = [folded(id)];
      for (let place = 0; place < header.blocks.length; place++) {
        if (!mayHave(place, words)) continue;
        const block = await blockAt(place);
        const i = block.lines.findIndex(
          (line) => line.startsWith(id) && (line.length === id.length || isMark(line.charCodeAt(id.length))),
        );
        if (i >= 0) return entryOf(block, i);
      }
      return undefined;
    },
    each: async (name, give) => {
      const attribute = numberOf.get(name);
      if (attribute === undefined) return;
      const { type } = header.attributes[attribute] as SearchAttribute;
      for (let place = 0; place < header.blocks.length; place++) {
        const block = await blockAt(place);
        block.lines.forEach((line, i) => {
          const value = valueIn(line, attribute);
          if (value !== undefined) give(entryOf(block, i).id, typed(value, type));
        });
      }
    },
  };
}
