import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { readOpenDrive } from "../../src/data/formats/opendrive/read-opendrive.ts";
import { laneGeometry } from "../../src/model/roads/lane-geometry.ts";
import { type ReferenceLine, referenceLine } from "../../src/model/roads/reference-line.ts";
import type { CubicRecord, LaneSection, Road } from "../../src/model/roads/road-network.ts";
import { percentile } from "./evaluator.ts";
import { haveMaps, maps } from "./maps.ts";
import { netconvert, SUMO_HOME } from "./outside-programs.ts";

type Point = [number, number];

interface SumoEdge {
  id: string;
  shape: Point[];
  lanes: { origIds: string[]; shape: Point[] }[];
}

const attribute = (tag: string, name: string) => new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1];

const points = (shape: string | undefined, offset: Point): Point[] =>
  (shape ?? "")
    .split(" ")
    .filter(Boolean)
    .map((point) => {
      const [x = Number.NaN, y = Number.NaN] = point.split(",").map(Number);
      return [x - offset[0], y - offset[1]];
    });

/** The non-internal edges of a map as netconvert sees it, back in the map's own plane. */
function sumoEdges(mapPath: string): SumoEdge[] {
  const out = join(mkdtempSync(join(tmpdir(), "lanetwin-net-")), "n.net.xml");
  const args = [
    "-X",
    "never",
    "--opendrive-files",
    mapPath,
    "--opendrive.import-all-lanes",
    "--output.original-names",
  ];
  const done = spawnSync(
    netconvert as string,
    [...args, "--opendrive.curve-resolution", "0.1", "--precision", "6", "-o", out],
    { env: { ...process.env, SUMO_HOME }, encoding: "utf8" },
  );
  if (done.status !== 0) throw new Error(`netconvert failed on ${mapPath}:\n${done.stderr}`);
  const xml = readFileSync(out, "utf8");
  const [dx = 0, dy = 0] = (attribute(/<location [^>]*>/.exec(xml)?.[0] ?? "", "netOffset") ?? "0,0")
    .split(",")
    .map(Number);
  return [...xml.matchAll(/<edge ([^>]*)>([\s\S]*?)<\/edge>/g)]
    .filter(([, head = ""]) => attribute(` ${head}`, "function") === undefined)
    .map(([, head = "", body = ""]) => ({
      id: attribute(` ${head}`, "id") as string,
      shape: points(attribute(` ${head}`, "shape"), [dx, dy]),
      lanes: [...body.matchAll(/<lane ([^>]*?)(\/>|>([\s\S]*?)<\/lane>)/g)].map(
        ([, lane = "", , inner = ""]) => ({
          origIds: (/key="origId" value="([^"]*)"/.exec(inner)?.[1] ?? "").split(" "),
          shape: points(attribute(` ${lane}`, "shape"), [dx, dy]),
        }),
      ),
    }));
}

/** SUMO shifts an edge by the lane offset and samples that coarsely: without offsets it gives the reference line. */
function withoutLaneOffsets(mapPath: string): string {
  const copy = join(mkdtempSync(join(tmpdir(), "lanetwin-net-")), "reference-lines.xodr");
  writeFileSync(copy, readFileSync(mapPath, "utf8").replaceAll(/<laneOffset\b[^>]*\/>/g, ""));
  return copy;
}

/** The road that all lanes of an edge come from. */
function onlyRoadOf(edge: SumoEdge): string | undefined {
  const ids = edge.lanes.flatMap((lane) => lane.origIds).filter((id) => id.includes("_"));
  const roads = new Set(ids.map((id) => id.slice(0, id.lastIndexOf("_"))));
  return roads.size === 1 ? [...roads][0] : undefined;
}

const constant = (records: CubicRecord[]) => {
  const flat = records.every(({ b, c, d }) => b === 0 && c === 0 && d === 0);
  return flat && new Set(records.map(({ a }) => a)).size <= 1;
};

const steady = (section: LaneSection, road: Road) =>
  constant(road.laneOffset) &&
  section.lanes.every((lane) => lane.border.length === 0 && constant(lane.width));

