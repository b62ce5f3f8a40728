// What a device at the roadside covers of the ground, by what it tells of itself; what it leaves out is taken from what is
// usual for its kind, and that is said. Where it is not known which way it looks, nothing is covered. Degrees, metres.

import { deviceKind } from "../../model/plan/device-kinds.ts";
import type { EquipmentObservation } from "../../model/twin/equipment.ts";

export interface Coverage {
  fovDeg: number;
  rangeM: number;
  /** Clockwise from north; all round where there is none. */
  headingRad: number | undefined;
  /** typical: something of it is usual for the kind, and not told by the device. */
  basis: "stated" | "typical";
}

const DEG = 180 / Math.PI;
const KIND: Partial<Record<EquipmentObservation["kind"], string>> = {
  rsu: "rsu",
  camera: "camera",
  radar: "radar",
};

export function coverageOf({ kind, headingRad, fovRad, rangeM }: EquipmentObservation): Coverage | undefined {
  const usual = deviceKind(KIND[kind] ?? "")?.figures;
  const fovDeg = fovRad === undefined ? usual?.fovDeg?.value : fovRad * DEG;
  const reachM = rangeM ?? usual?.rangeM?.value;
  if (fovDeg === undefined || reachM === undefined || !(reachM > 0)) return undefined;
  if (fovDeg < 360 && headingRad === undefined) return undefined;
  return {
    fovDeg,
    rangeM: reachM,
    headingRad,
    basis: fovRad === undefined || rangeM === undefined ? "typical" : "stated",
  };
}
