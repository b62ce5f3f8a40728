// What is observed of drones, docks, car parks, equipment and events, as figures to read: each with its unit, unknown ones
// said, and the age of the whole.

import type { DockObservation } from "../../model/twin/dock.ts";
import type { DroneObservation } from "../../model/twin/drone.ts";
import type { EquipmentObservation } from "../../model/twin/equipment.ts";
import type { EventObservation } from "../../model/twin/event.ts";
import type { ParkingSiteObservation } from "../../model/twin/parking.ts";
import type { ObservedState } from "../../model/twin/twin-store.ts";
import { type Language, resources, sentence } from "../../words/index.ts";
import { coverageOf } from "./coverage.ts";
import { type Fact, figure, type ShownValue } from "./facts.ts";

const DEG = 180 / Math.PI;
const MINUTE_S = 60;

function teller(language: Language) {
  const unknown: ShownValue = { text: sentence(language, "desk.unknown"), known: false };
  const fact = (name: string, value: ShownValue): Fact => ({
    name,
    title: sentence(language, `field.${name}`),
    ...value,
  });
  return {
    number: (name: string, value: number | undefined, unit: string, digits = 0) =>
      fact(name, figure(language, value, unit, digits)),
    share: (name: string, value: number | undefined) =>
      fact(name, figure(language, value === undefined ? undefined : value * 100, "%")),
    word: (name: string, value: string | undefined) => {
      if (value === undefined) return fact(name, unknown);
      const key = `value.${name}.${value}`;
      const known = key in resources[language];
      return fact(name, { text: known ? sentence(language, key) : value, known: value !== "unknown" });
    },
    text: (name: string, value: string | undefined) =>
      fact(name, value === undefined ? unknown : { text: value, known: true }),
    yesNo: (name: string, value: boolean | undefined) =>
      fact(
        name,
        value === undefined
          ? unknown
          : { text: sentence(language, value ? "value.yes" : "value.no"), known: true },
      ),
    age: (timeMs: number | undefined, nowMs: number) =>
      fact(
        "observed-age",
        figure(language, timeMs === undefined ? undefined : Math.max(0, nowMs - timeMs) / 1000, "s"),
      ),
  };
}

function droneFacts(language: Language, drone: DroneObservation, nowMs: number): Fact[] {
  const tell = teller(language);
  return [
    tell.word("drone-state", drone.state),
    tell.share("battery", drone.batteryShare),
    tell.number(
      "remaining-flight",
      drone.remainingFlightS === undefined ? undefined : drone.remainingFlightS / MINUTE_S,
      "min",
    ),
    tell.number("above-takeoff", drone.aboveTakeOffM, "m", 1),
    tell.number("vertical-speed", drone.verticalMps, "m/s", 1),
    tell.number("gimbal-pitch", drone.gimbal && drone.gimbal.pitchRad * DEG, "°"),
    tell.word("fix", drone.fix),
    tell.text("dock", drone.dockId),
    tell.age(drone.timeMs, nowMs),
  ];
}

function dockFacts(language: Language, dock: DockObservation, nowMs: number): Fact[] {
  const tell = teller(language);
  return [
    tell.word("dock-state", dock.state),
    tell.word("cover", dock.cover),
    tell.yesNo("drone-inside", dock.droneInside),
    tell.yesNo("charging", dock.charging),
    tell.share("battery", dock.batteryShare),
    tell.number("sorties", dock.sorties, ""),
    tell.number("wind", dock.windMps, "m/s", 1),
    tell.number("outside-temperature", dock.outsideC, "°C", 1),
    tell.age(dock.timeMs, nowMs),
  ];
}

