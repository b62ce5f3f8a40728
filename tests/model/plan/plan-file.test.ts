import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createCommandLog } from "../../../src/desk/view/command-log.ts";
import { type DeviceKind, deviceKind, newDevice } from "../../../src/model/plan/device-kinds.ts";
import { emptyPlan, type PlanDocument } from "../../../src/model/plan/plan-document.ts";
import { planFileName, readPlan, writePlan } from "../../../src/model/plan/plan-file.ts";
import { planJsonSchema } from "../../../src/model/plan/plan-schema.ts";
import { createPlanStore } from "../../../src/model/plan/plan-store.ts";
import { Fault } from "../../../src/model/records/fault.ts";
import { perform, randomEdits } from "./random-edits.ts";

const about = { cityId: "city" };
const plan = (): PlanDocument => ({
  ...emptyPlan({ id: "p1", title: "光谷试点", cityId: "city", nowMs: 1_700_000_000_000 }),
  devices: [
    newDevice(deviceKind("camera") as DeviceKind, {
      id: "device:1",
      name: "摄像机 1",
      place: { lonDeg: 114.4, latDeg: 30.4, heightM: 30 },
      headingDeg: 10,
    }),
  ],
});
type Loose = Record<string, unknown>;
const changed = (change: (raw: Loose & { devices: Loose[] }) => void): string => {
  const raw = JSON.parse(writePlan(plan())) as Loose & { devices: Loose[] };
  change(raw);
  return JSON.stringify(raw);
};
const faultOf = (text: string, options: { cityId: string; bytes?: number } = about): Fault => {
  try {
    readPlan(text, options);
  } catch (error) {
    expect(error).toBeInstanceOf(Fault);
    return error as Fault;
  }
  throw new Error("it was read");
};
const first = (text: string) => {
  const read = readPlan(text, about);
  return { device: read.plan.devices[0], codes: read.findings.map(({ code }) => code) };
};

