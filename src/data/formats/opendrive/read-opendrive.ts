// OpenDRIVE 1.4 to 1.8 into the canonical road model. Streams; holds one road's tree at a time; one bad road is
// skipped with its reason, a file that is no map is one fault. Runs in a worker, in a browser and in Node.

import { Fault, type Finding } from "../../../model/records/fault.ts";
import type { RoadNetwork } from "../../../model/roads/road-network.ts";
import type { ReadOptions } from "../format.ts";
import { childOf, type Element } from "../xml/element.ts";
import { streamElements } from "../xml/stream-elements.ts";
import { createReader, type Reader, text } from "./attributes.ts";
import { readController, readJunction } from "./read-junction.ts";
import { readQuality } from "./read-quality.ts";
import { readRoad } from "./read-road.ts";

function readHeader(reader: Reader, header: Element, { dataset }: RoadNetwork): void {
  const offset = childOf(header, "offset");
  dataset.name = text(header, "name");
  dataset.source.version = `${text(header, "revMajor") || "1"}.${text(header, "revMinor") || "?"}`;
  if (text(header, "vendor") !== "") dataset.source.vendor = text(header, "vendor");
  if (text(header, "date") !== "") dataset.source.date = text(header, "date");
  dataset.crs = (childOf(header, "geoReference")?.text ?? "").trim();
  if (offset)
    dataset.headerOffset = {
      x: reader.number(offset, "x"),
      y: reader.number(offset, "y"),
      z: reader.number(offset, "z"),
      headingRad: reader.number(offset, "hdg"),
    };
}

/** The country that most signals and road types name, as ISO alpha-2; undefined when none does. */
function countryOf({ roads }: RoadNetwork): string | undefined {
  const votes = new Map<string, number>();
  const alpha2: Record<string, string> = {
    DEU: "DE",
    GER: "DE",
    CHN: "CN",
    USA: "US",
    SWE: "SE",
    GBR: "GB",
    JPN: "JP",
    FRA: "FR",
  };
  for (const road of roads)
    for (const { country = "" } of [...road.signals, ...road.types]) {
      const upper = country.toUpperCase();
      const code = alpha2[upper] ?? upper;
      if (/^[A-Z]{2}$/.test(code)) votes.set(code, (votes.get(code) ?? 0) + 1);
    }
  return [...votes].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))[0]?.[0];
}

/** Links to roads and junctions that are not there. */
function checkLinks({ roads, junctions }: RoadNetwork, findings: Finding[]): void {
  const known = {
    road: new Set(roads.map(({ id }) => id)),
    junction: new Set(junctions.map(({ id }) => id)),
  };
  for (const road of roads)
    for (const [name, link] of [
      ["predecessor", road.predecessor],
      ["successor", road.successor],
    ] as const)
      if (link && !known[link.kind].has(link.id))
        createReader(findings, `road ${road.id}`).report("warning", "finding.opendrive.dangling-link", {
          link: name,
          kind: link.kind,
          id: link.id,
        });
}

/**
 * Reads a map from its bytes.
 * @throws Fault fault.opendrive.* when it is empty, not XML, cut off, not OpenDRIVE or holds no usable road
 */
export async function readOpenDrive(
  chunks: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
  { fileName, sha256, onProgress, signal }: ReadOptions,
): Promise<{ network: RoadNetwork; findings: Finding[] }> {
  const findings: Finding[] = [];
  const network: RoadNetwork = {
    formatVersion: 1,
    dataset: {
      id: fileName.replace(/^.*[/\\]/, "").replace(/\.[^.]*$/, ""),
      name: "",
      source: { format: "opendrive", version: "", file: fileName.replace(/^.*[/\\]/, ""), sha256 },
      crs: "",
      headerOffset: { x: 0, y: 0, z: 0, headingRad: 0 },
      quality: {},
    },
    roads: [],
    junctions: [],
    controllers: [],
  };
  const ids = new Set<string>();
  const onChild = (element: Element) => {
    const id = text(element, "id");
    switch (element.name) {
      case "header": {
        const reader = createReader(findings, "header");
        readHeader(reader, element, network);
        Object.assign(network.dataset.quality, readQuality(reader, element).quality);
        break;
      }
      case "road": {
        const reader = createReader(findings, `road ${id}`);
        if (ids.has(id)) {
          reader.report("skipped", "finding.opendrive.duplicate-road");
          break;
        }
        const road = readRoad(reader, element);
        if (!road) break;
        ids.add(id);
        network.roads.push(road);
        break;
      }
      case "junction": {
        const reader = createReader(findings, `junction ${id}`);
        if (network.junctions.some((other) => other.id === id))
          reader.report("skipped", "finding.opendrive.duplicate-junction");
        else network.junctions.push(readJunction(reader, element));
        break;
      }
      case "controller":
        network.controllers.push(readController(createReader(findings, `controller ${id}`), element));
        break;
      default:
        break;
    }
  };
  await streamElements(chunks, {
    fileName,
    rootName: "OpenDRIVE",
    faults: "fault.opendrive",
    onChild,
    onBytes: (bytes) => onProgress?.({ bytes, roads: network.roads.length }),
    ...(signal && { signal }),
  });
  if (network.roads.length === 0)
    throw new Fault("fault.opendrive.no-roads", { file: fileName, skipped: findings.length });
  checkLinks(network, findings);
  const country = countryOf(network);
  if (country !== undefined) network.dataset.country = country;
  return { network, findings };
}
