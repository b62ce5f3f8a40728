// The sample network, read once for the tests that drive on it.

import { readOpenDrive } from "../../../src/data/formats/opendrive/read-opendrive.ts";
import { sampleRoads } from "../../../src/data/sample/sample-roads.ts";
import { roadPlacement } from "../../../src/model/roads/road-placement.ts";

export const sampleText = (seed = 1) => sampleRoads(seed);

export async function sampleNetwork(seed = 1) {
  const bytes = new TextEncoder().encode(sampleText(seed));
  const { network, findings } = await readOpenDrive([bytes], { fileName: "sample.xodr", sha256: "" });
  return { network, findings, toGeodetic: roadPlacement(network, network.dataset.crs) };
}
