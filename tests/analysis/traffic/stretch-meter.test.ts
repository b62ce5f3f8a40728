import { expect, test } from "vitest";
import { createStretchMeter, type Stretch } from "../../../src/analysis/traffic/stretch-meter.ts";

const T = 1_790_000_000_000 - (1_790_000_000_000 % 60_000);
const stretches: Stretch[] = Array.from({ length: 4 }, (_, i) => ({ id: `l${i}`, linkId: "l" }));
const [a, b, c, d] = stretches as [Stretch, Stretch, Stretch, Stretch];
/** Six vehicles a minute: at 2 m/s on the last stretch of 25 m, at 12.5 m/s on the others. */
const sights = (stretch: Stretch, second: number) => {
  const speedMps = stretch === d ? 2 : 12.5;
  const stays = 25 / speedMps;
  return second % 10 < stays
    ? [{ vehicleId: `v${Math.floor(second / 10)}`, stretchId: stretch.id, speedMps }]
    : [];
};
/** Distance over time: what a vehicle takes for the whole link. */
const TRUE_MPS = 100 / (3 * 2 + 13);

test("a link in sight as a whole has the speed of those who drive it", () => {
  const meter = createStretchMeter(stretches);
  for (let s = 0; s < 600; s++)
    meter.see(
      stretches,
      stretches.flatMap((one) => sights(one, s)),
      T + s * 1000,
    );
  expect(Math.abs((meter.speed("l", T + 600_000)?.speedMps ?? 0) - TRUE_MPS) / TRUE_MPS).toBeLessThan(0.3);
});

test("a queue that is looked at for ten times as long weighs no more than its length", () => {
  const even = createStretchMeter(stretches);
  const uneven = createStretchMeter(stretches);
  for (let s = 0; s < 600; s++) {
    even.see(
      stretches,
      stretches.flatMap((one) => sights(one, s)),
      T + s * 1000,
    );
    const seen = s % 100 < 10 ? [a, b, c, d] : [d];
    uneven.see(
      seen,
      seen.flatMap((one) => sights(one, s)),
      T + s * 1000,
    );
  }
  const [one, other] = [even, uneven].map((meter) => meter.speed("l", T + 600_000)?.speedMps ?? 0) as [
    number,
    number,
  ];
  expect(Math.abs(one - other) / one).toBeLessThan(0.05);
});

test("an empty stretch that was seen counts as seen; one that was not does not", () => {
  const meter = createStretchMeter(stretches);
  meter.see([a, b], [{ vehicleId: "v", stretchId: "l0", speedMps: 5 }], T);
  expect(meter.speed("l", T)).toEqual({ linkId: "l", speedMps: 5, vehicles: 1, seenShare: 0.5, looks: 0.5 });
});

test("no vehicle, no speed; after a quarter of an hour none either", () => {
  const meter = createStretchMeter(stretches);
  meter.see([a], [], T);
  expect(meter.speed("l", T)).toBeUndefined();
  expect(meter.speed("unknown", T)).toBeUndefined();
  meter.see([a], [{ vehicleId: "v", stretchId: "l0", speedMps: 5 }], T);
  expect(meter.speed("l", T + 15 * 60_000)).toBeUndefined();
});
