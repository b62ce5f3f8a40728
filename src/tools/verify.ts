// lanetwin verify <tileset.json|city folder>: a table of what public validators don't look at; the exit code says whether
// all is well.

import { readFile, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { verifyTileset } from "../data/tiling/verify/verify-tileset.ts";
import { parseCity } from "../model/city/city-schema.ts";
import { Fault } from "../model/records/fault.ts";
import { tell, worded } from "./say.ts";
import { USAGE } from "./usage.ts";

function parsed(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: { ground: { type: "string" }, features: { type: "string" } },
    });
  } catch (error) {
    throw new Fault("fault.cli.arguments", {
      reason: error instanceof Error ? error.message : "",
      usage: USAGE.verify,
    });
  }
}

interface Place {
  file: string;
  groundHeightM?: number;
}

/** The tilesets of a city folder that lie in it, or the one file. */
async function placesOf(path: string): Promise<Place[]> {
  const found = await stat(path).catch(() => undefined);
  if (found?.isFile()) return [{ file: path }];
  const text = found && (await readFile(join(path, "city.json"), "utf8").catch(() => undefined));
  if (text === undefined && found && (await stat(join(path, "tileset.json")).catch(() => undefined)))
    return [{ file: join(path, "tileset.json") }];
  const city = text === undefined ? undefined : parseCity(JSON.parse(text));
  if (!city?.ok) throw new Fault("fault.verify.no-tileset", { path });
  const { tilesets, groundHeightM } = city.city;
  return tilesets
    .filter(({ url }) => !/^https?:/.test(url))
    .map(({ url, offsetUpM }) => ({
      file: join(path, url),
      ...(groundHeightM !== undefined && { groundHeightM: groundHeightM - (offsetUpM ?? 0) }),
    }));
}

/** @throws Fault fault.verify.no-tileset; fault.verify.wrong after the table, when something is */
export async function verify(args: string[]): Promise<void> {
  const { values, positionals } = parsed(args);
  const [path] = positionals;
  const number = (text: string | undefined) => (text === undefined ? undefined : Number(text));
  const [ground, features] = [number(values.ground), number(values.features)];
  const sound = [ground, features].every((value) => value === undefined || Number.isFinite(value));
  if (!path || positionals.length > 1 || !sound)
    throw new Fault("fault.cli.arguments", { reason: "tileset.json", usage: USAGE.verify });
  let checks = 0;
  let wrong = 0;
  for (const { file, groundHeightM } of await placesOf(path)) {
    const startedMs = performance.now();
    const folder = dirname(file);
    const known = ground ?? groundHeightM;
    const report = await verifyTileset(
      basename(file),
      async (name) => await readFile(join(folder, name)).catch(() => undefined),
      {
        ...(known !== undefined && { groundHeightM: known }),
        ...(features !== undefined && { expectedFeatures: features }),
      },
    );
    process.stdout.write(`${file}\n`);
    for (const result of report.checks) {
      tell("verify.row", {
        mark: result.wrong > 0 ? "✗" : result.seen > 0 ? "✓" : "–",
        title: worded(`verify.check.${result.check}`),
        seen: result.seen,
        wrong: result.wrong,
      });
      for (const example of result.examples) tell("verify.example", { ...example });
      checks += result.wrong > 0 ? 1 : 0;
      wrong += result.wrong;
    }
    tell("verify.done", {
      tiles: report.tiles,
      tilesets: report.tilesets,
      MB: (report.bytes / 1e6).toFixed(1),
      features: report.features,
      triangles: report.triangles,
      seconds: ((performance.now() - startedMs) / 1000).toFixed(1),
    });
  }
  if (checks > 0) throw new Fault("fault.verify.wrong", { checks, wrong });
}
