// From a model's own axes to east, north, up about where it will stand: its front turned to the heading, its units to metres.

import type { ModelOptions } from "../format.ts";

/** @param positions x, y, z … in the model's axes; changed in place */
export function turnModel(
  positions: Float64Array,
  { headingDeg = 0, scale = 1, up = "y" }: ModelOptions,
): void {
  const heading = (headingDeg * Math.PI) / 180;
  const c = Math.cos(heading) * scale;
  const s = Math.sin(heading) * scale;
  for (let i = 0; i < positions.length; i += 3) {
    const x = positions[i] as number;
    const y = positions[i + 1] as number;
    const z = positions[i + 2] as number;
    const north = up === "y" ? -z : y;
    positions[i] = x * c + north * s;
    positions[i + 1] = north * c - x * s;
    positions[i + 2] = (up === "y" ? y : z) * scale;
  }
}
