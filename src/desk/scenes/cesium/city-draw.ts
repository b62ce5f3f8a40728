// A draw of instances in the city's own frame and light, put into the scene. For culling all of them stay within 200 km of
// the city's anchor.

import { BoundingSphere, Cartesian3, Matrix4 } from "cesium";
import type { CityScene } from "./city-scene.ts";
import { InstanceDraw, type InstanceDrawOptions } from "./draw-instances.ts";

const REACH_M = 200_000;

export type CityDrawOptions = Omit<
  InstanceDrawOptions,
  "light" | "localToFixed" | "bounds" | "uniforms" | "pickObject" | "pickCount"
> &
  Partial<Pick<InstanceDrawOptions, "uniforms" | "pickObject" | "pickCount">>;

export function addCityDraw(stage: CityScene, options: CityDrawOptions): InstanceDraw {
  const middle = Matrix4.multiplyByPoint(stage.enuToFixed, Cartesian3.ZERO, new Cartesian3());
  return stage.scene.primitives.add(
    new InstanceDraw({
      uniforms: {},
      pickObject: () => ({}),
      pickCount: 1,
      ...options,
      light: stage.light,
      localToFixed: stage.enuToFixed,
      bounds: new BoundingSphere(middle, REACH_M),
    }),
  ) as InstanceDraw;
}
