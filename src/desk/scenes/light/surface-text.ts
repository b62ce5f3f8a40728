// One text for both engines: what surfaces of our own tiles look like. A surface is told by its code (_FACADE: style,
// floor dm, bay dm, seed; style 255 = no facade, and floor says what it is then), its uv in wall-metres, and its place
// in the tile, metres. All that repeats is integrated over the pixel (box filter), so that nothing shimmers: past
// 1.5 pixels a bay only the mean is left. Needs light-text.ts.

/** Second byte of a code without facade. */
export const SURFACE_CODES = {
  plain: 0,
  roof: 2,
  ground: 3,
  water: 4,
  glass: 5,
  picture: 6,
  road: 7,
} as const;

export const SURFACE_GLSL = `
float cityHash(vec2 p) {
  vec3 q = fract(vec3(p.xyx) * 0.1031);
  q += dot(q, q.yzx + 33.33);
  return fract((q.x + q.y) * q.z);
}
float cityNoise(vec2 p) {
  vec2 i = floor(p);
  vec2 f = p - i;
  f = f * f * (3.0 - 2.0 * f);
  return mix(mix(cityHash(i), cityHash(i + vec2(1.0, 0.0)), f.x),
    mix(cityHash(i + vec2(0.0, 1.0)), cityHash(i + vec2(1.0, 1.0)), f.x), f.y);
}
float cityRamp(float x, float a, float b) { return floor(x) * (b - a) + clamp(fract(x), a, b); }
// Share of a pixel w wide that lies in [a, b] of a pattern of period 1.
float cityPulse(float x, float a, float b, float w) {
  float wide = max(w, 1.0e-4);
  return clamp((cityRamp(x + 0.5 * wide, a, b) - cityRamp(x - 0.5 * wide, a, b)) / wide, 0.0, 1.0);
}
// 1 where a pattern of period 1 can be told apart, 0 from 1.5 pixels a period on.
float citySharp(float w) { return 1.0 - smoothstep(0.3, 0.67, w); }

// Sky or street as a pane shows it.
vec3 cityMirror(vec3 toEye, vec3 normal, vec3 upEC, vec3 sunEC) {
  vec3 r = reflect(-toEye, normal);
  float up = dot(r, upEC);
  vec3 sky = citySky(up, dot(r, sunEC));
  return mix(u_below * 0.5 + u_lamps * 0.12, sky, smoothstep(-0.12, 0.06, up));
}

void cityFacade(vec4 code, vec2 wall, inout vec3 albedo, out float glass, out vec3 pane, out vec3 glow) {
  float style = code.x;
  float floorM = max(code.y * 0.1, 1.5);
  float bayM = max(code.z * 0.1, 0.5);
  vec2 at = vec2(wall.x / bayM, wall.y / floorM);
  vec2 w = fwidth(at);
  vec2 cell = floor(at);
  float sharp = citySharp(max(w.x, w.y));
  // Window within bay and floor; bars across it; which share of the lit windows counts.
  vec4 win = vec4(0.24, 0.76, 0.32, 0.80);
  float bars = 0.0;
  float share = u_lit.x;
  float whole = 0.0;
  // Bays that are lit together: a flat, an office, a shop.
  float room = 2.0;
  float warm = 0.8;
  vec3 tint = vec3(0.045, 0.055, 0.065);
  float slab = 0.0;
  float rail = 0.0;
  if (style < 0.5) { win = vec4(0.10, 0.90, 0.12, 0.86); bars = 2.0; slab = 0.07; rail = 0.34; }
  else if (style < 1.5) { bars = 2.0; slab = 0.03; }
  else if (style < 2.5) { win = vec4(0.03, 0.97, 0.02, 0.98); bars = 2.0; share = u_lit.y; whole = 0.35; room = 5.0; warm = 0.35; tint = vec3(0.03, 0.065, 0.085); }
  else if (style < 3.5) { win = vec4(0.01, 0.99, 0.34, 0.84); bars = 1.0; share = u_lit.y; whole = 0.3; room = 3.0; warm = 0.35; slab = 0.02; }
  else if (style < 4.5) { win = vec4(0.22, 0.78, 0.26, 0.82); bars = 2.0; share = u_lit.y; warm = 0.55; }
  else if (style < 5.5) { win = vec4(0.06, 0.94, 0.90, 0.96); share = u_lit.z; warm = 0.6; }
  else if (style < 6.5) { win = vec4(0.04, 0.96, 0.03, 0.70); bars = 2.0; share = u_lit.z; room = 1.0; warm = 0.7; }
  else if (style < 7.5) { win = vec4(0.08, 0.92, 0.34, 0.82); bars = 3.0; share = mix(u_lit.x, u_lit.z, 0.6); warm = 0.15; slab = 0.04; }
  else if (style < 8.5) { win = vec4(0.08, 0.92, 0.30, 0.82); bars = 3.0; share = u_lit.y * 0.7; warm = 0.4; slab = 0.06; }
  else { win = vec4(0.10, 0.90, 0.66, 0.86); bars = 4.0; share = u_lit.y * 0.5; warm = 0.3; }

  float across = cityPulse(at.x, win.x, win.y, w.x);
  float along = cityPulse(at.y, win.z, win.w, w.y);
  // Every second bay of such houses is a balcony, the others have a smaller window.
  float balcony = 0.0;
  if (rail > 0.0) {
    balcony = cityPulse(at.x * 0.5, 0.0, 0.5, w.x * 0.5);
    float small = cityPulse(at.x, 0.28, 0.72, w.x) * cityPulse(at.y, 0.34, 0.80, w.y);
    glass = mix(small, across * along, balcony);
  } else glass = across * along;

  // Frames and bars are lost first.
  float frame = 0.0;
  if (bars > 0.0) {
    float thin = 0.035 * bars * bars / max(bars * bars, 1.0);
    float bar = cityPulse((at.x - win.x) / max(win.y - win.x, 0.01) * bars, 0.0, thin * 1.6, w.x * bars / max(win.y - win.x, 0.01));
    frame = bar * citySharp(w.x * bars * 1.4);
  }
  // Around the opening a darker line: the wall has a depth.
  float reveal = cityPulse(at.x, max(win.x - 0.03, 0.0), min(win.y + 0.03, 1.0), w.x)
    * cityPulse(at.y, max(win.z - 0.035, 0.0), min(win.w + 0.02, 1.0), w.y) * (1.0 - balcony);
  vec3 base = albedo;
  albedo *= 1.0 - 0.35 * max(reveal - glass, 0.0) * step(bars, 3.5);

  if (slab > 0.0) {
    float line = cityPulse(at.y, 0.0, slab, w.y) * (1.0 - 0.6 * step(0.5, style) * glass);
    albedo = mix(albedo, base * 1.08 + 0.015, line);
    glass *= 1.0 - line;
  }
  if (rail > 0.0) {
    float front = cityPulse(at.y, slab, rail, w.y) * balcony;
    albedo = mix(albedo, base * 0.92, front);
    glass *= 1.0 - 0.86 * front;
    // The slab above throws its shade into the recess.
    albedo *= 1.0 - 0.45 * balcony * cityPulse(at.y, rail, 0.96, w.y);
  }
  if (style > 0.5 && style < 1.5) {
    float box = cityPulse(at.x, 0.79, 0.95, w.x) * cityPulse(at.y, 0.10, 0.27, w.y);
    albedo = mix(albedo, vec3(0.55), 0.7 * box * sharp);
  }
  if (style > 1.5 && style < 2.5) {
    // Spandrels: panels of the same glass, closed behind.
    float closed = cityPulse(at.y, 0.0, 0.26, w.y);
    tint = mix(tint, albedo * 0.55, 0.35 + 0.4 * closed);
    share *= 1.0 - closed;
  }
  if (style > 3.5 && style < 4.5) {
    vec2 brick = vec2(wall.x / 0.5 + 0.5 * floor(wall.y / 0.16), wall.y / 0.16);
    vec2 bw = fwidth(wall) / vec2(0.5, 0.16);
    float joint = 1.0 - (1.0 - cityPulse(brick.x, 0.0, 0.05, bw.x)) * (1.0 - cityPulse(brick.y, 0.0, 0.14, bw.y));
    albedo *= 1.0 - 0.22 * joint * citySharp(max(bw.x, bw.y));
  }
  if (style > 4.5 && style < 5.5) {
    vec2 panel = vec2(wall.x / 3.0, wall.y / 1.5);
    vec2 pw = fwidth(wall) / vec2(3.0, 1.5);
    float joint = 1.0 - (1.0 - cityPulse(panel.x, 0.0, 0.012, pw.x)) * (1.0 - cityPulse(panel.y, 0.0, 0.02, pw.y));
    albedo *= 1.0 - 0.4 * joint;
    albedo *= mix(1.0, 0.94 + 0.12 * cityHash(floor(panel) + code.w), citySharp(max(pw.x, pw.y)));
  }
  if (style > 8.5) albedo *= 1.0 - 0.16 * cityPulse(wall.x / 0.3, 0.0, 0.45, fwidth(wall.x) / 0.3) * citySharp(fwidth(wall.x) / 0.3);

  // Who is at home, and behind which curtain: bits of a window, gone with it in the distance.
  float seed = code.w * 1.37;
  vec2 place = vec2(floor(at.x / room), cell.y);
  float told = citySharp(max(w.x / room, w.y));
  float r = cityHash(place + vec2(seed, seed * 0.61));
  float r2 = cityHash(place.yx + vec2(seed * 2.3 + 11.0, 5.0));
  float rFloor = cityHash(vec2(cell.y + 3.0, seed + 29.0));
  float who = mix(r, rFloor, whole * step(r2, 0.8));
  float lit = mix(share * 0.62, step(who, share), told);
  vec3 lamp = mix(vec3(0.60, 0.79, 1.0), vec3(1.0, 0.64, 0.30), mix(warm, step(r2, warm), told));
  float bright = mix(0.7, 0.3 + 0.8 * cityHash(place + vec2(seed + 7.0, 1.0)), told);
  // A lamp on the ceiling: the pane is lighter above.
  bright *= mix(1.0, 0.72 + 0.5 * fract(at.y), sharp);
  glow = lamp * lit * bright * u_air.z * 0.95;
  float curtain = step(0.62, r2) * sharp * step(style, 1.5);
  pane = mix(tint, vec3(0.34, 0.32, 0.29), 0.55 * curtain);
  if (style > 5.5 && style < 6.5) {
    // The name over the shop.
    float band = cityPulse(at.y, 0.74, 0.96, w.y) * cityPulse(at.x, 0.03, 0.97, w.x);
    vec3 hue = 0.5 + 0.5 * cos(6.2831853 * (vec3(0.0, 0.33, 0.67) + cityHash(vec2(cell.x, seed))));
    hue = mix(vec3(0.5), mix(hue, vec3(0.85), 0.25), sharp);
    albedo = mix(albedo, hue * 0.55, 0.85 * band);
    glow = mix(glow, hue * 1.1 * u_air.z * step(cityHash(vec2(cell.x + 9.0, seed)), share + 0.02), band);
    glass = max(glass, band * 0.999 * u_air.z);
    frame *= 1.0 - band;
  }
  pane = mix(pane, albedo * 0.5, frame);
  glow *= 1.0 - frame;
}

// Grass, pavement or asphalt by colour; detail near the eye only.
vec3 cityGround(vec3 albedo, vec2 plan) {
  float w = max(fwidth(plan.x), fwidth(plan.y));
  float green = smoothstep(0.0, 0.05, albedo.g - max(albedo.r, albedo.b));
  float light = smoothstep(0.12, 0.3, albedo.g) * (1.0 - green);
  float broad = cityNoise(plan * 0.07) - 0.5;
  float mid = (cityNoise(plan * 0.9) - 0.5) * citySharp(w * 0.9);
  float fine = (cityNoise(plan * 9.0) - 0.5) * citySharp(w * 9.0);
  albedo *= 1.0 + (0.22 * green + 0.06) * broad + (0.28 * green + 0.05) * mid + (0.35 * green + 0.14) * fine;
  float joint = 1.0 - (1.0 - cityPulse(plan.x / 0.8, 0.0, 0.03, w / 0.8)) * (1.0 - cityPulse(plan.y / 0.8, 0.0, 0.03, w / 0.8));
  albedo *= 1.0 - 0.3 * light * joint * citySharp(w / 0.8);
  return albedo;
}

vec3 cityWater(vec3 albedo, vec2 plan, vec3 toEye, vec3 upEC, vec3 sunEC, vec3 towardsEC, vec3 eastEC, vec3 northEC) {
  float t = u_air.w;
  float w = max(fwidth(plan.x), fwidth(plan.y));
  vec2 slope = vec2(0.0);
  vec2 dir = vec2(0.8, 0.6);
  float k = 0.42;
  float high = 0.030;
  for (int i = 0; i < 5; i++) {
    float seen = citySharp(w * k / 6.2831853 * 1.5);
    slope += dir * (high * seen * cos(dot(dir, plan) * k + t * sqrt(9.81 * k) + float(i) * 1.7));
    dir = vec2(dir.x * 0.32 - dir.y * 0.947, dir.x * 0.947 + dir.y * 0.32);
    k *= 1.83;
    high *= 0.94;
  }
  slope += 0.05 * (vec2(cityNoise(plan * 0.35), cityNoise(plan.yx * 0.35 + 40.0)) - 0.5) * citySharp(w * 0.35);
  vec3 n = normalize(upEC - slope.x * eastEC - slope.y * northEC);
  float facing = clamp(dot(n, toEye), 0.0, 1.0);
  float mirror = 0.03 + 0.97 * pow(1.0 - facing, 5.0);
  vec3 r = reflect(-toEye, n);
  vec3 sky = citySky(abs(dot(r, upEC)), dot(r, sunEC));
  vec3 deep = albedo * 0.75 * (u_above + u_direct * max(dot(upEC, towardsEC), 0.0));
  vec3 glint = u_direct * (0.9 * pow(max(dot(r, towardsEC), 0.0), 220.0));
  return mix(deep, sky, mirror) + glint * mirror * 4.0;
}

// A surface's light towards the eye, without haze. albedo linear; plan: metres east and north in the tile.
vec3 citySurface(vec3 albedo, vec4 given, vec2 wall, vec2 plan, vec3 normal, vec3 positionEC, mat3 eye, float lift) {
  // The same at every corner, but a rasterizer may differ in the last bit.
  vec4 code = floor(given + 0.5);
  vec3 upEC = eye * u_up;
  vec3 sunEC = eye * u_sun;
  vec3 towardsEC = eye * u_towards;
  vec3 toEye = normalize(-positionEC);
  float level = dot(normal, upEC);
  vec3 light = cityLight(normal, upEC, towardsEC);
  if (code.x < 254.5) {
    float glass;
    vec3 pane;
    vec3 glow;
    cityFacade(code, wall, albedo, glass, pane, glow);
    // Street lamps reach the lower floors.
    light += u_lamps * 0.42 * exp(-max(wall.y, 0.0) / 7.0);
    float edge = 1.0 - clamp(dot(normal, toEye), 0.0, 1.0);
    float mirror = 0.16 + 0.84 * edge * edge * edge * edge * edge;
    vec3 shown = pane * light * 0.9 + cityMirror(toEye, normal, upEC, sunEC) * mirror * (1.0 - 0.55 * u_air.z);
    return mix(albedo * light, shown + glow, glass);
  }
  float kind = code.y;
  if (kind < 1.5) return albedo * (light + u_lamps * 0.3);
  if (kind < 2.5) {
    float w = max(fwidth(plan.x), fwidth(plan.y));
    albedo *= 1.0 + 0.10 * (cityNoise(plan * 0.22) - 0.5) + 0.16 * (cityNoise(plan * 3.0) - 0.5) * citySharp(w * 3.0);
    return albedo * (light + u_lamps * 0.05);
  }
  if (kind < 3.5) return cityGround(albedo, plan) * (light + u_lamps * 0.34 * max(level, 0.2));
  if (kind < 4.5) {
    vec3 eastEC = eye * u_east;
    return cityWater(albedo, plan, toEye, upEC, sunEC, towardsEC, eastEC, cross(upEC, eastEC));
  }
  if (kind < 5.5) {
    // A pane as white as a lamp is one.
    float edge = 1.0 - clamp(dot(normal, toEye), 0.0, 1.0);
    float mirror = 0.14 + 0.86 * edge * edge * edge * edge * edge;
    return albedo * light * 0.45 + cityMirror(toEye, normal, upEC, sunEC) * mirror 
      + albedo * u_air.z * (0.2 + 2.6 * smoothstep(0.85, 0.98, albedo.r));
  }
  if (kind < 6.5) return albedo * (light + u_lamps * 0.2);
  // Roads: under lamps by night, grain near the eye; paint gives a little of one's own light back.
  float w = max(fwidth(plan.x), fwidth(plan.y));
  float grain = (cityNoise(plan * 11.0) - 0.5) * citySharp(w * 11.0) * (1.0 - lift);
  float pool = 0.62 + 0.38 * cityNoise(plan * 0.055);
  vec3 lit = albedo * (1.0 + 0.16 * grain) * (light + u_lamps * pool * (0.25 + 0.75 * max(level, 0.0)));
  float back = lift * u_air.z * exp(-length(positionEC) / 55.0);
  return lit + albedo * 0.32 * back;
}
`;
