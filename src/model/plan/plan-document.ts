// A plan: what someone proposes for a city, as one document. Degrees in the frame of the city's data, ellipsoidal metres.
// Documents are never changed in place: an edit gives a new one. Fields nobody here knows stay where they are.

/** How a figure came to be a kind's default; a figure that a person stated has none. */
export type Confidence = "sourced" | "computed" | "unverified";

export interface Basis {
  confidence: Confidence;
  /** In words of the source, e.g. "MIIT 2018, 5905–5925 MHz". */
  source: string;
}

export type MountOn = "pole" | "own-pole" | "gantry" | "ground";

export interface Mount {
  on: MountOn;
  /** Id of the post, mast or gantry that carries it. */
  hostId?: string;
  /** How high that one is over its foot, where the data say so. */
  hostHeightM?: number;
}

/** What the foot stands on, as the road data name it. */
export interface StandsOn {
  id?: string;
  kind?: string;
  type?: string;
  /** "inferred": its place is not in the data, it was made up for what it carries. */
  derivation?: string;
}

export interface PlannedDevice {
  id: string;
  kind: string;
  name: string;
  /** Maker and model; empty = not chosen. */
  model: string;
  /** The foot: where the pole or cabinet meets the ground. The device hangs mountingHeightM above it. */
  place: { lonDeg: number; latDeg: number; heightM: number };
  mount: Mount;
  mountingHeightM: number;
  /** Clockwise from true north, 0 ≤ heading < 360. */
  headingDeg: number;
  /** Above the horizon; a camera that looks down has a negative pitch. */
  pitchDeg: number;
  rollDeg?: number;
  /** Horizontal and vertical angle of view; 360 = all round. */
  fovDeg?: number;
  vfovDeg?: number;
  rangeM?: number;
  powerW?: number;
  power?: string;
  uplink?: string;
  eirpDbm?: number;
  notes: string;
  status: "proposed";
  derivation: "proposed";
  /** 1σ of the foot: that of the road data it was placed on; absent = unknown. */
  accuracyM?: number;
  standsOn?: StandsOn;
  /** Figure's name → where its default comes from. */
  basis?: Record<string, Basis>;
}

/** When, in UTC (ISO 8601), and by whom if known. */
export interface Stamp {
  at: string;
  by?: string;
}

export interface PlanDocument {
  formatVersion: 1;
  id: string;
  title: string;
  cityId: string;
  created: Stamp;
  modified: Stamp;
  devices: readonly PlannedDevice[];
}

export function emptyPlan(about: { id: string; title: string; cityId: string; nowMs: number }): PlanDocument {
  const at = new Date(about.nowMs).toISOString();
  return {
    formatVersion: 1,
    id: about.id,
    title: about.title,
    cityId: about.cityId,
    created: { at },
    modified: { at },
    devices: [],
  };
}

export const deviceOf = (plan: PlanDocument, id: string | undefined): PlannedDevice | undefined =>
  id === undefined ? undefined : plan.devices.find((device) => device.id === id);

/** "device:1", "device:2" … the first number nobody has. */
export function freshDeviceId(devices: readonly { id: string }[]): string {
  const taken = new Set(devices.map(({ id }) => id));
  for (let n = devices.length + 1; ; n++) if (!taken.has(`device:${n}`)) return `device:${n}`;
}

/** An angle as a heading, 0 ≤ h < 360. */
export function asHeading(deg: number): number {
  const turned = deg % 360;
  const heading = turned < 0 ? turned + 360 : turned;
  // −1e-20 + 360 is 360 in floating point; −0 is 0.
  return heading >= 360 ? 0 : heading + 0;
}
