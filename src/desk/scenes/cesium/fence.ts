// A fence round an area: a line above the road that is never hidden, a translucent curtain down to the ground, handles
// and the sides' lengths. Public primitives only; built anew when the shape changes, nothing to do while it rests.
// Rings in degrees and ellipsoidal metres of the ground under each corner.

import {
  ArcType,
  Cartesian2,
  Cartesian3,
  Color,
  ColorGeometryInstanceAttribute,
  DistanceDisplayCondition,
  GeometryInstance,
  HorizontalOrigin,
  LabelCollection,
  LabelStyle,
  Material,
  PerInstanceColorAppearance,
  PointPrimitiveCollection,
  PolylineGeometry,
  PolylineMaterialAppearance,
  Primitive,
  PrimitiveCollection,
  VerticalOrigin,
  WallGeometry,
} from "cesium";
import { groundDistanceM } from "../../view/view-ground.ts";
import type { Detach } from "../layer.ts";
import type { ScenePalette } from "../palette.ts";
import type { CityScene } from "./city-scene.ts";

export type FencePost = readonly [lonDeg: number, latDeg: number, groundM: number];

export interface FenceShape {
  /** Each a line of posts; closed ones end where they begin. */
  lines: readonly (readonly FencePost[])[];
  /** How high it stands over its posts, metres; 0 = a line and no curtain. */
  heightM: number;
  /** Where it can be taken. */
  handles: readonly FencePost[];
  /** Where the whole can be taken. */
  middle?: FencePost;
  /** Whether the sides tell their lengths. */
  measured: boolean;
}

const LINE_PX = 4;
const RIM_PX = 1;
const HANDLE_PX = 11;
const CURTAIN_ALPHA = 0.24;
/** The curtain reaches below the ground, which may lie lower between its posts. */
const ROOT_M = 3;
/** Long sides follow the Earth: a post every 3 km. */
const GRANULARITY_RAD = 5e-4;
/** A side tells its length when seen from less than so many lengths. */
const READABLE_LENGTHS = 5;
const FONT = "600 13px system-ui, 'Noto Sans SC', 'PingFang SC', 'Microsoft YaHei', sans-serif";

const lengthText = (m: number) =>
  m >= 10_000
    ? `${(m / 1000).toFixed(1)} km`
    : m >= 1000
      ? `${(m / 1000).toFixed(2)} km`
      : `${m.toFixed(0)} m`;

const distinct = (posts: readonly FencePost[]) =>
  posts.filter(([lon, lat], i) => i === 0 || lon !== posts[i - 1]?.[0] || lat !== posts[i - 1]?.[1]);

function line(positions: Cartesian3[], palette: ScenePalette): Primitive {
  const material = Material.fromType("PolylineOutline", {
    color: Color.fromCssColorString(palette.selection),
    outlineColor: Color.fromCssColorString(palette.rim),
    outlineWidth: RIM_PX * 2,
  });
  const appearance = () => new PolylineMaterialAppearance({ material, translucent: false });
  return new Primitive({
    geometryInstances: new GeometryInstance({
      geometry: new PolylineGeometry({
        positions,
        width: LINE_PX + RIM_PX * 2,
        arcType: ArcType.GEODESIC,
        granularity: GRANULARITY_RAD,
        vertexFormat: PolylineMaterialAppearance.VERTEX_FORMAT,
      }),
    }),
    appearance: appearance(),
    // What stands before it does not hide where the area ends.
    depthFailAppearance: appearance(),
    asynchronous: false,
    allowPicking: false,
  });
}

function curtain(tops: Cartesian3[], grounds: number[], heightM: number, colour: Color): Primitive {
  return new Primitive({
    geometryInstances: new GeometryInstance({
      geometry: new WallGeometry({
        positions: tops,
        maximumHeights: grounds.map((ground) => ground + heightM),
        minimumHeights: grounds.map((ground) => ground - ROOT_M),
        granularity: GRANULARITY_RAD,
        vertexFormat: PerInstanceColorAppearance.FLAT_VERTEX_FORMAT,
      }),
      attributes: { color: ColorGeometryInstanceAttribute.fromColor(colour) },
    }),
    appearance: new PerInstanceColorAppearance({ flat: true, translucent: true }),
    asynchronous: false,
    allowPicking: false,
  });
}

/** One fence of a scene; `show(undefined)` takes it down. */
export function createFence(stage: CityScene): {
  show(shape: FenceShape | undefined, palette: ScenePalette): void;
  detach: Detach;
} {
  const { scene } = stage;
  const parts = scene.primitives.add(new PrimitiveCollection()) as PrimitiveCollection;

  function build({ lines, heightM, handles, middle, measured }: FenceShape, palette: ScenePalette): void {
    const colour = Color.fromCssColorString(palette.selection);
    const rim = Color.fromCssColorString(palette.rim);
    const at = ([lon, lat, ground]: FencePost, above = heightM) =>
      Cartesian3.fromDegrees(lon, lat, ground + above);
    const labels = new LabelCollection({ scene });
    const points = new PointPrimitiveCollection();
    for (const posts of lines.map(distinct)) {
      if (posts.length < 2) continue;
      const tops = posts.map((post) => at(post));
      const grounds = posts.map(([, , ground]) => ground);
      parts.add(line(tops, palette));
      if (heightM > 0) parts.add(curtain(tops, grounds, heightM, colour.withAlpha(CURTAIN_ALPHA)));
      if (!measured) continue;
      posts.slice(1).forEach((to, i) => {
        const from = posts[i] as FencePost;
        const lengthM = groundDistanceM([from[0], from[1]], [to[0], to[1]]);
        labels.add({
          position: at([(from[0] + to[0]) / 2, (from[1] + to[1]) / 2, (from[2] + to[2]) / 2]),
          text: lengthText(lengthM),
          font: FONT,
          style: LabelStyle.FILL_AND_OUTLINE,
          fillColor: Color.fromCssColorString(palette.label),
          outlineColor: rim,
          outlineWidth: 4,
          horizontalOrigin: HorizontalOrigin.CENTER,
          verticalOrigin: VerticalOrigin.BOTTOM,
          pixelOffset: new Cartesian2(0, -8),
          disableDepthTestDistance: Number.POSITIVE_INFINITY,
          distanceDisplayCondition: new DistanceDisplayCondition(0, lengthM * READABLE_LENGTHS),
        });
      });
    }
    const handle = (post: FencePost, fill: Color, edge: Color, size: number) =>
      points.add({
        position: at(post),
        pixelSize: size,
        color: fill,
        outlineColor: edge,
        outlineWidth: 3,
        disableDepthTestDistance: Number.POSITIVE_INFINITY,
      });
    for (const post of handles) handle(post, rim, colour, HANDLE_PX);
    if (middle) handle(middle, colour, rim, HANDLE_PX + 3);
    parts.add(points);
    parts.add(labels);
  }

  return {
    show(shape, palette) {
      parts.removeAll();
      if (shape) build(shape, palette);
      stage.redraw("fence");
    },
    detach() {
      if (stage.widget.isDestroyed()) return;
      scene.primitives.remove(parts);
      stage.redraw("fence");
    },
  };
}
