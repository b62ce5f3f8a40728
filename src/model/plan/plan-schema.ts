// The zod schema of a plan file (*.lanetwin-plan.json) and the JSON Schema that comes from it. Objects are open: fields
// of a newer or another program stay where they are.

import { z } from "zod";
import { DEVICE_ATTRIBUTES } from "./device-attributes.ts";
import type { PlanDocument } from "./plan-document.ts";

// As in city-schema.ts: even a probe for eval would break the page's policy.
z.config({ jitless: true });

const within = (name: string) => {
  const { min, max } = DEVICE_ATTRIBUTES.get(name) as { min: number; max: number };
  return z.number().min(min).max(max);
};
const maybe = (name: string) => within(name).optional();
const stamp = z.looseObject({ at: z.string(), by: z.string().optional() });
const basis = z.looseObject({
  confidence: z.enum(["sourced", "computed", "unverified"]),
  source: z.string(),
});

export const deviceSchema = z.looseObject({
  id: z.string().min(1),
  kind: z.string().min(1),
  name: z.string(),
  model: z.string(),
  place: z.looseObject({
    lonDeg: within("lonDeg"),
    latDeg: within("latDeg"),
    heightM: within("footHeightM"),
  }),
  mount: z.looseObject({
    on: z.enum(["pole", "own-pole", "gantry", "ground"]),
    hostId: z.string().optional(),
    hostHeightM: maybe("hostHeightM"),
  }),
  mountingHeightM: within("mountingHeightM"),
  headingDeg: z.number().min(0).lt(360),
  pitchDeg: within("pitchDeg"),
  rollDeg: maybe("rollDeg"),
  fovDeg: maybe("fovDeg"),
  vfovDeg: maybe("vfovDeg"),
  rangeM: maybe("rangeM"),
  powerW: maybe("powerW"),
  power: z.string().optional(),
  uplink: z.string().optional(),
  eirpDbm: maybe("eirpDbm"),
  notes: z.string(),
  status: z.literal("proposed"),
  derivation: z.literal("proposed"),
  accuracyM: z.number().min(0).optional(),
  standsOn: z
    .looseObject({
      id: z.string().optional(),
      kind: z.string().optional(),
      type: z.string().optional(),
      derivation: z.string().optional(),
    })
    .optional(),
  basis: z.record(z.string(), basis).optional(),
});

export const planSchema: z.ZodType<PlanDocument> = z.looseObject({
  formatVersion: z.literal(1),
  id: z.string().min(1),
  title: z.string(),
  cityId: z.string().min(1),
  created: stamp,
  modified: stamp,
  devices: z.array(deviceSchema),
}) as unknown as z.ZodType<PlanDocument>;

/** JSON Schema (draft 2020-12) of a plan file, for other programs. */
export function planJsonSchema(): object {
  return z.toJSONSchema(planSchema);
}
