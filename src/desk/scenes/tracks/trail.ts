// Where a moving thing has been, as a ribbon of instances: each runs from one place to the next, and fades with its age.
// City ENU metres, times of the twin. Written into one buffer that is kept.

import type { TrackPose } from "../../../model/twin/twin-store.ts";
import type { InstanceField, InstanceMesh } from "../instance-mesh.ts";
import { cellOf } from "../instance-place.ts";

export const TRAIL_STRIDE = 40;
export const TRAIL_FIELDS: readonly InstanceField[] = [
  { name: "i_cell", size: 3, type: "f32", offset: 0 },
  { name: "i_from", size: 3, type: "f32", offset: 12 },
  { name: "i_to", size: 3, type: "f32", offset: 24 },
  { name: "i_fresh", size: 1, type: "f32", offset: 36 },
];

/** @param grow whether it keeps its width in the picture, where the draw knows its eye as u_eyeCell and u_eyeLow */
export const trailVertex = (grow: boolean): string => `
void place(out vec3 cell, out vec3 local, out mat3 turn, inout vec3 stretch, out vec3 paint, out uint pick) {
  vec3 way = i_to - i_from;
  vec2 along = normalize(way.xy + vec2(1e-6));
  vec3 across = a_position.z > 0.5 ? vec3(0.0, 0.0, 1.0) : vec3(-along.y, along.x, 0.0);
  cell = i_cell;
  vec3 at = i_from + way * a_position.x;
  float width = ${grow ? "max(0.4, 0.0035 * length((i_cell - u_eyeCell) + (at - u_eyeLow)))" : "0.4"};
  local = at + across * a_position.y * width;
  turn = mat3(1.0);
  stretch = vec3(0.0);
  paint = vec3(i_fresh);
  pick = 0u;
}`;
export const TRAIL_FRAGMENT = `
vec4 shade(vec3 paint, float part, float diffuse) { return vec4(1.0, 0.82, 0.2, 0.15 + 0.7 * paint.x); }`;

/** A level strip and an upright one, seen from both sides. */
export function trailMesh(): InstanceMesh {
  const positions: number[] = [];
  const shapes: number[] = [];
  const indices: number[] = [];
  for (const upright of [0, 1]) {
    const first = positions.length / 3;
    for (const [x, y] of [
      [0, -0.5],
      [1, -0.5],
      [1, 0.5],
      [0, 0.5],
    ] as const) {
      positions.push(x, y, upright);
      shapes.push(0, 0, 1, 0);
    }
    indices.push(first, first + 1, first + 2, first, first + 2, first + 3);
    indices.push(first, first + 2, first + 1, first, first + 3, first + 2);
  }
  return {
    positions: Float32Array.from(positions),
    shapes: Float32Array.from(shapes),
    indices: Uint16Array.from(indices),
  };
}

export interface Trail {
  /** Takes a place if it is new enough and far enough from the last; true = the ribbon changed. */
  add(timeMs: number, pose: TrackPose, liftM: number): boolean;
  /** Where the thing is drawn now: the ribbon ends there. */
  lead(pose: TrackPose | undefined): void;
  clear(): void;
  /** Twin time of the oldest place; undefined = none. */
  fromMs(): number | undefined;
  points(): number;
  /** Ribbon at a twin time. */
  pack(timeMs: number): { bytes: Uint8Array; count: number };
}

export interface TrailOptions {
  /** Older places are forgotten; absent: none is, and nothing fades. */
  keepMs?: number;
  everyMs: number;
  leastM: number;
  /** Beyond so many, every second place of the older half is let go. */
  most: number;
}

/** A gap in time longer than this ends the trail: the picture jumped. */
const JUMP_MS = 20_000;
/** Clocks are set right by less than this: a step back is then none. */
const SLEW_MS = 1000;
const VALUES = 4;

export function createTrail({ keepMs, everyMs, leastM, most }: TrailOptions): Trail {
  const rows = new Float64Array((most + 1) * VALUES);
  const bytes = new Uint8Array((most + 1) * TRAIL_STRIDE);
  const view = new DataView(bytes.buffer);
  let count = 0;
  let seenMs = Number.NEGATIVE_INFINITY;
  let head: TrackPose | undefined;
  const at = (row: number, k: number) => rows[row * VALUES + k] as number;

  function drop(n: number): void {
    rows.copyWithin(0, n * VALUES, count * VALUES);
    count -= n;
  }
  function thin(): void {
    const half = Math.floor(count / 2);
    let to = 1;
    for (let from = 2; from < count; from++) {
      if (from < half && from % 2 === 1) continue;
      rows.copyWithin(to * VALUES, from * VALUES, (from + 1) * VALUES);
      to += 1;
    }
    count = to;
  }
  const clear = () => {
    count = 0;
    head = undefined;
  };
  /** A segment between two places, in the cell of the first. */
  function put(row: number, from: readonly number[], to: readonly number[], fresh: number): void {
    const base = row * TRAIL_STRIDE;
    for (let k = 0; k < 3; k++) {
      const start = from[k] as number;
      const cell = cellOf(start);
      view.setFloat32(base + k * 4, cell, true);
      view.setFloat32(base + 12 + k * 4, start - cell, true);
      view.setFloat32(base + 24 + k * 4, (to[k] as number) - cell, true);
    }
    view.setFloat32(base + 36, fresh, true);
  }
  const place = (row: number) => [at(row, 0), at(row, 1), at(row, 2)];

  return {
    add(timeMs, { eastM, northM, upM }, liftM) {
      if (count > 0) {
        const passedMs = timeMs - at(count - 1, 3);
        // A thing that stands adds no places, and is seen all the same.
        if (passedMs < -SLEW_MS || timeMs - seenMs > JUMP_MS) clear();
        else if (passedMs < everyMs) return false;
      }
      seenMs = timeMs;
      let gone = 0;
      if (keepMs !== undefined) while (gone < count && timeMs - at(gone, 3) > keepMs) gone += 1;
      if (gone > 0) drop(gone);
      const up = upM + liftM;
      const near =
        count > 0 &&
        Math.hypot(eastM - at(count - 1, 0), northM - at(count - 1, 1), up - at(count - 1, 2)) < leastM;
      if (near) return gone > 0;
      if (count >= most) thin();
      const base = count * VALUES;
      rows[base] = eastM;
      rows[base + 1] = northM;
      rows[base + 2] = up;
      rows[base + 3] = timeMs;
      count += 1;
      return true;
    },
    lead(pose) {
      head = pose;
    },
    clear,
    fromMs: () => (count > 0 ? at(0, 3) : undefined),
    points: () => count,
    pack(timeMs) {
      for (let i = 1; i < count; i++) {
        const fresh = keepMs === undefined ? 0.8 : Math.max(0, 1 - (timeMs - at(i, 3)) / keepMs);
        put(i - 1, place(i - 1), place(i), fresh);
      }
      if (!head || count === 0) return { bytes, count: Math.max(0, count - 1) };
      put(count - 1, place(count - 1), [head.eastM, head.northM, head.upM], keepMs === undefined ? 0.8 : 1);
      return { bytes, count };
    },
  };
}
