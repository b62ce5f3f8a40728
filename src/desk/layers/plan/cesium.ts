// The plan in Cesium: bodies as instances, the selected device's view as a sector on the ground, its handle, labels, and
// the ghost of what is being placed. Redrawn when the plan, the selection or the preview changes; a resting plan costs
// nothing.

import {
  Cartesian2,
  Cartesian3,
  Color,
  HorizontalOrigin,
  LabelCollection,
  LabelStyle,
  Matrix4,
  NearFarScalar,
  PointPrimitiveCollection,
  VerticalOrigin,
} from "cesium";
import { ecefToGeodetic, enuFrame } from "../../../model/geo/frames.ts";
import type { PlannedDevice } from "../../../model/plan/plan-document.ts";
import { sentence } from "../../../words/index.ts";
import { addCityDraw } from "../../scenes/cesium/city-draw.ts";
import type { CityScene } from "../../scenes/cesium/city-scene.ts";
import type { InstanceDraw } from "../../scenes/cesium/draw-instances.ts";
import { centreOf, inPicture, pixelMetres } from "../../scenes/cesium/screen.ts";
import type { InstanceMesh } from "../../scenes/instance-mesh.ts";
import type { Detach, LayerContext } from "../../scenes/layer.ts";
import { scenePalette } from "../../scenes/palette.ts";
import { SECTOR_FRAGMENT, viewSector } from "../../scenes/view-sector.ts";
import { devicePick } from "../../view/device-pick.ts";
import { attachDeviceKeys } from "./device-keys.ts";
import { deviceMesh, MESH_IDS, type MeshId } from "./device-meshes.ts";
import { GREYS, PART_FIELDS, PART_STRIDE, PART_VERTEX, type PartLook, partInstances } from "./instances.ts";
import { PROPOSED } from "./looks.ts";
import { deviceParts, footEnu, topOf, turnOf } from "./parts.ts";
import { type Hand, movingGrip, type Preview, placeAt, placingTool, selectedDevice } from "./place-tool.ts";
import { createSpots } from "./spots.ts";

const HANDLE_PX = 76;
const FONT = '600 13px system-ui, "Noto Sans SC", "PingFang SC", "Microsoft YaHei", sans-serif';

const COLOUR = `
vec3 colour(vec3 paint, float part) {
  if (part > 3.5) return vec3(${GREYS.band});
  if (part > 2.5) return vec3(${GREYS.metal});
  if (part > 1.5) return vec3(${GREYS.dark});
  if (part > 0.5) return vec3(${GREYS.body});
  return paint;
}`;
const SOLID = `${COLOUR}
vec3 shade(vec3 paint, float part, float diffuse) { return colour(paint, part) * (0.5 + 0.5 * diffuse); }`;
/** Hatched: what is only proposed is not filled. */
const GHOST = `${COLOUR}
vec4 shade(vec3 paint, float part, float diffuse) {
  float stripe = step(3.0, mod(gl_FragCoord.x + gl_FragCoord.y, 8.0));
  return vec4(mix(colour(paint, part), paint, 0.45) * (0.6 + 0.4 * diffuse), mix(0.85, 0.45, stripe));
}`;
const cssRgb = (css: string): [number, number, number] => {
  const [r, g, b] = Color.fromCssColorString(css).toBytes() as [number, number, number, number];
  return [r, g, b];
};

/** A strip along +x, 1 long and 1 wide: the line to the handle. */
const STEM: InstanceMesh = {
  positions: Float32Array.from([0, -0.5, 0, 1, -0.5, 0, 1, 0.5, 0, 0, 0.5, 0]),
  shapes: Float32Array.from([0, 0, 1, 4, 0, 0, 1, 4, 0, 0, 1, 4, 0, 0, 1, 4]),
  indices: Uint16Array.from([0, 1, 2, 0, 2, 3]),
};

