import { describe, expect, test } from "vitest";
import {
  allowedActs,
  besideEvent,
  knownAssignees,
  listEvents,
  OPEN_EVENTS,
  recordOf,
} from "../../../src/desk/view/event-list.ts";
import { EVENT_STAGES, type EventHandling, type EventObservation } from "../../../src/model/twin/event.ts";

const event = (id: string, more: Partial<EventObservation> = {}): EventObservation => ({
  id,
  source: "radar",
  timeMs: 1000,
  beginMs: 1000,
  kind: "congestion",
  severity: "notice",
  ...more,
});
const handled = (stage: EventHandling["stage"], more: Partial<EventHandling> = {}): EventHandling => ({
  stage,
  steps: [],
  sightings: [],
  ...more,
});
const ids = (list: EventObservation[]) => list.map(({ id }) => id);

describe("the list of events", () => {
  const all = [
    event("old notice", { beginMs: 10 }),
    event("new notice", { beginMs: 20 }),
    event("grave", { severity: "warning", beginMs: 5, kind: "accident" }),
    event("over", { severity: "warning", beginMs: 90, handling: handled("cleared") }),
    event("caution", { severity: "caution", handling: handled("assigned", { assignee: "Crew 2" }) }),
  ];

  test("has the gravest first, then the newest, and what is over last", () => {
    expect(ids(listEvents(all, { kind: "all", stage: "all" }))).toEqual([
      "grave",
      "caution",
      "new notice",
      "old notice",
      "over",
    ]);
  });

  test("shows what is open, one kind, or one stage; an event that nobody handled counts as detected", () => {
    expect(ids(listEvents(all, OPEN_EVENTS))).not.toContain("over");
    expect(ids(listEvents(all, { kind: "accident", stage: "open" }))).toEqual(["grave"]);
    expect(ids(listEvents(all, { kind: "all", stage: "cleared" }))).toEqual(["over"]);
    expect(ids(listEvents(all, { kind: "all", stage: "detected" }))).toHaveLength(3);
  });

  test("is walked through from end to end, and entered at either end when nothing is selected", () => {
    expect(besideEvent(all, "old notice", 1)?.id).toBe("new notice");
    expect(besideEvent(all, "old notice", -1)?.id).toBe("old notice");
    expect(besideEvent(all, "caution", 1)?.id).toBe("caution");
    expect(besideEvent(all, undefined, 1)?.id).toBe("old notice");
    expect(besideEvent(all, "gone", -1)?.id).toBe("caution");
    expect(besideEvent([], undefined, 1)).toBeUndefined();
  });

  test("knows whom events were given to", () => {
    expect(knownAssignees(all)).toEqual(["Crew 2"]);
  });
});

describe("what may be done to an event", () => {
  test("follows from its stage; acknowledging it once is enough, and nothing is left when it is over", () => {
    expect(allowedActs(event("e"))).toEqual([
      "acknowledge",
      "cross-checked",
      "assigned",
      "cleared",
      "dismissed",
    ]);
    const seen = handled("assigned", { acknowledged: { timeMs: 2000, author: "operator" } });
    expect(allowedActs(event("e", { handling: seen }))).toEqual([
      "assigned",
      "on-site",
      "cleared",
      "dismissed",
    ]);
    expect(allowedActs(event("e", { handling: handled("on-site") }))).toEqual([
      "acknowledge",
      "cleared",
      "dismissed",
    ]);
    for (const stage of ["cleared", "dismissed"] as const)
      expect(allowedActs(event("e", { handling: handled(stage) }))).toEqual([]);
  });

  test("no stage leads back to detected", () => {
    for (const stage of EVENT_STAGES)
      expect(allowedActs(event("e", { handling: handled(stage) }))).not.toContain("detected");
  });
});

test("the record has steps and acknowledgement in the order of time, each with its latency", () => {
  const handling = handled("assigned", {
    steps: [
      { stage: "detected", timeMs: 1000, author: "radar" },
      { stage: "assigned", timeMs: 31_000, author: "operator", note: "lane 2" },
    ],
    acknowledged: { timeMs: 6000, author: "operator" },
  });
  expect(recordOf(event("e", { handling }))).toEqual([
    { kind: "detected", timeMs: 1000, author: "radar" },
    { kind: "acknowledged", timeMs: 6000, author: "operator", latencyMs: 5000 },
    { kind: "assigned", timeMs: 31_000, author: "operator", note: "lane 2", latencyMs: 25_000 },
  ]);
  expect(recordOf(event("e"))).toEqual([]);
});
