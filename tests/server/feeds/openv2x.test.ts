import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createOpenV2xReader, openV2x } from "../../../src/server/feeds/openv2x/index.ts";
import { DEG, json, type Listening, listen, NOW_MS } from "./listening.ts";

const settings = openV2x.config.parse({ kind: "openv2x", id: "s", datum: "WGS84", heights: "ellipsoid" });
const participant = {
  ptcType: 1,
  ptcId: 12,
  global_track_id: "g12",
  source: 3,
  secMark: 23500,
  pos: { lat: 304750000, lon: 1144130000, ele: 325 },
  speed: 500,
  heading: 7200,
  size: { width: 180, length: 480, height: 30 },
  posConfidence: 8,
  plateNo: "鄂A12345",
  lane: 1,
};
const rsm = (...participants: object[]) => ({
  name: "n",
  id: "R1",
  content: { rsms: [{ refPos: { lat: 304750000, lon: 1144130000, ele: null }, participants }] },
});
const dawnline = (...content: object[]) => [{ dev_pos: { lat: 30.4, lon: 114.4 }, content }];
const target = {
  ptcType: "motor",
  ptcId: "7",
  global_track_id: 991,
  timeStamp: NOW_MS - 40,
  secMark: 23460,
  pos_lat: 30.475,
  pos_lon: 114.413,
  heading: 90,
  source: "video",
  width: 1.8,
  length: 4.8,
  height: 1.5,
  speed: 10,
  lane: 1,
};

const send = (to: Listening, topic: string, payload: unknown, retained = false, own = settings) =>
  createOpenV2xReader(
    own,
    to.intake,
    "Asia/Shanghai",
  )({
    topic,
    payload: payload instanceof Uint8Array ? payload : json(payload),
    retained,
  });
const RSM = "V2X/RSU/R1/RSM/UP";

