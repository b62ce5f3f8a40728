// Docks (机库) that drones fly from: state by shape and colour, the drone's battery as a label.

import type { DockObservation } from "../../../model/twin/dock.ts";
import { sentence } from "../../../words/index.ts";
import { derivationOf, type MarkerLayer, type Tone } from "../../scenes/markers/marker.ts";

const TONE: Readonly<Record<DockObservation["state"], Tone>> = {
  idle: "good",
  working: "busy",
  debugging: "notice",
  upgrading: "notice",
  offline: "off",
  unknown: "off",
};

const toneOf = ({ state, alarm, emergencyStop, cover }: DockObservation): Tone =>
  emergencyStop || cover === "fault" ? "bad" : alarm ? "warning" : TONE[state];

export const DOCKS: MarkerLayer = {
  id: "docks",
  kind: "dock",
  markers: ({ observed }, language) =>
    [...observed.docks.values()].flatMap((dock) =>
      dock.lonDeg === undefined || dock.latDeg === undefined
        ? []
        : [
            {
              id: dock.id,
              lonDeg: dock.lonDeg,
              latDeg: dock.latDeg,
              heightM: dock.heightM,
              sign:
                dock.cover === "open" || dock.cover === "half-open" ? "⇡" : sentence(language, "sign.dock"),
              tone: toneOf(dock),
              label: [
                sentence(language, `value.dock-state.${dock.state}`),
                ...(dock.batteryShare === undefined ? [] : [`${Math.round(dock.batteryShare * 100)} %`]),
              ].join(" · "),
            },
          ],
    ),
  changed: (state, before) => state.observed.docks !== before.observed.docks,
  facts: ({ observed }, id) => {
    const dock = observed.docks.get(id);
    return dock && { kind: "dock", source: dock.source, derivation: derivationOf(dock.source) };
  },
  markFarM: 4500,
  labelFarM: 900,
  liftM: 6,
  unit: "unit.docks",
  empty: "layer.no-docks",
};
