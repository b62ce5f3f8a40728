// city.config.json: which files make a city. Checked before anything is read; paths are relative to the file.

import { z } from "zod";
import { TILESET_KINDS } from "../../../model/city/city-file.ts";

z.config({ jitless: true });

const bilingual = z.union([z.string().min(1), z.object({ zh: z.string(), en: z.string() })]);
const lonDeg = z.number().min(-180).max(180);
const latDeg = z.number().min(-90).max(90);

const input = z.strictObject({
  file: z.string().min(1),
  /** What it holds; told from the file where it is left out. */
  kind: z.enum(["objects", "terrain", "points"]).optional(),
  crs: z.string().min(1).optional(),
  lod: z.number().min(0).optional(),
  geoidHeightM: z.number().optional(),
  swapAxes: z.boolean().optional(),
  /** For models without a place of their own: where their origin lies and where their +x points, clockwise from north. */
  placement: z
    .strictObject({ lonDeg, latDeg, heightM: z.number().optional(), headingDeg: z.number().optional() })
    .optional(),
  /** Where neither height nor storeys are known. */
  assumedHeightM: z.number().positive().optional(),
  storeyM: z.number().positive().optional(),
});

export const configSchema = z.strictObject({
  $schema: z.string().optional(),
  id: z.string().regex(/^[a-z0-9][a-z0-9-]*$/),
  title: bilingual,
  notice: z.object({ zh: z.string(), en: z.string() }).optional(),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .optional(),
  timeZone: z.string().optional(),
  attributions: z
    .array(z.strictObject({ text: z.string(), licence: z.string().optional(), url: z.string().optional() }))
    .optional(),
  /** For inputs that name none. */
  crs: z.string().optional(),
  geoidHeightM: z.number().optional(),
  /** Ellipsoidal, where neither roads nor terrain say it. */
  groundHeightM: z.number().optional(),
  inputs: z.array(input).default([]),
  roads: z
    .strictObject({
      file: z.string().min(1),
      crs: z.string().optional(),
      origin: z.strictObject({ lonDeg, latDeg, headingDeg: z.number().default(90) }).optional(),
      geoidHeightM: z.number().optional(),
    })
    .optional(),
  /** Tilesets that exist: by URL, or a folder that is copied into the city. */
  tilesets: z
    .array(
      z
        .strictObject({
          id: z.string().regex(/^[a-z0-9][a-z0-9-]*$/),
          kind: z.enum(TILESET_KINDS).default("other"),
          title: bilingual.optional(),
          url: z.string().optional(),
          folder: z.string().optional(),
          offsetUpM: z.number().optional(),
        })
        .refine(({ url, folder }) => (url === undefined) !== (folder === undefined), "url | folder"),
    )
    .default([]),
});

export type CityConfig = z.infer<typeof configSchema>;
export type CityInput = CityConfig["inputs"][number];

export function parseConfig(
  json: unknown,
): { ok: true; config: CityConfig } | { ok: false; path: string; reason: string } {
  const read = configSchema.safeParse(json);
  if (read.success) return { ok: true, config: read.data };
  const issue = read.error.issues[0];
  return { ok: false, path: issue?.path.join(".") ?? "", reason: issue?.message ?? "" };
}

export const inBoth = (title: string | { zh: string; en: string }) =>
  typeof title === "string" ? { zh: title, en: title } : title;
