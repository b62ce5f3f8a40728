// Every layer there is, from the ground up: a new one is one line here.

import { area } from "../layers/area/index.ts";
import { buildings } from "../layers/buildings/index.ts";
import { docks } from "../layers/docks/index.ts";
import { drones } from "../layers/drones/index.ts";
import { dropped } from "../layers/dropped/index.ts";
import { equipment } from "../layers/equipment/index.ts";
import { events } from "../layers/events/index.ts";
import { furniture } from "../layers/furniture/index.ts";
import { measure } from "../layers/measure/index.ts";
import { otherTiles } from "../layers/other/index.ts";
import { parking } from "../layers/parking/index.ts";
import { plan } from "../layers/plan/index.ts";
import { points } from "../layers/points/index.ts";
import { roads } from "../layers/roads/index.ts";
import { signals } from "../layers/signals/index.ts";
import { terrain } from "../layers/terrain/index.ts";
import { vehicles } from "../layers/vehicles/index.ts";

export const layers = [
  terrain,
  roads,
  buildings,
  furniture,
  points,
  otherTiles,
  dropped,
  plan,
  signals,
  vehicles,
  parking,
  equipment,
  docks,
  drones,
  events,
  area,
  measure,
];
