// Signal heads as they stand: a mast at the roadside, an arm where the head hangs over the lanes, a dark housing. Which
// lamp burns is not the tiles' business: the places of the lamps are given beside. Metres.

import type { Vec3 } from "../../../model/geo/frames.ts";
import { featureId } from "../../../model/records/feature-id.ts";
import { laneGeometry } from "../../../model/roads/lane-geometry.ts";
import type { ReferenceLine } from "../../../model/roads/reference-line.ts";
import type { Signal } from "../../../model/roads/road-network.ts";
import type { FeatureMesh } from "../feature-mesh.ts";
import { plumb } from "../road-place.ts";
import { addBox, addCylinder, addPolygon, circle, emptyMesh, type Mesh } from "../solid-mesh.ts";
import { standing, standingRecord } from "./sign-posts.ts";

export interface SignalLamps {
  id: string;
  signalId: string;
  /** Controller that switches it, when the map names one. */
  controllerId?: string;
  roadId: string;
  /** Way the lamps look, horizontal unit vector in the dataset's plane. */
  facing: [number, number];
  radiusM: number;
  lamps: { colour: "red" | "yellow" | "green"; place: Vec3 }[];
}

const USUAL = { widthM: 0.36, heightM: 1.05, depthM: 0.26 };
const OVERHEAD_M = 4;
const MAST_RADIUS_M = 0.11;
const ARM_RADIUS_M = 0.06;
const BESIDE_M = 0.8;
/** The dark lens stands a little out of the housing, under the lit one (radius × 0.06). */
const LENS_M = 0.002;
const LENS: FeatureMesh["colour"] = [14, 15, 16];
const HOUSING: FeatureMesh["colour"] = [30, 33, 36];
const MAST: FeatureMesh["colour"] = [126, 130, 134];
const PEDESTRIAN = new Set(["1000002", "1000007"]);

/** t of the road's edge on the side of a t, at s. */
function edgeT(line: ReferenceLine, sM: number, tM: number): number {
  const section = line.road.sections.findLast((each) => each.sM <= sM + 1e-6) ?? line.road.sections[0];
  if (!section) return tM;
  const sign = tM < 0 ? -1 : 1;
  const outermost = section.lanes
    .filter(({ id }) => Math.sign(id) === sign)
    .sort((a, b) => Math.abs(b.id) - Math.abs(a.id))[0];
  if (!outermost) return tM;
  const s = Math.min(section.endM, Math.max(section.sM, sM));
  const [x, y] = laneGeometry(line, section, outermost).edge(sign > 0 ? "left" : "right", s);
  const { x: ox, y: oy, headingRad } = line.plan(s);
  return -(x - ox) * Math.sin(headingRad) + (y - oy) * Math.cos(headingRad);
}

function head(
  line: ReferenceLine,
  signal: Signal,
  masts: Set<string>,
  controllerId: string | undefined,
): { meshes: FeatureMesh[]; lamps: SignalLamps } {
  const pedestrian = PEDESTRIAN.has(signal.type);
  const widthM = signal.widthM && signal.widthM > 0.1 ? signal.widthM : USUAL.widthM;
  const heightM =
    signal.heightM && signal.heightM > 0.2 && signal.heightM < 2 ? signal.heightM : USUAL.heightM;
  const bottomM = signal.zOffsetM > 0.5 ? signal.zOffsetM : 2.5;
  const at = standing(line, signal);
  const id = featureId("signal", line.road.id, signal.id);
  const properties = {
    road: line.road.id,
    country: signal.country ?? "",
    type: signal.type,
    subtype: signal.subtype,
    name: signal.name,
    heightM: bottomM,
    controller: controllerId ?? "",
    derivation: "stated",
    ...(signal.sourceId !== undefined && { source: signal.sourceId }),
  };
  const housing = emptyMesh();
  addBox(
    housing,
    at,
    [-USUAL.depthM / 2, USUAL.depthM / 2],
    [-widthM / 2, widthM / 2],
    [bottomM, bottomM + heightM],
  );
  const mast = emptyMesh();
  // A head whose own place is stated stands there, whichever lanes it is for.
  if (bottomM < OVERHEAD_M || signal.positionInertial)
    addCylinder(mast, at, MAST_RADIUS_M * 0.6, 0, bottomM, 8);
  else {
    const edge = edgeT(line, signal.sM, signal.tM);
    const footT = edge + Math.sign(edge - signal.tM || signal.tM || -1) * BESIDE_M;
    const topM = bottomM + heightM * 0.55;
    const key = `${signal.sM.toFixed(1)} ${Math.sign(footT)} ${signal.orientation}`;
    const foot = plumb(line, { ...signal, tM: footT, zOffsetM: 0 }, 0);
    if (!masts.has(key)) addCylinder(mast, foot, MAST_RADIUS_M, 0, topM + 0.3, 8);
    masts.add(key);
    const reach = signal.tM - footT;
    addBox(
      mast,
      foot,
      [-ARM_RADIUS_M, ARM_RADIUS_M],
      [Math.min(0, reach), Math.max(0, reach)],
      [topM - ARM_RADIUS_M, topM + ARM_RADIUS_M],
    );
  }
  const colours = pedestrian ? (["red", "green"] as const) : (["red", "yellow", "green"] as const);
  const radiusM = Math.min(0.15, widthM * 0.42, (heightM / colours.length) * 0.45);
  const upM = (i: number) => bottomM + heightM * (1 - (i + 0.5) / colours.length);
  const discs = emptyMesh();
  colours.forEach((_, i) => {
    const front = USUAL.depthM / 2 + LENS_M;
    addPolygon(discs, circle(radiusM, 12), (x, y) => at(front, x, upM(i) + y));
  });
  const [ox, oy] = at(0, 0, 0);
  const [fx, fy] = at(1, 0, 0);
  const as = (mesh: Mesh, colour: FeatureMesh["colour"]): FeatureMesh => ({
    id,
    kind: "signal",
    material: "sign",
    ...mesh,
    colour,
    properties,
  });
  return {
    meshes: [
      { ...as(housing, HOUSING), record: standingRecord("signal", signal, at) },
      as(mast, MAST),
      as(discs, LENS),
    ],
    lamps: {
      id,
      signalId: signal.id,
      ...(controllerId !== undefined && { controllerId }),
      roadId: line.road.id,
      facing: [fx - ox, fy - oy],
      radiusM,
      lamps: colours.map((colour, i) => ({ colour, place: at(USUAL.depthM / 2, 0, upM(i)) })),
    },
  };
}

/** Every dynamic signal of a road: its body with dark lenses for the tiles, and its lamps for who lights them. */
export function signalHeads(
  line: ReferenceLine,
  controllerOf: ReadonlyMap<string, string> = new Map(),
): { meshes: FeatureMesh[]; lamps: SignalLamps[] } {
  const masts = new Set<string>();
  const heads = line.road.signals
    .filter(({ dynamic }) => dynamic)
    .map((signal) => head(line, signal, masts, controllerOf.get(signal.id)));
  return { meshes: heads.flatMap(({ meshes }) => meshes), lamps: heads.map(({ lamps }) => lamps) };
}
