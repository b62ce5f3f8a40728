// Entry of an export's own process: TypeScript is loaded as it is, then the export takes over. When the server is gone,
// what the job has written goes too, be it gone before anything was loaded.

import { rmSync } from "node:fs";
import { register } from "tsx/esm/api";

const [, , jobFolder] = process.argv;
const leave = () => {
  rmSync(jobFolder, { recursive: true, force: true });
  process.exit(1);
};
process.once("disconnect", leave);
if (!process.connected) leave();

register();
await import("./export-process.ts");
