// DATEX II parking: posted to this source's address, and polled where a URL is given.

import { z } from "zod";
import type { Feed, FeedContext } from "../feed.ts";
import { poll, pollSettings } from "../poll/poll.ts";
import { polledClock, sourceSettings } from "../source-settings.ts";
import { createParkingBook } from "./read-parking.ts";

const config = z.strictObject({
  kind: z.literal("datex2"),
  ...sourceSettings,
  ...pollSettings,
  intervalS: z.number().min(5).max(86_400).default(60),
  clock: polledClock,
  staleAfterS: z.number().positive().default(300),
  lostAfterS: z.number().positive().default(1800),
});
export type Datex2Config = z.output<typeof config>;

export const datex2 = {
  kind: "datex2",
  medium: "http",
  config,
  start(settings: Datex2Config, context: FeedContext) {
    const { intake, city, door } = context;
    const zone = settings.timeZone ?? city.timeZone;
    const book = createParkingBook();
    door(({ body }) => {
      const before = intake.status();
      book.read(body, intake, zone);
      const after = intake.status();
      const refused = after.refused - before.refused;
      return {
        taken: after.taken - before.taken,
        refused: refused > 0 ? [{ index: -1, reason: intake.lastReason() ?? "wrong-shape" }] : [],
      };
    });
    const { url } = settings;
    return url === undefined
      ? () => {}
      : poll({ ...settings, url }, context, (body) => book.read(body, intake, zone));
  },
} satisfies Feed<Datex2Config>;