/** Distances to a polyline, through 1 m cells; a point far from all of it is measured against the whole. */
function distanceTo(line: Point[]): (point: Point) => number {
  const cells = new Map<string, number[]>();
  const cell = (v: number) => Math.floor(v);
  for (const [i, [x, y]] of line.entries()) {
    const key = `${cell(x)},${cell(y)}`;
    const list = cells.get(key);
    if (list) list.push(i);
    else cells.set(key, [i]);
  }
  const toSegment = ([px, py]: Point, i: number): number => {
    const [ax, ay] = line[i - 1] as Point;
    const [bx, by] = line[i] as Point;
    const len2 = (bx - ax) * (bx - ax) + (by - ay) * (by - ay);
    const along = len2 === 0 ? 0 : ((px - ax) * (bx - ax) + (py - ay) * (by - ay)) / len2;
    const w = Math.min(1, Math.max(0, along));
    return Math.hypot(px - ax - w * (bx - ax), py - ay - w * (by - ay));
  };
  return (point) => {
    const near = [-1, 0, 1].flatMap((dx) =>
      [-1, 0, 1].flatMap((dy) => cells.get(`${cell(point[0]) + dx},${cell(point[1]) + dy}`) ?? []),
    );
    const candidates = near.length > 0 ? near.flatMap((i) => [i, i + 1]) : line.keys();
    let best = Number.POSITIVE_INFINITY;
    for (const i of candidates) if (i > 0 && i < line.length) best = Math.min(best, toSegment(point, i));
    return best;
  };
}

const STEP_M = 0.1;
const stations = (from: number, to: number) => {
  const count = Math.max(2, Math.ceil((to - from) / STEP_M) + 1);
  return Array.from({ length: count }, (_, i) => from + ((to - from) * i) / (count - 1));
};
const inPlan = (line: ReferenceLine, s: number, t: number): Point => {
  const [x, y] = line.point(s, t, 0);
  return [x, y];
};

describe.skipIf(!haveMaps || !netconvert)("against netconvert", () => {
  test.each(maps)(
    "$name: reference lines and lanes of constant width, p99 ≤ 1 cm",
    async ({ name, path }) => {
      const { network } = await readOpenDrive([new Uint8Array(readFileSync(path))], {
        fileName: path,
        sha256: "",
      });
      const roads = new Map(network.roads.map((road) => [road.id, road]));
      const onLine: number[] = [];
      const onLane: number[] = [];
      const reasons = new Map<string, number>();
      const say = (reason: string) => reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
      for (const edge of sumoEdges(withoutLaneOffsets(path))) {
        const road = roads.get(onlyRoadOf(edge) ?? "");
        if (!road) continue;
        const line = referenceLine(road);
        const ours = stations(0, road.lengthM).map((s) => inPlan(line, s, 0));
        onLine.push(...edge.shape.map(distanceTo(ours)));
      }
      for (const edge of sumoEdges(path)) {
        const road = roads.get(onlyRoadOf(edge) ?? "");
        if (!road) {
          say("edge of no single road of the map");
          continue;
        }
        const line = referenceLine(road);
        for (const lane of edge.lanes) {
          const [origId] = lane.origIds;
          if (lane.origIds.length !== 1 || !origId) continue;
          const laneId = Number(origId.slice(origId.lastIndexOf("_") + 1));
          const sections = road.sections.filter((section) => section.lanes.some(({ id }) => id === laneId));
          if (sections.length === 0) continue;
          if (!road.sections.every((section) => steady(section, road))) {
            say("lane of a road whose widths or offset vary (SUMO gives one width)");
            continue;
          }
          const ours = sections.map((section) => {
            const own = section.lanes.find(({ id }) => id === laneId);
            const geometry = laneGeometry(line, section, own as NonNullable<typeof own>);
            return stations(section.sM, section.endM).map((s): Point => {
              const left = geometry.edge("left", s);
              const right = geometry.edge("right", s);
              return [(left[0] + right[0]) / 2, (left[1] + right[1]) / 2];
            });
          });
          const parts = ours.map(distanceTo);
          onLane.push(...lane.shape.map((point) => Math.min(...parts.map((part) => part(point)))));
        }
      }
      const figures = (off: number[]) =>
        off.length === 0
          ? "none to judge"
          : `${off.length} points, p99 ${(percentile(off, 0.99) * 1000).toFixed(2)} mm, max ${(Math.max(...off) * 1000).toFixed(2)} mm`;
      console.log(`${name}\n  reference lines: ${figures(onLine)}\n  lanes: ${figures(onLane)}`);
      for (const [reason, count] of reasons) console.log(`  not judged: ${count} × ${reason}`);
      expect(onLine.length + onLane.length).toBeGreaterThan(0);
      if (onLine.length > 0) expect(percentile(onLine, 0.99)).toBeLessThan(0.01);
      if (onLane.length > 0) expect(percentile(onLane, 0.99)).toBeLessThan(0.01);
    },
  );
});
