// Records the small city until it is killed, a tick every 60 ms, and says the time of each frame that the recorder has.

import { startRecorder } from "../../../src/server/record/recorder.ts";
import { EPOCH, smallCity } from "./small-city.ts";

const folder = process.argv[2] as string;
const city = smallCity();
await startRecorder({ hub: city.hub, folder, cityId: "small", epoch: EPOCH, tickMs: 200, now: city.now });
setInterval(() => {
  city.run(1);
  process.stdout.write(`${city.now()}\n`);
}, 60);
