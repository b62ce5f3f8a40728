// The vehicles layer alone on an empty globe, fed with made batches; and the same vehicles as Cesium entities, its peer.

import {
  Cartesian3,
  CesiumWidget,
  Color,
  ExtrapolationType,
  JulianDate,
  SampledPositionProperty,
} from "cesium";
import { attach } from "../../../src/desk/layers/vehicles/cesium.ts";
import { createCityScene } from "../../../src/desk/scenes/cesium/city-scene.ts";
import { createPlanning } from "../../../src/desk/view/planning.ts";
import { createViewStore } from "../../../src/desk/view/view-store.ts";
import { AT, STRIDE_BYTES } from "../../../src/live/motion/instance-layout.ts";
import type { CityFile } from "../../../src/model/city/city-file.ts";
import { createTwinState, type TrackBatch, type Twin } from "../../../src/model/twin/twin-store.ts";

const anchor = { lonDeg: 114.476, latDeg: 30.4895, heightM: 20 };
const now = () => performance.timeOrigin + performance.now();

function widget() {
  const made = new CesiumWidget("scene", {
    baseLayer: false,
    skyBox: false,
    skyAtmosphere: false,
    scene3DOnly: true,
    useDefaultRenderLoop: false,
  });
  made.camera.lookAt(Cartesian3.fromDegrees(anchor.lonDeg, anchor.latDeg, 20), new Cartesian3(0, -900, 700));
  return made;
}

const place = (i: number, count: number) => {
  const side = Math.ceil(Math.sqrt(count));
  return [(i % side) * 12 - side * 6, Math.floor(i / side) * 12 - side * 6] as const;
};

function batch(count: number, baseTimeMs: number): TrackBatch {
  const bytes = new Uint8Array(count * STRIDE_BYTES);
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < count; i++) {
    const at = i * STRIDE_BYTES;
    const [x, y] = place(i, count);
    const [cx, cy] = [Math.floor(x / 256) * 256, Math.floor(y / 256) * 256];
    const put = (offset: number, ...values: number[]) =>
      values.forEach((value, n) => {
        view.setFloat32(at + offset + n * 4, value, true);
      });
    put(AT.cell, cx, cy, 0);
    put(AT.a, x - cx, y - cy, 0, -0.2);
    put(AT.b, x - cx + 2, y - cy, 0, 0);
    put(AT.velocity, 10, 0, 10, 0);
    put(AT.heading, 0, 0);
    put(AT.size, 4.6, 1.8, 1.5);
    view.setUint32(at + AT.look, 0x00ffffff, true);
    view.setUint32(at + AT.slot, i, true);
  }
  return { class: "car", bytes, count, baseTimeMs };
}

let render = () => {};
let tick = () => {};

/** Sets up one way of drawing; frames and ticks are asked for one by one. */
async function prepare(how: "empty" | "layer" | "entities", count: number): Promise<void> {
  const scene = widget();
  if (how === "layer") {
    const listeners = new Set<(given: TrackBatch) => void>();
    const twin: Twin = {
      store: createTwinState(now()),
      nowMs: now,
      drawnMs: now,
      interest() {},
      replay() {},
      liveMs: () => performance.now(),
      tracks: {
        follow: (kind, listener) => {
          if (kind === "car") listeners.add(listener);
          return () => void listeners.delete(listener);
        },
        identity: () => undefined,
        slotOf: () => undefined,
        poseOf: () => undefined,
      },
    };
    const view = createViewStore();
    attach({
      scene: createCityScene(scene, { anchor } as CityFile, "./", view, now),
      twin,
      view,
      plan: createPlanning({
        cityId: "bench",
        view,
        now,
        freshId: () => "bench",
        download() {},
        postsIn: async () => [],
      }),
      report() {},
      fetch,
      now,
      signal: new AbortController().signal,
    });
    const given = batch(count, now());
    tick = () => {
      const fresh = { ...given, baseTimeMs: now() };
      for (const listener of listeners) listener(fresh);
    };
  } else if (how === "entities") {
    const properties = Array.from({ length: count }, (_, i) => {
      const position = new SampledPositionProperty();
      // As people do it who want a moving point between two reports and past the last one.
      position.forwardExtrapolationType = ExtrapolationType.EXTRAPOLATE;
      const [x, y] = place(i, count);
      scene.entities.add({ position, point: { pixelSize: 5, color: Color.WHITE } });
      return { position, x, y };
    });
    tick = () => {
      const time = JulianDate.addSeconds(JulianDate.now(), 0.2, new JulianDate());
      for (const { position, x, y } of properties)
        position.addSample(
          time,
          Cartesian3.fromDegrees(anchor.lonDeg + x / 95_900, anchor.latDeg + y / 110_900, 20),
        );
    };
    scene.clock.shouldAnimate = true;
  }
  render = () => scene.render();
  for (let i = 0; i < 5; i++) {
    tick();
    render();
    await new Promise((done) => setTimeout(done, 20));
  }
}

async function frames(count: number, everyTicks: number): Promise<void> {
  for (let i = 0; i < count; i++) {
    if (everyTicks > 0 && i % everyTicks === 0) tick();
    render();
    await new Promise((done) => setTimeout(done, 0));
  }
}

// Software GL shades every vertex on the main thread's time; what scripts cost shows without it.
for (const name of ["drawArrays", "drawElements", "drawArraysInstanced", "drawElementsInstanced"] as const)
  WebGL2RenderingContext.prototype[name] = () => {};

Object.assign(window, { bench: { prepare, frames } });
