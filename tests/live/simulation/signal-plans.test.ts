import { describe, expect, test } from "vitest";
import { type SignalPlan, signalPlans, stateAt } from "../../../src/live/simulation/signal-plans.ts";
import { sampleNetwork } from "../../data/sample/sample-network.ts";

const plan = (steps: SignalPlan["steps"], cycleS: number): SignalPlan => ({
  signalId: "signal:1/2",
  roadId: "1",
  controllerId: undefined,
  derivation: "stated",
  forVehicles: true,
  cycleS,
  steps,
});

describe("signal plans", () => {
  const simple = plan(
    [
      { fromS: 0, state: "green" },
      { fromS: 20, state: "yellow" },
      { fromS: 23, state: "red" },
    ],
    60,
  );

  test("say the state, since when and until when, on both sides of a change and of the cycle", () => {
    const base = 60_000 * 1000;
    expect(stateAt(simple, base)).toEqual({ state: "green", sinceMs: base, nextMs: base + 20_000 });
    expect(stateAt(simple, base + 19_999).state).toBe("green");
    expect(stateAt(simple, base + 20_000).state).toBe("yellow");
    expect(stateAt(simple, base + 59_999)).toEqual({
      state: "red",
      sinceMs: base + 23_000,
      nextMs: base + 60_000,
    });
    expect(stateAt(simple, base + 60_000).state).toBe("green");
  });

  test("of the sample are the controllers' own, one for every dynamic signal", async () => {
    const { network } = await sampleNetwork();
    const plans = signalPlans(network);
    const dynamic = network.roads.flatMap(({ signals }) => signals.filter((signal) => signal.dynamic));
    expect(plans).toHaveLength(dynamic.length);
    expect(
      plans.every(({ derivation, controllerId }) => derivation === "stated" && controllerId !== undefined),
    ).toBe(true);
  });

  test("are made up and said to be where the map has none, and never all green at once", async () => {
    const { network } = await sampleNetwork();
    const bare = {
      ...network,
      controllers: [],
      junctions: network.junctions.map((junction) => ({ ...junction, controllers: [] })),
    };
    const plans = signalPlans(bare);
    expect(plans.length).toBeGreaterThan(50);
    expect(plans.every(({ derivation }) => derivation === "inferred")).toBe(true);
    for (let t = 0; t < 120_000; t += 1000) {
      const roadsGreen = new Set(
        plans.filter((each) => stateAt(each, t).state === "green").map(({ roadId }) => roadId),
      );
      expect(roadsGreen.size).toBeLessThanOrEqual(5);
    }
  });
});
