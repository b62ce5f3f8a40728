// Car parks: free bays of all, tinted by how full they are; within the night window the bays open to permit holders.

import type { ParkingSiteObservation } from "../../../model/twin/parking.ts";
import { type Language, sentence } from "../../../words/index.ts";
import { derivationOf, type MarkerLayer, type Tone } from "../../scenes/markers/marker.ts";

/** Free share below which a lot is nearly full, and tight. */
const TIGHT = 0.05;
const SCARCE = 0.2;

function toneOf({ state, freeBays, totalBays }: ParkingSiteObservation): Tone {
  if (state === "closed") return "off";
  if (state === "full" || freeBays === 0) return "bad";
  if (freeBays === undefined || !totalBays) return state === "open" ? "busy" : "off";
  const share = freeBays / totalBays;
  return share < TIGHT ? "warning" : share < SCARCE ? "notice" : "good";
}

function labelOf({ freeBays, totalBays, night }: ParkingSiteObservation, language: Language): string {
  const free =
    freeBays === undefined
      ? sentence(language, "parking.free-unknown")
      : sentence(language, "parking.free-of", { free: freeBays, total: totalBays ?? "?" });
  if (night?.freeBays === undefined) return free;
  const price =
    night.monthlyYuan === undefined
      ? ""
      : ` · ${sentence(language, "parking.monthly", { yuan: night.monthlyYuan })}`;
  return `${free}\n${sentence(language, "parking.night-free", { free: night.freeBays, bays: night.bays })}${price}`;
}

export const PARKING: MarkerLayer = {
  id: "parking",
  kind: "parking-site",
  markers: ({ observed }, language) =>
    [...observed.sites.values()].flatMap((site) =>
      site.lonDeg === undefined || site.latDeg === undefined
        ? []
        : [
            {
              id: site.id,
              lonDeg: site.lonDeg,
              latDeg: site.latDeg,
              sign: site.night?.freeBays === undefined ? "P" : sentence(language, "sign.night"),
              tone: toneOf(site),
              label: labelOf(site, language),
            },
          ],
    ),
  changed: (state, before) => state.observed.sites !== before.observed.sites,
  facts: ({ observed }, id) => {
    const site = observed.sites.get(id);
    return (
      site && {
        kind: "parking-site",
        ...(site.name !== undefined && { name: site.name }),
        source: site.source,
        derivation: derivationOf(site.source),
      }
    );
  },
  markFarM: 4500,
  labelFarM: 900,
  liftM: 14,
  unit: "unit.car-parks",
  empty: "layer.no-parking",
};
