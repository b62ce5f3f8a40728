// One mesh a tile out of the primitives that our own tiler writes, with a byte a vertex that says whether its feature is
// shown. All features of a tile share one property table, so that joined primitives keep their rows, and a tile is one
// draw; primitives with a picture, and models drawn many times, keep a draw of their own.

import {
  type BufferAttribute,
  BufferGeometry,
  Color,
  Float32BufferAttribute,
  type InstancedMesh,
  type InterleavedBufferAttribute,
  Matrix3,
  Matrix4,
  Mesh,
  type MeshStandardMaterial,
  type Object3D,
  type ShaderMaterial,
  Uint8BufferAttribute,
  Uint16BufferAttribute,
  Uint32BufferAttribute,
  Vector3,
} from "three";
import { SURFACE_CODES } from "../light/surface-text.ts";
import { type FeatureLook, LOOK_SHARE } from "../tilesets/feature-looks.ts";
import type { LookTarget } from "./feature-set.ts";

type Attribute = BufferAttribute | InterleavedBufferAttribute;
type Attributes = Record<string, Attribute | undefined>;
type Part = Mesh<BufferGeometry, MeshStandardMaterial>;

const SHOWN = 255;

function ownParts(model: Object3D): Part[] {
  const found: Part[] = [];
  model.traverse((each) => {
    const { isMesh, geometry } = each as Mesh;
    if (isMesh && (geometry.attributes._facade || geometry.attributes._lift)) found.push(each as Part);
  });
  return found;
}

/** Adds a part's vertices to lists of numbers, moved into the model's axes. */
interface Joined {
  positions: Float32Array;
  normals: Float32Array;
  colours: Uint8Array;
  lifts: Uint8Array;
  facades: Uint8Array;
  uvs: Float32Array;
  rows: Uint32Array;
  indices: Uint32Array;
}

const at = new Vector3();

function join(parts: readonly Part[], model: Object3D): Joined {
  const vertices = parts.reduce((sum, { geometry }) => sum + (geometry.attributes.position?.count ?? 0), 0);
  const cornersOf = ({ geometry }: Part) => geometry.index?.count ?? geometry.attributes.position?.count ?? 0;
  const corners = parts.reduce((sum, part) => sum + cornersOf(part), 0);
  const out: Joined = {
    positions: new Float32Array(vertices * 3),
    normals: new Float32Array(vertices * 3),
    colours: new Uint8Array(vertices * 4).fill(SHOWN),
    lifts: new Uint8Array(vertices),
    facades: new Uint8Array(vertices * 4),
    uvs: new Float32Array(vertices * 2),
    rows: new Uint32Array(vertices),
    indices: new Uint32Array(corners),
  };
  model.updateMatrixWorld(true);
  const home = model.matrixWorld.clone().invert();
  const matrix = new Matrix4();
  const turn = new Matrix3();
  let [vertex, corner] = [0, 0];
  for (const part of parts) {
    const { geometry } = part;
    const {
      position,
      normal,
      color,
      uv,
      _lift,
      _facade,
      _feature_id_0: row,
    } = geometry.attributes as Attributes;
    matrix.multiplyMatrices(home, part.matrixWorld);
    turn.getNormalMatrix(matrix);
    const count = position?.count ?? 0;
    for (let i = 0; i < count; i++) {
      const v = vertex + i;
      at.fromBufferAttribute(position as BufferAttribute, i)
        .applyMatrix4(matrix)
        .toArray(out.positions, v * 3);
      if (normal)
        at.fromBufferAttribute(normal as BufferAttribute, i)
          .applyMatrix3(turn)
          .normalize()
          .toArray(out.normals, v * 3);
      if (color) for (let k = 0; k < 3; k++) out.colours[v * 4 + k] = color.getComponent(i, k) * 255;
      out.lifts[v] = (_lift?.getX(i) ?? 0) * 255;
      if (_facade) for (let k = 0; k < 4; k++) out.facades[v * 4 + k] = _facade.getComponent(i, k);
      else out.facades.set([255, SURFACE_CODES.road, 0, 0], v * 4);
      if (uv) {
        out.uvs[v * 2] = uv.getX(i);
        out.uvs[v * 2 + 1] = uv.getY(i);
      }
      out.rows[v] = row?.getX(i) ?? 0;
    }
    const corners = cornersOf(part);
    for (let i = 0; i < corners; i++) out.indices[corner++] = (geometry.index?.getX(i) ?? i) + vertex;
    vertex += count;
  }
  return out;
}

