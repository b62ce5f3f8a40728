// NGSI-LD and NGSI v2 entities of the Smart Data Models: Vehicle (km/h), UnmannedAerialVehicle, ParkingSpot,
// OffStreetParking and OnStreetParking (occupancy is a ratio). Normalised or simplified, both are read.

import type { DroneState } from "../../../model/twin/drone.ts";
import type { BayObservation, ParkingSiteObservation } from "../../../model/twin/parking.ts";
import type { TrackClass } from "../../../model/twin/track-class.ts";
import { anyTimeMs } from "../intake/any-time.ts";
import { countsOf, shareOfRatio } from "../intake/field-shares.ts";
import type { Intake } from "../intake/intake.ts";
import { type Fields, isFields } from "../intake/read-json.ts";
import { textIn } from "../intake/read-number.ts";
import { reader } from "../intake/record-reader.ts";

const RAD = Math.PI / 180;
const CLASSES: [RegExp, TrackClass][] = [
  [/emergency|ambulance|fire|police/i, "emergency"],
  [/bus|minibus|trolley|coach|tram/i, "bus"],
  [/lorry|truck|van|trailer|sweep|tanker|bin/i, "truck"],
  [/motorcycle|moped|motorscooter/i, "motorcycle"],
  [/bicycle|bike/i, "bicycle"],
];
const STATES: [RegExp, DroneState][] = [
  [/emerg/i, "emergency"],
  [/take.?off/i, "taking-off"],
  [/land/i, "landing"],
  [/return|rtl|rth/i, "returning"],
  [/air|fly|flight|mission|hover/i, "flying"],
  [/ground|idle|park|standby/i, "parked"],
];

const firstMatch = <T>(table: [RegExp, T][], text: string | undefined): T | undefined =>
  text === undefined ? undefined : table.find(([pattern]) => pattern.test(text))?.[1];

interface Attribute {
  value: unknown;
  observedAt: unknown;
}

/** An attribute's value, whether it is normalised ({type, value}) or bare; names may be expanded IRIs. */
function attribute(entity: Fields, ...names: string[]): Attribute {
  for (const name of names) {
    const raw = entity[name] ?? entity[Object.keys(entity).find((key) => key.endsWith(`/${name}`)) ?? ""];
    if (raw === undefined || raw === null) continue;
    if (isFields(raw) && ("value" in raw || "object" in raw)) {
      const meta =
        isFields(raw.metadata) && isFields(raw.metadata.TimeInstant)
          ? raw.metadata.TimeInstant.value
          : undefined;
      return { value: raw.value ?? raw.object, observedAt: raw.observedAt ?? meta };
    }
    return { value: raw, observedAt: undefined };
  }
  return { value: undefined, observedAt: undefined };
}

/** A point, or the first point of anything larger: where a lot's outline begins is within the lot's size. */
function pointOf(value: unknown): [unknown, unknown, unknown] {
  let at: unknown = isFields(value) ? value.coordinates : undefined;
  while (Array.isArray(at) && Array.isArray(at[0])) at = at[0];
  return Array.isArray(at) ? [at[0], at[1], at[2]] : [undefined, undefined, undefined];
}

const TIMES = [
  "observedAt",
  "dateObserved",
  "timeInstant",
  "TimeInstant",
  "occupancyModified",
  "timestamp",
  "dateModified",
  "modifiedAt",
];

