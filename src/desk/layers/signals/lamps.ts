// The lamps of a city's signal heads (roads/signals.json, written by the importer) as instances of one disc. Metres in
// the city's ENU frame.

import type { LightState } from "../../../model/twin/track-row.ts";
import { putPlace } from "../../scenes/instance-place.ts";

export interface SignalHead {
  id: string;
  facing: [number, number, number];
  radiusM: number;
  lamps: { colour: "red" | "yellow" | "green"; eastM: number; northM: number; upM: number }[];
}

export const LAMP_STRIDE = 36;
const COLOURS = { red: [255, 46, 38], yellow: [255, 190, 30], green: [40, 235, 120] } as const;

/** Whether a lamp burns in a state; `blink` is the half of a second in which flashing lamps are on. */
export function burns(
  colour: "red" | "yellow" | "green",
  state: LightState | undefined,
  blink: boolean,
): boolean {
  if (state === "red-yellow") return colour !== "green";
  if (state === "flashing-yellow") return colour === "yellow" && blink;
  if (state === "flashing-red") return colour === "red" && blink;
  return state === colour;
}

/** cell xyz, local xyz, facing heading (counter-clockwise from east) and radius as f32, colour and flags as bytes. */
export function lampInstances(
  heads: readonly SignalHead[],
  stateOf: (id: string) => LightState | undefined,
  blink: boolean,
): { bytes: Uint8Array; count: number } {
  const count = heads.reduce((sum, { lamps }) => sum + lamps.length, 0);
  const bytes = new Uint8Array(count * LAMP_STRIDE);
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const head of heads)
    for (const { colour, eastM, northM, upM } of head.lamps) {
      putPlace(view, at, [eastM, northM, upM]);
      view.setFloat32(at + 24, Math.atan2(head.facing[1], head.facing[0]), true);
      view.setFloat32(at + 28, head.radiusM, true);
      COLOURS[colour].forEach((v, i) => {
        view.setUint8(at + 32 + i, v);
      });
      view.setUint8(at + 35, burns(colour, stateOf(head.id), blink) ? 255 : 0);
      at += LAMP_STRIDE;
    }
  return { bytes, count };
}
