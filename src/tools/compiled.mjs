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
/** What is no longer used stays this long, for processes that run. */
const KEPT_MS = 7 * 86_400_000;

/** @param {string} path */
function stampOf(path) {
  const { size, mtimeMs } = statSync(path);
  return `${size} ${mtimeMs}`;
}

/** @param {string} root */
const placesOf = (root) => {
  const folder = join(root, ".cache", "lanetwin");
  return { folder, manifest: join(folder, "manifest.json") };
};

/**
 * @param {string} root
 * @returns {string | undefined} the entry, if all sources are as they were
 */
function fresh(root) {
  const { folder, manifest } = placesOf(root);
  try {
    const known = JSON.parse(readFileSync(manifest, "utf8"));
    const place = join(folder, known.entry);
    const same = Object.keys(known.sources).every(
      (path) => stampOf(join(root, path)) === known.sources[path],
    );
    return known.root === root && same && existsSync(place) ? place : undefined;
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

/**
 * @param {string} root
 * @returns {Promise<string>} the entry
 */
async function compile(root) {
  const { folder, manifest } = placesOf(root);
  mkdirSync(folder, { recursive: true });
  // The compiler is tsx's own.
  const fromTsx = createRequire(createRequire(import.meta.url).resolve("tsx/package.json"));
  /** @type {typeof import("esbuild")} */
  const { build } = fromTsx("esbuild");
  const stamps = new Map();
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: ["src/tools/main.ts"],
    // Names carry a hash of what the files hold: a process that runs keeps finding its own.
    entryNames: "[name]-[hash]",
    outdir: folder,
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
            stamps.set(relative(root, path), stampOf(path));
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
  const place = resolve(root, entry);
  const partial = `${manifest}.${process.pid}`;
  const told = { root, entry: relative(folder, place), sources: Object.fromEntries(stamps) };
  writeFileSync(partial, JSON.stringify(told));
  renameSync(partial, manifest);
  const kept = new Set(Object.keys(metafile.outputs).map((path) => resolve(root, path)));
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    const isOld = Date.now() - statSync(path).mtimeMs > KEPT_MS;
    if (isOld && path !== manifest && !kept.has(path)) rmSync(path, { force: true });
  }
  return place;
}

/**
 * @param {string} root where src/tools/main.ts lies
 * @returns {Promise<string | undefined>} undefined where nothing can be compiled or written
 */
export async function compiledMain(root = ROOT) {
  const known = fresh(root);
  if (known) return pathToFileURL(known).href;
  try {
    return pathToFileURL(await compile(root)).href;
  } catch {
    return undefined;
  }
}
