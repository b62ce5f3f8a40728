// Roadside equipment: what it is by its sign, how it is by shape and colour.

import type { EquipmentObservation } from "../../../model/twin/equipment.ts";
import { sentence } from "../../../words/index.ts";
import { markerLayer, type Tone } from "../../scenes/markers/marker.ts";

const TONE: Readonly<Record<EquipmentObservation["state"], Tone>> = {
  ok: "good",
  degraded: "warning",
  fault: "bad",
  offline: "off",
  unknown: "off",
};

export const EQUIPMENT = markerLayer({
  id: "equipment",
  kind: "equipment",
  observes: "equipment",
  look: (item, language) => ({
    sign: sentence(language, `sign.equipment.${item.kind}`),
    tone: TONE[item.state],
    label: item.state === "ok" ? undefined : item.name,
  }),
  markFarM: 900,
  labelFarM: 500,
  liftM: 1.2,
  unit: "unit.devices",
  empty: "layer.no-equipment",
});
