// FlatGeobuf as a sequence of GeoJSON features, so that footprints have one reader. Coordinates stay as they are.

import type { Geometry } from "../../../model/records/feature-row.ts";
import { openFlatGeobuf } from "../../formats/flatgeobuf/read-flatgeobuf.ts";
import type { SourceFile } from "../../formats/format.ts";

const ENCODER = new TextEncoder();
const PER_CHUNK = 256;

function ringsOf(part: readonly number[]): number[][] {
  const out: number[][] = [];
  for (let i = 0; i + 2 < part.length; i += 3)
    out.push([part[i] as number, part[i + 1] as number, part[i + 2] as number]);
  return out;
}

function geometryJson({ kind, parts }: Geometry): object {
  const rings = parts.map(ringsOf);
  if (kind === "Point") return { type: kind, coordinates: rings[0]?.[0] ?? [] };
  if (kind === "LineString") return { type: kind, coordinates: rings[0] ?? [] };
  if (kind === "Polygon") return { type: kind, coordinates: rings };
  return { type: "MultiPolygon", coordinates: rings.map((ring) => [ring]) };
}

/** The same file to the reader of footprints, and the EPSG code of its coordinates. */
export async function flatgeobufAsGeojson(file: SourceFile): Promise<{ file: SourceFile; crs?: string }> {
  const opened = await openFlatGeobuf((offset, length) => file.range(offset, length), file.name);
  return {
    ...(opened.crs !== undefined && opened.crs > 0 && { crs: `EPSG:${opened.crs}` }),
    file: {
      ...file,
      name: `${file.name}.geojsonl`,
      async *stream() {
        let lines: string[] = [];
        for await (const batch of opened.rows())
          for (const { id, attributes, geometry } of batch) {
            lines.push(
              `${JSON.stringify({
                type: "Feature",
                ...(id !== "" && { id }),
                properties: attributes,
                geometry: geometryJson(geometry),
              })}\n`,
            );
            if (lines.length < PER_CHUNK) continue;
            yield ENCODER.encode(lines.join(""));
            lines = [];
          }
        if (lines.length > 0) yield ENCODER.encode(lines.join(""));
      },
    },
  };
}
