// A running SUMO over TraCI: this client steps it at the pace of real time and takes vehicles and lights by
// subscription, never vehicle by vehicle. When SUMO goes, it is tried again every 2 s.

import { setTimeout as wait } from "node:timers/promises";
import { z } from "zod";
import type { LightState, SignalObservation } from "../../../model/twin/track-row.ts";
import type { Feed, FeedContext } from "../feed.ts";
import { HEIGHTS } from "../intake/places.ts";
import { sourceSettings } from "../source-settings.ts";
import { takeVehicle } from "./place-vehicle.ts";
import { createSumoTime } from "./sumo-time.ts";
import { answerTo, connectTraci, type TraciClient } from "./traci-client.ts";
import { bytes, CMD, type Subscribed, type TraciValue, VAR } from "./traci-codec.ts";

const config = z.strictObject({
  kind: z.literal("sumo"),
  ...sourceSettings,
  heights: z.enum(HEIGHTS).default("ellipsoid"),
  host: z.string().default("127.0.0.1"),
  port: z.number().int().min(1).max(65535).describe("What sumo was started with as --remote-port."),
  order: z.number().int().min(1).optional().describe("Place of this client where sumo has --num-clients."),
  pace: z
    .number()
    .min(0)
    .max(100)
    .default(1)
    .describe("Simulated seconds in a second; 0 = as fast as it goes."),
  signals: z
    .record(z.string(), z.union([z.string(), z.array(z.string())]))
    .default({})
    .describe('Which of the city\'s signals a link of a traffic light drives: {"light:index": "signal id"}.'),
});
export type SumoConfig = z.output<typeof config>;

const RETRY_MS = 2000;
const RAD = Math.PI / 180;
const FIXED = [VAR.vehicleClass, VAR.length, VAR.width, VAR.height] as const;
const MOVING = [VAR.position, VAR.angle, VAR.speed, VAR.lane, VAR.lateral] as const;
const LIGHTS: Record<string, LightState> = {
  r: "red",
  u: "red-yellow",
  y: "yellow",
  Y: "yellow",
  g: "green",
  G: "green",
  s: "red",
  o: "flashing-yellow",
  O: "dark",
};

const num = (value: TraciValue | undefined) => (typeof value === "number" ? value : undefined);
const text = (value: TraciValue | undefined) => (typeof value === "string" ? value : undefined);
const texts = (value: TraciValue | undefined): string[] =>
  Array.isArray(value) ? value.flatMap((one) => (typeof one === "string" ? [one] : [])) : [];
const pair = (value: TraciValue | undefined): [number, number] | undefined =>
  Array.isArray(value) && typeof value[0] === "number" && typeof value[1] === "number"
    ? [value[0], value[1]]
    : undefined;

/** (x, y) of SUMO's plane asked as longitude and latitude. */
const toLonLat = ([x, y]: [number, number]) => ({
  variable: VAR.convert,
  id: "",
  extra: Buffer.concat([
    Buffer.from([0x0f]),
    bytes.int(2),
    Buffer.from([0x01]),
    bytes.double(x),
    bytes.double(y),
    Buffer.from([0x07, 0x00]),
  ]),
});

interface Bodies {
  kind: string | undefined;
  lengthM: number | undefined;
  widthM: number | undefined;
  tallM: number | undefined;
}