describe("RSM", () => {
  test("every scaled field of the standard shape becomes its unit", () => {
    const to = listen({ heights: "ellipsoid" });
    send(to, RSM, rsm(participant));
    expect(to.rows).toHaveLength(1);
    const [row] = to.rows;
    expect(row).toMatchObject({ id: "s/g12", timeMs: NOW_MS });
    expect(row?.lonDeg).toBeCloseTo(114.413, 9);
    expect(row?.latDeg).toBeCloseTo(30.475, 9);
    expect(row?.heightM).toBeCloseTo(32.5, 9);
    expect(row?.speedMps).toBeCloseTo(10, 9);
    expect(row?.headingRad).toBeCloseTo(Math.PI / 2, 9);
    const track = to.described.get("s/g12");
    expect(track).toMatchObject({ class: "car", plate: "鄂A12345", source: "s" });
    expect(track?.lengthM).toBeCloseTo(4.8, 9);
    expect(track?.widthM).toBeCloseTo(1.8, 9);
    expect(track?.heightM).toBeCloseTo(1.5, 9);
    expect(track?.sigmaM).toBeCloseTo(2 / 2.45, 9);
  });

  test("the DAWNLINE shape is in degrees, metres and m/s, with a time of its own", () => {
    const to = listen();
    send(to, `${RSM}/DAWNLINE`, dawnline(target));
    expect(to.rows).toMatchObject([
      { id: "s/991", lonDeg: 114.413, latDeg: 30.475, speedMps: 10, timeMs: NOW_MS - 40 },
    ]);
    expect(to.rows[0]?.headingRad).toBeCloseTo(Math.PI / 2, 12);
    expect(to.described.get("s/991")).toMatchObject({ lengthM: 4.8, widthM: 1.8, heightM: 1.5 });
  });

  test.each([
    [{ vehicleClass: { classification: 51 } }, "bus"],
    [{ vehicleClass: { classification: 26 } }, "truck"],
    [{ vehicleClass: { classification: 61 } }, "emergency"],
    [{ ptcType: 2 }, "bicycle"],
    [{ ptcType: 3 }, "pedestrian"],
    [{ ptcType: 0 }, "unknown"],
  ])("%o is a %s", (change, kind) => {
    const to = listen();
    send(to, RSM, rsm({ ...participant, ...change }));
    expect([...to.described.values()][0]?.class).toBe(kind);
  });

  test.each([
    [{ pos: { lat: 900000001, lon: 1800000001 } }, "position-unavailable"],
    [{ pos: { lat: 0, lon: 0 } }, "null-island"],
    [{ pos: { lat: 304750000 } }, "no-position"],
    [{ pos: { lat: 899999999, lon: 1144130000 } }, "position-absurd"],
    [{ speed: 8000 }, "speed-absurd"],
    [{ ptcId: null, global_track_id: null }, "no-id"],
    [{ pos: null }, "no-position"],
  ])("%o is refused by name, kept, and its neighbour goes on", (change, reason) => {
    const to = listen();
    send(to, RSM, rsm({ ...participant, ...change }, { ...participant, global_track_id: "other" }));
    expect(to.rows.map(({ id }) => id)).toEqual(["s/other"]);
    expect(to.reasons()[reason]).toBe(1);
    expect(to.intake.quarantine.entries()).toContainEqual(
      expect.objectContaining({ reason, outcome: "refused", atMs: NOW_MS }),
    );
    expect(to.intake.status().refused).toBe(1);
  });

  test.each([
    [{ pos: { lat: 304750000, lon: 1144130000, ele: null } }, "no-height", { heightM: 20 }],
    [{ pos: { lat: 304750000, lon: 1144130000, ele: -4096 } }, "no-height", { heightM: 20 }],
    [{ speed: 8191 }, "speed-unavailable", { speedMps: 0 }],
    [{ heading: 28800 }, "heading-unavailable", { headingRad: 0 }],
    [{ secMark: 60000 }, "second-mark-invalid", { timeMs: NOW_MS }],
    [{ secMark: 65535 }, "second-mark-invalid", { timeMs: NOW_MS }],
    [{ speed: "500" }, "string-number", { speedMps: 10 }],
  ])("%o is repaired, counted and used", (change, reason, expected) => {
    const to = listen({ heights: "ellipsoid" });
    send(to, RSM, rsm({ ...participant, ...change }));
    expect(to.rows).toMatchObject([expected]);
    expect(to.reasons()[reason]).toBe(1);
    expect(to.intake.quarantine.entries()).toContainEqual(
      expect.objectContaining({ reason, outcome: "repaired" }),
    );
  });

  test("a signed speed loses its sign, and is counted", () => {
    const to = listen();
    send(to, `${RSM}/DAWNLINE`, dawnline({ ...target, speed: -16.8 }));
    expect(to.rows[0]?.speedMps).toBeCloseTo(16.8, 9);
    expect(to.reasons()).toMatchObject({ "signed-speed": 1 });
  });

  test("a byte order mark is passed over and counted", () => {
    const to = listen();
    send(to, RSM, new Uint8Array([0xef, 0xbb, 0xbf, ...json(rsm(participant))]));
    expect(to.rows).toHaveLength(1);
    expect(to.reasons()).toMatchObject({ "byte-order-mark": 1 });
  });

  test("a second mark of the minute before belongs to the minute before", () => {
    const to = listen();
    to.clock.ms = Date.UTC(2026, 2, 4, 2, 6, 0, 100);
    send(to, RSM, rsm({ ...participant, secMark: 59950 }));
    expect(to.rows[0]?.timeMs).toBe(Date.UTC(2026, 2, 4, 2, 5, 59, 950));
  });

  test("offsets from the reference position are added to it", () => {
    const to = listen();
    const pos = { offsetLL: { "position-LL3": { lon: 1000, lat: -2000 } } };
    send(to, RSM, rsm({ ...participant, pos }));
    expect(to.rows[0]?.lonDeg).toBeCloseTo(114.4131, 9);
    expect(to.rows[0]?.latDeg).toBeCloseTo(30.4748, 9);
  });

  test("a message twice gives one row, and one that comes late gives none", () => {
    const to = listen();
    send(to, `${RSM}/DAWNLINE`, dawnline(target));
    send(to, `${RSM}/DAWNLINE`, dawnline(target));
    send(to, `${RSM}/DAWNLINE`, dawnline({ ...target, timeStamp: NOW_MS - 900 }));
    expect(to.rows).toHaveLength(1);
    expect(to.reasons()).toMatchObject({ duplicate: 1, late: 1 });
  });

  test("a temporary id that leaps to another place is another vehicle", () => {
    const to = listen();
    const local = { ...target, global_track_id: undefined };
    send(to, `${RSM}/DAWNLINE`, dawnline(local));
    to.clock.ms += 200;
    send(to, `${RSM}/DAWNLINE`, dawnline({ ...local, timeStamp: NOW_MS + 160, pos_lon: 114.42 }));
    expect(to.rows.map(({ id }) => id)).toEqual(["s/R1:7", "s/R1:7~2"]);
    expect(to.ended).toEqual(["s/R1:7"]);
    expect(to.reasons()).toMatchObject({ "id-reused": 1 });
  });

  test.each([-300_000, 300_000])("a device clock %d ms off is put right, and the source says so", (offMs) => {
    const to = listen();
    for (let step = 0; step < 20; step++) {
      to.clock.ms = NOW_MS + step * 200;
      const timeStamp = to.clock.ms - 30 + offMs;
      send(to, `${RSM}/DAWNLINE`, dawnline({ ...target, timeStamp, pos_lat: 30.475 + step * 1e-5 }));
    }
    expect(to.rows).toHaveLength(20);
    for (const [step, row] of to.rows.entries())
      expect(Math.abs(row.timeMs - (NOW_MS + step * 200))).toBeLessThanOrEqual(60);
    to.intake.tick();
    const code = offMs < 0 ? "note.feed.clock-behind" : "note.feed.clock-ahead";
    expect(to.patches.at(-1)?.note).toEqual({ code, params: { seconds: 300 } });
  });

  test("km/h where m/s is meant is found out by the motion itself", () => {
    const to = listen();
    for (let step = 0; step < 60; step++) {
      to.clock.ms = NOW_MS + step * 200;
      const pos_lat = 30.475 + (step * 2) / 111_320;
      send(to, `${RSM}/DAWNLINE`, dawnline({ ...target, timeStamp: to.clock.ms, pos_lat, speed: 36 }));
    }
    expect(to.rows[0]?.speedMps).toBe(36);
    expect(to.rows.at(-1)?.speedMps).toBeCloseTo(10, 6);
    expect(to.reasons()["speed-unit"]).toBeGreaterThan(10);
  });

  test("GCJ-02 is undone where the source says that it is, and only there", () => {
    const gcj = listen({ datum: "GCJ-02" });
    send(gcj, `${RSM}/DAWNLINE`, dawnline(target));
    const off = Math.hypot(
      ((gcj.rows[0]?.lonDeg ?? 0) - 114.413) * 95_900,
      ((gcj.rows[0]?.latDeg ?? 0) - 30.475) * 111_320,
    );
    expect(off).toBeGreaterThan(300);
    expect(off).toBeLessThan(800);
  });

  test("a motion that a broker kept is not news", () => {
    const to = listen();
    send(to, RSM, rsm(participant), true);
    expect(to.rows).toEqual([]);
    expect(to.reasons()).toMatchObject({ retained: 1 });
  });
});

