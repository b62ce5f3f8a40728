// A DJI dock's (机库) properties to its state. Temperatures °C, wind m/s, humidity percent, supply volts.

import type { DockObservation } from "../../../model/twin/dock.ts";
import type { Intake } from "../intake/intake.ts";
import { type Fields, isFields } from "../intake/read-json.ts";
import { textIn } from "../intake/read-number.ts";
import { known, propertyReader, shareOfPercent } from "./read-property.ts";

const RAD = Math.PI / 180;
const MODES = ["idle", "debugging", "debugging", "upgrading", "working"] as const;
const COVERS = ["closed", "open", "half-open", "fault"] as const;
const RAIN = ["none", "light", "moderate", "heavy"] as const;
/** Properties that only a dock has. */
const OF_DOCKS = [
  "cover_state",
  "putter_state",
  "drone_in_dock",
  "drone_charge_state",
  "flighttask_step_code",
  "rainfall",
  "sub_device",
  "alternate_land_point",
  "electric_supply_voltage",
  "emergency_stop_state",
  "supplement_light_state",
  "network_state",
];

export const looksLikeDock = (data: Fields): boolean => OF_DOCKS.some((key) => key in data);

const flag = (value: number | undefined) => (value === undefined ? undefined : value !== 0);

export function readDock(sn: string, whole: Fields, patch: Fields, intake: Intake): void {
  const read = propertyReader(intake, patch);
  const at = <T>(list: readonly T[], value: unknown): T | undefined => {
    const code = read(value);
    return code === undefined ? undefined : list[code];
  };
  const charge = isFields(whole.drone_charge_state) ? whole.drone_charge_state : {};
  const drone = isFields(whole.sub_device) ? textIn(whole.sub_device.device_sn) : undefined;
  const [lon, lat] = [read(whole.longitude), read(whole.latitude)];
  // Its place is judged when it is told, not each time that something else is.
  const told = "longitude" in patch || "latitude" in patch;
  const place = told
    ? intake.place(lon, lat, patch)
    : lon !== undefined && lat !== undefined && (lon !== 0 || lat !== 0)
      ? intake.place(lon, lat, whole)
      : undefined;
  const heading = read(whole.heading);
  const observation: DockObservation = {
    id: `${intake.source}/${sn}`,
    source: intake.source,
    timeMs: intake.now(),
    state: at(MODES, whole.mode_code) ?? "unknown",
    ...place,
    ...known({
      heightM: intake.height(read(whole.height)),
      headingRad: heading === undefined ? undefined : heading * RAD,
      cover: at(COVERS, whole.cover_state),
      putter: at(COVERS, whole.putter_state),
      droneId: drone === undefined ? undefined : `${intake.source}/${drone}`,
      droneInside: flag(read(whole.drone_in_dock)),
      charging: flag(read(charge.state)),
      batteryShare: shareOfPercent(read(charge.capacity_percent), intake, patch),
      rain: at(RAIN, whole.rainfall),
      windMps: read(whole.wind_speed),
      outsideC: read(whole.environment_temperature),
      insideC: read(whole.temperature),
      humidityShare: shareOfPercent(read(whole.humidity), intake, patch),
      emergencyStop: flag(read(whole.emergency_stop_state)),
      alarm: flag(read(whole.alarm_state)),
      supplyV: read(whole.electric_supply_voltage),
      sorties: read(whole.job_number),
    }),
  };
  intake.observe({ docks: [observation] });
}
