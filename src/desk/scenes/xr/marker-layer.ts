// Markers in three: pins, one draw for all of a layer; the panel of what a ray meets tells the rest.

import { Vector3 } from "three";
import { geodeticToEcef } from "../../../model/geo/frames.ts";
import { observedPick } from "../../view/observed-pick.ts";
import type { InstanceField } from "../instance-mesh.ts";
import { putPlace } from "../instance-place.ts";
import type { Detach, LayerContext } from "../layer.ts";
import { type Marker, type MarkerLayer, markerStatus, TONES } from "../markers/marker.ts";
import { createMeshBuilder } from "../mesh-builder.ts";
import { createInstanceDraw } from "./draw-instances.ts";
import type { WalkScene } from "./walk-scene.ts";

const STRIDE = 28;
/** Half width and height of the pin's head, metres. */
const HEAD_M = 0.45;
const REACH_M = 1.2;
const FIELDS: readonly InstanceField[] = [
  { name: "i_cell", size: 3, type: "f32", offset: 0 },
  { name: "i_local", size: 3, type: "f32", offset: 12 },
  { name: "i_look", size: 4, type: "u8", normalize: true, offset: 24 },
];
const VERTEX = `
void place(out vec3 cell, out vec3 local, out mat3 turn, inout vec3 stretch, out vec3 paint, out uint pick) {
  cell = i_cell;
  local = i_local;
  turn = mat3(1.0);
  paint = i_look.rgb;
  pick = 0u;
}`;
const FRAGMENT = `
vec3 shade(vec3 paint, float part, float diffuse) {
  return part > 0.5 ? vec3(0.2) : paint * (0.7 + 0.3 * diffuse);
}`;

/** A head with eight sides over a thin stem; the point below is the place. */
function pin() {
  const mesh = createMeshBuilder();
  mesh.cylinder("z", [0.5, 0.5 + 2 * HEAD_M], [0, 0], HEAD_M, 0, 8);
  mesh.box([-0.03, 0.03], [-0.03, 0.03], [-0.5, 0.5], 1);
  return mesh.finish();
}

export function attachMarkers(
  { scene, twin, view, report }: LayerContext<WalkScene>,
  layer: MarkerLayer,
): Detach {
  const { frame, city } = scene;
  const groundM = city.groundHeightM ?? city.anchor.heightM;
  const draw = createInstanceDraw(scene.world, {
    name: layer.id,
    mesh: pin(),
    fields: FIELDS,
    strideBytes: STRIDE,
    vertexText: VERTEX,
    fragmentText: FRAGMENT,
    light: scene.light,
  });
  const eye = new Vector3();
  let places: { marker: Marker; at: Vector3 }[] = [];
  const shown = () => view.getState().visible[layer.id] !== false;

  function paint(): void {
    const state = twin.store.getState();
    const hidden = view.getState().hidden[layer.id] ?? [];
    const all = layer.markers(state.observed, view.getState().language);
    const markers = all.filter(({ tone }) => !hidden.includes(tone));
    const bytes = new Uint8Array(markers.length * STRIDE);
    const data = new DataView(bytes.buffer);
    places = markers.map((marker, i) => {
      const height = (marker.heightM ?? groundM) + layer.liftM;
      const [e, n, u] = frame.toEnu(...geodeticToEcef(marker.lonDeg, marker.latDeg, height));
      putPlace(data, i * STRIDE, [e, n, u]);
      bytes.set(TONES[marker.tone].fill, i * STRIDE + 24);
      return { marker, at: new Vector3(e, u + 0.5 + HEAD_M, -n) };
    });
    draw.setInstances(bytes, markers.length);
    draw.mesh.visible = shown() && markers.length > 0;
    report(markerStatus(state, all.length, layer));
  }
  const stops: Detach[] = [
    scene.onFrame(() => draw.follow(eye.setFromMatrixPosition(scene.camera.matrixWorld))),
    scene.addPicker((ray, maxDistanceM) => {
      if (!shown()) return undefined;
      let best: { marker: Marker; at: Vector3; distanceM: number } | undefined;
      for (const { marker, at } of places) {
        const distanceM = Math.max(0, at.clone().sub(ray.origin).dot(ray.direction));
        if (distanceM > (best?.distanceM ?? maxDistanceM)) continue;
        const off = ray.at(distanceM, new Vector3()).distanceTo(at);
        if (off < REACH_M) best = { marker, at, distanceM };
      }
      const pick = best && observedPick(twin.store.getState().observed, layer.kind, best.marker.id, groundM);
      if (!best || !pick) return undefined;
      const { at, distanceM } = best;
      return {
        pick: { ...pick, positionEcef: frame.toEcef(at.x, -at.z, at.y) },
        point: at.clone(),
        distanceM,
      };
    }),
    twin.store.subscribe((state, before) => {
      if (
        state.observed[layer.observes] !== before.observed[layer.observes] ||
        state.connection !== before.connection
      )
        paint();
    }),
    view.subscribe((state, before) => {
      if (state.visible !== before.visible || state.hidden !== before.hidden) paint();
    }),
  ];
  scene.probes.set(layer.id, () => ({ drawn: draw.drawn() }));
  paint();
  return () => {
    for (const stop of stops) stop();
    draw.detach();
    scene.probes.delete(layer.id);
  };
}
