// Simulated car parks: the city's own lots with their bays, filled by the shape of their use and the local hour, and the
// night window in which bays are open to permit holders.

import type { ParkingUse } from "../../../live/simulation/parking/occupancy-shapes.ts";
import { type SimulatedLot, simulateParking } from "../../../live/simulation/parking/simulate-parking.ts";
import { type DayWindow, inWindow } from "../../../model/twin/day-window.ts";
import type { ParkingSiteObservation } from "../../../model/twin/parking.ts";
import type { LocalTime } from "./local-time.ts";
import { numberOf, type Place, textOf } from "./read-places.ts";

/** How a lot is used, by words that a city's file may say; homes where none fits. */
const USES: readonly [RegExp, ParkingUse][] = [
  [/mall|shop|retail|shared-night|商/i, "mall"],
  [/hospital|clinic|医/i, "hospital"],
  [/office|campus|factor|works|school|government|skyline|办|厂|园区/i, "office"],
  [/street|kerb|roadside|路/i, "street"],
];
/** Of a lot's bays that its owner gives out as night permits. */
const PERMIT_SHARE = 0.8;

export const parkingUseOf = (text: string): ParkingUse =>
  USES.find(([pattern]) => pattern.test(text))?.[1] ?? "residential";

/** "20:00–08:00" → minutes; a whole day is no window. Undefined where it says nothing that could be read. */
export function windowOf(text: string | undefined): DayWindow | undefined {
  const found = /^\s*(\d{1,2}):(\d{2})\s*[–—~-]\s*(\d{1,2}):(\d{2})\s*$/.exec(text ?? "");
  if (!found) return undefined;
  const [fromMin, toMin] = [1, 3].map((i) => Number(found[i]) * 60 + Number(found[i + 1])) as [
    number,
    number,
  ];
  if (fromMin > 1440 || toMin > 1440 || (fromMin === 0 && toMin >= 1439)) return undefined;
  return fromMin === toMin ? undefined : { fromMin: fromMin % 1440, toMin: toMin % 1440 };
}

const base64 = (bytes: Uint8Array) =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("base64");

export function createCarParks(
  places: readonly Place[],
  local: (timeMs: number) => LocalTime,
  source: string,
  seed: number,
): (timeMs: number) => ParkingSiteObservation[] {
  const known = places.flatMap((place) => {
    const capacity = Math.round(numberOf(place, "bays") ?? 0);
    if (capacity < 1) return [];
    const window = windowOf(textOf(place, "window"));
    const monthly = textOf(place, "per") === "month" ? numberOf(place, "priceYuan") : undefined;
    const use = parkingUseOf(textOf(place, "use") ?? textOf(place, "kind") ?? "");
    const lot: SimulatedLot = {
      id: place.id,
      use,
      capacity,
      ...(window && {
        night: { bays: capacity, window, permits: Math.round(capacity * PERMIT_SHARE) },
      }),
    };
    return [{ place, lot, window, monthly }];
  });
  const simulated = simulateParking(
    known.map(({ lot }) => lot),
    seed,
  );
  return (timeMs) => {
    const { minute, weekend, day } = local(timeMs);
    const states = simulated.at(minute, weekend, day);
    return known.map(({ place, lot, window, monthly }, i) => {
      const state = states[i] as (typeof states)[number];
      const open = window !== undefined && inWindow(window, minute);
      return {
        id: place.id,
        source,
        timeMs,
        ...(textOf(place, "name") !== undefined && { name: textOf(place, "name") as string }),
        lonDeg: place.lonDeg,
        latDeg: place.latDeg,
        state: state.free > 0 ? "open" : "full",
        totalBays: lot.capacity,
        freeBays: state.free,
        occupiedBays: lot.capacity - state.free,
        bays: { count: lot.capacity, takenBase64: base64(state.taken) },
        ...(window && {
          night: {
            bays: lot.capacity,
            window,
            permits: lot.night?.permits ?? 0,
            ...(open && state.nightFree !== undefined && { freeBays: state.nightFree }),
            ...(monthly !== undefined && { monthlyYuan: monthly }),
          },
        }),
      } satisfies ParkingSiteObservation;
    });
  };
}
