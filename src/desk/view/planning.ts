// Planning at this desk: the open plan, its log, the tool in hand, and every edit as a verb. One for all routes, above the
// desk and the headset; what it needs of the world (clock, storage, files) is given to it.

import { createStore, type StoreApi } from "zustand/vanilla";
import { addDevice, changeDevice, removeDevice, renamePlan } from "../../model/plan/device-edits.ts";
import { deviceKind, newDevice } from "../../model/plan/device-kinds.ts";
import { type Edit, type EditWords, replaceEdit } from "../../model/plan/edit.ts";
import {
  asHeading,
  deviceOf,
  emptyPlan,
  freshDeviceId,
  type Mount,
  type PlanDocument,
  type PlannedDevice,
  type StandsOn,
} from "../../model/plan/plan-document.ts";
import { planFileName, readPlan, writePlan } from "../../model/plan/plan-file.ts";
import { createPlanStore, type PlanStore } from "../../model/plan/plan-store.ts";
import { Fault, type FaultParams, type Finding } from "../../model/records/fault.ts";
import { sentence } from "../../words/index.ts";
import { type CommandLog, createCommandLog } from "./command-log.ts";
import { devicePick, PLAN_LAYER } from "./device-pick.ts";
import type { PostsIn } from "./posts.ts";
import type { ViewStore } from "./view-store.ts";

/** Where a device may stand: the foot, what carries it, how well that is known. */
export interface Spot {
  place: PlannedDevice["place"];
  host?: { id: string; on: "pole" | "gantry"; heightM?: number };
  standsOn?: StandsOn;
  accuracyM?: number;
}

export interface Notice {
  tone: "info" | "error";
  /** Word key. */
  code: string;
  params: FaultParams;
  /** What `{{what}}` stands for, itself a sentence. */
  edit?: { title: string; params: Record<string, string | number> };
  findings?: readonly Finding[];
}

export interface PlanningState {
  /** Kind of the device that the next click places. */
  tool: string | undefined;
  /** Asks the scene to place one at the middle of the picture; grows. */
  placeAtCentre: number;
  /** Asks the panel to choose a file; 0 = no. */
  chooseFile: number;
  /** Mark of the log when the plan was last saved; undefined = never. */
  savedAt: number | undefined;
  notice: Notice | undefined;
  /** Why the plan is not kept in this browser. */
  keeping: { code: string; params: FaultParams } | undefined;
}

export interface Planning {
  document: PlanStore;
  log: CommandLog;
  state: StoreApi<PlanningState>;
  postsIn: PostsIn;
  take(kind: string | undefined): void;
  place(kind: string, spot: Spot, headingDeg: number): string | undefined;
  /** Moves of one `drag` are one step. */
  move(id: string, spot: Spot, drag?: string): void;
  turn(id: string, headingDeg: number, drag?: string): void;
  change(id: string, fields: Partial<Record<keyof PlannedDevice, unknown>>): void;
  remove(id: string): void;
  duplicate(id: string): void;
  select(id: string | undefined): void;
  rename(title: string): void;
  undo(): void;
  redo(): void;
  start(): void;
  /** Opens a file's text; says what was wrong or changed. */
  open(text: string, bytes: number, fileName: string): void;
  save(): void;
  tell(notice: Notice | undefined): void;
}

export interface PlanningNeeds {
  cityId: string;
  view: ViewStore;
  now(): number;
  /** An id nobody else has. */
  freshId(): string;
  download(fileName: string, text: string): void;
  postsIn: PostsIn;
  /** The plan to go on with, and whether it stood in a file as it is. */
  kept?: { plan: PlanDocument; saved: boolean } | undefined;
}

const TYPING_MS = 3000;
const KEYS_MS = 1500;
/** A copy stands beside the first one, metres to the east. */
const COPY_M = 2;
const METRES_PER_DEGREE = 111_320;

/** Which step of the plan is the newest; two marks are equal only when the documents are. */
export function logMark(log: CommandLog): number {
  const { done, forgottenN } = log.store.getState();
  return done.findLast(({ edit }) => edit.about !== "view")?.n ?? forgottenN;
}
export const isUnsaved = (planning: Planning): boolean =>
  planning.state.getState().savedAt !== logMark(planning.log);

function mountAt({ host }: Spot, kind: string): Mount {
  if (!host) return { on: deviceKind(kind)?.mountOn ?? "ground" };
  return {
    on: host.on,
    hostId: host.id,
    ...(host.heightM !== undefined && { hostHeightM: host.heightM }),
  };
}

