import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { enuFrame, geodeticToEcef, type Vec3 } from "../../../../src/model/geo/frames.ts";
import { createFleet } from "../../../../src/server/feeds/simulation/drones.ts";
import { createEquipment } from "../../../../src/server/feeds/simulation/equipment.ts";
import { localClock } from "../../../../src/server/feeds/simulation/local-time.ts";
import { createCarParks, parkingUseOf, windowOf } from "../../../../src/server/feeds/simulation/parking.ts";
import { readPlaces } from "../../../../src/server/feeds/simulation/read-places.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "lanetwin-places-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const point = (id: string, properties: object, coordinates = [114.47, 30.49, 40]) => ({
  type: "Feature",
  id,
  properties: { id, ...properties },
  geometry: { type: "Point", coordinates },
});
const write = (name: string, features: unknown[]) =>
  writeFileSync(join(folder, name), JSON.stringify({ type: "FeatureCollection", features }));
const NOON = Date.UTC(2026, 10, 25, 4, 0);
const NIGHT = Date.UTC(2026, 10, 25, 15, 0);

describe("what the simulation reads of a city", () => {
  test("points and middles of polygons, and nothing of a file that is not there or broken", async () => {
    write("docks.json", [point("d1", { status: "ready" }), { type: "Feature", geometry: null }]);
    writeFileSync(join(folder, "parking.json"), "{");
    const places = await readPlaces(folder, { docks: "docks.json", parking: "parking.json" });
    expect(places.docks).toMatchObject([{ id: "d1", lonDeg: 114.47, latDeg: 30.49, heightM: 40 }]);
    expect(places.parking).toEqual([]);
    expect(places.equipment).toEqual([]);
  });

  test("windows of a day as files write them; a whole day is none", () => {
    expect(windowOf("20:00–08:00")).toEqual({ fromMin: 1200, toMin: 480 });
    expect(windowOf("18:30-24:00")).toEqual({ fromMin: 1110, toMin: 0 });
    expect(windowOf("00:00–24:00")).toBeUndefined();
    expect(windowOf("always")).toBeUndefined();
    expect(parkingUseOf("offices")).toBe("office");
    expect(parkingUseOf("住宅")).toBe("residential");
  });

  test("the local day of the city, and UTC where nobody knows the zone", () => {
    expect(localClock("Asia/Shanghai")(NIGHT)).toMatchObject({ minute: 23 * 60, weekend: false });
    expect(localClock("Nowhere/Town")(NIGHT)).toMatchObject({ minute: 15 * 60 });
    expect(localClock("Asia/Shanghai")(Date.UTC(2026, 10, 27, 20)).weekend).toBe(true);
  });
});

describe("the mall's car park", () => {
  const mall = [
    {
      id: "mall",
      lonDeg: 114.47,
      latDeg: 30.49,
      heightM: 26,
      properties: { kind: "shared-night", bays: 2500, window: "20:00–08:00", priceYuan: 80, per: "month" },
    },
  ];
  const at = (timeMs: number) => createCarParks(mall, localClock("Asia/Shanghai"), "s", 1)(timeMs)[0];

  test("opens its night bays within the window only, at 80 yuan a month", () => {
    expect(at(NOON)?.night).toMatchObject({ bays: 2500, monthlyYuan: 80 });
    expect(at(NOON)?.night?.freeBays).toBeUndefined();
    expect(at(NIGHT)?.night?.freeBays).toBeGreaterThan(0);
  });

  test("free, taken and the bits of the bays agree", () => {
    for (const timeMs of [NOON, NIGHT]) {
      const site = at(timeMs);
      const bytes = Buffer.from(site?.bays?.takenBase64 ?? "", "base64");
      let taken = 0;
      for (const byte of bytes) for (let bit = 0; bit < 8; bit++) taken += (byte >> bit) & 1;
      expect(taken).toBe(site?.occupiedBays);
      expect((site?.freeBays ?? 0) + taken).toBe(2500);
      expect(bytes.length).toBe(313);
    }
  });
});

