// Programs that nobody here wrote, as judges. A missing one is an error where tools are required, else a skip.

import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";

const firstOf = (commands: string[], ...probe: string[]) =>
  commands.find((command) => spawnSync(command, probe, { stdio: "ignore" }).status === 0);

export const SUMO_HOME = process.env.SUMO_HOME ?? "/usr/share/sumo";
export const pythonWithScipy = firstOf(
  ["python3", "/usr/bin/python3", "python"],
  "-c",
  "import scipy.integrate",
);
export const python = firstOf(["python3", "/usr/bin/python3", "python"], "-c", "import xml.etree");
export const pythonWithGdal = firstOf(["/usr/bin/python3", "python3"], "-c", "from osgeo import gdal");
export const netconvert = existsSync(SUMO_HOME) ? firstOf(["netconvert"], "--version") : undefined;
export const ogrinfo = firstOf(["ogrinfo"], "--version");
export const xmllint = firstOf(["xmllint"], "--version");

if (process.env.LANETWIN_REQUIRE_TOOLS) {
  const missing = Object.entries({ pythonWithScipy, netconvert, ogrinfo, xmllint })
    .filter(([, path]) => path === undefined)
    .map(([name]) => name);
  if (missing.length > 0) throw new Error(`Missing for the conformance tests: ${missing.join(", ")}`);
}
