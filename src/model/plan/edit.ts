// Edits of a plan: each is a command that can be done and undone, and knows only what it changes. The log keeps them.

import type { PlanDocument, PlannedDevice, Stamp } from "./plan-document.ts";
import type { PlanStore } from "./plan-store.ts";

export interface Edit {
  id: string;
  /** Word key, and what fills it: "moved {{name}}". */
  title: string;
  params: Record<string, string | number>;
  do(): void;
  undo(): void;
  /** Edits of one key that follow each other are one step: a drag, the typing in one field. */
  merge?: { key: string; withinMs: number };
  /** About how much memory it holds, bytes. */
  weight?: number;
  /** Of the view, not of the plan: it leaves the plan's file as it is. */
  about?: "view";
}

/** One device before and after; absent = not there. `index` is its place in the list while it is there. */
export interface DeviceChange {
  index: number;
  before?: PlannedDevice;
  after?: PlannedDevice;
}

export interface PlanChange {
  devices?: readonly DeviceChange[];
  title?: readonly [before: string, after: string];
  modified: readonly [before: Stamp, after: Stamp];
}

function put(devices: readonly PlannedDevice[], changes: readonly DeviceChange[], forward: boolean) {
  const out = [...devices];
  for (const { index, before, after } of forward ? changes : [...changes].reverse()) {
    const [from, to] = forward ? [before, after] : [after, before];
    if (from && to) out[index] = to;
    else if (to) out.splice(index, 0, to);
    else if (from) out.splice(index, 1);
  }
  return out;
}

/** The document with a change made, or taken back. */
export function applyChange(plan: PlanDocument, change: PlanChange, forward = true): PlanDocument {
  const which = forward ? 1 : 0;
  return {
    ...plan,
    ...(change.title && { title: change.title[which] }),
    modified: change.modified[which],
    ...(change.devices && { devices: put(plan.devices, change.devices, forward) }),
  };
}

export interface EditWords {
  id: string;
  title: string;
  params: Record<string, string | number>;
  merge?: Edit["merge"];
}

/** A change of the plan as an edit. */
export function changeEdit(store: PlanStore, words: EditWords, change: PlanChange): Edit {
  const make = (forward: boolean) => () =>
    store.setState(({ plan }) => ({ plan: applyChange(plan, change, forward) }));
  return { ...words, weight: JSON.stringify(change).length, do: make(true), undo: make(false) };
}

/** Another document in the place of this one: opening a file, starting anew. */
export function replaceEdit(store: PlanStore, words: EditWords, next: PlanDocument): Edit {
  const before = store.getState().plan;
  return {
    ...words,
    weight: JSON.stringify(before).length + JSON.stringify(next).length,
    do: () => store.setState({ plan: next }),
    undo: () => store.setState({ plan: before }),
  };
}
