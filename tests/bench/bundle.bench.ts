// Bytes of the built app: what the first view loads, raw and gzipped.

import { readdirSync, readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { buildMissing } from "../../src/tools/start.ts";

export async function run(): Promise<object> {
  await buildMissing({ sample: false });
  const files = readdirSync("dist/assets").filter((file) => /\.(js|css)$/.test(file));
  const sizes = files
    .map((file) => {
      const bytes = readFileSync(`dist/assets/${file}`);
      return {
        file: file.replace(/-[\w-]{8}\./, "."),
        bytes: bytes.length,
        gzipBytes: gzipSync(bytes, { level: 9 }).length,
      };
    })
    .sort((a, b) => b.bytes - a.bytes);
  return {
    totalGzipBytes: sizes.reduce((sum, { gzipBytes }) => sum + gzipBytes, 0),
    budgetGzipBytes: 1.5e6,
    largest: sizes.slice(0, 8),
  };
}
