// The twin's own JSON over HTTP: tracks, signals and everything else of model/twin, in batches. Its schema is the
// documentation (/ingest.schema.json). Records are read one by one: a wrong one is listed by its place in the batch.

import { z } from "zod";
import { DRONE_STATES } from "../../../model/twin/drone.ts";
import { EVENT_KINDS } from "../../../model/twin/event.ts";
import type { Observations } from "../../../model/twin/observations.ts";
import { TRACK_CLASSES, type TrackClass } from "../../../model/twin/track-class.ts";
import type { Feed, Receipt } from "../feed.ts";
import type { Intake } from "../intake/intake.ts";
import { isFields, listOf, readJson } from "../intake/read-json.ts";
import { sourceSettings } from "../source-settings.ts";

const config = z.strictObject({ kind: z.literal("http"), ...sourceSettings });
export type HttpConfig = z.output<typeof config>;

const RAD = Math.PI / 180;
const MAX_RECORDS = 5000;
const id = z.string().min(1).max(200);
const timeMs = z.number().optional().describe("Unix milliseconds; absent = when it arrives.");
const place = { lonDeg: z.number().optional(), latDeg: z.number().optional() };
const share = z.number().min(0).max(1).optional();
const bays = z.number().int().min(0).optional();

const track = z.object({
  type: z.literal("track"),
  id,
  class: z.enum(TRACK_CLASSES as [TrackClass, ...TrackClass[]]).default("unknown"),
  lonDeg: z.number(),
  latDeg: z.number(),
  heightM: z.number().nullish(),
  headingDeg: z.number().nullish().describe("Clockwise from true north."),
  speedMps: z.number().nullish(),
  timeMs,
  lengthM: z.number().optional(),
  widthM: z.number().optional(),
  tallM: z.number().optional(),
  plate: z.string().max(32).optional(),
  sigmaM: z.number().positive().optional(),
});
const end = z.object({ type: z.literal("end"), id }).describe("The track with this id is over.");
const signal = z.object({
  type: z.literal("signal"),
  id: id.describe("Signal id of the city's road model."),
  state: z.enum(["dark", "red", "yellow", "green", "red-yellow", "flashing-yellow", "flashing-red"]),
  sinceMs: z.number().optional(),
  nextMs: z.number().optional(),
});
const drone = z.object({
  type: z.literal("drone"),
  id,
  timeMs,
  state: z.enum(DRONE_STATES),
  verticalMps: z.number().optional(),
  batteryShare: share,
  remainingFlightS: z.number().min(0).optional(),
  dockId: id.optional(),
});
const dock = z.object({
  type: z.literal("dock"),
  id,
  timeMs,
  ...place,
  state: z.enum(["idle", "working", "debugging", "upgrading", "offline", "unknown"]),
  headingDeg: z.number().min(-360).max(360).optional(),
  cover: z.enum(["closed", "open", "half-open", "fault"]).optional(),
  droneInside: z.boolean().optional(),
  charging: z.boolean().optional(),
  batteryShare: share,
});
const site = z.object({
  type: z.literal("site"),
  id,
  timeMs,
  ...place,
  name: z.string().max(200).optional(),
  state: z.enum(["open", "closed", "full", "unknown"]).default("unknown"),
  totalBays: bays,
  freeBays: bays,
  occupiedBays: bays,
  occupancyShare: share,
});
const bay = z.object({
  type: z.literal("bay"),
  id,
  timeMs,
  ...place,
  siteId: id.optional(),
  state: z.enum(["free", "occupied", "closed", "unknown"]),
});
const equipment = z.object({
  type: z.literal("equipment"),
  id,
  timeMs,
  ...place,
  kind: z.enum(["rsu", "camera", "radar", "edge", "dock", "drone", "other"]),
  state: z.enum(["ok", "degraded", "fault", "offline", "unknown"]),
  name: z.string().max(200).optional(),
  headingDeg: z.number().min(-360).max(360).optional(),
  fovDeg: z.number().positive().max(360).optional(),
  rangeM: z.number().positive().max(20_000).optional(),
});
const event = z.object({
  type: z.literal("event"),
  id,
  timeMs,
  ...place,
  kind: z.enum(EVENT_KINDS),
  severity: z.enum(["notice", "caution", "warning"]).default("notice"),
  text: z.string().max(1000).optional(),
  radiusM: z.number().min(0).optional(),
  beginMs: z.number().optional(),
  endMs: z.number().optional(),
  confidence: share,
});
const record = z.discriminatedUnion("type", [track, end, signal, drone, dock, site, bay, equipment, event]);
export type HttpRecord = z.output<typeof record>;

