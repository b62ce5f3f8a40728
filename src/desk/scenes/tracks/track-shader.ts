// One text for both engines: where a moving thing is at a moment, from its two rows.

import { AT, LOOK_STALE } from "../../../live/motion/instance-layout.ts";
import { INTERPOLATE_GLSL } from "../../../live/motion/interpolation.ts";
import type { InstanceField } from "../instance-mesh.ts";
import { TINT_GLSL } from "./track-tint.ts";

export const TRACK_FIELDS: readonly InstanceField[] = [
  { name: "i_cell", size: 3, type: "f32", offset: AT.cell },
  { name: "i_a", size: 4, type: "f32", offset: AT.a },
  { name: "i_b", size: 4, type: "f32", offset: AT.b },
  { name: "i_velocity", size: 4, type: "f32", offset: AT.velocity },
  { name: "i_heading", size: 2, type: "f32", offset: AT.heading },
  { name: "i_size", size: 3, type: "f32", offset: AT.size },
  { name: "i_look", size: 4, type: "u8", normalize: true, offset: AT.look },
];

/**
 * How it stands at u_time, seconds after its batch's base time.
 * @param growBeyondM see TrackLayer; only where the draw knows its eye as u_eyeCell and u_eyeLow
 * @param tinted whether it can be coloured by more than its paint; then the draw has the uniforms of TINT_GLSL
 */
export const trackVertex = (
  growBeyondM?: number,
  tinted = false,
): string => `${INTERPOLATE_GLSL}${tinted ? TINT_GLSL : ""}
uniform float u_time;
void place(out vec3 cell, out vec3 local, out mat3 turn, inout vec3 stretch, out vec3 paint, out uint pick) {
  vec4 pose = interpolateMotion(i_a, i_b, i_velocity, i_heading, u_time);
  float c = cos(pose.w);
  float s = sin(pose.w);
  cell = i_cell;
  local = pose.xyz;
  turn = mat3(c, s, 0.0, -s, c, 0.0, 0.0, 0.0, 1.0);
  stretch = i_size${
    growBeyondM === undefined
      ? ""
      : ` * max(1.0, length((i_cell - u_eyeCell) + (pose.xyz - u_eyeLow)) / ${growBeyondM.toFixed(1)})`
  };
  int flags = int(i_look.w * 255.0 + 0.5);
  // What has not reported for long is drawn as a ghost of itself.
  paint = (flags & ${LOOK_STALE}) != 0 ? vec3(0.62) : i_look.rgb;
${
  tinted
    ? "  tint(flags, length(u_time < i_b.w ? i_velocity.xy : i_velocity.zw), u_time + u_lag - max(i_a.w, i_b.w), paint, stretch);\n"
    : ""
}  pick = 0u;
}`;
