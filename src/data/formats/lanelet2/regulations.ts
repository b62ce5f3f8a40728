// Regulatory elements: who stops for which light, how fast one may go, who yields to whom. What is not known, or is
// referred to by nobody, is kept in the list of findings. Lanelet2, RegulatoryElementTagging.md.

import type { Finding } from "../../../model/records/fault.ts";
import { parseSpeed } from "./lanelet-rules.ts";
import type { Lanelet } from "./lanelets.ts";
import { signCode } from "./place-signals.ts";
import type { OsmMap, OsmRelation } from "./read-osm.ts";

export interface LightRule {
  id: string;
  lights: string[];
  stopLines: string[];
  lanelets: string[];
}

export interface YieldRule {
  id: string;
  /** Holds only while lights are off. */
  fallback: boolean;
  yields: string[];
  first: string[];
  stopLines: string[];
}

export interface Regulations {
  lights: LightRule[];
  yields: YieldRule[];
  /** Lanelet → m/s. */
  speeds: Map<string, number>;
  /** Sign's way → the lanelets it is for. */
  signed: Map<string, string[]>;
  /** Ways that are somebody's stop line. */
  stopLines: Set<string>;
}

const KNOWN = new Set([
  "traffic_light",
  "traffic_sign",
  "speed_limit",
  "right_of_way",
  "all_way_stop",
  "crosswalk",
]);
/** Members that must be there for the rule to mean anything. */
const refs = ({ members }: OsmRelation, role: string, type: string): string[] =>
  members.filter((m) => m.role === role && m.type === type).map(({ ref }) => ref);

export function readRegulations(
  map: OsmMap,
  lanelets: ReadonlyMap<string, Lanelet>,
  findings: Finding[],
): Regulations {
  const out: Regulations = {
    lights: [],
    yields: [],
    speeds: new Map(),
    signed: new Map(),
    stopLines: new Set(),
  };
  const users = new Map<string, string[]>();
  for (const { id, regulations } of lanelets.values())
    for (const rule of regulations) {
      const list = users.get(rule);
      if (list) list.push(id);
      else users.set(rule, [id]);
      if (map.relations.get(rule)?.tags.type !== "regulatory_element")
        findings.push({
          severity: "warning",
          code: "finding.lanelet2.rule-missing",
          params: { rule },
          where: `lanelet/${id}`,
        });
    }

  for (const relation of map.relations.values()) {
    if (relation.tags.type !== "regulatory_element") continue;
    const { id, tags } = relation;
    const subtype = tags.subtype ?? "";
    const where = `relation/${id}`;
    const report = (severity: Finding["severity"], code: string, params: Finding["params"] = {}) =>
      findings.push({ severity, code, params, where });
    const own = users.get(id) ?? [];
    const ways = (role: string) =>
      refs(relation, role, "way").filter((ref) => {
        if (map.ways.has(ref)) return true;
        report("warning", "finding.lanelet2.member-missing", { role, member: `way/${ref}` });
        return false;
      });
    const lanes = (role: string) =>
      refs(relation, role, "relation").filter((ref) => {
        if (lanelets.has(ref)) return true;
        report("warning", "finding.lanelet2.member-missing", { role, member: `lanelet/${ref}` });
        return false;
      });
    if (!KNOWN.has(subtype)) {
      report("info", "finding.lanelet2.rule-unknown", { subtype, lanelets: own.length });
      continue;
    }
    const named = [...lanes("yield"), ...lanes("right_of_way")];
    if (own.length === 0 && named.length === 0) report("info", "finding.lanelet2.rule-unused", { subtype });
    const signs = ways("refers").filter((ref) => map.ways.get(ref)?.tags.type === "traffic_sign");
    const stopLines = ways("ref_line");
    for (const line of stopLines) if (subtype !== "speed_limit") out.stopLines.add(line);
    for (const sign of signs)
      out.signed.set(sign, [...(out.signed.get(sign) ?? []), ...(own.length > 0 ? own : [])]);

    if (subtype === "traffic_light") {
      const lights = ways("refers").filter((ref) => map.ways.get(ref)?.tags.type === "traffic_light");
      out.lights.push({ id, lights, stopLines, lanelets: own });
    } else if (subtype === "right_of_way" || subtype === "all_way_stop") {
      const rule = { id, fallback: tags.fallback === "yes", stopLines };
      const yields = lanes("yield");
      const first = lanes("right_of_way");
      // All stop, the first to come goes first: that is what holds at a junction without a rule.
      if (subtype === "right_of_way") out.yields.push({ ...rule, yields, first });
      for (const sign of signs)
        if (yields.length > 0) out.signed.set(sign, signedFor(map, sign, yields, first));
    } else if (subtype === "speed_limit") {
      const stated = tags.sign_type ?? tags.speed_limit;
      const mps =
        (stated === undefined ? undefined : (parseSpeed(stated) ?? kmhOf(signCode(stated).value))) ??
        signs
          .map((ref) => kmhOf(signCode(map.ways.get(ref)?.tags.subtype ?? "").value))
          .find((speed) => speed !== undefined);
      if (mps === undefined) report("warning", "finding.lanelet2.rule-speed", { text: stated ?? "" });
      else for (const lanelet of own) out.speeds.set(lanelet, mps);
    } else if (subtype === "crosswalk") report("info", "finding.lanelet2.rule-kept", { subtype });
  }
  return out;
}

const kmhOf = (kmh: number | undefined): number | undefined => (kmh === undefined ? undefined : kmh / 3.6);

/** Priority signs are for who goes first, the rest of a right-of-way rule's signs for who yields. */
function signedFor(map: OsmMap, sign: string, yields: string[], first: string[]): string[] {
  const { type } = signCode(map.ways.get(sign)?.tags.subtype ?? "");
  return /^30[16]/.test(type) ? first : yields;
}
