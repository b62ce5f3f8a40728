// The ground of a junction between its lanes as a mesh: see model/roads/junction-ground.ts.

import { featureId } from "../../model/records/feature-id.ts";
import { junctionGround } from "../../model/roads/junction-ground.ts";
import type { ReferenceLine } from "../../model/roads/reference-line.ts";
import type { Junction } from "../../model/roads/road-network.ts";
import type { FeatureMesh } from "./feature-mesh.ts";
import { addPolygon, emptyMesh } from "./solid-mesh.ts";

const COLOUR: FeatureMesh["colour"] = [70, 73, 78];

export function junctionFloor(junction: Junction, connecting: ReferenceLine[]): FeatureMesh | undefined {
  const ground = junctionGround(connecting);
  if (!ground) return undefined;
  const mesh = emptyMesh();
  addPolygon(
    mesh,
    ground.hull.map(([x, y]) => [x, y]),
    (x, y) => [x, y, ground.zM],
  );
  return {
    id: featureId("junction", junction.id),
    kind: "junction",
    material: "surface",
    ...mesh,
    colour: COLOUR,
    properties: { type: junction.type, name: junction.name, derivation: "inferred" },
  };
}