test("radar TRACK: text times, signed speeds, its own classes", () => {
  const to = listen();
  const message = {
    timeStamp: String(NOW_MS - 60),
    number: 1,
    targets: [
      {
        targetId: 5,
        targetType: "3",
        latitude: 30.475,
        longitude: 114.413,
        height: 0,
        headingAngle: 180,
        speed: -16.8,
        acceleration: 0,
        laneNo: 2,
        targetLength: 11,
        targetWidth: 2.5,
        targetHeight: 3,
        confidenceLevel: 0.9,
        rcs: 1,
      },
    ],
  };
  send(to, "V2X/RADAR/A1/TRACK/UP", message, false, { ...settings, radarClasses: { "3": "bus" } });
  expect(to.rows).toMatchObject([{ id: "s/A1:5", timeMs: NOW_MS - 60 }]);
  expect(to.rows[0]?.headingRad).toBeCloseTo(Math.PI, 12);
  expect(to.rows[0]?.speedMps).toBeCloseTo(16.8, 9);
  expect(to.described.get("s/A1:5")).toMatchObject({ class: "bus", lengthM: 11, widthM: 2.5, heightM: 3 });
  expect(to.reasons()).toMatchObject({ "signed-speed": 1, "string-number": 1 });
});

test("BSM of a vehicle", () => {
  const to = listen({ heights: "ellipsoid" });
  send(to, "V2X/RSU/R1/BSM/UP", {
    msgCnt: 3,
    id: "OBU00001",
    secMark: 23400,
    pos: { lat: 304750000, long: 1144130000, elevation: 250 },
    speed: 1000,
    heading: 14400,
    size: { width: 190, length: 1150, height: 60 },
    vehicleClass: { classification: 50 },
  });
  expect(to.rows).toMatchObject([{ id: "s/obu:OBU00001", timeMs: NOW_MS - 100, speedMps: 20, heightM: 25 }]);
  expect(to.described.get("s/obu:OBU00001")).toMatchObject({
    class: "bus",
    lengthM: 11.5,
    widthM: 1.9,
    heightM: 3,
  });
});

