// The open plan kept in the browser, one a city, so that a reload loses nothing. Storage that is full or forbidden is
// said; a kept plan that cannot be read any more is put aside, never thrown away.

import type { PlanDocument } from "../../model/plan/plan-document.ts";
import { readPlan, writePlan } from "../../model/plan/plan-file.ts";
import { isUnsaved, type Planning } from "./planning.ts";

type PlanStorage = Pick<Storage, "getItem" | "setItem">;
/** Where a city's plan is kept. */
export const keyOf = (cityId: string) => `lanetwin.plan.${cityId}`;

export interface KeptPlan {
  plan: PlanDocument;
  saved: boolean;
}

/** What was kept for a city; a fault where there was something that cannot be read. */
export function readKeptPlan(
  storage: PlanStorage,
  cityId: string,
): { kept?: KeptPlan; fault?: { code: string; params: Record<string, never> } } {
  let text: string | null = null;
  try {
    text = storage.getItem(keyOf(cityId));
  } catch {
    return { fault: { code: "fault.plan.storage-forbidden", params: {} } };
  }
  if (text === null) return {};
  try {
    const { plan, saved } = JSON.parse(text) as { plan: unknown; saved: unknown };
    return { kept: { plan: readPlan(JSON.stringify(plan), { cityId }).plan, saved: saved === true } };
  } catch {
    try {
      storage.setItem(`${keyOf(cityId)}.unread`, text);
    } catch {
      // It still stands under its own key until the next edit.
    }
    return { fault: { code: "fault.plan.kept-unread", params: {} } };
  }
}

/** Writes after each edit, at once: a tab may be closed at any moment. */
export function keepPlan(planning: Planning, storage: PlanStorage, cityId: string): () => void {
  const write = () => {
    const { plan } = planning.document.getState();
    try {
      storage.setItem(keyOf(cityId), `{"saved":${!isUnsaved(planning)},"plan":${writePlan(plan)}}`);
      if (planning.state.getState().keeping) planning.state.setState({ keeping: undefined });
    } catch (error) {
      const full = error instanceof DOMException && error.name === "QuotaExceededError";
      const code = full ? "fault.plan.storage-full" : "fault.plan.storage-forbidden";
      planning.state.setState({ keeping: { code, params: {} } });
    }
  };
  let waiting = false;
  // A step is in the log only after it has changed the document.
  const soon = () => {
    if (waiting) return;
    waiting = true;
    queueMicrotask(() => {
      waiting = false;
      write();
    });
  };
  const stops = [
    planning.log.store.subscribe(soon),
    planning.state.subscribe(({ savedAt }, before) => savedAt !== before.savedAt && soon()),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}
