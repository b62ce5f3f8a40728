// The export of an opened city: written by its server where that offers it, else by a worker of this browser.

import { exportCrs, OFFERED_CRS } from "../../data/export/export-crs.ts";
import { exportFormats } from "../../data/export/format-of.ts";
import { createBrowserExporter, type WorkerPort } from "../panels/export/browser-exporter.ts";
import { createExportDesk, type ExportDesk } from "../panels/export/export-desk.ts";
import { createServerExporter } from "../panels/export/server-exporter.ts";
import { keepPreferences, type Preferences } from "../view/preferences.ts";
import type { ViewStore } from "../view/view-store.ts";
import type { OpenedCity } from "./open-city.ts";

/** This page's name among those that export; random, since pages of one machine share an address. */
const pageName = () =>
  Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, "0")).join(
    "",
  );

function save(href: string, fileName: string): void {
  const link = document.createElement("a");
  link.href = href;
  link.download = fileName;
  document.body.append(link);
  link.click();
  link.remove();
}

export function openExportDesk(
  { city, url, exportsUrl }: OpenedCity,
  view: ViewStore,
  preferences: Preferences,
): ExportDesk {
  const browser = createBrowserExporter({
    createWorker() {
      const worker = new Worker(new URL("./export.worker.ts", import.meta.url), { type: "module" });
      const software = { name: "LaneTwin", version: LANETWIN_VERSION };
      worker.postMessage({ kind: "open", city, url, software });
      return worker as WorkerPort;
    },
    toUrl: (zip) => URL.createObjectURL(zip),
    revoke: (url) => URL.revokeObjectURL(url),
  });
  const exporter =
    exportsUrl === undefined
      ? browser
      : createServerExporter({
          url: exportsUrl,
          city: city.id,
          client: pageName(),
          fetch: (input, init) => fetch(input, init),
          count: browser.count,
          detach: browser.detach,
        });
  const usable = (id: string) => {
    try {
      return exportCrs(id, city.bounds) !== undefined;
    } catch {
      // A system that does not reach this city is not offered.
      return false;
    }
  };
  return createExportDesk({
    city,
    view,
    exporter,
    formats: exportFormats(),
    crsIds: OFFERED_CRS.filter(usable),
    kept: preferences.exportChoice,
    keep: (exportChoice) => keepPreferences(localStorage, { exportChoice }),
    save,
  });
}
