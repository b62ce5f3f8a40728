// What every bus must do, whatever carries it.

import { afterEach, expect, test, vi } from "vitest";
import { type Bus, BusSilence } from "../../../src/server/bus/bus.ts";

const WAIT = { timeout: 20_000, interval: 10 };
const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
const bytes = (words: string) => new TextEncoder().encode(words);

/** `open` gives lines to one and the same bus. */
export function busRules(open: () => Promise<Bus>): void {
  const lines: Bus[] = [];
  const line = async () => {
    const bus = await open();
    lines.push(bus);
    return bus;
  };
  afterEach(async () => {
    for (const bus of lines.splice(0)) await bus.close();
  });
  /** A subscription stands once the server has heard of it. */
  const settled = (bus: Bus) => bus.request("nobody.here", bytes(""), 1000).catch(() => undefined);

  test("brings every message to all who listen, in the order of its publisher", async () => {
    const [a, b] = [await line(), await line()];
    const heard: string[][] = [[], []];
    a.subscribe("c.live.*", (given) => void heard[0]?.push(text(given)));
    b.subscribe("c.live.x", (given) => void heard[1]?.push(text(given)));
    await Promise.all([settled(a), settled(b)]);
    const sent = Array.from({ length: 500 }, (_, i) => String(i));
    for (const each of sent) a.publish("c.live.x", bytes(each));
    await vi.waitFor(() => expect(heard.map(({ length }) => length)).toEqual([500, 500]), WAIT);
    expect(heard).toEqual([sent, sent]);
  });

  test("brings nothing of another subject, and nothing after the unsubscription", async () => {
    const bus = await line();
    const heard: string[] = [];
    const stop = bus.subscribe("c.live.*", (_, subject) => void heard.push(subject));
    await settled(bus);
    for (const subject of ["c.live", "c.live.a.b", "c.key.a", "d.live.a", "c.live.a"])
      bus.publish(subject, bytes("m"));
    await vi.waitFor(() => expect(heard).toEqual(["c.live.a"]), WAIT);
    stop();
    bus.publish("c.live.b", bytes("m"));
    await settled(bus);
    expect(heard).toEqual(["c.live.a"]);
  });

  test("a message is as it was when it was published, up to the longest that fits", async () => {
    const bus = await line();
    const heard: Uint8Array[] = [];
    bus.subscribe("c.long", (given) => void heard.push(given));
    await settled(bus);
    const sent = new Uint8Array(bus.maxBytes).map((_, i) => i & 255);
    const before = sent.slice();
    bus.publish("c.long", sent);
    bus.publish("c.long", new Uint8Array(0));
    await vi.waitFor(() => expect(heard.length).toBe(2), WAIT);
    expect(Buffer.compare(heard[0] as Uint8Array, before)).toBe(0);
    expect(heard[1]?.length).toBe(0);
    // No Buffers: their slices are no copies.
    expect(heard.map((each) => each.constructor)).toEqual([Uint8Array, Uint8Array]);
  });

  test("an answer comes to who asked; where nobody answers it says so at once, and late where one only listens", async () => {
    const [a, b] = [await line(), await line()];
    const stop = b.answer("c.desk", async (given) => bytes(`${text(given)}!`));
    b.answer("c.mute", () => new Promise<Uint8Array>(() => {}));
    b.answer("c.broken", () => Promise.reject(new Error("no")));
    await Promise.all([settled(a), settled(b)]);
    const answers = await Promise.all(["x", "y", "z"].map((each) => a.request("c.desk", bytes(each), 5000)));
    expect(answers.map(text)).toEqual(["x!", "y!", "z!"]);
    const silence = (subject: string) =>
      a.request(subject, bytes("q"), 200).then(
        () => "answered",
        (error: unknown) => (error instanceof BusSilence ? error.reason : error),
      );
    expect(await silence("c.nobody")).toBe("nobody");
    expect(await silence("c.mute")).toBe("late");
    expect(await silence("c.broken")).toBe("late");
    stop();
    await settled(b);
    expect(await silence("c.desk")).toBe("nobody");
  });

  test("counts what went and what came", async () => {
    const bus = await line();
    let heard = 0;
    bus.subscribe("c.count", () => {
      heard += 1;
    });
    await settled(bus);
    const before = bus.stats();
    bus.publish("c.count", bytes("12345"));
    await vi.waitFor(() => expect(heard).toBe(1), WAIT);
    const after = bus.stats();
    expect(after.messagesOut - before.messagesOut).toBe(1);
    expect(after.bytesIn - before.bytesIn).toBe(5);
    expect(after).toMatchObject({ dropped: 0, reconnects: 0 });
    expect(bus.state().connected).toBe(true);
  });
}
