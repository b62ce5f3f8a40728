import { describe, expect, test } from "vitest";
import { withObservations } from "../../../../src/live/sources/socket/with-observations.ts";
import type { DockObservation } from "../../../../src/model/twin/dock.ts";
import { nothingObserved } from "../../../../src/model/twin/twin-store.ts";

const dock = (id: string, state: DockObservation["state"]): DockObservation => ({
  id,
  source: "s",
  timeMs: 1,
  state,
});

describe("what is observed after a batch", () => {
  test("has what is new, without what is gone, and leaves other kinds the same objects", () => {
    const first = withObservations(nothingObserved(), { docks: [dock("a", "idle"), dock("b", "idle")] }, []);
    const next = withObservations(first, { docks: [dock("a", "working")] }, [{ kind: "docks", id: "b" }]);
    expect([...next.docks.values()]).toEqual([dock("a", "working")]);
    expect(next.events).toBe(first.events);
    expect([...first.docks.keys()]).toEqual(["a", "b"]);
  });
});
