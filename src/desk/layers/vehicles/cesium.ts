// Vehicles in Cesium. Per data tick one buffer copy a class; per frame a clock uniform; per vehicle nothing. A pick
// names the class, and the vehicle is the one whose box holds the picked point.

import { BoundingSphere, Cartesian3, Matrix4 } from "cesium";
import { AT, LOOK_STALE, STRIDE_BYTES } from "../../../live/motion/instance-layout.ts";
import { INTERPOLATE_GLSL } from "../../../live/motion/interpolation.ts";
import type { TrackClass } from "../../../model/twin/track-class.ts";
import type { TrackBatch } from "../../../model/twin/twin-store.ts";
import type { CityScene } from "../../scenes/cesium/city-scene.ts";
import { InstanceDraw } from "../../scenes/cesium/draw-instances.ts";
import type { InstanceField } from "../../scenes/instance-mesh.ts";
import type { Detach, LayerContext, Pick } from "../../scenes/layer.ts";
import { VEHICLE_CLASSES, vehicleMesh } from "./meshes.ts";

const FIELDS: readonly InstanceField[] = [
  { name: "i_cell", size: 3, type: "f32", offset: AT.cell },
  { name: "i_a", size: 4, type: "f32", offset: AT.a },
  { name: "i_b", size: 4, type: "f32", offset: AT.b },
  { name: "i_velocity", size: 4, type: "f32", offset: AT.velocity },
  { name: "i_heading", size: 2, type: "f32", offset: AT.heading },
  { name: "i_size", size: 3, type: "f32", offset: AT.size },
  { name: "i_look", size: 4, type: "u8", normalize: true, offset: AT.look },
];

const VERTEX = `${INTERPOLATE_GLSL}
uniform float u_time;
void place(out vec3 cell, out vec3 local, out mat3 turn, inout vec3 stretch, out vec3 paint, out uint pick) {
  vec4 pose = interpolateMotion(i_a, i_b, i_velocity, i_heading, u_time);
  float c = cos(pose.w);
  float s = sin(pose.w);
  cell = i_cell;
  local = pose.xyz;
  turn = mat3(c, s, 0.0, -s, c, 0.0, 0.0, 0.0, 1.0);
  stretch = i_size;
  int flags = int(i_look.w * 255.0 + 0.5);
  // What has not reported for long is drawn as a ghost of itself.
  paint = (flags & ${LOOK_STALE}) != 0 ? vec3(0.62) : i_look.rgb;
  pick = 0u;
}`;

const FRAGMENT = `
vec3 shade(vec3 paint, float part, float diffuse) {
  vec3 base = paint;
  float glow = 0.0;
  if (part > 4.5) base = mix(vec3(0.72), paint, 0.15);
  else if (part > 3.5) { base = vec3(0.75, 0.06, 0.05); glow = 0.4; }
  else if (part > 2.5) { base = vec3(1.0, 0.97, 0.88); glow = 0.5; }
  else if (part > 1.5) base = vec3(0.055);
  else if (part > 0.5) base = vec3(0.10, 0.13, 0.16);
  return base * (0.48 + 0.52 * diffuse) + base * glow;
}`;

/** Vehicles stay within this of the city's anchor for culling, metres. */
const REACH_M = 200_000;

