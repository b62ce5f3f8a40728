// The land of one block as pieces side by side, and lines painted on it. Pieces share their borders: whoever adds them
// sees to it that they neither overlap nor leave a gap. District axes, metres.

import type { Random } from "../../../model/records/random.ts";
import { type Point, type Rect, type Ring, ringOf } from "../shapes/plane.ts";
import type { Surface } from "./surfaces.ts";

export interface Piece {
  /** The first is outer, the others are holes. */
  rings: Ring[];
  surface: Surface;
  tint: number;
  /** Of water and what lies deeper than the land: height of each corner, or undefined for the land's own. */
  heightAt?: (u: number, v: number) => number | undefined;
  /** Pieces that are features of their own: water, pitches. */
  own?: { id: string; kind: "land" | "water"; attributes: Record<string, string | number | boolean> };
}

export interface Line {
  a: Point;
  b: Point;
  widthM: number;
}

type Extra = Pick<Piece, "heightAt" | "own">;

export class GroundPlan {
  readonly pieces: Piece[] = [];
  readonly lines: Line[] = [];
  /** Bays where cars stand: middle, and which way they look, clockwise from the district's v. */
  readonly stalls: { u: number; v: number; headingRad: number }[] = [];
  private readonly random: Random;

  constructor(random: Random) {
    this.random = random;
  }

  add(surface: Surface, shape: Rect | readonly Ring[], extra: Extra = {}): void {
    const rings = "u0" in shape ? [ringOf(shape)] : [...shape];
    if ("u0" in shape && (shape.u1 - shape.u0 < 0.01 || shape.v1 - shape.v0 < 0.01)) return;
    if ((rings[0]?.length ?? 0) < 3) return;
    this.pieces.push({ rings, surface, tint: 1 + this.random.between(-0.035, 0.035), ...extra });
  }

  line(a: Point, b: Point, widthM = 0.12): void {
    this.lines.push({ a, b, widthM });
  }

  path(points: readonly Point[], closed: boolean, widthM = 0.12): void {
    for (let i = closed ? 0 : 1; i < points.length; i++)
      this.line(points[(i + points.length - 1) % points.length] as Point, points[i] as Point, widthM);
  }
}
