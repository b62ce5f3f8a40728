// A planned device as a pick: what the inspector and the headset's panel read. Unknown figures are absent.

import { geodeticToEcef } from "../../model/geo/frames.ts";
import { FIGURES } from "../../model/plan/device-attributes.ts";
import type { PlannedDevice } from "../../model/plan/plan-document.ts";
import type { Pick } from "./pick.ts";

export const PLAN_LAYER = "plan";

/** ECEF of the device itself, at its mounting height. */
export function deviceEcef({ place, mountingHeightM }: PlannedDevice): readonly [number, number, number] {
  return geodeticToEcef(place.lonDeg, place.latDeg, place.heightM + mountingHeightM);
}

export function devicePick(device: PlannedDevice): Pick {
  const { id, kind, name, model, place, mount, standsOn, power, uplink, notes, status, accuracyM } = device;
  const properties: Record<string, string | number | undefined> = {
    id,
    kind: "device",
    name,
    deviceKind: kind,
    status,
    model,
    ...Object.fromEntries(FIGURES.map((figure) => [figure, device[figure]])),
    mountOn: mount.on,
    hostId: mount.hostId,
    hostHeightM: mount.hostHeightM,
    standsOn: standsOn?.id,
    lonDeg: place.lonDeg,
    latDeg: place.latDeg,
    footHeightM: place.heightM,
    power,
    uplink,
    notes,
    source: "plan",
    accuracyM,
    derivation: device.derivation,
  };
  const known = Object.entries(properties).filter(
    (entry): entry is [string, string | number] => entry[1] !== undefined && entry[1] !== "",
  );
  return {
    id,
    layer: PLAN_LAYER,
    kind: "device",
    properties: Object.fromEntries(known),
    positionEcef: deviceEcef(device),
  };
}
