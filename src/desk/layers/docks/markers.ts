// Docks (机库) that drones fly from: state by shape and colour, the drone's battery as a label.

import type { DockObservation } from "../../../model/twin/dock.ts";
import { sentence } from "../../../words/index.ts";
import { markerLayer, type Tone } from "../../scenes/markers/marker.ts";

const TONE: Readonly<Record<DockObservation["state"], Tone>> = {
  idle: "good",
  working: "busy",
  debugging: "notice",
  upgrading: "notice",
  offline: "off",
  unknown: "off",
};

export const dockTone = ({ state, alarm, emergencyStop, cover }: DockObservation): Tone =>
  emergencyStop || cover === "fault" ? "bad" : alarm ? "warning" : TONE[state];

export const DOCKS = markerLayer({
  id: "docks",
  kind: "dock",
  observes: "docks",
  look: (dock, language) => ({
    sign: dock.cover === "open" || dock.cover === "half-open" ? "⇡" : sentence(language, "sign.dock"),
    tone: dockTone(dock),
    label: [
      sentence(language, `value.dock-state.${dock.state}`),
      ...(dock.batteryShare === undefined ? [] : [`${Math.round(dock.batteryShare * 100)} %`]),
    ].join(" · "),
  }),
  markFarM: 4500,
  labelFarM: 900,
  liftM: 6,
  unit: "unit.docks",
  empty: "layer.no-docks",
});
