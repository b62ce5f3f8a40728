// The zod schema of city.json and the JSON Schema that comes from it; the type is CityFile.
// Interpreted, never compiled (jitless): the page's Content-Security-Policy forbids eval.

import { z } from "zod";
import { type CityFile, TILESET_KINDS } from "./city-file.ts";

// Said once for all schemas: even a probe for eval would break the policy.
z.config({ jitless: true });

const lonDeg = z.number().min(-180).max(180);
const latDeg = z.number().min(-90).max(90);
const count = z.number().int().min(0);
const accuracyM = z.number().min(0).optional();
const bilingual = z.object({ zh: z.string(), en: z.string() });
const place = z.object({ lonDeg, latDeg, heightM: z.number() });

const quality = z.object({
  absHorAccM: accuracyM,
  relHorAccM: accuracyM,
  absVerAccM: accuracyM,
  relVerAccM: accuracyM,
  date: z.string().optional(),
  source: z.string().optional(),
  postProcessing: z.string().optional(),
  derivation: z
    .enum(["surveyed", "digitised", "standard-default", "inferred", "stated", "unknown"])
    .optional(),
});

export const citySchema: z.ZodType<CityFile> = z.object({
  formatVersion: z.literal(1),
  id: z.string().min(1),
  title: bilingual,
  country: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .optional(),
  timeZone: z.string().min(1),
  anchor: place,
  groundHeightM: z.number().optional(),
  home: place
    .extend({ headingDeg: z.number(), pitchDeg: z.number(), rangeM: z.number().positive() })
    .optional(),
  frame: z.object({ name: z.string(), epsg: z.number().int().optional(), crs: z.string() }),
  epoch: z.number().optional(),
  verticalDatum: z.object({
    name: z.string(),
    geoidHeightM: z.number().optional(),
    derivation: z.string(),
  }),
  attributions: z.array(
    z.object({ text: z.string(), licence: z.string().optional(), url: z.string().optional() }),
  ),
  notice: bilingual.optional(),
  quality,
  tilesets: z.array(
    z.object({
      id: z.string(),
      kind: z.enum(TILESET_KINDS),
      title: bilingual,
      url: z.string().min(1),
      offsetUpM: z.number().optional(),
    }),
  ),
  search: z.string().optional(),
  facilities: z.string().optional(),
  parking: z.string().optional(),
  docks: z.string().optional(),
  equipment: z.string().optional(),
  feeds: z.string().optional(),
  roads: z
    .object({
      network: z.string(),
      ids: z.string(),
      features: z.array(
        z.object({ class: z.string(), url: z.string(), count, sha256: z.string().optional() }),
      ),
      source: z
        .object({ format: z.string(), version: z.string(), file: z.string(), sha256: z.string() })
        .optional(),
      counts: z.record(z.string(), count),
      laneKm: z.number().min(0),
      findings: z.string(),
    })
    .optional(),
  bounds: z.object({ west: lonDeg, south: latDeg, east: lonDeg, north: latDeg }),
});

/** A checked city.json, or the paths and reasons of what does not fit; never throws. */
export function parseCity(
  json: unknown,
): { ok: true; city: CityFile } | { ok: false; issues: { path: string; reason: string }[] } {
  const read = citySchema.safeParse(json);
  if (read.success) return { ok: true, city: read.data };
  return {
    ok: false,
    issues: read.error.issues.map((i) => ({ path: i.path.join("."), reason: i.message })),
  };
}

/** JSON Schema (draft 2020-12) of city.json, for other programs that write city folders. */
export function cityJsonSchema(): object {
  return z.toJSONSchema(citySchema);
}
