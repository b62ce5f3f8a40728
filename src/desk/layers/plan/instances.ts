// Bodies of devices as instances for the GPU: cell and rest of the place (so that float32 keeps 0.02 mm), angles, stretch,
// colour, number of the pick. Little-endian.

import type { InstanceField } from "../../scenes/instance-mesh.ts";
import { putPlace } from "../../scenes/instance-place.ts";
import type { DevicePart } from "./parts.ts";

export const PART_STRIDE = 56;
export const PART_FIELDS: readonly InstanceField[] = [
  { name: "i_cell", size: 3, type: "f32", offset: 0 },
  { name: "i_local", size: 3, type: "f32", offset: 12 },
  { name: "i_turn", size: 3, type: "f32", offset: 24 },
  { name: "i_stretch", size: 3, type: "f32", offset: 36 },
  { name: "i_paint", size: 4, type: "u8", normalize: true, offset: 48 },
  { name: "i_pick", size: 1, type: "f32", offset: 52 },
];

export interface PartLook {
  part: DevicePart;
  /** sRGB, 0–255. */
  paint: readonly [number, number, number];
  pick: number;
}

export function partInstances(looks: readonly PartLook[]): Uint8Array {
  const bytes = new Uint8Array(looks.length * PART_STRIDE);
  const view = new DataView(bytes.buffer);
  looks.forEach(({ part, paint, pick }, i) => {
    const at = i * PART_STRIDE;
    const put = (offset: number, values: readonly number[]) => {
      values.forEach((value, k) => {
        view.setFloat32(at + offset + k * 4, value, true);
      });
    };
    putPlace(view, at, [part.eastM, part.northM, part.upM]);
    put(24, [part.turnRad, part.pitchRad, part.rollRad]);
    put(36, part.stretch);
    paint.forEach((value, k) => {
      view.setUint8(at + 48 + k, value);
    });
    view.setUint8(at + 51, 255);
    put(52, [pick]);
  });
  return bytes;
}

/** Shader text: the place of a body. Heading about z, then pitch about the turned y (nose up), then roll about x. */
export const PART_VERTEX = `
void place(out vec3 cell, out vec3 local, out mat3 turn, inout vec3 stretch, out vec3 paint, out uint pick) {
  float ch = cos(i_turn.x); float sh = sin(i_turn.x);
  float cp = cos(i_turn.y); float sp = sin(i_turn.y);
  float cr = cos(i_turn.z); float sr = sin(i_turn.z);
  mat3 yaw = mat3(ch, sh, 0.0, -sh, ch, 0.0, 0.0, 0.0, 1.0);
  mat3 nod = mat3(cp, 0.0, sp, 0.0, 1.0, 0.0, -sp, 0.0, cp);
  mat3 roll = mat3(1.0, 0.0, 0.0, 0.0, cr, sr, 0.0, -sr, cr);
  cell = i_cell;
  local = i_local;
  turn = yaw * nod * roll;
  stretch = i_stretch;
  paint = i_paint.rgb;
  pick = uint(i_pick + 0.5);
}`;

/** Colours of what is not painted by its state, linear steps of grey; the same in both engines. sRGB 0–1. */
export const GREYS = { body: 0.86, dark: 0.1, metal: 0.5, band: 0.95 } as const;
