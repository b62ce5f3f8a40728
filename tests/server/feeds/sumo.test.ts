import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { takeStep } from "../../../src/server/feeds/sumo/fcd-feed.ts";
import { type FcdStep, fcdTimeS, readFcd } from "../../../src/server/feeds/sumo/read-fcd.ts";
import { readNetPlaces } from "../../../src/server/feeds/sumo/read-net-places.ts";
import { createSumoTime } from "../../../src/server/feeds/sumo/sumo-time.ts";
import {
  bytes,
  command,
  message,
  readSubscribed,
  TraciReader,
} from "../../../src/server/feeds/sumo/traci-codec.ts";
import { listen, NOW_MS } from "./listening.ts";

async function* pieces(text: string, size = 7): AsyncGenerator<Uint8Array> {
  const all = new TextEncoder().encode(text);
  for (let at = 0; at < all.length; at += size) yield all.subarray(at, at + size);
}
const all = async (text: string, size?: number) => {
  const steps: FcdStep[] = [];
  for await (const step of readFcd(pieces(text, size))) steps.push(step);
  return steps;
};
const FCD = `<?xml version="1.0"?><fcd-export>
<timestep time="0.00"><vehicle id="甲" x="114.413" y="30.475" angle="90.00" type="bus" speed="8.00" pos="12.1" lane="e_0" slope="0.00"/></timestep>
<timestep time="1.00"><vehicle id="甲" x="114.4131" y="30.475" angle="90.00" type="bus" speed="8.00" pos="20.1" lane="e_0"/><vehicle x="1" y="2"/><vehicle id="b" y="2"/><person id="p" x="114.413" y="30.475" angle="0" speed="1.2"/></timestep>
<timestep time="2.00"/></fcd-export>`;
const city = { timeZone: "Asia/Shanghai", groundHeightM: 20, geoidHeightM: undefined };

describe("FCD", () => {
  test.each([1, 7, 10_000])("is read step by step however it is cut (%d bytes)", async (size) => {
    const steps = await all(FCD, size);
    expect(
      steps.map(({ timeS, vehicles, broken }) => [timeS, vehicles.map(({ id }) => id), broken.length]),
    ).toEqual([
      [0, ["甲"], 0],
      [1, ["甲", "p"], 2],
      [2, [], 0],
    ]);
    expect(steps[0]?.vehicles[0]).toMatchObject({
      x: 114.413,
      y: 30.475,
      angleDeg: 90,
      speedMps: 8,
      kind: "bus",
      lane: "e_0",
      posM: 12.1,
    });
  });

  test("becomes tracks at the vehicle's middle; what is gone ends", async () => {
    const to = listen({ heights: "ellipsoid" });
    const seen = new Set<string>();
    for (const step of await all(FCD)) {
      to.clock.ms = NOW_MS + step.timeS * 1000;
      takeStep(step, to.clock.ms, undefined, { intake: to.intake, city }, seen);
    }
    const [row] = to.rows;
    expect(row?.id).toBe("s/甲");
    expect(row?.speedMps).toBe(8);
    // 2.5 m behind its front, which is west of it.
    expect((114.413 - (row?.lonDeg ?? 0)) * 111_320 * Math.cos((30.475 * Math.PI) / 180)).toBeCloseTo(2.5, 3);
    expect(to.described.get("s/甲")?.class).toBe("bus");
    expect(to.described.get("s/p")?.class).toBe("pedestrian");
    expect(to.ended.sort()).toEqual(["s/p", "s/甲"].sort());
    expect(to.reasons()).toMatchObject({ "no-id": 1, "no-position": 1 });
  });

  test("that breaks off gives the steps before the break, then the error", async () => {
    const steps: FcdStep[] = [];
    const read = async () => {
      for await (const step of readFcd(pieces(`${FCD.slice(0, 400)}<<<`))) steps.push(step);
    };
    await expect(read()).rejects.toThrow();
    expect(steps).toHaveLength(1);
  });

  test.each([
    ["12.5", 12.5],
    ["0:01:02.50", 62.5],
    ["1:00:00:01", 86_401],
    ["x", undefined],
    ["", undefined],
  ])("time %s is %s seconds", (text, seconds) => expect(fcdTimeS(text)).toBe(seconds));
});

test("a network file gives the shift, the projection and the original lanes", async () => {
  const net = `<net><location netOffset="100,200" projParameter="+proj=tmerc +lat_0=0 +lon_0=114 +k=1 +x_0=500000 +y_0=0 +ellps=GRS80"/>
    <edge id="e"><lane id="e_0" index="0"><param key="origId" value="12_-1 13_-1"/></lane><lane id="e_1" index="1"/></edge></net>`;
  const places = await readNetPlaces(pieces(net), "a.net.xml");
  expect([...places.origins]).toEqual([["e_0", ["12_-1", "13_-1"]]]);
  expect(places.toLonLat(500_100, 200).lonDeg).toBeCloseTo(114, 9);
  await expect(readNetPlaces(pieces("<net/>"), "a.net.xml")).rejects.toMatchObject({
    code: "fault.feed.net",
  });
});

test("simulated time runs at its pace and begins anew after a stall", () => {
  let now = 1000;
  const time = createSumoTime(2, () => now);
  expect(time.at(10)).toBe(1000);
  expect(time.waitMs(11)).toBe(500);
  now = 1500;
  expect(time.at(11)).toBe(1500);
  now = 60_000;
  expect(time.at(12)).toBe(60_000);
  now = 60_500;
  expect(time.at(13)).toBe(60_500);
});

describe("TraCI bytes", () => {
  test("short and long commands carry their own length", () => {
    expect(command(0x02, bytes.double(0)).length).toBe(10);
    expect(command(0x02, bytes.double(0))[0]).toBe(10);
    const long = command(0xd4, Buffer.alloc(300));
    expect([long[0], long.readUInt32BE(1), long[5], long.length]).toEqual([0, 306, 0xd4, 306]);
    expect(new TraciReader(long).head()).toEqual({ id: 0xd4, length: 300 });
    expect(message([long]).readUInt32BE(0)).toBe(310);
  });

  test("answers of any bytes throw RangeError or give values, and never run away", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (noise) => {
        try {
          readSubscribed(new TraciReader(Buffer.from(noise)));
        } catch (error) {
          expect(error).toBeInstanceOf(RangeError);
        }
      }),
      { numRuns: 3000 },
    );
  });
});
