// DJI Cloud API over MQTT: docks (机库) and aircraft by their own serial number. Properties come in partial messages
// and are merged by key. An aircraft reports every 2 s, in DRC mode faster.

import { z } from "zod";
import type { Feed, FeedContext } from "../feed.ts";
import type { Intake } from "../intake/intake.ts";
import { HEIGHTS } from "../intake/places.ts";
import { type Fields, isFields, listOf, readJson } from "../intake/read-json.ts";
import { numberIn, textIn } from "../intake/read-number.ts";
import { mqttSettings } from "../mqtt/mqtt-settings.ts";
import { type MqttMessage, subscribe } from "../mqtt/subscribe.ts";
import { sourceSettings } from "../source-settings.ts";
import { mergePatch } from "./merge-patch.ts";
import { readAircraft } from "./read-aircraft.ts";
import { looksLikeDock, readDock } from "./read-dock.ts";
import { readFlightTask, readHms } from "./read-events.ts";

const config = z.strictObject({
  kind: z.literal("dji"),
  ...sourceSettings,
  ...mqttSettings,
  heights: z.enum(HEIGHTS).default("ellipsoid"),
  staleAfterS: z.number().positive().default(10),
  topics: z.array(z.string().min(1)).min(1).optional(),
});
export type DjiConfig = z.output<typeof config>;

const TOPICS = [
  "thing/product/+/osd",
  "thing/product/+/state",
  "thing/product/+/events",
  "thing/product/+/drc/up",
  "sys/product/+/status",
];
const MAX_BYTES = 1 << 20;
const MAX_DEVICES = 10_000;
const MOVED_M = 0.8;
const METRES_PER_DEG = 111_320;

interface Device {
  whole: Fields;
  dock: boolean;
  gateway: string | undefined;
  lonDeg?: number;
  latDeg?: number;
}

export function createDjiReader(intake: Intake) {
  const devices = new Map<string, Device>();
  const deviceOf = (sn: string): Device => {
    const known = devices.get(sn);
    if (known) return known;
    if (devices.size >= MAX_DEVICES) throw new Error("too many devices");
    const fresh: Device = { whole: {}, dock: false, gateway: undefined };
    devices.set(sn, fresh);
    return fresh;
  };

  function course(device: Device, patch: Fields): number | undefined {
    const [lon, lat] = [numberIn(patch.longitude), numberIn(patch.latitude)];
    if (lon === undefined || lat === undefined) return undefined;
    const { lonDeg, latDeg } = device;
    if (lonDeg !== undefined && latDeg !== undefined) {
      const north = (lat - latDeg) * METRES_PER_DEG;
      const east = (lon - lonDeg) * METRES_PER_DEG * Math.cos((lat * Math.PI) / 180);
      if (Math.hypot(east, north) < MOVED_M) return undefined;
      Object.assign(device, { lonDeg: lon, latDeg: lat });
      return Math.atan2(east, north);
    }
    Object.assign(device, { lonDeg: lon, latDeg: lat });
    return undefined;
  }

  function properties(sn: string, envelope: Fields): void {
    const patch = envelope.data;
    if (!isFields(patch)) throw new Error("no data");
    const device = deviceOf(sn);
    device.gateway = textIn(envelope.gateway) ?? device.gateway;
    const partial = Object.keys(device.whole).some((key) => !(key in patch));
    mergePatch(device.whole, patch);
    if (partial) intake.count("partial-message", patch);
    device.dock ||= looksLikeDock(patch);
    if (device.dock) readDock(sn, device.whole, patch, intake);
    else
      readAircraft(
        sn,
        device.whole,
        patch,
        device.gateway,
        numberIn(envelope.timestamp),
        course(device, patch),
        intake,
      );
  }

  function event(gateway: string, envelope: Fields): void {
    if (!isFields(envelope.data)) throw new Error("no data");
    const timeMs = intake.time(numberIn(envelope.timestamp), envelope, gateway);
    if (timeMs === undefined) return;
    const aircraft = [...devices].find(
      ([sn, one]) => !one.dock && one.gateway === gateway && sn !== gateway,
    )?.[0];
    if (envelope.method === "hms") readHms(envelope.data, gateway, aircraft, timeMs, intake);
    else if (envelope.method === "flighttask_progress")
      readFlightTask(envelope.data, gateway, timeMs, intake);
    else intake.count("not-used", envelope, textIn(envelope.method));
  }

  /** Who belongs to a gateway now; an aircraft that is not listed is offline. */
  function topology(gateway: string, envelope: Fields): void {
    if (!isFields(envelope.data)) throw new Error("no data");
    deviceOf(gateway).dock ||= numberIn(envelope.data.domain) === 3;
    const present = new Set<string>();
    for (const sub of listOf(envelope.data.sub_devices)) {
      const sn = isFields(sub) ? textIn(sub.sn) : undefined;
      if (sn === undefined) continue;
      present.add(sn);
      deviceOf(sn).gateway = gateway;
    }
    for (const [sn, device] of devices)
      if (device.gateway === gateway && !device.dock && !present.has(sn)) {
        device.whole.mode_code = 14;
        readAircraft(sn, device.whole, {}, gateway, undefined, undefined, intake);
      }
  }

  function fast(sn: string, envelope: Fields): void {
    const { data } = envelope;
    if (envelope.method !== "osd_info_push") {
      intake.count("not-used", envelope, textIn(envelope.method));
      return;
    }
    if (!isFields(data)) throw new Error("no data");
    const [north, east, up] = [data.speed_x, data.speed_y, data.speed_z].map((value) => numberIn(value));
    // Sent by the gateway for the aircraft that it steers.
    const aircraft = [...devices].find(([, one]) => one.gateway === sn && !one.dock)?.[0] ?? sn;
    const device = deviceOf(aircraft);
    const speed = north === undefined || east === undefined ? undefined : Math.hypot(north, east);
    const patch: Fields = {
      ...data,
      ...(speed !== undefined && { horizontal_speed: speed }),
      ...(up !== undefined && { vertical_speed: up }),
    };
    mergePatch(device.whole, patch);
    const courseRad =
      speed !== undefined && speed > 0.5 ? Math.atan2(east as number, north as number) : undefined;
    readAircraft(
      aircraft,
      device.whole,
      patch,
      device.gateway,
      numberIn(envelope.timestamp),
      courseRad,
      intake,
    );
  }

  return ({ topic, payload, retained }: MqttMessage): void => {
    intake.message(payload, () => {
      if (payload.length > MAX_BYTES) {
        intake.count("too-large", payload, topic);
        return;
      }
      const [root, , sn = "", what = "", direction] = topic.split("/");
      if (retained && what !== "status") {
        intake.count("retained", payload, topic);
        return;
      }
      const { value, byteOrderMark } = readJson(payload);
      if (byteOrderMark) intake.count("byte-order-mark", payload, topic);
      if (!isFields(value)) throw new Error("not an object");
      if (sn === "") intake.count("no-id", value, topic);
      else if (root === "sys" && what === "status") topology(sn, value);
      else if (what === "osd" || what === "state") properties(sn, value);
      else if (what === "events") event(sn, value);
      else if (what === "drc" && direction === "up") fast(sn, value);
      else intake.count("unknown-topic", payload, topic);
    });
  };
}

export const dji = {
  kind: "dji",
  medium: "mqtt",
  config,
  start: (settings: DjiConfig, context: FeedContext) =>
    subscribe(settings, settings.topics ?? TOPICS, context, createDjiReader(context.intake)),
} satisfies Feed<DjiConfig>;
