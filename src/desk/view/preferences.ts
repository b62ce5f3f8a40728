// What this user chose, kept in the browser from visit to visit. Storage may be full, forbidden or foreign: then the
// defaults hold.

import type { Language } from "../../words/index.ts";
import type { SystemId } from "./coordinate-systems.ts";
import type { Tier } from "./quality-tier.ts";
import type { ThemeName } from "./view-store.ts";

export interface Preferences {
  language?: Language;
  theme?: ThemeName;
  system?: SystemId;
  panelWidth?: number;
  panelOpen?: boolean;
  hintSeen?: boolean;
  quality?: Tier | "auto";
  exportChoice?: KeptExport;
}

/** What was exported last; names may be of another city, or of another version of the dictionary. */
export interface KeptExport {
  classes?: readonly string[];
  without?: readonly string[];
  format?: string;
  crs?: string;
}

const KEY = "lanetwin";

export function readPreferences(storage: Pick<Storage, "getItem">): Preferences {
  try {
    const found = JSON.parse(storage.getItem(KEY) ?? "{}") as unknown;
    return typeof found === "object" && found !== null ? (found as Preferences) : {};
  } catch {
    return {};
  }
}

export function keepPreferences(storage: Pick<Storage, "getItem" | "setItem">, changed: Preferences): void {
  try {
    storage.setItem(KEY, JSON.stringify({ ...readPreferences(storage), ...changed }));
  } catch {
    // Nothing is lost but the choice.
  }
}
