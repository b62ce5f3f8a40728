// Writes search.bin while a city is built: entries come one by one, whole blocks wait in scratch space, so that memory
// does not grow with the city. The same entries in the same order give the same bytes.

import {
  ATTRIBUTE_BASE,
  BLOCK_ENTRIES,
  BOX_BYTES,
  eachPair,
  folded,
  MOST_ATTRIBUTES,
  PREAMBLE_BYTES,
  SEARCH_MAGIC,
  type SearchAttribute,
  type SearchHeader,
  SIGNATURE_BYTES,
} from "../../model/city/search-format.ts";
import type { ByteSink, ScratchFile } from "../formats/format.ts";

export interface SearchInput {
  id: string;
  kind: string;
  attributes: Record<string, string | number | boolean>;
  centre: readonly [number, number, number];
  half: readonly [number, number, number];
}

interface Tally {
  name: string;
  count: number;
  texts: number;
  numbers: number;
  booleans: number;
  min: number;
  max: number;
  /** Given up when they are many. */
  values: Map<string, number> | undefined;
}

const MOST_VALUES = 100;
const COPY_BYTES = 1 << 18;
/** Neither an entry's end nor an attribute's mark may stand in a value. */
const plainLine = (text: string) => text.replaceAll(/[\n\r\ue000-\uf8ff]/g, " ");

export class SearchWriter {
  private readonly tallies: Tally[] = [];
  private readonly numberOf = new Map<string, number>();
  private readonly kinds: string[] = [];
  private lines: string[] = [];
  private readonly boxes = new Float32Array(BLOCK_ENTRIES * 6);
  private readonly codes = new Uint8Array(BLOCK_ENTRIES);
  private readonly signatures: Uint8Array[] = [];
  private readonly lengths: [number, number][] = [];
  private end = 0;
  private count = 0;
  private readonly scratch: ScratchFile;
  private readonly anchor: SearchHeader["anchor"];

  constructor(scratch: ScratchFile, anchor: SearchHeader["anchor"]) {
    this.scratch = scratch;
    this.anchor = anchor;
  }

  private tally(name: string, value: string | number | boolean): number {
    let number = this.numberOf.get(name);
    if (number === undefined) {
      if (this.tallies.length === MOST_ATTRIBUTES) return -1;
      number = this.tallies.length;
      this.numberOf.set(name, number);
      const far = Number.POSITIVE_INFINITY;
      this.tallies.push({
        name,
        count: 0,
        texts: 0,
        numbers: 0,
        booleans: 0,
        min: far,
        max: -far,
        values: new Map(),
      });
    }
    const tally = this.tallies[number] as Tally;
    tally.count += 1;
    if (typeof value === "number") {
      tally.numbers += 1;
      tally.min = Math.min(tally.min, value);
      tally.max = Math.max(tally.max, value);
    } else {
      if (typeof value === "boolean") tally.booleans += 1;
      else tally.texts += 1;
      if (tally.values) {
        const text = String(value);
        tally.values.set(text, (tally.values.get(text) ?? 0) + 1);
        if (tally.values.size > MOST_VALUES) tally.values = undefined;
      }
    }
    return number;
  }

  add({ id, kind, attributes, centre, half }: SearchInput): void {
    let line = plainLine(id);
    for (const name in attributes) {
      const value = attributes[name];
      if (value === undefined || value === "" || (typeof value === "number" && !Number.isFinite(value)))
        continue;
      const number = this.tally(name, value);
      if (number < 0) continue;
      line += String.fromCharCode(ATTRIBUTE_BASE + number);
      line += typeof value === "string" ? plainLine(value) : String(value);
    }
    let code = this.kinds.indexOf(kind);
    if (code < 0) code = this.kinds.push(kind) - 1;
    const i = this.lines.length;
    this.codes[i] = code;
    this.boxes.set(centre, i * 6);
    this.boxes.set(half, i * 6 + 3);
    this.lines.push(line);
    this.count += 1;
    if (this.lines.length === BLOCK_ENTRIES) this.flush();
  }

  private flush(): void {
    const count = this.lines.length;
    if (count === 0) return;
    const text = this.lines.join("\n");
    const utf8 = new TextEncoder().encode(text);
    const signature = new Uint8Array(SIGNATURE_BYTES);
    eachPair(folded(text), (bit) => {
      signature[bit >> 3] = (signature[bit >> 3] as number) | (1 << (bit & 7));
    });
    const bytes = new Uint8Array(count * (BOX_BYTES + 1) + utf8.length);
    bytes.set(new Uint8Array(this.boxes.buffer, 0, count * BOX_BYTES));
    bytes.set(this.codes.subarray(0, count), count * BOX_BYTES);
    bytes.set(utf8, count * (BOX_BYTES + 1));
    this.scratch.write(this.end, bytes);
    this.end += bytes.length;
    this.lengths.push([bytes.length, count]);
    this.signatures.push(signature);
    this.lines = [];
  }

  /** Writes the file and closes both; @returns its size */
  async finish(sink: ByteSink): Promise<number> {
    this.flush();
    const header = (first: number): SearchHeader => {
      let offset = first;
      return {
        version: 1,
        count: this.count,
        anchor: this.anchor,
        kinds: this.kinds,
        attributes: this.tallies.map(attributeOf),
        blocks: this.lengths.map(([length, count]) => {
          const block: [number, number, number] = [offset, length, count];
          offset += length;
          return block;
        }),
      };
    };
    const encode = (first: number) => new TextEncoder().encode(JSON.stringify(header(first)));
    // Offsets grow with the header that tells them; room for their digits settles it.
    const room = encode(0xffffffff).length + PREAMBLE_BYTES;
    const signaturesAt = Math.ceil(room / 8) * 8;
    const first = signaturesAt + this.signatures.length * SIGNATURE_BYTES;
    const text = encode(first);
    const start = new Uint8Array(first);
    const view = new DataView(start.buffer);
    view.setUint32(0, SEARCH_MAGIC, true);
    view.setUint32(4, text.length, true);
    view.setUint32(8, signaturesAt, true);
    start.set(text, PREAMBLE_BYTES);
    this.signatures.forEach((signature, i) => {
      start.set(signature, signaturesAt + i * SIGNATURE_BYTES);
    });
    await sink.write(start);
    const piece = new Uint8Array(COPY_BYTES);
    for (let at = 0; at < this.end; at += COPY_BYTES) {
      const part = piece.subarray(0, Math.min(COPY_BYTES, this.end - at));
      this.scratch.read(at, part);
      await sink.write(part);
    }
    await sink.close();
    this.scratch.close();
    return first + this.end;
  }
}

function attributeOf({ name, count, texts, numbers, booleans, min, max, values }: Tally): SearchAttribute {
  const type = texts > 0 || (numbers > 0 && booleans > 0) ? "text" : numbers > 0 ? "number" : "boolean";
  const list = values && [...values].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  return {
    name,
    type,
    count,
    ...(type === "number" && { min, max }),
    ...(type !== "number" && list && numbers === 0 && { values: list }),
  };
}
