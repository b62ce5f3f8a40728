// This program's name and version, as exports name their maker.

import { readFile } from "node:fs/promises";

export async function software(): Promise<{ name: string; version: string }> {
  const read = JSON.parse(await readFile(new URL("../../package.json", import.meta.url), "utf8")) as {
    version: string;
  };
  return { name: "LaneTwin", version: read.version };
}
