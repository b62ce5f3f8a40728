// lanetwin export CITY --out …: the features of an area, or of the whole city, as a package. Says what it will write before
// it writes, and how far it is; Ctrl-C ends it and leaves nothing.

import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { checkRequest } from "../data/export/check-request.ts";
import { classesOf } from "../data/export/classes-of.ts";
import { countClasses } from "../data/export/count-area.ts";
import { diskReader, exportToDisk } from "../data/export/node.ts";
import type { ExportProgress, ExportRequest } from "../data/export/request.ts";
import type { Area } from "../model/geo/area.ts";
import { areaOfBox, readArea } from "../model/geo/area-geojson.ts";
import { Fault } from "../model/records/fault.ts";
import type { RoadClassId } from "../model/records/road-attributes.ts";
import { say, tell, worded } from "./say.ts";
import { software } from "./software.ts";
import { USAGE } from "./usage.ts";

function parsed(args: string[]) {
  try {
    return parseArgs({
      // "--area -0.5,51,…" would be taken for an option.
      args: args.flatMap((arg, i) =>
        args[i - 1] === "--area" ? [] : arg === "--area" ? [`--area=${args[i + 1] ?? ""}`] : [arg],
      ),
      allowPositionals: true,
      options: {
        out: { type: "string" },
        area: { type: "string" },
        classes: { type: "string" },
        attributes: { type: "string" },
        crs: { type: "string", default: "EPSG:4326" },
        format: { type: "string", default: "geojson" },
      },
    });
  } catch (error) {
    throw new Fault("fault.cli.arguments", {
      reason: error instanceof Error ? error.message : "",
      usage: USAGE.export,
    });
  }
}

/** A rectangle of four numbers, else a GeoJSON file. */
async function areaOf(text: string): Promise<Area> {
  const figures = text.split(",").map((part) => (part.trim() === "" ? Number.NaN : Number(part)));
  if (figures.every(Number.isFinite)) {
    const [west, south, east, north] = figures;
    if (
      figures.length !== 4 ||
      !((west as number) < (east as number) && (south as number) < (north as number))
    )
      throw new Fault("fault.export.area-box", { text });
    return areaOfBox(west as number, south as number, east as number, north as number);
  }
  const json = await readFile(text, "utf8").catch(() => {
    throw new Fault("fault.export.area-file", { file: text });
  });
  return readArea(json);
}

const listOf = (text: string | undefined) =>
  text
    ?.split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");

function teller(): (progress: ExportProgress) => void {
  let shown = "";
  return ({ step, done, total }) => {
    const percent = total > 0 ? Math.floor((done / total) * 10) * 10 : 0;
    const line = step === "writing" ? `${step} ${percent}` : step;
    if (line === shown) return;
    shown = line;
    say(`exporting.${step}`, { percent });
  };
}

export async function exportCity(args: string[]): Promise<void> {
  const { values, positionals } = parsed(args);
  const [folder] = positionals;
  if (!folder || positionals.length > 1 || !values.out)
    throw new Fault("fault.cli.arguments", { reason: "CITY, --out", usage: USAGE.export });
  const stop = new AbortController();
  const cancel = () => stop.abort();
  process.once("SIGINT", cancel);
  process.once("SIGTERM", cancel);
  const startedMs = performance.now();
  try {
    const reader = await diskReader(folder);
    const area = values.area === undefined ? undefined : await areaOf(values.area);
    const attributes = listOf(values.attributes);
    const request: ExportRequest = {
      ...(area && { area }),
      classes: (listOf(values.classes) ?? classesOf(reader.city)) as RoadClassId[],
      ...(attributes && { attributes }),
      crs: values.crs,
      format: values.format,
    };
    const { area: checked, classes } = checkRequest(reader, request);
    const ids = classes.map(({ id }) => id);
    const count = await countClasses(reader, checked, ids, stop.signal);
    const chosen = ids.filter((id) => (count.byClass[id] ?? 0) > 0);
    say("exporting.count", {
      features: chosen.reduce((sum, id) => sum + (count.byClass[id] ?? 0), 0),
      classes: chosen.map((id) => `${id} ${count.byClass[id]}`).join(", "),
      laneKm: count.laneKm.toFixed(3),
      area: count.areaKm2 === undefined ? "" : worded("exporting.area", { km2: count.areaKm2.toFixed(6) }),
    });
    const { report, bytes } = await exportToDisk(reader, request, values.out, {
      onProgress: teller(),
      signal: stop.signal,
      software: await software(),
    });
    tell("exporting.done", {
      out: values.out,
      features: report.features,
      files: report.files.length,
      kB: Math.round(bytes / 1000),
      seconds: ((performance.now() - startedMs) / 1000).toFixed(1),
    });
  } finally {
    process.removeListener("SIGINT", cancel);
    process.removeListener("SIGTERM", cancel);
  }
}
