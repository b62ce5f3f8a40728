// The built app and the sample city as a plain static host serves them: nobody live, nothing moves. Stopping takes the
// copy away again.

import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Running, startLaneTwin, startStaticHost } from "./server.ts";

export async function startStaticSite(): Promise<Running> {
  // Builds what is missing, as a user's first start does.
  await (await startLaneTwin(["--port", "0"])).stop();
  const folder = mkdtempSync(join(tmpdir(), "lanetwin-site-"));
  cpSync("dist", folder, { recursive: true });
  cpSync(".cache/avenue", join(folder, "tiles"), { recursive: true });
  const host = await startStaticHost(folder);
  return {
    ...host,
    async stop() {
      await host.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
