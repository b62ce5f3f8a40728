// One text for both engines: where a vehicle is at a moment, from its two rows, and what its parts look like.

import { AT, LOOK_STALE } from "../../../live/motion/instance-layout.ts";
import { INTERPOLATE_GLSL } from "../../../live/motion/interpolation.ts";
import type { InstanceField } from "../../scenes/instance-mesh.ts";

export const VEHICLE_FIELDS: readonly InstanceField[] = [
  { name: "i_cell", size: 3, type: "f32", offset: AT.cell },
  { name: "i_a", size: 4, type: "f32", offset: AT.a },
  { name: "i_b", size: 4, type: "f32", offset: AT.b },
  { name: "i_velocity", size: 4, type: "f32", offset: AT.velocity },
  { name: "i_heading", size: 2, type: "f32", offset: AT.heading },
  { name: "i_size", size: 3, type: "f32", offset: AT.size },
  { name: "i_look", size: 4, type: "u8", normalize: true, offset: AT.look },
];

/** How a vehicle stands at u_time, seconds after its batch's base time. */
export const VEHICLE_VERTEX = `${INTERPOLATE_GLSL}
uniform float u_time;
void place(out vec3 cell, out vec3 local, out mat3 turn, inout vec3 stretch, out vec3 paint, out uint pick) {
  vec4 pose = interpolateMotion(i_a, i_b, i_velocity, i_heading, u_time);
  float c = cos(pose.w);
  float s = sin(pose.w);
  cell = i_cell;
  local = pose.xyz;
  turn = mat3(c, s, 0.0, -s, c, 0.0, 0.0, 0.0, 1.0);
  stretch = i_size;
  int flags = int(i_look.w * 255.0 + 0.5);
  // What has not reported for long is drawn as a ghost of itself.
  paint = (flags & ${LOOK_STALE}) != 0 ? vec3(0.62) : i_look.rgb;
  pick = 0u;
}`;

/** sRGB of a part of it. */
export const VEHICLE_FRAGMENT = `
vec3 shade(vec3 paint, float part, float diffuse) {
  vec3 base = paint;
  vec3 glow = vec3(0.0);
  if (part > 4.5) base = mix(vec3(0.72), paint, 0.15);
  else if (part > 3.5) { base = vec3(0.75, 0.06, 0.05); glow = base * (0.4 + 0.5 * CITY_NIGHT); }
  else if (part > 2.5) { base = vec3(1.0, 0.97, 0.88); glow = base * (0.5 + 0.6 * CITY_NIGHT); }
  else if (part > 1.5) base = vec3(0.055);
  else if (part > 0.5) base = vec3(0.10, 0.13, 0.16);
  // Colours are the screen's here, so that light counts by its root.
  return base * (0.48 + 0.52 * diffuse) * sqrt(min(u_level, vec3(1.1))) + glow;
}`;
