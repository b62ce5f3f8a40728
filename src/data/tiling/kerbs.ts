// Kerbs: the upright face between lanes whose edges meet at different heights, and the ends of raised lanes.

import { featureId } from "../../model/records/feature-id.ts";
import { laneGeometry, sampleStations } from "../../model/roads/lane-geometry.ts";
import type { ReferenceLine } from "../../model/roads/reference-line.ts";
import type { FeatureMesh } from "./feature-mesh.ts";
import { addFace, emptyMesh } from "./solid-mesh.ts";

const LEAST_M = 0.01;
const COLOUR: FeatureMesh["colour"] = [172, 172, 168];

export function kerbs(line: ReferenceLine, chordM: number): FeatureMesh[] {
  const { road } = line;
  const out: FeatureMesh[] = [];
  for (const [index, section] of road.sections.entries()) {
    const raised = section.lanes.some(({ height, polyline }) => height.length > 0 && !polyline);
    if (!raised) continue;
    for (const sign of [1, -1]) {
      const lanes = section.lanes
        .filter(({ id, polyline }) => Math.sign(id) === sign && !polyline)
        .sort((a, b) => Math.abs(a.id) - Math.abs(b.id));
      const mesh = emptyMesh();
      const outerSide = sign > 0 ? "left" : "right";
      const innerSide = sign > 0 ? "right" : "left";
      for (const [k, lane] of lanes.entries()) {
        const own = laneGeometry(line, section, lane);
        const next = lanes[k + 1];
        const beside = next && laneGeometry(line, section, next);
        const stations = sampleStations(own, chordM * 10);
        let before: [[number, number, number], [number, number, number]] | undefined;
        for (const s of stations) {
          if (!beside) break;
          const a = own.edge(outerSide, s);
          const b = beside.edge(innerSide, s);
          if (before && Math.max(Math.abs(a[2] - b[2]), Math.abs(before[0][2] - before[1][2])) > LEAST_M) {
            const [low, high] = a[2] < b[2] ? [0, 1] : [1, 0];
            const here = [a, b];
            const face = [before[low], here[low], here[high], before[high]] as [number, number, number][];
            // It faces the lower lane: outward when that lies outside.
            const facesOut = low === 1;
            addFace(mesh, facesOut === sign > 0 ? face.reverse() : face);
          }
          before = [a, b];
        }
        // The ends of a raised lane, where the road ends.
        if (lane.height.length === 0) continue;
        for (const atEnd of [false, true]) {
          if (atEnd ? index < road.sections.length - 1 : index > 0) continue;
          const s = atEnd ? section.endM : section.sM;
          const [l, r] = [own.edge("left", s), own.edge("right", s)];
          const drop = lane.height[atEnd ? lane.height.length - 1 : 0];
          if (
            !drop ||
            Math.max(drop.innerM, drop.outerM) < LEAST_M ||
            Math.hypot(l[0] - r[0], l[1] - r[1]) < 0.02
          )
            continue;
          const [lh, rh] = sign > 0 ? [drop.outerM, drop.innerM] : [drop.innerM, drop.outerM];
          const face: [number, number, number][] = [l, [l[0], l[1], l[2] - lh], [r[0], r[1], r[2] - rh], r];
          addFace(mesh, atEnd ? face.reverse() : face);
        }
      }
      if (mesh.indices.length > 0)
        out.push({
          id: featureId("kerb", road.id, index, sign),
          kind: "kerb",
          material: "surface",
          ...mesh,
          colour: COLOUR,
          properties: { road: road.id, section: index, type: "kerb", derivation: "stated" },
        });
    }
  }
  return out;
}
