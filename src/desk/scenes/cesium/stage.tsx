// The Cesium viewport of one city: an offline globe, the layers, pointer, keys and camera. What it shows and what it
// learns both stand in the view store. Builds itself anew when the graphics context is lost.

import type { CesiumWidget as Widget } from "cesium";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { type CesiumComponentRef, CesiumWidget } from "resium";
import type { CityFile } from "../../../model/city/city-file.ts";
import type { Twin } from "../../../model/twin/twin-store.ts";
import type { Planning } from "../../view/planning.ts";
import type { ViewStore } from "../../view/view-store.ts";
import { attachLayers } from "../attach-layers.ts";
import type { Layer } from "../layer.ts";
import { attachCameraKeys } from "./camera-keys.ts";
import { flyToPoint, goHome, lookFrom, standAt } from "./camera-moves.ts";
import { attachCameraReadout } from "./camera-readout.ts";
import { type CityScene, createCityScene } from "./city-scene.ts";
import { attachClip } from "./clip-tiles.ts";
import { attachDrawingMeter } from "./drawing-meter.ts";
import { createFlatGround } from "./ground.ts";
import { paintGround } from "./ground-material.ts";
import { obeyCamera, paintScene } from "./obey-camera.ts";
import { attachPicking } from "./picking.ts";
import { attachSeeThrough } from "./see-through.ts";
import { drawSky } from "./sky.ts";
import { attachSplit } from "./split-view.ts";
import { attachPictures } from "./take-picture.ts";

export interface StageProps {
  city: CityFile;
  /** URL of the city folder, with the last slash. */
  base: string;
  twin: Twin;
  view: ViewStore;
  plan: Planning;
  layers: readonly Layer<CityScene>[];
  now: () => number;
  /** The scene as it is, for probes in tests. */
  onStage?: (stage: CityScene | undefined) => void;
}

const GROUND_BELOW_M = 0.4;

function furnish({ city, base, twin, view, plan, layers, now }: StageProps, widget: Widget): CityScene {
  const stage = createCityScene(widget, city, base, view, now);
  const { scene } = widget;
  scene.globe.depthTestAgainstTerrain = true;
  scene.globe.showGroundAtmosphere = false;
  scene.fog.enabled = false;
  scene.pickTranslucentDepth = false;
  drawSky(scene, stage.light);
  paintGround(scene, stage.light, city.groundHeightM ?? city.anchor.heightM);
  scene.screenSpaceCameraController.minimumZoomDistance = 1;
  paintScene(stage, view.getState().theme);
  const { cameraWish } = view.getState();
  if (cameraWish.kind === "stand") standAt(stage, cameraWish.at);
  else if (cameraWish.kind === "look") lookFrom(stage, cameraWish.at);
  else goHome(stage, 0);
  const tellInterest = () => {
    const { camera, follow } = view.getState();
    if (!camera) return;
    twin.interest({
      lonDeg: camera.lonDeg,
      latDeg: camera.latDeg,
      heightM: camera.heightM,
      ...(camera.target && { targetLonDeg: camera.target.lonDeg, targetLatDeg: camera.target.latDeg }),
      hidden: document.hidden,
      ...(follow !== undefined && { follow }),
    });
  };
  document.addEventListener("visibilitychange", tellInterest);
  const element = scene.canvas.parentElement?.closest<HTMLElement>("[tabindex]") ?? scene.canvas;
  const stops = [
    obeyCamera(stage, view),
    attachLayers(
      stage,
      twin,
      view,
      plan,
      layers.map(({ id, cesium }) => ({ id, load: cesium })),
      now,
    ),
    attachDrawingMeter(stage, view),
    attachClip(stage, view),
    attachSplit(stage, view),
    attachPictures(stage, view, now),
    attachSeeThrough(stage, view),
    attachCameraReadout(
      stage,
      (camera) => {
        view.setState({ camera });
        tellInterest();
      },
      () => performance.now(),
    ),
    attachCameraKeys(stage, element, () => view.setState({ follow: undefined })),
    attachPicking(stage, {
      hover: (hover) => view.setState({ hover }),
      cursor: (pointer) => view.setState({ pointer }),
      select: (selection) => view.setState({ selection }),
      fly: (_, at) => at && flyToPoint(stage, at),
    }),
    () => document.removeEventListener("visibilitychange", tellInterest),
  ];
  const { detach } = stage;
  stage.detach = () => {
    for (const stop of stops) stop();
    detach();
  };
  stage.redraw("start");
  return stage;
}

export default function CesiumStage(props: StageProps) {
  const { city } = props;
  const [life, setLife] = useState(0);
  const stage = useRef<CityScene>(undefined);
  const credits = useMemo(() => document.createElement("div"), []);
  const ground = useMemo(
    () => createFlatGround((city.groundHeightM ?? city.anchor.heightM) - GROUND_BELOW_M),
    [city],
  );
  const latest = useRef(props);
  latest.current = props;

  const leave = useCallback(() => {
    stage.current?.detach();
    stage.current = undefined;
    latest.current.onStage?.(undefined);
  }, []);
  const meet = useCallback(
    (ref: CesiumComponentRef<Widget> | null) => {
      const widget = ref?.cesiumElement;
      if (!widget || stage.current?.widget === widget) return;
      leave();
      stage.current = furnish(latest.current, widget);
      latest.current.onStage?.(stage.current);
      const { canvas } = widget.scene;
      canvas.addEventListener("webglcontextlost", (event) => {
        event.preventDefault();
        leave();
        setLife((n) => n + 1);
      });
      // A frame that cannot be drawn ends Cesium's loop; a new widget is a new start.
      widget.scene.renderError.addEventListener((_: unknown, error: unknown) => {
        if (canvas.getContext("webgl2")?.isContextLost()) return;
        console.error(error);
        leave();
        setLife((n) => Math.min(3, n + 1));
      });
    },
    [leave],
  );
  useEffect(() => leave, [leave]);

  return (
    <CesiumWidget
      key={life}
      ref={meet}
      className="stage-widget"
      baseLayer={false}
      terrainProvider={ground}
      scene3DOnly
      skyBox={false}
      skyAtmosphere={false}
      creditContainer={credits}
      requestRenderMode
      maximumRenderTimeChange={Number.POSITIVE_INFINITY}
      showRenderLoopErrors={false}
      msaaSamples={4}
      useBrowserRecommendedResolution
    />
  );
}
