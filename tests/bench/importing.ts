// OpenDRIVE to tiles at 1 mm, per map: parse, and everything after it. Peer: netconvert reading the same file.

import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { importRoads } from "../../src/data/build/import-roads.ts";
import { readOpenDrive } from "../../src/data/formats/opendrive/read-opendrive.ts";
import { sampleRoads } from "../../src/data/sample/sample-roads.ts";
import { maps } from "../conformance/maps.ts";
import { netconvert, SUMO_HOME } from "../conformance/outside-programs.ts";
import { median, round, timed } from "./median.ts";

const RUNS = 3;

export async function importing() {
  const inputs = [
    { name: "sample", bytes: new TextEncoder().encode(sampleRoads(1)), path: "" },
    ...maps.map(({ name, path }) => ({ name, bytes: new Uint8Array(readFileSync(path)), path })),
  ];
  const rows = [];
  for (const { name, bytes, path } of inputs) {
    const parse: number[] = [];
    const mesh: number[] = [];
    let triangles = 0;
    for (let run = 0; run < RUNS; run++) {
      let read: Awaited<ReturnType<typeof readOpenDrive>> | undefined;
      parse.push(
        await timed(async () => {
          read = await readOpenDrive([bytes], { fileName: name, sha256: "" });
        }),
      );
      if (!read) throw new Error(name);
      const { network, findings } = read;
      mesh.push(
        await timed(() => {
          const origin = { lonDeg: 0, latDeg: 0, headingDeg: 90 };
          triangles = importRoads(network, findings, { chordM: 1e-3, origin, records: false }).triangles;
        }),
      );
    }
    const peer =
      netconvert && path
        ? await timed(() =>
            spawnSync(netconvert as string, ["-X", "never", "--opendrive-files", path, "-o", "/dev/null"], {
              env: { ...process.env, SUMO_HOME },
              stdio: "ignore",
            }),
          )
        : undefined;
    const row = {
      map: name,
      megabytes: round(bytes.length / 1e6),
      parseMs: round(median(parse), 0),
      meshMs: round(median(mesh), 0),
      triangles,
      ...(peer !== undefined && {
        netconvertMs: round(peer, 0),
        ratioToNetconvert: round((median(parse) + median(mesh)) / peer),
      }),
    };
    rows.push(row);
  }
  console.table(rows);
  return rows;
}
