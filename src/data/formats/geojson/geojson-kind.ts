// What a GeoJSON text is at its start: a collection of features in one object, or features one after another (RFC 8142
// with record separators, or a line each).

import { Fault } from "../../../model/records/fault.ts";
import { JsonBytes, JsonWrong, MORE } from "./json-bytes.ts";

export type GeojsonKind = "collection" | "sequence";

const RECORD_SEPARATOR = 0x1e;
/** Of a byte order mark. */
const LONGEST_MARK = 4;

/** @returns undefined while the bytes at hand do not tell @throws Fault fault.footprints.not-geojson */
export function geojsonKind(bytes: Uint8Array, last: boolean, file: string): GeojsonKind | undefined {
  if (bytes.length < LONGEST_MARK && !last) return undefined;
  const json = new JsonBytes();
  json.bytes = bytes;
  json.last = last;
  json.lenient = true;
  let at = bytes[0] === 0xef && bytes[1] === 0xbb ? 3 : 0;
  for (; (bytes[at] ?? 33) <= 32; at++) if (bytes[at] === RECORD_SEPARATOR) return "sequence";
  json.back(at);
  try {
    json.take(123);
    for (;;) {
      const key = json.key();
      if (key === "features") return "collection";
      if (key === "geometry" || key === "properties") return "sequence";
      const value = json.value();
      if (key === "type" && value === "FeatureCollection") return "collection";
      if (key === "type" && value === "Feature") return "sequence";
      if (!json.takes(44)) break;
    }
  } catch (error) {
    if (error === MORE && !last) return undefined;
    const near = error instanceof JsonWrong ? error.message : "";
    throw new Fault("fault.footprints.not-geojson", { file, near });
  }
  throw new Fault("fault.footprints.not-geojson", { file, near: "{…}" });
}
