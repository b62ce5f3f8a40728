import { describe, expect, test } from "vitest";
import { createPlanCommands } from "../../../src/desk/app/plan-commands.ts";
import { keepPlan, readKeptPlan } from "../../../src/desk/view/keep-plan.ts";
import { createPlanning, isUnsaved, type Spot } from "../../../src/desk/view/planning.ts";
import { createViewStore } from "../../../src/desk/view/view-store.ts";
import { pickOfId } from "../../../src/desk/view/walk-link.ts";
import { resources } from "../../../src/words/index.ts";

const spot: Spot = { place: { lonDeg: 114.4, latDeg: 30.4, heightM: 30 } };
const onMast: Spot = {
  place: { lonDeg: 114.41, latDeg: 30.41, heightM: 31 },
  host: { id: "signal:3/508", on: "pole", heightM: 6.7 },
  accuracyM: 0.1,
};

function setUp(kept?: ReturnType<typeof readKeptPlan>["kept"]) {
  const clock = { ms: 1_700_000_000_000 };
  const files: [string, string][] = [];
  const view = createViewStore({ language: "en" });
  const plan = createPlanning({
    cityId: "city",
    view,
    now: () => clock.ms,
    freshId: () => "plan-1",
    download: (name, text) => files.push([name, text]),
    postsIn: async () => [],
    kept,
  });
  const devices = () => plan.document.getState().plan.devices;
  return { clock, files, view, plan, devices };
}

/** A storage that holds, or one that throws. */
function storage(limit = Number.POSITIVE_INFINITY) {
  const map = new Map<string, string>();
  return {
    map,
    getItem: (key: string) => map.get(key) ?? null,
    setItem: (key: string, value: string) => {
      if (value.length > limit) throw new DOMException("full", "QuotaExceededError");
      map.set(key, value);
    },
  };
}

describe("planning", () => {
  test("a placed device is selected, and the selection shows it as it is now until it is gone", () => {
    const { plan, view } = setUp();
    const id = plan.place("camera", spot, 370) as string;
    expect(view.getState().selection).toMatchObject({ id, kind: "device", properties: { headingDeg: 10 } });
    plan.turn(id, -30);
    expect(view.getState().selection?.properties.headingDeg).toBe(330);
    plan.undo();
    plan.undo();
    expect(view.getState().selection).toBeUndefined();
  });

  test("a device that a link selects by its id alone is known whole, one that is not there is not selected", () => {
    const { plan, view } = setUp();
    const id = plan.place("camera", spot, 0) as string;
    view.setState({ selection: pickOfId(id) });
    expect(view.getState().selection?.properties.name).toBe("Camera 1");
    view.setState({ selection: pickOfId("device:9") });
    expect(view.getState().selection).toBeUndefined();
    view.setState({ selection: pickOfId("lane:1/0/-1") });
    expect(view.getState().selection?.id).toBe("lane:1/0/-1");
  });

  test("moving to a mast names it and its accuracy, moving off forgets both; extra fields of the place stay", () => {
    const { plan, devices } = setUp();
    const id = plan.place("radar", spot, 0) as string;
    expect(devices()[0]?.mount).toEqual({ on: "own-pole" });
    plan.move(id, onMast);
    expect(devices()[0]).toMatchObject({
      mount: { on: "pole", hostId: "signal:3/508", hostHeightM: 6.7 },
      accuracyM: 0.1,
      place: onMast.place,
    });
    plan.log.seal();
    plan.move(id, spot);
    expect(devices()[0]?.mount).toEqual({ on: "own-pole" });
    expect(devices()[0]).not.toHaveProperty("accuracyM");
    plan.undo();
    expect(devices()[0]?.accuracyM).toBe(0.1);
  });

  test("names are the kind's word and the first free number; a copy has its own id, name and place", () => {
    const { plan, devices } = setUp();
    plan.place("rsu", spot, 0);
    plan.place("rsu", onMast, 0);
    plan.duplicate("device:2");
    expect(devices().map(({ name }) => name)).toEqual(["RSU 1", "RSU 2", "RSU 3"]);
    expect(new Set(devices().map(({ id }) => id)).size).toBe(3);
    expect(devices()[2]?.mount).toEqual({ on: "own-pole" });
    expect(devices()[2]?.place.lonDeg).toBeGreaterThan(onMast.place.lonDeg);
  });

  test("is unsaved after an edit, saved after saving, saved again when undone to there", () => {
    const { plan, files } = setUp();
    expect(isUnsaved(plan)).toBe(false);
    const id = plan.place("camera", spot, 0) as string;
    expect(isUnsaved(plan)).toBe(true);
    plan.save();
    expect(files).toHaveLength(1);
    expect(files[0]?.[0]).toBe("Untitled plan.lanetwin-plan.json");
    expect(isUnsaved(plan)).toBe(false);
    plan.change(id, { notes: "x" });
    expect(isUnsaved(plan)).toBe(true);
    plan.undo();
    expect(isUnsaved(plan)).toBe(false);
  });

  test("a new plan and an opened file are steps, too: undo brings the plan before them back", () => {
    const { plan, files } = setUp();
    plan.place("camera", spot, 0);
    plan.save();
    const before = plan.document.getState().plan;
    plan.start();
    expect(plan.document.getState().plan.devices).toEqual([]);
    plan.open(files[0]?.[1] ?? "", 100, "a.json");
    expect(plan.document.getState().plan).toEqual(before);
    expect(isUnsaved(plan)).toBe(false);
    plan.undo();
    plan.undo();
    expect(plan.document.getState().plan).toBe(before);
  });

  test("a file that cannot be read leaves the plan as it is and says why", () => {
    const { plan } = setUp();
    plan.place("camera", spot, 0);
    const before = plan.document.getState().plan;
    plan.open("{", 1, "bad.json");
    expect(plan.state.getState().notice).toMatchObject({
      tone: "error",
      code: "fault.plan.not-json",
      params: { name: "bad.json" },
    });
    expect(plan.document.getState().plan).toBe(before);
  });

  test("every command has words in both languages, and its keys are its own", () => {
    const { plan, view } = setUp();
    const commands = createPlanCommands(plan, view, () => {});
    for (const { title } of commands) {
      expect(resources.zh[title], title).toBeTruthy();
      expect(resources.en[title], title).toBeTruthy();
    }
    const keys = commands.flatMap((command) => [command.keys ?? [], command.otherKeys ?? []].flat());
    expect(new Set(keys).size).toBe(keys.length);
  });

  test("what undo would do next is told in words by its command", () => {
    const { plan, view } = setUp();
    const undo = createPlanCommands(plan, view, () => {}).find(({ id }) => id === "undo");
    expect(undo?.detail?.()).toBeUndefined();
    plan.place("camera", spot, 0);
    expect(undo?.detail?.()).toMatchObject({ title: "edit.add", params: { name: "Camera 1" } });
  });
});

