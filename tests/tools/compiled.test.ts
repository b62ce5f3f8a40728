import { mkdirSync, mkdtempSync, realpathSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { compiledMain } from "../../src/tools/compiled.mjs";

let root = "";
const put = (name: string, text: string) => writeFileSync(join(root, "src/tools", name), text);
const run = async (entry: string | undefined) =>
  ((await import(entry as string)) as { main: () => Promise<string> }).main();

beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), "lanetwin-compiled-")));
  mkdirSync(join(root, "src/tools"), { recursive: true });
  put("main.ts", 'export const main = async () => (await import("./word.ts")).word as string;\n');
  put("word.ts", 'export const word: string = "one";\n');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

test("what has not changed is not compiled again", async () => {
  const first = await compiledMain(root);
  const { mtimeMs } = statSync(fileURLToPath(first as string));
  expect(await compiledMain(root)).toBe(first);
  expect(statSync(fileURLToPath(first as string)).mtimeMs).toBe(mtimeMs);
  expect(await run(first)).toBe("one");
});

test("a change in a file that is loaded late is seen, and a process that runs keeps its own", async () => {
  const first = await compiledMain(root);
  put("word.ts", 'export const word: string = "another";\n');
  const second = await compiledMain(root);
  expect(second).not.toBe(first);
  expect(await run(second)).toBe("another");
  expect(await run(first)).toBe("one");
});

test("a source that asks where it lies is told its own place", async () => {
  put("word.ts", "export const word: string = import.meta.url;\n");
  const own = pathToFileURL(join(root, "src/tools/word.ts")).href;
  expect(await run(await compiledMain(root))).toBe(own);
});

test("what can't be compiled is left to the loader, and compiled once it can be", async () => {
  put("word.ts", "export const word = ;\n");
  expect(await compiledMain(root)).toBeUndefined();
  put("word.ts", 'export const word: string = "three";\n');
  expect(await run(await compiledMain(root))).toBe("three");
});
