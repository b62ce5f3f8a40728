// What a camera above flat ground sees: a trapezoid. Its own frame: forward along the heading, left to the left, metres,
// the camera's foot at the origin. Angles in radians; pitchRad is below the horizon (π/2 looks straight down).
// Ground that is not flat is met elsewhere along the ray: Δh / tan(pitch) off.

export interface Camera {
  heightM: number;
  pitchRad: number;
  hfovRad: number;
  vfovRad: number;
}

export interface Footprint {
  /** [forward, left] of the corners: near right, near left, far left, far right. */
  corners: readonly [number, number][];
  areaM2: number;
  /** The far edge lies above the horizon or beyond the greatest range, where it is cut. */
  clipped: boolean;
}

/** Undefined where the whole picture is above the horizon, or the near edge is beyond the range. */
export function cameraFootprint(camera: Camera, maxRangeM: number): Footprint | undefined {
  const { heightM: h, pitchRad, hfovRad, vfovRad } = camera;
  if (!(h > 0)) return undefined;
  const [sin, cos] = [Math.sin(pitchRad), Math.cos(pitchRad)];
  const [t, w] = [Math.tan(vfovRad / 2), Math.tan(hfovRad / 2)];
  // Along the picture's vertical by v (+1 below, −1 above): a ray's fall and reach per unit of its own axis.
  const fall = (v: number) => sin + v * t * cos;
  const reach = (v: number) => cos - v * t * sin;
  if (fall(1) <= 0) return undefined;
  const near = { x: (h * reach(1)) / fall(1), half: (h * w) / fall(1) };
  if (near.x >= maxRangeM) return undefined;
  const farFall = fall(-1);
  const farX = farFall > 0 ? (h * reach(-1)) / farFall : Number.POSITIVE_INFINITY;
  const clipped = farX > maxRangeM;
  // On flat ground the half-width grows linearly with the distance: from the near edge on by w·cos per metre.
  const far = clipped
    ? { x: maxRangeM, half: near.half + (maxRangeM - near.x) * w * cos }
    : { x: farX, half: (h * w) / farFall };
  return {
    corners: [
      [near.x, -near.half],
      [near.x, near.half],
      [far.x, far.half],
      [far.x, -far.half],
    ],
    areaM2: (near.half + far.half) * (far.x - near.x),
    clipped,
  };
}

/** Ground a pixel covers when looking straight down, metres. */
export const groundSampleM = (heightM: number, hfovRad: number, pixels: number): number =>
  (2 * heightM * Math.tan(hfovRad / 2)) / pixels;

/** How far a place on the ground is off when the pitch is off by errorRad, metres along the view. */
export const pitchErrorM = (heightM: number, pitchRad: number, errorRad: number): number =>
  (heightM / (Math.sin(pitchRad) * Math.sin(pitchRad))) * errorRad;
