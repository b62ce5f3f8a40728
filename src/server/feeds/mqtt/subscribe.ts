// Listens to topics of a broker and goes on by itself after an outage. A session is clean: what was missed while the
// line was down is old news, and the newest state comes with the next message.

import { readFile } from "node:fs/promises";
import mqtt from "mqtt";
import { Fault } from "../../../model/records/fault.ts";
import type { FeedContext, Stop } from "../feed.ts";
import type { MqttSettings } from "./mqtt-settings.ts";

export interface MqttMessage {
  topic: string;
  payload: Uint8Array;
  /** It was kept by the broker: what it says may be long past. */
  retained: boolean;
}

const RETRY_MS = 1000;
const KEEPALIVE_S = 5;

/** @throws Fault fault.feed.secret-missing, fault.feed.file */
export async function subscribe(
  settings: MqttSettings,
  topics: string[],
  context: FeedContext,
  take: (message: MqttMessage) => void,
): Promise<Stop> {
  const { intake } = context;
  const url = settings.url ?? (await context.broker());
  const password = context.secret(settings.passwordEnv);
  const ca = settings.caFile
    ? await readFile(settings.caFile).catch(() => {
        throw new Fault("fault.feed.file", { source: intake.source, file: settings.caFile });
      })
    : undefined;
  const client = mqtt.connect(url, {
    clean: true,
    reconnectPeriod: RETRY_MS,
    connectTimeout: 5000,
    keepalive: KEEPALIVE_S,
    resubscribe: false,
    clientId: `lanetwin-${intake.source}-${process.pid}-${context.now().toString(36)}`,
    ...(settings.username !== undefined && { username: settings.username }),
    ...(password !== undefined && { password }),
    ...(ca && { ca }),
  });
  client.on("connect", () => {
    client.subscribe(topics, { qos: settings.qos }, (error, granted) => {
      intake.link(!error && (granted ?? []).every(({ qos }) => qos < 128));
    });
  });
  client.on("close", () => intake.link(false));
  // Said by the link's state; without a listener it would end the process.
  client.on("error", () => intake.link(false));
  client.on("message", (topic, payload, packet) =>
    take({ topic, payload, retained: packet.retain === true }),
  );
  return async () => {
    client.removeAllListeners("close");
    await client.endAsync(true);
  };
}
