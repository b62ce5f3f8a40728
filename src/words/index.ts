// Every word of LaneTwin by language: one flat list of keys, the same in zh and en. Used by the desk through i18next
// and by the command line as it is.

import { words as bus } from "./bus.ts";
import { words as cityBuild } from "./city-build.ts";
import { words as cityInputs } from "./city-inputs.ts";
import { words as cityTools } from "./city-tools.ts";
import { words as cityView } from "./city-view.ts";
import { words as desk } from "./desk.ts";
import { words as events } from "./events.ts";
import { words as exports } from "./export.ts";
import { words as exportPanel } from "./export-panel.ts";
import { words as feeds } from "./feeds.ts";
import { words as geo } from "./geo.ts";
import { words as lanelet2 } from "./lanelet2.ts";
import { words as live } from "./live.ts";
import { words as liveLayers } from "./live-layers.ts";
import { words as liveLook } from "./live-look.ts";
import { words as livePanels } from "./live-panels.ts";
import { words as opendrive } from "./opendrive.ts";
import { words as plan } from "./plan.ts";
import { words as server } from "./server.ts";
import { words as tiles } from "./tiles.ts";
import { words as timeline } from "./timeline.ts";
import { words as tools } from "./tools.ts";
import { words as walk } from "./walk.ts";
import { words as walkBody } from "./walk-body.ts";

export type Language = "zh" | "en";

const areas = [
  bus,
  cityBuild,
  cityInputs,
  cityTools,
  cityView,
  desk,
  events,
  exports,
  exportPanel,
  feeds,
  geo,
  lanelet2,
  live,
  liveLayers,
  liveLook,
  livePanels,
  opendrive,
  plan,
  server,
  tiles,
  timeline,
  tools,
  walk,
  walkBody,
];

export const resources: Record<Language, Record<string, string>> = {
  zh: Object.assign({}, ...areas.map(({ zh }) => zh)),
  en: Object.assign({}, ...areas.map(({ en }) => en)),
};

/** A sentence with its {{parameters}} filled in; a key without words is shown as it is. */
export function sentence(
  language: Language,
  key: string,
  params: Record<string, string | number | undefined> = {},
): string {
  const template = resources[language][key] ?? key;
  return template.replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => String(params[name] ?? "—"));
}
