// A city's roads/network.json.gz (or the same as plain JSON) as a loader of @loaders.gl/core: bytes in, the canonical
// road model out. It is run by load() with core.worker = false: it lives in our own worker, nothing is fetched from
// elsewhere. A host that unpacks gzip on the way is met as well.

import type { LoaderWithParser } from "@loaders.gl/core";
import { Fault } from "../../../model/records/fault.ts";
import type { RoadNetwork } from "../../../model/roads/road-network.ts";

const LISTS = ["roads", "junctions", "controllers"] as const;

async function textOf(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const packed = bytes[0] === 0x1f && bytes[1] === 0x8b;
  if (!packed) return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  const plain = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(plain).text();
}

/** @throws Fault fault.roads.unreadable, fault.roads.version, fault.roads.shape */
export async function readNetwork(buffer: ArrayBuffer): Promise<RoadNetwork> {
  const unreadable = (error: unknown) =>
    new Fault("fault.roads.unreadable", { reason: String((error as Error)?.message ?? error) });
  let json: unknown;
  try {
    json = JSON.parse(await textOf(new Uint8Array(buffer)));
  } catch (error) {
    throw unreadable(error);
  }
  const network = (json ?? {}) as Partial<RoadNetwork>;
  if (network.formatVersion !== 1)
    throw new Fault("fault.roads.version", { found: String(network.formatVersion), expected: 1 });
  const missing = LISTS.find((name) => !Array.isArray(network[name]));
  if (missing || !network.dataset?.headerOffset)
    throw new Fault("fault.roads.shape", { missing: missing ?? "dataset.headerOffset" });
  return network as RoadNetwork;
}

export const LaneTwinRoadsLoader = {
  dataType: null as unknown as RoadNetwork,
  batchType: null as never,
  id: "lanetwin-roads",
  name: "LaneTwin roads",
  module: "lanetwin",
  version: "1",
  worker: false,
  extensions: ["json.gz", "json"],
  mimeTypes: ["application/gzip", "application/json"],
  binary: true,
  options: {},
  parse: readNetwork,
} satisfies LoaderWithParser<RoadNetwork, never>;
