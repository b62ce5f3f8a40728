// A stream of bytes to the children of the root element, one finished tree at a time. Lenient where files are known
// to be (byte order mark, comment before the declaration), strict where it guards: no entities, no endless nesting.

import { SaxesParser } from "saxes";
import { Fault } from "../../../model/records/fault.ts";
import type { Element } from "./element.ts";

const MAX_DEPTH = 64;
/** An attribute or a text longer than this is no road map. */
const MAX_TEXT = 16 * 1024 * 1024;

export interface StreamOptions {
  fileName: string;
  rootName: string;
  /** Which format's words its faults are told in, e.g. "fault.opendrive". */
  faults: string;
  onRoot?(attributes: Record<string, string>): void;
  onChild(element: Element): void;
  onBytes?(read: number): void;
  signal?: AbortSignal;
}

const localName = (name: string) => name.slice(name.indexOf(":") + 1);

function decoderFor(start: Uint8Array): TextDecoder {
  if (start[0] === 0xff && start[1] === 0xfe) return new TextDecoder("utf-16le");
  if (start[0] === 0xfe && start[1] === 0xff) return new TextDecoder("utf-16be");
  const declaration = new TextDecoder("latin1").decode(start.subarray(0, 200));
  const stated = /encoding\s*=\s*["']([\w-]+)["']/.exec(declaration)?.[1];
  try {
    return new TextDecoder(stated ?? "utf-8");
  } catch {
    return new TextDecoder("utf-8");
  }
}

/** Some writers put a comment before the XML declaration, which is not well-formed; drop what stands before it. */
const withoutPreamble = (text: string) =>
  text
    .replace(/^\uFEFF/, "")
    .replace(/^\s*(<!--[\s\S]*?-->\s*)+(?=<\?xml)/, "")
    .trimStart();

export interface ParseOptions extends Omit<StreamOptions, "onBytes" | "signal"> {
  /** Children of the root whose own children leave singly (gml:featureMembers). */
  wrappers?: readonly string[];
}

/** Bytes in, elements out, for readers that have to wait between two pieces. */
export interface ElementParser {
  write(chunk: Uint8Array): void;
  end(): void;
}

/** @throws Fault of the format, from write and end: .empty, .not-xml, .truncated, .wrong-root, .too-deep, .entities */
export function elementParser({
  fileName,
  rootName,
  faults,
  onRoot,
  onChild,
  wrappers = [],
}: ParseOptions): ElementParser {
  const parser = new SaxesParser({ xmlns: false });
  const stack: Element[] = [];
  let rootSeen = false;
  let rootClosed = false;
  let line = 0;
  /** Elements at this depth leave when they are whole. */
  let base = 1;

  const fail = (code: string, reason = "") =>
    new Fault(`${faults}.${code}`, { file: fileName, line: parser.line ?? line, reason });
  parser.on("error", (error) => {
    throw fail("not-xml", error.message.replace(/^\d+:\d+:\s*/, ""));
  });
  parser.on("doctype", (doctype) => {
    if (/<!ENTITY/i.test(doctype)) throw fail("entities");
  });
  parser.on("opentag", (tag) => {
    const name = localName(tag.name);
    if (!rootSeen) {
      rootSeen = true;
      if (name !== rootName) throw fail("wrong-root", name);
      onRoot?.(tag.attributes as Record<string, string>);
    }
    if (stack.length >= MAX_DEPTH) throw fail("too-deep", String(MAX_DEPTH));
    const element: Element = {
      name,
      attributes: tag.attributes as Record<string, string>,
      children: [],
      text: "",
    };
    if (stack.length === 1 && wrappers.includes(name)) base = 2;
    // The root keeps no children: they leave as soon as they are whole.
    if (stack.length > base) (stack.at(-1) as Element).children.push(element);
    stack.push(element);
  });
  parser.on("closetag", () => {
    const element = stack.pop() as Element;
    if (stack.length === base) onChild(element);
    else if (stack.length === 1) base = 1;
    if (stack.length === 0) rootClosed = true;
  });
  const addText = (text: string) => {
    const top = stack.at(-1);
    if (!top || stack.length <= base) return;
    if (top.text.length + text.length > MAX_TEXT) throw fail("not-xml", "text too long");
    top.text += text;
  };
  parser.on("text", addText);
  parser.on("cdata", addText);

  let decoder: TextDecoder | undefined;
  return {
    write(chunk) {
      if (chunk.length === 0) return;
      const first = decoder === undefined;
      decoder ??= decoderFor(chunk);
      const text = decoder.decode(chunk, { stream: true });
      parser.write(first ? withoutPreamble(text) : text);
      line = parser.line;
    },
    end() {
      if (decoder === undefined) throw new Fault(`${faults}.empty`, { file: fileName });
      if (rootSeen && !rootClosed) throw fail("truncated");
      parser.close();
      if (!rootSeen) throw fail("not-xml", "no element");
    },
  };
}

/** @throws Fault of the format: .empty, .not-xml, .truncated, .wrong-root, .too-deep, .entities, .cancelled */
export async function streamElements(
  chunks: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
  { onBytes, signal, ...options }: StreamOptions,
): Promise<void> {
  const parser = elementParser(options);
  let read = 0;
  for await (const chunk of chunks) {
    if (signal?.aborted) throw new Fault(`${options.faults}.cancelled`, { file: options.fileName });
    read += chunk.length;
    parser.write(chunk);
    onBytes?.(read);
  }
  parser.end();
}