describe("RSI", () => {
  test("DAWNLINE events keep their code; positions are integers", () => {
    const to = listen();
    send(to, "V2X/RSU/R1/RSI/UP/DAWNLINE", {
      dev_id: "CmRa1635",
      dev_type: "integrated",
      dev_pos: { latitude: 304750000, longitude: 1144130000 },
      event_content: [
        {
          event_type: 707,
          event_id: "1",
          event_source: "detection",
          timeStamp: NOW_MS - 500,
          secMark: 23000,
          latitude: 304753853,
          longitude: 1144138217,
        },
        { event_type: 707, event_id: "2", timeStamp: NOW_MS, latitude: 0, longitude: 0 },
      ],
    });
    expect(to.seen.events).toMatchObject([
      {
        id: "s/CmRa1635:1",
        kind: "congestion",
        code: "707",
        codeSpace: "GB/T 29100-2012",
        timeMs: NOW_MS - 500,
      },
    ]);
    expect(to.seen.events[0]?.latDeg).toBeCloseTo(30.4753853, 9);
    expect(to.reasons()).toMatchObject({ "null-island": 1 });
  });

  test("CSAE events: radius in tenths of a metre, minutes of the year, priority in the upper three bits", () => {
    const to = listen();
    const moy = (Date.UTC(2026, 2, 4, 2, 0) - Date.UTC(2026, 0, 1)) / 60_000;
    send(to, "V2X/RSU/R1/RSI/UP", {
      msgCnt: 1,
      id: "R1",
      refPos: { lat: 304750000, lon: 1144130000 },
      rtes: [
        {
          rteId: 4,
          eventType: 301,
          eventSource: 3,
          eventRadius: 500,
          description: { textGB2312: "大雾" },
          timeDetails: { startTime: moy, endTime: moy + 30 },
          priority: "e0",
          eventConfidence: 180,
        },
      ],
    });
    expect(to.seen.events).toMatchObject([
      {
        id: "s/R1:4",
        kind: "weather",
        severity: "warning",
        radiusM: 50,
        text: "大雾",
        beginMs: Date.UTC(2026, 2, 4, 2, 0),
        endMs: Date.UTC(2026, 2, 4, 2, 30),
        confidence: 0.9,
      },
    ]);
  });
});

