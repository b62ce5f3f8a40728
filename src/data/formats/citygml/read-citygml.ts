// CityGML 2.0 and 3.0 as city objects, streamed: one member of the city is held at a time. Files with appearances are read
// twice, because images are listed behind the surfaces that they are on. Coordinates come out x, y, z whatever the order.

import type { CityObject } from "../../../model/buildings/city-object.ts";
import { attendedStream } from "../city/attended-stream.ts";
import { CityTally } from "../city/city-tally.ts";
import { ImageList } from "../city/image-list.ts";
import { SeenIds } from "../city/seen-ids.ts";
import type { ObjectSource, ReadObjectsOptions, SourceFile } from "../format.ts";
import { childOf, type Element } from "../xml/element.ts";
import { elementParser } from "../xml/stream-elements.ts";
import { Appearances } from "./appearances.ts";
import { CodeLists } from "./code-lists.ts";
import { attributeOf, numbersOf } from "./gml.ts";
import { axesOf } from "./gml-axes.ts";
import { type GmlObject, type GmlRoom, gmlObjects } from "./gml-object.ts";

const MEMBERS = /^(cityObjectMember|featureMember|cityObjectMembers|featureMembers|groupMember)$/;
const WRAPPERS = ["cityObjectMembers", "featureMembers"];
const APPEARANCE = /[<:]Appearance[\s>]/;
const PARSE = { rootName: "CityModel", faults: "fault.citygml" };

/** The first element below with a system's name, and that name. */
function srsOf(element: Element): string | undefined {
  const own = attributeOf(element, "srsName");
  if (own !== undefined) return own;
  for (const child of element.children) {
    const found = srsOf(child);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The first position below. */
function positionOf(element: Element): number[] | undefined {
  if (/^(posList|pos|coordinates|lowerCorner)$/.test(element.name))
    return numbersOf(element.text.slice(0, 400));
  for (const child of element.children) {
    const found = positionOf(child);
    if (found && found.length >= 2) return found;
  }
  return undefined;
}

/** @throws Fault fault.citygml.* of the XML reader, fault.input.cancelled */
export async function open(file: SourceFile, options: ReadObjectsOptions): Promise<ObjectSource> {
  const tally = new CityTally();
  const images = new ImageList(file, tally);
  const appearances = new Appearances(images, tally);
  const codeLists = new CodeLists(file, tally);
  const { lod, signal } = options;
  let crs: string | undefined;
  let room: GmlRoom | undefined;
  let dimension: 2 | 3 = 3;
  let place = 0;

  const chunks = (onBytes?: (bytes: number) => void) => attendedStream(file, signal, onBytes);

  /** Whether anything in the file has an image or a colour; the text is only looked through. */
  async function hasAppearance(): Promise<boolean> {
    const decoder = new TextDecoder("latin1");
    let tail = "";
    for await (const chunk of chunks()) {
      const text = tail + decoder.decode(chunk);
      if (APPEARANCE.test(text)) return true;
      tail = text.slice(-16);
    }
    return false;
  }

  async function collectAppearances(): Promise<void> {
    const parser = elementParser({
      ...PARSE,
      fileName: file.name,
      wrappers: WRAPPERS,
      onChild: (element) => appearances.collect(element),
    });
    for await (const chunk of chunks()) parser.write(chunk);
    parser.end();
  }

  function begin(element: Element): GmlRoom {
    crs ??= srsOf(element);
    const axes = axesOf(crs, (positionOf(element) ?? [0, 0]) as [number, number]);
    if (axes.note) tally.note("info", axes.note, crs ?? "", { crs: crs ?? "" });
    return { tally, seen: new SeenIds(), appearances, axes, dimension, ...(lod !== undefined && { lod }) };
  }

  function take(element: Element, into: GmlObject[]): void {
    if (element.name === "boundedBy") {
      const envelope = childOf(element, "Envelope");
      crs = (envelope && attributeOf(envelope, "srsName")) ?? crs;
      if (envelope && attributeOf(envelope, "srsDimension") === "2") dimension = 2;
      return;
    }
    // A wrapper's children come singly, without their wrapper.
    const things = MEMBERS.test(element.name) ? element.children : isThing(element) ? [element] : [];
    for (const thing of things) {
      if (thing.name === "Appearance") continue;
      place += 1;
      room ??= begin(thing);
      if (thing.name === "CityObjectGroup") tally.skip("finding.input.group", `${thing.name} ${place}`);
      else into.push(...gmlObjects(thing, place, room));
    }
  }

  async function finished(found: GmlObject[]): Promise<CityObject[]> {
    for (const { object, codes } of found)
      for (const { path, codeSpace, code } of codes) {
        const word = await codeLists.word(codeSpace, code);
        if (word !== undefined) object.attributes[`${path}/name`] = word;
      }
    return found.map(({ object }) => object);
  }

  async function* objects(): AsyncGenerator<CityObject[]> {
    if (await hasAppearance()) await collectAppearances();
    let found: GmlObject[] = [];
    const parser = elementParser({
      ...PARSE,
      fileName: file.name,
      wrappers: WRAPPERS,
      onRoot: (attributes) => {
        crs = attributes.srsName ?? attributes["gml:srsName"];
      },
      onChild: (element) => take(element, found),
    });
    const onBytes = (bytes: number) => options.onProgress?.({ bytes, objects: tally.counts().out });
    for await (const chunk of chunks(onBytes)) {
      parser.write(chunk);
      if (found.length === 0) continue;
      const batch = found;
      found = [];
      yield await finished(batch);
    }
    parser.end();
    tally.close();
  }

  return {
    crs: () => crs,
    objects,
    counts: () => tally.counts(),
    findings: tally.findings,
    image: (index) => images.image(index),
  };
}

/** A class, not a property: its name begins with a capital. */
const isThing = ({ name }: Element): boolean => /^[A-Z]/.test(name);
