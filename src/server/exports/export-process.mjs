// Entry of an export's own process. First of all it listens for the server's end, which may come before anything is
// loaded: then what was written goes too. After that TypeScript is loaded as it is, and the export takes over.

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
