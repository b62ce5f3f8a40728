// Prints the version of the Node it runs on, then the SHA-256 of the sample's text for each seed given.

import { createHash } from "node:crypto";
import { sampleRoads } from "../../../src/data/sample/sample-roads.ts";

export const digestOf = (seed: number) => createHash("sha256").update(sampleRoads(seed)).digest("hex");

const seeds = process.argv.slice(2).map(Number);
if (seeds.length > 0 && process.argv[1]?.endsWith("digest-sample.ts"))
  console.log([process.version, ...seeds.map(digestOf)].join("\n"));
