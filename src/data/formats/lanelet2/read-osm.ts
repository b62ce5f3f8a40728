// OSM XML as JOSM, Lanelet2 and Autoware's tools write it, streamed: one element's tree at a time, what is kept of it is
// small. Lenient: negative ids, no version, no visible, empty lat and lon. Numbers are as written; tags are text.

import type { Finding } from "../../../model/records/fault.ts";
import type { ReadOptions } from "../format.ts";
import { childrenOf, type Element } from "../xml/element.ts";
import { streamElements } from "../xml/stream-elements.ts";

export type Tags = Readonly<Record<string, string>>;

export interface OsmNode {
  id: string;
  lonDeg?: number;
  latDeg?: number;
  tags: Tags;
}

export interface OsmWay {
  id: string;
  nodes: string[];
  tags: Tags;
}

export interface OsmMember {
  type: string;
  ref: string;
  role: string;
}

export interface OsmRelation {
  id: string;
  members: OsmMember[];
  tags: Tags;
}

export interface OsmMap {
  nodes: Map<string, OsmNode>;
  ways: Map<string, OsmWay>;
  relations: Map<string, OsmRelation>;
  /** Attributes of <MetaInfo>, which Autoware's tools write. */
  meta: Tags;
  generator: string;
}

const NO_TAGS: Tags = Object.freeze({});

function tagsOf(element: Element): Tags {
  const tags = childrenOf(element, "tag");
  if (tags.length === 0) return NO_TAGS;
  const out: Record<string, string> = Object.create(null);
  for (const { attributes } of tags) if (attributes.k) out[attributes.k] = attributes.v ?? "";
  return out;
}

/** A coordinate within ±limit; empty is absent, anything else that is no such number is reported. */
function degrees(text: string | undefined, limit: number): number | undefined | "bad" {
  if (text === undefined || text.trim() === "") return undefined;
  const value = Number(text);
  return Number.isFinite(value) && Math.abs(value) <= limit ? value : "bad";
}

/** @throws Fault fault.lanelet2.empty, .not-xml, .truncated, .wrong-root, .too-deep, .entities, .cancelled */
export async function readOsm(
  chunks: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
  { fileName, onProgress, signal }: ReadOptions,
  findings: Finding[],
): Promise<OsmMap> {
  const map: OsmMap = {
    nodes: new Map(),
    ways: new Map(),
    relations: new Map(),
    meta: NO_TAGS,
    generator: "",
  };
  const report = (severity: Finding["severity"], code: string, where: string, params = {}) =>
    findings.push({ severity, code, params, where });
  /** The first of an id stays. */
  const keep = <T extends { id: string }>(all: Map<string, T>, kind: string, each: T) => {
    if (each.id === "") report("skipped", "finding.lanelet2.no-id", kind);
    else if (all.has(each.id)) report("skipped", "finding.lanelet2.repeated-id", `${kind}/${each.id}`);
    else all.set(each.id, each);
  };
  const onChild = (element: Element) => {
    const { attributes } = element;
    const id = (attributes.id ?? "").trim();
    if (attributes.action === "delete" || attributes.visible === "false") return;
    switch (element.name) {
      case "node": {
        const latDeg = degrees(attributes.lat, 90);
        const lonDeg = degrees(attributes.lon, 180);
        const node: OsmNode = { id, tags: tagsOf(element) };
        if (latDeg === "bad" || lonDeg === "bad")
          report("warning", "finding.lanelet2.coordinate", `node/${id}`, {
            text: `${attributes.lat} ${attributes.lon}`.slice(0, 60),
          });
        else if (latDeg !== undefined && lonDeg !== undefined) Object.assign(node, { lonDeg, latDeg });
        keep(map.nodes, "node", node);
        break;
      }
      case "way": {
        const nodes = childrenOf(element, "nd").map((nd) => (nd.attributes.ref ?? "").trim());
        keep(map.ways, "way", { id, nodes, tags: tagsOf(element) });
        break;
      }
      case "relation": {
        const members = childrenOf(element, "member").map(
          ({ attributes: { type = "", ref = "", role = "" } }): OsmMember => ({
            type,
            ref: ref.trim(),
            role: role.trim(),
          }),
        );
        keep(map.relations, "relation", { id, members, tags: tagsOf(element) });
        break;
      }
      case "MetaInfo":
        map.meta = { ...attributes };
        break;
      default:
        break;
    }
  };
  await streamElements(chunks, {
    fileName,
    rootName: "osm",
    faults: "fault.lanelet2",
    onChild,
    onRoot: ({ generator = "" }) => {
      map.generator = generator;
    },
    onBytes: (bytes) => onProgress?.({ bytes, roads: map.relations.size }),
    ...(signal && { signal }),
  });
  return map;
}
