// The shapes of vehicle classes: body, cabin, wheels and lamps; enough to tell a car from a bus at street level. The unit
// is the thing itself: x −0.5 … 0.5 forward, y −0.5 … 0.5 left, z 0 … 1 up; instances stretch it to their size.

import type { TrackClass } from "../../../model/twin/track-class.ts";
import type { InstanceMesh } from "../../scenes/instance-mesh.ts";
import { createMeshBuilder, type MeshBuilder } from "../../scenes/mesh-builder.ts";
import { PART } from "./parts.ts";

function lamps(mesh: MeshBuilder, z: readonly [number, number]): void {
  for (const y of [
    [-0.46, -0.28],
    [0.28, 0.46],
  ] as const) {
    mesh.box([0.485, 0.502], y, z, PART.head);
    mesh.box([-0.502, -0.485], y, z, PART.tail);
  }
}

/** Across y, as prisms of eight sides that stand on one of them. */
function wheels(mesh: MeshBuilder, places: number[], radiusX: number, radiusZ: number): void {
  for (const x of places) {
    for (const y of [
      [-0.49, -0.36],
      [0.36, 0.49],
    ] as const)
      mesh.cylinder("y", y, [radiusZ, x], [radiusZ, radiusX], PART.tyre, 8, 0.5);
  }
}

function car(): InstanceMesh {
  const mesh = createMeshBuilder();
  mesh.box([-0.5, 0.5], [-0.48, 0.48], [0.14, 0.58], PART.paint, { x: [-0.48, 0.47], y: [-0.46, 0.46] });
  mesh.box([-0.45, 0.24], [-0.45, 0.45], [0.58, 0.96], PART.glass, {
    x: [-0.33, 0.06],
    y: [-0.37, 0.37],
    part: PART.paint,
  });
  mesh.box([-0.33, 0.06], [-0.37, 0.37], [0.96, 1], PART.paint);
  wheels(mesh, [-0.31, 0.31], 0.07, 0.21);
  lamps(mesh, [0.36, 0.48]);
  return mesh.finish();
}

function bus(): InstanceMesh {
  const mesh = createMeshBuilder();
  mesh.box([-0.5, 0.5], [-0.5, 0.5], [0.1, 0.42], PART.paint);
  mesh.box([-0.498, 0.498], [-0.495, 0.495], [0.42, 0.78], PART.glass);
  mesh.box([-0.5, 0.5], [-0.5, 0.5], [0.78, 0.95], PART.paint, { y: [-0.47, 0.47] });
  mesh.box([-0.35, 0.1], [-0.3, 0.3], [0.95, 1], PART.trim);
  wheels(mesh, [-0.28, 0.32], 0.042, 0.155);
  lamps(mesh, [0.18, 0.27]);
  return mesh.finish();
}

function truck(): InstanceMesh {
  const mesh = createMeshBuilder();
  mesh.box([-0.5, 0.5], [-0.3, 0.3], [0.14, 0.26], PART.trim);
  mesh.box([0.25, 0.5], [-0.48, 0.48], [0.16, 0.5], PART.paint);
  mesh.box([0.25, 0.5], [-0.48, 0.48], [0.5, 0.76], PART.glass, { x: [0.25, 0.45], part: PART.paint });
  mesh.box([-0.5, 0.22], [-0.5, 0.5], [0.28, 1], PART.trim);
  wheels(mesh, [-0.36, -0.22, 0.37], 0.056, 0.142);
  lamps(mesh, [0.22, 0.31]);
  return mesh.finish();
}

/** Anything without a shape of its own. */
function block(): InstanceMesh {
  const mesh = createMeshBuilder();
  mesh.box([-0.5, 0.5], [-0.5, 0.5], [0.05, 1], PART.paint, { x: [-0.4, 0.4] });
  return mesh.finish();
}

export function vehicleMesh(kind: TrackClass): InstanceMesh {
  if (kind === "car" || kind === "emergency") return car();
  if (kind === "bus") return bus();
  if (kind === "truck") return truck();
  return block();
}

/** Classes that move on the road; each is one draw. */
export const VEHICLE_CLASSES: readonly TrackClass[] = [
  "car",
  "bus",
  "truck",
  "motorcycle",
  "bicycle",
  "emergency",
  "unknown",
];
