// Frames move: CGCS2000 is ITRF97 held at 2000.0, satellite fixes are ITRF at today. Between the two lies about
// 3.4 cm a year in Wuhan. Coordinates are passed through unchanged (a null transform at the dataset's own epoch);
// what that costs is stated. Also: from a height over the geoid to one over the ellipsoid, by a given undulation only.

export interface FrameEpoch {
  frame: string;
  /** Decimal year; undefined = unknown. */
  epoch?: number;
}

/** WUHN, ITRF2014 (NGS): north −11.5, east +32.4 mm a year. */
export const WUHAN_VELOCITY_MPS_YEAR = { northM: -0.0115, eastM: 0.0324 };

/** What a null transform between two datasets may be off by, metres; an unknown epoch is ± 1 m. */
export function epochUncertaintyM(a: FrameEpoch, b: FrameEpoch): number {
  if (a.epoch === undefined || b.epoch === undefined) return 1;
  const years = Math.abs(a.epoch - b.epoch);
  return years * Math.hypot(WUHAN_VELOCITY_MPS_YEAR.northM, WUHAN_VELOCITY_MPS_YEAR.eastM);
}

/** Ellipsoidal height from a height over the geoid; undefined undulation stays undefined, never a silent 0. */
export const ellipsoidalHeightM = (
  orthometricM: number,
  geoidHeightM: number | undefined,
): number | undefined => (geoidHeightM === undefined ? undefined : orthometricM + geoidHeightM);
