import { describe, expect, test } from "vitest";
import { DOCKS } from "../../../../src/desk/layers/docks/markers.ts";
import { EQUIPMENT } from "../../../../src/desk/layers/equipment/markers.ts";
import { EVENTS } from "../../../../src/desk/layers/events/markers.ts";
import { PARKING } from "../../../../src/desk/layers/parking/markers.ts";
import { markerStatus, TONES } from "../../../../src/desk/scenes/markers/marker.ts";
import { observedFacts } from "../../../../src/desk/view/observed-facts.ts";
import { takenBays } from "../../../../src/desk/view/taken-bays.ts";
import { withObservations } from "../../../../src/live/sources/socket/with-observations.ts";
import type { EventObservation } from "../../../../src/model/twin/event.ts";
import type { Observations } from "../../../../src/model/twin/observations.ts";
import { createTwinState, nothingObserved, type TwinState } from "../../../../src/model/twin/twin-store.ts";

const twin = (batch: Observations): TwinState => ({
  ...createTwinState(0).getState(),
  connection: "live",
  observed: withObservations(nothingObserved(), batch, []),
});
const at = { source: "s", timeMs: 0, lonDeg: 114, latDeg: 30 };
const event = (more: Partial<EventObservation>): EventObservation => ({
  id: "e",
  ...at,
  kind: "illegal-parking",
  severity: "caution",
  beginMs: 0,
  ...more,
});
const step = (stage: "assigned" | "cleared") => ({
  handling: { stage, steps: [], sightings: [] },
});

describe("markers", () => {
  test("of docks: working, in maintenance, alarmed and stopped are told apart", () => {
    const docks = [
      { id: "a", ...at, state: "working" as const, cover: "open" as const, batteryShare: 0.62 },
      { id: "b", ...at, state: "debugging" as const },
      { id: "c", ...at, state: "idle" as const, alarm: true },
      { id: "d", ...at, state: "idle" as const, emergencyStop: true },
      { id: "nowhere", source: "s", timeMs: 0, state: "idle" as const },
    ];
    const markers = DOCKS.markers(twin({ docks }), "en", 0);
    expect(markers.map(({ id, tone }) => [id, tone])).toEqual([
      ["a", "busy"],
      ["b", "notice"],
      ["c", "warning"],
      ["d", "bad"],
    ]);
    expect(markers[0]?.label).toBe("Working · 62 %");
  });

  test("of car parks: free of all, and the night's bays and price within the window only", () => {
    const night = { bays: 2500, window: { fromMin: 1200, toMin: 480 }, monthlyYuan: 80 };
    const site = { id: "m", ...at, state: "open" as const, totalBays: 2500, freeBays: 751 };
    const [day] = PARKING.markers(twin({ sites: [{ ...site, night }] }), "zh", 0);
    expect(day).toMatchObject({ sign: "P", tone: "good", label: "余 751 / 2500" });
    const [late] = PARKING.markers(
      twin({ sites: [{ ...site, night: { ...night, freeBays: 1800 } }] }),
      "zh",
      0,
    );
    expect(late).toMatchObject({ sign: "夜", label: "余 751 / 2500\n夜间共享 1800 / 2500 · 80 元/月" });
    const [unknown] = PARKING.markers(twin({ sites: [{ id: "u", ...at, state: "unknown" }] }), "en", 0);
    expect(unknown).toMatchObject({ tone: "off", label: "free bays unknown" });
  });

  test("of events: what is over is gone, what is in hand looks so", () => {
    const events = [
      event({ id: "new" }),
      event({ id: "sent", ...step("assigned") }),
      event({ id: "done", ...step("cleared") }),
    ];
    expect(EVENTS.markers(twin({ events }), "en", 0).map(({ id, tone }) => [id, tone])).toEqual([
      ["new", "warning"],
      ["sent", "busy"],
    ]);
  });

  test("of equipment have a word only where something is wrong", () => {
    const equipment = [
      { id: "a", ...at, kind: "rsu" as const, state: "ok" as const, name: "A", alarms: [] },
      { id: "b", ...at, kind: "radar" as const, state: "fault" as const, name: "B", alarms: [] },
    ];
    expect(EQUIPMENT.markers(twin({ equipment }), "en", 0)).toMatchObject([
      { sign: "R", tone: "good", label: undefined },
      { sign: "M", tone: "bad", label: "B" },
    ]);
  });

  test("no server is not no docks", () => {
    expect(markerStatus({ ...twin({}), connection: "none" }, 0, DOCKS)).toMatchObject({
      reason: "layer.no-live-server",
    });
    expect(markerStatus(twin({}), 0, DOCKS)).toMatchObject({ reason: "layer.no-docks" });
  });

  test("every tone's sign reads on its colour: contrast at least 4.5", () => {
    const channel = (v: number) =>
      v / 255 <= 0.04045 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4;
    const light = (rgb: readonly number[]) =>
      0.2126 * channel(rgb[0] as number) +
      0.7152 * channel(rgb[1] as number) +
      0.0722 * channel(rgb[2] as number);
    for (const { fill, ink } of Object.values(TONES)) {
      const [a, b] = [
        light(fill),
        light([1, 3, 5].map((from) => Number.parseInt(ink.slice(from, from + 2), 16))),
      ].sort((x, y) => y - x) as [number, number];
      expect((a + 0.05) / (b + 0.05)).toBeGreaterThan(4.5);
    }
  });
});

describe("figures of what is observed", () => {
  test("say what is unknown, and never a 0 for it", () => {
    const { observed } = twin({ docks: [{ id: "a", source: "s", timeMs: 1000, state: "idle" }] });
    const facts = observedFacts("en", observed, "dock", "a", 4000);
    expect(facts.find(({ name }) => name === "battery")).toMatchObject({ known: false });
    expect(facts.find(({ name }) => name === "observed-age")).toMatchObject({ text: "3", unit: "s" });
    expect(observedFacts("en", observed, "dock", "gone", 0)).toEqual([]);
  });

  test("bays come out of their bits, lowest first", () => {
    expect(takenBays(btoa(String.fromCharCode(0b0000_0101, 0b1)), 9)).toEqual([
      true,
      false,
      true,
      false,
      false,
      false,
      false,
      false,
      true,
    ]);
    expect(takenBays(btoa(String.fromCharCode(255)), 20).length).toBe(8);
  });
});
