// What every panel may read: the city, its twin, this user's view and plan, and the commands.

import { createContext, useContext, useEffect, useState } from "react";
import { useStore } from "zustand";
import type { CityFile } from "../../model/city/city-file.ts";
import type { Twin, TwinState } from "../../model/twin/twin-store.ts";
import type { Acting, ActingState } from "./acting.ts";
import type { Command } from "./command.ts";
import type { Dropping } from "./dropped.ts";
import type { LegendEntry } from "./legend.ts";
import type { Pick } from "./pick.ts";
import type { Planning } from "./planning.ts";
import type { Tint } from "./tint.ts";
import type { ViewState, ViewStore } from "./view-store.ts";

export interface Desk {
  city: CityFile;
  twin: Twin;
  view: ViewStore;
  plan: Planning;
  acting: Acting;
  dropping: Dropping;
  now(): number;
  commands: readonly Command[];
  /** Layers in the order of the list: id and word key. */
  layers: readonly {
    id: string;
    title: string;
    legend?: readonly LegendEntry[];
    tints?: readonly Tint[];
  }[];
  /** Every attribute of a feature, from the city's own files; undefined when it has no record. */
  recordOf(id: string): Promise<Pick["properties"] | undefined>;
}

export const DeskContext = createContext<Desk | undefined>(undefined);

export function useDesk(): Desk {
  const desk = useContext(DeskContext);
  if (!desk) throw new Error("no desk around this panel");
  return desk;
}

export const useView = <T,>(selector: (state: ViewState) => T): T => useStore(useDesk().view, selector);
export const useTwin = <T,>(selector: (state: TwinState) => T): T => useStore(useDesk().twin.store, selector);
export const useActing = <T,>(selector: (state: ActingState) => T): T =>
  useStore(useDesk().acting.store, selector);

/** The time now, told anew every so often: for ages, which grow without anything happening. */
export function useNow(everyMs = 500): number {
  const { now } = useDesk();
  const [at, setAt] = useState(now);
  useEffect(() => {
    const timer = setInterval(() => setAt(now()), everyMs);
    return () => clearInterval(timer);
  }, [now, everyMs]);
  return at;
}
