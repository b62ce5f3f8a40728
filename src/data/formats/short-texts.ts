// Short plain texts out of bytes, each made once: in tables the same few come again and again. What was made is kept in a
// table of fixed size by a hash of the bytes; a text that falls on another's place takes it.

const PLACES = 4096;
export const LONGEST_SHORT = 32;

export class ShortTexts {
  private readonly kept: string[] = new Array<string>(PLACES).fill("");

  /** @returns undefined where there are bytes beyond ASCII, or more than LONGEST_SHORT */
  get(bytes: Uint8Array, from: number, end: number): string | undefined {
    const length = end - from;
    if (length > LONGEST_SHORT) return undefined;
    let hash = length;
    for (let i = from; i < end; i++) {
      const code = bytes[i] as number;
      if (code > 127) return undefined;
      hash = (Math.imul(hash, 31) + code) | 0;
    }
    const place = (hash ^ (hash >>> 12)) & (PLACES - 1);
    const known = this.kept[place] as string;
    if (isSame(known, bytes, from, length)) return known;
    const text = textOf(bytes, from, end);
    this.kept[place] = text;
    return text;
  }
}

function isSame(text: string, bytes: Uint8Array, from: number, length: number): boolean {
  if (text.length !== length) return false;
  for (let i = 0; i < length; i++) if (text.charCodeAt(i) !== bytes[from + i]) return false;
  return true;
}

/** Eight at a time: each step makes a text. */
function textOf(bytes: Uint8Array, from: number, end: number): string {
  const at = (i: number) => bytes[i] as number;
  let out = "";
  let i = from;
  for (; i + 8 <= end; i += 8)
    out += String.fromCharCode(
      at(i),
      at(i + 1),
      at(i + 2),
      at(i + 3),
      at(i + 4),
      at(i + 5),
      at(i + 6),
      at(i + 7),
    );
  for (; i + 3 <= end; i += 3) out += String.fromCharCode(at(i), at(i + 1), at(i + 2));
  for (; i < end; i++) out += String.fromCharCode(at(i));
  return out;
}
