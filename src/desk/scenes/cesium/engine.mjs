// What "cesium" means in the built app: the engine alone. The full package's widgets bring Knockout, which needs the
// eval that our policy forbids; resium names one of them, so it stands here, unusable.

export * from "@cesium/engine";

export class Viewer {
  constructor() {
    throw new Error("Viewer is not part of LaneTwin: use CesiumWidget");
  }
}
