// planView, elevation and the lateral profile of one road.

import { cubicValue } from "../../../model/roads/cubic.ts";
import { parametricLength, planCurve } from "../../../model/roads/plan-curve.ts";
import type { CubicRecord, PlanGeometry, PlanShape, Road } from "../../../model/roads/road-network.ts";
import { childOf, childrenOf, type Element } from "../xml/element.ts";
import { type Reader, text } from "./attributes.ts";

const LENGTH_TOLERANCE_M = 1e-3;
const GAP_TOLERANCE_M = 0.01;

/** Cubic records sorted by their station; `key` is s, or sOffset within a lane section. */
export function readCubics(reader: Reader, elements: Element[], key: "s" | "sOffset" = "s"): CubicRecord[] {
  const records = elements.map((element) => ({
    sM: reader.number(element, key),
    a: reader.number(element, "a"),
    b: reader.number(element, "b"),
    c: reader.number(element, "c"),
    d: reader.number(element, "d"),
  }));
  const sorted = records.every(({ sM }, i) => i === 0 || sM >= (records[i - 1] as CubicRecord).sM);
  if (sorted) return records;
  reader.report("warning", "finding.opendrive.unsorted", { element: elements[0]?.name });
  return records.sort((a, b) => a.sM - b.sM);
}

function readShape(reader: Reader, geometry: Element, lengthM: number): PlanShape | undefined {
  const element = geometry.children.find(({ name }) => name !== "userData" && name !== "include");
  const n = (name: string) => reader.number(element as Element, name);
  switch (element?.name) {
    case "line":
      return { kind: "line" };
    case "arc":
      return { kind: "arc", curvature: n("curvature") };
    case "spiral":
      return { kind: "spiral", curvStart: n("curvStart"), curvEnd: n("curvEnd") };
    case "poly3":
      return { kind: "poly3", a: n("a"), b: n("b"), c: n("c"), d: n("d") };
    case "paramPoly3": {
      const u = [n("aU"), n("bU"), n("cU"), n("dU")] as const;
      const v = [n("aV"), n("bV"), n("cV"), n("dV")] as const;
      const stated = text(element, "pRange");
      let pRange: "arcLength" | "normalized";
      if (stated === "arcLength" || stated === "normalized") pRange = stated;
      else {
        // The attribute is optional and files disagree on its default: the branch whose length fits is meant.
        const miss = (p: number) => Math.abs(parametricLength(u, v, p) - lengthM);
        pRange = miss(1) <= miss(lengthM) ? "normalized" : "arcLength";
        reader.report("info", "finding.opendrive.prange-resolved", { pRange });
      }
      return {
        kind: "paramPoly3",
        aU: u[0],
        bU: u[1],
        cU: u[2],
        dU: u[3],
        aV: v[0],
        bV: v[1],
        cV: v[2],
        dV: v[3],
        pRange,
      };
    }
    default:
      return undefined;
  }
}

/** Length of a piece as evaluated; only parametric pieces can differ from what is stated. */
function evaluatedLength({ shape, lengthM }: PlanGeometry): number {
  if (shape.kind !== "paramPoly3") return lengthM;
  return parametricLength(
    [shape.aU, shape.bU, shape.cU, shape.dU],
    [shape.aV, shape.bV, shape.cV, shape.dV],
    shape.pRange === "normalized" ? 1 : lengthM,
  );
}

export function readPlanView(reader: Reader, planView: Element | undefined): PlanGeometry[] {
  const pieces: PlanGeometry[] = [];
  for (const element of childrenOf(planView, "geometry")) {
    const sM = reader.number(element, "s");
    const lengthM = reader.number(element, "length");
    const shape = lengthM > 0 ? readShape(reader, element, lengthM) : undefined;
    if (!shape) {
      reader.report("skipped", "finding.opendrive.geometry", { lengthM }, `s ${sM} m`);
      continue;
    }
    pieces.push({
      sM,
      x: reader.number(element, "x"),
      y: reader.number(element, "y"),
      headingRad: reader.number(element, "hdg"),
      lengthM,
      shape,
    });
  }
  pieces.sort((a, b) => a.sM - b.sM);
  for (const [i, piece] of pieces.entries()) {
    const difference = evaluatedLength(piece) - piece.lengthM;
    if (Math.abs(difference) > LENGTH_TOLERANCE_M)
      reader.report(
        "warning",
        "finding.opendrive.length",
        { differenceM: Number(difference.toFixed(4)) },
        `s ${piece.sM} m`,
      );
    const next = pieces[i + 1];
    if (!next) continue;
    const { u, v } = planCurve(piece)(piece.lengthM);
    const c = Math.cos(piece.headingRad);
    const n = Math.sin(piece.headingRad);
    const gapM = Math.hypot(piece.x + c * u - n * v - next.x, piece.y + n * u + c * v - next.y);
    if (gapM > GAP_TOLERANCE_M)
      reader.report("warning", "finding.opendrive.gap", { gapM: Number(gapM.toFixed(3)) }, `s ${next.sM} m`);
  }
  return pieces;
}

type Profiles = Pick<Road, "elevation" | "superelevation" | "crossfall" | "shape" | "crossSectionSurface">;

export function readProfiles(reader: Reader, road: Element): Profiles {
  const lateral = childOf(road, "lateralProfile");
  const surface = childOf(lateral, "crossSectionSurface");
  const crossfall = childrenOf(lateral, "crossfall").map((element) => {
    const side = text(element, "side");
    const [record] = readCubics(reader, [element]);
    return {
      ...(record as CubicRecord),
      side: side === "left" || side === "right" ? (side as "left" | "right") : ("both" as const),
    };
  });
  const coefficients = (parent: Element | undefined) =>
    readCubics(reader, childrenOf(parent, "coefficients"));
  return {
    elevation: readCubics(reader, childrenOf(childOf(road, "elevationProfile"), "elevation")),
    superelevation: readCubics(reader, childrenOf(lateral, "superelevation")),
    crossfall: crossfall.sort((a, b) => a.sM - b.sM),
    shape: childrenOf(lateral, "shape").map((element) => ({
      sM: reader.number(element, "s"),
      tM: reader.number(element, "t"),
      a: reader.number(element, "a"),
      b: reader.number(element, "b"),
      c: reader.number(element, "c"),
      d: reader.number(element, "d"),
    })),
    ...(surface && {
      crossSectionSurface: {
        tOffset: coefficients(childOf(surface, "tOffset")),
        strips: childrenOf(childOf(surface, "surfaceStrips"), "strip").map((strip) => ({
          id: reader.number(strip, "id"),
          mode: text(strip, "mode") === "relative" ? ("relative" as const) : ("independent" as const),
          width: coefficients(childOf(strip, "width")),
          constant: coefficients(childOf(strip, "constant")),
          linear: coefficients(childOf(strip, "linear")),
          quadratic: coefficients(childOf(strip, "quadratic")),
          cubic: coefficients(childOf(strip, "cubic")),
        })),
      },
    }),
  };
}

/** Whether any width along a lane turns negative; asked at ends and in the middle of each record. */
export const turnsNegative = (records: CubicRecord[], lengthM: number): boolean =>
  records.some((record, i) => {
    const end = (records[i + 1]?.sM ?? lengthM) - record.sM;
    return [0, 0.5, 1].some((share) => cubicValue(record, share * Math.max(0, end)) < -1e-3);
  });
