// A selected device by keyboard, while the picture has the focus: arrows move it half a metre as seen in the picture, with
// Ctrl 5 cm; Enter places one at the middle of the picture while a tool is in hand. Taken before the camera's keys.

import { ecefToGeodetic, enuFrame } from "../../../model/geo/frames.ts";
import { centreOf } from "../../scenes/cesium/screen.ts";
import type { Detach } from "../../scenes/layer.ts";
import { type Hand, placeAt, selectedDevice } from "./place-tool.ts";

const STEP_M = 0.5;
const FINE_M = 0.05;
const AHEAD: Record<string, readonly [right: number, ahead: number]> = {
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
};

export function attachDeviceKeys(hand: Hand, element: HTMLElement): Detach {
  const { plan, view } = hand;
  function nudge(right: number, ahead: number, metres: number): void {
    const device = selectedDevice(hand);
    if (!device) return;
    const { lonDeg, latDeg, heightM } = device.place;
    const turn = ((view.getState().camera?.headingDeg ?? 0) * Math.PI) / 180;
    const east = (right * Math.cos(turn) + ahead * Math.sin(turn)) * metres;
    const north = (-right * Math.sin(turn) + ahead * Math.cos(turn)) * metres;
    const to = ecefToGeodetic(...enuFrame(lonDeg, latDeg, heightM).toEcef(east, north, 0));
    const { standsOn, accuracyM } = device;
    plan.move(device.id, {
      place: { ...to, heightM },
      // A step off a post stands on the ground beside it, whose kind nobody has looked at.
      ...(device.mount.hostId === undefined && standsOn && { standsOn }),
      ...(accuracyM !== undefined && { accuracyM }),
    });
  }
  function down(event: KeyboardEvent): void {
    if (event.target !== element || event.altKey || event.shiftKey || event.metaKey) return;
    const { tool } = plan.state.getState();
    if (tool !== undefined && event.key === "Enter") {
      event.preventDefault();
      event.stopPropagation();
      placeAt(hand, tool, centreOf(hand.stage), true);
      return;
    }
    const step = AHEAD[event.key];
    if (!step || tool !== undefined || !selectedDevice(hand)) return;
    event.preventDefault();
    event.stopPropagation();
    nudge(step[0], step[1], event.ctrlKey ? FINE_M : STEP_M);
  }
  addEventListener("keydown", down, { capture: true });
  return () => removeEventListener("keydown", down, { capture: true });
}
