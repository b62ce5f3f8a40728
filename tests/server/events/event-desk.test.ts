import { beforeEach, describe, expect, test } from "vitest";
import type { EventObservation } from "../../../src/model/twin/event.ts";
import { createEventDesk, type EventDesk } from "../../../src/server/events/event-desk.ts";
import type { CityRecords } from "../../../src/server/state/city-records.ts";
import { openState } from "../../../src/server/state/open-state.ts";

let nowMs: number;
let records: CityRecords;
let desk: EventDesk;
let told: { events: EventObservation[]; gone: string[] }[];

const report = (id: string, more: Partial<EventObservation> = {}): EventObservation => ({
  id,
  source: "drones",
  timeMs: nowMs,
  kind: "illegal-parking",
  severity: "caution",
  lonDeg: 114.47,
  latDeg: 30.49,
  beginMs: nowMs,
  ...more,
});
const last = () => told.at(-1)?.events.at(-1) as EventObservation;
const stage = () => last().handling?.stage;
let serial = 0;
const act = (kind: string, more: object = {}, eventId = "a") =>
  desk.act({ id: `act-${++serial}`, eventId, kind, ...more }, "王工");
const open = async () =>
  createEventDesk({ records, now: () => nowMs, tell: (events, gone) => void told.push({ events, gone }) });

beforeEach(async () => {
  nowMs = 1_790_000_000_000;
  told = [];
  records = await openState(undefined, "c");
  desk = await open();
});

describe("reports", () => {
  test("begin an event with its source as author of the first step", () => {
    desk.report([report("a", { confidence: 0.6, trackId: "v1" })]);
    expect(last()).toMatchObject({
      id: "a",
      confidence: 0.6,
      handling: {
        stage: "detected",
        steps: [{ stage: "detected", timeMs: nowMs, author: "drones" }],
        sightings: [{ source: "drones", timeMs: nowMs, trackId: "v1" }],
      },
    });
  });

  test("of one kind within 10 s and 5 m are one event; further off in time or place they are two", () => {
    desk.report([report("a")]);
    nowMs += 9000;
    desk.report([report("b", { latDeg: 30.49 + 4 / 111_320 })]);
    expect(desk.open()).toHaveLength(1);
    expect(last().id).toBe("a");
    expect(last().handling?.sightings).toHaveLength(2);
    desk.report([report("far", { latDeg: 30.49 + 12 / 111_320 })]);
    desk.report([report("other", { kind: "congestion" })]);
    nowMs += 20_000;
    desk.report([report("late")]);
    expect(desk.open().map(({ id }) => id)).toEqual(["a", "far", "other", "late"]);
  });

  test("of the same vehicle for the same reason are one event however far apart in time", () => {
    desk.report([report("a", { trackId: "v1" })]);
    nowMs += 300_000;
    desk.report([report("b", { trackId: "v1", latDeg: 30.5 })]);
    expect(desk.open()).toHaveLength(1);
  });

  test("of the same source prove nothing; a second source makes the event cross-checked", () => {
    desk.report([report("a")]);
    nowMs += 1000;
    desk.report([report("b")]);
    expect(stage()).toBe("detected");
    desk.report([report("c", { source: "cameras" })]);
    expect(stage()).toBe("cross-checked");
    expect(last().handling?.steps.at(-1)).toEqual({
      stage: "cross-checked",
      timeMs: nowMs,
      author: "cameras",
    });
    nowMs += 1000;
    desk.report([report("c", { source: "cameras" })]);
    expect(last().handling?.steps).toHaveLength(2);
  });

  test("the same report twice is one sighting, and what a feed says of the handling is not believed", () => {
    const one = report("a", {
      handling: { stage: "cleared", steps: [], sightings: [] },
    });
    desk.report([one, one]);
    expect(stage()).toBe("detected");
    expect(last().handling?.sightings).toHaveLength(1);
  });

  test("that say that it ended clear it, unless somebody is on the way", async () => {
    desk.report([report("a"), report("b", { kind: "congestion" })]);
    await act("assigned", { assignee: "一组" });
    desk.report([report("a", { endMs: nowMs }), report("b", { kind: "congestion", endMs: nowMs })]);
    expect(desk.open().map(({ id }) => id)).toEqual(["a"]);
    expect(desk.open()[0]?.handling?.stage).toBe("assigned");
  });

  test("a place with thousands of sightings keeps the first and the newest", () => {
    for (let i = 0; i < 1000; i++) {
      nowMs += 1000;
      desk.report([report("a")]);
    }
    const sightings = desk.open()[0]?.handling?.sightings ?? [];
    expect(sightings.length).toBe(64);
    expect(sightings[0]?.timeMs).toBe(1_790_000_001_000);
    expect(sightings.at(-1)?.timeMs).toBe(nowMs);
  });
});

