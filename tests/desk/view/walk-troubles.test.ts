import { describe, expect, test } from "vitest";
import type { VrStatus } from "../../../src/desk/view/view-store.ts";
import { walkTroubles } from "../../../src/desk/view/walk-troubles.ts";
import { resources } from "../../../src/words/index.ts";

const said = (vr: VrStatus, connection: "live" | "lost" = "live") =>
  walkTroubles({ layers: {}, vr }, connection).map(({ code }) => code);

describe("what is wrong while walking", () => {
  test("a page without HTTPS or WebXR is said at once, a headset that does not answer only to who asks", () => {
    const without = (code: string): VrStatus => ({ state: "unavailable", code, params: {} });
    expect(said(without("fault.walk.insecure"))).toEqual(["fault.walk.insecure"]);
    expect(said(without("fault.walk.no-webxr"))).toEqual(["fault.walk.no-webxr"]);
    expect(said(without("fault.walk.no-headset"))).toEqual([]);
    expect(said({ state: "failed", code: "fault.walk.no-headset", params: {} })).toEqual([
      "fault.walk.no-headset",
    ]);
    expect(said({ state: "ready" })).toEqual([]);
  });

  test("a lost server, a failed layer and missing tiles are said together, each with its layer", () => {
    const found = walkTroubles(
      {
        vr: { state: "ready" },
        layers: {
          roads: { state: "ready", unit: "unit.tiles", partial: { done: 9, total: 12 } },
          signals: { state: "error", code: "fault.desk.layer", params: { reason: "x" }, sinceMs: 0 },
          vehicles: { state: "ready", unit: "unit.heads", partial: { done: 1, total: 2 } },
        },
      },
      "lost",
    );
    expect(found).toEqual([
      { code: "connection.lost", params: {} },
      { code: "fault.walk.tiles-missing", params: { missing: 3, total: 12 }, layer: "roads" },
      { code: "fault.desk.layer", params: { reason: "x" }, layer: "signals" },
    ]);
    for (const { code } of found)
      for (const language of ["zh", "en"] as const) expect(resources[language][code]).toBeTruthy();
  });
});
