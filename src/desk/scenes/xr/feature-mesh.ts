// One mesh a tile out of its primitives, with a byte a vertex that says how its feature is shown. All features of a
// glTF tile share one property table (EXT_mesh_features, EXT_structural_metadata), so that joined primitives keep
// their rows, and a tile is one draw.

import {
  type BufferAttribute,
  BufferGeometry,
  Float32BufferAttribute,
  type InterleavedBufferAttribute,
  type Material,
  Mesh,
  type Object3D,
  Uint8BufferAttribute,
  Uint16BufferAttribute,
  Uint32BufferAttribute,
} from "three";

/** The fourth byte of a vertex's colour. */
export const SHOWN = 255;
export const CHOSEN = 128;
export const HIDDEN = 0;

interface Table {
  count: number;
  properties: Record<string, { noData: unknown }>;
  getData(row: number, target?: object): Record<string, unknown>;
  getPropertyValue(name: string, row: number): unknown;
}

export interface FeatureMesh {
  mesh: Mesh<BufferGeometry, Material>;
  rows: number;
  value(row: number, name: string): unknown;
  /** Every column of a row. */
  properties(row: number): Record<string, unknown>;
  rowOfFace(face: number): number;
  /** SHOWN, CHOSEN or HIDDEN. */
  setState(row: number, state: number): void;
  stateOf(row: number): number;
}

const meshes = (model: Object3D): Mesh<BufferGeometry>[] => {
  const found: Mesh<BufferGeometry>[] = [];
  model.traverse((each) => {
    if ((each as Mesh).isMesh) found.push(each as Mesh<BufferGeometry>);
  });
  return found;
};

/** The reader turns what is marked as no data into 0 and "": taken off it, and said as undefined here. */
function takeNoData(table: Table): (name: string, value: unknown) => unknown {
  const marks = new Map<string, unknown>();
  for (const [name, property] of Object.entries(table.properties)) {
    if (property.noData === null) continue;
    marks.set(name, property.noData);
    property.noData = null;
  }
  return (name, value) => (marks.has(name) && marks.get(name) === value ? undefined : value);
}

type Attribute = BufferAttribute | InterleavedBufferAttribute;

function put(
  out: { [n: number]: number },
  at: number,
  from: Attribute | undefined,
  size: number,
  scale: number,
) {
  if (!from) return;
  for (let i = 0; i < from.count; i++)
    for (let k = 0; k < size; k++) out[(at + i) * size + k] = from.getComponent(i, k) * scale;
}

/** Joins a model's primitives into one mesh below it; undefined where it has no property table or a tree of nodes. */
export function joinFeatures(model: Object3D, material: Material): FeatureMesh | undefined {
  const table = (model.userData.structuralMetadata as { tableAccessors: Table[] } | undefined)
    ?.tableAccessors[0];
  const parts = meshes(model);
  if (!table || parts.length === 0 || parts.some(({ geometry }) => !geometry.index)) return undefined;
  const vertices = parts.reduce((sum, { geometry }) => sum + (geometry.attributes.position?.count ?? 0), 0);
  const corners = parts.reduce((sum, { geometry }) => sum + (geometry.index?.count ?? 0), 0);
  const positions = new Float32Array(vertices * 3);
  const normals = new Float32Array(vertices * 3);
  const colours = new Uint8Array(vertices * 4).fill(SHOWN);
  const lifts = new Uint8Array(vertices);
  const rows = table.count > 65535 ? new Uint32Array(vertices) : new Uint16Array(vertices);
  const indices = vertices > 65535 ? new Uint32Array(corners) : new Uint16Array(corners);
  let [vertex, corner] = [0, 0];
  for (const { geometry } of parts) {
    const {
      position,
      normal,
      color,
      _lift,
      _feature_id_0: row,
    } = geometry.attributes as Record<string, Attribute | undefined>;
    put(positions, vertex, position, 3, 1);
    put(normals, vertex, normal, 3, 1);
    put(colours, vertex, color, 4, 255);
    put(lifts, vertex, _lift, 1, 255);
    put(rows, vertex, row, 1, 1);
    const { index } = geometry;
    for (let i = 0; i < (index?.count ?? 0); i++) indices[corner++] = (index?.getX(i) ?? 0) + vertex;
    vertex += position?.count ?? 0;
  }
  const joined = new BufferGeometry();
  joined.setAttribute("position", new Float32BufferAttribute(positions, 3));
  joined.setAttribute("normal", new Float32BufferAttribute(normals, 3));
  const colour = new Uint8BufferAttribute(colours, 4, true);
  joined.setAttribute("color", colour);
  joined.setAttribute("a_lift", new Uint8BufferAttribute(lifts, 1, true));
  joined.setIndex(
    indices instanceof Uint32Array
      ? new Uint32BufferAttribute(indices, 1)
      : new Uint16BufferAttribute(indices, 1),
  );
  joined.computeBoundingSphere();
  const mesh = new Mesh<BufferGeometry, Material>(joined, material);
  mesh.name = "features";
  for (const part of parts) {
    part.removeFromParent();
    part.geometry.dispose();
    (part.material as Material).dispose();
  }
  model.add(mesh);

  const stated = takeNoData(table);
  /** Vertices of a row, found when one is first asked for. */
  let byRow: Map<number, number[]> | undefined;
  const states = new Uint8Array(table.count).fill(SHOWN);
  return {
    mesh,
    rows: table.count,
    value: (row, name) => {
      try {
        return stated(name, table.getPropertyValue(name, row));
      } catch {
        return undefined;
      }
    },
    properties: (row) =>
      Object.fromEntries(
        Object.entries(table.getData(row, {})).map(([name, value]) => [name, stated(name, value)]),
      ),
    rowOfFace: (face) => rows[indices[face * 3] as number] as number,
    stateOf: (row) => states[row] as number,
    setState(row, state) {
      if (states[row] === state) return;
      states[row] = state;
      if (!byRow) {
        byRow = new Map();
        for (const [i, each] of rows.entries()) {
          const list = byRow.get(each);
          if (list) list.push(i);
          else byRow.set(each, [i]);
        }
      }
      for (const i of byRow.get(row) ?? []) colours[i * 4 + 3] = state;
      colour.needsUpdate = true;
    },
  };
}
