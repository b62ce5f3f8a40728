// The command table as plain JavaScript, compiled once into .cache, so that a command need not wait for a TypeScript loader
// at every start. It is made anew as soon as a source has another size or time. Packages stay as they are.

import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join, relative, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const FOLDER = join(ROOT, ".cache", "lanetwin");
/** What is no longer used stays this long, for processes that run. */
const KEPT_MS = 7 * 86_400_000;
const MANIFEST = join(FOLDER, "manifest.json");

/** @param {string} path */
function stampOf(path) {
  const { size, mtimeMs } = statSync(join(ROOT, path));
  return `${size} ${mtimeMs}`;
}

/** @returns {string | undefined} the entry, if all sources are as they were */
function fresh() {
  try {
    const { root, entry, sources } = JSON.parse(readFileSync(MANIFEST, "utf8"));
    const place = join(FOLDER, entry);
    const same = Object.keys(sources).every((path) => stampOf(path) === sources[path]);
    return root === ROOT && same && existsSync(place) ? place : undefined;
  } catch {
    return undefined;
  }
}

/** Sources ask where they lie, not where their compiled text does. */
const whereSourcesLie = {
  name: "where-sources-lie",
  /** @param {import("esbuild").PluginBuild} build */
  setup: (build) =>
    build.onLoad({ filter: /[\\/]src[\\/].*\.ts$/ }, async ({ path }) => {
      const text = await readFile(path, "utf8");
      const own = JSON.stringify(pathToFileURL(path).href);
      return {
        contents: text.replaceAll(/\bimport\.meta\.url\b/g, own),
        loader: /** @type {const} */ ("ts"),
      };
    }),
};

/** @returns {Promise<string>} the entry */
async function compile() {
  // The compiler is tsx's own.
  const fromTsx = createRequire(createRequire(import.meta.url).resolve("tsx/package.json"));
  /** @type {typeof import("esbuild")} */
  const { build } = fromTsx("esbuild");
  const stamps = new Map();
  const { metafile } = await build({
    absWorkingDir: ROOT,
    entryPoints: ["src/tools/main.ts"],
    // Names carry a hash of what the files hold: a process that runs keeps finding its own.
    entryNames: "[name]-[hash]",
    outdir: FOLDER,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    splitting: true,
    packages: "external",
    platform: "node",
    format: "esm",
    target: `node${process.versions.node}`,
    metafile: true,
    logLevel: "silent",
    plugins: [
      {
        name: "stamps",
        // Before a source is read: one that changes meanwhile is stale at the next start.
        setup: (on) => {
          on.onLoad({ filter: /[\\/]src[\\/]/ }, ({ path }) => {
            const own = relative(ROOT, path);
            stamps.set(own, stampOf(own));
            return undefined;
          });
        },
      },
      whereSourcesLie,
    ],
  });
  const entry = Object.keys(metafile.outputs).find(
    (path) => metafile.outputs[path]?.entryPoint === "src/tools/main.ts",
  );
  if (!entry) throw new Error("no entry");
  const place = resolve(ROOT, entry);
  const partial = `${MANIFEST}.${process.pid}`;
  const manifest = { root: ROOT, entry: relative(FOLDER, place), sources: Object.fromEntries(stamps) };
  writeFileSync(partial, JSON.stringify(manifest));
  renameSync(partial, MANIFEST);
  const kept = new Set(Object.keys(metafile.outputs).map((path) => resolve(ROOT, path)));
  for (const name of readdirSync(FOLDER)) {
    const path = join(FOLDER, name);
    const isOld = Date.now() - statSync(path).mtimeMs > KEPT_MS;
    if (isOld && path !== MANIFEST && !kept.has(path)) rmSync(path, { force: true });
  }
  return place;
}

/** @returns {Promise<string | undefined>} undefined where nothing can be compiled or written */
export async function compiledMain() {
  const known = fresh();
  if (known) return pathToFileURL(known).href;
  try {
    mkdirSync(FOLDER, { recursive: true });
    return pathToFileURL(await compile()).href;
  } catch {
    return undefined;
  }
}
