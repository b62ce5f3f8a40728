import { expect, test } from "vitest";
import { createFrameJudge } from "../../../../src/desk/scenes/quality/judge-frames.ts";

/** Frames of one length until the judge says something; how long that took, or undefined. */
function until(judge: ReturnType<typeof createFrameJudge>, deltaMs: number, mostMs: number) {
  for (let sumMs = deltaMs; sumMs <= mostMs; sumMs += deltaMs) {
    const verdict = judge.frame(deltaMs);
    if (verdict !== 0) return { verdict, sumMs };
  }
  return undefined;
}

test("slow frames are believed after three seconds, not before", () => {
  const said = until(createFrameJudge(), 60, 10_000);
  expect(said?.verdict).toBe(-1);
  expect(said?.sumMs).toBeGreaterThanOrEqual(3000);
  expect(said?.sumMs).toBeLessThan(4000);
});

test("frames of a 30 Hz screen are left alone for ever", () => {
  expect(until(createFrameJudge(), 33, 120_000)).toBeUndefined();
});

test("a rest between frames is no slow frame", () => {
  expect(until(createFrameJudge(), 2000, 120_000)).toBeUndefined();
});

test("one long frame in five is forgiven", () => {
  const judge = createFrameJudge();
  for (let i = 0; i < 3000; i++) expect(judge.frame(i % 5 === 0 ? 60 : 17)).toBe(0);
});

test("slow frames after a long good time are noticed within seconds", () => {
  const judge = createFrameJudge();
  for (let i = 0; i < 1500; i++) judge.frame(17);
  expect(until(judge, 60, 60_000)?.sumMs).toBeLessThan(30_000);
});

test("half a minute of fast frames lets it climb once; after a fall back it stays", () => {
  const judge = createFrameJudge();
  expect(until(judge, 8, 40_000)?.verdict).toBe(1);
  judge.stepped(1);
  expect(until(judge, 60, 10_000)?.verdict).toBe(-1);
  judge.stepped(-1);
  expect(until(judge, 8, 120_000)).toBeUndefined();
});
