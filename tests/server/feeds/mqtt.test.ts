import { connect as tcp } from "node:net";
import mqtt from "mqtt";
import { afterEach, describe, expect, test, vi } from "vitest";
import { startBroker } from "../../../src/server/feeds/mqtt/embedded-broker.ts";
import { topicMatches } from "../../../src/server/feeds/mqtt/topic-filter.ts";
import { runFeeds } from "./running.ts";

const stops: (() => unknown)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});
const WAIT = { timeout: 20_000, interval: 20 };
const openv2x = { kind: "openv2x", id: "rsu", datum: "WGS84", name: "东段路侧单元" };
const message = (n: number, id = "v1") =>
  JSON.stringify([
    {
      dev_pos: { lat: 30.4, lon: 114.4 },
      content: [
        {
          ptcType: "motor",
          global_track_id: id,
          timeStamp: Date.now(),
          pos_lat: 30.475 + n * 1e-5,
          pos_lon: 114.413,
          heading: 0,
          speed: 10,
        },
      ],
    },
  ]);
const TOPIC = "V2X/RSU/R1/RSM/UP/DAWNLINE";

async function publisher(url: string, options: mqtt.IClientOptions = {}) {
  const client = await mqtt.connectAsync(url, { reconnectPeriod: 0, ...options });
  stops.push(() => client.endAsync(true));
  return client;
}

test("what a roadside unit publishes to the broker in this process becomes a row in a client's frame", async () => {
  const run = await runFeeds([openv2x]);
  stops.push(run.stop);
  const unit = await publisher(run.feeds.brokerUrl() as string);
  await vi.waitFor(() => expect(run.feeds.status()[0]?.freshness).not.toBe("lost"), WAIT);
  await vi.waitFor(async () => {
    await unit.publishAsync(TOPIC, message(0), { qos: 1 });
    expect(run.seen.dict.get("rsu/v1")).toMatchObject({ class: "car", source: "rsu" });
    expect(run.seen.slots.size).toBe(1);
  }, WAIT);
  expect(run.seen.sources).toMatchObject([{ id: "rsu", kind: "mqtt", title: "东段路侧单元" }]);
  await unit.publishAsync(TOPIC, "not json", { qos: 1 });
  await vi.waitFor(() => expect(run.feeds.status()[0]?.reasons.unreadable).toBe(1), WAIT);
  expect(run.feeds.quarantine("rsu")?.at(-1)).toMatchObject({ reason: "unreadable", record: "not json" });
  await vi.waitFor(() => expect(run.seen.sources[0]?.freshness).toBe("live"), WAIT);
});

test("two feeds on one broker are kept apart by their ids", async () => {
  const run = await runFeeds([openv2x, { ...openv2x, id: "other", topics: ["X/#"] }]);
  stops.push(run.stop);
  const unit = await publisher(run.feeds.brokerUrl() as string);
  await vi.waitFor(async () => {
    await unit.publishAsync(TOPIC, message(0));
    expect(run.seen.dict.has("rsu/v1")).toBe(true);
  }, WAIT);
  expect(run.feeds.status().map(({ source, messages }) => [source, messages > 0])).toEqual([
    ["rsu", true],
    ["other", false],
  ]);
});

describe("the broker in this process", () => {
  const user = {
    name: "unit",
    password: "a-long-password",
    publish: ["V2X/RSU/R1/#"],
    subscribe: ["V2X/#"],
  };
  const start = async (more: Partial<Parameters<typeof startBroker>[0]> = {}) => {
    const broker = await startBroker({ host: "127.0.0.1", port: 0, users: [user], now: Date.now, ...more });
    stops.push(broker.stop);
    return broker;
  };

  test("does not listen beyond loopback without users", async () => {
    await expect(start({ host: "0.0.0.0", users: [] })).rejects.toMatchObject({
      code: "fault.feed.broker-open",
    });
  });

  test("lets nobody in with a wrong password or none", async () => {
    const { url } = await start();
    await expect(publisher(url)).rejects.toThrow();
    await expect(publisher(url, { username: "unit", password: "wrong" })).rejects.toThrow();
    await expect(publisher(url, { username: "nobody", password: "" })).rejects.toThrow();
    await publisher(url, { username: "unit", password: "a-long-password" });
  });

  test("ends the connection of who publishes where it may not, and of nobody else", async () => {
    const { url } = await start();
    const good = await publisher(url, { username: "unit", password: "a-long-password" });
    const bad = await publisher(url, { username: "unit", password: "a-long-password" });
    const closed = new Promise<void>((done) => bad.once("close", () => done()));
    bad.publish("V2X/RSU/R2/RSM/UP", "x", { qos: 1 }, () => {});
    await closed;
    await good.publishAsync("V2X/RSU/R1/RSM/UP", "x", { qos: 1 });
    expect(good.connected).toBe(true);
  });

  test("ends a connection that announces a packet larger than allowed, before it comes", async () => {
    const { url } = await start({ users: [] });
    const socket = tcp(Number(new URL(url).port), "127.0.0.1");
    const closed = new Promise((done) => socket.once("close", done));
    socket.on("error", () => {});
    // CONNECT of "MQTT" 3.1.1, then a PUBLISH of 256 MB.
    socket.write(Buffer.from("100d00044d515454040200050001 61".replaceAll(" ", ""), "hex"));
    socket.write(Buffer.from([0x30, 0xff, 0xff, 0xff, 0x7f]));
    await closed;
  });

  test("ends the connection of who floods it", async () => {
    const { url } = await start({ users: [], maxPerSecond: 100, now: () => 1000 });
    const flood = await publisher(url);
    const quiet = await publisher(url);
    const closed = new Promise<void>((done) => flood.once("close", () => done()));
    for (let n = 0; n < 1000; n++) flood.publish("a", "x");
    await closed;
    await quiet.publishAsync("b", "x", { qos: 1 });
  });

  test("forgets to keep more topics than it may", async () => {
    const { url } = await start({ users: [], maxRetained: 2 });
    const one = await publisher(url);
    for (const topic of ["a", "b", "c"]) await one.publishAsync(topic, "x", { retain: true, qos: 1 });
    const other = await publisher(url);
    const got: string[] = [];
    other.on("message", (topic) => got.push(topic));
    await other.subscribeAsync("#", { qos: 1 });
    await other.publishAsync("end", "x", { qos: 1 });
    await vi.waitFor(() => expect(got).toContain("end"), WAIT);
    expect(got.sort()).toEqual(["a", "b", "end"]);
  });

  test.each([
    ["V2X/+/R1/#", "V2X/RSU/R1/RSM/UP", true],
    ["V2X/#", "V2X", true],
    ["V2X/+", "V2X/a/b", false],
    ["#", "anything/at/all", true],
    ["a/b", "a/c", false],
    ["a/+/c", "a/b", false],
  ])("%s and %s: %s", (filter, topic, matches) => expect(topicMatches(filter, topic)).toBe(matches));
});
