// The kinds of roadside devices as one list: words, what figures a kind has, and a default for each with its source.
// Figures are typical ones for planning, no product's data. Those that no text at hand supports are "unverified".

import type { Basis, PlannedDevice } from "./plan-document.ts";

export type FigureName =
  | "mountingHeightM"
  | "pitchDeg"
  | "fovDeg"
  | "vfovDeg"
  | "rangeM"
  | "powerW"
  | "eirpDbm";

export interface DefaultFigure extends Basis {
  value: number;
}

export interface DeviceKind {
  id: string;
  /** Word key. */
  title: string;
  mountOn: "own-pole" | "ground";
  /** Whether it looks somewhere: heading and angle of view mean something. */
  looks: boolean;
  figures: Partial<Record<FigureName, DefaultFigure>>;
}

const computed = (value: number, source: string): DefaultFigure => ({
  value,
  confidence: "computed",
  source,
});
const unverified = (value: number, source: string): DefaultFigure => ({
  value,
  confidence: "unverified",
  source,
});

export const DEVICE_KINDS: readonly DeviceKind[] = [
  {
    id: "rsu",
    title: "device.rsu",
    mountOn: "own-pole",
    looks: false,
    figures: {
      mountingHeightM: unverified(6, "usual city pole, 6–8 m"),
      pitchDeg: unverified(0, "antennas upright"),
      fovDeg: unverified(360, "omnidirectional antennas"),
      rangeM: computed(
        700,
        "PDR ≥ 0.9 noise-limited: WINNER+ B1, 29 dBm EIRP, 6 m over 1.6 m, 5.9 GHz, open road",
      ),
      powerW: unverified(20, "usual RSU"),
      eirpDbm: unverified(29, "MIIT 2018 (5905–5925 MHz), annex not read; a legal cap"),
    },
  },
  {
    id: "camera",
    title: "device.camera",
    mountOn: "own-pole",
    looks: true,
    figures: {
      mountingHeightM: unverified(6.5, "usual city pole, 6–8 m"),
      pitchDeg: computed(-20, "ground footprint from 8.8 m with 33° of vertical view at 6.5 m"),
      fovDeg: computed(55.5, "16:9 picture of 33° vertical view"),
      vfovDeg: unverified(33, "usual 6–8 mm lens"),
      rangeM: computed(106, "far edge of the ground footprint: 6.5 m, 20° down, 33° vertical view"),
      powerW: unverified(15, "usual PoE camera"),
    },
  },
  {
    id: "radar",
    title: "device.radar",
    mountOn: "own-pole",
    looks: true,
    figures: {
      mountingHeightM: unverified(6, "usual city pole, 6–8 m"),
      pitchDeg: unverified(-5, "usual tilt along a road"),
      fovDeg: unverified(40, "usual 77 GHz traffic radar"),
      vfovDeg: unverified(14, "usual 77 GHz traffic radar"),
      rangeM: unverified(250, "24/77 GHz traffic radars, 250–300 m"),
      powerW: unverified(18, "usual 77 GHz traffic radar"),
    },
  },
  {
    id: "edge-box",
    title: "device.edge-box",
    mountOn: "ground",
    looks: false,
    figures: {
      mountingHeightM: unverified(0, "cabinet on a plinth"),
      pitchDeg: unverified(0, "upright"),
      powerW: unverified(250, "usual roadside computer"),
    },
  },
];

const BY_ID = new Map(DEVICE_KINDS.map((kind) => [kind.id, kind]));

/** The kind of an id; undefined for one that only a newer version knows. */
export const deviceKind = (id: string): DeviceKind | undefined => BY_ID.get(id);

export const POWER = ["mains", "poe", "solar"] as const;
export const UPLINK = ["fibre", "ethernet", "cellular", "wireless-bridge"] as const;

/** A new device of a kind with its defaults, and where each of them comes from. */
export function newDevice(
  kind: DeviceKind,
  about: Pick<PlannedDevice, "id" | "name" | "place" | "headingDeg"> & Partial<PlannedDevice>,
): PlannedDevice {
  const entries = Object.entries(kind.figures) as [FigureName, DefaultFigure][];
  const figures = Object.fromEntries(entries.map(([name, { value }]) => [name, value]));
  const basis = Object.fromEntries(
    entries.map(([name, { confidence, source }]): [string, Basis] => [name, { confidence, source }]),
  );
  return {
    kind: kind.id,
    model: "",
    mount: { on: kind.mountOn },
    mountingHeightM: 0,
    pitchDeg: 0,
    notes: "",
    status: "proposed",
    derivation: "proposed",
    ...figures,
    basis,
    ...about,
  };
}
