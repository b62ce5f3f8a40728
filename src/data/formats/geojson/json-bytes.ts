// JSON read from bytes as they arrive, value by value. A value that isn't whole yet is told by MORE; the caller brings bytes
// and asks again. Figures of up to 15 digits and coordinates go straight from bytes to numbers, without text between.

export const MORE = Symbol("more bytes are needed");

export class JsonWrong extends Error {}

const decoder = new TextDecoder();
const POWERS = Array.from({ length: 23 }, (_, i) => Number(`1e${i}`));
const MOST_EXACT = 9007199254740991;
const LONGEST_PLAIN = 48;
const MOST_KEYS = 64;
const MOST_NESTED = 200;

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** Coordinates of any depth: numbers of 3, and where each array of the levels above ends, as counts of numbers. */
export interface Coordinates {
  flat: number[];
  /** 0 = a position, 1 = positions, 2 = rings, 3 = polygons. */
  depth: number;
  /** Ends of the arrays of positions. */
  ends: number[];
  /** Number of `ends` by the end of each polygon. */
  groups: number[];
  /** A position that has not exactly three numbers. */
  odd: boolean;
  /** Numbers of a position; NaN when they differ, 0 without positions. */
  width: number;
}

/** UTF-8 of up to three bytes a letter without the cost of calling a decoder; what is longer or wrong goes to it. */
function shortText(bytes: Uint8Array, from: number, to: number): string {
  let out = "";
  for (let i = from; i < to; ) {
    const a = bytes[i++] as number;
    if (a < 0x80) {
      out += String.fromCharCode(a);
      continue;
    }
    const b = i < to ? (bytes[i++] as number) : 0;
    let code = -1;
    if (a >= 0xc2 && a < 0xe0) code = ((a & 0x1f) << 6) | (b & 0x3f);
    else if (a >= 0xe0 && a < 0xf0) {
      const c = i < to ? (bytes[i++] as number) : 0;
      if ((c & 0xc0) === 0x80) code = ((a & 0x0f) << 12) | ((b & 0x3f) << 6) | (c & 0x3f);
      if (code < 0x800 || (code >= 0xd800 && code < 0xe000)) code = -1;
    }
    if (code < 0 || (b & 0xc0) !== 0x80) return decoder.decode(bytes.subarray(from, to));
    out += String.fromCharCode(code);
  }
  return out;
}

export class JsonBytes {
  bytes: Uint8Array = new Uint8Array(0);
  at = 0;
  /** All there is has been given. */
  last = false;
  /** Takes NaN and Infinity, which JSON has not and Python writes, as NaN. */
  lenient = false;
  private nested = 0;
  private likely = 0;
  private readonly keys: { bytes: Uint8Array; text: string }[] = [];

  /** Adds bytes, dropping those before `at`. */
  feed(more: Uint8Array): void {
    const left = this.bytes.length - this.at;
    const joined = new Uint8Array(left + more.length);
    joined.set(this.bytes.subarray(this.at));
    joined.set(more, left);
    this.bytes = joined;
    this.at = 0;
  }

  private wrong(): never {
    if (this.at >= this.bytes.length && !this.last) throw MORE;
    const near = decoder.decode(this.bytes.subarray(Math.max(0, this.at - 10), this.at + 30));
    throw new JsonWrong(near);
  }

  /** Begins anew at a place, after an error or for want of bytes. */
  back(at: number): void {
    this.at = at;
    this.nested = 0;
  }

  /** The next byte that is no white space, not taken. */
  peek(): number {
    const { bytes } = this;
    for (let byte = bytes[this.at]; byte !== undefined; byte = bytes[++this.at]) if (byte > 32) return byte;
    return this.wrong();
  }

  take(byte: number): void {
    if (this.peek() !== byte) this.wrong();
    this.at += 1;
  }

  /** Takes the byte if it is next. */
  takes(byte: number): boolean {
    if (this.peek() !== byte) return false;
    this.at += 1;
    return true;
  }

  number(): number {
    const { bytes } = this;
    this.peek();
    const from = this.at;
    let at = from;
    const negative = bytes[at] === 45;
    if (negative) at += 1;
    let mantissa = 0;
    let decimals = 0;
    let digits = 0;
    for (; ; at++) {
      const digit = (bytes[at] as number) - 48;
      if (!(digit >= 0 && digit <= 9)) break;
      mantissa = mantissa * 10 + digit;
      digits += 1;
    }
    if (bytes[at] === 46) {
      const point = ++at;
      for (; ; at++) {
        const digit = (bytes[at] as number) - 48;
        if (!(digit >= 0 && digit <= 9)) break;
        mantissa = mantissa * 10 + digit;
      }
      decimals = at - point;
      digits += decimals;
    }
    if (at >= bytes.length && !this.last) throw MORE;
    const next = bytes[at];
    const plain = next !== 101 && next !== 69;
    // Two whole numbers that a double holds divide to the nearest double.
    if (plain && digits > 0 && mantissa <= MOST_EXACT && decimals <= 22) {
      this.at = at;
      const value = decimals === 0 ? mantissa : mantissa / (POWERS[decimals] as number);
      return negative ? -value : value;
    }
    while (at < bytes.length && /[-+.\deE]/.test(String.fromCharCode(bytes[at] as number))) at += 1;
    if (at >= bytes.length && !this.last) throw MORE;
    if (at - from <= 1 && this.lenient && this.notFinite(at)) return Number.NaN;
    const value = Number(decoder.decode(bytes.subarray(from, at)));
    if (at === from || !Number.isFinite(value)) this.wrong();
    this.at = at;
    return value;
  }

