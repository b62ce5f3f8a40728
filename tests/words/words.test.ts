import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { resources, sentence } from "../../src/words/index.ts";

const placeholders = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name).sort();

test("both languages have the same keys, and each sentence the same parameters", () => {
  expect(Object.keys(resources.zh).sort()).toEqual(Object.keys(resources.en).sort());
  for (const [key, text] of Object.entries(resources.en))
    expect(placeholders(resources.zh[key] as string), key).toEqual(placeholders(text));
});

test("every fault and finding that the code names has its words", () => {
  const named = readdirSync("src", { recursive: true, encoding: "utf8" })
    .filter((file) => /\.tsx?$/.test(file) && !file.startsWith("words"))
    .flatMap((file) =>
      [...readFileSync(`src/${file}`, "utf8").matchAll(/"((?:fault|finding)\.[a-z]+\.[a-z-]+)"/g)].map(
        ([, code]) => code as string,
      ),
    );
  expect(named.length).toBeGreaterThan(30);
  expect([...new Set(named)].filter((code) => !(code in resources.en))).toEqual([]);
});

test("a missing parameter shows as a dash, not as undefined", () => {
  expect(sentence("en", "fault.import.no-file")).toContain("“—”");
});
