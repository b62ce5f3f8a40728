#!/usr/bin/env node
// The bin: the compiled command table takes over. A server starts once and loads TypeScript as it is, and so does everything
// where nothing can be compiled.

import { compiledMain } from "./compiled.mjs";

const args = process.argv.slice(2);
const compiled = args[0] === "serve" ? undefined : await compiledMain();
if (!compiled) (await import("tsx/esm/api")).register();
const { main } = await import(compiled ?? "./main.ts");
process.exitCode = await main(args);
