// JSON as devices send it: with a byte order mark, in bytes or text. Numbers may be strings; see read-number.ts.

export interface ReadJson {
  value: unknown;
  byteOrderMark: boolean;
}

/** @throws SyntaxError */
export function readJson(payload: Uint8Array | string): ReadJson {
  const text =
    typeof payload === "string" ? payload : new TextDecoder("utf-8", { ignoreBOM: true }).decode(payload);
  const byteOrderMark = text.charCodeAt(0) === 0xfeff;
  return { value: JSON.parse(byteOrderMark ? text.slice(1) : text), byteOrderMark };
}

export type Fields = Record<string, unknown>;

export const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** A list as some senders write it: an array, one bare object, or an object that wraps either under one key. */
export function listOf(value: unknown, wrapper?: string): unknown[] {
  if (Array.isArray(value)) return value;
  if (isFields(value) && wrapper !== undefined && wrapper in value) return listOf(value[wrapper]);
  return value === undefined || value === null ? [] : [value];
}
