// The split of the picture: where the scene's own splitter stands. Which tileset is on which side is the tilesets' business.

import { SplitDirection } from "cesium";
import type { OnSides } from "../../view/compare.ts";
import type { ViewStore } from "../../view/view-store.ts";
import type { Detach } from "../layer.ts";
import type { CityScene } from "./city-scene.ts";

export const splitDirection = ({ left, right }: OnSides): SplitDirection =>
  left === right ? SplitDirection.NONE : left ? SplitDirection.LEFT : SplitDirection.RIGHT;

export function attachSplit(stage: CityScene, view: ViewStore): Detach {
  const take = () => {
    const { compare } = view.getState();
    stage.scene.splitPosition = compare?.at ?? 0;
    stage.redraw("split");
  };
  take();
  return view.subscribe(({ compare }, before) => {
    if (compare !== before.compare) take();
  });
}