describe("a plan as a file", () => {
  test("is read as it was written, whatever was edited", () => {
    fc.assert(
      fc.property(randomEdits, (edits) => {
        const clock = { ms: 1_700_000_000_000 };
        const store = createPlanStore(plan());
        const log = createCommandLog(() => clock.ms);
        for (const edit of edits) perform(edit, store, log, clock);
        const { plan: edited } = store.getState();
        const read = readPlan(writePlan(edited), about);
        expect(read.plan).toEqual(JSON.parse(JSON.stringify(edited)));
        expect(read.findings).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });

  test("keeps fields that nobody here knows, at every depth", () => {
    const text = changed((raw) => {
      raw.budget = { yuan: 12 };
      const [device] = raw.devices as [Loose];
      device.asset = "A-17";
      (device.place as Loose).floor = 2;
      (device.mount as Loose).bracket = { lengthM: 0.6 };
    });
    const read = readPlan(text, about);
    expect(JSON.parse(writePlan(read.plan))).toEqual(JSON.parse(text));
    expect(read.findings).toEqual([]);
  });

  test("forgives what is safe and lists it", () => {
    expect(
      first(changed(({ devices }) => Object.assign(devices[0] as Loose, { headingDeg: -90 }))),
    ).toMatchObject({
      device: { headingDeg: 270 },
      codes: ["finding.plan.heading-wrapped"],
    });
    expect(
      first(changed(({ devices }) => Object.assign(devices[0] as Loose, { rangeM: "80" }))),
    ).toMatchObject({
      device: { rangeM: 80 },
      codes: ["finding.plan.text-as-number"],
    });
    const twice = readPlan(
      changed(({ devices }) => devices.push({ ...(devices[0] as Loose) })),
      about,
    );
    expect(new Set(twice.plan.devices.map(({ id }) => id)).size).toBe(2);
    expect(twice.findings.map(({ code }) => code)).toEqual(["finding.plan.id-twice"]);
    const bare = first(
      changed((raw) => {
        raw.devices = [{ kind: "camera", place: { lonDeg: 1, latDeg: 2, heightM: 3 } }];
      }),
    );
    expect(bare.device?.mount.on).toBe("ground");
    expect(bare.codes).toContain("finding.plan.id-given");
    expect(
      first(changed(({ devices }) => Object.assign(devices[0] as Loose, { kind: "sniffer" }))),
    ).toMatchObject({
      device: { kind: "sniffer" },
      codes: ["finding.plan.kind-unknown"],
    });
  });

  test("is one clear fault when it cannot be taken", () => {
    expect(faultOf("{").code).toBe("fault.plan.not-json");
    expect(faultOf("").code).toBe("fault.plan.not-json");
    for (const text of ["[]", "null", "3", "{}", '{"type":"FeatureCollection","features":[]}'])
      expect(faultOf(text).code).toBe("fault.plan.not-a-plan");
    expect(faultOf(changed((raw) => Object.assign(raw, { formatVersion: 2 })))).toMatchObject({
      code: "fault.plan.newer",
      params: { found: 2, known: 1 },
    });
    expect(faultOf(changed((raw) => Object.assign(raw, { cityId: "elsewhere" })))).toMatchObject({
      code: "fault.plan.foreign-city",
      params: { found: "elsewhere", expected: "city" },
    });
    expect(faultOf("{}", { ...about, bytes: 9e6 }).code).toBe("fault.plan.too-large");
    const bad: [string, unknown][] = [
      ["rangeM", "far"],
      ["rangeM", -1],
      ["fovDeg", 400],
      ["place", { lonDeg: 114, latDeg: 123, heightM: 0 }],
      ["place", { lonDeg: 114, latDeg: 30 }],
      ["mount", { on: "cloud" }],
      ["kind", ""],
    ];
    for (const [name, value] of bad) {
      const fault = faultOf(changed(({ devices }) => Object.assign(devices[0] as Loose, { [name]: value })));
      expect(fault.code).toBe("fault.plan.bad-field");
      expect(fault.params.where).toMatch(new RegExp(`^devices\\.0\\.${name}`));
    }
  });

  test("never crashes on what is no plan, half a plan or a plan with anything anywhere", () => {
    const survives = (text: string) => {
      try {
        readPlan(text, about);
      } catch (error) {
        expect(error).toBeInstanceOf(Fault);
      }
    };
    const text = writePlan(plan());
    fc.assert(fc.property(fc.string(), survives), { numRuns: 200 });
    fc.assert(fc.property(fc.json(), survives), { numRuns: 300 });
    fc.assert(
      fc.property(
        fc.nat({ max: text.length }),
        fc.nat({ max: text.length }),
        fc.string({ maxLength: 4 }),
        (at, cut, put) => survives(text.slice(0, at) + put + text.slice(at + (cut % 9))),
      ),
      { numRuns: 500 },
    );
    const names = [...Object.keys(plan()), ...Object.keys(plan().devices[0] as object), "__proto__"];
    fc.assert(
      fc.property(fc.constantFrom(...names), fc.jsonValue(), fc.boolean(), (name, value, inside) =>
        survives(
          changed((raw) => {
            Object.assign(
              inside ? (raw.devices[0] as Loose) : raw,
              JSON.parse(`{${JSON.stringify(name)}:${JSON.stringify(value)}}`),
            );
          }),
        ),
      ),
      { numRuns: 600 },
    );
    survives(`{"formatVersion":1,"cityId":"city","devices":[],"deep":${"[".repeat(2e5)}${"]".repeat(2e5)}}`);
  });

  test("has a JSON Schema for other programs", () => {
    const schema = planJsonSchema() as { required: string[]; properties: { devices: { items: Loose } } };
    expect(schema.required).toContain("devices");
    expect(JSON.stringify(schema)).toContain("headingDeg");
  });

  test("has a name that file systems take", () => {
    expect(planFileName("光谷 一期")).toBe("光谷 一期.lanetwin-plan.json");
    expect(planFileName("a/b:c*?")).toBe("a_b_c_.lanetwin-plan.json");
    expect(planFileName("")).toBe("plan.lanetwin-plan.json");
    expect(planFileName("..")).toBe("plan.lanetwin-plan.json");
  });
});
