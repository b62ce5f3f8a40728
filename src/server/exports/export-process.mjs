// Entry of an export's own process: TypeScript is loaded as it is, then the export takes over.

import { register } from "tsx/esm/api";

register();
await import("./export-process.ts");
