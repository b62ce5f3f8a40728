// Delayed dead reckoning with a blend of one tick (interpDR): from row a straight on, and during the last tick before
// row b smoothly over to b run backwards. Exact for suppressed streams, because the sender guarantees that a's course
// held until one tick before b. One text for the GPU and its twin for the CPU; a test holds them equal.
// Local metres (x east, y north, z up), headings in radians counter-clockwise from east, seconds.

/** Without a newer row a course is followed this long, then the thing stands still. */
export const HOLD_S = 5;
/** One tick of the server: the length of the blend. */
export const BLEND_S = 0.2;

export interface MotionSample {
  x: number;
  y: number;
  z: number;
  timeS: number;
  headingRad: number;
  speedMps: number;
}

export interface MotionPose {
  x: number;
  y: number;
  z: number;
  headingRad: number;
}

const clamp = (v: number, low: number, high: number) => Math.min(high, Math.max(low, v));

/** Where a thing is at timeS between its rows a and b (b = a when there is none newer). */
export function interpolate(a: MotionSample, b: MotionSample, timeS: number): MotionPose {
  const da = clamp(timeS - a.timeS, -HOLD_S, HOLD_S) * a.speedMps;
  const db = clamp(timeS - b.timeS, -HOLD_S, HOLD_S) * b.speedMps;
  const u = clamp((timeS - (b.timeS - BLEND_S)) / BLEND_S, 0, 1);
  const w = u * u * (3 - 2 * u);
  const ax = a.x + Math.cos(a.headingRad) * da;
  const ay = a.y + Math.sin(a.headingRad) * da;
  const bx = b.x + Math.cos(b.headingRad) * db;
  const by = b.y + Math.sin(b.headingRad) * db;
  const turn = b.headingRad - a.headingRad;
  const shortest = turn - 2 * Math.PI * Math.floor((turn + Math.PI) / (2 * Math.PI));
  const climb = clamp((timeS - a.timeS) / Math.max(b.timeS - a.timeS, 1e-3), 0, 1);
  return {
    x: ax + w * (bx - ax),
    y: ay + w * (by - ay),
    z: a.z + climb * (b.z - a.z),
    headingRad: a.headingRad + w * shortest,
  };
}

/** GLSL ES 3.00: vec4(x, y, z, heading). a, b: xyz and time; velocity: of a and of b; heading: of a and of b. */
export const INTERPOLATE_GLSL = `
vec4 interpolateMotion(vec4 a, vec4 b, vec4 velocity, vec2 heading, float time) {
  float ta = clamp(time - a.w, -${HOLD_S.toFixed(1)}, ${HOLD_S.toFixed(1)});
  float tb = clamp(time - b.w, -${HOLD_S.toFixed(1)}, ${HOLD_S.toFixed(1)});
  float u = clamp((time - (b.w - ${BLEND_S})) / ${BLEND_S}, 0.0, 1.0);
  float w = u * u * (3.0 - 2.0 * u);
  vec2 pa = a.xy + velocity.xy * ta;
  vec2 pb = b.xy + velocity.zw * tb;
  float turn = heading.y - heading.x;
  turn -= 6.283185307179586 * floor((turn + 3.141592653589793) / 6.283185307179586);
  float climb = clamp((time - a.w) / max(b.w - a.w, 1.0e-3), 0.0, 1.0);
  return vec4(mix(pa, pb, w), mix(a.z, b.z, climb), heading.x + w * turn);
}
`;