describe("a plan kept in the browser", () => {
  test("is there again after a reload, with whether it was saved", async () => {
    const kept = storage();
    const first = setUp();
    keepPlan(first.plan, kept, "city");
    first.plan.place("camera", spot, 0);
    await Promise.resolve();
    const read = readKeptPlan(kept, "city");
    expect(read.kept).toEqual({ plan: first.plan.document.getState().plan, saved: false });
    const second = setUp(read.kept);
    expect(second.plan.document.getState().plan).toEqual(first.plan.document.getState().plan);
    expect(isUnsaved(second.plan)).toBe(true);
    first.plan.save();
    await Promise.resolve();
    expect(isUnsaved(setUp(readKeptPlan(kept, "city").kept).plan)).toBe(false);
    expect(readKeptPlan(kept, "another city")).toEqual({});
  });

  test("storage that is full or forbidden is said, and said no more when it works again", async () => {
    const small = storage(100);
    const { plan } = setUp();
    keepPlan(plan, small, "city");
    plan.place("camera", spot, 0);
    await Promise.resolve();
    expect(plan.state.getState().keeping?.code).toBe("fault.plan.storage-full");
    plan.undo();
    const refusing = {
      getItem: () => {
        throw new Error("no");
      },
      setItem: () => {
        throw new Error("no");
      },
    };
    expect(readKeptPlan(refusing, "city").fault?.code).toBe("fault.plan.storage-forbidden");
    const other = setUp();
    keepPlan(other.plan, refusing, "city");
    other.plan.place("rsu", spot, 0);
    await Promise.resolve();
    expect(other.plan.state.getState().keeping?.code).toBe("fault.plan.storage-forbidden");
  });

  test("one that cannot be read is put aside and said, not thrown away", () => {
    const kept = storage();
    kept.setItem("lanetwin.plan.city", '{"plan":{"formatVersion":9}}');
    expect(readKeptPlan(kept, "city").fault?.code).toBe("fault.plan.kept-unread");
    expect(kept.map.get("lanetwin.plan.city.unread")).toBe('{"plan":{"formatVersion":9}}');
  });
});
