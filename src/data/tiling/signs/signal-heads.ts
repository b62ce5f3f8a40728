// Signal heads as they stand: a mast at the roadside, an arm where the head hangs over the lanes, a dark housing. Which
// lamp burns is not the tiles' business: the places of the lamps are given beside. Metres.

import type { Vec3 } from "../../../model/geo/frames.ts";
import { featureId } from "../../../model/records/feature-id.ts";
import type { ReferenceLine } from "../../../model/roads/reference-line.ts";
import type { Signal } from "../../../model/roads/road-network.ts";
import { plumb, standing } from "../../../model/roads/road-place.ts";
import { ARM_RADIUS_M, signalMast } from "../../../model/roads/signal-mast.ts";
import type { FeatureMesh } from "../feature-mesh.ts";
import { addBox, addCylinder, addPolygon, circle, emptyMesh, type Mesh } from "../solid-mesh.ts";
import { standingRecord } from "./sign-posts.ts";

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
  /** What carries it: where the mast meets the ground, and how high it is. */
  mast: { foot: Vec3; heightM: number; derivation: "stated" | "inferred" };
}

const USUAL = { widthM: 0.36, depthM: 0.26 };
/** The dark lens stands a little out of the housing, under the lit one (radius × 0.06). */
const LENS_M = 0.002;
const LENS: FeatureMesh["colour"] = [14, 15, 16];
const HOUSING: FeatureMesh["colour"] = [30, 33, 36];
const MAST: FeatureMesh["colour"] = [126, 130, 134];
const PEDESTRIAN = new Set(["1000002", "1000007"]);

function head(
  line: ReferenceLine,
  signal: Signal,
  masts: Set<string>,
  controllerId: string | undefined,
): { meshes: FeatureMesh[]; lamps: SignalLamps } {
  const pedestrian = PEDESTRIAN.has(signal.type);
  const widthM = signal.widthM && signal.widthM > 0.1 ? signal.widthM : USUAL.widthM;
  const { bottomM, heightM, radiusM: mastRadiusM, footT, topM, arm, key } = signalMast(line, signal);
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
  const foot = arm ? plumb(line, { ...signal, tM: footT, zOffsetM: 0 }, 0) : at;
  if (key === undefined || !masts.has(key)) addCylinder(mast, foot, mastRadiusM, 0, topM, 8);
  if (key !== undefined) masts.add(key);
  if (arm)
    addBox(
      mast,
      foot,
      [-ARM_RADIUS_M, ARM_RADIUS_M],
      [Math.min(0, arm.reachM), Math.max(0, arm.reachM)],
      [arm.upM - ARM_RADIUS_M, arm.upM + ARM_RADIUS_M],
    );
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
      // A mast beside the road is ours: the map states the head over the lanes only.
      mast: { foot: foot(0, 0, 0), heightM: topM, derivation: arm ? "inferred" : "stated" },
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