export function createPlanning(needs: PlanningNeeds): Planning {
  const { cityId, view, now } = needs;
  const say = (key: string, params: FaultParams = {}) => sentence(view.getState().language, key, params);
  const blank = () => emptyPlan({ id: needs.freshId(), title: say("plan.untitled"), cityId, nowMs: now() });
  const document = createPlanStore(needs.kept?.plan ?? blank());
  const log = createCommandLog(now);
  const state = createStore<PlanningState>()(() => ({
    tool: undefined,
    placeAtCentre: 0,
    chooseFile: 0,
    savedAt: needs.kept && !needs.kept.saved ? undefined : 0,
    notice: undefined,
    keeping: undefined,
  }));
  const plan = () => document.getState().plan;
  const author = () => ({ nowMs: now() });
  const tell = (notice: Notice | undefined) => state.setState({ notice });
  const run = (edit: Edit | undefined) => {
    if (!edit) return;
    log.run(edit);
    if (state.getState().notice) tell(undefined);
  };
  const edit = (id: string, fields: object, words: Omit<EditWords, "params" | "id">) =>
    run(changeDevice(document, id, fields, words, author()));
  const nameFor = (kind: string) => {
    const names = new Set(plan().devices.map(({ name }) => name));
    const word = say(deviceKind(kind)?.title ?? kind);
    let n = plan().devices.filter((each) => each.kind === kind).length + 1;
    while (names.has(`${word} ${n}`)) n += 1;
    return `${word} ${n}`;
  };
  const select = (id: string | undefined) => {
    const device = deviceOf(plan(), id);
    view.setState({ selection: device && devicePick(device) });
  };
  const replace = (words: EditWords, next: PlanDocument) => {
    log.seal();
    run(replaceEdit(document, words, next));
    log.seal();
    state.setState({ savedAt: logMark(log), tool: undefined });
  };

  // The selection shows the device as it is now; one that is gone is not selected.
  const renew = () => {
    const { selection } = view.getState();
    if (selection?.kind === "device") select(selection.id);
  };
  renew();
  document.subscribe(renew);
  // A link names a device by its id alone.
  view.subscribe(({ selection }, before) => {
    if (selection !== before.selection && selection?.layer !== PLAN_LAYER) renew();
  });

  return {
    document,
    log,
    state,
    postsIn: needs.postsIn,
    take: (tool) => state.setState({ tool, notice: undefined }),
    place(kindId, spot, headingDeg) {
      const kind = deviceKind(kindId);
      if (!kind) return undefined;
      const device = newDevice(kind, {
        id: freshDeviceId(plan().devices),
        name: nameFor(kindId),
        place: spot.place,
        headingDeg: asHeading(headingDeg),
        mount: mountAt(spot, kindId),
        ...(spot.accuracyM !== undefined && { accuracyM: spot.accuracyM }),
        ...(spot.standsOn && { standsOn: spot.standsOn }),
      });
      run(addDevice(document, device, author()));
      select(device.id);
      return device.id;
    },
    move(id, spot, drag) {
      const device = deviceOf(plan(), id);
      if (!device) return;
      edit(
        id,
        {
          place: { ...device.place, ...spot.place },
          mount: mountAt(spot, device.kind),
          accuracyM: spot.accuracyM,
          standsOn: spot.standsOn,
        },
        {
          title: "edit.move",
          merge: drag
            ? { key: drag, withinMs: Number.POSITIVE_INFINITY }
            : { key: `move ${id}`, withinMs: KEYS_MS },
        },
      );
    },
    turn(id, headingDeg, drag) {
      edit(
        id,
        { headingDeg: Math.round(asHeading(headingDeg) * 10) / 10 },
        {
          title: "edit.turn",
          merge: drag
            ? { key: drag, withinMs: Number.POSITIVE_INFINITY }
            : { key: `turn ${id}`, withinMs: KEYS_MS },
        },
      );
    },
    change(id, fields) {
      edit(id, fields, {
        title: "edit.change",
        merge: { key: `${Object.keys(fields).join(" ")} ${id}`, withinMs: TYPING_MS },
      });
    },
    remove: (id) => run(removeDevice(document, id, author())),
    duplicate(id) {
      const device = deviceOf(plan(), id);
      if (!device) return;
      const east = COPY_M / (METRES_PER_DEGREE * Math.cos((device.place.latDeg * Math.PI) / 180));
      // What it stands on there, nobody has looked at.
      const { standsOn: _, accuracyM: __, ...rest } = device;
      const copy: PlannedDevice = {
        ...rest,
        id: freshDeviceId(plan().devices),
        name: nameFor(device.kind),
        place: { ...device.place, lonDeg: device.place.lonDeg + east },
        mount: { on: deviceKind(device.kind)?.mountOn ?? "ground" },
      };
      run(addDevice(document, copy, author(), "edit.duplicate"));
      select(copy.id);
    },
    select,
    rename: (title) => run(renamePlan(document, title, author())),
    undo() {
      const undone = log.undo();
      if (undone) tell({ tone: "info", code: "plan.undone", params: {}, edit: undone });
    },
    redo() {
      const done = log.redo();
      if (done) tell({ tone: "info", code: "plan.redone", params: {}, edit: done });
    },
    start: () => replace({ id: "plan-new", title: "edit.new", params: {} }, blank()),
    open(text, bytes, fileName) {
      try {
        const read = readPlan(text, { cityId, bytes });
        replace({ id: "plan-open", title: "edit.open", params: { name: fileName } }, read.plan);
        tell({
          tone: "info",
          code: read.findings.length > 0 ? "plan.opened-changed" : "plan.opened",
          params: { name: fileName, devices: read.plan.devices.length, changes: read.findings.length },
          findings: read.findings,
        });
      } catch (error) {
        if (!(error instanceof Fault)) throw error;
        tell({ tone: "error", code: error.code, params: { ...error.params, name: fileName } });
      }
    },
    save() {
      const fileName = planFileName(plan().title);
      needs.download(fileName, writePlan(plan()));
      log.seal();
      state.setState({ savedAt: logMark(log) });
      tell({ tone: "info", code: "plan.saved", params: { name: fileName } });
    },
    tell,
  };
}