export function readEntity(entity: Fields, intake: Intake, zone: string): void {
  const read = reader(intake, entity);
  const id = textIn(entity.id);
  const type = (textIn(entity.type) ?? "").split("/").at(-1);
  if (id === undefined) {
    intake.count("no-id", entity);
    return;
  }
  const number = (...names: string[]) => read(attribute(entity, ...names).value);
  const text = (...names: string[]) => {
    const { value } = attribute(entity, ...names);
    return textIn(Array.isArray(value) ? value[0] : value);
  };
  const location = attribute(entity, "location");
  const [rawLon, rawLat, rawHeight] = pointOf(location.value);
  const [lon, lat] = [read(rawLon), read(rawLat)];
  const stated =
    location.observedAt ?? TIMES.map((name) => attribute(entity, name).value).find((t) => t !== undefined);
  const sourceMs = anyTimeMs(stated, zone, intake, entity);
  const own = (name: string) => `${intake.source}/${name}`;

  if (type === "Vehicle" || type === "UnmannedAerialVehicle") {
    const air = type === "UnmannedAerialVehicle";
    const heading = number("heading", "bearing");
    const speed = number(...(air ? ["groundSpeed", "speed"] : ["speed"]));
    intake.track(
      {
        id,
        class: air ? "drone" : (firstMatch(CLASSES, text("vehicleType", "category")) ?? "car"),
        lonDeg: lon,
        latDeg: lat,
        heightM: read(rawHeight) ?? number("elevation", "altitude"),
        headingRad: heading === undefined ? undefined : heading * RAD,
        // The model's speed is km/h; a drone's ground speed is m/s.
        speedMps: speed === undefined || speed === -1 ? undefined : air ? speed : speed / 3.6,
        timeMs: sourceMs,
        plate: text("vehiclePlateIdentifier", "license_plate"),
      },
      entity,
    );
    if (!air) return;
    const batteryShare = shareOfRatio(number("fuel", "battery", "batteryLevel"), intake, entity);
    intake.observe({
      drones: [
        {
          id: own(id),
          source: intake.source,
          timeMs: intake.now(),
          state: firstMatch(STATES, text("flightStatus", "status")) ?? "unknown",
          ...(batteryShare !== undefined && { batteryShare }),
        },
      ],
    });
    return;
  }

  const timeMs = intake.time(sourceMs, entity);
  if (timeMs === undefined) return;
  // A lot may be known by its id alone; a place that is given must be one.
  const place = lon === undefined && lat === undefined ? {} : intake.place(lon, lat, entity);
  if (!place) return;
  if (type === "ParkingSpot") {
    const status = text("status")?.toLowerCase();
    const state = (["free", "occupied", "closed", "unknown"] as const).find((one) => one === status);
    if (!state) {
      intake.count("state-unknown", entity);
      return;
    }
    const site = text("refParkingSite", "refParkingGroup");
    const bay: BayObservation = {
      id: own(id),
      source: intake.source,
      timeMs,
      state,
      ...place,
      ...(site !== undefined && { siteId: own(site) }),
    };
    intake.observe({ bays: [bay] });
    return;
  }
  if (type === "OffStreetParking" || type === "OnStreetParking" || type === "ParkingGroup") {
    const counts = countsOf(
      number("totalSpotNumber"),
      number("availableSpotNumber"),
      number("occupiedSpotNumber"),
      intake,
      entity,
    );
    if (!counts) return;
    const occupancyShare = shareOfRatio(number("occupancy"), intake, entity);
    const status = text("status") ?? "";
    const state =
      /full/i.test(status) && !/almost/i.test(status)
        ? "full"
        : /closed/i.test(status)
          ? "closed"
          : /open|almost/i.test(status)
            ? "open"
            : "unknown";
    const name = text("name");
    const site: ParkingSiteObservation = {
      id: own(id),
      source: intake.source,
      timeMs,
      state,
      ...place,
      ...counts,
      ...(name !== undefined && { name }),
      ...(occupancyShare !== undefined && { occupancyShare }),
    };
    intake.observe({ sites: [site] });
    return;
  }
  intake.count("type-unknown", entity, type);
}

/** A notification, a list of entities, or one entity. */
export function entitiesOf(value: unknown): unknown[] {
  if (Array.isArray(value)) return value;
  if (isFields(value) && Array.isArray(value.data)) return value.data;
  return isFields(value) ? [value] : [];
}
