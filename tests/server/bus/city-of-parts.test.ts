// A city in parts over the in-process bus: hubs, an event desk and gateways on a clock that the test moves.

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { EventObservation } from "../../../src/model/twin/event.ts";
import type { TrackRow } from "../../../src/model/twin/track-row.ts";
import type { Bus } from "../../../src/server/bus/bus.ts";
import { type CarriedPart, carryPart, takeSeat } from "../../../src/server/bus/city-part.ts";
import { createLocalBus } from "../../../src/server/bus/local-bus.ts";
import { createRemoteDesk } from "../../../src/server/bus/remote-desk.ts";
import { subjectsOf } from "../../../src/server/bus/subjects.ts";
import { createEventDesk } from "../../../src/server/events/event-desk.ts";
import { createHub, type Hub } from "../../../src/server/hub/hub.ts";
import { openState } from "../../../src/server/state/open-state.ts";
import { LAT, LON, smallCity } from "../record/small-city.ts";
import { heldBy } from "./held.ts";

const subjects = subjectsOf("small");
let nowMs = 1_790_000_000_000;
const now = () => nowMs;
/** Loses what the test says. */
function lossy(bus: Bus): { bus: Bus; lose: (subject: string) => boolean } {
  const control = { lose: (_: string): boolean => false, bus };
  control.bus = {
    ...bus,
    publish(subject, bytes) {
      if (!control.lose(subject)) bus.publish(subject, bytes);
    },
  };
  return control;
}
const stops: (() => unknown)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});
let bus: Bus;
beforeEach(() => {
  nowMs = 1_790_000_000_000;
  bus = createLocalBus(now);
});
const delivered = () => new Promise((done) => setImmediate(done));

const noDesk = () => createRemoteDesk({ bus, subjects, now });
function carry(
  role: "ingest" | "gateway",
  name: string,
  hub: Hub,
  more: Partial<Parameters<typeof carryPart>[0]> = {},
) {
  const part = carryPart({
    part: { role, bus, name, holdsDesk: false },
    cityId: "small",
    tickMs: 200,
    hub,
    events: noDesk(),
    lifeMs: nowMs,
    now,
    ...more,
  });
  stops.push(part.stop);
  return part;
}
const newHub = () => createHub({ cityId: "small", epoch: 1, tickMs: 200, now });

function ingest(name: string, source = name) {
  const hub = newHub();
  const feed = hub.sink({ id: source, kind: "http", title: source });
  const part = carry("ingest", name, hub);
  const put = (id: string, eastM: number, more: Partial<TrackRow> = {}) => {
    feed.describe([{ id, class: "car", lengthM: 4, widthM: 2, heightM: 1.5, colorRgb: 0xffffff, source }]);
    void feed.rows([
      {
        id,
        lonDeg: LON + eastM / 96_000,
        latDeg: LAT,
        heightM: 24,
        headingRad: 1,
        speedMps: 7,
        timeMs: nowMs,
        ...more,
      },
    ]);
  };
  return { hub, feed, part, put };
}
function gateway(name: string) {
  const hub = newHub();
  return { hub, part: carry("gateway", name, hub) };
}
type Ticking = { hub: Hub; part: CarriedPart };
async function run(ticks: number, ...all: Ticking[]) {
  for (let i = 0; i < ticks; i++) {
    nowMs += 200;
    for (const { hub, part } of all) {
      hub.tick();
      part.tick();
    }
    await delivered();
    await delivered();
  }
}

