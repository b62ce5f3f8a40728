// A GeoJSON address asked at intervals: its points become tracks, parking, equipment or events, by the names of
// properties that the settings give. Units are those of the settings' names unless they say otherwise.

import { z } from "zod";
import { EVENT_KINDS } from "../../../model/twin/event.ts";
import type { Observations } from "../../../model/twin/observations.ts";
import { TRACK_CLASSES, type TrackClass } from "../../../model/twin/track-class.ts";
import type { Feed, FeedContext } from "../feed.ts";
import { anyTimeMs } from "../intake/any-time.ts";
import { countsOf } from "../intake/field-shares.ts";
import type { Intake } from "../intake/intake.ts";
import { type Fields, isFields, listOf, readJson } from "../intake/read-json.ts";
import { textIn } from "../intake/read-number.ts";
import { reader } from "../intake/record-reader.ts";
import { poll, pollSettings } from "../poll/poll.ts";
import { polledClock, sourceSettings } from "../source-settings.ts";

const name = z.string().min(1);
const config = z.strictObject({
  kind: z.literal("geojson"),
  ...sourceSettings,
  ...pollSettings,
  url: z.string().regex(/^https?:\/\/[^/@\s]+(\/\S*)?$/),
  clock: polledClock,
  staleAfterS: z.number().positive().default(120),
  lostAfterS: z.number().positive().default(600),
  as: z.enum(["tracks", "sites", "bays", "equipment", "events"]),
  class: z
    .enum(TRACK_CLASSES as [TrackClass, ...TrackClass[]])
    .default("unknown")
    .describe("Of tracks whose properties name none."),
  fields: z
    .strictObject({
      id: name.optional().describe("Absent = the feature's own id."),
      class: name.optional(),
      headingDeg: name.optional(),
      speedMps: name.optional(),
      time: name.optional(),
      plate: name.optional(),
      name: name.optional(),
      state: name.optional(),
      kind: name.optional(),
      siteId: name.optional(),
      totalBays: name.optional(),
      freeBays: name.optional(),
      occupiedBays: name.optional(),
      text: name.optional(),
    })
    .default({}),
  values: z
    .record(z.string(), z.string())
    .default({})
    .describe('What the source\'s own words for states and kinds mean: {"空闲": "free"}.'),
});
export type GeojsonConfig = z.output<typeof config>;

const RAD = Math.PI / 180;
const STATES = {
  sites: ["open", "closed", "full", "unknown"],
  bays: ["free", "occupied", "closed", "unknown"],
  equipment: ["ok", "degraded", "fault", "offline", "unknown"],
} as const;
const EQUIPMENT = ["rsu", "camera", "radar", "edge", "dock", "drone", "other"] as const;

function readFeature(feature: Fields, settings: GeojsonConfig, zone: string, intake: Intake): void {
  const properties = isFields(feature.properties) ? feature.properties : {};
  const geometry = isFields(feature.geometry) ? feature.geometry : {};
  const read = reader(intake, feature);
  const { fields } = settings;
  const of = (key: keyof typeof fields): unknown => {
    const property = fields[key];
    return property === undefined ? undefined : properties[property];
  };
  const word = (key: keyof typeof fields) => {
    const text = textIn(of(key));
    return text === undefined ? undefined : (settings.values[text] ?? text);
  };
  const id = textIn(fields.id === undefined ? feature.id : of("id"));
  const at: unknown[] =
    geometry.type === "Point" && Array.isArray(geometry.coordinates) ? geometry.coordinates : [];
  const [lon, lat, height] = [read(at[0]), read(at[1]), read(at[2])];
  const sourceMs = anyTimeMs(of("time"), zone, intake, feature);
  if (id === undefined) {
    intake.count("no-id", feature);
    return;
  }
  if (settings.as === "tracks") {
    const heading = read(of("headingDeg"));
    const stated = word("class");
    intake.track(
      {
        id,
        class: TRACK_CLASSES.find((one) => one === stated) ?? settings.class,
        lonDeg: lon,
        latDeg: lat,
        heightM: height,
        headingRad: heading === undefined ? undefined : heading * RAD,
        speedMps: read(of("speedMps")),
        timeMs: sourceMs,
        plate: textIn(of("plate")),
      },
      feature,
    );
    return;
  }
  const place = intake.place(lon, lat, feature);
  if (!place) return;
  const timeMs = intake.time(sourceMs, feature);
  if (timeMs === undefined) return;
  const title = textIn(of("name"));
  const base = { id: `${intake.source}/${id}`, source: intake.source, timeMs, ...place };
  if (settings.as === "events") {
    const text = textIn(of("text"));
    const kind = word("kind");
    const found = EVENT_KINDS.find((one) => one === kind) ?? "other";
    intake.observe({
      events: [
        { ...base, kind: found, severity: "notice", beginMs: timeMs, ...(text !== undefined && { text }) },
      ],
    });
    return;
  }
  const stated = word("state") ?? "unknown";
  const state = (STATES[settings.as] as readonly string[]).find((one) => one === stated);
  if (state === undefined) {
    intake.count("state-unknown", feature, stated);
    return;
  }
  if (settings.as === "sites") {
    const counts = countsOf(
      read(of("totalBays")),
      read(of("freeBays")),
      read(of("occupiedBays")),
      intake,
      feature,
    );
    if (!counts) return;
    intake.observe({
      sites: [{ ...base, ...counts, state, ...(title !== undefined && { name: title }) }],
    } as Observations);
  } else if (settings.as === "bays") {
    const siteId = textIn(of("siteId"));
    intake.observe({
      bays: [{ ...base, state, ...(siteId !== undefined && { siteId: `${intake.source}/${siteId}` }) }],
    } as Observations);
  } else {
    const kind = word("kind");
    const found = EQUIPMENT.find((one) => one === kind) ?? "other";
    intake.observe({
      equipment: [{ ...base, state, kind: found, alarms: [], ...(title !== undefined && { name: title }) }],
    } as Observations);
  }
}

export function takeCollection(
  body: Uint8Array,
  settings: GeojsonConfig,
  zone: string,
  intake: Intake,
): void {
  const { value, byteOrderMark } = readJson(body);
  if (byteOrderMark) intake.count("byte-order-mark", body);
  if (!isFields(value) || !("features" in value)) throw new Error("no FeatureCollection");
  intake.each(listOf(value.features), (feature) => {
    if (!isFields(feature)) throw new Error("not an object");
    readFeature(feature, settings, zone, intake);
  });
}

export const geojson = {
  kind: "geojson",
  medium: "http",
  config,
  start(settings: GeojsonConfig, context: FeedContext) {
    const zone = settings.timeZone ?? context.city.timeZone;
    return poll(settings, context, (body) => takeCollection(body, settings, zone, context.intake));
  },
} satisfies Feed<GeojsonConfig>;
