// A plan as a file: writing, and reading that forgives what can be forgiven and lists what it changed. What cannot be
// is one Fault: too large, not JSON, no plan, a newer version, another city, a figure that makes no sense.

import { Fault, type Finding } from "../records/fault.ts";
import { deviceKind } from "./device-kinds.ts";
import { asHeading, freshDeviceId, type PlanDocument } from "./plan-document.ts";
import { planSchema } from "./plan-schema.ts";

export const MOST_BYTES = 8 * 1024 * 1024;
export const PLAN_VERSION = 1;

type Loose = Record<string, unknown>;
const isObject = (value: unknown): value is Loose =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** "<title>.lanetwin-plan.json" without what file systems refuse. */
export function planFileName(title: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must go
  const safe = title.replaceAll(/[\\/:*?"<>|\u0000-\u001f]+/g, "_").replaceAll(/^[. ]+|[. ]+$/g, "");
  return `${[...safe].slice(0, 80).join("") || "plan"}.lanetwin-plan.json`;
}

export const writePlan = (plan: PlanDocument): string => `${JSON.stringify(plan, null, 2)}\n`;

const NUMBERS = [
  "mountingHeightM",
  "headingDeg",
  "pitchDeg",
  "rollDeg",
  "fovDeg",
  "vfovDeg",
  "rangeM",
  "powerW",
  "eirpDbm",
  "accuracyM",
];
const TEXTS = ["name", "model", "notes"];

/** A device as the schema wants it, where that can be had without guessing a place or a figure. */
function mend(raw: Loose, where: string, taken: Set<string>, findings: Finding[]): Loose {
  const out: Loose = { ...raw };
  const note = (code: string, params: Finding["params"] = {}) =>
    findings.push({ severity: "warning", code, params, where });
  for (const name of NUMBERS) {
    const value = out[name];
    if (value === null) {
      delete out[name];
      note("finding.plan.null-left-out", { field: name });
    } else if (typeof value === "string" && value.trim() !== "" && Number.isFinite(Number(value))) {
      out[name] = Number(value);
      note("finding.plan.text-as-number", { field: name, value });
    }
  }
  for (const name of TEXTS)
    if (typeof out[name] !== "string") {
      if (out[name] !== undefined) note("finding.plan.text-replaced", { field: name });
      else if (name === "name") note("finding.plan.no-name");
      out[name] = "";
    }
  const id = typeof out.id === "string" && out.id !== "" ? out.id : undefined;
  if (id === undefined || taken.has(id)) {
    const fresh = freshDeviceId([...taken].map((each) => ({ id: each })));
    out.id = fresh;
    note(id === undefined ? "finding.plan.id-given" : "finding.plan.id-twice", {
      before: id ?? "",
      id: fresh,
    });
  }
  taken.add(out.id as string);
  if (out.mountingHeightM === undefined) {
    out.mountingHeightM = 0;
    note("finding.plan.default", { field: "mountingHeightM", value: 0 });
  }
  for (const name of ["headingDeg", "pitchDeg"] as const)
    if (out[name] === undefined) {
      out[name] = 0;
      note("finding.plan.default", { field: name, value: 0 });
    }
  const { headingDeg } = out;
  if (typeof headingDeg === "number" && Number.isFinite(headingDeg) && asHeading(headingDeg) !== headingDeg) {
    out.headingDeg = asHeading(headingDeg);
    note("finding.plan.heading-wrapped", { before: headingDeg, after: out.headingDeg as number });
  }
  if (out.mount === undefined) {
    out.mount = { on: "ground" };
    note("finding.plan.default", { field: "mount", value: "ground" });
  }
  for (const name of ["status", "derivation"])
    if (out[name] !== "proposed") {
      if (out[name] !== undefined)
        note("finding.plan.only-proposed", { field: name, value: String(out[name]) });
      out[name] = "proposed";
    }
  if (typeof out.kind === "string" && out.kind !== "" && !deviceKind(out.kind))
    findings.push({ severity: "info", code: "finding.plan.kind-unknown", params: { kind: out.kind }, where });
  return out;
}

function stampOf(raw: unknown, what: string, findings: Finding[]): Loose {
  if (isObject(raw) && typeof raw.at === "string" && (raw.by === undefined || typeof raw.by === "string"))
    return raw;
  findings.push({ severity: "warning", code: "finding.plan.no-date", params: { field: what }, where: "" });
  return { ...(isObject(raw) ? raw : {}), at: "", by: undefined };
}

/** Only what JSON holds: no undefined, nothing shared. Absurdly deep extra fields end here. */
function plainCopy(plan: PlanDocument): PlanDocument {
  try {
    return JSON.parse(JSON.stringify(plan)) as PlanDocument;
  } catch {
    throw new Fault("fault.plan.bad-field", { where: "—", reason: "nested too deeply" });
  }
}

export interface ReadPlan {
  plan: PlanDocument;
  /** What was changed or not understood. */
  findings: Finding[];
}

/**
 * @param bytes size of the file, where known before it is read
 * @throws Fault fault.plan.too-large, not-json, not-a-plan, newer, foreign-city, bad-field
 */
export function readPlan(
  text: string,
  { cityId, bytes = text.length }: { cityId: string; bytes?: number },
): ReadPlan {
  if (bytes > MOST_BYTES)
    throw new Fault("fault.plan.too-large", {
      megabytes: (bytes / 1048576).toFixed(1),
      most: MOST_BYTES / 1048576,
    });
  let raw: unknown;
  try {
    raw = JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch (error) {
    throw new Fault("fault.plan.not-json", {
      reason: error instanceof Error ? error.message : String(error),
    });
  }
  if (!isObject(raw) || !Array.isArray(raw.devices) || typeof raw.formatVersion !== "number")
    throw new Fault("fault.plan.not-a-plan");
  if (raw.formatVersion > PLAN_VERSION)
    throw new Fault("fault.plan.newer", { found: raw.formatVersion, known: PLAN_VERSION });
  if (raw.cityId !== cityId)
    throw new Fault("fault.plan.foreign-city", { found: String(raw.cityId ?? "—"), expected: cityId });
  const findings: Finding[] = [];
  const taken = new Set<string>();
  const devices = raw.devices.map((device: unknown, i) => {
    const where = `devices[${i}]`;
    if (!isObject(device)) throw new Fault("fault.plan.bad-field", { where, reason: "not an object" });
    return mend(device, where, taken, findings);
  });
  const whole = {
    ...raw,
    id: typeof raw.id === "string" && raw.id !== "" ? raw.id : "plan",
    title: typeof raw.title === "string" ? raw.title : "",
    created: stampOf(raw.created, "created", findings),
    modified: stampOf(raw.modified, "modified", findings),
    devices,
  };
  const read = planSchema.safeParse(whole);
  if (!read.success) {
    const [issue] = read.error.issues;
    throw new Fault("fault.plan.bad-field", {
      where: issue?.path.map(String).join(".") ?? "",
      reason: issue?.message ?? "",
    });
  }
  return { plan: plainCopy(read.data), findings };
}
