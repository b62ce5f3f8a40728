// The plan that is open, in a vanilla store: panels and layers follow it, edits change it, nobody else does.

import { createStore, type StoreApi } from "zustand/vanilla";
import type { PlanDocument } from "./plan-document.ts";

export interface PlanState {
  plan: PlanDocument;
}
export type PlanStore = StoreApi<PlanState>;

export const createPlanStore = (plan: PlanDocument): PlanStore => createStore<PlanState>()(() => ({ plan }));
