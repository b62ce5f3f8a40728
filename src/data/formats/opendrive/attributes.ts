// Typed attributes of an element, read leniently: what is missing or absurd becomes a finding, never an exception.

import type { Finding } from "../../../model/records/fault.ts";
import type { Element } from "../xml/element.ts";

/** Larger than any coordinate on Earth in any projection, smaller than what breaks float64 arithmetic. */
const ABSURD = 1e9;

export interface Reader {
  findings: Finding[];
  where: string;
  /** A finite number; absent gives the default silently, anything else gives it with a finding. */
  number(element: Element, name: string, fallback?: number): number;
  optional(element: Element, name: string): number | undefined;
  report(severity: Finding["severity"], code: string, params?: Finding["params"], at?: string): void;
}

export function createReader(findings: Finding[], where: string): Reader {
  const report: Reader["report"] = (severity, code, params = {}, at) => {
    findings.push({ severity, code, params, where: at ? `${where}, ${at}` : where });
  };
  const optional: Reader["optional"] = (element, name) => {
    const text = element.attributes[name];
    if (text === undefined || text.trim() === "") return undefined;
    const value = Number(text);
    if (Number.isFinite(value) && Math.abs(value) <= ABSURD) return value;
    report("warning", "finding.opendrive.number", {
      element: element.name,
      attribute: name,
      text: text.slice(0, 40),
    });
    return undefined;
  };
  return {
    findings,
    where,
    report,
    optional,
    number: (element, name, fallback = 0) => optional(element, name) ?? fallback,
  };
}

export const text = (element: Element, name: string): string => element.attributes[name] ?? "";

export const flag = (element: Element, name: string): boolean =>
  ["true", "1", "yes"].includes(text(element, name).toLowerCase());

/** Speeds in m/s from OpenDRIVE's units; its default unit is m/s. */
export function speedMps(reader: Reader, element: Element, name: string): number | "no limit" | "undefined" {
  const written = text(element, name);
  if (written === "no limit") return "no limit";
  const value = reader.optional(element, name);
  if (value === undefined || value < 0) return "undefined";
  const unit = text(element, "unit");
  if (unit === "km/h") return value / 3.6;
  if (unit === "mph") return value * 0.44704;
  return value;
}
