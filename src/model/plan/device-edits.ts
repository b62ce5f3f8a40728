// What can be done to the devices of a plan, as edits: add, change, remove, rename the plan. Every edit stamps the plan
// with the time given; a figure that a person changes is no longer a default.

import { changeEdit, type Edit, type EditWords, type PlanChange } from "./edit.ts";
import { deviceOf, type PlannedDevice } from "./plan-document.ts";
import type { PlanStore } from "./plan-store.ts";

export interface Author {
  nowMs: number;
  by?: string;
}

const modified = (store: PlanStore, { nowMs, by }: Author): PlanChange["modified"] => [
  store.getState().plan.modified,
  { at: new Date(nowMs).toISOString(), ...(by !== undefined && { by }) },
];

export function addDevice(store: PlanStore, device: PlannedDevice, author: Author, title = "edit.add"): Edit {
  const { plan } = store.getState();
  return changeEdit(
    store,
    { id: "device-add", title, params: { name: device.name || device.id } },
    { devices: [{ index: plan.devices.length, after: device }], modified: modified(store, author) },
  );
}

export function removeDevice(store: PlanStore, id: string, author: Author): Edit | undefined {
  const { devices } = store.getState().plan;
  const index = devices.findIndex((device) => device.id === id);
  const before = devices[index];
  if (!before) return undefined;
  return changeEdit(
    store,
    { id: "device-remove", title: "edit.remove", params: { name: before.name || id } },
    { devices: [{ index, before }], modified: modified(store, author) },
  );
}

/** A device with some fields changed; `undefined` takes a field away. */
export function withFields(
  device: PlannedDevice,
  fields: Partial<Record<keyof PlannedDevice, unknown>>,
): PlannedDevice {
  const changed = Object.keys(fields);
  const kept = Object.entries({ ...device, ...fields }).filter(([, value]) => value !== undefined);
  const out = Object.fromEntries(kept) as unknown as PlannedDevice;
  if (!device.basis || "basis" in fields) return out;
  const basis = Object.entries(device.basis).filter(([name]) => !changed.includes(name));
  return { ...out, basis: Object.fromEntries(basis) };
}

/** Nothing to do gives undefined: the log stays as it is. */
export function changeDevice(
  store: PlanStore,
  id: string,
  fields: Partial<Record<keyof PlannedDevice, unknown>>,
  words: Omit<EditWords, "params" | "id">,
  author: Author,
): Edit | undefined {
  const { plan } = store.getState();
  const before = deviceOf(plan, id);
  if (!before) return undefined;
  const same = Object.entries(fields).every(
    ([name, value]) => JSON.stringify(before[name as keyof PlannedDevice]) === JSON.stringify(value),
  );
  if (same) return undefined;
  const after = withFields(before, fields);
  return changeEdit(
    store,
    { id: "device-change", ...words, params: { name: before.name || id } },
    { devices: [{ index: plan.devices.indexOf(before), before, after }], modified: modified(store, author) },
  );
}

export function renamePlan(store: PlanStore, title: string, author: Author): Edit | undefined {
  const { plan } = store.getState();
  if (plan.title === title) return undefined;
  return changeEdit(
    store,
    {
      id: "plan-rename",
      title: "edit.rename",
      params: { name: title },
      merge: { key: "plan-title", withinMs: 3000 },
    },
    { title: [plan.title, title], modified: modified(store, author) },
  );
}
