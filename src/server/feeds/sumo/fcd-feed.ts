// A SUMO FCD file (or a pipe of it) played at its own pace: longitude and latitude as --fcd-output.geo writes them, or
// plane coordinates and lanes with the network file beside it.

import { setTimeout as wait } from "node:timers/promises";
import { z } from "zod";
import type { Feed, FeedContext } from "../feed.ts";
import { HEIGHTS } from "../intake/places.ts";
import { sourceSettings } from "../source-settings.ts";
import { takeVehicle } from "./place-vehicle.ts";
import { type FcdStep, readFcd } from "./read-fcd.ts";
import { type NetPlaces, readNetPlaces } from "./read-net-places.ts";
import { createSumoTime } from "./sumo-time.ts";

const config = z.strictObject({
  kind: z.literal("sumo-fcd"),
  ...sourceSettings,
  heights: z.enum(HEIGHTS).default("ellipsoid"),
  file: z.string().min(1).describe("The FCD file, or a named pipe that sumo writes to."),
  net: z.string().optional().describe("The network file; needed unless the FCD file is geographic."),
  netCrs: z.string().optional().describe("CRS of the network where its file does not say."),
  pace: z.number().min(0).max(100).default(1),
  loop: z.boolean().default(false),
});
export type FcdConfig = z.output<typeof config>;

const RAD = Math.PI / 180;

export function takeStep(
  step: FcdStep,
  timeMs: number,
  net: NetPlaces | undefined,
  { intake, city }: Pick<FeedContext, "intake" | "city">,
  seen: Set<string>,
): void {
  intake.message(`step ${step.timeS}`, () => {
    for (const broken of step.broken) intake.count(broken.id ? "no-position" : "no-id", broken);
    const here = new Set(step.vehicles.map(({ id }) => id));
    for (const id of seen)
      if (!here.has(id)) {
        seen.delete(id);
        intake.end(id);
      }
    intake.each(step.vehicles, (vehicle) => {
      seen.add(vehicle.id);
      const place = net ? net.toLonLat(vehicle.x, vehicle.y) : { lonDeg: vehicle.x, latDeg: vehicle.y };
      takeVehicle(
        {
          id: vehicle.id,
          ...place,
          headingRad: vehicle.angleDeg === undefined ? undefined : vehicle.angleDeg * RAD,
          speedMps: vehicle.speedMps,
          kind: vehicle.kind,
          lengthM: undefined,
          widthM: undefined,
          tallM: undefined,
          laneIds: (vehicle.lane === undefined ? undefined : net?.origins.get(vehicle.lane)) ?? [],
          lateralM: 0,
          timeMs,
        },
        city,
        intake,
        vehicle.attributes,
      );
    });
  });
}

export const sumoFcd = {
  kind: "sumo-fcd",
  medium: "sumo",
  config,
  async start(settings: FcdConfig, context: FeedContext) {
    const { intake, open, now } = context;
    const stop = new AbortController();
    const { signal } = stop;
    const net =
      settings.net === undefined
        ? undefined
        : await readNetPlaces(open(settings.net, signal), settings.net, settings.netCrs);
    const seen = new Set<string>();
    const life = (async () => {
      do {
        const time = createSumoTime(settings.pace, now);
        for await (const step of readFcd(open(settings.file, signal))) {
          await wait(time.waitMs(step.timeS), undefined, { signal });
          takeStep(step, time.at(step.timeS), net, context, seen);
        }
        for (const id of seen) intake.end(id);
        seen.clear();
      } while (settings.loop && !signal.aborted);
      intake.link(false);
    })().catch((error: unknown) => {
      if (signal.aborted) return;
      intake.count("unreadable", settings.file, error instanceof Error ? error.message : String(error));
      intake.link(false);
    });
    return async () => {
      stop.abort();
      await life;
    };
  },
} satisfies Feed<FcdConfig>;
