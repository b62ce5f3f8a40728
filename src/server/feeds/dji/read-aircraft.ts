// A DJI aircraft's properties to its track and its state. height is over the WGS 84 ellipsoid, elevation above the
// take-off place, speeds m/s, angles degrees. A fix comes every 2 s.

import type { DroneObservation, DroneState } from "../../../model/twin/drone.ts";
import type { Intake } from "../intake/intake.ts";
import { type Fields, isFields } from "../intake/read-json.ts";
import { known, propertyReader, shareOfPercent } from "./read-property.ts";

const RAD = Math.PI / 180;
const STATES: Record<number, DroneState> = {
  0: "parked",
  1: "preparing",
  2: "preparing",
  3: "flying",
  4: "taking-off",
  5: "flying",
  6: "flying",
  7: "flying",
  8: "flying",
  9: "returning",
  10: "landing",
  11: "emergency",
  12: "emergency",
  13: "parked",
  14: "offline",
  15: "flying",
  16: "flying",
  17: "flying",
  18: "preparing",
  19: "parked",
  20: "flying",
};
const FIXES = ["none", "single", "float", "fixed"] as const;
/** 1σ in the plane by is_fixed; a fixed RTK position is good to centimetres. */
const SIGMA_M = [10, 1.5, 0.5, 0.03];

export const droneStateOf = (modeCode: number | undefined): DroneState =>
  (modeCode === undefined ? undefined : STATES[modeCode]) ?? "unknown";

/**
 * @param whole all that the aircraft has told so far
 * @param patch what it tells now; only a new position makes a row
 */
export function readAircraft(
  sn: string,
  whole: Fields,
  patch: Fields,
  gateway: string | undefined,
  statedMs: number | undefined,
  courseRad: number | undefined,
  intake: Intake,
): boolean {
  const read = propertyReader(intake, patch);
  const position = isFields(whole.position_state) ? whole.position_state : {};
  const fix = read(position.is_fixed);
  const nose = read(whole.attitude_head);
  const speed = read(patch.horizontal_speed ?? whole.horizontal_speed);
  const lat = read(patch.latitude);
  const lon = read(patch.longitude);
  let moved = false;
  if (lat !== undefined || lon !== undefined)
    moved = intake.track(
      {
        id: sn,
        class: "drone",
        lonDeg: lon,
        latDeg: lat,
        heightM: read(patch.height ?? whole.height),
        // Motion is along the course; a hovering aircraft shows its nose.
        headingRad: courseRad ?? (nose === undefined ? undefined : nose * RAD),
        speedMps: speed,
        timeMs: statedMs,
        clock: gateway ?? sn,
        sigmaM: fix === undefined ? undefined : SIGMA_M[fix],
      },
      patch,
    );
  const battery = isFields(whole.battery) ? whole.battery : {};
  const payload = Object.entries(whole).find(([key, value]) => /^\d+-\d+-\d+$/.test(key) && isFields(value));
  const gimbal = payload?.[1] as Fields | undefined;
  const [pitch, roll, yaw] = ["gimbal_pitch", "gimbal_roll", "gimbal_yaw"].map((key) => read(gimbal?.[key]));
  const [ownPitch, ownRoll] = [read(whole.attitude_pitch), read(whole.attitude_roll)];
  const observation: DroneObservation = {
    id: `${intake.source}/${sn}`,
    source: intake.source,
    timeMs: intake.now(),
    state: droneStateOf(read(whole.mode_code)),
    ...known({
      verticalMps: read(whole.vertical_speed),
      batteryShare: shareOfPercent(read(battery.capacity_percent), intake, patch),
      remainingFlightS: read(battery.remain_flight_time),
      aboveTakeOffM: read(whole.elevation),
      pitchRad: ownPitch === undefined ? undefined : ownPitch * RAD,
      rollRad: ownRoll === undefined ? undefined : ownRoll * RAD,
      windMps: read(whole.wind_speed),
      fix: fix === undefined ? undefined : FIXES[fix],
      dockId: gateway === undefined || gateway === sn ? undefined : `${intake.source}/${gateway}`,
    }),
    ...(pitch !== undefined && {
      gimbal: { pitchRad: pitch * RAD, rollRad: (roll ?? 0) * RAD, yawRad: (yaw ?? 0) * RAD },
    }),
  };
  intake.observe({ drones: [observation] });
  return moved;
}
