// The plan in the headset: the same bodies from the same meshes, with three. Axes x east, y up, −z north, metres from the
// city's anchor. Looked at and picked there, edited at the desk.

import {
  BufferAttribute,
  BufferGeometry,
  CanvasTexture,
  Color,
  DoubleSide,
  Group,
  type InstancedBufferAttribute,
  InstancedMesh,
  Matrix4,
  Mesh,
  MeshBasicMaterial,
  MeshLambertMaterial,
  Raycaster,
  Sprite,
  SpriteMaterial,
  SRGBColorSpace,
  Vector3,
} from "three";
import type { PlannedDevice } from "../../../model/plan/plan-document.ts";
import { type Language, sentence } from "../../../words/index.ts";
import type { InstanceMesh } from "../../scenes/instance-mesh.ts";
import type { Detach, LayerContext } from "../../scenes/layer.ts";
import { scenePalette } from "../../scenes/palette.ts";
import { viewSector } from "../../scenes/view-sector.ts";
import type { RayHit, WalkScene } from "../../scenes/xr/walk-scene.ts";
import { devicePick } from "../../view/device-pick.ts";
import { deviceMesh, MESH_IDS, type MeshId } from "./device-meshes.ts";
import { GREYS } from "./instances.ts";
import { PART, PROPOSED } from "./looks.ts";
import { type DevicePart, deviceParts, footEnu, topOf, turnOf } from "./parts.ts";

/** x forward, y left, z up → x east, y up, −z north. */
const UPRIGHT = new Matrix4().set(1, 0, 0, 0, 0, 0, 1, 0, 0, -1, 0, 0, 0, 0, 0, 1);
const LABEL_M = 0.32;
/** Each label is a draw of its own: the nearest ones have one, chosen anew after so many metres of way. */
const MOST_LABELS = 8;
const RELABEL_M = 15;

function geometryOf(
  { positions, shapes, indices }: InstanceMesh,
  part?: (part: number) => boolean,
): BufferGeometry {
  const geometry = new BufferGeometry();
  const count = positions.length / 3;
  const normals = new Float32Array(count * 3);
  const colours = new Float32Array(count * 3);
  const grey: Record<number, number> = {
    [PART.body]: GREYS.body,
    [PART.dark]: GREYS.dark,
    [PART.metal]: GREYS.metal,
    [PART.band]: GREYS.band,
  };
  for (let i = 0; i < count; i++) {
    normals.set(shapes.subarray(i * 4, i * 4 + 3), i * 3);
    const value = grey[shapes[i * 4 + 3] as number];
    colours.set(value === undefined ? [1, 1, 1] : [value, value, value], i * 3);
  }
  const kept = part
    ? Array.from({ length: indices.length / 3 }, (_, i) => i * 3)
        .filter((i) => part(shapes[(indices[i] as number) * 4 + 3] as number))
        .flatMap((i) => [indices[i] as number, indices[i + 1] as number, indices[i + 2] as number])
    : [...indices];
  geometry.setAttribute("position", new BufferAttribute(positions, 3));
  geometry.setAttribute("normal", new BufferAttribute(normals, 3));
  geometry.setAttribute("color", new BufferAttribute(colours, 3));
  geometry.setIndex(kept);
  return geometry;
}

function matrixOf(part: DevicePart, to: Matrix4): Matrix4 {
  const yaw = new Matrix4().makeRotationZ(part.turnRad);
  const nod = new Matrix4().makeRotationY(-part.pitchRad);
  const roll = new Matrix4().makeRotationX(part.rollRad);
  return to
    .makeTranslation(part.eastM, part.upM, -part.northM)
    .multiply(UPRIGHT)
    .multiply(yaw)
    .multiply(nod)
    .multiply(roll)
    .scale(new Vector3(...part.stretch));
}

const isPaint = (part: number) => part === PART.paint;

