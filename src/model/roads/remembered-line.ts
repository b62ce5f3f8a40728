// A reference line that remembers its cross-sections: the lanes of a road are asked at the same stations over and over.
// Gives the same answers as the line it wraps.

import type { Vec3 } from "../geo/frames.ts";
import type { CrossSection, ReferenceLine } from "./reference-line.ts";
import type { Road } from "./road-network.ts";

const MOST = 50_000;

/** Whether every cross-section is a straight line, superelevated or not; many maps state shapes of no height. */
export const isPlane = ({ crossfall, shape, crossSectionSurface }: Road): boolean =>
  crossfall.length === 0 &&
  crossSectionSurface === undefined &&
  shape.every(({ a, b, c, d }) => a === 0 && b === 0 && c === 0 && d === 0);

export function rememberedLine(line: ReferenceLine): ReferenceLine {
  const { road } = line;
  const known = new Map<number, CrossSection>();
  const crossSection = (s: number): CrossSection => {
    let found = known.get(s);
    if (!found) {
      if (known.size >= MOST) known.clear();
      found = line.crossSection(s);
      known.set(s, found);
    }
    return found;
  };
  const flat = isPlane(road);
  return {
    road,
    plan: line.plan,
    crossSection,
    point: flat
      ? (s, t, h = 0): Vec3 => {
          const { origin, left, up } = crossSection(s);
          return [
            origin[0] + t * left[0] + h * up[0],
            origin[1] + t * left[1] + h * up[1],
            origin[2] + t * left[2] + h * up[2],
          ];
        }
      : line.point,
  };
}
