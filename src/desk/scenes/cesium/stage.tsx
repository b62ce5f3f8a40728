// The Cesium viewport: the city's road tiles over a calm ground, home camera, picks. Offline: no imagery, no terrain
// service, no token.

import {
  Cartesian3,
  Cesium3DTileFeature,
  Cesium3DTileset,
  Math as CesiumMath,
  CesiumWidget,
  Color,
  CustomShader,
  HeadingPitchRange,
  Matrix4,
  ScreenSpaceEventHandler,
  ScreenSpaceEventType,
  ShadowMode,
} from "cesium";
import { useEffect, useMemo, useRef, useState } from "react";
import type { CityFile } from "../../../model/city/city-file.ts";
import type { Pick } from "../../view/pick.ts";

const FIELDS = [
  "id",
  "kind",
  "road",
  "section",
  "lane",
  "type",
  "name",
  "widthM",
  "speedKmh",
  "direction",
  "surface",
  "accuracyM",
  "colour",
  "dashM",
  "gapM",
  "material",
  "laneChange",
  "derivation",
];
const NO_INTEGER = -2147483648;

interface Props {
  city: CityFile;
  base: string;
  home: number;
  say: (key: string, params?: Record<string, string>) => string;
  onPick: (pick: Pick | undefined) => void;
}

function goHome(widget: CesiumWidget, { anchor, home }: CityFile): void {
  const { lonDeg, latDeg, heightM } = home ?? anchor;
  const range = new HeadingPitchRange(
    CesiumMath.toRadians(home?.headingDeg ?? 0),
    CesiumMath.toRadians(home?.pitchDeg ?? -40),
    home?.rangeM ?? 500,
  );
  widget.camera.lookAt(Cartesian3.fromDegrees(lonDeg, latDeg, heightM), range);
  widget.camera.lookAtTransform(Matrix4.IDENTITY);
}

function read(feature: Cesium3DTileFeature): Pick {
  const properties: Record<string, unknown> = {};
  const marking = feature.getProperty("kind") === "marking";
  for (const name of FIELDS) {
    const value = feature.getProperty(name) as unknown;
    if (value === undefined || value === NO_INTEGER) continue;
    // One table serves all classes: what is empty and belongs to another class is not shown.
    const ofMarkings = ["colour", "dashM", "gapM", "material", "laneChange"].includes(name);
    const ofLanes = ["speedKmh", "direction", "surface", "accuracyM", "name"].includes(name);
    if (marking ? !ofLanes : !ofMarkings) properties[name] = value;
  }
  return { id: String(feature.getProperty("id")), layer: "roads", properties };
}

export default function CesiumStage({ city, base, home, say, onPick }: Props) {
  const widget = useRef<CesiumWidget>(undefined);
  const holder = useRef<HTMLDivElement>(null);
  const credits = useMemo(() => document.createElement("div"), []);
  const [state, setState] = useState("desk.tiles-loading");
  const [reason, setReason] = useState("");
  const supported = useMemo(() => document.createElement("canvas").getContext("webgl2") !== null, []);
  const roads = city.tilesets.find(({ kind }) => kind === "roads");

  useEffect(() => {
    const element = widget.current;
    if (element && home > 0) {
      goHome(element, city);
      element.scene.requestRender();
    }
  }, [home, city]);

  const ready = (tileset: Cesium3DTileset) => {
    const element = widget.current;
    if (!element) return;
    const { scene } = element;
    scene.backgroundColor = Color.fromCssColorString("#3a4048");
    tileset.shadows = ShadowMode.DISABLED;
    // Paint is pulled along the view ray: log depth ignores polygon offset.
    tileset.customShader = new CustomShader({
      vertexShaderText:
        "void vertexMain(VertexInput vsInput, inout czm_modelVertexOutput vsOutput) { vsOutput.positionMC = mix(vsInput.attributes.positionMC, (czm_inverseModelView * vec4(0.0, 0.0, 0.0, 1.0)).xyz, 3.0e-4 * vsInput.attributes.lift); }",
    });
    goHome(element, city);
    tileset.allTilesLoaded.addEventListener(() => setState("desk.tiles-ready"));
    new ScreenSpaceEventHandler(scene.canvas).setInputAction(
      ({ position }: ScreenSpaceEventHandler.PositionedEvent) => {
        const picked: unknown = scene.pick(position);
        onPick(picked instanceof Cesium3DTileFeature ? read(picked) : undefined);
      },
      ScreenSpaceEventType.LEFT_CLICK,
    );
  };

  // Once per city: the widget lives outside React's state.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the stage is rebuilt only for another city
  useEffect(() => {
    if (!holder.current || !roads) return;
    const element = new CesiumWidget(holder.current, {
      baseLayer: false,
      globe: false,
      skyAtmosphere: false,
      scene3DOnly: true,
      skyBox: false,
      creditContainer: credits,
      requestRenderMode: true,
      maximumRenderTimeChange: Number.POSITIVE_INFINITY,
    });
    widget.current = element;
    Cesium3DTileset.fromUrl(new URL(roads.url, base).href).then(
      (tileset) => ready(element.scene.primitives.add(tileset)),
      (error: unknown) => {
        setState("fault.desk.tiles");
        setReason(error instanceof Error ? error.message : String(error));
      },
    );
    return () => {
      widget.current = undefined;
      element.destroy();
    };
  }, [city, base]);

  if (!supported)
    return (
      <div className="state" role="alert">
        {say("fault.desk.webgl")}
      </div>
    );
  return (
    <>
      <div ref={holder} className="widget" />
      <div className="state" role="status" data-state={state}>
        {say(state, { reason })}
      </div>
      <div className="credits">{city.attributions.map(({ text }) => text).join(" · ")}</div>
    </>
  );
}
