import { expect, test } from "vitest";
import { AT, STRIDE_BYTES } from "../../../src/live/motion/instance-layout.ts";
import { interpolate } from "../../../src/live/motion/interpolation.ts";
import { cityFrame, createTrackHistories } from "../../../src/live/motion/track-histories.ts";
import { decodeFrame } from "../../../src/live/protocol/frame.ts";
import { createTraffic } from "../../../src/live/simulation/traffic.ts";
import { geodeticToEcef } from "../../../src/model/geo/frames.ts";
import { createHub } from "../../../src/server/hub/hub.ts";
import { sampleNetwork } from "../../data/sample/sample-network.ts";

// Simulated truth → hub with suppression → frames → histories → what the GPU draws, compared with the truth at the
// drawn time. Percentiles over every vehicle and picture; no clock but the one in this test.
test("what is drawn lies within 0.25 m of the truth (p99) and does not jump (p99.9 ≤ 5 cm)", async () => {
  const { network, toGeodetic } = await sampleNetwork();
  const start = 1_790_000_000_000;
  const TICK = 200;
  const DELAY = 400;
  let now = start;
  const traffic = createTraffic(network, {
    seed: 3,
    vehicles: () => 150,
    startMs: start,
    toGeodetic,
    source: "s",
  });
  const hub = createHub({ cityId: "c", epoch: 1, tickMs: TICK, now: () => now });
  const sink = hub.sink({ id: "s", kind: "simulation", title: "t" });
  const anchor = { lonDeg: 114.48, latDeg: 30.4895, heightM: 20 };
  const frame = cityFrame(anchor);
  const histories = createTrackHistories(frame);
  const ids = new Map<number, string>();
  let sentRows = 0;
  hub
    .join({
      ready: () => true,
      hello() {},
      dict: (entries) => {
        for (const { slot, id } of entries) ids.set(slot, id);
      },
      frame: (bytes) => {
        const decoded = decodeFrame(bytes.slice().buffer as ArrayBuffer);
        if (!("frame" in decoded)) throw new Error(decoded.rejected);
        for (const block of decoded.frame.blocks) {
          sentRows += block.count;
          histories.addBlock(block, decoded.frame.serverTimeMs);
          histories.addTombstones(block);
        }
      },
      signals() {},
      sources() {},
      observations() {},
      policy() {},
      close() {},
    })
    .view({ n: 1, tiles: allTiles(), cameraHeightM: 100, hidden: false });

  const truth = new Map<number, Map<string, [number, number]>>();
  const errors: number[] = [];
  const jumps: number[] = [];
  let before = new Map<string, { x: number; y: number; v: number }>();
  let allRows = 0;
  for (let t = 0; t <= 60_000; t += TICK) {
    now = start + t;
    traffic.advance(now);
    sink.describe(traffic.born());
    sink.end(traffic.ended());
    const rows = traffic.rows();
    allRows += rows.length;
    sink.rows(rows);
    truth.set(
      now,
      new Map(
        rows.map((row) => {
          const [e, n] = frame.toEnu(...geodeticToEcef(row.lonDeg, row.latDeg, row.heightM));
          return [row.id, [e, n]];
        }),
      ),
    );
    hub.tick();
    const drawn = now - DELAY;
    const { batches } = histories.pack(drawn, now);
    // Pictures between this tick and the next; the truth is known at its ticks.
    for (let picture = 0; picture < TICK; picture += 20) {
      const at = drawn + picture;
      const seen = new Map<string, { x: number; y: number; v: number }>();
      for (const { bytes, count } of batches) {
        const view = new DataView(bytes.buffer);
        for (let i = 0; i < count; i++) {
          const f = (offset: number) => view.getFloat32(i * STRIDE_BYTES + offset, true);
          const sample = (base: number, velocity: number, heading: number) => ({
            x: f(AT.cell) + f(base),
            y: f(AT.cell + 4) + f(base + 4),
            z: 0,
            timeS: f(base + 12),
            headingRad: f(heading),
            speedMps: Math.hypot(f(velocity), f(velocity + 4)),
          });
          const a = sample(AT.a, AT.velocity, AT.heading);
          const b = sample(AT.b, AT.velocity + 8, AT.heading + 4);
          const pose = interpolate(a, b, picture / 1000);
          const id = ids.get(view.getUint32(i * STRIDE_BYTES + AT.slot, true)) as string;
          seen.set(id, { x: pose.x, y: pose.y, v: Math.max(a.speedMps, b.speedMps) });
          const was = before.get(id);
          if (was && t > 3000)
            jumps.push(
              Math.max(0, Math.hypot(pose.x - was.x, pose.y - was.y) - 0.02 * Math.max(was.v, b.speedMps)),
            );
          const real = picture === 0 ? truth.get(at)?.get(id) : undefined;
          if (real && t > 3000) errors.push(Math.hypot(pose.x - real[0], pose.y - real[1]));
        }
      }
      before = seen;
    }
  }
  const quantile = (list: number[], p: number) =>
    list.sort((a, b) => a - b)[Math.floor(p * (list.length - 1))] as number;
  console.log(
    `rows sent ${((100 * sentRows) / allRows).toFixed(1)} %, error p50 ${quantile(errors, 0.5).toFixed(3)} p99 ${quantile(errors, 0.99).toFixed(3)} max ${quantile(errors, 1).toFixed(2)} m, jump p99.9 ${quantile(jumps, 0.999).toFixed(3)} m`,
  );
  expect(errors.length).toBeGreaterThan(10_000);
  expect(sentRows / allRows).toBeLessThan(0.5);
  expect(quantile(errors, 0.99)).toBeLessThan(0.25);
  expect(quantile(jumps, 0.999)).toBeLessThan(0.05);

  function allTiles(): number[] {
    const out: number[] = [];
    const COUNT = 32768;
    const x0 = Math.floor(((114.45 + 180) / 360) * COUNT);
    for (let x = x0; x < x0 + 8; x++) for (let y = 13_450; y < 13_480; y++) out.push(x * COUNT + y);
    return out;
  }
});
