// What every database must do for the records; one list, run on each.

import { expect, test } from "vitest";
import type { EventObservation } from "../../../src/model/twin/event.ts";
import { openState } from "../../../src/server/state/open-state.ts";

const event = (
  id: string,
  stage: "detected" | "cleared",
  beginMs = 1_790_000_000_000.4,
): EventObservation => ({
  id,
  source: "s",
  timeMs: beginMs,
  kind: "congestion",
  severity: "notice",
  text: "拥堵 'quoted' \u0001 ? $1",
  beginMs,
  handling: { stage, steps: [{ stage, timeMs: beginMs, author: "s" }], sightings: [] },
});

export function recordsRules(place: () => string): void {
  test("open events come back as they were, oldest first, and closed ones by their id only", async () => {
    let records = await openState(place(), "c1");
    const [late, early] = [event("late", "detected", 1_790_000_000_900), event("early", "detected")];
    await records.keep({ events: [late, early, event("done", "cleared")] });
    await records.close();
    records = await openState(place(), "c1");
    expect(await records.openEvents()).toEqual([early, late]);
    expect((await records.event("done"))?.handling?.stage).toBe("cleared");
    await records.keep({ events: [{ ...late, handling: event("late", "cleared").handling as never }] });
    expect((await records.openEvents()).map(({ id }) => id)).toEqual(["early"]);
    await records.close();
  });

  test("one city does not see another's", async () => {
    const [a, b] = [await openState(place(), "c2"), await openState(place(), "c3")];
    await a.keep({ events: [event("x", "detected")] });
    expect(await b.openEvents()).toEqual([]);
    await Promise.all([a.close(), b.close()]);
  });

  test("what is kept together is kept as a whole or not at all", async () => {
    const records = await openState(place(), "c4");
    const act = { id: "one", eventId: "x", kind: "cleared" } as const;
    const kept = { act, author: "王工", timeMs: 1_790_000_000_000, answer: { ok: true } as const };
    const audit = { timeMs: 1_790_000_000_000, author: "王工", what: "cleared", subject: "x", detail: "{}" };
    await records.keep({ events: [event("x", "cleared")], act: kept, audit });
    await expect(records.keep({ events: [event("x", "detected")], act: kept, audit })).rejects.toThrow();
    expect((await records.event("x"))?.handling?.stage).toBe("cleared");
    expect(await records.actById("one")).toEqual(kept);
    expect(await records.actById("two")).toBeUndefined();
    expect(await records.audit({ limit: 10 })).toEqual([audit]);
    await records.close();
  });

  test("opening it twice at the same time keeps both", async () => {
    const both = await Promise.all([openState(place(), "c5"), openState(place(), "c5")]);
    await Promise.all(both.map((records, i) => records.keep({ events: [event(`e${i}`, "detected")] })));
    expect((await both[0].openEvents()).map(({ id }) => id).sort()).toEqual(["e0", "e1"]);
    await Promise.all(both.map((records) => records.close()));
  });
}
