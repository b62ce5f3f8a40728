// NGSI-LD (and NGSI v2) context brokers: notifications posted to this source's address, and polling where a URL is given.

import { z } from "zod";
import type { Feed, FeedContext, Receipt } from "../feed.ts";
import type { Intake } from "../intake/intake.ts";
import { isFields, readJson } from "../intake/read-json.ts";
import { poll, pollSettings } from "../poll/poll.ts";
import { polledClock, sourceSettings } from "../source-settings.ts";
import { entitiesOf, readEntity } from "./read-entity.ts";

const config = z.strictObject({
  kind: z.literal("ngsi-ld"),
  ...sourceSettings,
  ...pollSettings,
  clock: polledClock,
  staleAfterS: z.number().positive().default(120),
  lostAfterS: z.number().positive().default(600),
});
export type NgsiLdConfig = z.output<typeof config>;

/** Reads what was posted or fetched; the receipt counts entities. */
export function takeEntities(body: Uint8Array, intake: Intake, zone: string): Receipt {
  const { value, byteOrderMark } = readJson(body);
  if (byteOrderMark) intake.count("byte-order-mark", body);
  const entities = entitiesOf(value);
  if (entities.length === 0 && !Array.isArray(value)) throw new Error("no entities");
  const receipt: Receipt = { taken: 0, refused: [] };
  intake.each(entities.entries(), ([index, entity]) => {
    const before = intake.status().refused;
    if (isFields(entity)) readEntity(entity, intake, zone);
    else intake.count("wrong-shape", entity);
    if (intake.status().refused === before) receipt.taken += 1;
    else receipt.refused.push({ index, reason: intake.lastReason() ?? "wrong-shape" });
  });
  return receipt;
}

export const ngsiLd = {
  kind: "ngsi-ld",
  medium: "http",
  config,
  start(settings: NgsiLdConfig, context: FeedContext) {
    const { intake, city, door } = context;
    const zone = settings.timeZone ?? city.timeZone;
    door(({ body }) => takeEntities(body, intake, zone));
    const { url } = settings;
    return url === undefined
      ? () => {}
      : poll({ ...settings, url }, context, (body) => void takeEntities(body, intake, zone));
  },
} satisfies Feed<NgsiLdConfig>;
