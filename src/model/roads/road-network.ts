// The canonical road model: what an OpenDRIVE file (or another source) says, as plain JSON-able data in float64.
// Frame: the dataset's projected plane (x east, y north, z up, metres) before the header offset is applied;
// `dataset.crs` and `dataset.headerOffset` lead from there to the globe. s is arc length in plan, t is left-positive.
// Angles are radians, counter-clockwise from +x. It does not compute: see reference-line.ts, lane-geometry.ts.
// What a source knows by its own place (a survey's edges, Lanelet2's ways) keeps it: `polyline`, `worldShape`.

import type { Derivation, Quality } from "../records/quality.ts";

export interface RoadNetwork {
  formatVersion: 1;
  dataset: RoadDataset;
  roads: Road[];
  junctions: Junction[];
  controllers: Controller[];
}

export interface RoadDataset {
  id: string;
  name: string;
  source: {
    format: "opendrive" | "lanelet2" | "lanetwin";
    version: string;
    file: string;
    sha256: string;
    vendor?: string;
    date?: string;
  };
  /** PROJ string or EPSG code as found; "" when the file has none (then an origin must be given). */
  crs: string;
  headerOffset: { x: number; y: number; z: number; headingRad: number };
  /** ISO 3166 alpha-2, upper case; undefined = unknown, which is said. Picks paint and sign defaults. */
  country?: string;
  quality: Quality;
}

/** a + b·ds + c·ds² + d·ds³ with ds = s − sM. Records are sorted by sM. */
export interface CubicRecord {
  sM: number;
  a: number;
  b: number;
  c: number;
  d: number;
}

export type PlanShape =
  | { kind: "line" }
  | { kind: "arc"; curvature: number }
  | { kind: "spiral"; curvStart: number; curvEnd: number }
  | { kind: "poly3"; a: number; b: number; c: number; d: number }
  | {
      kind: "paramPoly3";
      aU: number;
      bU: number;
      cU: number;
      dU: number;
      aV: number;
      bV: number;
      cV: number;
      dV: number;
      pRange: "arcLength" | "normalized";
    };

export interface PlanGeometry {
  sM: number;
  x: number;
  y: number;
  headingRad: number;
  lengthM: number;
  shape: PlanShape;
}

export type TrafficRule = "RHT" | "LHT";
export type ContactPoint = "start" | "end";
export interface RoadLink {
  kind: "road" | "junction";
  id: string;
  contactPoint?: ContactPoint;
  sM?: number;
  direction?: "+" | "-";
}

export interface Road {
  id: string;
  name: string;
  lengthM: number;
  /** Junction id when this is a connecting road. */
  junctionId?: string;
  rule: TrafficRule;
  predecessor?: RoadLink;
  successor?: RoadLink;
  types: { sM: number; type: string; country?: string; speedMps?: number | "no limit" | "undefined" }[];
  planView: PlanGeometry[];
  elevation: CubicRecord[];
  superelevation: CubicRecord[];
  crossfall: (CubicRecord & { side: "left" | "right" | "both" })[];
  /** Lateral profile added to the superelevated plane: h(t) cubic in (t − tM), linear between s stations. */
  shape: { sM: number; tM: number; a: number; b: number; c: number; d: number }[];
  crossSectionSurface?: CrossSectionSurface;
  laneOffset: CubicRecord[];
  sections: LaneSection[];
  objects: RoadObject[];
  signals: Signal[];
  signalReferences: SignalReference[];
  tunnels: RoadStructure[];
  bridges: RoadStructure[];
  quality?: Quality;
}

export interface CrossSectionSurface {
  tOffset: CubicRecord[];
  strips: {
    id: number;
    mode: "independent" | "relative";
    width: CubicRecord[];
    constant: CubicRecord[];
    linear: CubicRecord[];
    quadratic: CubicRecord[];
    cubic: CubicRecord[];
  }[];
}

export interface LaneSection {
  sM: number;
  endM: number;
  singleSide: boolean;
  /** Left lanes (id > 0) descending, centre (0), right lanes descending (−1, −2 …). */
  lanes: Lane[];
}

export interface Lane {
  id: number;
  type: string;
  level: boolean;
  direction?: "standard" | "reversed" | "both";
  /** Records with sM relative to the start of the section. Empty with `polyline` or `border`. */
  width: CubicRecord[];
  border: CubicRecord[];
  height: { sM: number; innerM: number; outerM: number }[];
  roadMarks: RoadMark[];
  /** Without a derivation the map states it. */
  speed: { sM: number; maxMps: number | "no limit" | "undefined"; derivation?: Derivation }[];
  material: { sM: number; surface: string; friction?: number; roughness?: number }[];
  access: { sM: number; rule: "allow" | "deny"; restriction: string }[];
  rule: { sM: number; value: string }[];
  predecessors: number[];
  successors: number[];
  /** A lane known by its two edges, not by a reference line (Lanelet2, surveys). */
  polyline?: LaneEdges;
  /** Its name in the source where that is not road, section and number: "lanelet/45134". */
  sourceId?: string;
  quality?: Quality;
}

/** Left and right seen along s: x, y, z in the dataset's plane. */
export interface LaneEdges {
  left: [number, number, number][];
  right: [number, number, number][];
  /** Names of the lines in the source: two lanes, of one road or of two, that name the same line share it. */
  leftId?: string;
  rightId?: string;
}

export type LaneChange = "increase" | "decrease" | "both" | "none";

