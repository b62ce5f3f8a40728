// What every connected source states of itself, whatever its protocol: its name, datum, heights, clock, units and
// accuracy. The datum has no default: a GCJ-02 source taken for WGS 84 is 500 m off and nothing would say so.

import { z } from "zod";
import { DATUMS, HEIGHTS } from "./intake/places.ts";

const clock = z.strictObject({
  offsetMs: z.number().default(0).describe("How far the source's clock runs ahead of true time; subtracted."),
  trust: z
    .enum(["fit", "source", "arrival"])
    .default("fit")
    .describe(
      "fit: a clock more than 2 s off is corrected by the median of its delays; source: believed as it is; arrival: not used.",
    ),
});

export const sourceSettings = {
  id: z
    .string()
    .regex(/^[\w.-]{1,64}$/)
    .describe("Short id; prefixes the ids of everything that the source tells."),
  name: z.string().min(1).max(120).optional().describe("What people call the source."),
  datum: z.enum(DATUMS).describe("Datum of its longitudes and latitudes; must be stated."),
  heights: z
    .enum(HEIGHTS)
    .default("ignore")
    .describe("What its heights are over; ignore = things stand on the city's ground."),
  clock: clock.default({ offsetMs: 0, trust: "fit" }),
  timeZone: z.string().optional().describe("IANA zone of wall clocks that name none; else the city's."),
  sigmaM: z
    .number()
    .positive()
    .max(1000)
    .optional()
    .describe("1σ of a position where a record does not say."),
  speedUnit: z
    .enum(["as-specified", "km/h"])
    .default("as-specified")
    .describe("km/h: the source sends km/h where its protocol says m/s."),
  speeds: z
    .enum(["fit", "as-specified"])
    .default("fit")
    .describe("fit: speeds that disagree with the motion by 3.6 are put right and counted."),
  staleAfterS: z.number().positive().default(5),
  lostAfterS: z.number().positive().default(30),
  maxMessagesPerS: z.number().positive().default(20_000),
};

export const sourceSettingsSchema = z.object(sourceSettings);
export type SourceSettings = z.output<typeof sourceSettingsSchema>;

/** For sources that are asked at intervals: how old an answer is says nothing about the source's clock. */
export const polledClock = clock.default({ offsetMs: 0, trust: "source" });
