import { readdirSync, readFileSync } from "node:fs";
import { posix } from "node:path";
import { init, parse } from "es-module-lexer";
import { beforeAll, describe, expect, test } from "vitest";

// design.md's import table as data. A room may import itself, the rooms in its list, and what everybody may.
const ROOMS: Record<string, string[]> = {
  words: [],
  "model/records": [],
  "model/geo": ["model/records"],
  "model/roads": ["model/records", "model/geo"],
  "model/buildings": ["model/records", "model/geo"],
  "model/city": ["model/records", "model/geo", "model/roads", "model/buildings"],
  "model/measure": ["model/records", "model/geo"],
  "model/plan": ["model/records", "model/geo", "model/city"],
  "model/twin": ["model/records", "model/geo"],
  "data/formats": ["model"],
  "data/tiling": ["model"],
  "data/build": ["model", "data/formats", "data/tiling"],
  "data/export": ["model", "data/formats"],
  "data/sample": ["model", "data/formats", "data/tiling", "data/build"],
  "live/protocol": ["model/geo", "model/records", "model/twin"],
  "live/motion": ["model/geo", "model/records", "model/twin", "live/protocol"],
  "live/simulation": ["model"],
  "live/sources": [
    "model/twin",
    "model/geo",
    "model/records",
    "model/roads",
    "live/protocol",
    "live/motion",
    "data/formats",
    "data/build",
  ],
  analysis: ["model", "live/simulation"],
  "desk/view": ["model"],
  "desk/scenes": ["model", "desk/view", "live/motion"],
  "desk/layers": ["model", "desk/view", "desk/scenes", "live/motion", "analysis"],
  "desk/panels": ["model", "desk/view", "analysis", "data/formats", "data/build", "data/export"],
  "desk/app": ["model", "desk", "live", "analysis", "data/formats", "data/build", "data/export"],
  server: ["model", "data", "live", "analysis", "server"],
  tools: ["model", "data", "live", "analysis", "server"],
  "main.tsx": ["desk/app", "model", "desk/view"],
};
const ANYBODY_MAY = ["words"];
/** Types of what everybody speaks, not code: protocol and motion import no store. */
const NO_STORE = ["live/protocol", "live/motion"];

const only = (...places: RegExp[]) => places;
const PACKAGES: [RegExp, RegExp[]][] = [
  [/^(cesium|@cesium\/.*|resium)$/, only(/^desk\/scenes\/cesium\//, /^desk\/layers\/[^/]+\/cesium\.tsx?$/)],
  [/^(three|three\/.*|3d-tiles-renderer.*)$/, only(/^desk\/scenes\/xr\//, /^desk\/layers\/[^/]+\/xr\.ts$/)],
  [/^node:/, only(/^server\//, /^tools\//, /^data\/sample\//, /\/node\.ts$/)],
  [/^zustand/, only(/^model\/(twin|plan)\//, /^desk\//, /^live\/sources\//)],
  [/^(react|react-dom|@mantine\/.*|@tabler\/.*|react-i18next)(\/.*)?$/, only(/^desk\//, /^main\.tsx$/)],
];

const files = readdirSync("src", { recursive: true, encoding: "utf8" })
  .map((file) => file.replaceAll("\\", "/"))
  .filter((file) => /\.(ts|tsx|mjs)$/.test(file) && !file.endsWith(".d.ts"));

const roomOf = (file: string) =>
  Object.keys(ROOMS)
    .filter((room) => file === room || file.startsWith(`${room}/`))
    .sort((a, b) => b.length - a.length)[0];

const within = (file: string, room: string) => file === room || file.startsWith(`${room}/`);

/** The lexer knows "import type" but neither "export type … from" nor JSX, of which only the import forms are kept. */
const sourceOf = (file: string) => {
  const source = readFileSync(`src/${file}`, "utf8").replaceAll(/\bexport type (?=[{*])/g, "export ");
  if (!file.endsWith(".tsx")) return source;
  const forms = /^(?:import|export)\b[^;]*?\bfrom\s+"[^"]+";|^import\s+"[^"]+";|\bimport\("[^"]+"\)/gm;
  return [...source.matchAll(forms)].map(([form]) => form.replace(/;?$/, ";")).join("\n");
};

/** [file, specifier] of every import and re-export, types included. */
let imports: [string, string][] = [];
beforeAll(async () => {
  await init;
  imports = files.flatMap((file) =>
    parse(sourceOf(file), file)[0]
      .filter(({ n }) => n !== undefined)
      .map(({ n }): [string, string] => [file, n as string]),
  );
});

describe("the import table of the design", () => {
  test("every file stands in a room", () => {
    expect(files.length).toBeGreaterThan(50);
    expect(files.filter((file) => roomOf(file) === undefined)).toEqual([]);
  });

  test("the lexer sees every import that a plain search sees", () => {
    const seen = new Set(imports.map(([file, specifier]) => `${file} ${specifier}`));
    const missed = files.flatMap((file) =>
      [...readFileSync(`src/${file}`, "utf8").matchAll(/^(?:import|export)\b[^;"'`]*?\bfrom\s+"([^"]+)"/gm)]
        .map(([, specifier]) => `${file} ${specifier}`)
        .filter((pair) => !seen.has(pair)),
    );
    expect(missed).toEqual([]);
  });

  test("imports point inward", () => {
    const wrong = imports.filter(([file, specifier]) => {
      if (!specifier.startsWith(".")) return false;
      const target = posix.normalize(posix.join(posix.dirname(file), specifier)).replace(/\?.*$/, "");
      const room = roomOf(file) as string;
      return ![room, ...ANYBODY_MAY, ...(ROOMS[room] as string[])].some((allowed) => within(target, allowed));
    });
    expect(wrong).toEqual([]);
  });

  test("protocol and motion import no store", () => {
    const wrong = imports.filter(
      ([file, specifier]) =>
        NO_STORE.some((room) => within(file, room)) && /-store\.ts$|^zustand/.test(specifier),
    );
    expect(wrong).toEqual([]);
  });

  test("one layer never imports another, a panel never a layer", () => {
    const wrong = imports.filter(([file, specifier]) => {
      if (!specifier.startsWith(".")) return false;
      const target = posix.join(posix.dirname(file), specifier);
      const layer = /^desk\/layers\/([^/]+)\//;
      const from = layer.exec(file)?.[1];
      const to = layer.exec(target)?.[1];
      return to !== undefined && from !== to && (from !== undefined || file.startsWith("desk/panels/"));
    });
    expect(wrong).toEqual([]);
  });

  test("engines, React and Node stay in their own rooms", () => {
    const wrong = imports.filter(([file, specifier]) =>
      PACKAGES.some(([name, places]) => name.test(specifier) && !places.some((place) => place.test(file))),
    );
    expect(wrong).toEqual([]);
  });
});