describe("a gateway", () => {
  test("holds, row for row, what its ingest holds, through turns, tile borders, ends and new things", async () => {
    const city = smallCity(30, nowMs);
    const part = carry("ingest", "one", city.hub, { now: city.now });
    const far = gateway("g");
    for (let i = 0; i < 40; i++) {
      city.run(5);
      nowMs = city.now();
      part.tick();
      await delivered();
      far.hub.tick();
      far.part.tick();
      await delivered();
      if (i === 20) city.feed.end(["car-3", "car-4"]);
    }
    city.run(1);
    await delivered();
    const [here, there] = [heldBy(city.hub), heldBy(far.hub)];
    expect(there.size).toBe(28);
    expect(there).toEqual(here);
    expect(far.part.report()).toMatchObject({ gaps: 0, unreadable: 0, keyframes: 1 });
  });

  test("has several ingests in one picture, each thing under its own source", async () => {
    const [a, b, g] = [ingest("a"), ingest("b"), gateway("g")];
    a.put("x", 0);
    b.put("y", 50);
    await run(4, a, b, g);
    expect([...heldBy(g.hub).keys()].sort()).toEqual(["x", "y"]);
    expect(g.hub.sources().map(({ id, objects, freshness }) => [id, objects, freshness])).toEqual([
      ["bus", 0, "live"],
      ["a", 1, "live"],
      ["b", 1, "live"],
    ]);
  });

  test("that starts late has the whole, and one that lost messages heals by itself", async () => {
    const wire = lossy(bus);
    bus = wire.bus;
    const a = ingest("a");
    a.put("x", 0);
    a.feed.observe({ docks: [{ id: "d", source: "a", timeMs: nowMs, state: "idle" } as never] });
    await run(10, a);
    const g = gateway("g");
    await run(4, a, g);
    expect(heldBy(g.hub)).toEqual(heldBy(a.hub));
    expect(g.hub.observed().docks?.map(({ id }) => id)).toEqual(["d"]);
    wire.lose = (subject) => subject === subjects.live("a");
    a.put("x", 500, { headingRad: 2 });
    a.put("y", 40);
    await run(2, a, g);
    expect(heldBy(g.hub).has("y")).toBe(false);
    wire.lose = () => false;
    await run(8, a, g);
    expect(g.part.report().gaps).toBe(1);
    expect(heldBy(g.hub)).toEqual(heldBy(a.hub));
  });

  test("says of a silent ingest that it is late, then lost, and lets what moved go", async () => {
    const [a, g] = [ingest("a"), gateway("g")];
    a.put("x", 0);
    await run(4, a, g);
    const standing = () => g.hub.sources().find(({ id }) => id === "a");
    await run(12, g);
    expect(standing()).toMatchObject({ freshness: "stale", note: { code: "note.bus.ingest-silent" } });
    await run(40, g);
    expect(standing()).toMatchObject({ freshness: "lost", objects: 1 });
    await run(110, g);
    expect(standing()).toMatchObject({ freshness: "lost", objects: 0 });
    expect(heldBy(g.hub).size).toBe(0);
    // In sequence, as after a pause of the process.
    await run(8, a, g);
    expect(standing()).toMatchObject({ freshness: "live", objects: 1 });
    expect(standing()?.note).toBeUndefined();
    expect(heldBy(g.hub)).toEqual(heldBy(a.hub));
  });

  test("takes a source from one ingest, says that another tells it too, and from the other once the first is lost", async () => {
    const [a, b, g] = [ingest("a", "same"), ingest("b", "same"), gateway("g")];
    a.put("of-a", 0);
    await run(4, a, g);
    b.put("of-b", 50);
    await run(8, a, b, g);
    expect([...heldBy(g.hub).keys()]).toEqual(["of-a"]);
    expect(g.hub.sources().find(({ id }) => id === "bus")?.note).toMatchObject({
      code: "note.bus.source-twice",
      params: { ingest: "b", source: "same" },
    });
    await run(60, b, g);
    expect([...heldBy(g.hub).keys()]).toEqual(["of-b"]);
    expect(g.hub.sources().find(({ id }) => id === "bus")?.note).toBeUndefined();
  });

  test("takes a new life of an ingest for what it is, and lets go of one that says goodbye", async () => {
    const [a, g] = [ingest("a"), gateway("g")];
    a.put("old", 0);
    await run(4, a, g);
    // Killed: nothing is said.
    const again = ingest("a");
    again.put("new", 10);
    await run(8, again, g);
    expect([...heldBy(g.hub).keys()]).toEqual(["new"]);
    again.part.stop();
    await run(2, g);
    expect(g.hub.sources().map(({ id }) => id)).toEqual(["bus"]);
    expect(heldBy(g.hub).size).toBe(0);
  });

  test("puts right an ingest's clock that is off, and says so", async () => {
    const hub = createHub({ cityId: "small", epoch: 1, tickMs: 200, now: () => nowMs - 300_000 });
    const feed = hub.sink({ id: "a", kind: "http", title: "a" });
    const part = carry("ingest", "a", hub);
    const g = gateway("g");
    feed.describe([{ id: "x", class: "car", lengthM: 4, widthM: 2, heightM: 1.5, colorRgb: 0, source: "a" }]);
    void feed.rows([
      { id: "x", lonDeg: LON, latDeg: LAT, heightM: 24, headingRad: 1, speedMps: 7, timeMs: nowMs - 300_000 },
    ]);
    await run(6, { hub, part }, g);
    const [place] = [...g.hub.tracks()];
    expect(Math.abs((place?.timeMs ?? 0) - nowMs)).toBeLessThan(2000);
    expect(g.hub.sources().find(({ id }) => id === "a")?.note).toMatchObject({
      code: "note.bus.clock-behind",
      params: { seconds: 300 },
    });
  });

  test("bears what is none of ours on its subjects", async () => {
    const [a, g] = [ingest("a"), gateway("g")];
    a.put("x", 0);
    await run(4, a, g);
    for (const bytes of [new Uint8Array(0), new Uint8Array(24), new Uint8Array(300).fill(255)])
      bus.publish(subjects.live("a"), bytes);
    const wrong = new Uint8Array(64);
    new DataView(wrong.buffer).setUint8(0, 1);
    wrong[1] = 3;
    wrong[2] = 3;
    bus.publish(subjects.live("a"), wrong);
    await run(12, a, g);
    expect(g.part.report().unreadable).toBeGreaterThanOrEqual(3);
    expect(heldBy(g.hub)).toEqual(heldBy(a.hub));
  });
});

