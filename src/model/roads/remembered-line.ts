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

/** Numbers of one cross-section: origin, level, left, up. */
const SIZE = 12;

export function rememberedLine(line: ReferenceLine): ReferenceLine {
  const { road } = line;
  // Numbers in one array, not objects: a city has millions of them, and what lives long costs the collector most.
  const known = new Map<number, number>();
  let table = new Float64Array(SIZE * 64);
  const placeOf = (s: number): number => {
    const found = known.get(s);
    if (found !== undefined) return found;
    if (known.size >= MOST) known.clear();
    const at = known.size * SIZE;
    if (at + SIZE > table.length) {
      const more = new Float64Array(table.length * 2);
      more.set(table);
      table = more;
    }
    const { origin, level, left, up } = line.crossSection(s);
    table.set(origin, at);
    table.set(level, at + 3);
    table.set(left, at + 6);
    table.set(up, at + 9);
    known.set(s, at);
    return at;
  };
  const vector = (at: number): Vec3 => [
    table[at] as number,
    table[at + 1] as number,
    table[at + 2] as number,
  ];
  const crossSection = (s: number): CrossSection => {
    const at = placeOf(s);
    return { origin: vector(at), level: vector(at + 3), left: vector(at + 6), up: vector(at + 9) };
  };
  const flat = isPlane(road);
  return {
    road,
    plan: line.plan,
    crossSection,
    point: flat
      ? (s, t, h = 0): Vec3 => {
          const at = placeOf(s);
          return [
            (table[at] as number) + t * (table[at + 6] as number) + h * (table[at + 9] as number),
            (table[at + 1] as number) + t * (table[at + 7] as number) + h * (table[at + 10] as number),
            (table[at + 2] as number) + t * (table[at + 8] as number) + h * (table[at + 11] as number),
          ];
        }
      : line.point,
  };
}
