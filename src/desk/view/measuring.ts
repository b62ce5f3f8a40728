// Measuring at this desk: the tool in hand, the places it has, what was measured. Every measurement is an edit in the one
// log. What a tool needs of the city (a lane's width, what is above a road) is filled in later, by whoever knows it.

import { areaFigures } from "../../model/measure/ground-area.ts";
import { heightFigures, lineFigures } from "../../model/measure/lengths.ts";
import type { DataAccuracy, MeasuredFigure, PickedPlace } from "../../model/measure/measured.ts";
import type { Edit } from "../../model/plan/edit.ts";
import { Fault, type FaultParams } from "../../model/records/fault.ts";
import type { CommandLog } from "./command-log.ts";
import type { ViewStore } from "./view-store.ts";

export const MEASURE_TOOLS = ["distance", "height", "area", "lane-width", "clearance"] as const;
export type MeasureTool = (typeof MEASURE_TOOLS)[number];

export interface MeasuredPlace extends PickedPlace {
  /** What was under the pick. */
  featureId?: string;
  featureKind?: string;
  layer?: string;
  accuracy: DataAccuracy;
}

export interface MeasureOutcome {
  figures: readonly MeasuredFigure[];
  /** Word key and what fills it, for what the figures don't say: where along the road, what is above. */
  note?: { code: string; params: FaultParams };
  /** How the figure came to be, where it is the model's and not the pick's. */
  derivation?: string;
  /** What was measured between, where that is not the places themselves. */
  line?: readonly PickedPlace[];
}

export interface Measurement {
  id: string;
  tool: MeasureTool;
  places: readonly MeasuredPlace[];
  /** Absent while it is worked out. */
  outcome?: MeasureOutcome | { fault: { code: string; params: FaultParams } };
}

export interface MeasuringState {
  tool: MeasureTool | undefined;
  draft: readonly MeasuredPlace[];
  /** Where the next place would be. */
  pointer: MeasuredPlace | undefined;
  done: readonly Measurement[];
  /** Asks the scene for a place at the middle of the picture; grows. */
  atCentre: number;
  /** How many were ever made, for their ids. */
  made: number;
}

export const NOT_MEASURING: MeasuringState = {
  tool: undefined,
  draft: [],
  pointer: undefined,
  done: [],
  atCentre: 0,
  made: 0,
};

/** Places a tool needs, and whether it goes on until it is ended. */
const NEEDS: Record<MeasureTool, { least: number; most: number }> = {
  distance: { least: 2, most: Number.POSITIVE_INFINITY },
  height: { least: 2, most: 2 },
  area: { least: 3, most: Number.POSITIVE_INFINITY },
  "lane-width": { least: 1, most: 1 },
  clearance: { least: 1, most: 1 },
};
export const canFinish = ({ tool, draft }: MeasuringState): boolean =>
  tool !== undefined && draft.length >= NEEDS[tool].least;

/** What is stated by all places holds for the whole, at its worst; relative accuracy only within one layer's data. */
export function jointAccuracy(places: readonly MeasuredPlace[]): DataAccuracy {
  const worst = (name: keyof DataAccuracy): number | undefined => {
    const values = places.map(({ accuracy }) => accuracy[name]);
    return values.every((value) => value !== undefined) ? Math.max(...(values as number[])) : undefined;
  };
  const one = new Set(places.map(({ layer }) => layer)).size === 1;
  const found: DataAccuracy = {};
  for (const name of ["relHorM", "relVerM", "absHorM", "absVerM"] as const) {
    const value = name.startsWith("rel") && !one ? undefined : worst(name);
    if (value !== undefined) found[name] = value;
  }
  return found;
}

/** What places alone give; undefined where the city must be asked. */
export function outcomeOf(tool: MeasureTool, places: readonly MeasuredPlace[]): Measurement["outcome"] {
  const data = jointAccuracy(places);
  try {
    if (tool === "distance") return { figures: lineFigures(places, data) };
    if (tool === "height") return { figures: heightFigures(places, data) };
    if (tool === "area") return { figures: areaFigures(places, data) };
  } catch (error) {
    if (error instanceof Fault) return { fault: { code: error.code, params: error.params } };
    throw error;
  }
  return undefined;
}

export interface Measuring {
  take(tool: MeasureTool | undefined): void;
  add(place: MeasuredPlace): void;
  /** The last place of the draft; false when there is none. */
  back(): boolean;
  finish(): void;
  point(place: MeasuredPlace | undefined): void;
  /** Asks for a place at the middle of the picture. */
  atCentre(): void;
  settle(id: string, outcome: NonNullable<Measurement["outcome"]>): void;
  remove(id: string): void;
  clear(): void;
}

export function createMeasuring(view: ViewStore, log: CommandLog): Measuring {
  const state = () => view.getState().measuring;
  const set = (changed: Partial<MeasuringState>) =>
    view.setState(({ measuring }) => ({ measuring: { ...measuring, ...changed } }));
  const edit = (title: string, after: readonly Measurement[]): void => {
    const before = state().done;
    const put = (done: readonly Measurement[]) => {
      // What was worked out meanwhile is kept.
      const known = new Map(state().done.map((each) => [each.id, each.outcome]));
      set({
        done: done.map((each) => {
          const outcome = each.outcome ?? known.get(each.id);
          return outcome ? { ...each, outcome } : each;
        }),
      });
    };
    const made: Edit = {
      id: "measure",
      title,
      params: { n: after.length || before.length },
      about: "view",
      do: () => put(after),
      undo: () => put(before),
    };
    log.run(made);
  };
  const keep = (tool: MeasureTool, places: readonly MeasuredPlace[]) => {
    const outcome = outcomeOf(tool, places);
    const made = state().made + 1;
    set({ draft: [], pointer: undefined, made });
    edit(`edit.measure-${tool}`, [
      ...state().done,
      { id: `m${made}`, tool, places, ...(outcome && { outcome }) },
    ]);
  };
  return {
    take: (tool) => set({ tool, draft: [], pointer: undefined }),
    add(place) {
      const { tool, draft } = state();
      if (!tool) return;
      const places = [...draft, place];
      if (places.length >= NEEDS[tool].most) keep(tool, places);
      else set({ draft: places });
    },
    back() {
      const { draft } = state();
      if (draft.length === 0) return false;
      set({ draft: draft.slice(0, -1) });
      return true;
    },
    finish() {
      const { tool, draft } = state();
      if (tool && canFinish(state())) keep(tool, draft);
    },
    point: (pointer) => set({ pointer }),
    atCentre: () => set({ atCentre: state().atCentre + 1 }),
    settle: (id, outcome) =>
      set({ done: state().done.map((each) => (each.id === id ? { ...each, outcome } : each)) }),
    remove(id) {
      edit(
        "edit.measure-remove",
        state().done.filter((each) => each.id !== id),
      );
    },
    clear() {
      if (state().done.length > 0) edit("edit.measure-clear", []);
    },
  };
}
