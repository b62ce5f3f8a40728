// Roadside equipment: what it is by its sign, how it is by shape and colour.

import type { EquipmentObservation } from "../../../model/twin/equipment.ts";
import { sentence } from "../../../words/index.ts";
import { derivationOf, type MarkerLayer, type Tone } from "../../scenes/markers/marker.ts";

const TONE: Readonly<Record<EquipmentObservation["state"], Tone>> = {
  ok: "good",
  degraded: "warning",
  fault: "bad",
  offline: "off",
  unknown: "off",
};

export const EQUIPMENT: MarkerLayer = {
  id: "equipment",
  kind: "equipment",
  markers: ({ observed }, language) =>
    [...observed.equipment.values()].flatMap((item) =>
      item.lonDeg === undefined || item.latDeg === undefined
        ? []
        : [
            {
              id: item.id,
              lonDeg: item.lonDeg,
              latDeg: item.latDeg,
              heightM: item.heightM,
              sign: sentence(language, `sign.equipment.${item.kind}`),
              tone: TONE[item.state],
              label: item.state === "ok" ? undefined : item.name,
            },
          ],
    ),
  changed: (state, before) => state.observed.equipment !== before.observed.equipment,
  facts: ({ observed }, id) => {
    const item = observed.equipment.get(id);
    return (
      item && {
        kind: "equipment",
        ...(item.name !== undefined && { name: item.name }),
        source: item.source,
        derivation: derivationOf(item.source),
      }
    );
  },
  markFarM: 900,
  labelFarM: 500,
  liftM: 1.2,
  unit: "unit.devices",
  empty: "layer.no-equipment",
};
