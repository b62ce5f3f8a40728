// The real maps that the conformance tests read. With LANETWIN_REQUIRE_TOOLS a missing folder is a failure.

import { existsSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";

export const SHARED = resolve(process.env.LANETWIN_SHARED ?? "../shared");
const folder = join(SHARED, "data/opendrive");

export const haveMaps = existsSync(folder);
if (!haveMaps && process.env.LANETWIN_REQUIRE_TOOLS)
  throw new Error(`The real maps are not at ${folder}; set LANETWIN_SHARED.`);

/** Every map: those of the shared folder and any further ones in LANETWIN_MAPS. */
export const maps: { name: string; path: string }[] = [folder, process.env.LANETWIN_MAPS ?? ""]
  .filter((path) => path !== "" && existsSync(path))
  .flatMap((path) =>
    readdirSync(path)
      .filter((file) => file.endsWith(".xodr"))
      .map((file) => ({ name: file.replace(/\.xodr$/, ""), path: join(path, file) })),
  );
