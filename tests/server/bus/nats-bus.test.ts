import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { connectNats, natsServers } from "../../../src/server/bus/nats-bus.ts";
import { busRules } from "./bus-rules.ts";
import { freePort, natsMissing, type RunningNats, startNats } from "./nats-server.ts";

const WAIT = { timeout: 20_000, interval: 20 };
const open = (url: string, env: Record<string, string> = {}) =>
  connectNats({ url, clientName: "test", env, now: Date.now });

describe.skipIf(natsMissing !== undefined)(
  `the bus over NATS${natsMissing ? ` (${natsMissing})` : ""}`,
  () => {
    let nats: RunningNats;
    beforeAll(async () => {
      nats = await startNats();
    });
    afterAll(() => nats?.kill());
    busRules(() => open(nats.url));

    test("says that the line is down, drops and counts what is published then, and comes back by itself", async () => {
      const own = await startNats();
      const [bus, other] = [await open(own.url), await open(own.url)];
      const states: boolean[] = [];
      bus.follow(({ connected }) => void states.push(connected));
      const heard: string[] = [];
      other.subscribe("c.x", (given) => void heard.push(new TextDecoder().decode(given)));
      await own.kill();
      await vi.waitFor(
        () => expect([bus, other].map((each) => each.state().connected)).toEqual([false, false]),
        WAIT,
      );
      bus.publish("c.x", new TextEncoder().encode("lost"));
      expect(bus.stats().dropped).toBe(1);
      await expect(bus.request("c.x", new Uint8Array(0), 100)).rejects.toMatchObject({ reason: "lost" });
      const again = await startNats(own.port);
      await vi.waitFor(
        () => expect([bus, other].map((each) => each.state().connected)).toEqual([true, true]),
        WAIT,
      );
      await vi.waitFor(() => {
        bus.publish("c.x", new TextEncoder().encode("found"));
        expect(heard).toContain("found");
      }, WAIT);
      expect(heard).not.toContain("lost");
      expect(states).toEqual([false, true]);
      expect(bus.stats().reconnects).toBe(1);
      await Promise.all([bus.close(), other.close()]);
      await again.kill();
    });

    test("takes credentials from the URL or the environment, and names neither when they are refused", async () => {
      const own = await startNats(undefined, "--user", "city", "--pass", "a-secret");
      const inUrl = await open(own.url.replace("//", "//city:a-secret@"));
      const inEnv = await open(own.url, { LANETWIN_NATS_USER: "city", LANETWIN_NATS_PASSWORD: "a-secret" });
      expect(inUrl.name).toBe(own.url);
      const refused = await open(own.url.replace("//", "//city:not-the-secret@")).catch(
        (error: unknown) => error,
      );
      expect(refused).toMatchObject({ code: "fault.bus.refused", params: { url: own.url } });
      expect(String(refused)).not.toContain("not-the-secret");
      await Promise.all([inUrl.close(), inEnv.close()]);
      await own.kill();
    });
  },
);

test("a server that is not there stops the start with its address and without its password", async () => {
  const port = await freePort();
  const fault = await open(`nats://u:a-password@127.0.0.1:${port}`).catch((error: unknown) => error);
  expect(fault).toMatchObject({ code: "fault.bus.unreachable", params: { url: `nats://127.0.0.1:${port}` } });
  expect(String(fault)).not.toContain("a-password");
});

test("an address is read with its credentials, and a wrong one is not repeated", () => {
  expect(natsServers("nats://a:b%40c@h, tls://[::1]:5")).toEqual({
    servers: ["nats://h:4222", "tls://[::1]:5"],
    name: "nats://h:4222,tls://[::1]:5",
    user: "a",
    pass: "b@c",
  });
  for (const wrong of ["", "h:4222", "http://u:p@h", "nats://%ff@h", "nats://"])
    expect(() => natsServers(wrong)).toThrow("fault.bus.url {}");
});
