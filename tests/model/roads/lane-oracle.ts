// Lanes as polygons, told apart from the product's triangles: both edges at every metre, in ENU. Says which lanes
// hold a place and how high their surface is there.

import type { Vec3 } from "../../../src/model/geo/frames.ts";
import { laneGeometry } from "../../../src/model/roads/lane-geometry.ts";
import { referenceLine } from "../../../src/model/roads/reference-line.ts";
import { rememberedLine } from "../../../src/model/roads/remembered-line.ts";
import type { RoadNetwork } from "../../../src/model/roads/road-network.ts";

interface Quad {
  type: string;
  /** Left and right before, right and left after: counter-clockwise or not. */
  corners: [Vec3, Vec3, Vec3, Vec3];
}

const CELL_M = 4;
const STEP_M = 1;

const inside = (corners: readonly Vec3[], e: number, n: number): boolean => {
  let odd = false;
  for (let i = 0, j = corners.length - 1; i < corners.length; j = i++) {
    const [xi, yi] = corners[i] as Vec3;
    const [xj, yj] = corners[j] as Vec3;
    if (yi > n !== yj > n && e < ((xj - xi) * (n - yi)) / (yj - yi) + xi) odd = !odd;
  }
  return odd;
};

/** Height at a place within a quad: along both edges by the share of the way, then across. */
function heightIn([l0, r0, r1, l1]: Quad["corners"], e: number, n: number): number {
  const at = (w: number): [Vec3, Vec3] => [
    l0.map((v, k) => v + w * ((l1[k] as number) - v)) as Vec3,
    r0.map((v, k) => v + w * ((r1[k] as number) - v)) as Vec3,
  ];
  const side = (w: number) => {
    const [l, r] = at(w);
    return (r[0] - l[0]) * (n - l[1]) - (r[1] - l[1]) * (e - l[0]);
  };
  let [low, high] = [0, 1];
  const rising = side(1) > side(0);
  for (let i = 0; i < 40; i++) {
    const middle = (low + high) / 2;
    if (side(middle) > 0 === rising) high = middle;
    else low = middle;
  }
  const [l, r] = at((low + high) / 2);
  const wide = Math.hypot(r[0] - l[0], r[1] - l[1]);
  const w = wide > 0 ? Math.hypot(e - l[0], n - l[1]) / wide : 0;
  return l[2] + w * (r[2] - l[2]);
}

export function laneOracle(network: RoadNetwork, toEnu: (p: Vec3) => Vec3) {
  const cells = new Map<string, Quad[]>();
  for (const road of network.roads) {
    const line = rememberedLine(referenceLine(road));
    for (const section of road.sections)
      for (const lane of section.lanes) {
        if (lane.id === 0) continue;
        const geometry = laneGeometry(line, section, lane);
        const count = Math.max(1, Math.ceil((section.endM - section.sM) / STEP_M));
        let before: [Vec3, Vec3] | undefined;
        for (let i = 0; i <= count; i++) {
          const s = section.sM + ((section.endM - section.sM) * i) / count;
          const here: [Vec3, Vec3] = [toEnu(geometry.edge("left", s)), toEnu(geometry.edge("right", s))];
          if (before) {
            const corners: Quad["corners"] = [before[0], before[1], here[1], here[0]];
            const es = corners.map(([e]) => Math.floor(e / CELL_M));
            const ns = corners.map(([, n]) => Math.floor(n / CELL_M));
            for (let c = Math.min(...es); c <= Math.max(...es); c++)
              for (let r = Math.min(...ns); r <= Math.max(...ns); r++) {
                const list = cells.get(`${c} ${r}`) ?? [];
                cells.set(`${c} ${r}`, list);
                list.push({ type: lane.type, corners });
              }
          }
          before = here;
        }
      }
  }
  return (e: number, n: number): { type: string; upM: number }[] =>
    (cells.get(`${Math.floor(e / CELL_M)} ${Math.floor(n / CELL_M)}`) ?? [])
      .filter(({ corners }) => inside(corners, e, n))
      .map(({ type, corners }) => ({ type, upM: heightIn(corners, e, n) }));
}
