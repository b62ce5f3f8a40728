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

/**
 * Gives a thing its planes, always in the one collection that it got first: draw commands keep the collection that they
 * were made for, and are made anew only when the number of planes or the way they join changes.
 */
function cutBy(thing: Cuttable, clip: Clip): void {
  const { origin, planes, any } = clipPlanes(clip);
  const frame = enuFrame(origin.lonDeg, origin.latDeg, origin.heightM);
  const from =
    thing instanceof Cesium3DTileset
      ? (thing as unknown as PlaneFrame).clippingPlanesOriginMatrix
      : thing.modelMatrix;
  const collection: ClippingPlaneCollection = thing.clippingPlanes ?? new ClippingPlaneCollection();
  collection.removeAll();
  for (const { normal, distanceM } of planes)
    collection.add(new ClippingPlane(new Cartesian3(...normal), distanceM));
  collection.unionClippingRegions = any;
  collection.modelMatrix = Matrix4.multiply(
    Matrix4.inverseTransformation(from, new Matrix4()),
    Matrix4.fromArray(frame.matrix),
    new Matrix4(),
  );
  collection.enabled = true;
  if (thing.clippingPlanes !== collection) thing.clippingPlanes = collection;
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
      if (clip) {
        cutBy(thing, clip);
        cut.set(thing, clip);
      } else {
        if (thing.clippingPlanes) thing.clippingPlanes.enabled = false;
        cut.delete(thing);
      }
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
