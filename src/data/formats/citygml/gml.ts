// Small readings of GML elements: ids, references, numbers.

import type { Element } from "../xml/element.ts";

/** An attribute by its local name, whatever its prefix. */
export function attributeOf({ attributes }: Element, name: string): string | undefined {
  const plain = attributes[name] ?? attributes[`gml:${name}`] ?? attributes[`xlink:${name}`];
  if (plain !== undefined) return plain;
  for (const key in attributes) if (key.endsWith(`:${name}`)) return attributes[key];
  return undefined;
}

export const idOf = (element: Element): string | undefined => attributeOf(element, "id");

/** What "#id" names; other references are kept whole. */
export const localId = (reference: string): string => reference.trim().replace(/^#/, "");

const MOST_EXACT = 9007199254740991;
const POWERS = Array.from({ length: 23 }, (_, i) => Number(`1e${i}`));

/** Numbers between white space, or commas; what is none is NaN. Texts of a million coordinates make no list of words. */
export function numbersOf(text: string): number[] {
  const out: number[] = [];
  const n = text.length;
  for (let at = 0; at < n; ) {
    let code = text.charCodeAt(at);
    if (code <= 32 || code === 44) {
      at += 1;
      continue;
    }
    const from = at;
    const negative = code === 45;
    if (negative) code = text.charCodeAt(++at);
    let mantissa = 0;
    let digits = 0;
    let point = -1;
    for (; at < n; code = text.charCodeAt(++at)) {
      if (code === 46 && point < 0) point = digits;
      else if (code >= 48 && code <= 57) {
        mantissa = mantissa * 10 + code - 48;
        digits += 1;
      } else break;
    }
    const decimals = point < 0 ? 0 : digits - point;
    const ended = at >= n || code <= 32 || code === 44;
    if (ended && digits > 0 && mantissa <= MOST_EXACT && decimals <= 22) {
      // Two whole numbers that a double holds divide to the nearest double.
      const value = decimals === 0 ? mantissa : mantissa / (POWERS[decimals] as number);
      out.push(negative ? -value : value);
      continue;
    }
    while (at < n && text.charCodeAt(at) > 32 && text.charCodeAt(at) !== 44) at += 1;
    out.push(Number(text.slice(from, at)));
  }
  return out;
}