describe("acts", () => {
  beforeEach(() => desk.report([report("a")]));

  test("take an event through its stages; each step has its time and author", async () => {
    expect(await act("acknowledge")).toEqual({ ok: true });
    nowMs += 1000;
    expect(await act("assigned", { assignee: "一组", note: "请查看" })).toEqual({ ok: true });
    nowMs += 60_000;
    expect(await act("on-site")).toEqual({ ok: true });
    expect(await act("cleared")).toEqual({ ok: true });
    expect(last().handling).toMatchObject({
      stage: "cleared",
      assignee: "一组",
      acknowledged: { author: "王工" },
    });
    expect(last().handling?.steps.map(({ stage, author }) => [stage, author])).toEqual([
      ["detected", "drones"],
      ["assigned", "王工"],
      ["on-site", "王工"],
      ["cleared", "王工"],
    ]);
    expect(last().handling?.steps[1]?.note).toBe("请查看");
  });

  test("that lead back, or nowhere, are refused by name and change nothing", async () => {
    expect(await act("on-site")).toMatchObject({ ok: false, code: "fault.act.detected" });
    expect(await act("assigned")).toMatchObject({ ok: false, code: "fault.act.assignee" });
    await act("acknowledge");
    expect(await act("acknowledge")).toMatchObject({ ok: false, code: "fault.act.acknowledged" });
    await act("dismissed");
    expect(await act("assigned", { assignee: "x" })).toMatchObject({
      ok: false,
      code: "fault.act.dismissed",
    });
    expect(await act("cleared", {}, "none")).toMatchObject({ ok: false, code: "fault.act.no-event" });
    expect(stage()).toBe("dismissed");
  });

  test("count once by their id, whoever sends them again", async () => {
    const once = { id: "x", eventId: "a", kind: "assigned", assignee: "一组" };
    expect(await desk.act(once, "王工")).toEqual({ ok: true });
    expect(await desk.act(once, "李工")).toEqual({ ok: true });
    expect(last().handling?.steps).toHaveLength(2);
    expect(last().handling?.steps[1]?.author).toBe("王工");
    expect(await records.audit({ limit: 10 })).toHaveLength(1);
  });

  test("at the same moment are judged one after the other: one wins", async () => {
    const answers = await Promise.all([act("cleared"), act("dismissed")]);
    expect(answers.map(({ ok }) => ok)).toEqual([true, false]);
  });

  test("that make no sense are refused", async () => {
    for (const bad of [
      null,
      7,
      {},
      { id: "x", eventId: "a", kind: "detected" },
      { id: "x", eventId: "a", kind: "explode" },
    ])
      expect(await desk.act(bad, "王工")).toMatchObject({ ok: false, code: "fault.act.unreadable" });
    expect(await act("assigned", { assignee: "x".repeat(5000) })).toMatchObject({
      code: "fault.act.unreadable",
    });
  });

  test("are audited, the refused ones too", async () => {
    await act("acknowledge");
    nowMs += 1;
    await act("on-site");
    expect(
      (await records.audit({ limit: 10 })).map(({ what, subject, author }) => [what, subject, author]),
    ).toEqual([
      ["refused", "a", "王工"],
      ["acknowledge", "a", "王工"],
    ]);
  });

  test("that cannot be kept do not count", async () => {
    await records.close();
    expect(await act("cleared")).toMatchObject({ ok: false, code: "fault.act.not-kept" });
    expect(desk.open()).toHaveLength(1);
  });
});

describe("time", () => {
  test("ends what nobody reports or takes up, keeps what somebody does", async () => {
    desk.report([report("a"), report("b", { kind: "congestion" })]);
    await act("acknowledge");
    nowMs += 31 * 60_000;
    await desk.tick();
    expect(desk.open().map(({ id }) => id)).toEqual(["a"]);
    expect(last()).toMatchObject({ id: "b", handling: { stage: "cleared" } });
    expect(last().handling?.steps.at(-1)).toMatchObject({ author: "event-desk", note: "event.note.silent" });
  });

  test("puts away what is over for an hour, and tells so; the records keep it", async () => {
    desk.report([report("a")]);
    await act("cleared");
    await desk.tick();
    nowMs += 3_700_000;
    await desk.tick();
    expect(told.at(-1)?.gone).toEqual(["a"]);
    expect((await records.event("a"))?.handling?.stage).toBe("cleared");
  });

  test("after a restart the open events are back, with their handling, and sightings still find them", async () => {
    desk.report([report("a", { trackId: "v" }), report("b", { kind: "congestion" })]);
    await act("assigned", { assignee: "一组" });
    await act("cleared", {}, "b");
    await desk.tick();
    desk = await open();
    expect(desk.open()).toMatchObject([{ id: "a", handling: { stage: "assigned", assignee: "一组" } }]);
    desk.report([report("new", { trackId: "v", source: "cameras" })]);
    expect(desk.open()).toHaveLength(1);
    expect(await act("on-site")).toEqual({ ok: true });
  });
});
