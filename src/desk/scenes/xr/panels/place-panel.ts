// Where a panel stands: at arm's reach before the reader, a little below the eyes, beside the panels that stand there
// already. Yaws: 0 north (−z), positive to the left, radians; metres. No engine.

import { USUAL_M, WIDTH_M } from "./card.ts";

export const BELOW_RAD = (15 * Math.PI) / 180;
/** Nearer or farther than this on the ground a panel is put in front again. */
export const TOO_NEAR_M = 0.5;
export const TOO_FAR_M = 2.2;
/** Over the ground from the eyes to a panel. */
export const AWAY_M = USUAL_M * Math.cos(BELOW_RAD);
const GAP_RAD = (2 * Math.PI) / 180;
/** From the middle of a panel to the middle of the next, so that a gap stays between them. */
export const APART_RAD = 2 * Math.atan(WIDTH_M / 2 / AWAY_M) + GAP_RAD;

export const wrapYaw = (rad: number): number => {
  const turned = (rad + Math.PI) % (2 * Math.PI);
  return (turned < 0 ? turned + 2 * Math.PI : turned) - Math.PI;
};

/** The yaw nearest to the wanted one at which a panel covers none of those that stand at the taken yaws. */
export function freeYaw(wanted: number, taken: readonly number[]): number {
  const free = (yaw: number) => taken.every((each) => Math.abs(wrapYaw(yaw - each)) >= APART_RAD - 1e-9);
  const places = [wanted, ...taken.flatMap((each) => [each - APART_RAD, each + APART_RAD])].filter(free);
  const far = (yaw: number) => Math.abs(wrapYaw(yaw - wanted));
  // With panels all round there is no free place: then the wanted one.
  return wrapYaw(places.reduce((best, each) => (far(each) < far(best) ? each : best), places[0] ?? wanted));
}