describe("SPAT", () => {
  const spat = (phases: object[], more: object = {}) => ({
    name: "n",
    intersections: [{ intersectionId: { region: 10, id: 17 }, status: "0000010000000000", phases, ...more }],
  });
  const TOPIC = "V2X/RSU/R1/SPAT/UP";

  test("counting is what is left in tenths of a second", () => {
    const to = listen();
    const phaseStates = [
      { light: 6, timing: { counting: { startTime: 0, likelyEndTime: 125 } } },
      { light: 7, timing: { counting: { startTime: 125, likelyEndTime: 155 } } },
    ];
    send(to, TOPIC, spat([{ id: 3, phaseStates }]), false, {
      ...settings,
      signals: { "10-17:3": ["a", "b"] },
    });
    expect(to.signals).toMatchObject([
      { signalId: "a", state: "green", nextMs: NOW_MS + 12_500, controllerId: "10-17" },
      { signalId: "b", state: "green", nextMs: NOW_MS + 12_500 },
    ]);
  });

  test("utcTiming is tenths of the hour, also across its end", () => {
    const to = listen();
    to.clock.ms = Date.UTC(2026, 2, 4, 2, 59, 58);
    const timing = { utcTiming: { startUTCTime: 35900, likelyEndUTCTime: 50 } };
    send(to, TOPIC, spat([{ id: 3, phaseStates: [{ light: 3, timing }] }]));
    expect(to.signals).toMatchObject([
      {
        signalId: "s/10-17:3",
        state: "red",
        sinceMs: Date.UTC(2026, 2, 4, 2, 59, 50),
        nextMs: Date.UTC(2026, 2, 4, 3, 0, 5),
      },
    ]);
  });

  test("a wall clock without a zone is the city's, counted", () => {
    const to = listen();
    const phaseStates = { light: "red", timing: "2026-03-04 10:05:35" };
    send(to, TOPIC, spat([{ phaseId: "2", phaseStates }], { intersectionId: "J1" }));
    expect(to.signals).toMatchObject([
      { signalId: "s/J1:2", state: "red", nextMs: Date.UTC(2026, 2, 4, 2, 5, 35) },
    ]);
    expect(to.reasons()).toMatchObject({ "wall-clock": 1 });
  });

  test.each([
    [1, "dark"],
    [2, "flashing-red"],
    [3, "red"],
    [4, "green"],
    [5, "green"],
    [6, "green"],
    [7, "yellow"],
    [8, "flashing-yellow"],
  ])("light %d is %s", (light, state) => {
    const to = listen();
    send(to, TOPIC, spat([{ id: 3, phaseStates: [{ light }] }]));
    expect(to.signals).toMatchObject([{ state }]);
  });

  test("an unknown light and an intersection that calls itself invalid are refused", () => {
    const to = listen();
    send(to, TOPIC, spat([{ id: 3, phaseStates: [{ light: 0 }] }]));
    send(to, TOPIC, spat([{ id: 3, phaseStates: [{ light: 3 }] }], { status: "0000000000000100" }));
    expect(to.signals).toEqual([]);
    expect(to.reasons()).toMatchObject({ "state-unknown": 1, "signal-invalid": 1 });
  });
});

test("MAP with every number as text", () => {
  const to = listen();
  send(to, "V2X/RSU/R1/MAP/UP", {
    msgCnt: "1",
    nodes: {
      Node: [
        {
          name: "17",
          id: { region: "10", id: "17" },
          refPos: { lat: "304750000", long: "1144130000", elevation: "0" },
          inLinks: {
            Link: [
              {
                name: "19-17",
                upstreamNodeId: { region: "10", id: "19" },
                speedLimits: { RegulatorySpeedLimit: [{ type: { vehicleMaxSpeed: null }, speed: "833" }] },
                linkWidth: "1000",
                lanes: {
                  Lane: [
                    {
                      laneID: "14",
                      laneWidth: "350",
                      connectsTo: {
                        Connection: [{ remoteIntersection: { region: "10", id: "20" }, phaseId: "3" }],
                      },
                      points: {
                        RoadPoint: [
                          {
                            posOffset: {
                              offsetLL: { "position-LatLon": { lon: "1144130000", lat: "304750000" } },
                            },
                          },
                        ],
                      },
                    },
                  ],
                },
              },
            ],
          },
        },
      ],
    },
  });
  expect(to.seen.intersections).toMatchObject([
    {
      id: "s/10-17",
      links: [
        {
          name: "19-17",
          upstreamNodeId: "10-19",
          widthM: 10,
          maxSpeedMps: 16.66,
          lanes: [{ id: "14", widthM: 3.5, connectsTo: [{ nodeId: "10-20", phaseId: "3" }] }],
        },
      ],
    },
  ]);
  expect(to.seen.intersections[0]?.links[0]?.lanes[0]?.points[0]?.[0]).toBeCloseTo(114.413, 9);
  expect(to.reasons()).toMatchObject({ "string-number": 1 });
});