describe("the fleet", () => {
  const frame = enuFrame(114.47, 30.49, 25);
  const street = {
    name: "高新大道",
    lengthM: 4000,
    places: Array.from({ length: 101 }, (_, i): Vec3 => [i * 40 - 2000, 60, 0]),
  };
  const dock = (id: string, lonDeg: number, status = "ready") => ({
    id,
    lonDeg,
    latDeg: 30.491,
    heightM: 48,
    properties: { status, rangeKm: 6 },
  });
  const fleet = createFleet(
    [dock("a", 114.47), dock("b", 114.48), dock("c", 114.46, "maintenance")],
    [street],
    frame,
    25,
    "s",
    3,
  );

  test("flies along the street, leaves the dock, comes home and charges", () => {
    const states = new Set<string>();
    const covers = new Set<string>();
    let highest = 0;
    let farthest = 0;
    for (let minute = 0; minute < 180; minute += 0.1) {
      const timeMs = NOON + minute * 60_000;
      const { drones, docks } = fleet.observations(timeMs);
      states.add(drones[0]?.state ?? "");
      covers.add(docks[0]?.cover ?? "");
      expect(docks.find(({ id }) => id === "a")?.droneInside).toBe(
        ["parked", "preparing"].includes(drones[0]?.state ?? ""),
      );
      const row = fleet.rows(timeMs)[0];
      if (!row) throw new Error("no row");
      const [e, n, u] = frame.toEnu(...geodeticToEcef(row.lonDeg, row.latDeg, row.heightM));
      highest = Math.max(highest, u);
      if (u > 99) farthest = Math.max(farthest, Math.abs(n - 60));
      expect(Math.abs(e)).toBeLessThan(3000);
    }
    expect([...states].sort()).toEqual([
      "flying",
      "landing",
      "parked",
      "preparing",
      "returning",
      "taking-off",
    ]);
    expect([...covers].sort()).toEqual(["closed", "half-open", "open"]);
    expect(highest).toBeGreaterThan(95);
    expect(highest).toBeLessThan(106);
    expect(farthest).toBeLessThan(80);
  });

  test("a dock in maintenance keeps its drone, and its state is not idle", () => {
    const { drones, docks } = fleet.observations(NOON);
    expect(docks.map(({ id }) => id)).toEqual(["a", "b", "c"]);
    expect(docks[2]).toMatchObject({ state: "debugging", cover: "closed", droneInside: true });
    expect(drones.map(({ id }) => id)).toEqual(["a-drone", "b-drone"]);
  });

  test("the same time gives the same place, whatever came before", () => {
    const again = createFleet([dock("a", 114.47), dock("b", 114.48)], [street], frame, 25, "s", 3);
    expect(again.rows(NOON + 1234)).toEqual(fleet.rows(NOON + 1234));
  });
});

describe("roadside equipment", () => {
  const places = Array.from({ length: 400 }, (_, i) => ({
    id: `e${i}`,
    lonDeg: 114,
    latDeg: 30,
    heightM: 30,
    properties: { kind: i % 2 ? "edge-box" : "rsu", status: i === 7 ? "offline" : "online" },
  }));
  test("beats, is sometimes faulty with an alarm, and stays offline where its file says so", () => {
    const list = createEquipment(places, "s", 1)(NOON + 12_345);
    expect(list[7]).toMatchObject({ state: "offline", kind: "edge" });
    expect(list[7]?.heartbeatMs).toBeUndefined();
    expect(list[0]).toMatchObject({ kind: "rsu", heartbeatMs: NOON });
    const faulty = list.filter(({ state }) => state === "fault");
    expect(faulty.length).toBeGreaterThan(0);
    expect(faulty.length).toBeLessThan(20);
    for (const { alarms } of faulty) expect(alarms).toMatchObject([{ level: "warning" }]);
  });
});
