// Illegal parking from tracks: who stands in a no-stopping zone long enough, and is not merely waiting. At least half of
// the vehicle in the zone, less than a metre moved in 30 s, for the zone's own time (5 min by default). A queue, a red
// light, a bus at its stop, an emergency vehicle and a reported breakdown are no offence. Twin times, plan metres.
// A finding is a suspicion until it was seen twice; whether it is an offence, a person decides.

import { type Box, coveredShare, type Point } from "./covered-share.ts";

export interface NoStoppingZone {
  id: string;
  polygon: readonly Point[];
  /** How long one may stand; default 5 min. */
  graceMs?: number;
}

/** Why a vehicle that stands is let be. */
export type Excuse = "queue" | "red-light" | "bus-stop" | "emergency" | "breakdown";

export interface StandingVehicle extends Box {
  id: string;
  timeMs: number;
  speedMps: number;
  /** What its surroundings say now; see the callers that know the lanes and signals. */
  excuse?: Excuse;
  source: string;
}

export interface ParkingSuspicion {
  vehicleId: string;
  zoneId: string;
  /** First and last time it was seen standing there. */
  sinceMs: number;
  lastMs: number;
  eastM: number;
  northM: number;
  /** "suspected" with one sight after the grace, "confirmed" when a second, at least the evidence gap later, agrees. */
  state: "suspected" | "confirmed";
  sources: string[];
}

const GRACE_MS = 300_000;
const EVIDENCE_GAP_MS = 10_000;
/** A gap in sight longer than a drone's return ends the story. */
const FORGET_MS = 20 * 60_000;
const STILL_M = 1;
const STILL_MPS = 0.3;
const SHARE = 0.5;

interface Stand {
  zone: NoStoppingZone;
  sinceMs: number;
  lastMs: number;
  eastM: number;
  northM: number;
  suspectedMs?: number;
  confirmed: boolean;
  sources: Set<string>;
}

export interface ParkingWatch {
  /** Sights in any order of vehicles, each vehicle's own in time order; late ones are left out. Gives what is new or changed. */
  see(vehicles: readonly StandingVehicle[]): ParkingSuspicion[];
  /** Forgets who has not been seen. */
  tidy(nowMs: number): void;
  watched(): number;
}

export function watchParking(zones: readonly NoStoppingZone[]): ParkingWatch {
  const stands = new Map<string, Stand>();
  const told = (vehicleId: string, stand: Stand): ParkingSuspicion => ({
    vehicleId,
    zoneId: stand.zone.id,
    sinceMs: stand.sinceMs,
    lastMs: stand.lastMs,
    eastM: stand.eastM,
    northM: stand.northM,
    state: stand.confirmed ? "confirmed" : "suspected",
    sources: [...stand.sources].sort(),
  });
  const moved = (stand: Stand, { eastM, northM }: StandingVehicle) =>
    Math.hypot(eastM - stand.eastM, northM - stand.northM) >= STILL_M;

  function look(vehicle: StandingVehicle): ParkingSuspicion | undefined {
    const { id, timeMs, speedMps, excuse, source } = vehicle;
    const stand = stands.get(id);
    if (stand && timeMs <= stand.lastMs) return undefined;
    if (Math.abs(speedMps) >= STILL_MPS || excuse !== undefined || (stand && moved(stand, vehicle))) {
      stands.delete(id);
      if (Math.abs(speedMps) >= STILL_MPS || excuse !== undefined) return undefined;
    }
    const known = stands.get(id);
    if (!known) {
      const zone = zones.find(({ polygon }) => coveredShare(vehicle, polygon) >= SHARE);
      if (zone)
        stands.set(id, {
          zone,
          sinceMs: timeMs,
          lastMs: timeMs,
          eastM: vehicle.eastM,
          northM: vehicle.northM,
          confirmed: false,
          sources: new Set([source]),
        });
      return undefined;
    }
    known.lastMs = timeMs;
    known.sources.add(source);
    if (timeMs - known.sinceMs < (known.zone.graceMs ?? GRACE_MS)) return undefined;
    if (known.suspectedMs === undefined) {
      known.suspectedMs = timeMs;
      return told(id, known);
    }
    if (known.confirmed || timeMs - known.suspectedMs < EVIDENCE_GAP_MS) return undefined;
    known.confirmed = true;
    return told(id, known);
  }

  return {
    see: (vehicles) => vehicles.flatMap((vehicle) => look(vehicle) ?? []),
    tidy(nowMs) {
      for (const [id, { lastMs }] of stands) if (nowMs - lastMs > FORGET_MS) stands.delete(id);
    },
    watched: () => stands.size,
  };
}
