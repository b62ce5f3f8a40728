// Carries out what the user asks of the camera, follows what is followed, and puts a scene into a theme's colours.

import { Cartesian3, Color } from "cesium";
import type { ViewStore } from "../../view/view-store.ts";
import type { Detach } from "../layer.ts";
import { scenePalette } from "../palette.ts";
import {
  flyToPoint,
  goHome,
  goTo,
  lookFrom,
  northUp,
  standAt,
  streetLevel,
  topDown,
} from "./camera-moves.ts";
import type { CityScene } from "./city-scene.ts";
import { follow } from "./follow.ts";
import { walkPlace } from "./walk-place.ts";

export function obeyCamera(stage: CityScene, view: ViewStore): Detach {
  let unfollow: Detach | undefined;
  const stopFollowing = () => {
    unfollow?.();
    unfollow = undefined;
  };
  const stop = view.subscribe((state, before) => {
    if (state.follow !== before.follow) {
      stopFollowing();
      if (state.follow !== undefined)
        unfollow = follow(stage, state.follow, () => view.setState({ follow: undefined }));
    }
    if (state.theme !== before.theme) paintScene(stage, state.theme);
    const wish = state.cameraWish;
    if (wish.n === before.cameraWish.n) return;
    if (state.follow !== undefined) view.setState({ follow: undefined });
    if (wish.kind === "home") goHome(stage);
    if (wish.kind === "north-up") northUp(stage);
    if (wish.kind === "top-down") topDown(stage);
    if (wish.kind === "street-level") streetLevel(stage);
    if (wish.kind === "go-to") goTo(stage, { ...wish.place, rangeM: wish.rangeM });
    if (wish.kind === "stand") standAt(stage, wish.at);
    if (wish.kind === "look") lookFrom(stage, wish.at);
    if (wish.kind === "walk") view.setState({ walk: walkPlace(stage), hover: undefined, pointer: undefined });
    if (wish.kind === "selection") {
      const { selection } = state;
      const moving = selection && stage.poseOf(selection.id);
      const place =
        moving?.positionEcef ??
        (selection?.positionEcef && Cartesian3.fromArray([...selection.positionEcef]));
      if (place) flyToPoint(stage, place);
    }
  });
  return () => {
    stop();
    stopFollowing();
  };
}

export function paintScene(stage: CityScene, theme: string): void {
  const { scene } = stage;
  const palette = scenePalette(theme);
  // Until the ground has its light, and where the sky is not drawn.
  scene.globe.baseColor = Color.fromCssColorString(palette.ground);
  scene.backgroundColor = Color.fromCssColorString(palette.sky);
  stage.redraw("theme");
}
