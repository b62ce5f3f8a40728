// What hangs over a place: a ray straight up through everything that is drawn. Surfaces are met from both sides, because the
// deck of a bridge is modelled by its upper side only. Moving things and marks of ours don't count.

import { Cartesian3, Cesium3DTileset, Ray } from "cesium";
import type { Pick } from "../layer.ts";
import type { CityScene } from "./city-scene.ts";

export interface Above {
  /** From the place up, metres. */
  upM: number;
  pick?: Pick;
}

interface RayPick {
  object?: unknown;
  position?: Cartesian3;
}
/** Cesium's own, left out of its typings. */
interface RayPicker {
  drillPickFromRay(ray: Ray, limit: number): RayPick[];
}

/** The road itself, its paint, and what the place may be off. */
const START_M = 0.3;
const MOST = 8;
const PASSING = new Set(["vehicle", "device"]);

export function lookUp(stage: CityScene, from: Cartesian3): Above | undefined {
  const { scene } = stage;
  const up = scene.globe.ellipsoid.geodeticSurfaceNormal(from, new Cartesian3());
  const origin = Cartesian3.add(
    from,
    Cartesian3.multiplyByScalar(up, START_M, new Cartesian3()),
    new Cartesian3(),
  );
  const tilesets: Cesium3DTileset[] = [];
  for (let i = 0; i < scene.primitives.length; i++) {
    const each: unknown = scene.primitives.get(i);
    if (each instanceof Cesium3DTileset && each.backFaceCulling) tilesets.push(each);
  }
  for (const each of tilesets) each.backFaceCulling = false;
  try {
    const picks = (scene as unknown as RayPicker).drillPickFromRay(new Ray(origin, up), MOST);
    for (const { object, position } of picks) {
      if (!position) continue;
      const pick = stage.resolvePick(object, position);
      if (pick && PASSING.has(pick.kind)) continue;
      return { upM: Cartesian3.distance(from, position), ...(pick && { pick }) };
    }
    return undefined;
  } finally {
    for (const each of tilesets) each.backFaceCulling = true;
    stage.redraw("look up");
  }
}
