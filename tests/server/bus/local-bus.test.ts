import { beforeEach, describe, expect, test } from "vitest";
import type { Bus } from "../../../src/server/bus/bus.ts";
import { createLocalBus, isMeant } from "../../../src/server/bus/local-bus.ts";
import { busRules } from "./bus-rules.ts";

let bus: Bus;
beforeEach(() => {
  bus = createLocalBus(Date.now);
});

describe("the bus within a process", () => {
  // All lines to it are the one bus.
  busRules(async () => bus);

  test("a star stands for one word", () => {
    expect(isMeant("a.*.c", "a.b.c")).toBe(true);
    expect(isMeant("a.*", "a.b.c")).toBe(false);
    expect(isMeant("a.b", "a.*")).toBe(false);
  });

  test("drops and counts what is published after its end", async () => {
    await bus.close();
    bus.publish("a", new Uint8Array(1));
    expect(bus.stats().dropped).toBe(1);
    await expect(bus.request("a", new Uint8Array(1), 10)).rejects.toMatchObject({ reason: "lost" });
  });
});
