// A planned device as the bodies that show it, for either engine: which mesh, where its origin is in the city's ENU frame
// (metres, float64), how it is turned and stretched. Angles in radians: heading counter-clockwise from east.

import type { EnuFrame } from "../../../model/geo/frames.ts";
import { geodeticToEcef } from "../../../model/geo/frames.ts";
import type { PlannedDevice } from "../../../model/plan/plan-document.ts";
import { type MeshId, meshOfKind } from "./device-meshes.ts";

export interface DevicePart {
  mesh: MeshId;
  device: string;
  eastM: number;
  northM: number;
  upM: number;
  turnRad: number;
  pitchRad: number;
  rollRad: number;
  stretch: readonly [number, number, number];
}

const RAD = Math.PI / 180;
/** A pole ends this far over its device. */
const OVER_M = 0.25;
const RING_M = 0.6;
/** Flat marks lie over the paint of the road. */
const LIFT_M = 0.02;
/** A cabinet on a pole hangs before it. */
const CABINET_OUT_M = 0.36;

/** East, north, up of a foot. */
export const footEnu = (frame: EnuFrame, { place }: Pick<PlannedDevice, "place">): [number, number, number] =>
  frame.toEnu(...geodeticToEcef(place.lonDeg, place.latDeg, place.heightM));

/** Heading clockwise from north → counter-clockwise from east. */
export const turnOf = (headingDeg: number): number => (90 - headingDeg) * RAD;

/** The pole that the plan adds: its own, or what a post is too short by. */
function poleSpan({ mount, mountingHeightM }: PlannedDevice): [number, number] | undefined {
  const topM = mountingHeightM + OVER_M;
  if (mount.on === "own-pole") return [0, topM];
  if (mount.on !== "pole" || mount.hostHeightM === undefined) return undefined;
  return mount.hostHeightM < mountingHeightM ? [mount.hostHeightM, topM] : undefined;
}

export function deviceParts(device: PlannedDevice, frame: EnuFrame): DevicePart[] {
  const [eastM, northM, upM] = footEnu(frame, device);
  const turnRad = turnOf(device.headingDeg);
  const mesh = meshOfKind(device.kind);
  const flat = { device: device.id, turnRad, pitchRad: 0, rollRad: 0 };
  const out = mesh === "edge-box" && device.mount.on !== "ground" ? CABINET_OUT_M : 0;
  const parts: DevicePart[] = [
    {
      ...flat,
      mesh,
      eastM: eastM + out * Math.cos(turnRad),
      northM: northM + out * Math.sin(turnRad),
      upM: upM + device.mountingHeightM,
      pitchRad: device.pitchDeg * RAD,
      rollRad: (device.rollDeg ?? 0) * RAD,
      stretch: [1, 1, 1],
    },
    { ...flat, mesh: "ring", eastM, northM, upM: upM + LIFT_M, stretch: [RING_M, RING_M, 1] },
  ];
  const span = poleSpan(device);
  if (span)
    parts.push({
      ...flat,
      mesh: "pole",
      eastM,
      northM,
      upM: upM + span[0],
      stretch: [1, 1, span[1] - span[0]],
    });
  return parts;
}

/** How high the highest body of a device is over its foot, for labels and for aiming at it. */
export const topOf = (device: PlannedDevice): number =>
  device.mountingHeightM + (meshOfKind(device.kind) === "edge-box" ? 1.25 : 0.8);
