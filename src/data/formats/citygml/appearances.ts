// What a CityGML file's appearances say: for each ring its image and texture coordinates, for each surface its colour. They
// often stand behind the objects that they are of, so that they are collected before the objects are read.

import type { CityTally } from "../city/city-tally.ts";
import type { ImageList } from "../city/image-list.ts";
import { childOf, childrenOf, type Element } from "../xml/element.ts";
import { attributeOf, localId, numbersOf } from "./gml.ts";

export type Colour = readonly [number, number, number];

export class Appearances {
  /** By the ring's id. */
  readonly textures = new Map<string, { image: number; uvs: Float32Array }>();
  /** By the id of a polygon, a geometry or a boundary surface. */
  readonly colours = new Map<string, Colour>();
  private theme: string | undefined;
  private readonly images: ImageList;
  private readonly tally: CityTally;
  constructor(images: ImageList, tally: CityTally) {
    this.images = images;
    this.tally = tally;
  }

  /** Every appearance within an element; of several themes the first one met is kept. */
  collect(element: Element): void {
    if (element.name !== "Appearance") {
      for (const child of element.children) this.collect(child);
      return;
    }
    const theme = childOf(element, "theme")?.text.trim() ?? "";
    this.theme ??= theme;
    if (theme !== this.theme) {
      this.tally.note("info", "finding.citygml.theme", theme, { theme, taken: this.theme });
      return;
    }
    for (const member of element.children)
      for (const data of member.name === "surfaceDataMember" || member.name === "surfaceData"
        ? member.children
        : [])
        this.add(data);
  }

  private add(data: Element): void {
    if (childOf(data, "isFront")?.text.trim() === "false") return;
    if (data.name === "ParameterizedTexture") this.addTexture(data);
    else if (data.name === "X3DMaterial") this.addMaterial(data);
    else this.tally.note("warning", "finding.citygml.appearance", data.name, { kind: data.name });
  }

  private addMaterial(data: Element): void {
    const text = childOf(data, "diffuseColor")?.text;
    if (text === undefined) return;
    const [r = NaN, g = NaN, b = NaN] = numbersOf(text).map((v) =>
      Math.round(Math.min(1, Math.max(0, v)) * 255),
    );
    if (![r, g, b].every(Number.isFinite)) return;
    for (const target of childrenOf(data, "target")) this.colours.set(localId(target.text), [r, g, b]);
  }

  private addTexture(data: Element): void {
    const path = childOf(data, "imageURI")?.text.trim();
    if (!path) return;
    const image = this.images.indexOf(path);
    const walk = (element: Element) => {
      if (element.name === "TexCoordList") this.addCoordinates(element, image);
      else if (element.name === "TexCoordGen")
        this.tally.note("warning", "finding.citygml.appearance", path, { kind: "TexCoordGen" });
      else for (const child of element.children) walk(child);
    };
    walk(data);
  }

  /** CityGML 2 names the ring at the coordinates, 3 beside them. */
  private addCoordinates(list: Element, image: number): void {
    const rings = childrenOf(list, "ring");
    for (const [k, coordinates] of childrenOf(list, "textureCoordinates").entries()) {
      const ring = attributeOf(coordinates, "ring") ?? rings[k]?.text;
      if (ring)
        this.textures.set(localId(ring), { image, uvs: Float32Array.from(numbersOf(coordinates.text)) });
    }
  }
}
