// OpenV2X over MQTT: roadside units (RSM, RSI, SPAT, MAP, BSM, heartbeats), in CSAE's integers and in the DAWNLINE
// shape, and radars (TRACK). What a topic is for is read from its name; the device's id is in it.

import { z } from "zod";
import { TRACK_CLASSES, type TrackClass } from "../../../model/twin/track-class.ts";
import type { Feed, FeedContext } from "../feed.ts";
import type { Intake } from "../intake/intake.ts";
import { readJson } from "../intake/read-json.ts";
import { mqttSettings } from "../mqtt/mqtt-settings.ts";
import { type MqttMessage, subscribe } from "../mqtt/subscribe.ts";
import { sourceSettings } from "../source-settings.ts";
import { readBsm } from "./read-bsm.ts";
import { createRsuBook, type RsuBook } from "./read-equipment.ts";
import { readMap } from "./read-map.ts";
import { readRadarTrack } from "./read-radar.ts";
import { readDawnlineRsi, readRsi } from "./read-rsi.ts";
import { readDawnlineRsm, readRsm } from "./read-rsm.ts";
import { readSpat } from "./read-spat.ts";

const config = z.strictObject({
  kind: z.literal("openv2x"),
  ...sourceSettings,
  ...mqttSettings,
  delimiter: z.enum(["/", "."]).default("/").describe("Between the parts of a topic's name."),
  topics: z
    .array(z.string().min(1))
    .min(1)
    .optional()
    .describe("Topic filters; absent = all that OpenV2X units send up."),
  signals: z
    .record(z.string(), z.union([z.string(), z.array(z.string())]))
    .default({})
    .describe(
      'Which of the city\'s signals a phase drives: {"10-17:3": "signal id"} by region-junction:phase.',
    ),
  radarClasses: z
    .record(z.string(), z.enum(TRACK_CLASSES as [TrackClass, ...TrackClass[]]))
    .default({})
    .describe("What the radar's targetType values mean."),
});
export type OpenV2xConfig = z.output<typeof config>;

const MAX_BYTES = 1 << 20;
const UP = ["RSM/UP", "RSM/UP/DAWNLINE", "RSI/UP", "RSI/UP/DAWNLINE", "SPAT/UP", "MAP/UP", "BSM/UP"];
const TOPICS = [
  ...UP.map((end) => `V2X/RSU/+/${end}`),
  "V2X/DEVICE/+/RSI/UP",
  "V2X/RSU/HB/UP",
  "V2X/RSU/INFO/UP",
  "V2X/RADAR/+/+/UP",
];

/** The states of lights and places of things stay true when kept by a broker; motion and events do not. */
const KEEPS = new Set(["MAP", "INFO"]);

/** Reads one message of a topic; counts what cannot be. */
export function createOpenV2xReader(settings: OpenV2xConfig, intake: Intake, zone: string) {
  const units: RsuBook = createRsuBook();
  return (message: MqttMessage): void => {
    const { topic, payload } = message;
    if (payload.length > MAX_BYTES) {
      intake.message(payload, () => intake.count("too-large", payload, topic));
      return;
    }
    intake.message(payload, () => {
      const parts = topic.split(settings.delimiter);
      const [, group = "", device = "", what = ""] = parts;
      const kind = group === "RSU" && (device === "HB" || device === "INFO") ? device : what;
      if (message.retained && !KEEPS.has(kind)) {
        intake.count("retained", payload, topic);
        return;
      }
      const { value, byteOrderMark } = readJson(payload);
      if (byteOrderMark) intake.count("byte-order-mark", payload, topic);
      const dawnline = parts.at(-1) === "DAWNLINE";
      if (group === "RADAR" && what === "TRACK") readRadarTrack(value, device, intake, settings.radarClasses);
      else if (group === "RADAR") intake.count("not-used", payload, topic);
      else if (kind === "HB" || kind === "INFO") units.read(value, intake);
      else if (kind === "RSM") (dawnline ? readDawnlineRsm : readRsm)(value, device, intake);
      else if (kind === "RSI") (dawnline ? readDawnlineRsi : readRsi)(value, device, intake);
      else if (kind === "SPAT") readSpat(value, intake, zone, settings.signals);
      else if (kind === "MAP") readMap(value, intake);
      else if (kind === "BSM") readBsm(value, intake);
      else intake.count("unknown-topic", payload, topic);
    });
  };
}

export const openV2x = {
  kind: "openv2x",
  medium: "mqtt",
  config,
  async start(settings: OpenV2xConfig, context: FeedContext) {
    const { intake, city } = context;
    const take = createOpenV2xReader(settings, intake, settings.timeZone ?? city.timeZone);
    // With dots the whole name is one level, which no filter but # can match in part.
    const topics = settings.topics ?? (settings.delimiter === "/" ? TOPICS : ["#"]);
    return subscribe(settings, topics, context, take);
  },
} satisfies Feed<OpenV2xConfig>;
