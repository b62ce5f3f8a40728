// The tree of tiles and its tileset.json files. A node's box is in its own ENU frame, z up, metres; boxes of parents
// hold those of their children. Errors fall strictly towards the leaves.

import type { EnuFrame, Vec3 } from "../../../model/geo/frames.ts";
import { relativeTransform } from "../tile-frames.ts";

/** More tiles than this and the tree is split into tilesets of their own. */
export const MOST_IN_A_FILE = 1000;
/** Round written corners; covers the grid's half steps too. */
const SLACK_M = 0.5;
const ROUND = 1e4;

export interface TileNode {
  frame: EnuFrame;
  /** Of what is written in this tile, without slack; empty (low > high) where there is nothing. */
  low: Vec3;
  high: Vec3;
  geometricError: number;
  refine: "ADD" | "REPLACE";
  uri?: string;
  children: TileNode[];
  /** Made its own file by the writer. */
  name: string;
}

export interface TilesetFile {
  path: string;
  json: object;
}

const round = (v: number) => Math.round(v * ROUND) / ROUND + 0;
/** Up, so that a parent stays above. */
export const roundError = (v: number) => Math.ceil(v * 1000) / 1000;

interface Bounds {
  low: Vec3;
  high: Vec3;
}

/** Bottom up: every box grows to hold its children's. */
function boundsOf(node: TileNode, all: Map<TileNode, Bounds>): Bounds {
  const has = node.low[0] <= node.high[0];
  const low = node.low.map((v) => (has ? v - SLACK_M : Infinity)) as Vec3;
  const high = node.high.map((v) => (has ? v + SLACK_M : -Infinity)) as Vec3;
  for (const child of node.children) {
    const own = boundsOf(child, all);
    for (const x of [own.low[0], own.high[0]])
      for (const y of [own.low[1], own.high[1]])
        for (const z of [own.low[2], own.high[2]]) {
          const p = node.frame.toEnu(...child.frame.toEcef(x, y, z));
          for (const axis of [0, 1, 2] as const) {
            // A centimetre holds what rounding of boxes and transforms moves.
            low[axis] = Math.min(low[axis], p[axis] - 0.01);
            high[axis] = Math.max(high[axis], p[axis] + 0.01);
          }
        }
  }
  const bounds = { low, high };
  all.set(node, bounds);
  return bounds;
}

const boxOf = ({ low, high }: Bounds): number[] => {
  const centre = (axis: 0 | 1 | 2) => round((high[axis] + low[axis]) / 2);
  const half = (axis: 0 | 1 | 2) => Math.ceil(((high[axis] - low[axis]) / 2) * ROUND) / ROUND;
  return [centre(0), centre(1), centre(2), half(0), 0, 0, 0, half(1), 0, 0, 0, half(2)];
};

/** Rotations to 1e-12, shifts to a micrometre. */
const transformOf = (matrix: readonly number[]): number[] =>
  matrix.map((v, i) => (i < 12 ? Math.round(v * 1e12) / 1e12 : Math.round(v * 1e6) / 1e6) + 0);

function countOf(node: TileNode, counts: Map<TileNode, number>): number {
  const count = node.children.reduce((sum, child) => sum + countOf(child, counts), 1);
  counts.set(node, count);
  return count;
}

/**
 * @param asset of every file
 * @returns tileset.json last; paths beside it
 */
export function tilesetFiles(root: TileNode, asset: object): TilesetFile[] {
  const bounds = new Map<TileNode, Bounds>();
  const counts = new Map<TileNode, number>();
  boundsOf(root, bounds);
  countOf(root, counts);
  const files: TilesetFile[] = [];
  const countIn = (node: TileNode) => counts.get(node) as number;
  const tile = (node: TileNode, parent: TileNode | undefined, within: boolean): object => {
    const box = boxOf(bounds.get(node) as Bounds);
    // The largest branches that fit in a file become files; what is above them stays together.
    const apart =
      parent !== undefined &&
      !within &&
      countIn(node) > 1 &&
      countIn(node) <= MOST_IN_A_FILE &&
      countIn(root) > MOST_IN_A_FILE;
    const geometricError = node.geometricError;
    const matrix = parent ? relativeTransform(parent.frame, node.frame) : node.frame.matrix;
    if (!apart)
      return {
        transform: transformOf(matrix),
        boundingVolume: { box },
        geometricError,
        refine: node.refine,
        ...(node.uri !== undefined && { content: { uri: node.uri } }),
        ...(node.children.length > 0 && {
          children: node.children.map((child) => tile(child, node, within)),
        }),
      };
    const path = `tileset-${node.name}.json`;
    files.push({
      path,
      json: {
        asset,
        geometricError,
        root: {
          transform: transformOf(matrix),
          boundingVolume: { box },
          geometricError,
          refine: node.refine,
          ...(node.uri !== undefined && { content: { uri: node.uri } }),
          children: node.children.map((child) => tile(child, node, true)),
        },
      },
    });
    // The tile that names the file has its error and its box, and leaves the transform to the file's root.
    return {
      boundingVolume: { box: boxOf(inParent(bounds.get(node) as Bounds, node.frame, parent.frame)) },
      geometricError,
      refine: node.refine,
      content: { uri: path },
    };
  };
  const whole = tile(root, undefined, false);
  files.push({
    path: "tileset.json",
    // What is missing when nothing is drawn: all of it.
    json: {
      asset,
      geometricError: roundError(Math.max(root.geometricError * 2, widthOf(bounds.get(root)))),
      root: whole,
    },
  });
  return files;
}

const widthOf = (bounds: Bounds | undefined) =>
  bounds ? Math.max(bounds.high[0] - bounds.low[0], bounds.high[1] - bounds.low[1]) : 0;

function inParent({ low, high }: Bounds, frame: EnuFrame, parent: EnuFrame): Bounds {
  const out: Bounds = { low: [Infinity, Infinity, Infinity], high: [-Infinity, -Infinity, -Infinity] };
  for (const x of [low[0], high[0]])
    for (const y of [low[1], high[1]])
      for (const z of [low[2], high[2]]) {
        const p = parent.toEnu(...frame.toEcef(x, y, z));
        for (const axis of [0, 1, 2] as const) {
          out.low[axis] = Math.min(out.low[axis], p[axis] - 0.005);
          out.high[axis] = Math.max(out.high[axis], p[axis] + 0.005);
        }
      }
  return out;
}
