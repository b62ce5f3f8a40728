// The sector on the ground that the selected device covers, as both engines draw it.

import { type EnuFrame, geodeticToEcef } from "../../../model/geo/frames.ts";
import type { Twin } from "../../../model/twin/twin-store.ts";
import type { InstanceMesh } from "../../scenes/instance-mesh.ts";
import { sectorInstance, viewSector } from "../../scenes/view-sector.ts";
import { coverageOf } from "../../view/coverage.ts";
import type { ViewStore } from "../../view/view-store.ts";

export interface DrawnSector {
  /** The same for the same shape. */
  key: string;
  mesh(): InstanceMesh;
  bytes: Uint8Array;
}

/** sRGB: a light blue, told from the plan's orange. */
export const COVERAGE_PAINT = [77, 171, 247] as const;
const LIFT_M = 0.25;

export function selectedSector(
  twin: Twin,
  view: ViewStore,
  frame: EnuFrame,
  groundHeightM: number,
): DrawnSector | undefined {
  const { selection, visible } = view.getState();
  if (selection?.kind !== "equipment" || visible.equipment === false) return undefined;
  const item = twin.store.getState().observed.equipment.get(selection.id);
  const covers = item && coverageOf(item);
  if (!item || !covers || item.lonDeg === undefined || item.latDeg === undefined) return undefined;
  const { fovDeg, rangeM, headingRad = 0 } = covers;
  const enu = frame.toEnu(...geodeticToEcef(item.lonDeg, item.latDeg, groundHeightM + LIFT_M));
  return {
    key: `${fovDeg} ${rangeM}`,
    mesh: () => viewSector(fovDeg, rangeM, Math.max(0.2, rangeM * 0.006)),
    bytes: sectorInstance(enu, Math.PI / 2 - headingRad),
  };
}
