// What a first visit loads: scripts and styles, gzip, by file; and the tiles of the sample.

import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { round } from "./median.ts";

export function bundle() {
  if (!existsSync("dist/index.html")) spawnSync("npx", ["vite", "build"], { stdio: "ignore" });
  const files = readdirSync("dist/assets")
    .filter((file) => /\.(js|css)$/.test(file))
    .map((file) => ({
      file: file.replace(/-[\w-]{8}\./, "."),
      gzipKb: round(gzipSync(readFileSync(join("dist/assets", file))).length / 1000, 1),
    }))
    .sort((a, b) => b.gzipKb - a.gzipKb);
  const codeKb = round(
    files.reduce((sum, { gzipKb }) => sum + gzipKb, 0),
    1,
  );
  const roads = "public/tiles/optics-valley/roads";
  const tilesMb = existsSync(roads)
    ? round(
        readdirSync(roads)
          .filter((file) => file.endsWith(".glb"))
          .reduce((sum, file) => sum + statSync(join(roads, file)).size, 0) / 1e6,
      )
    : undefined;
  console.table(files.slice(0, 8));
  console.log(`code ${codeKb} kB gzip; tiles of the sample ${tilesMb ?? "not built"} MB before compression`);
  return { codeGzipKb: codeKb, files, sampleTilesMb: tilesMb };
}
