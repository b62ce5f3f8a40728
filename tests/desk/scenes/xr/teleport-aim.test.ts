import { Group, PerspectiveCamera } from "three";
import { beforeAll, describe, expect, test } from "vitest";
import { createRigMoves } from "../../../../src/desk/scenes/xr/body/rig-moves.ts";
import {
  type Aim,
  type AimState,
  aimArc,
  aimStraight,
  LEAST_CLEAR_M,
  newAim,
} from "../../../../src/desk/scenes/xr/body/teleport-aim.ts";
import type { Vec3 } from "../../../../src/model/geo/frames.ts";
import { type Random, seeded } from "../../../../src/model/records/random.ts";
import { newGroundHit } from "../../../../src/model/roads/walkable.ts";
import { pierces, sampleWalk, type Triangle } from "./sample-walk.ts";

const AIMS = 10_000;
const ALLOWED = new Set(["driving", "biking", "sidewalk", "parking", "restricted", "shoulder"]);
const place = ([eastM, northM, upM]: Vec3) => ({ eastM, northM, upM });

let sample: Awaited<ReturnType<typeof sampleWalk>>;
beforeAll(async () => {
  sample = await sampleWalk();
});

/** Somebody somewhere on the network, or right beside something that stands, pointing anywhere. */
function anyone(random: Random): { head: Vec3; hand: Vec3; direction: Vec3 } {
  const { places, standing, walkable } = sample;
  let [e, n, u] = places[random.index(places.length)] as Vec3;
  let turn = random.between(0, 2 * Math.PI);
  if (random.next() < 0.5) {
    const [[te, tn]] = standing[random.index(standing.length)] as Triangle;
    const [ae, an] = [te + random.between(-6, 6), tn + random.between(-6, 6)];
    const hit = newGroundHit();
    if (walkable.groundAt(Float64Array.of(ae, an, 0), 0, 50, 50, hit)) [e, n, u] = [ae, an, hit.upM];
    turn = Math.atan2(tn - n, te - e) + random.between(-0.3, 0.3);
  }
  const rise = random.between(-1.2, 1.2);
  const head: Vec3 = [e, n, u + random.between(1.1, 1.9)];
  const hand: Vec3 = [
    e + random.between(-0.6, 0.6),
    n + random.between(-0.6, 0.6),
    head[2] - random.between(0.1, 0.7),
  ];
  return {
    head,
    hand,
    direction: [Math.cos(turn) * Math.cos(rise), Math.sin(turn) * Math.cos(rise), Math.sin(rise)],
  };
}

const CELL_M = 5;
/** Triangles that may touch a rectangle, by a grid of their own bounds. */
function byBounds(
  triangles: readonly Triangle[],
): (corners: readonly Vec3[], marginM: number) => Set<Triangle> {
  const cells = new Map<string, Triangle[]>();
  const keys = (corners: readonly Vec3[], margin: number): string[] => {
    const span = (axis: 0 | 1): [number, number] => {
      const values = corners.map((corner) => corner[axis]);
      return [
        Math.floor((Math.min(...values) - margin) / CELL_M),
        Math.floor((Math.max(...values) + margin) / CELL_M),
      ];
    };
    const [[west, east], [south, north]] = [span(0), span(1)];
    const out: string[] = [];
    for (let c = west; c <= east; c++) for (let r = south; r <= north; r++) out.push(`${c} ${r}`);
    return out;
  };
  for (const triangle of triangles)
    for (const key of keys(triangle, 0)) {
      const list = cells.get(key) ?? [];
      list.push(triangle);
      cells.set(key, list);
    }
  return (corners, margin) => new Set(keys(corners, margin).flatMap((key) => cells.get(key) ?? []));
}

const point = ({ points }: Aim, i: number): Vec3 => [...points.subarray(3 * i, 3 * i + 3)] as Vec3;