/** One life of a connection; ends by throwing when it breaks. */
async function run(client: TraciClient, settings: SumoConfig, context: FeedContext, signal: AbortSignal) {
  const { intake, city, now } = context;
  const time = createSumoTime(settings.pace, now);
  const bodies = new Map<string, Bodies>();
  const origins = new Map<string, string[]>();
  if (settings.order !== undefined) await client.setOrder(settings.order);
  await client.subscribe(CMD.subscribeSimulation, [""], [VAR.time, VAR.deltaT, VAR.departed, VAR.arrived]);
  const [lightIds] = await client.get(CMD.getLights, [{ variable: VAR.idList, id: "" }]);
  await client.subscribe(CMD.subscribeLights, texts(lightIds), [VAR.lightState, VAR.nextSwitch]);
  const [running] = await client.get(CMD.getVehicle, [{ variable: VAR.idList, id: "" }]);

  const meet = async (ids: readonly string[]) => {
    const fixed = await client.get(
      CMD.getVehicle,
      ids.flatMap((id) => FIXED.map((variable) => ({ variable, id }))),
    );
    ids.forEach((id, i) => {
      const [kind, lengthM, widthM, tallM] = fixed.slice(i * FIXED.length);
      bodies.set(id, { kind: text(kind), lengthM: num(lengthM), widthM: num(widthM), tallM: num(tallM) });
    });
    return client.subscribe(CMD.subscribeVehicle, ids, MOVING);
  };
  await meet(texts(running));

  /** Grid north against true north, at the first vehicle: over a city it changes by less than 0.1°. */
  let convergenceRad: number | undefined;
  const turned = async ([x, y]: [number, number]) => {
    const ends = await client.get(CMD.getSimulation, [toLonLat([x, y]), toLonLat([x, y + 100])]);
    const [a, b] = ends.map(pair);
    return a && b ? Math.atan2((b[0] - a[0]) * Math.cos(a[1] * RAD), b[1] - a[1]) : undefined;
  };

  const takeVehicles = async (list: Subscribed[], timeMs: number) => {
    const placed = list.flatMap((one) => {
      const xy = pair(one.values.get(VAR.position));
      return xy ? [{ one, xy }] : [];
    });
    const places = await client.get(
      CMD.getSimulation,
      placed.map(({ xy }) => toLonLat(xy)),
    );
    const first = placed[0];
    if (convergenceRad === undefined && first) convergenceRad = await turned(first.xy);
    const unknown = new Set(
      placed
        .map(({ one }) => text(one.values.get(VAR.lane)) ?? "")
        .filter((id) => id !== "" && !origins.has(id)),
    );
    const origIds = await client.get(
      CMD.getLane,
      [...unknown].map((id) => ({
        variable: VAR.parameter,
        id,
        extra: Buffer.concat([Buffer.from([0x0c]), bytes.text("origId")]),
      })),
    );
    [...unknown].forEach((id, i) => {
      origins.set(id, (text(origIds[i]) ?? "").split(" ").filter(Boolean));
    });
    intake.message("step", () =>
      intake.each(placed.entries(), ([i, { one }]) => {
        const place = pair(places[i]);
        const angle = num(one.values.get(VAR.angle));
        const body = bodies.get(one.id);
        takeVehicle(
          {
            id: one.id,
            lonDeg: place?.[0],
            latDeg: place?.[1],
            headingRad: angle === undefined ? undefined : angle * RAD + (convergenceRad ?? 0),
            speedMps: num(one.values.get(VAR.speed)),
            ...{ kind: body?.kind, lengthM: body?.lengthM, widthM: body?.widthM, tallM: body?.tallM },
            laneIds: origins.get(text(one.values.get(VAR.lane)) ?? "") ?? [],
            lateralM: num(one.values.get(VAR.lateral)) ?? 0,
            timeMs,
          },
          city,
          intake,
          { id: one.id, values: [...one.values] },
        );
      }),
    );
  };

  const takeLights = (list: Subscribed[], timeMs: number, simulatedS: number) => {
    const states: SignalObservation[] = [];
    for (const { id, values } of list) {
      const next = num(values.get(VAR.nextSwitch));
      const switchMs =
        next === undefined || settings.pace === 0
          ? undefined
          : timeMs + ((next - simulatedS) * 1000) / settings.pace;
      for (const [index, letter] of [...(text(values.get(VAR.lightState)) ?? "")].entries()) {
        const state = LIGHTS[letter];
        if (!state) {
          intake.count("state-unknown", { id, index, letter });
          continue;
        }
        const mapped = settings.signals[`${id}:${index}`];
        for (const signalId of mapped === undefined ? [`${intake.source}/${id}:${index}`] : [mapped].flat())
          states.push({
            signalId,
            state,
            sinceMs: timeMs,
            ...(switchMs !== undefined && switchMs > timeMs && { nextMs: Math.round(switchMs) }),
            derivation: "stated",
            controllerId: id,
            source: intake.source,
          });
      }
    }
    intake.signals(states);
  };

  while (!signal.aborted) {
    const results = await client.step();
    const of = (domain: number) => results.filter(({ answer }) => answer === answerTo(domain));
    const simulation = of(CMD.subscribeSimulation)[0]?.values;
    const simulatedS = num(simulation?.get(VAR.time)) ?? 0;
    const deltaS = num(simulation?.get(VAR.deltaT)) ?? 1;
    const timeMs = time.at(simulatedS);
    const fresh = await meet(texts(simulation?.get(VAR.departed)));
    for (const id of texts(simulation?.get(VAR.arrived))) {
      bodies.delete(id);
      intake.end(id);
    }
    await takeVehicles([...of(CMD.subscribeVehicle), ...fresh], timeMs);
    takeLights(of(CMD.subscribeLights), timeMs, simulatedS);
    const pause = time.waitMs(simulatedS + deltaS);
    await wait(pause, undefined, { signal });
  }
}

export const sumo = {
  kind: "sumo",
  medium: "sumo",
  config,
  start(settings: SumoConfig, context: FeedContext) {
    const { intake } = context;
    const stop = new AbortController();
    const { signal } = stop;
    const life = (async () => {
      while (!signal.aborted) {
        let client: TraciClient | undefined;
        try {
          client = await connectTraci(settings.host, settings.port, signal);
          intake.link(true);
          await run(client, settings, context, signal);
        } catch (error) {
          if (!signal.aborted && client) intake.count("unreadable", String(error));
        } finally {
          client?.close();
        }
        intake.link(false);
        await wait(RETRY_MS, undefined, { signal }).catch(() => {});
      }
    })();
    return async () => {
      stop.abort();
      await life;
    };
  },
} satisfies Feed<SumoConfig>;
