import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createDjiReader } from "../../../src/server/feeds/dji/index.ts";
import { DEG, json, type Listening, listen, NOW_MS } from "./listening.ts";

const DRONE = "1581F5BKD239600C0000";
const DOCK = "7CTDLCE00AC2J4";
const aircraft = {
  latitude: 30.475,
  longitude: 114.413,
  height: 138.5,
  elevation: 100,
  attitude_head: -90,
  attitude_pitch: 5,
  attitude_roll: -2,
  horizontal_speed: 12,
  vertical_speed: -1.5,
  wind_speed: 4,
  mode_code: 5,
  battery: { capacity_percent: 76, remain_flight_time: 1200 },
  position_state: { is_fixed: 3, quality: 10 },
  "39-0-7": { gimbal_pitch: -60, gimbal_roll: 0, gimbal_yaw: 45 },
};
const setUp = () => {
  const to = listen({ heights: "ellipsoid" });
  const read = createDjiReader(to.intake);
  const send = (topic: string, payload: unknown, retained = false) =>
    read({ topic, payload: payload instanceof Uint8Array ? payload : json(payload), retained });
  const osd = (sn: string, data: object, timestamp = to.clock.ms - 20, gateway = DOCK) =>
    send(`thing/product/${sn}/osd`, { tid: "t", bid: "b", timestamp, gateway, data });
  return { ...to, to: to as Listening, send, osd };
};

describe("aircraft", () => {
  test("every property becomes its unit", () => {
    const { osd, rows, described, seen } = setUp();
    osd(DRONE, aircraft);
    expect(rows).toMatchObject([
      {
        id: `s/${DRONE}`,
        lonDeg: 114.413,
        latDeg: 30.475,
        heightM: 138.5,
        speedMps: 12,
        timeMs: NOW_MS - 20,
      },
    ]);
    expect(rows[0]?.headingRad).toBeCloseTo(-Math.PI / 2, 12);
    expect(described.get(`s/${DRONE}`)).toMatchObject({ class: "drone", sigmaM: 0.03 });
    const [drone] = seen.drones;
    expect(drone).toMatchObject({
      state: "flying",
      verticalMps: -1.5,
      batteryShare: 0.76,
      remainingFlightS: 1200,
      aboveTakeOffM: 100,
      windMps: 4,
      fix: "fixed",
      dockId: `s/${DOCK}`,
    });
    expect(drone?.pitchRad).toBeCloseTo(5 * DEG, 12);
    expect(drone?.rollRad).toBeCloseTo(-2 * DEG, 12);
    expect(drone?.gimbal?.pitchRad).toBeCloseTo(-60 * DEG, 12);
    expect(drone?.gimbal?.yawRad).toBeCloseTo(45 * DEG, 12);
  });

  test.each([
    [0, "parked"],
    [1, "preparing"],
    [4, "taking-off"],
    [5, "flying"],
    [9, "returning"],
    [10, "landing"],
    [11, "emergency"],
    [14, "offline"],
    [77, "unknown"],
  ])("mode %d is %s", (mode_code, state) => {
    const { osd, seen } = setUp();
    osd(DRONE, { ...aircraft, mode_code });
    expect(seen.drones).toMatchObject([{ state }]);
  });

  test("what it leaves out stays as it was; only a new place makes a row", () => {
    const { osd, clock, rows, seen, reasons } = setUp();
    osd(DRONE, aircraft);
    clock.ms += 2000;
    osd(DRONE, { battery: { capacity_percent: 70 } });
    expect(rows).toHaveLength(1);
    expect(seen.drones.at(-1)).toMatchObject({ batteryShare: 0.7, remainingFlightS: 1200, state: "flying" });
    expect(reasons()["partial-message"]).toBe(1);
  });

  test("its course is where it moves, not where it looks", () => {
    const { osd, clock, rows } = setUp();
    osd(DRONE, aircraft);
    clock.ms += 2000;
    osd(DRONE, { ...aircraft, latitude: 30.4752 });
    expect(rows[1]?.headingRad).toBeCloseTo(0, 6);
  });

  test("32767 is not a charge, and (0, 0) is no place", () => {
    const { osd, rows, seen, reasons } = setUp();
    osd(DRONE, { ...aircraft, latitude: 0, longitude: 0, battery: { capacity_percent: 32767 } });
    expect(rows).toEqual([]);
    expect(seen.drones[0]).not.toHaveProperty("batteryShare");
    expect(reasons()).toMatchObject({ "value-unknown": 1, "null-island": 1 });
  });

  test("a charge of 250 percent is refused by name", () => {
    const { osd, seen, reasons } = setUp();
    osd(DRONE, { ...aircraft, battery: { capacity_percent: 250 } });
    expect(seen.drones[0]).not.toHaveProperty("batteryShare");
    expect(reasons()).toMatchObject({ "share-absurd": 1 });
  });

  test("DRC pushes come with velocity north and east", () => {
    const { osd, send, clock, rows } = setUp();
    osd(DRONE, aircraft);
    clock.ms += 100;
    send(`thing/product/${DOCK}/drc/up`, {
      method: "osd_info_push",
      timestamp: clock.ms - 10,
      data: {
        latitude: 30.47501,
        longitude: 114.413,
        height: 139,
        attitude_head: 10,
        speed_x: 3,
        speed_y: 4,
        speed_z: 0,
      },
    });
    expect(rows[1]).toMatchObject({ id: `s/${DRONE}`, speedMps: 5, heightM: 139 });
    expect(rows[1]?.headingRad).toBeCloseTo(Math.atan2(4, 3), 12);
  });
});

