// The built app and the sample city as a plain static host serves them: nobody live, nothing moves. Stopping takes the
// copy away again.

import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Running, startLaneTwin, startStaticHost } from "./server.ts";

const CITIES = { avenue: ".cache/avenue", district: "public/tiles" } as const;

/** @param sample the avenue's roads alone, or the district, which takes half a minute to grow where it is missing */
export async function startStaticSite(sample: keyof typeof CITIES = "avenue"): Promise<Running> {
  // Builds what is missing, as a user's first start does.
  await (await startLaneTwin(["--port", "0"], { LANETWIN_SAMPLE: sample })).stop();
  const folder = mkdtempSync(join(tmpdir(), "lanetwin-site-"));
  cpSync("dist", folder, { recursive: true });
  cpSync(CITIES[sample], join(folder, "tiles"), { recursive: true });
  const host = await startStaticHost(folder);
  return {
    ...host,
    async stop() {
      await host.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
