import { beforeEach, describe, expect, test } from "vitest";
import { createObservationTable, type ObservationTable } from "../../../src/server/hub/observation-table.ts";

const T = 1_790_000_000_000;
const MINUTE = 60_000;
// Its own clock is an hour wrong: only when it was heard counts.
const drone = { id: "d", source: "s", timeMs: T - 60 * MINUTE, state: "flying" as const };
let table: ObservationTable;
beforeEach(() => {
  table = createObservationTable();
  table.accept({ drones: [drone] }, T);
});

describe("observations that nobody repeats", () => {
  test("are no longer known after a while, once, and known again when the source speaks again", () => {
    expect(table.expire(T + MINUTE)).toEqual({ news: undefined, gone: [] });
    expect(table.expire(T + MINUTE + 1).news?.drones).toMatchObject([{ id: "d", state: "unknown" }]);
    expect(table.expire(T + 2 * MINUTE).news).toBeUndefined();
    expect(table.accept({ drones: [drone] }, T + 3 * MINUTE)?.drones).toEqual([drone]);
  });

  test("are forgotten in the end where they fly, and stay where they stand", () => {
    table.accept({ docks: [{ ...drone, id: "dock", state: "idle" }] }, T);
    const { gone } = table.expire(T + 61 * MINUTE);
    expect(gone).toEqual([{ kind: "drones", id: "d" }]);
    expect(table.all().docks).toMatchObject([{ id: "dock", state: "unknown" }]);
  });

  test("a car park that speaks on change only may be silent for a night", () => {
    table.accept({ sites: [{ ...drone, id: "p", state: "open" }] }, T);
    table.expire(T + 20 * 60 * MINUTE);
    expect(table.all().sites).toMatchObject([{ state: "open" }]);
  });

  test("what a source saw happen stays when the source leaves; what it knew of itself goes", () => {
    const event = { ...drone, id: "e", kind: "congestion", severity: "notice", beginMs: T } as const;
    table.accept({ events: [event] }, T);
    expect(table.forget("s")).toEqual([{ kind: "drones", id: "d" }]);
    expect(table.all().events).toHaveLength(1);
  });
});
