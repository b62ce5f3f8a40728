// Starts a city's feeds, each with an intake of its own, and keeps them apart: one that cannot start says so at its own
// row and the rest go on. Start returns stop.

import { createReadStream } from "node:fs";
import type { FaultParams } from "../../model/records/fault.ts";
import { Fault } from "../../model/records/fault.ts";
import type { SourceInfo } from "../../model/twin/source-info.ts";
import type { Hub } from "../hub/hub.ts";
import type { Door, FeedCity, Stop } from "./feed.ts";
import type { FeedsFile } from "./feeds-config.ts";
import { createIntake, type Intake, type IntakeStatus } from "./intake/intake.ts";
import type { QuarantineEntry } from "./intake/quarantine.ts";
import { type EmbeddedBroker, startBroker } from "./mqtt/embedded-broker.ts";

export interface FeedsOptions {
  file: FeedsFile;
  hub: Hub;
  city: FeedCity;
  now(): number;
  fetch: typeof fetch;
  env: Readonly<Record<string, string | undefined>>;
  /** Hears every message of a source, as it came. */
  onRaw?: ((source: string, raw: unknown) => void) | undefined;
}

export interface FeedStatus extends IntakeStatus {
  kind: string;
  /** Why it does not run. */
  fault?: { code: string; params: FaultParams };
}

export interface RunningFeeds {
  status(): FeedStatus[];
  quarantine(source: string): QuarantineEntry[] | undefined;
  /** Where a source takes what is posted to it. */
  door(source: string): { take: Door; intake: Intake } | undefined;
  /** URL of the broker in this process, once a feed has asked for it. */
  brokerUrl(): string | undefined;
  stop(): Promise<void>;
}

const TICK_MS = 1000;

export async function startFeeds({
  file,
  hub,
  city,
  now,
  fetch,
  env,
  onRaw,
}: FeedsOptions): Promise<RunningFeeds> {
  const intakes = new Map<string, { intake: Intake; kind: string; fault?: FeedStatus["fault"] }>();
  const doors = new Map<string, Door>();
  const stops: Stop[] = [];
  const sinks: { close(): void }[] = [];
  let broker: Promise<EmbeddedBroker> | undefined;
  let brokerUrl: string | undefined;

  const secret = (name: string | undefined): string | undefined => {
    if (name === undefined) return undefined;
    const value = env[name];
    if (value === undefined) throw new Fault("fault.feed.secret-missing", { name });
    return value;
  };
  const openBroker = async () => {
    broker ??= startBroker({
      host: file.broker.host,
      port: file.broker.port,
      now,
      users: file.broker.users.map(({ passwordEnv, ...user }) => ({
        ...user,
        password: secret(passwordEnv) as string,
      })),
    });
    brokerUrl = (await broker).url;
    return brokerUrl;
  };

  for (const { feed, settings } of file.entries) {
    const info: Omit<SourceInfo, "objects"> = {
      id: settings.id,
      kind: feed.medium,
      title: settings.name ?? `source.${feed.kind}`,
      freshness: "waiting",
      ...(settings.sigmaM !== undefined && { sigmaM: settings.sigmaM }),
    };
    const sink = hub.sink(info);
    sinks.push(sink);
    const intake = createIntake({
      source: settings.id,
      settings,
      sink,
      now,
      groundHeightM: city.groundHeightM,
      geoidHeightM: city.geoidHeightM,
      onRaw: onRaw && ((raw) => onRaw(settings.id, raw)),
    });
    const entry: { intake: Intake; kind: string; fault?: FeedStatus["fault"] } = { intake, kind: feed.kind };
    intakes.set(settings.id, entry);
    try {
      stops.push(
        await feed.start(settings, {
          intake,
          city,
          now,
          fetch,
          secret,
          broker: openBroker,
          door: (take) => void doors.set(settings.id, take),
          open: (path, signal) => createReadStream(path, { signal }),
        }),
      );
    } catch (error) {
      const fault =
        error instanceof Fault
          ? { code: error.code, params: error.params }
          : { code: "fault.feed.start", params: { source: settings.id, reason: String(error) } };
      entry.fault = fault;
      intake.link(false);
      sink.inform({ freshness: "lost", note: noteOf(fault) }, true);
    }
  }
  const timer = setInterval(() => {
    for (const { intake, fault } of intakes.values()) if (!fault) intake.tick();
  }, TICK_MS);

  return {
    status: () =>
      [...intakes.values()].map(({ intake, kind, fault }) => ({
        ...intake.status(),
        kind,
        ...(fault && { fault }),
      })),
    quarantine: (source) => intakes.get(source)?.intake.quarantine.entries(),
    door(source) {
      const take = doors.get(source);
      const intake = intakes.get(source)?.intake;
      return take && intake && { take, intake };
    },
    brokerUrl: () => brokerUrl,
    async stop() {
      clearInterval(timer);
      await Promise.allSettled(stops.map(async (stop) => stop()));
      if (broker) await (await broker.catch(() => undefined))?.stop();
      for (const sink of sinks) sink.close();
    },
  };
}

const noteOf = ({ code, params }: NonNullable<FeedStatus["fault"]>) => ({
  code,
  params: Object.fromEntries(
    Object.entries(params).filter((pair): pair is [string, string | number] => pair[1] !== undefined),
  ),
});
