// Entry of an export's own process. First of all it listens for the server's end, which may come before anything is
// loaded: then what was written goes too. After that TypeScript is loaded as it is, and the export takes over.

import { rmSync } from "node:fs";
import { register } from "tsx/esm/api";

const [, , jobFolder] = process.argv;
const leave = () => {
  // What was on its way to a file when the end came is there a moment later: then the folder is not empty at once.
  rmSync(jobFolder, { recursive: true, force: true, maxRetries: 10, retryDelay: 20 });
  process.exit(1);
};
process.once("disconnect", leave);
if (!process.connected) leave();

register();
await import("./export-process.ts");
