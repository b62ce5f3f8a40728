// The plan and what is going on with it, for the panels.

import { useStore } from "zustand";
import { deviceOf, type PlanDocument, type PlannedDevice } from "../../../model/plan/plan-document.ts";
import { useDesk, useView } from "../../view/desk-context.tsx";
import type { PlanningState } from "../../view/planning.ts";

export const usePlanning = <T>(selector: (state: PlanningState) => T): T =>
  useStore(useDesk().plan.state, selector);

export const usePlan = <T>(selector: (plan: PlanDocument) => T): T =>
  useStore(useDesk().plan.document, ({ plan }) => selector(plan));

/** The device that is selected, as it is now. */
export function useSelectedDevice(): PlannedDevice | undefined {
  const id = useView(({ selection }) => (selection?.kind === "device" ? selection.id : undefined));
  return usePlan((plan) => deviceOf(plan, id));
}
