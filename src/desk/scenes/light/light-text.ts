// One text for both engines: sky, haze and light on a surface. Linear RGB. The engine says what CITY_EYE (mat3 from
// world axes to the eye's) and CITY_HEIGHT_M (of the eye over the ground) are, and sets the uniforms.

/** Declared by Cesium's CustomShader itself; elsewhere put before the text. */
export const LIGHT_UNIFORMS_GLSL = `
uniform vec3 u_towards;
uniform vec3 u_sun;
uniform vec3 u_up;
uniform vec3 u_east;
uniform vec3 u_direct;
uniform vec3 u_above;
uniform vec3 u_below;
uniform vec3 u_lamps;
uniform vec3 u_zenith;
uniform vec3 u_horizon;
uniform vec3 u_glow;
// Haze a metre, height of its layer in metres, night 0 … 1, seconds of the water.
uniform vec4 u_air;
// Shares of lit windows: homes, work, shops.
uniform vec3 u_lit;
// What falls on a standing thing, against the early afternoon.
uniform vec3 u_level;
`;

export const LIGHT_GLSL = `
vec3 cityLinear(vec3 c) {
  return mix(c / 12.92, pow((max(c, 0.0) + 0.055) / 1.055, vec3(2.4)), step(vec3(0.04045), c));
}
// Khronos' neutral curve: colours stay true below 0.76, and nothing clips above.
vec3 cityTone(vec3 c) {
  float peak = max(c.r, max(c.g, c.b));
  if (peak < 0.76) return c;
  float shown = 1.0 - 0.0576 / (peak - 0.52);
  c *= shown / peak;
  return mix(c, vec3(shown), 1.0 - 1.0 / (0.15 * (peak - shown) + 1.0));
}
// The sky in a direction: sine of its elevation, cosine of its angle to the sun.
vec3 citySky(float up, float toSun) {
  float h = clamp(up, 0.0, 1.0);
  float s = max(toSun, 0.0);
  vec3 sky = mix(u_horizon, u_zenith, 1.0 - exp(-3.6 * h));
  // What a city throws up at its own haze.
  sky += u_lamps * (0.02 * exp(-8.0 * h));
  float halo = s * s;
  halo *= halo;
  sky += u_glow * (0.30 * halo * exp(-3.0 * h) + 0.34 * pow(s, 40.0) + 0.3 * pow(s, 400.0));
  return sky;
}
// Share of a surface's own light that reaches the eye through a layer of haze (Beer and Lambert, along the ray).
float cityClear(float far, float eyeM, float atM) {
  float a = max(eyeM, 0.0) / u_air.y;
  float b = max(atM, 0.0) / u_air.y;
  float rise = b - a;
  float mean = abs(rise) < 1.0e-3 ? exp(-a) : (exp(-a) - exp(-b)) / rise;
  float depth = u_air.x * far * mean;
  return exp(-depth * sqrt(depth));
}
vec3 cityAir(vec3 colour, vec3 positionEC, vec3 upEC, vec3 sunEC) {
  float far = length(positionEC);
  vec3 towards = positionEC / max(far, 1.0e-3);
  float clear = cityClear(far, CITY_HEIGHT_M, CITY_HEIGHT_M + dot(positionEC, upEC));
  vec3 haze = citySky(0.03, dot(towards, sunEC));
  return mix(haze, colour, clear);
}
// What falls on a surface, from sun or moon, sky and ground.
vec3 cityLight(vec3 normal, vec3 upEC, vec3 towardsEC) {
  return mix(u_below, u_above, 0.5 + 0.5 * dot(normal, upEC)) + u_direct * max(dot(normal, towardsEC), 0.0);
}
`;
