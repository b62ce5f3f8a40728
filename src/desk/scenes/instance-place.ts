// Where an instance stands, as both engines' draws read it: city ENU metres split into a cell's corner and the rest, three
// float32 each, so that no shader adds what float32 cannot hold.

import { CELL_M } from "../../live/motion/instance-layout.ts";

export const cellOf = (value: number): number => Math.floor(value / CELL_M) * CELL_M;

/** Writes cell and rest of a place behind one another, 24 B from `at` on. */
export function putPlace(view: DataView, at: number, enu: readonly number[]): void {
  for (let k = 0; k < 3; k++) {
    const value = enu[k] as number;
    const cell = cellOf(value);
    view.setFloat32(at + k * 4, cell, true);
    view.setFloat32(at + 12 + k * 4, value - cell, true);
  }
}
