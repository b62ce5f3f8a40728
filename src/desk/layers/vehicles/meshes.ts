// The shapes of vehicle classes: body, cabin, wheels and lamps, in the unit of mesh-builder.ts.

import type { TrackClass } from "../../../model/twin/track-class.ts";
import type { InstanceMesh } from "../../scenes/instance-mesh.ts";
import { createMeshBuilder, type MeshBuilder, PART } from "./mesh-builder.ts";

function lamps(mesh: MeshBuilder, z: readonly [number, number]): void {
  for (const y of [
    [-0.46, -0.28],
    [0.28, 0.46],
  ] as const) {
    mesh.box({ x: [0.485, 0.502], y, z, part: PART.head });
    mesh.box({ x: [-0.502, -0.485], y, z, part: PART.tail });
  }
}

function wheels(mesh: MeshBuilder, places: number[], radiusX: number, radiusZ: number): void {
  for (const x of places) {
    mesh.wheel(x, radiusX, radiusZ, [-0.49, -0.36]);
    mesh.wheel(x, radiusX, radiusZ, [0.36, 0.49]);
  }
}

function car(): InstanceMesh {
  const mesh = createMeshBuilder();
  mesh.box({
    x: [-0.5, 0.5],
    y: [-0.48, 0.48],
    z: [0.14, 0.58],
    part: PART.paint,
    topX: [-0.48, 0.47],
    topY: [-0.46, 0.46],
  });
  mesh.box({
    x: [-0.45, 0.24],
    y: [-0.45, 0.45],
    z: [0.58, 0.96],
    part: PART.glass,
    topX: [-0.33, 0.06],
    topY: [-0.37, 0.37],
    topPart: PART.paint,
  });
  mesh.box({ x: [-0.33, 0.06], y: [-0.37, 0.37], z: [0.96, 1], part: PART.paint });
  wheels(mesh, [-0.31, 0.31], 0.07, 0.21);
  lamps(mesh, [0.36, 0.48]);
  return mesh.finish();
}

function bus(): InstanceMesh {
  const mesh = createMeshBuilder();
  mesh.box({ x: [-0.5, 0.5], y: [-0.5, 0.5], z: [0.1, 0.42], part: PART.paint });
  mesh.box({ x: [-0.498, 0.498], y: [-0.495, 0.495], z: [0.42, 0.78], part: PART.glass });
  mesh.box({ x: [-0.5, 0.5], y: [-0.5, 0.5], z: [0.78, 0.95], part: PART.paint, topY: [-0.47, 0.47] });
  mesh.box({ x: [-0.35, 0.1], y: [-0.3, 0.3], z: [0.95, 1], part: PART.trim });
  wheels(mesh, [-0.28, 0.32], 0.042, 0.155);
  lamps(mesh, [0.18, 0.27]);
  return mesh.finish();
}

function truck(): InstanceMesh {
  const mesh = createMeshBuilder();
  mesh.box({ x: [-0.5, 0.5], y: [-0.3, 0.3], z: [0.14, 0.26], part: PART.trim });
  mesh.box({ x: [0.25, 0.5], y: [-0.48, 0.48], z: [0.16, 0.5], part: PART.paint });
  mesh.box({
    x: [0.25, 0.5],
    y: [-0.48, 0.48],
    z: [0.5, 0.76],
    part: PART.glass,
    topX: [0.25, 0.45],
    topPart: PART.paint,
  });
  mesh.box({ x: [-0.5, 0.22], y: [-0.5, 0.5], z: [0.28, 1], part: PART.trim });
  wheels(mesh, [-0.36, -0.22, 0.37], 0.056, 0.142);
  lamps(mesh, [0.22, 0.31]);
  return mesh.finish();
}

/** Anything without a shape of its own. */
function block(): InstanceMesh {
  const mesh = createMeshBuilder();
  mesh.box({ x: [-0.5, 0.5], y: [-0.5, 0.5], z: [0.05, 1], part: PART.paint, topX: [-0.4, 0.4] });
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
