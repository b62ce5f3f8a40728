// A server's export jobs in a process that a test can kill: starts one job and says so.

import { register } from "tsx/esm/api";

register();
const { createExportJobs } = await import("../../../src/server/exports/export-jobs.ts");
const [, , cityFolder, scratchFolder] = process.argv;
const jobs = await createExportJobs({
  cities: [{ id: "two", folder: cityFolder }],
  scratchFolder,
  software: { name: "LaneTwin", version: "0.0.0" },
  now: Date.now,
});
const order = { city: "two", fileName: "a.zip", classes: ["lane"], crs: "EPSG:4326", format: "geojson" };
const id = await jobs.start("client", order);
process.send({ started: true });
for (;;) {
  await new Promise((done) => setTimeout(done, 20));
  if (jobs.state(id).state === "done") break;
}
process.send({ done: true });
setInterval(() => {}, 1000);