function geometryOf({ positions, normals, colours, lifts, facades, uvs, indices }: Joined): {
  geometry: BufferGeometry;
  colour: Uint8BufferAttribute;
} {
  const geometry = new BufferGeometry();
  geometry.setAttribute("position", new Float32BufferAttribute(positions, 3));
  geometry.setAttribute("normal", new Float32BufferAttribute(normals, 3));
  const colour = new Uint8BufferAttribute(colours, 4, true);
  geometry.setAttribute("a_colour", colour);
  geometry.setAttribute("a_lift", new Uint8BufferAttribute(lifts, 1, true));
  geometry.setAttribute("a_facade", new Uint8BufferAttribute(facades, 4));
  geometry.setAttribute("a_uv", new Float32BufferAttribute(uvs, 2));
  geometry.setIndex(
    positions.length / 3 > 65535
      ? new Uint32BufferAttribute(indices, 1)
      : new Uint16BufferAttribute(Uint16Array.from(indices), 1),
  );
  geometry.computeBoundingSphere();
  return { geometry, colour };
}

/** Own colours of the vertices are kept until a look is first asked for. */
function lookWriter(rows: Uint32Array, colours: Uint8Array, changed: () => void) {
  let byRow: Map<number, number[]> | undefined;
  let own: Uint8Array | undefined;
  const plain = new Set<number>();
  return (row: number, { show, colour }: FeatureLook): void => {
    if (show && !colour) {
      if (!plain.has(row)) return;
      plain.delete(row);
    } else plain.add(row);
    own ??= colours.slice();
    if (!byRow) {
      byRow = new Map();
      for (const [i, each] of rows.entries()) {
        const list = byRow.get(each);
        if (list) list.push(i);
        else byRow.set(each, [i]);
      }
    }
    for (const i of byRow.get(row) ?? []) {
      for (let k = 0; k < 3; k++) {
        const before = own[i * 4 + k] as number;
        colours[i * 4 + k] = colour ? before + ((colour[k] as number) - before) * LOOK_SHARE : before;
      }
      colours[i * 4 + 3] = show ? SHOWN : 0;
    }
    changed();
  };
}

function joinedTarget(parts: readonly Part[], model: Object3D, material: ShaderMaterial): LookTarget {
  const joined = join(parts, model);
  const { geometry, colour } = geometryOf(joined);
  const mesh = new Mesh(geometry, material);
  mesh.name = "features";
  model.add(mesh);
  return {
    rowOfHit: ({ object, face }) => (object === mesh && face ? joined.rows[face.a] : undefined),
    setLook: lookWriter(joined.rows, joined.colours, () => {
      colour.needsUpdate = true;
    }),
    detach() {
      geometry.dispose();
      if (material.name === "surface picture") material.dispose();
    },
  };
}

const tint = new Color();
const stretch = new Matrix4();

/** A model drawn many times: a row an instance. */
function instancedTarget(part: Part, material: ShaderMaterial): LookTarget {
  const mesh = part as unknown as InstancedMesh;
  // The reader leaves the names of instances' attributes as they are.
  const ids = (part.geometry.attributes as Attributes)._FEATURE_ID_0;
  const bare = new Mesh(part.geometry, part.material) as Part;
  const { geometry } = geometryOf(join([bare], bare));
  mesh.geometry = geometry;
  mesh.material = material;
  const rowAt = (i: number) => ids?.getX(i) ?? i;
  let own: Float32Array | undefined;
  const dressed = new Set<number>();
  return {
    rowOfHit: ({ object, instanceId }) =>
      object === mesh && instanceId !== undefined ? rowAt(instanceId) : undefined,
    setLook(row, { show, colour }) {
      if (show && !colour && !dressed.has(row)) return;
      dressed.add(row);
      own ??= (mesh.instanceMatrix.array as Float32Array).slice();
      for (let i = 0; i < mesh.count; i++) {
        if (rowAt(i) !== row) continue;
        if (colour) tint.setRGB(colour[0] / 255, colour[1] / 255, colour[2] / 255);
        else tint.setRGB(1, 1, 1);
        mesh.setColorAt(i, tint);
        stretch.fromArray(own, i * 16);
        if (!show) stretch.scale(at.setScalar(0));
        mesh.setMatrixAt(i, stretch);
      }
      mesh.instanceMatrix.needsUpdate = true;
      if (mesh.instanceColor) mesh.instanceColor.needsUpdate = true;
    },
    detach: () => geometry.dispose(),
  };
}

/** Takes our own primitives out of a model and puts what they make in their place. */
export function joinFeatures(model: Object3D, surface: ShaderMaterial): LookTarget[] {
  const targets: LookTarget[] = [];
  const plain: Part[] = [];
  const pictures: Part[] = [];
  for (const part of ownParts(model)) {
    if ((part as unknown as InstancedMesh).isInstancedMesh) targets.push(instancedTarget(part, surface));
    else (part.material.map ? pictures : plain).push(part);
  }
  if (plain.length > 0) targets.push(joinedTarget(plain, model, surface));
  for (const part of pictures) {
    const material = surface.clone();
    material.name = "surface picture";
    // The light's own values, not copies of them.
    material.uniforms = { ...surface.uniforms, map: { value: part.material.map } };
    material.defines = { ...material.defines, USE_MAP: "" };
    targets.push(joinedTarget([part], model, material));
  }
  for (const part of [...plain, ...pictures]) {
    part.removeFromParent();
    part.geometry.dispose();
    part.material.dispose();
  }
  return targets;
}
