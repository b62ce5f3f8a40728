// Open Drone ID receivers: messages as bytes, hexadecimal or base64, posted to this source's address or over MQTT. A
// transmitter's identity and its places come in separate messages and are joined by the transmitter's address.

import { z } from "zod";
import type { DroneState } from "../../../model/twin/drone.ts";
import type { Feed, FeedContext, Receipt, Stop } from "../feed.ts";
import { hourMarkMs } from "../intake/field-times.ts";
import type { Intake } from "../intake/intake.ts";
import { HEIGHTS } from "../intake/places.ts";
import { isFields, listOf, readJson } from "../intake/read-json.ts";
import { textIn } from "../intake/read-number.ts";
import { mqttSettings } from "../mqtt/mqtt-settings.ts";
import { subscribe } from "../mqtt/subscribe.ts";
import { sourceSettings } from "../source-settings.ts";
import { type OdidLocation, type OdidMessage, odidBytes, readOdid } from "./read-messages.ts";

const config = z.strictObject({
  kind: z.literal("open-drone-id"),
  ...sourceSettings,
  ...mqttSettings,
  heights: z.enum(HEIGHTS).default("ellipsoid"),
  topics: z
    .array(z.string().min(1))
    .default([])
    .describe(
      "Topic filters over MQTT; the topic's last level is the transmitter's address. Empty = HTTP only.",
    ),
});
export type OpenDroneIdConfig = z.output<typeof config>;

const RAD = Math.PI / 180;
const MAX_SENDERS = 10_000;
const STATES: Record<OdidLocation["status"], DroneState> = {
  undeclared: "unknown",
  ground: "parked",
  airborne: "flying",
  emergency: "emergency",
  "id-failure": "unknown",
  unknown: "unknown",
};

export function createOdidReader(intake: Intake) {
  const names = new Map<string, string>();

  function place(sender: string, at: OdidLocation, record: unknown): boolean {
    const id = names.get(sender) ?? sender;
    const timeMs =
      at.hourTenths === undefined
        ? undefined
        : hourMarkMs(at.hourTenths, intake.now() + intake.settings.clock.offsetMs);
    const kept = intake.track(
      {
        id,
        class: "drone",
        lonDeg: at.lonDeg,
        latDeg: at.latDeg,
        heightM: at.heightM,
        headingRad: at.courseDeg === undefined ? undefined : at.courseDeg * RAD,
        speedMps: at.speedMps,
        timeMs,
        clock: sender,
        // 95 % of a circle is 2.45 σ.
        sigmaM: at.accuracyM === undefined ? undefined : at.accuracyM / 2.45,
      },
      record,
    );
    intake.observe({
      drones: [
        {
          id: `${intake.source}/${id}`,
          source: intake.source,
          timeMs: intake.now(),
          state: STATES[at.status],
          unauthenticated: true,
          ...(at.verticalMps !== undefined && { verticalMps: at.verticalMps }),
          ...(at.aboveM !== undefined && !at.aboveGround && { aboveTakeOffM: at.aboveM }),
        },
      ],
    });
    return kept;
  }

  function take(sender: string, messages: readonly OdidMessage[], record: unknown): boolean {
    let kept = true;
    for (const message of messages)
      if (message.type === "basic-id" && message.id !== "") {
        if (names.size >= MAX_SENDERS) names.clear();
        // The first identity of a transmitter is its serial number or what stands for it; a second adds nothing here.
        if (!names.has(sender)) {
          names.set(sender, message.id);
          if (message.id !== sender) intake.end(sender);
        }
      }
    for (const message of messages) {
      if (message.type === "location") kept = place(sender, message, record) && kept;
      else if (message.type !== "basic-id") intake.count("not-used", record, message.type);
    }
    return kept;
  }

  const bytesIn = (sender: string, bytes: Uint8Array, record: unknown): boolean => {
    let messages: OdidMessage[];
    try {
      messages = readOdid(bytes);
    } catch (error) {
      intake.count("message-truncated", record, String(error));
      return false;
    }
    return take(sender, messages, record);
  };

  return {
    /** Raw bytes, or {"sender": "…", "data": "hex or base64" | […]} and lists of it. */
    read(payload: Uint8Array, sender: string): Receipt {
      const receipt: Receipt = { taken: 0, refused: [] };
      const tell = (index: number, ok: boolean) => {
        if (ok) receipt.taken += 1;
        else receipt.refused.push({ index, reason: intake.lastReason() ?? "message-truncated" });
      };
      const first = payload.find((byte) => byte > 32 && byte !== 0xef && byte !== 0xbb && byte !== 0xbf);
      const json = first === 0x7b || first === 0x5b;
      const text = /^[\x20-\x7e\s]+$/.test(Buffer.from(payload).toString("latin1"));
      if (!json && !text) {
        tell(0, bytesIn(sender, payload, payload));
        return receipt;
      }
      if (!json) {
        tell(0, bytesIn(sender, odidBytes(Buffer.from(payload).toString("latin1")), payload));
        return receipt;
      }
      const { value, byteOrderMark } = readJson(payload);
      if (byteOrderMark) intake.count("byte-order-mark", payload);
      intake.each(listOf(value, "messages").entries(), ([index, record]) => {
        if (!isFields(record)) throw new Error("not an object");
        const from = textIn(record.sender ?? record.mac ?? record.device);
        if (from === undefined) {
          intake.count("no-id", record);
          tell(index, false);
          return;
        }
        for (const data of listOf(record.data)) {
          if (typeof data !== "string") throw new Error("data is no text");
          tell(index, bytesIn(from, odidBytes(data), record));
        }
      });
      return receipt;
    },
  };
}

export const openDroneId = {
  kind: "open-drone-id",
  medium: "http",
  config,
  async start(settings: OpenDroneIdConfig, context: FeedContext): Promise<Stop> {
    const { intake, door } = context;
    const reader = createOdidReader(intake);
    door(({ body }) => reader.read(body, "posted"));
    if (settings.topics.length === 0) return () => {};
    return subscribe(settings, settings.topics, context, ({ topic, payload, retained }) => {
      intake.message(payload, () => {
        if (retained) intake.count("retained", payload, topic);
        else reader.read(payload, topic.split("/").at(-1) ?? topic);
      });
    });
  },
} satisfies Feed<OpenDroneIdConfig>;