function label(text: string): Sprite {
  const canvas = document.createElement("canvas");
  const context = canvas.getContext("2d");
  const size = 48;
  const font = `600 ${size}px system-ui, "Noto Sans SC", "PingFang SC", "Microsoft YaHei", sans-serif`;
  if (context) {
    context.font = font;
    canvas.width = Math.ceil(context.measureText(text).width) + 24;
    canvas.height = size + 24;
    context.font = font;
    context.textBaseline = "middle";
    context.lineJoin = "round";
    context.lineWidth = 10;
    context.strokeStyle = "black";
    context.fillStyle = "white";
    context.strokeText(text, 12, canvas.height / 2);
    context.fillText(text, 12, canvas.height / 2);
  }
  const map = new CanvasTexture(canvas);
  map.colorSpace = SRGBColorSpace;
  const sprite = new Sprite(new SpriteMaterial({ map, depthTest: false, transparent: true }));
  sprite.scale.set((LABEL_M * canvas.width) / canvas.height, LABEL_M, 1);
  return sprite;
}

interface Drawn {
  mesh: InstancedMesh;
  /** Device of each instance. */
  owners: string[];
}

export function attach({ scene: stage, plan, view, report }: LayerContext<WalkScene>): Detach {
  const { frame } = stage;
  const group = new Group();
  group.name = "plan";
  const labels = new Group();
  const labelledAt = new Vector3();
  group.add(labels);
  stage.world.add(group);
  const geometries = new Map<string, BufferGeometry>();
  const plain = new MeshLambertMaterial({ vertexColors: true });
  const painted = new MeshLambertMaterial();
  const sectorMaterials = [0.16, 0.85].map(
    (opacity) => new MeshBasicMaterial({ transparent: true, opacity, depthWrite: false, side: DoubleSide }),
  );
  let drawn: Drawn[] = [];
  let devices: readonly PlannedDevice[] = [];
  const caster = new Raycaster();

  const geometry = (id: MeshId, paint: boolean) => {
    const key = `${id} ${paint}`;
    const made = geometries.get(key) ?? geometryOf(deviceMesh(id), (part) => isPaint(part) === paint);
    geometries.set(key, made);
    return made;
  };
  /** Everything that is made anew with each change of the plan. */
  function clear(): void {
    for (const { mesh } of drawn) mesh.dispose();
    clearLabels();
    for (const child of [...group.children]) {
      if (child === labels) continue;
      if (child instanceof Mesh && !(child instanceof InstancedMesh)) child.geometry.dispose();
      group.remove(child);
    }
    drawn = [];
  }
  function clearLabels(): void {
    for (const child of labels.children)
      if (child instanceof Sprite) {
        child.material.map?.dispose();
        child.material.dispose();
      }
    labels.clear();
  }
  function drawSector(device: PlannedDevice, colour: Color): void {
    const { fovDeg, rangeM } = device;
    if (fovDeg === undefined || rangeM === undefined) return;
    const [eastM, northM, upM] = footEnu(frame, device);
    const shape = viewSector(fovDeg, rangeM, Math.max(0.1, rangeM * 0.006));
    sectorMaterials.forEach((material, edge) => {
      material.color.copy(colour);
      const mesh = new Mesh(
        geometryOf(shape, (part) => isPaint(part) === (edge === 0)),
        material,
      );
      mesh.renderOrder = 2;
      mesh.matrixAutoUpdate = false;
      matrixOf(
        {
          mesh: "ring",
          device: device.id,
          eastM,
          northM,
          upM: upM + 0.05,
          turnRad: turnOf(device.headingDeg),
          pitchRad: 0,
          rollRad: 0,
          stretch: [1, 1, 1],
        },
        mesh.matrix,
      );
      group.add(mesh);
    });
  }
  function drawLabels(language: Language): void {
    clearLabels();
    labelledAt.copy(stage.rig.position);
    const status = sentence(language, "value.status.proposed");
    const near = devices
      .map((device) => {
        const [e, n, u] = footEnu(frame, device);
        const position = new Vector3(e, u + topOf(device) + 0.3, -n);
        return { device, position, far: position.distanceTo(labelledAt) };
      })
      .sort((a, b) => a.far - b.far)
      .slice(0, MOST_LABELS);
    for (const { device, position } of near) {
      const sprite = label(`${device.name || device.id} · ${status}`);
      sprite.position.copy(position);
      sprite.renderOrder = 3;
      labels.add(sprite);
    }
  }
  function drawAll(): void {
    clear();
    const { selection, theme, language } = view.getState();
    const selected = new Color(scenePalette(theme).selection);
    const proposed = new Color().setRGB(
      PROPOSED[0] / 255,
      PROPOSED[1] / 255,
      PROPOSED[2] / 255,
      SRGBColorSpace,
    );
    const byMesh = new Map<MeshId, DevicePart[]>();
    for (const device of devices)
      for (const part of deviceParts(device, frame))
        byMesh.set(part.mesh, [...(byMesh.get(part.mesh) ?? []), part]);
    for (const id of MESH_IDS) {
      const parts = byMesh.get(id) ?? [];
      if (parts.length === 0) continue;
      for (const paint of [false, true]) {
        const shape = geometry(id, paint);
        if (shape.index?.count === 0) continue;
        const mesh = new InstancedMesh(shape, paint ? painted : plain, parts.length);
        const to = new Matrix4();
        parts.forEach((part, i) => {
          mesh.setMatrixAt(i, matrixOf(part, to));
          if (paint) mesh.setColorAt(i, part.device === selection?.id ? selected : proposed);
        });
        mesh.instanceMatrix.needsUpdate = true;
        const colours = mesh.instanceColor as InstancedBufferAttribute | null;
        if (colours) colours.needsUpdate = true;
        mesh.computeBoundingSphere();
        group.add(mesh);
        drawn.push({ mesh, owners: parts.map(({ device }) => device) });
      }
    }
    for (const device of devices) if (device.id === selection?.id) drawSector(device, selected);
    drawLabels(language);
    if (devices.length === 0) report({ state: "empty", reason: "layer.no-devices" });
    else report({ state: "ready", unit: "unit.devices", count: devices.length });
  }
  const stops: Detach[] = [
    plan.document.subscribe(({ plan: next }) => {
      devices = next.devices;
      drawAll();
    }),
    view.subscribe((state, before) => {
      group.visible = state.visible.plan !== false;
      if (
        state.selection !== before.selection ||
        state.language !== before.language ||
        state.theme !== before.theme
      )
        drawAll();
    }),
    stage.addPicker((ray, maxDistanceM): RayHit | undefined => {
      if (!group.visible) return undefined;
      caster.ray.copy(ray);
      caster.far = maxDistanceM;
      let best: RayHit | undefined;
      for (const { mesh, owners } of drawn)
        for (const hit of caster.intersectObject(mesh, false)) {
          const device = devices.find(({ id }) => id === owners[hit.instanceId ?? -1]);
          if (!device || (best && best.distanceM <= hit.distance)) continue;
          best = { pick: devicePick(device), point: hit.point.clone(), distanceM: hit.distance };
        }
      return best;
    }),
    stage.addMover((id) => {
      const device = devices.find((each) => each.id === id);
      if (!device) return undefined;
      const [e, n, u] = footEnu(frame, device);
      return {
        position: new Vector3(e, u + device.mountingHeightM, -n),
        headingRad: (device.headingDeg * Math.PI) / 180,
      };
    }),
  ];
  stops.push(
    stage.onFrame(() => {
      if (devices.length <= MOST_LABELS) return;
      if (labelledAt.distanceToSquared(stage.rig.position) > RELABEL_M * RELABEL_M)
        drawLabels(view.getState().language);
    }),
  );
  stage.probes.set("plan", () => ({
    devices: devices.length,
    draws: group.children.length - 1 + labels.children.length,
    ids: [...new Set(drawn.flatMap(({ owners }) => owners))],
  }));
  devices = plan.document.getState().plan.devices;
  group.visible = view.getState().visible.plan !== false;
  drawAll();
  return () => {
    for (const stop of stops) stop();
    clear();
    for (const each of geometries.values()) each.dispose();
    for (const material of [plain, painted, ...sectorMaterials]) material.dispose();
    stage.world.remove(group);
    stage.probes.delete("plan");
  };
}
