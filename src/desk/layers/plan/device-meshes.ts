// The shapes of planned devices, as data that both engines draw. Metres; the origin is the middle of the pole at mounting
// height, the device stands out along +x. A cabinet's origin is its foot. The pole is 1 high and is stretched.

import type { InstanceMesh } from "../../scenes/instance-mesh.ts";
import { createMeshBuilder, type MeshBuilder } from "../../scenes/mesh-builder.ts";
import { PART } from "./looks.ts";

export type MeshId = "rsu" | "camera" | "radar" | "edge-box" | "other" | "pole" | "ring";

/** Clamp round the pole and the arm to the device. */
function bracket(solid: MeshBuilder, reachM: number): void {
  solid.box([-0.1, 0.1], [-0.1, 0.1], [-0.06, 0.06], PART.metal);
  solid.box([0.1, reachM], [-0.03, 0.03], [-0.03, 0.03], PART.metal);
}

function camera(): InstanceMesh {
  const solid = createMeshBuilder();
  bracket(solid, 0.24);
  solid.cylinder("x", [0.24, 0.62], [0, 0], 0.075, PART.body, 16);
  solid.cylinder("x", [0.62, 0.632], [0, 0], 0.06, PART.dark, 16);
  solid.cylinder("x", [0.28, 0.34], [0, 0], 0.08, PART.paint, 16);
  // The hood keeps sun and rain off the glass.
  solid.box([0.3, 0.72], [-0.09, 0.09], [0.078, 0.094], PART.body);
  return solid.finish();
}

function radar(): InstanceMesh {
  const solid = createMeshBuilder();
  bracket(solid, 0.22);
  solid.box([0.22, 0.29], [-0.2, 0.2], [-0.14, 0.14], PART.body);
  solid.box([0.29, 0.31], [-0.18, 0.18], [-0.12, 0.12], PART.dark);
  solid.box([0.215, 0.295], [-0.205, 0.205], [0.14, 0.17], PART.paint);
  for (let i = -3; i <= 3; i++)
    solid.box([0.17, 0.22], [i * 0.05 - 0.008, i * 0.05 + 0.008], [-0.12, 0.12], PART.metal);
  return solid.finish();
}

function rsu(): InstanceMesh {
  const solid = createMeshBuilder();
  bracket(solid, 0.16);
  solid.box([0.16, 0.34], [-0.14, 0.14], [-0.2, 0.2], PART.body);
  solid.box([0.155, 0.345], [-0.145, 0.145], [0.2, 0.23], PART.paint);
  for (const y of [-0.1, 0.1]) {
    solid.cylinder("z", [0.23, 0.28], [0.25, y], 0.022, PART.metal, 10);
    solid.cylinder("z", [0.28, 0.74], [0.25, y], 0.014, PART.dark, 10);
  }
  solid.cylinder("z", [0.23, 0.27], [0.25, 0], 0.045, PART.dark, 12);
  return solid.finish();
}

function edgeBox(): InstanceMesh {
  const solid = createMeshBuilder();
  solid.box([-0.24, 0.24], [-0.34, 0.34], [0, 0.12], PART.metal);
  solid.box([-0.22, 0.22], [-0.32, 0.32], [0.12, 1.12], PART.body);
  solid.box([-0.25, 0.25], [-0.35, 0.35], [1.12, 1.2], PART.paint, { x: [-0.16, 0.16], y: [-0.3, 0.3] });
  solid.box([0.22, 0.228], [-0.29, 0.29], [0.16, 1.08], PART.dark, { x: [0.22, 0.226] });
  solid.box([0.228, 0.25], [0.2, 0.24], [0.58, 0.7], PART.metal);
  for (let i = 0; i < 5; i++)
    solid.box([0.228, 0.234], [-0.22, 0.06], [0.86 + i * 0.035, 0.875 + i * 0.035], PART.metal);
  return solid.finish();
}

function other(): InstanceMesh {
  const solid = createMeshBuilder();
  bracket(solid, 0.15);
  solid.box([0.15, 0.45], [-0.15, 0.15], [-0.15, 0.15], PART.paint);
  return solid.finish();
}

/** Bands of two colours: nobody takes it for a pole that stands. */
const BANDS = 10;
function pole(): InstanceMesh {
  const solid = createMeshBuilder();
  for (let i = 0; i < BANDS; i++)
    solid.cylinder(
      "z",
      [i / BANDS, (i + 1) / BANDS],
      [0, 0],
      0.075,
      i % 2 === 0 ? PART.paint : PART.band,
      12,
    );
  return solid.finish();
}

/** Eight dashes round the foot, radius 1. */
function ring(): InstanceMesh {
  const dashes = 8;
  const positions: number[] = [];
  const shapes: number[] = [];
  const indices: number[] = [];
  for (let i = 0; i < dashes; i++) {
    const first = positions.length / 3;
    for (let k = 0; k <= 3; k++) {
      const angle = ((i + (k / 3) * 0.6) * 2 * Math.PI) / dashes;
      for (const radius of [0.84, 1]) {
        positions.push(radius * Math.cos(angle), radius * Math.sin(angle), 0);
        shapes.push(0, 0, 1, PART.paint);
      }
      if (k === 0) continue;
      const at = first + k * 2;
      indices.push(at - 2, at - 1, at + 1, at - 2, at + 1, at);
    }
  }
  return {
    positions: Float32Array.from(positions),
    shapes: Float32Array.from(shapes),
    indices: Uint16Array.from(indices),
  };
}

const MESHES: Record<MeshId, () => InstanceMesh> = {
  rsu,
  camera,
  radar,
  "edge-box": edgeBox,
  other,
  pole,
  ring,
};
export const MESH_IDS = Object.keys(MESHES) as MeshId[];
export const deviceMesh = (id: MeshId): InstanceMesh => MESHES[id]();
export const meshOfKind = (kind: string): MeshId =>
  kind === "rsu" || kind === "camera" || kind === "radar" || kind === "edge-box" ? kind : "other";
