import { beforeAll, expect, test } from "vitest";
import { type SignalLamps, signalHeads } from "../../../src/data/tiling/signs/signal-heads.ts";
import { referenceLine } from "../../../src/model/roads/reference-line.ts";
import { sampleNetwork } from "../sample/sample-network.ts";

let heads: SignalLamps[] = [];
beforeAll(async () => {
  const { network } = await sampleNetwork();
  heads = network.roads.flatMap((road) => signalHeads(referenceLine(road)).lamps);
}, 120_000);

test("every signal head says what carries it: stated where it stands on its post, inferred where an arm holds it", () => {
  expect(heads.length).toBeGreaterThan(50);
  for (const { lamps, mast } of heads) {
    const [x, y, z] = (lamps[0] as SignalLamps["lamps"][number]).place;
    const aside = Math.hypot(x - mast.foot[0], y - mast.foot[1]);
    if (mast.derivation === "stated") expect(aside).toBeLessThan(0.3);
    else expect(aside).toBeGreaterThan(1);
    expect(aside).toBeLessThan(40);
    expect(mast.heightM).toBeGreaterThan(2);
    expect(z).toBeGreaterThan(mast.foot[2]);
  }
  expect(new Set(heads.map(({ mast }) => mast.derivation))).toEqual(new Set(["stated", "inferred"]));
});