describe("teleports on the sample network", () => {
  test("10,000 random aims land only where a person may stand, clear of and never through what stands", () => {
    const { walkable, standing, lanesAt, network } = sample;
    const random = seeded(20261124);
    const aim = newAim();
    const told: Partial<Record<AimState, number>> = {};
    const wrong: string[] = [];
    let worstHeightM = 0;
    let longestM = 0;
    const hulls = network.junctions.length;
    const near = byBounds(standing);
    for (let i = 0; i < AIMS; i++) {
      const { head, hand, direction } = anyone(random);
      if (i % 2 === 0) aimArc(walkable, place(head), place(hand), place(direction), aim);
      else aimStraight(walkable, place(head), place(direction), aim);
      told[aim.state] = (told[aim.state] ?? 0) + 1;
      if (aim.state !== "valid") continue;
      const end = point(aim, aim.count - 1);
      const lanes = lanesAt(end[0], end[1]).filter(({ upM }) => Math.abs(upM - end[2]) < 1);
      const allowed = lanes.filter(({ type }) => ALLOWED.has(type));
      const barred = lanes.filter(({ type }) => !ALLOWED.has(type));
      // Between the lanes of a junction lies its floor, which belongs to no lane.
      if (lanes.length === 0 ? hulls === 0 || aim.hit.kind !== 1 : allowed.length === 0 && aim.hit.kind !== 4)
        wrong.push(`${i}: on ${barred.map(({ type }) => type).join()} at ${end.join()}`);
      const surface = allowed.length > 0 ? allowed : lanes;
      if (surface.length > 0)
        worstHeightM = Math.max(worstHeightM, Math.min(...surface.map(({ upM }) => Math.abs(upM - end[2]))));
      let long = 0;
      for (let k = 1; k < aim.count; k++) {
        const [a, b] = [point(aim, k - 1), point(aim, k)];
        long += Math.hypot(b[0] - a[0], b[1] - a[1], b[2] - a[2]);
      }
      longestM = Math.max(longestM, long);
      const way: [Vec3, Vec3][] = [
        ...(i % 2 === 0 ? [[head, hand] as [Vec3, Vec3]] : []),
        ...Array.from({ length: aim.count - 1 }, (_, k): [Vec3, Vec3] => [point(aim, k), point(aim, k + 1)]),
      ];
      for (const [a, b] of way)
        for (const triangle of near([a, b], 0))
          if (pierces(a, b, triangle)) wrong.push(`${i}: through something at ${triangle[0].join()}`);
      for (const triangle of near([end], LEAST_CLEAR_M))
        for (const corner of triangle) {
          const over = corner[2] - end[2];
          if (over < -0.2 || over > 1.8) continue;
          const gap = Math.hypot(corner[0] - end[0], corner[1] - end[1]);
          if (gap < LEAST_CLEAR_M) wrong.push(`${i}: ${gap.toFixed(3)} m from something`);
        }
    }
    expect(wrong).toEqual([]);
    // The test would say nothing if hardly any aim were good, or none bad in each way the sample offers.
    expect(told.valid).toBeGreaterThan(AIMS / 10);
    for (const state of ["too-far", "barred", "blocked", "too-near"] as const)
      expect(told[state], state).toBeGreaterThan(20);
    expect(worstHeightM).toBeLessThan(0.01);
    expect(longestM).toBeLessThanOrEqual(30.001);
  });

  test("after a landing the eyes are over the target, as high over its ground as they were over the old", () => {
    const { walkable } = sample;
    const random = seeded(7);
    const rig = new Group();
    const camera = new PerspectiveCamera();
    rig.add(camera);
    const moves = createRigMoves(rig, camera);
    const aim = newAim();
    let landed = 0;
    while (landed < 200) {
      const { head, hand, direction } = anyone(random);
      if (aimArc(walkable, place(head), place(hand), place(direction), aim).state !== "valid") continue;
      landed += 1;
      const eyeM = random.between(1, 1.9);
      rig.rotation.set(0, random.between(-3, 3), 0);
      camera.position.set(random.between(-1.5, 1.5), eyeM, random.between(-1.5, 1.5));
      const [e, n, u] = point(aim, aim.count - 1);
      moves.land(e, u, -n);
      const { x, y, z } = moves.head();
      expect(Math.hypot(x - e, z + n)).toBeLessThan(1e-6);
      expect(Math.abs(y - u - eyeM)).toBeLessThan(0.01);
    }
  });
});