test("heartbeats keep a unit alive and do not forget where it stands", () => {
  const to = listen();
  const read = createOpenV2xReader(settings, to.intake, "Asia/Shanghai");
  const unit = { rsuEsn: "R1", rsuName: "高新大道 1", location: { lon: 114.413, lat: 30.475 } };
  read({ topic: "V2X/RSU/INFO/UP", payload: json(unit), retained: true });
  to.clock.ms += 5000;
  read({ topic: "V2X/RSU/HB/UP", payload: json({ rsuEsn: "R1", seqNum: 1 }), retained: false });
  expect(to.seen.equipment.at(-1)).toMatchObject({
    id: "s/R1",
    kind: "rsu",
    state: "ok",
    name: "高新大道 1",
    lonDeg: 114.413,
    heartbeatMs: NOW_MS + 5000,
  });
});

describe("whatever comes", () => {
  const topics = [
    RSM,
    `${RSM}/DAWNLINE`,
    "V2X/RSU/R1/RSI/UP",
    "V2X/RSU/R1/RSI/UP/DAWNLINE",
    "V2X/RSU/R1/SPAT/UP",
    "V2X/RSU/R1/MAP/UP",
    "V2X/RSU/R1/BSM/UP",
    "V2X/RADAR/A/TRACK/UP",
    "V2X/RSU/HB/UP",
    "nothing",
  ];

  test("bytes and JSON of any kind never throw out of a reader", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...topics),
        fc.oneof(fc.uint8Array({ maxLength: 200 }), fc.jsonValue().map(json)),
        (topic, payload) => {
          const to = listen();
          send(to, topic, payload);
          for (const row of to.rows)
            expect(Number.isFinite(row.lonDeg + row.latDeg + row.speedMps)).toBe(true);
        },
      ),
      { numRuns: 500 },
    );
  });

  test("a participant with any one field of it replaced harms nobody beside it", () => {
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys(participant)), fc.jsonValue(), (key, value) => {
        const to = listen();
        const sound = { ...participant, global_track_id: "sound" };
        send(to, RSM, rsm({ ...participant, [key]: value }, sound));
        expect(to.rows.some(({ id }) => id === "s/sound")).toBe(true);
        for (const row of to.rows) {
          expect(Number.isFinite(row.lonDeg + row.latDeg + row.heightM + row.headingRad)).toBe(true);
          expect(row.speedMps).toBeGreaterThanOrEqual(0);
        }
      }),
      { numRuns: 500 },
    );
  });

  test("the quarantine holds the last thousand, without secrets", () => {
    const to = listen();
    for (let n = 0; n < 1500; n++) {
      to.clock.ms += 20;
      send(to, RSM, json({ n, password: "hunter2", url: "mqtt://me:secret@host/x" }));
    }
    const entries = to.intake.quarantine.entries();
    expect(entries).toHaveLength(1000);
    expect(entries[0]?.record).toContain('"n":500');
    expect(entries.at(-1)?.record).toContain('"n":1499');
    expect(JSON.stringify(entries)).not.toMatch(/hunter2|me:secret/);
    expect(to.reasons()["wrong-shape"]).toBe(1500);
  });
});

test("a flood of rejects is counted whole and kept in part", () => {
  const to = listen();
  for (let n = 0; n < 5000; n++) send(to, RSM, json({ n }));
  expect(to.reasons()["wrong-shape"]).toBe(5000);
  expect(to.intake.quarantine.entries()).toHaveLength(100);
});

test("a heading of 28799 steps is just short of a full turn", () => {
  const to = listen();
  send(to, RSM, rsm({ ...participant, heading: 28799 }));
  expect(to.rows[0]?.headingRad).toBeCloseTo(359.9875 * DEG, 9);
});
