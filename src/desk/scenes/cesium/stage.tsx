// The Cesium viewport: the city's road tiles over a calm ground, home camera, picks. Offline: no imagery, no terrain
// service, no token.

import {
  Cartesian3,
  Cesium3DTileFeature,
  Math as CesiumMath,
  Color,
  CustomShader,
  EllipsoidTerrainProvider,
  HeadingPitchRange,
  Matrix4,
  ScreenSpaceEventHandler,
  ScreenSpaceEventType,
  ShadowMode,
  type Cesium3DTileset as Tileset,
  type CesiumWidget as Widget,
} from "cesium";
import { useEffect, useMemo, useRef, useState } from "react";
import { Cesium3DTileset, type CesiumComponentRef, CesiumWidget } from "resium";
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

function goHome(widget: Widget, { anchor, home }: CityFile): void {
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
  const widget = useRef<CesiumComponentRef<Widget>>(null);
  const credits = useMemo(() => document.createElement("div"), []);
  const [state, setState] = useState("desk.tiles-loading");
  const [reason, setReason] = useState("");
  const terrain = useMemo(() => new EllipsoidTerrainProvider(), []);
  const supported = useMemo(() => document.createElement("canvas").getContext("webgl2") !== null, []);
  const roads = city.tilesets.find(({ kind }) => kind === "roads");

  useEffect(() => {
    const element = widget.current?.cesiumElement;
    if (element && home > 0) {
      goHome(element, city);
      element.scene.requestRender();
    }
  }, [home, city]);

  const ready = (tileset: Tileset) => {
    const element = widget.current?.cesiumElement;
    if (!element) return;
    const { scene } = element;
    scene.globe.show = false;
    if (scene.skyBox) scene.skyBox.show = false;
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

  if (!supported)
    return (
      <div className="state" role="alert">
        {say("fault.desk.webgl")}
      </div>
    );
  return (
    <>
      <CesiumWidget
        ref={widget}
        className="widget"
        baseLayer={false}
        terrainProvider={terrain}
        scene3DOnly
        skyBox={false}
        creditContainer={credits}
        requestRenderMode
        maximumRenderTimeChange={Number.POSITIVE_INFINITY}
      >
        {roads && (
          <Cesium3DTileset
            url={new URL(roads.url, base).href}
            onReady={ready}
            onError={(error: unknown) => {
              setState("fault.desk.tiles");
              setReason(error instanceof Error ? error.message : String(error));
            }}
          />
        )}
      </CesiumWidget>
      <div className="state" role="status" data-state={state}>
        {say(state, { reason })}
      </div>
      <div className="credits">{city.attributions.map(({ text }) => text).join(" · ")}</div>
    </>
  );
}
