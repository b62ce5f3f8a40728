// One pass over OSM XML (API 0.6), streamed.

import { childrenOf, type Element } from "../xml/element.ts";
import { elementParser } from "../xml/stream-elements.ts";
import type { OsmListener, OsmMember, OsmPass, OsmTags } from "./osm-elements.ts";

const tagsOf = (element: Element): OsmTags => {
  const out: OsmTags = {};
  for (const { attributes } of childrenOf(element, "tag"))
    if (attributes.k !== undefined) out[attributes.k] = attributes.v ?? "";
  return out;
};

const number = (text: string | undefined): number =>
  text === undefined || text.trim() === "" ? Number.NaN : Number(text);

function take(element: Element, { node, way, relation }: OsmListener): void {
  const { name, attributes } = element;
  const id = number(attributes.id);
  if (!Number.isSafeInteger(id) || attributes.action === "delete" || attributes.visible === "false") return;
  if (name === "node") node?.(id, number(attributes.lon), number(attributes.lat));
  else if (name === "way")
    way?.(
      id,
      childrenOf(element, "nd").map((nd) => number(nd.attributes.ref)),
      tagsOf(element),
    );
  else if (name === "relation")
    relation?.(
      id,
      childrenOf(element, "member").map((member) => ({
        type: member.attributes.type as OsmMember["type"],
        ref: number(member.attributes.ref),
        role: member.attributes.role ?? "",
      })),
      tagsOf(element),
    );
}

/** @throws Fault fault.osm.* of the XML reader */
export const passXml: OsmPass = async function* (chunks, listener, fileName) {
  const parser = elementParser({
    fileName,
    rootName: "osm",
    faults: "fault.osm",
    onChild: (element) => take(element, listener),
  });
  for await (const chunk of chunks) {
    parser.write(chunk);
    yield;
  }
  parser.end();
};
