// Planning for an open city, with what it needs of the browser: what was kept, storage, downloads, ids.

import { keepPlan, keyOf, readKeptPlan } from "../view/keep-plan.ts";
import { createPlanning, type Planning } from "../view/planning.ts";
import type { ViewStore } from "../view/view-store.ts";
import type { OpenedCity } from "./open-city.ts";
import { readPosts } from "./read-posts.ts";

/** randomUUID is for secure pages only; a headset on the LAN may not be one. */
const freshId = () =>
  `plan-${[...crypto.getRandomValues(new Uint8Array(8))].map((byte) => byte.toString(16).padStart(2, "0")).join("")}`;

function download(fileName: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = fileName;
  link.click();
  // The browser has taken the blob by the next task.
  setTimeout(() => URL.revokeObjectURL(url), 0);
}

/** Storage may be forbidden: even naming it throws then. */
function storageOrNone(): Pick<Storage, "getItem" | "setItem"> {
  const refuse = () => {
    throw new Error("no storage");
  };
  try {
    return localStorage;
  } catch {
    return { getItem: refuse, setItem: refuse };
  }
}

export function openPlanning(opened: OpenedCity, view: ViewStore, now: () => number): Planning {
  const storage = storageOrNone();
  const { id } = opened.city;
  const { kept, fault } = readKeptPlan(storage, id);
  const planning = createPlanning({
    cityId: id,
    view,
    now,
    freshId,
    download,
    postsIn: readPosts(opened),
    kept,
  });
  if (fault?.code === "fault.plan.storage-forbidden") planning.state.setState({ keeping: fault });
  else if (fault) planning.tell({ tone: "error", ...fault });
  keepPlan(planning, storage, id);
  // Told only of what other tabs write.
  addEventListener("storage", ({ key }) => {
    if (key === keyOf(id)) planning.tell({ tone: "error", code: "fault.plan.other-tab", params: {} });
  });
  return planning;
}