export const httpJsonSchema = (): object =>
  z.toJSONSchema(z.object({ records: z.array(record).max(MAX_RECORDS) }), { io: "input" });

const KIND_OF = {
  drone: "drones",
  dock: "docks",
  site: "sites",
  bay: "bays",
  equipment: "equipment",
  event: "events",
} as const;

/** False when the intake refused it; the reason is in its counters. */
function take(one: HttpRecord, intake: Intake): boolean {
  const own = (name: string) => `${intake.source}/${name}`;
  if (one.type === "end") {
    intake.end(one.id);
    return true;
  }
  if (one.type === "track") {
    const { headingDeg, speedMps, heightM } = one;
    return intake.track(
      {
        ...one,
        heightM: heightM ?? undefined,
        speedMps: speedMps ?? undefined,
        headingRad: headingDeg === undefined || headingDeg === null ? undefined : headingDeg * RAD,
      },
      one,
    );
  }
  if (one.type === "signal") {
    const { id: signalId, state, nextMs } = one;
    const sinceMs = one.sinceMs ?? intake.now();
    intake.signals([
      {
        signalId,
        state,
        sinceMs,
        source: intake.source,
        derivation: "stated",
        ...(nextMs !== undefined && { nextMs }),
      },
    ]);
    return true;
  }
  const at = one.timeMs === undefined ? intake.now() : intake.time(one.timeMs, one);
  if (at === undefined) return false;
  const { type, ...rest } = one;
  let where: { lonDeg: number; latDeg: number } | undefined;
  if ("lonDeg" in rest && rest.lonDeg !== undefined) {
    where = intake.place(rest.lonDeg, rest.latDeg, one);
    if (!where) return false;
  }
  const observation = {
    ...rest,
    ...where,
    id: own(one.id),
    source: intake.source,
    timeMs: at,
    ...((one.type === "equipment" || one.type === "dock") &&
      one.headingDeg !== undefined && { headingRad: one.headingDeg * RAD }),
    ...(one.type === "equipment" && {
      alarms: [],
      heartbeatMs: at,
      ...(one.fovDeg !== undefined && { fovRad: one.fovDeg * RAD }),
    }),
    ...(type === "event" && { beginMs: one.beginMs ?? at }),
    ...("siteId" in rest && rest.siteId !== undefined && { siteId: own(rest.siteId) }),
    ...("dockId" in rest && rest.dockId !== undefined && { dockId: own(rest.dockId) }),
  };
  intake.observe({ [KIND_OF[type]]: [observation] } as Observations);
  return true;
}

/** Reads one batch: {"records": […]}, a bare array, or one record. */
export function takeBatch(body: Uint8Array, intake: Intake): Receipt {
  const { value, byteOrderMark } = readJson(body);
  if (byteOrderMark) intake.count("byte-order-mark", body);
  const records = isFields(value) && "records" in value ? listOf(value.records) : listOf(value);
  const receipt: Receipt = { taken: 0, refused: [] };
  if (records.length > MAX_RECORDS) {
    intake.count("too-large", body);
    return { taken: 0, refused: [{ index: MAX_RECORDS, reason: "too-large" }] };
  }
  records.forEach((raw, index) => {
    const read = record.safeParse(raw);
    if (!read.success) {
      const issue = read.error.issues[0];
      const detail = `${issue?.path.join(".")}: ${issue?.message}`;
      intake.count("wrong-shape", raw, detail);
      receipt.refused.push({ index, reason: "wrong-shape", detail });
    } else if (take(read.data, intake)) receipt.taken += 1;
    else receipt.refused.push({ index, reason: intake.lastReason() ?? "refused" });
  });
  return receipt;
}

export const httpIngest = {
  kind: "http",
  medium: "http",
  config,
  start(_settings: HttpConfig, { door, intake }) {
    door(({ body }) => takeBatch(body, intake));
    return () => {};
  },
} satisfies Feed<HttpConfig>;