const clock = (minute: number) =>
  `${String(Math.floor(minute / 60) % 24).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;

function siteFacts(language: Language, site: ParkingSiteObservation, nowMs: number): Fact[] {
  const tell = teller(language);
  const { night, totalBays, freeBays } = site;
  return [
    tell.number("total-bays", totalBays, ""),
    tell.number("free-bays", freeBays, ""),
    tell.share(
      "occupancy",
      site.occupancyShare ??
        (totalBays !== undefined && freeBays !== undefined && totalBays > 0
          ? 1 - freeBays / totalBays
          : undefined),
    ),
    ...(night
      ? [
          tell.text("night-window", `${clock(night.window.fromMin)}–${clock(night.window.toMin)}`),
          tell.number("night-bays", night.bays, ""),
          night.freeBays === undefined
            ? tell.text("night-free", sentence(language, "night.closed"))
            : tell.number("night-free", night.freeBays, ""),
          tell.number("night-permits", night.permits, ""),
          tell.number("night-price", night.monthlyYuan, language === "zh" ? "元/月" : "CNY/month"),
        ]
      : []),
    tell.age(site.timeMs, nowMs),
  ];
}

function equipmentFacts(language: Language, item: EquipmentObservation, nowMs: number): Fact[] {
  const tell = teller(language);
  return [
    tell.word("equipment-kind", item.kind),
    tell.word("equipment-state", item.state),
    tell.number(
      "heartbeat",
      item.heartbeatMs === undefined ? undefined : Math.max(0, nowMs - item.heartbeatMs) / 1000,
      "s",
    ),
    ...coverageFacts(language, item),
    ...item.alarms.map(({ code, text }) => tell.text("alarm", text === undefined ? code : `${code} ${text}`)),
    tell.age(item.timeMs, nowMs),
  ];
}

/** What it covers: a device that leaves something out is told by what is usual for its kind, and that is said. */
function coverageFacts(language: Language, item: EquipmentObservation): Fact[] {
  if (item.kind !== "rsu" && item.kind !== "camera" && item.kind !== "radar") return [];
  const tell = teller(language);
  const covers = coverageOf(item);
  return [
    tell.number("coverage-range", covers?.rangeM, "m"),
    tell.number("coverage-angle", covers?.fovDeg, "°", 1),
    ...(covers?.fovDeg === 360
      ? []
      : [tell.number("coverage-heading", item.headingRad && item.headingRad * DEG, "°")]),
    tell.word("coverage-basis", covers?.basis ?? "unknown"),
  ];
}

function eventFacts(language: Language, event: EventObservation, nowMs: number): Fact[] {
  const tell = teller(language);
  const { handling } = event;
  return [
    tell.word("event-kind", event.kind),
    tell.word("severity", event.severity),
    ...(handling ? [tell.word("event-stage", handling.stage)] : []),
    tell.number("began", ((event.endMs ?? nowMs) - event.beginMs) / 1000 / MINUTE_S, "min", 1),
    tell.share("confidence", event.confidence),
    ...(handling ? [tell.number("sightings", handling.sightings.length, "")] : []),
    ...(handling?.assignee === undefined ? [] : [tell.text("assignee", handling.assignee)]),
    ...(event.trackId === undefined ? [] : [tell.text("track", event.trackId)]),
    ...(event.text === undefined ? [] : [tell.text("event-text", event.text)]),
    tell.age(event.timeMs, nowMs),
  ];
}

/** None where nobody tells of it any more. */
export function observedFacts(
  language: Language,
  observed: ObservedState,
  kind: string,
  id: string,
  nowMs: number,
): Fact[] {
  const told = <T>(
    map: ReadonlyMap<string, T>,
    tell: (language: Language, one: T, nowMs: number) => Fact[],
  ) => {
    const one = map.get(id);
    return one ? tell(language, one, nowMs) : [];
  };
  switch (kind) {
    case "drone":
      return told(observed.drones, droneFacts);
    case "dock":
      return told(observed.docks, dockFacts);
    case "parking-site":
      return told(observed.sites, siteFacts);
    case "equipment":
      return told(observed.equipment, equipmentFacts);
    case "event":
      return told(observed.events, eventFacts);
    default:
      return [];
  }
}
