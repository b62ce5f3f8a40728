// The sample network as a walker's ground, beside what an independent look at it says: lanes as polygons, and the
// triangles that are drawn for everything that stands.

import { objectBodies } from "../../../../src/data/tiling/objects/object-bodies.ts";
import { signPosts } from "../../../../src/data/tiling/signs/sign-posts.ts";
import { signalHeads } from "../../../../src/data/tiling/signs/signal-heads.ts";
import { enuFrame, geodeticToEcef, type Vec3 } from "../../../../src/model/geo/frames.ts";
import { laneGeometry } from "../../../../src/model/roads/lane-geometry.ts";
import { referenceLine } from "../../../../src/model/roads/reference-line.ts";
import { rememberedLine } from "../../../../src/model/roads/remembered-line.ts";
import { openWalkable } from "../../../../src/model/roads/walkable.ts";
import { compileWalkable } from "../../../../src/model/roads/walkable-index.ts";
import { sampleNetwork } from "../../../data/sample/sample-network.ts";
import { laneOracle } from "../../../model/roads/lane-oracle.ts";

export type Triangle = [Vec3, Vec3, Vec3];

export async function sampleWalk() {
  const { network, toGeodetic } = await sampleNetwork();
  const first = referenceLine(network.roads[0] as (typeof network.roads)[number]).point(0, 0);
  const origin = toGeodetic(first);
  const frame = enuFrame(origin.lonDeg, origin.latDeg, Math.round(origin.heightM));
  const toEnu = (p: Vec3): Vec3 => {
    const { lonDeg, latDeg, heightM } = toGeodetic(p);
    return frame.toEnu(...geodeticToEcef(lonDeg, latDeg, heightM));
  };
  const walkable = openWalkable(compileWalkable(network, toGeodetic, frame));
  const standing: Triangle[] = network.roads.flatMap((road) => {
    const line = referenceLine(road);
    return [...objectBodies(line), ...signPosts(line), ...signalHeads(line).meshes].flatMap(
      ({ positions, indices }) => {
        const corners = Array.from({ length: positions.length / 3 }, (_, i) =>
          toEnu(positions.slice(i * 3, i * 3 + 3) as Vec3),
        );
        const corner = (i: number) => corners[indices[i] as number] as Vec3;
        return Array.from(
          { length: indices.length / 3 },
          (_, k): Triangle => [corner(3 * k), corner(3 * k + 1), corner(3 * k + 2)],
        );
      },
    );
  });
  /** The middle of every lane at every 10 m. */
  const places: Vec3[] = network.roads.flatMap((road) => {
    const line = rememberedLine(referenceLine(road));
    return road.sections.flatMap((section) =>
      section.lanes.flatMap((lane) => {
        if (lane.id === 0) return [];
        const geometry = laneGeometry(line, section, lane);
        const count = Math.max(1, Math.floor((section.endM - section.sM) / 10));
        return Array.from({ length: count }, (_, i) =>
          toEnu(geometry.centre(section.sM + ((section.endM - section.sM) * (i + 0.5)) / count)),
        );
      }),
    );
  });
  return { network, toEnu, walkable, standing, places, lanesAt: laneOracle(network, toEnu) };
}

/** Whether a segment goes through a triangle (Möller–Trumbore). */
export function pierces(a: Vec3, b: Vec3, [p, q, r]: Triangle): boolean {
  const sub = (x: Vec3, y: Vec3): Vec3 => [x[0] - y[0], x[1] - y[1], x[2] - y[2]];
  const dot = (x: Vec3, y: Vec3) => x[0] * y[0] + x[1] * y[1] + x[2] * y[2];
  const cross = (x: Vec3, y: Vec3): Vec3 => [
    x[1] * y[2] - x[2] * y[1],
    x[2] * y[0] - x[0] * y[2],
    x[0] * y[1] - x[1] * y[0],
  ];
  const [d, e1, e2] = [sub(b, a), sub(q, p), sub(r, p)];
  const h = cross(d, e2);
  const det = dot(e1, h);
  if (Math.abs(det) < 1e-12) return false;
  const s = sub(a, p);
  const u = dot(s, h) / det;
  const k = cross(s, e1);
  const v = dot(d, k) / det;
  const t = dot(e2, k) / det;
  return u >= 0 && v >= 0 && u + v <= 1 && t >= 0 && t <= 1;
}