  text(): string {
    this.take(34);
    const { bytes } = this;
    const from = this.at;
    let plain = true;
    let escaped = false;
    let at = from;
    for (; ; at++) {
      const byte = bytes[at];
      if (byte === 34) break;
      if (byte === undefined) {
        this.at = at;
        return this.wrong();
      }
      if (byte === 92) {
        escaped = true;
        at += 1;
      } else if (byte > 127) plain = false;
    }
    this.at = at + 1;
    if (at - from > LONGEST_PLAIN && !escaped) return decoder.decode(bytes.subarray(from, at));
    if (!plain && !escaped) return shortText(bytes, from, at);
    if (escaped) {
      const text = decoder.decode(bytes.subarray(from - 1, at + 1));
      try {
        return JSON.parse(text) as string;
      } catch {
        return this.wrong();
      }
    }
    let out = "";
    for (let i = from; i < at; i++) out += String.fromCharCode(bytes[i] as number);
    return out;
  }

  /** A key and its colon; the same keys come again and again, so that they are recognised by their bytes. */
  key(): string {
    this.peek();
    const { bytes, at, keys } = this;
    for (let tried = 0; tried < keys.length; tried++) {
      // Features mostly have theirs in the same order.
      const k = (this.likely + tried) % keys.length;
      const known = keys[k] as (typeof keys)[number];
      const n = known.bytes.length;
      if (bytes[at + n - 1] !== 34 || bytes[at + n] !== 58) continue;
      let i = 0;
      while (i < n && bytes[at + i] === known.bytes[i]) i++;
      if (i < n) continue;
      this.at = at + n + 1;
      this.likely = k + 1;
      return known.text;
    }
    const text = this.text();
    if (keys.length < MOST_KEYS) keys.push({ bytes: bytes.slice(at, this.at), text });
    this.take(58);
    return text;
  }

  /** Takes NaN, Infinity or -Infinity, whose letters begin at `from`. */
  private notFinite(from: number): boolean {
    const text = this.bytes[from] === 78 ? "NaN" : this.bytes[from] === 73 ? "Infinity" : "";
    if (text === "") return false;
    this.at = from;
    this.word(text);
    return true;
  }

  /** @throws JsonWrong where a file nests without end */
  private deeper(): void {
    if (++this.nested > MOST_NESTED) throw new JsonWrong(`more than ${MOST_NESTED} levels`);
  }

  private word(text: string): void {
    this.peek();
    for (let i = 0; i < text.length; i++)
      if (this.bytes[this.at + i] !== text.charCodeAt(i)) {
        this.at += i;
        this.wrong();
      }
    this.at += text.length;
  }

  value(): Json {
    const byte = this.peek();
    if (byte === 34) return this.text();
    if (byte === 123) {
      const out: { [key: string]: Json } = {};
      this.members((key) => {
        out[key] = this.value();
      });
      return out;
    }
    if (byte === 91) {
      const out: Json[] = [];
      this.at += 1;
      if (this.takes(93)) return out;
      this.deeper();
      do out.push(this.value());
      while (this.takes(44));
      this.take(93);
      this.nested -= 1;
      return out;
    }
    if (byte === 116) {
      this.word("true");
      return true;
    }
    if (byte === 102) {
      this.word("false");
      return false;
    }
    if (byte === 110) {
      this.word("null");
      return null;
    }
    return this.number();
  }

  /** An object's members, each of whose values `take` takes. */
  members(take: (key: string) => void): void {
    this.take(123);
    if (this.takes(125)) return;
    this.deeper();
    do take(this.key());
    while (this.takes(44));
    this.take(125);
    this.nested -= 1;
  }

  coordinates(): Coordinates {
    const out: Coordinates = { flat: [], depth: 0, ends: [], groups: [], odd: false, width: 0 };
    out.depth = this.level(out);
    if (out.depth === 0) out.ends.push(out.flat.length);
    if (out.depth < 2) out.groups.push(out.ends.length);
    return out;
  }

  /** @returns how many levels lie below the array at hand */
  private level(out: Coordinates): number {
    this.take(91);
    const next = this.peek();
    if (next === 93) {
      this.at += 1;
      return 0;
    }
    if (next !== 91) {
      const { flat } = out;
      const from = flat.length;
      do flat.push(this.number());
      while (this.takes(44));
      this.take(93);
      const width = flat.length - from;
      if (width !== 3) out.odd = true;
      if (out.width !== width) out.width = from === 0 ? width : Number.NaN;
      return 0;
    }
    this.deeper();
    let below = 0;
    do below = this.level(out);
    while (this.takes(44));
    this.take(93);
    this.nested -= 1;
    if (below === 0) out.ends.push(out.flat.length);
    else if (below === 1) out.groups.push(out.ends.length);
    return below + 1;
  }
}
