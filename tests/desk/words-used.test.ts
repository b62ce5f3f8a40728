import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { resources } from "../../src/words/index.ts";

test("every word the desk names is there", () => {
  const files = readdirSync("src/desk", { recursive: true, encoding: "utf8" }).filter((file) =>
    /\.tsx?$/.test(file),
  );
  const used = files.flatMap((file) =>
    [
      ...readFileSync(`src/desk/${file}`, "utf8").matchAll(
        /"((?:desk|layer|state|connection|badge|live|rail|panel|stage|camera|command|help|hint|coordinates|go-to|inspector|fault|palette|unit|legend|field|value|theme|system)\.[a-z-]+(?:\.[a-z-]+)?)"/g,
      ),
    ].map(([, key]) => [file, key as string] as const),
  );
  expect(used.length).toBeGreaterThan(80);
  expect(used.filter(([, key]) => !(key in resources.en))).toEqual([]);
});
