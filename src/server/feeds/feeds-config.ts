// feeds.config.json: which sources a city listens to, and the broker in this process. Each entry is checked by the
// schema of its kind; what does not fit is said with its path. No password stands in it: they are named by variable.

import { z } from "zod";
import { Fault } from "../../model/records/fault.ts";
import type { Feed } from "./feed.ts";
import { FEEDS } from "./feeds.ts";
import type { SourceSettings } from "./source-settings.ts";

z.config({ jitless: true });

const user = z.strictObject({
  name: z.string().min(1),
  passwordEnv: z.string().regex(/^[A-Z_][A-Z0-9_]*$/),
  publish: z.array(z.string()).default([]).describe("Topic filters that it may publish to."),
  subscribe: z.array(z.string()).default([]).describe("Topics and filters that it may ask for."),
});

const broker = z.strictObject({
  host: z.string().default("127.0.0.1"),
  port: z.number().int().min(0).max(65535).default(1883),
  users: z.array(user).default([]),
});
export type BrokerSettings = z.output<typeof broker>;

const fileSchema = z.strictObject({
  $schema: z.string().optional(),
  formatVersion: z.literal(1),
  broker: broker.default({ host: "127.0.0.1", port: 1883, users: [] }),
  feeds: z.array(z.looseObject({ kind: z.string() })),
});

export interface FeedsFile {
  broker: BrokerSettings;
  entries: { feed: Feed; settings: SourceSettings }[];
}

const faultOf = (file: string, error: z.ZodError, prefix: (string | number)[] = []): Fault => {
  const issue = error.issues[0];
  return new Fault("fault.feed.config", {
    file,
    path: [...prefix, ...(issue?.path ?? [])].join("."),
    reason: issue?.message ?? "",
    more: error.issues.length - 1,
  });
};

/** @throws Fault fault.feed.config, fault.feed.kind, fault.feed.same-id */
export function parseFeeds(json: unknown, file: string): FeedsFile {
  const outer = fileSchema.safeParse(json);
  if (!outer.success) throw faultOf(file, outer.error);
  const ids = new Set<string>();
  const entries = outer.data.feeds.map((entry, index) => {
    const feed = FEEDS.find(({ kind }) => kind === entry.kind);
    if (!feed)
      throw new Fault("fault.feed.kind", {
        file,
        kind: entry.kind,
        kinds: FEEDS.map(({ kind }) => kind).join(", "),
      });
    const read = feed.config.safeParse(entry);
    if (!read.success) throw faultOf(file, read.error, ["feeds", index]);
    const settings = read.data;
    if (ids.has(settings.id)) throw new Fault("fault.feed.same-id", { file, id: settings.id });
    ids.add(settings.id);
    return { feed, settings };
  });
  return { broker: outer.data.broker, entries };
}

/** JSON Schema (draft 2020-12) of feeds.config.json. */
export function feedsJsonSchema(): object {
  const whole = fileSchema.extend({ feeds: z.array(z.union(FEEDS.map(({ config }) => config))) });
  return z.toJSONSchema(whole, { io: "input" });
}
