// A dock (机库) as a small body: plinth, walls, two leaves of its cover that slide apart as far as it is observed to be open,
// a band in the colour of its state, and the drone where it is said to be inside. 2.2 m wide, since no source tells its
// size. Metres, x forward, y left, z up; headings in the instances are counter-clockwise from east.

import { type EnuFrame, geodeticToEcef } from "../../../model/geo/frames.ts";
import type { DockObservation } from "../../../model/twin/dock.ts";
import type { InstanceField, InstanceMesh } from "../../scenes/instance-mesh.ts";
import { putPlace } from "../../scenes/instance-place.ts";
import { TONES } from "../../scenes/markers/marker.ts";
import { createMeshBuilder } from "../../scenes/mesh-builder.ts";
import { dockTone } from "./markers.ts";

/** Beyond this the marker alone stands for it. */
export const HANGAR_FAR_M = 400;
const PART = { wall: 0, inside: 1, leftLeaf: 2, rightLeaf: 3, band: 4, drone: 5 } as const;
/** How far a leaf slides, metres. */
const SLIDE_M = 0.98;

export const HANGAR_STRIDE = 40;
export const HANGAR_FIELDS: readonly InstanceField[] = [
  { name: "i_cell", size: 3, type: "f32", offset: 0 },
  { name: "i_local", size: 3, type: "f32", offset: 12 },
  { name: "i_turn", size: 1, type: "f32", offset: 24 },
  { name: "i_open", size: 1, type: "f32", offset: 28 },
  { name: "i_inside", size: 1, type: "f32", offset: 32 },
  { name: "i_look", size: 4, type: "u8", normalize: true, offset: 36 },
];
export const HANGAR_VERTEX = `
void place(out vec3 cell, out vec3 local, out mat3 turn, inout vec3 stretch, out vec3 paint, out uint pick) {
  float c = cos(i_turn);
  float s = sin(i_turn);
  float part = a_shape.w;
  float slide = part == ${PART.leftLeaf.toFixed(1)} ? ${SLIDE_M} : part == ${PART.rightLeaf.toFixed(1)} ? -${SLIDE_M} : 0.0;
  cell = i_cell;
  turn = mat3(c, s, 0.0, -s, c, 0.0, 0.0, 0.0, 1.0);
  local = i_local + turn * vec3(0.0, slide * i_open, 0.0);
  bool away = part == ${PART.drone.toFixed(1)} && i_inside < 0.5;
  if (away || eyeDistance(i_cell, i_local) > ${HANGAR_FAR_M.toFixed(1)}) stretch = vec3(0.0);
  paint = i_look.rgb;
  pick = 0u;
}`;
/** sRGB; the band glows at night. */
export const HANGAR_FRAGMENT = `
vec3 shade(vec3 paint, float part, float diffuse) {
  vec3 base = vec3(0.80, 0.82, 0.84);
  vec3 glow = vec3(0.0);
  if (part > 4.5) base = vec3(0.16, 0.18, 0.2);
  else if (part > 3.5) { base = paint; glow = paint * (0.25 + 0.6 * CITY_NIGHT); }
  else if (part > 1.5) base = vec3(0.90, 0.91, 0.92);
  else if (part > 0.5) base = vec3(0.11, 0.12, 0.13);
  return base * (0.45 + 0.55 * diffuse) * sqrt(min(u_level, vec3(1.1))) + glow;
}`;

export function hangarMesh(): InstanceMesh {
  const mesh = createMeshBuilder();
  mesh.box([-1.1, 1.1], [-1.1, 1.1], [0, 0.25], PART.inside);
  for (const sign of [-1, 1]) {
    const side = (from: number, to: number): [number, number] => (sign > 0 ? [from, to] : [-to, -from]);
    mesh.box(side(0.98, 1.1), [-1.1, 1.1], [0.25, 1.1], PART.wall);
    mesh.box([-0.98, 0.98], side(0.98, 1.1), [0.25, 1.1], PART.wall);
  }
  mesh.box([-0.98, 0.98], [-0.98, 0.98], [0.25, 0.55], PART.inside);
  mesh.box([1.1, 1.115], [-0.9, 0.9], [0.8, 0.95], PART.band);
  mesh.box([-1.115, -1.1], [-0.9, 0.9], [0.8, 0.95], PART.band);
  // Closed they meet over the middle, slightly arched.
  mesh.box([-1.12, 1.12], [0.005, 1.12], [1.1, 1.2], PART.leftLeaf, { y: [0.005, 1.02] });
  mesh.box([-1.12, 1.12], [-1.12, -0.005], [1.1, 1.2], PART.rightLeaf, { y: [-1.02, -0.005] });
  mesh.box([-0.3, 0.3], [-0.14, 0.14], [0.6, 0.85], PART.drone);
  for (const x of [-0.34, 0.34])
    for (const y of [-0.34, 0.34]) {
      mesh.cylinder("z", [0.82, 0.86], [x, y], 0.22, PART.drone, 10);
      mesh.cylinder("z", [0.55, 0.84], [x, y], 0.04, PART.drone, 6);
    }
  return mesh.finish();
}

/** How far the cover is seen to be open, 0 to 1; what nobody tells is drawn closed, and said in the inspector. */
const openOf = ({ cover }: DockObservation): number =>
  cover === "open" ? 1 : cover === "half-open" ? 0.5 : cover === "fault" ? 0.25 : 0;

export interface Hangars {
  bytes: Uint8Array;
  count: number;
  /** City ENU of each, with its id, for picks. */
  places: { id: string; eastM: number; northM: number; upM: number }[];
}

/** @param hidden tones that the legend hides */
export function hangars(
  docks: Iterable<DockObservation>,
  frame: EnuFrame,
  groundHeightM: number,
  hidden: readonly string[],
): Hangars {
  const placed = [...docks].flatMap((dock) => {
    const { lonDeg, latDeg, heightM } = dock;
    if (lonDeg === undefined || latDeg === undefined || hidden.includes(dockTone(dock))) return [];
    return [{ dock, at: frame.toEnu(...geodeticToEcef(lonDeg, latDeg, heightM ?? groundHeightM)) }];
  });
  const bytes = new Uint8Array(placed.length * HANGAR_STRIDE);
  const data = new DataView(bytes.buffer);
  placed.forEach(({ dock, at }, i) => {
    const base = i * HANGAR_STRIDE;
    putPlace(data, base, at);
    data.setFloat32(base + 24, Math.PI / 2 - (dock.headingRad ?? 0), true);
    data.setFloat32(base + 28, openOf(dock), true);
    data.setFloat32(base + 32, dock.droneInside === true ? 1 : 0, true);
    bytes.set(TONES[dockTone(dock)].fill, base + 36);
  });
  return {
    bytes,
    count: placed.length,
    places: placed.map(({ dock, at: [eastM, northM, upM] }) => ({ id: dock.id, eastM, northM, upM })),
  };
}