export function attach({ scene: stage, twin, view, report }: LayerContext<CityScene>): Detach {
  const draws = new Map<TrackClass, InstanceDraw>();
  const batches = new Map<TrackClass, TrackBatch>();
  const stops: Detach[] = [];
  let stopAnimation: Detach | undefined;
  const bounds = new BoundingSphere(
    Matrix4.multiplyByPoint(stage.enuToFixed, Cartesian3.ZERO, new Cartesian3()),
    REACH_M,
  );
  const total = () => [...batches.values()].reduce((sum, { count }) => sum + count, 0);

  function tell(): void {
    const { connection, connectionSinceMs } = twin.store.getState();
    if (connection === "none") report({ state: "empty", reason: "layer.no-live-server" });
    else if (connection === "connecting")
      report({ state: "loading", step: "layer.connecting", sinceMs: connectionSinceMs });
    else if (connection === "lost") report({ state: "stale", sinceMs: connectionSinceMs });
    else if (total() === 0) report({ state: "empty", reason: "layer.no-vehicles-here" });
    else report({ state: "ready", unit: "unit.vehicles", count: total() });
  }

  for (const kind of VEHICLE_CLASSES) {
    const make = () => {
      const draw = new InstanceDraw({
        mesh: vehicleMesh(kind),
        fields: FIELDS,
        strideBytes: STRIDE_BYTES,
        vertexText: VERTEX,
        fragmentText: FRAGMENT,
        uniforms: {
          u_time: () => (twin.drawnMs() - (batches.get(kind)?.baseTimeMs ?? 0)) / 1000,
        },
        localToFixed: stage.enuToFixed,
        bounds,
        pickObject: () => ({ vehicles: kind }),
        pickCount: 1,
      });
      stage.scene.primitives.add(draw);
      draws.set(kind, draw);
      return draw;
    };
    stops.push(
      twin.tracks.follow(kind, (batch) => {
        const before = total();
        batches.set(kind, batch);
        (draws.get(kind) ?? make()).setInstances(batch.bytes, batch.count);
        if (total() > 0) stopAnimation ??= stage.animate("vehicles");
        else {
          stopAnimation?.();
          stopAnimation = undefined;
          stage.redraw("vehicles");
        }
        if (before !== total()) tell();
      }),
    );
  }

  /** The vehicle whose box holds a point of the city's frame, else the nearest within 4 m. */
  function vehicleAt(kind: TrackClass, local: Cartesian3): string | undefined {
    const batch = batches.get(kind);
    if (!batch) return undefined;
    const bytes = new DataView(batch.bytes.buffer);
    let best: { id: string; far: number } | undefined;
    for (let i = 0; i < batch.count; i++) {
      const slot = bytes.getUint32(i * STRIDE_BYTES + AT.slot, true);
      const at = i * STRIDE_BYTES + AT.cell;
      // A first sieve by the row itself: nothing moves further than 300 m in a batch's life.
      if (Math.abs(bytes.getFloat32(at, true) - local.x) > 600) continue;
      const identity = twin.tracks.identity(slot);
      const pose = identity && twin.tracks.poseOf(identity.id, twin.drawnMs());
      if (!identity || !pose) continue;
      const [dx, dy] = [local.x - pose.eastM, local.y - pose.northM];
      const along = dx * Math.sin(pose.headingRad) + dy * Math.cos(pose.headingRad);
      const across = dx * Math.cos(pose.headingRad) - dy * Math.sin(pose.headingRad);
      const far = Math.hypot(
        Math.max(0, Math.abs(along) - identity.lengthM / 2),
        Math.max(0, Math.abs(across) - identity.widthM / 2),
      );
      if (far < 4 && (!best || far < best.far)) best = { id: identity.id, far };
    }
    return best?.id;
  }

  function describe(id: string): Pick | undefined {
    const slot = twin.tracks.slotOf(id);
    const identity = slot === undefined ? undefined : twin.tracks.identity(slot);
    if (!identity) return undefined;
    return {
      id,
      layer: "vehicles",
      kind: "vehicle",
      properties: {
        id,
        kind: "vehicle",
        class: identity.class,
        lengthM: identity.lengthM,
        widthM: identity.widthM,
        heightM: identity.heightM,
        source: identity.source,
        derivation: identity.source === "simulation" ? "simulated" : "unknown",
        ...(identity.plate !== undefined && { plate: identity.plate }),
        ...(identity.sigmaM !== undefined && { accuracyM: identity.sigmaM }),
      },
    };
  }

  stops.push(
    stage.addPicker((picked, positionEcef) => {
      const kind = (picked as { vehicles?: TrackClass } | undefined)?.vehicles;
      if (!kind || !positionEcef) return undefined;
      const local = Matrix4.multiplyByPoint(stage.fixedToEnu, positionEcef, new Cartesian3());
      const id = vehicleAt(kind, local);
      const pick = id && describe(id);
      return pick ? { ...pick, positionEcef: [positionEcef.x, positionEcef.y, positionEcef.z] } : undefined;
    }),
    stage.addMover((id) => {
      const pose = twin.tracks.poseOf(id, twin.drawnMs());
      if (!pose) return undefined;
      const local = new Cartesian3(pose.eastM, pose.northM, pose.upM);
      return {
        positionEcef: Matrix4.multiplyByPoint(stage.enuToFixed, local, new Cartesian3()),
        headingRad: pose.headingRad,
      };
    }),
    twin.store.subscribe((state, before) => {
      if (state.connection !== before.connection) tell();
    }),
    view.subscribe(({ visible }) => {
      const show = visible.vehicles !== false;
      for (const draw of draws.values()) draw.show = show;
      stage.redraw("visibility");
    }),
  );
  stage.probes.set("vehicles", () => ({
    drawn: [...draws.values()].reduce((sum, draw) => sum + draw.drawn, 0),
    ids: [...batches].flatMap(([, batch]) => {
      const bytes = new DataView(batch.bytes.buffer);
      return Array.from(
        { length: batch.count },
        (_, i) => twin.tracks.identity(bytes.getUint32(i * STRIDE_BYTES + AT.slot, true))?.id,
      );
    }),
  }));
  tell();
  return () => {
    stopAnimation?.();
    for (const stop of stops) stop();
    for (const draw of draws.values()) stage.scene.primitives.remove(draw);
    stage.probes.delete("vehicles");
    if (!stage.widget.isDestroyed()) stage.redraw("vehicles");
  };
}
