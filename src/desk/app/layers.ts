// Every layer there is, from the ground up: a new one is one line here.

import { area } from "../layers/area/index.ts";
import { measure } from "../layers/measure/index.ts";
import { plan } from "../layers/plan/index.ts";
import { roads } from "../layers/roads/index.ts";
import { signals } from "../layers/signals/index.ts";
import { vehicles } from "../layers/vehicles/index.ts";

export const layers = [roads, plan, signals, vehicles, area, measure];
