// The one log of edits: done, undone, done again. Edits of one key that follow each other within their time are one step
// (a drag, the typing in one field). Bounded in steps and in bytes; the oldest go first and can no longer be undone.

import { createStore, type StoreApi } from "zustand/vanilla";
import type { Edit } from "../../model/plan/edit.ts";

export interface LoggedEdit {
  /** Grows; a merged step has the number of its newest edit. */
  n: number;
  edit: Edit;
  atMs: number;
}

export interface LogState {
  done: readonly LoggedEdit[];
  undone: readonly LoggedEdit[];
  /** Steps that were let go to stay within the bounds. */
  forgotten: number;
  /** The newest step of the plan among them; 0 = none. */
  forgottenN: number;
}

export interface CommandLog {
  store: StoreApi<LogState>;
  /** Does an edit and keeps it; what was undone is gone. `undefined` (nothing to do) is let pass. */
  run(edit: Edit | undefined): void;
  undo(): Edit | undefined;
  redo(): Edit | undefined;
  /** The next edit starts a step of its own whatever its key. */
  seal(): void;
}

export interface LogBounds {
  steps: number;
  bytes: number;
}

const BOUNDS: LogBounds = { steps: 500, bytes: 16 * 1024 * 1024 };
const OWN_WEIGHT = 200;
const weightOf = ({ edit }: LoggedEdit) => OWN_WEIGHT + (edit.weight ?? 0);

export function createCommandLog(now: () => number, bounds: LogBounds = BOUNDS): CommandLog {
  const store = createStore<LogState>()(() => ({
    done: [],
    undone: [],
    forgotten: 0,
    forgottenN: 0,
  }));
  let n = 0;
  let sealed = true;

  /** The newest step alone may be heavier than all bounds: it stays. */
  function bounded(done: LoggedEdit[]): { done: LoggedEdit[]; dropped: LoggedEdit[] } {
    let weight = done.reduce((sum, each) => sum + weightOf(each), 0);
    let dropped = 0;
    while (done.length - dropped > 1 && (done.length - dropped > bounds.steps || weight > bounds.bytes)) {
      weight -= weightOf(done[dropped] as LoggedEdit);
      dropped += 1;
    }
    return { done: done.slice(dropped), dropped: done.slice(0, dropped) };
  }

  return {
    store,
    run(edit) {
      if (!edit) return;
      edit.do();
      const { done, forgotten, forgottenN } = store.getState();
      const atMs = now();
      const last = done.at(-1);
      n += 1;
      const merges =
        !sealed &&
        last?.edit.merge &&
        last.edit.merge.key === edit.merge?.key &&
        atMs - last.atMs <= edit.merge.withinMs;
      sealed = false;
      const step: LoggedEdit = merges
        ? {
            n,
            atMs,
            edit: { ...edit, undo: last.edit.undo, weight: (edit.weight ?? 0) + (last.edit.weight ?? 0) },
          }
        : { n, atMs, edit };
      const kept = bounded([...(merges ? done.slice(0, -1) : done), step]);
      store.setState({
        done: kept.done,
        undone: [],
        forgotten: forgotten + kept.dropped.length,
        forgottenN: kept.dropped.findLast((each) => each.edit.about !== "view")?.n ?? forgottenN,
      });
    },
    undo() {
      const { done, undone } = store.getState();
      const last = done.at(-1);
      if (!last) return undefined;
      sealed = true;
      last.edit.undo();
      store.setState({ done: done.slice(0, -1), undone: [...undone, last] });
      return last.edit;
    },
    redo() {
      const { done, undone } = store.getState();
      const next = undone.at(-1);
      if (!next) return undefined;
      sealed = true;
      next.edit.do();
      store.setState({ done: [...done, next], undone: undone.slice(0, -1) });
      return next.edit;
    },
    seal() {
      sealed = true;
    },
  };
}