export function attach({ scene: stage, plan, view, report }: LayerContext<CityScene>): Detach {
  const { city, scene } = stage;
  const frame = enuFrame(city.anchor.lonDeg, city.anchor.latDeg, city.anchor.heightM);
  let devices: readonly PlannedDevice[] = [];
  let preview: Preview = {};
  let pickCount = 64;

  const draw = (mesh: InstanceMesh, fragmentText: string, ghost?: "veil" | "overlay") =>
    addCityDraw(stage, {
      mesh,
      fields: PART_FIELDS,
      strideBytes: PART_STRIDE,
      vertexText: PART_VERTEX,
      fragmentText,
      pickObject: (n) => ({ planned: n }),
      pickCount: ghost ? 1 : pickCount,
      ...(ghost && { ghost }),
    });
  /** Bodies and ghosts by mesh, made when first needed. */
  const bodies = new Map<MeshId, InstanceDraw>();
  const ghosts = new Map<MeshId, InstanceDraw>();
  const fill = (
    draws: Map<MeshId, InstanceDraw>,
    looks: ReadonlyMap<MeshId, PartLook[]>,
    text: string,
    ghost?: "veil",
  ) => {
    for (const id of MESH_IDS) {
      const own = looks.get(id) ?? [];
      if (own.length === 0 && !draws.has(id)) continue;
      const to = draws.get(id) ?? draw(deviceMesh(id), text, ghost);
      draws.set(id, to);
      to.setInstances(partInstances(own), own.length);
    }
  };
  const sector: { draw?: InstanceDraw; key: string } = { key: "" };
  const stem = draw(STEM, SECTOR_FRAGMENT, "overlay");
  const mark = draw(deviceMesh("ring"), SECTOR_FRAGMENT, "overlay");
  const points = scene.primitives.add(new PointPrimitiveCollection()) as PointPrimitiveCollection;
  const labels = scene.primitives.add(new LabelCollection({ scene })) as LabelCollection;
  const handlePoint = points.add({
    show: false,
    pixelSize: 13,
    outlineWidth: 3,
    outlineColor: Color.WHITE,
    disableDepthTestDistance: Number.POSITIVE_INFINITY,
  });
  const fixed = (enu: readonly [number, number, number]) =>
    Matrix4.multiplyByPoint(stage.enuToFixed, new Cartesian3(...enu), new Cartesian3());
  const accent = () => cssRgb(scenePalette(view.getState().theme).selection);

  function drawBodies(): void {
    const selected = selectedDevice(hand)?.id;
    if (devices.length > pickCount) {
      pickCount = 2 ** Math.ceil(Math.log2(devices.length));
      for (const each of bodies.values()) scene.primitives.remove(each);
      bodies.clear();
    }
    const solid = new Map<MeshId, PartLook[]>();
    const veiled = new Map<MeshId, PartLook[]>();
    const add = (device: PlannedDevice, n: number, to: Map<MeshId, PartLook[]>) => {
      const paint = device.id === selected ? accent() : PROPOSED;
      for (const part of deviceParts(device, frame))
        to.set(part.mesh, [...(to.get(part.mesh) ?? []), { part, paint, pick: n }]);
    };
    devices.forEach((device, n) => {
      add(device, n, device.id === preview.lifted ? veiled : solid);
    });
    if (preview.ghost) add(preview.ghost, 0, veiled);
    fill(bodies, solid, SOLID);
    fill(ghosts, veiled, GHOST, "veil");
  }

  function drawSector(): void {
    const device = preview.ghost ?? selectedDevice(hand);
    const { fovDeg, rangeM } = device ?? {};
    const key = fovDeg !== undefined && rangeM !== undefined ? `${fovDeg} ${rangeM}` : "";
    if (key !== sector.key) {
      if (sector.draw) scene.primitives.remove(sector.draw);
      delete sector.draw;
      sector.key = key;
      if (fovDeg !== undefined && rangeM !== undefined)
        sector.draw = draw(
          viewSector(fovDeg, rangeM, Math.max(0.1, rangeM * 0.006)),
          SECTOR_FRAGMENT,
          "overlay",
        );
    }
    if (!sector.draw || !device) return;
    const [eastM, northM, upM] = footEnu(frame, device);
    const part = {
      mesh: "ring" as const,
      device: device.id,
      eastM,
      northM,
      upM: upM + 0.05,
      turnRad: turnOf(device.headingDeg),
      pitchRad: 0,
      rollRad: 0,
      stretch: [1, 1, 1] as const,
    };
    sector.draw.setInstances(partInstances([{ part, paint: accent(), pick: 0 }]), 1);
  }

  /** The foot of the selected device and how far from it the handle is, metres. */
  const handleAt = (device: PlannedDevice) => {
    const [eastM, northM, upM] = footEnu(frame, device);
    const reachM = HANDLE_PX * pixelMetres(stage, device.place);
    const turnRad = turnOf(device.headingDeg);
    return { eastM, northM, upM: upM + 0.05, reachM, turnRad };
  };
  function drawHandle(): void {
    const device = preview.ghost ? undefined : selectedDevice(hand);
    const shown = device !== undefined && view.getState().visible.plan !== false;
    handlePoint.show = shown;
    if (!shown) stem.setInstances(new Uint8Array(0), 0);
    const { snapped } = preview;
    if (!snapped) mark.setInstances(new Uint8Array(0), 0);
    const flat = { mesh: "ring" as const, device: "", pitchRad: 0, rollRad: 0 };
    if (shown) {
      const { reachM, ...at } = handleAt(device);
      const widthM = reachM * (2 / HANDLE_PX);
      const part = { ...flat, ...at, stretch: [reachM, widthM, 1] as const };
      stem.setInstances(partInstances([{ part, paint: accent(), pick: 0 }]), 1);
      const { eastM, northM, upM, turnRad } = at;
      handlePoint.position = fixed([
        eastM + reachM * Math.cos(turnRad),
        northM + reachM * Math.sin(turnRad),
        upM,
      ]);
      handlePoint.color = Color.fromBytes(...accent());
    }
    if (snapped) {
      const [eastM, northM, upM] = footEnu(frame, { place: snapped });
      const size = Math.max(0.5, 16 * pixelMetres(stage, snapped));
      const part = { ...flat, eastM, northM, upM: upM + 0.05, turnRad: 0, stretch: [size, size, 1] as const };
      mark.setInstances(partInstances([{ part, paint: accent(), pick: 0 }]), 1);
    }
  }

  function drawLabels(): void {
    const { language, theme } = view.getState();
    const light = theme === "daylight";
    labels.removeAll();
    const add = (device: PlannedDevice, text: string) =>
      labels.add({
        id: { label: device.id },
        text,
        font: FONT,
        position: fixed(
          footEnu(frame, { place: { ...device.place, heightM: device.place.heightM + topOf(device) } }),
        ),
        style: LabelStyle.FILL_AND_OUTLINE,
        fillColor: light ? Color.BLACK : Color.WHITE,
        outlineColor: light ? Color.WHITE : Color.BLACK,
        outlineWidth: 4,
        horizontalOrigin: HorizontalOrigin.CENTER,
        verticalOrigin: VerticalOrigin.BOTTOM,
        pixelOffset: new Cartesian2(0, -6),
        disableDepthTestDistance: Number.POSITIVE_INFINITY,
        translucencyByDistance: new NearFarScalar(400, 1, 1600, 0),
      });
    const status = sentence(language, "value.status.proposed");
    for (const device of devices) add(device, `${device.name || device.id} · ${status}`);
    const { ghost, snapped } = preview;
    if (ghost && snapped) add(ghost, sentence(language, "plan.snapped", { id: snapped.id }));
  }

  function drawAll(reason: string): void {
    if (stage.widget.isDestroyed()) return;
    drawBodies();
    drawSector();
    drawHandle();
    drawLabels();
    stage.redraw(reason);
  }
  function tell(): void {
    if (devices.length === 0) report({ state: "empty", reason: "layer.no-devices" });
    else report({ state: "ready", unit: "unit.devices", count: devices.length });
  }

  const hand: Hand = {
    stage,
    plan,
    view,
    spots: createSpots(stage, plan.postsIn, () => stage.redraw("posts")),
    show(next) {
      if (Object.keys(preview).length === 0 && Object.keys(next).length === 0) return;
      preview = next;
      drawAll("plan preview");
    },
    handle() {
      const device = selectedDevice(hand);
      if (!device) return undefined;
      const { eastM, northM, upM, reachM, turnRad } = handleAt(device);
      const [x, y, z] = frame.toEcef(
        eastM + reachM * Math.cos(turnRad),
        northM + reachM * Math.sin(turnRad),
        upM,
      );
      return inPicture(stage, ecefToGeodetic(x, y, z));
    },
  };

  let endTool: Detach | undefined;
  const takeTool = (kind: string | undefined) => {
    endTool?.();
    endTool = undefined;
    hand.show({});
    if (kind === undefined) return;
    endTool = stage.tools.take(placingTool(hand, kind));
    const target = view.getState().camera?.target;
    if (target) hand.spots.readAround(target.lonDeg, target.latDeg);
  };
  const applyVisible = () => {
    const show = view.getState().visible.plan !== false;
    const draws = [...bodies.values(), ...ghosts.values(), stem, mark, ...(sector.draw ? [sector.draw] : [])];
    for (const each of draws) each.show = show;
    labels.show = show;
    points.show = show;
  };

  let lastPixelM = 0;
  const element = scene.canvas.parentElement?.closest<HTMLElement>("[tabindex]") ?? scene.canvas;
  const stops: Detach[] = [
    plan.document.subscribe(({ plan: next }) => {
      devices = next.devices;
      drawAll("plan");
      applyVisible();
      tell();
    }),
    plan.state.subscribe((state, before) => {
      if (state.tool !== before.tool) takeTool(state.tool);
      if (state.placeAtCentre !== before.placeAtCentre && state.tool !== undefined)
        placeAt(hand, state.tool, centreOf(stage), true);
    }),
    view.subscribe((state, before) => {
      if (state.visible !== before.visible) {
        applyVisible();
        stage.redraw("visibility");
      }
      if (
        state.selection !== before.selection ||
        state.language !== before.language ||
        state.theme !== before.theme
      )
        drawAll("selection");
    }),
    stage.tools.offer(movingGrip(hand)),
    attachDeviceKeys(hand, element),
    stage.addPicker((picked, positionEcef) => {
      const found = picked as { planned?: number; id?: { label?: string } } | undefined;
      const device =
        found?.planned !== undefined
          ? devices[found.planned]
          : found?.id?.label !== undefined
            ? devices.find(({ id }) => id === found.id?.label)
            : undefined;
      if (!device) return undefined;
      const pick = devicePick(device);
      return positionEcef
        ? { ...pick, positionEcef: [positionEcef.x, positionEcef.y, positionEcef.z] as const }
        : pick;
    }),
    stage.addMover((id) => {
      const device = devices.find((each) => each.id === id);
      if (!device) return undefined;
      const [e, n, u] = footEnu(frame, device);
      return {
        positionEcef: fixed([e, n, u + device.mountingHeightM]),
        headingRad: (device.headingDeg * Math.PI) / 180,
      };
    }),
    // The handle keeps its size in the picture while the camera moves.
    stage.onFrame(() => {
      const device = selectedDevice(hand);
      if (!device) return;
      const pixelM = pixelMetres(stage, device.place);
      if (Math.abs(pixelM - lastPixelM) < lastPixelM * 0.02) return;
      lastPixelM = pixelM;
      drawHandle();
    }),
  ];
  stage.probes.set("plan", () => ({
    drawn: [...bodies.values()].reduce((sum, each) => sum + each.drawn, 0),
    handle: hand.handle(),
    snapped: preview.snapped?.id,
    ghost: preview.ghost?.place,
    pixelOf: (lonDeg: number, latDeg: number, heightM: number) =>
      inPicture(stage, { lonDeg, latDeg, heightM }),
  }));
  devices = plan.document.getState().plan.devices;
  drawAll("plan");
  applyVisible();
  takeTool(plan.state.getState().tool);
  tell();
  return () => {
    endTool?.();
    for (const stop of stops) stop();
    stage.probes.delete("plan");
    if (stage.widget.isDestroyed()) return;
    for (const each of [...bodies.values(), ...ghosts.values(), stem, mark]) scene.primitives.remove(each);
    if (sector.draw) scene.primitives.remove(sector.draw);
    scene.primitives.remove(points);
    scene.primitives.remove(labels);
    stage.redraw("plan");
  };
}
