// What a lanelet's tags say of who may use it, which way and how fast (Lanelet2, LaneletAndAreaTagging.md): subtype and
// location give defaults, participant tags replace them. Speeds in m/s.

import type { Derivation } from "../../../model/records/quality.ts";
import type { Lane } from "../../../model/roads/road-network.ts";
import type { Tags } from "./read-osm.ts";

/** Who a subtype is for when no participant is named. */
const PARTICIPANTS: Record<string, readonly string[]> = {
  road: ["vehicle", "bicycle"],
  lane: ["vehicle", "bicycle"],
  highway: ["vehicle"],
  play_street: ["vehicle", "bicycle", "pedestrian"],
  exit: ["vehicle", "bicycle", "pedestrian"],
  bus_lane: ["vehicle:bus", "vehicle:emergency", "vehicle:taxi"],
  emergency_lane: ["vehicle:emergency"],
  bicycle_lane: ["bicycle"],
  walkway: ["pedestrian"],
  crosswalk: ["pedestrian"],
  stairs: ["pedestrian"],
  shared_walkway: ["bicycle", "pedestrian"],
};

const yes = (text: string | undefined): boolean => ["yes", "true", "1"].includes((text ?? "").toLowerCase());
const no = (text: string | undefined): boolean => ["no", "false", "0"].includes((text ?? "").toLowerCase());

export const subtypeOf = (tags: Tags): string => tags.subtype || "road";

/** Who may use it; [] for what is no way (parking, rail, unknown subtypes). */
export function participants(tags: Tags): string[] {
  const named = Object.entries(tags).filter(([key]) => key.startsWith("participant:"));
  if (named.length === 0) return [...(PARTICIPANTS[subtypeOf(tags)] ?? [])];
  return named.filter(([, value]) => yes(value)).map(([key]) => key.slice("participant:".length));
}

const CARS = /^vehicle(:car.*|:truck|:motorcycle)?$/;

/** A lane type of OpenDRIVE; "crosswalk" and "rail" where it has none that fits. */
export function laneType(tags: Tags): string {
  const subtype = subtypeOf(tags);
  if (subtype === "crosswalk" || subtype === "rail" || subtype === "parking") return subtype;
  const users = participants(tags);
  if (users.some((user) => CARS.test(user))) return "driving";
  if (users.some((user) => user === "vehicle:bus")) return "bus";
  if (users.some((user) => user === "vehicle:taxi")) return "taxi";
  if (users.some((user) => user.startsWith("vehicle"))) return "stop";
  if (users.includes("pedestrian")) return "walking";
  if (users.includes("bicycle")) return "biking";
  return "none";
}

/** Bidirectional by one_way, also where it is said for vehicles or for its only users; on foot always, unless said. */
export function isTwoWay(tags: Tags): boolean {
  const users = participants(tags);
  const stated =
    tags.one_way ?? (users[0] && tags[`one_way:${users[0].split(":")[0]}`]) ?? tags["one_way:vehicle"];
  if (stated !== undefined) return no(stated);
  return users.length > 0 && users.every((user) => user === "pedestrian");
}

export const access = (tags: Tags): Lane["access"] =>
  participants(tags).map((user) => ({ sM: 0, rule: "allow", restriction: user.replace(/^vehicle:/, "") }));

/** "50", "50 km/h", "30 mph", "5 m/s"; km/h without a unit. */
export function parseSpeed(text: string): number | undefined {
  const found = /^\s*(\d+(?:[.,]\d+)?)\s*(km\/h|kmh|kmph|kph|mph|mps|m\/s|kn|knots)?\s*$/i.exec(text);
  if (!found) return undefined;
  const value = Number((found[1] as string).replace(",", "."));
  const unit = (found[2] ?? "km/h").toLowerCase();
  const factor =
    unit === "mph" ? 0.44704 : /^(mps|m\/s)$/.test(unit) ? 1 : unit.startsWith("kn") ? 1852 / 3600 : 1 / 3.6;
  const speed = value * factor;
  return speed > 0 && speed < 140 ? speed : undefined;
}

/**
 * General limits by country, km/h: Germany by StVO § 3 and § 42, motorways the advisory speed, as Lanelet2's own
 * GermanVehicle rules have them.
 */
const GENERAL: Record<string, Record<string, number>> = {
  DE: {
    "road urban": 50,
    "road nonurban": 100,
    "highway urban": 130,
    "highway nonurban": 130,
    play_street: 7,
  },
};

/** The limit a lanelet states itself, else the general one where the country is known. */
export function speedOf(
  tags: Tags,
  country: string | undefined,
): { mps: number; derivation: Derivation } | { unreadable: string } | undefined {
  const stated = tags.speed_limit ?? tags["speed_limit:vehicle"];
  if (stated !== undefined && stated !== "") {
    const mps = parseSpeed(stated);
    return mps === undefined ? { unreadable: stated } : { mps, derivation: "stated" };
  }
  if (!["driving", "bus", "taxi"].includes(laneType(tags))) return undefined;
  const general = country === undefined ? undefined : GENERAL[country];
  const kind = subtypeOf(tags);
  const place = tags.location === "nonurban" ? "nonurban" : "urban";
  const family = kind === "highway" ? "highway" : "road";
  const kmh = general?.[kind] ?? general?.[`${family} ${place}`];
  return kmh === undefined ? undefined : { mps: kmh / 3.6, derivation: "standard-default" };
}
