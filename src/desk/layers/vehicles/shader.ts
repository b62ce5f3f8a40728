// What the parts of a vehicle look like, one text for both engines.

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
