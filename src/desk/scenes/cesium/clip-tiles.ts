// Cuts every tileset and dropped model by the view's clip. Each has planes of its own, in its own frame; what comes later is
// cut when it comes. The globe's ground stays, so that a cut never looks into nothing.

import {
  Cartesian3,
  Cesium3DTileset,
  ClippingPlane,
  ClippingPlaneCollection,
  Matrix4,
  Model,
  PrimitiveCollection,
} from "cesium";
import { enuFrame } from "../../../model/geo/frames.ts";
import { type Clip, clipPlanes } from "../../view/clip.ts";
import type { ViewStore } from "../../view/view-store.ts";
import type { Detach } from "../layer.ts";
import type { CityScene } from "./city-scene.ts";

type Cuttable = Cesium3DTileset | Model;
/** In Cesium's code, not in its typings: the frame that a tileset's planes stand in. */
interface PlaneFrame {
  clippingPlanesOriginMatrix: Matrix4;
}

/** Every tileset and model among primitives and their collections. */
export function cuttables(primitives: PrimitiveCollection): Cuttable[] {
  const found: Cuttable[] = [];
  for (let i = 0; i < primitives.length; i++) {
    const each: unknown = primitives.get(i);
    if (each instanceof Cesium3DTileset || each instanceof Model) found.push(each);
    else if (each instanceof PrimitiveCollection) found.push(...cuttables(each));
  }
  return found;
}

function planesFor(thing: Cuttable, clip: Clip): ClippingPlaneCollection {
  const { origin, planes, any } = clipPlanes(clip);
  const frame = enuFrame(origin.lonDeg, origin.latDeg, origin.heightM);
  const from =
    thing instanceof Cesium3DTileset
      ? (thing as unknown as PlaneFrame).clippingPlanesOriginMatrix
      : thing.modelMatrix;
  const modelMatrix = Matrix4.multiply(
    Matrix4.inverseTransformation(from, new Matrix4()),
    Matrix4.fromArray(frame.matrix),
    new Matrix4(),
  );
  return new ClippingPlaneCollection({
    planes: planes.map(({ normal, distanceM }) => new ClippingPlane(new Cartesian3(...normal), distanceM)),
    unionClippingRegions: any,
    modelMatrix,
  });
}

export function attachClip(stage: CityScene, view: ViewStore): Detach {
  const { scene } = stage;
  /** What each thing is cut by now. */
  const cut = new Map<Cuttable, Clip>();
  const apply = () => {
    const { clip } = view.getState();
    const present = new Set(cuttables(scene.primitives));
    for (const thing of cut.keys()) if (!present.has(thing)) cut.delete(thing);
    for (const thing of present) {
      if (cut.get(thing) === clip) continue;
      // Setting another collection lets go of the one before.
      thing.clippingPlanes = (clip ? planesFor(thing, clip) : undefined) as ClippingPlaneCollection;
      if (clip) cut.set(thing, clip);
      else cut.delete(thing);
    }
  };
  const stops = [
    view.subscribe(({ clip }, before) => {
      if (clip !== before.clip) stage.redraw("clip");
    }),
    scene.preUpdate.addEventListener(() => {
      if (view.getState().clip || cut.size > 0) apply();
    }),
  ];
  stage.probes.set("clip", () => ({ cut: cut.size }));
  return () => {
    for (const stop of stops) stop();
    stage.probes.delete("clip");
  };
}