export interface RoadMark {
  /** Relative to the section's start. */
  sM: number;
  /** OpenDRIVE e_roadMarkType: none, solid, broken, "solid solid", "solid broken", "broken solid", "broken broken", "botts dots", grass, curb, custom, edge. */
  type: string;
  weight: "standard" | "bold";
  color: string;
  widthM?: number;
  heightM?: number;
  material: string;
  laneChange: LaneChange;
  /** <type>: repeating lines. */
  lines: {
    lengthM: number;
    spaceM: number;
    tOffsetM: number;
    sOffsetM: number;
    rule?: string;
    widthM?: number;
    color?: string;
  }[];
  /** <explicit>: lines that do not repeat. */
  explicit: { lengthM: number; tOffsetM: number; sOffsetM: number; rule?: string; widthM?: number }[];
  /** Lateral offset polynomials for the marks that follow, sM relative to the mark's start. */
  sway: CubicRecord[];
  derivation: Derivation;
}

export interface Outline {
  id?: number;
  outer: boolean;
  closed: boolean;
  fillType?: string;
  laneType?: string;
  corners:
    | { kind: "road"; points: { id?: number; s: number; t: number; dz: number; heightM: number }[] }
    | { kind: "local"; points: { id?: number; u: number; v: number; z: number; heightM: number }[] };
}

export interface ObjectRepeat {
  sM: number;
  lengthM: number;
  distanceM: number;
  tStart: number;
  tEnd: number;
  zOffsetStart: number;
  zOffsetEnd: number;
  heightStart: number;
  heightEnd: number;
  widthStart?: number;
  widthEnd?: number;
  lengthStart?: number;
  lengthEnd?: number;
  radiusStart?: number;
  radiusEnd?: number;
  detachFromReferenceLine?: boolean;
}

export interface LaneValidity {
  fromLane: number;
  toLane: number;
}

export interface RoadObject {
  id: string;
  name: string;
  type: string;
  subtype: string;
  dynamic: boolean;
  sM: number;
  tM: number;
  zOffsetM: number;
  orientation: "+" | "-" | "none";
  headingRad: number;
  pitchRad: number;
  rollRad: number;
  heightM?: number;
  lengthM?: number;
  widthM?: number;
  radiusM?: number;
  validLengthM?: number;
  outlines: Outline[];
  repeats: ObjectRepeat[];
  markings: {
    side?: string;
    color: string;
    widthM: number;
    zOffsetM: number;
    lineLengthM: number;
    spaceLengthM: number;
    startOffsetM: number;
    stopOffsetM: number;
    corners: number[];
  }[];
  materials: { surface?: string; friction?: number; roughness?: number }[];
  validity: LaneValidity[];
  parkingSpace?: { access: string; restrictions?: string };
  /** "way/123", "relation/456" of the source. */
  sourceId?: string;
  /** Known by its own corners in the dataset's plane, not by s and t: a line, or rings of which the first is the outer. */
  worldShape?: { kind: "line" | "area"; parts: [number, number, number][][] };
  /** How its height and its kind are known; without it the map states them. */
  derivation?: Derivation;
  userData: Record<string, string>;
}

export interface RoadStructure {
  id: string;
  name: string;
  type: string;
  sM: number;
  lengthM: number;
  validity: LaneValidity[];
  lighting?: number;
  daylight?: number;
}

export interface Signal {
  id: string;
  name: string;
  dynamic: boolean;
  sM: number;
  tM: number;
  zOffsetM: number;
  orientation: "+" | "-" | "none";
  country?: string;
  countryRevision?: string;
  type: string;
  subtype: string;
  value?: number;
  unit?: string;
  text?: string;
  hOffsetRad: number;
  pitchRad: number;
  rollRad: number;
  heightM?: number;
  widthM?: number;
  lengthM?: number;
  validity: LaneValidity[];
  dependencies: { id: string; type: string }[];
  references: { elementType: string; elementId: string; type: string }[];
  boards: {
    kind: "static" | "vms";
    signs: {
      country?: string;
      type: string;
      subtype: string;
      value?: number;
      unit?: string;
      text?: string;
      v: number;
      z: number;
      widthM?: number;
      heightM?: number;
    }[];
  }[];
  positionInertial?: { x: number; y: number; z: number; headingRad: number };
  /** "way/123" of the source. */
  sourceId?: string;
  positionRoad?: { roadId: string; sM: number; tM: number; zOffsetM: number; hOffsetRad: number };
}

export interface SignalReference {
  signalId: string;
  sM: number;
  tM: number;
  orientation: "+" | "-" | "none";
  validity: LaneValidity[];
}

export interface Junction {
  id: string;
  name: string;
  type: "default" | "direct" | "virtual" | "crossing";
  connections: {
    id: string;
    incomingRoad?: string;
    connectingRoad?: string;
    linkedRoad?: string;
    contactPoint?: ContactPoint;
    laneLinks: { from: number; to: number }[];
  }[];
  priorities: { high: string; low: string }[];
  controllers: { id: string; type: string; sequence?: number }[];
  virtual?: { mainRoad: string; sStart: number; sEnd: number; orientation: string };
  boundary: {
    kind: string;
    roadId: string;
    sStart?: number;
    sEnd?: number;
    laneStart?: number;
    laneEnd?: number;
    contactPoint?: ContactPoint;
    transitionM?: number;
  }[];
}

export interface Controller {
  id: string;
  name: string;
  sequence?: number;
  controls: { signalId: string; type: string }[];
  /** Fixed-time plan when the file states one (userData code="lanetwin:phases"); otherwise the simulator makes one and says so. */
  phases?: { name: string; durationS: number; green: string[]; yellow: string[] }[];
}
