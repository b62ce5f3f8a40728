// Signal lamps in Cesium: one draw; the buffer is written anew only when a signal changes.

import { BoundingSphere, Cartesian3, Matrix4 } from "cesium";
import type { CityScene } from "../../scenes/cesium/city-scene.ts";
import { InstanceDraw } from "../../scenes/cesium/draw-instances.ts";
import type { InstanceField, InstanceMesh } from "../../scenes/instance-mesh.ts";
import type { Detach, LayerContext } from "../../scenes/layer.ts";
import { LAMP_STRIDE, lampInstances, type SignalHead } from "./lamps.ts";

const SIDES = 16;
const BLINK_MS = 500;
const REACH_M = 200_000;

const FIELDS: readonly InstanceField[] = [
  { name: "i_cell", size: 3, type: "f32", offset: 0 },
  { name: "i_local", size: 3, type: "f32", offset: 12 },
  { name: "i_face", size: 2, type: "f32", offset: 24 },
  { name: "i_look", size: 4, type: "u8", normalize: true, offset: 32 },
];

const VERTEX = `
void place(out vec3 cell, out vec3 local, out mat3 turn, inout vec3 stretch, out vec3 paint, out uint pick) {
  float c = cos(i_face.x);
  float s = sin(i_face.x);
  cell = i_cell;
  local = i_local;
  turn = mat3(c, s, 0.0, -s, c, 0.0, 0.0, 0.0, 1.0);
  stretch = vec3(i_face.y);
  // Dark lamps keep a tint of their colour.
  paint = i_look.w > 0.5 ? i_look.rgb : i_look.rgb * 0.13 + 0.02;
  pick = 0u;
}`;
const FRAGMENT = "vec3 shade(vec3 paint, float part, float diffuse) { return paint; }";

/** A disc facing +x with a narrow rim, radius 1, a little in front of the head. */
function disc(): InstanceMesh {
  const positions = [0.06, 0, 0];
  const shapes = [1, 0, 0, 0];
  const indices: number[] = [];
  for (let i = 0; i < SIDES; i++) {
    const angle = (i * 2 * Math.PI) / SIDES;
    positions.push(0.06, Math.cos(angle), Math.sin(angle));
    shapes.push(1, 0, 0, 0);
    indices.push(0, i + 1, ((i + 1) % SIDES) + 1);
  }
  return {
    positions: Float32Array.from(positions),
    shapes: Float32Array.from(shapes),
    indices: Uint16Array.from(indices),
  };
}

export async function attach({
  scene: stage,
  twin,
  view,
  report,
  fetch,
  now,
  signal,
}: LayerContext<CityScene>): Promise<Detach> {
  report({ state: "loading", step: "layer.signal-heads", sinceMs: now() });
  const answer = await fetch(stage.url("roads/signals.json"), { signal });
  if (answer.status === 404) {
    report({ state: "empty", reason: "layer.no-signals" });
    return () => {};
  }
  if (!answer.ok) throw new Error(`${answer.status} roads/signals.json`);
  const { heads } = (await answer.json()) as { heads: SignalHead[] };
  const draw = new InstanceDraw({
    mesh: disc(),
    fields: FIELDS,
    strideBytes: LAMP_STRIDE,
    vertexText: VERTEX,
    fragmentText: FRAGMENT,
    uniforms: {},
    localToFixed: stage.enuToFixed,
    bounds: new BoundingSphere(
      Matrix4.multiplyByPoint(stage.enuToFixed, Cartesian3.ZERO, new Cartesian3()),
      REACH_M,
    ),
    pickObject: () => ({ signals: true }),
    pickCount: 1,
  });
  stage.scene.primitives.add(draw);

  let blink = true;
  const paint = () => {
    const { signals } = twin.store.getState();
    const { bytes, count } = lampInstances(heads, (id) => signals.get(id)?.state, blink);
    draw.setInstances(bytes, count);
    stage.redraw("signals");
  };
  const tell = () => {
    const { signals, connection, connectionSinceMs } = twin.store.getState();
    const told = heads.filter(({ id }) => signals.has(id)).length;
    if (heads.length === 0) report({ state: "empty", reason: "layer.no-signals" });
    else if (connection === "none") report({ state: "empty", reason: "layer.no-live-server" });
    else if (connection === "lost") report({ state: "stale", sinceMs: connectionSinceMs });
    else if (told < heads.length)
      report({ state: "ready", unit: "unit.heads", partial: { done: told, total: heads.length } });
    else report({ state: "ready", unit: "unit.heads", count: heads.length });
  };
  const timer = setInterval(() => {
    const flashing = [...twin.store.getState().signals.values()].some(({ state }) =>
      state.startsWith("flash"),
    );
    if (!flashing) return;
    blink = !blink;
    paint();
  }, BLINK_MS);
  const stops = [
    twin.store.subscribe((state, before) => {
      if (state.signals !== before.signals) paint();
      if (state.signals !== before.signals || state.connection !== before.connection) tell();
    }),
    view.subscribe(({ visible }) => {
      draw.show = visible.signals !== false;
      stage.redraw("visibility");
    }),
  ];
  stage.probes.set("signals", () => ({ drawn: draw.drawn }));
  paint();
  tell();
  return () => {
    clearInterval(timer);
    for (const stop of stops) stop();
    stage.scene.primitives.remove(draw);
    stage.probes.delete("signals");
  };
}
