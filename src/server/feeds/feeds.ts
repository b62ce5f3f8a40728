// Every adapter, one line each.

import { datex2 } from "./datex2/index.ts";
import { dji } from "./dji/index.ts";
import type { Feed } from "./feed.ts";
import { geojson } from "./geojson/index.ts";
import { httpIngest } from "./http/index.ts";
import { ngsiLd } from "./ngsi-ld/index.ts";
import { openDroneId } from "./open-drone-id/index.ts";
import { openV2x } from "./openv2x/index.ts";
import { sumoFcd } from "./sumo/fcd-feed.ts";
import { sumo } from "./sumo/index.ts";

export const FEEDS: readonly Feed[] = [
  openV2x,
  dji,
  sumo,
  sumoFcd,
  httpIngest,
  ngsiLd,
  datex2,
  openDroneId,
  geojson,
];