describe("dock", () => {
  test("partial messages are merged by key", () => {
    const { osd, seen, reasons } = setUp();
    osd(DOCK, {
      latitude: 30.476,
      longitude: 114.41,
      height: 22,
      heading: 90,
      cover_state: 1,
      mode_code: 4,
      humidity: 61,
    });
    osd(DOCK, {
      drone_charge_state: { state: 1, capacity_percent: 95 },
      drone_in_dock: 1,
      rainfall: 2,
      job_number: 41,
    });
    osd(DOCK, {
      sub_device: { device_sn: DRONE },
      environment_temperature: 31.5,
      temperature: 24,
      wind_speed: 3.2,
    });
    osd(DOCK, { putter_state: 0, electric_supply_voltage: 225, emergency_stop_state: 0, alarm_state: 1 });
    const dock = seen.docks.at(-1);
    expect(dock).toMatchObject({
      id: `s/${DOCK}`,
      state: "working",
      lonDeg: 114.41,
      latDeg: 30.476,
      heightM: 22,
      cover: "open",
      putter: "closed",
      droneInside: true,
      droneId: `s/${DRONE}`,
      charging: true,
      batteryShare: 0.95,
      rain: "moderate",
      windMps: 3.2,
      outsideC: 31.5,
      insideC: 24,
      humidityShare: 0.61,
      emergencyStop: false,
      alarm: true,
      supplyV: 225,
      sorties: 41,
    });
    expect(dock?.headingRad).toBeCloseTo(Math.PI / 2, 12);
    expect(reasons()["partial-message"]).toBe(3);
    expect(seen.drones).toEqual([]);
  });

  test("HMS alarms become its health, warnings an event", () => {
    const { osd, send, seen, clock } = setUp();
    osd(DRONE, aircraft);
    send(`thing/product/${DOCK}/events`, {
      timestamp: clock.ms - 5,
      method: "hms",
      data: {
        list: [
          {
            level: 2,
            module: 3,
            in_the_sky: 0,
            code: "0x16100083",
            device_type: "0-67-0",
            imminent: 1,
            args: {},
          },
          { level: 1, module: 3, code: "0x17000001", device_type: "3-1-0", imminent: 0 },
        ],
      },
    });
    expect(seen.equipment).toMatchObject([
      {
        id: `s/${DOCK}`,
        kind: "dock",
        state: "degraded",
        alarms: [{ code: "0x17000001", level: "caution" }],
      },
      { id: `s/${DRONE}`, kind: "drone", state: "fault", alarms: [{ code: "0x16100083", level: "warning" }] },
    ]);
    expect(seen.events).toMatchObject([{ kind: "equipment", code: "0x16100083", codeSpace: "DJI HMS" }]);
  });

  test("an aircraft that its dock no longer lists is offline", () => {
    const { osd, send, seen } = setUp();
    osd(DRONE, aircraft);
    send(`sys/product/${DOCK}/status`, { timestamp: NOW_MS, data: { domain: 3, sub_devices: [] } });
    expect(seen.drones.at(-1)).toMatchObject({ id: `s/${DRONE}`, state: "offline" });
  });

  test("a flight task tells its state", () => {
    const { send, seen } = setUp();
    send(`thing/product/${DOCK}/events`, {
      timestamp: NOW_MS - 5,
      method: "flighttask_progress",
      data: { output: { status: "in_progress", ext: { flight_id: "f1" } } },
    });
    expect(seen.events).toMatchObject([{ id: `s/${DOCK}:flight:f1`, kind: "flight", text: "in_progress" }]);
  });
});

test("whatever comes, nothing throws out, and prototypes stay clean", () => {
  const topics = ["osd", "state", "events", "drc/up"].map((end) => `thing/product/${DRONE}/${end}`);
  fc.assert(
    fc.property(
      fc.constantFrom(...topics, `sys/product/${DOCK}/status`, "x"),
      fc.constantFrom(...Object.keys(aircraft), "method", "__proto__"),
      fc.jsonValue(),
      (topic, key, value) => {
        const { send, rows } = setUp();
        send(topic, { timestamp: NOW_MS, gateway: DOCK, method: value, data: { ...aircraft, [key]: value } });
        send(topic, value);
        expect(({} as Record<string, unknown>).mode_code).toBeUndefined();
        for (const row of rows) expect(Number.isFinite(row.lonDeg + row.latDeg + row.heightM)).toBe(true);
      },
    ),
    { numRuns: 500 },
  );
});
