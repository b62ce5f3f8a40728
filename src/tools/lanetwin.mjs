#!/usr/bin/env node
// The bin: TypeScript is loaded as it is, then the command table takes over.

import { register } from "tsx/esm/api";

register();
const { main } = await import("./main.ts");
process.exitCode = await main(process.argv.slice(2));
