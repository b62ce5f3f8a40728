// Signs as they stand: a post, a board with its face towards the traffic it is for, a grey back. OpenDRIVE 1.8.1, 14:
// orientation "+" is for traffic along s, so the face looks back along s; hOffset turns it. Metres.

import type { Vec3 } from "../../../model/geo/frames.ts";
import { featureId } from "../../../model/records/feature-id.ts";
import { isSignalPaint } from "../../../model/roads/paint-kind.ts";
import type { ReferenceLine } from "../../../model/roads/reference-line.ts";
import type { Signal } from "../../../model/roads/road-network.ts";
import { type At, standing } from "../../../model/roads/road-place.ts";
import type { FeatureMesh } from "../feature-mesh.ts";
import { addCylinder, addPolygon, addPrism, emptyMesh, type Mesh } from "../solid-mesh.ts";
import { type Coded, signFace } from "./sign-faces.ts";

const USUAL_M = 0.75;
const USUAL_BOTTOM_M = 2.2;
const POST_RADIUS_M = 0.04;
const BOARD_M = 0.03;
const LAYER_M = 0.004;
const POST: FeatureMesh["colour"] = [140, 144, 148];
const BACK: FeatureMesh["colour"] = [120, 124, 128];

/** A sign or head as a record: its foot, its station, and the way it looks. */
export function standingRecord(
  kind: "sign" | "signal",
  { sM, tM }: Pick<Signal, "sM" | "tM">,
  at: At,
): NonNullable<FeatureMesh["record"]> {
  const [foot, before] = [at(0, 0, 0), at(1, 0, 0)];
  return {
    class: kind,
    geometry: () => ({ kind: "Point", parts: [[...foot]] }),
    attributes: { stationM: sM, offsetM: tM },
    facing: [before[0] - foot[0], before[1] - foot[1]],
  };
}

interface Plate {
  code: Coded;
  /** Middle of the plate: to the viewer's right, and over the ground. */
  rightM: number;
  upM: number;
  widthM: number;
  heightM: number;
}

/** One plate: a grey body of the face's own outline, and the face in layers before it. */
function plateMeshes(at: At, plate: Plate): { meshes: [Mesh, FeatureMesh["colour"]][]; known: boolean } {
  const { layers, known } = signFace(plate.code);
  const place = (x: number, y: number, ahead: number): Vec3 =>
    at(ahead, plate.rightM + (x * plate.widthM) / 2, plate.upM + (y * plate.heightM) / 2);
  const body = emptyMesh();
  const front = POST_RADIUS_M + BOARD_M;
  for (const polygon of layers[0]?.polygons ?? []) addPrism(body, polygon, place, POST_RADIUS_M, front);
  const faces = layers.map(({ colour, polygons }, i): [Mesh, FeatureMesh["colour"]] => {
    const mesh = emptyMesh();
    // Seen from in front x runs to the right: that is left of the way the face looks.
    for (const polygon of polygons)
      addPolygon(mesh, polygon, (x, y) => place(x, y, front + LAYER_M * (i + 1)));
    return [mesh, colour];
  });
  return { meshes: [[body, BACK], ...faces], known };
}

/** The plates of a signal: those of its boards, or the signal itself. */
function platesOf(signal: Signal, widthM: number, heightM: number, bottomM: number): Plate[] {
  const signs = signal.boards.flatMap(({ kind, signs: list }) => (kind === "static" ? list : []));
  if (signs.length === 0) return [{ code: signal, rightM: 0, upM: bottomM + heightM / 2, widthM, heightM }];
  return signs.map((sign) => ({
    code: {
      ...sign,
      ...((sign.country ?? signal.country) && { country: sign.country ?? signal.country }),
    } as Coded,
    rightM: -sign.v,
    upM: bottomM + sign.z,
    widthM: sign.widthM || USUAL_M,
    heightM: sign.heightM || USUAL_M,
  }));
}

function signMeshes(line: ReferenceLine, signal: Signal): FeatureMesh[] {
  const widthM = signal.widthM && signal.widthM > 0.05 ? signal.widthM : USUAL_M;
  const heightM = signal.heightM && signal.heightM > 0.05 ? signal.heightM : USUAL_M;
  const bottomM = signal.zOffsetM > 0.2 ? signal.zOffsetM : signal.zOffsetM < -0.2 ? 0 : USUAL_BOTTOM_M;
  const at = standing(line, signal);
  const plates = platesOf(signal, widthM, heightM, bottomM);
  const drawn = plates.map((plate) => plateMeshes(at, plate));
  const post = emptyMesh();
  const topM = Math.max(...plates.map(({ upM, heightM: high }) => upM + high * 0.4));
  addCylinder(post, at, POST_RADIUS_M, 0, topM, 6);
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
    face: drawn.every(({ known }) => known) ? "drawn" : "code",
    derivation: "stated",
    ...(signal.sourceId !== undefined && { source: signal.sourceId }),
  };
  const id = featureId("sign", line.road.id, signal.id);
  const record = standingRecord("sign", signal, at);
  return [[post, POST] as const, ...drawn.flatMap(({ meshes }) => meshes)].map(
    ([mesh, colour], i): FeatureMesh => ({
      id,
      kind: "sign",
      material: "sign",
      ...mesh,
      colour,
      properties,
      ...(i === 0 && { record }),
    }),
  );
}

export function signPosts(line: ReferenceLine): FeatureMesh[] {
  return line.road.signals.flatMap((signal) =>
    signal.dynamic || isSignalPaint(signal) || signal.type === "" ? [] : signMeshes(line, signal),
  );
}
