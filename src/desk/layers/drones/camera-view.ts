// What each flying drone's camera sees of the ground, and the line from the drone down to it, as instances of two draws.
// The ground is a plane at the city's height, the footprint planning.md's trapezoid, cut at a range where it nears the
// horizon. City ENU metres. A drone that doesn't tell its camera's angle or field of view gets no footprint.

import { cameraFootprint } from "../../../analysis/footprints/camera-footprint.ts";
import { type DroneObservation, isInAir } from "../../../model/twin/drone.ts";
import type { TrackPose } from "../../../model/twin/twin-store.ts";
import type { InstanceField, InstanceMesh } from "../../scenes/instance-mesh.ts";
import { cellOf, putPlace } from "../../scenes/instance-place.ts";
import { createMeshBuilder } from "../../scenes/mesh-builder.ts";

export const MOST_RANGE_M = 600;
const LOWEST_M = 3;

export const VIEW_STRIDE = 64;
export const VIEW_FIELDS: readonly InstanceField[] = [
  { name: "i_cell", size: 3, type: "f32", offset: 0 },
  { name: "i_near", size: 4, type: "f32", offset: 12 },
  { name: "i_far", size: 4, type: "f32", offset: 28 },
  { name: "i_up", size: 1, type: "f32", offset: 44 },
  { name: "i_chosen", size: 1, type: "f32", offset: 48 },
];
/** a_position names the corner, the one before it towards which an edge runs, and the side of the edge. */
export const VIEW_VERTEX = `
vec2 cornerOf(float k) {
  return k < 0.5 ? i_near.xy : k < 1.5 ? i_near.zw : k < 2.5 ? i_far.xy : i_far.zw;
}
void place(out vec3 cell, out vec3 local, out mat3 turn, inout vec3 stretch, out vec3 paint, out uint pick) {
  vec2 at = cornerOf(a_position.x);
  vec2 along = normalize(cornerOf(a_position.y) - at + vec2(1e-6));
  cell = i_cell;
  local = vec3(at + vec2(-along.y, along.x) * a_position.z * (0.5 + 0.9 * i_chosen), i_up);
  turn = mat3(1.0);
  stretch = vec3(0.0);
  paint = i_chosen > 0.5 ? vec3(1.0, 0.82, 0.2) : vec3(0.3, 0.75, 1.0);
  pick = 0u;
}`;
export const VIEW_FRAGMENT = `
vec4 shade(vec3 paint, float part, float diffuse) { return vec4(paint, part > 0.5 ? 0.85 : 0.13); }`;

/** A quad's face, and four edges as strips. */
export function viewMesh(): InstanceMesh {
  const positions: number[] = [];
  const shapes: number[] = [];
  const indices: number[] = [];
  const vertex = (corner: number, next: number, side: number, part: number) => {
    positions.push(corner, next, side);
    shapes.push(0, 0, 1, part);
    return positions.length / 3 - 1;
  };
  const face = [0, 1, 2, 3].map((corner) => vertex(corner, (corner + 1) % 4, 0, 0)) as [
    number,
    number,
    number,
    number,
  ];
  indices.push(face[0], face[1], face[2], face[0], face[2], face[3]);
  for (let corner = 0; corner < 4; corner++) {
    const next = (corner + 1) % 4;
    const a = vertex(corner, next, -1, 1);
    const b = vertex(corner, next, 1, 1);
    // Seen from its own end the edge runs the other way, and so do its sides.
    const c = vertex(next, corner, 1, 1);
    const d = vertex(next, corner, -1, 1);
    indices.push(a, c, d, a, d, b);
  }
  return {
    positions: Float32Array.from(positions),
    shapes: Float32Array.from(shapes),
    indices: Uint16Array.from(indices),
  };
}

export const STEM_STRIDE = 32;
export const STEM_FIELDS: readonly InstanceField[] = [
  { name: "i_cell", size: 3, type: "f32", offset: 0 },
  { name: "i_local", size: 3, type: "f32", offset: 12 },
  { name: "i_size", size: 2, type: "f32", offset: 24 },
];
export const STEM_VERTEX = `
void place(out vec3 cell, out vec3 local, out mat3 turn, inout vec3 stretch, out vec3 paint, out uint pick) {
  cell = i_cell;
  local = i_local;
  turn = mat3(1.0);
  stretch = vec3(0.12 + 0.18 * i_size.y, 0.12 + 0.18 * i_size.y, i_size.x);
  paint = i_size.y > 0.5 ? vec3(1.0, 0.82, 0.2) : vec3(0.3, 0.75, 1.0);
  pick = 0u;
}`;
export const STEM_FRAGMENT = `
vec4 shade(vec3 paint, float part, float diffuse) { return vec4(paint, 0.7); }`;

/** One metre down, one wide. */
export function stemMesh(): InstanceMesh {
  const mesh = createMeshBuilder();
  mesh.box([-0.5, 0.5], [-0.5, 0.5], [-1, 0], 0);
  return mesh.finish();
}

export interface DroneViews {
  footprints: { bytes: Uint8Array; count: number };
  stems: { bytes: Uint8Array; count: number };
}

/**
 * @param groundUpM height of the ground in the city's frame
 * @param chosen id of the selected drone
 */
export function droneViews(
  drones: Iterable<DroneObservation>,
  poseOf: (id: string) => TrackPose | undefined,
  groundUpM: number,
  chosen: string | undefined,
): DroneViews {
  const flying = [...drones].flatMap((drone) => {
    const pose = isInAir(drone.state) ? poseOf(drone.id) : undefined;
    return pose && pose.upM - groundUpM > LOWEST_M ? [{ drone, pose }] : [];
  });
  const stems = new DataView(new ArrayBuffer(flying.length * STEM_STRIDE));
  const prints = new DataView(new ArrayBuffer(flying.length * VIEW_STRIDE));
  let count = 0;
  flying.forEach(({ drone, pose }, i) => {
    const heightM = pose.upM - groundUpM;
    const mark = drone.id === chosen ? 1 : 0;
    putPlace(stems, i * STEM_STRIDE, [pose.eastM, pose.northM, pose.upM]);
    stems.setFloat32(i * STEM_STRIDE + 24, heightM, true);
    stems.setFloat32(i * STEM_STRIDE + 28, mark, true);
    const { gimbal, camera } = drone;
    if (!gimbal || !camera) return;
    const print = cameraFootprint(
      { heightM, pitchRad: -gimbal.pitchRad, hfovRad: camera.hfovRad, vfovRad: camera.vfovRad },
      MOST_RANGE_M,
    );
    if (!print) return;
    const [s, c] = [Math.sin(gimbal.yawRad), Math.cos(gimbal.yawRad)];
    const [east, north] = [cellOf(pose.eastM), cellOf(pose.northM)];
    const corners = print.corners.flatMap(([forward, left]) => [
      pose.eastM + forward * s - left * c - east,
      pose.northM + forward * c + left * s - north,
    ]);
    const ground = [east, north, 0];
    [...ground, ...corners, groundUpM + 0.4, mark].forEach((v, k) => {
      prints.setFloat32(count * VIEW_STRIDE + k * 4, v, true);
    });
    count += 1;
  });
  return {
    footprints: { bytes: new Uint8Array(prints.buffer), count },
    stems: { bytes: new Uint8Array(stems.buffer), count: flying.length },
  };
}
