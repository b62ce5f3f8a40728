// A file in memory as readers want it, and everything that a reader makes of it.

import type {
  ObjectSource,
  OpenObjects,
  ReadObjectsOptions,
  SourceFile,
} from "../../../../src/data/formats/format.ts";
import type { CityObject } from "../../../../src/model/buildings/city-object.ts";
import { resources } from "../../../../src/words/index.ts";

const bytesOf = (content: string | Uint8Array) =>
  typeof content === "string" ? new TextEncoder().encode(content) : content;

/** @param beside files next to it, by their relative path */
export function sourceOf(
  content: string | Uint8Array,
  {
    name = "file",
    size = 1 << 16,
    beside = {},
  }: { name?: string; size?: number; beside?: Record<string, string | Uint8Array> } = {},
): SourceFile {
  const bytes = bytesOf(content);
  return {
    name,
    sizeBytes: bytes.length,
    async *stream() {
      for (let at = 0; at < bytes.length; at += size) yield bytes.slice(at, at + size);
    },
    range: async (offset, length) => bytes.slice(offset, offset + length),
    beside: async (path) => (beside[path] === undefined ? undefined : bytesOf(beside[path])),
  };
}

export interface ReadAll {
  objects: CityObject[];
  source: ObjectSource;
  codes: string[];
}

export async function readAll(
  open: OpenObjects,
  file: SourceFile,
  options: ReadObjectsOptions = {},
): Promise<ReadAll> {
  const source = await open(file, options);
  const objects: CityObject[] = [];
  for await (const batch of source.objects()) objects.push(...batch);
  const codes = source.findings.map(({ code }) => code);
  const wordless = codes.filter((code) => !(code in resources.en));
  if (wordless.length > 0) throw new Error(`No words for ${wordless.join(", ")}.`);
  return { objects, source, codes };
}