describe("the event desk over the bus", () => {
  const report = (id: string): EventObservation =>
    ({
      id,
      source: "cam",
      kind: "congestion",
      severity: "warning",
      timeMs: nowMs,
      beginMs: nowMs,
      lonDeg: LON,
      latDeg: LAT,
    }) as EventObservation;

  async function holder(name: string) {
    const folder = await mkdtemp(join(tmpdir(), "lanetwin-parts-"));
    stops.push(() => rm(folder, { recursive: true, force: true }));
    const records = await openState(folder, "small");
    stops.push(() => records.close());
    const hub = newHub();
    const events = await createEventDesk({
      records,
      now: Date.now,
      tell: (news, gone) =>
        hub.tell(
          { events: news },
          gone.map((id) => ({ kind: "events" as const, id })),
        ),
    });
    const part = carry("ingest", name, hub, { part: { role: "ingest", bus, name, holdsDesk: true }, events });
    return { hub, part, events };
  }

  test("has the reports of another ingest, answers an act of a gateway in its author's name, and every gateway sees it", async () => {
    const first = await holder("desk");
    const other = noDesk();
    const [g, h] = [gateway("g"), gateway("h")];
    await run(8, first, g, h);
    other.report([report("e1")]);
    await vi.waitFor(() => expect(first.events.open().map(({ id }) => id)).toEqual(["e1"]));
    const answer = await noDesk().act({ id: "act-1", eventId: "e1", kind: "acknowledge" }, "Li");
    expect(answer).toEqual({ ok: true });
    await run(4, first, g, h);
    for (const { hub } of [g, h])
      expect(hub.observed().events).toMatchObject([
        { id: "e1", handling: { acknowledged: { author: "Li" } } },
      ]);
    const twice = await noDesk().act({ id: "act-2", eventId: "e1", kind: "acknowledge" }, "Wu");
    expect(twice).toMatchObject({ ok: false, code: "fault.act.acknowledged", params: { author: "Li" } });
  });

  test("keeps reports until a desk has them, and says of an act that no desk is there", async () => {
    const other = createRemoteDesk({ bus, subjects, now: Date.now, actMs: 300 });
    other.report([report("e1")]);
    await other.tick();
    expect(other.stats().unkept).toBe(1);
    expect(await other.act({ id: "a", eventId: "e1", kind: "acknowledge" }, "Li")).toMatchObject({
      ok: false,
      code: "fault.bus.no-desk",
    });
    const stop = bus.answer(subjects.act, () => new Promise<Uint8Array>(() => {}));
    expect(await other.act({ id: "a", eventId: "e1", kind: "acknowledge" }, "Li")).toMatchObject({
      ok: false,
      code: "fault.act.no-answer",
    });
    stop();
    const late = await holder("desk");
    await other.tick();
    expect(late.events.open().map(({ id }) => id)).toEqual(["e1"]);
    expect(other.stats().unkept).toBe(0);
  });

  test("a second ingest of the same name, or a second desk, is told who has it", async () => {
    await holder("desk");
    const seat = (name: string, holdsDesk: boolean) =>
      takeSeat({ role: "ingest", bus, name, holdsDesk }, "small");
    await expect(seat("desk", false)).rejects.toMatchObject({ code: "fault.bus.name-taken" });
    await expect(seat("other", true)).rejects.toMatchObject({
      code: "fault.bus.desk-taken",
      params: { holder: "desk" },
    });
    await seat("other", false);
  });
});
