// Signs as they stand: a post, a board with its face towards the traffic it is for, a grey back. OpenDRIVE 1.8.1, 14:
// orientation "+" is for traffic along s, so the face looks back along s; hOffset turns it. Metres.

import type { Vec3 } from "../../../model/geo/frames.ts";
import { featureId } from "../../../model/records/feature-id.ts";
import type { ReferenceLine } from "../../../model/roads/reference-line.ts";
import type { Signal } from "../../../model/roads/road-network.ts";
import type { FeatureMesh } from "../feature-mesh.ts";
import { isSignalPaint } from "../paint/signal-paint.ts";
import { plumb } from "../road-place.ts";
import { addBox, addCylinder, addPolygon, emptyMesh, type Mesh } from "../solid-mesh.ts";
import { signFace } from "./sign-faces.ts";

const USUAL_M = 0.75;
const USUAL_BOTTOM_M = 2.2;
const POST_RADIUS_M = 0.04;
const BOARD_M = 0.03;
const LAYER_M = 0.004;
const POST: FeatureMesh["colour"] = [140, 144, 148];
const BACK: FeatureMesh["colour"] = [120, 124, 128];

/** Heading of a sign's face against its road, radians. */
export const faceHeading = ({
  orientation,
  hOffsetRad,
}: Pick<Signal, "orientation" | "hOffsetRad">): number => (orientation === "-" ? 0 : Math.PI) + hOffsetRad;

function signMeshes(line: ReferenceLine, signal: Signal): FeatureMesh[] {
  const widthM = signal.widthM && signal.widthM > 0.05 ? signal.widthM : USUAL_M;
  const heightM = signal.heightM && signal.heightM > 0.05 ? signal.heightM : USUAL_M;
  const bottomM = signal.zOffsetM > 0.2 ? signal.zOffsetM : signal.zOffsetM < -0.2 ? 0 : USUAL_BOTTOM_M;
  const at = plumb(line, { ...signal, zOffsetM: 0 }, faceHeading(signal));
  const id = featureId("sign", line.road.id, signal.id);
  const { layers, known } = signFace(signal);
  const properties = {
    road: line.road.id,
    country: signal.country ?? "",
    type: signal.type,
    subtype: signal.subtype,
    ...(signal.value !== undefined && { value: signal.value }),
    unit: signal.unit ?? "",
    text: signal.text ?? "",
    name: signal.name,
    heightM: bottomM,
    face: known ? "drawn" : "code",
    derivation: "stated",
  };
  const as = (mesh: Mesh, colour: FeatureMesh["colour"]): FeatureMesh => ({
    id,
    kind: "sign",
    material: "sign",
    ...mesh,
    colour,
    properties,
  });
  const post = emptyMesh();
  addCylinder(post, at, POST_RADIUS_M, 0, bottomM + heightM * 0.9, 6);
  const board = emptyMesh();
  addBox(
    board,
    at,
    [POST_RADIUS_M, POST_RADIUS_M + BOARD_M],
    [-widthM / 2, widthM / 2],
    [bottomM, bottomM + heightM],
  );
  // Round and pointed faces have no square board behind them.
  const square = layers[0]?.polygons.some(
    (polygon) => polygon.length === 4 && polygon.every(([x, y]) => Math.abs(x) === 1 && Math.abs(y) === 1),
  );
  const faces = layers.map(({ colour, polygons }, i): FeatureMesh => {
    const mesh = emptyMesh();
    const ahead = POST_RADIUS_M + BOARD_M + LAYER_M * (i + 1);
    // Seen from in front, x runs to the right: v is to the left of the way the face looks, which is the viewer's right.
    const place = (x: number, y: number): Vec3 =>
      at(ahead, (x * widthM) / 2, bottomM + heightM / 2 + (y * heightM) / 2);
    for (const polygon of polygons) addPolygon(mesh, polygon, place);
    return as(mesh, colour);
  });
  return [as(post, POST), ...(square ? [as(board, BACK)] : []), ...faces];
}

export function signPosts(line: ReferenceLine): FeatureMesh[] {
  return line.road.signals.flatMap((signal) =>
    signal.dynamic || isSignalPaint(signal) || signal.type === "" ? [] : signMeshes(line, signal),
  );
}
