// The attributes of a CityGML object as paths: GML's turn of property and class is shortened to the property where both have
// the same name, repeated ones are counted ([2], [3] …). Generic attributes have their own name and kind. What has a code
// list stays a code, in text.

import type { Attributes } from "../../../model/buildings/city-object.ts";
import { childOf, type Element } from "../xml/element.ts";
import { attributeOf } from "./gml.ts";

/** A code whose word may be looked up. */
export interface Code {
  path: string;
  codeSpace: string;
  code: string;
}

/** 2.0 and, with a capital, 3.0. */
const GENERIC = /^(string|int|double|date|uri|measure|code)Attribute$/i;
const GENERIC_SET = /^genericAttributeSet$/i;
const NUMBERS = /^(int|double|measure)/i;
/** Plain figures: no leading zero (postcodes), no more digits than a double keeps. */
const FIGURE = /^-?(?:0|[1-9]\d{0,14})(?:\.\d{1,15})?$/;
const TEXTS = new Set(["name", "description", "identifier"]);

export class AttributeList {
  readonly attributes: Attributes = {};
  readonly codes: Code[] = [];
  private readonly times = new Map<string, number>();

  /** A name that is free yet. */
  private free(path: string): string {
    const times = (this.times.get(path) ?? 0) + 1;
    this.times.set(path, times);
    return times === 1 ? path : `${path}[${times}]`;
  }

  private put(path: string, value: string | number): void {
    this.attributes[this.free(path)] = value;
  }

  /** @param path of what it stands in, with its stroke, or "" */
  add(element: Element, path = ""): void {
    if (GENERIC_SET.test(element.name)) this.addSet(element, path);
    else if (GENERIC.test(element.name)) this.addGeneric(element, path);
    // 3.0 has a property round each generic attribute.
    else if (element.name === "genericAttribute") for (const child of element.children) this.add(child, path);
    else if (element.children.length === 0) this.addLeaf(element, path + element.name);
    else this.addNested(element, path + element.name);
  }

  private addSet(element: Element, path: string): void {
    const name = attributeOf(element, "name") ?? childOf(element, "name")?.text.trim() ?? element.name;
    const inner = `${this.free(path + name)}/`;
    for (const child of element.children)
      if (child.name !== "name" && child.name !== "codeSpace") this.add(child, inner);
  }

  private addGeneric(element: Element, path: string): void {
    const name = attributeOf(element, "name") ?? childOf(element, "name")?.text.trim() ?? element.name;
    const value = childOf(element, "value");
    const text = value?.text.trim() ?? "";
    const number = Number(text);
    if (NUMBERS.test(element.name) && text !== "" && Number.isFinite(number)) this.put(path + name, number);
    else this.addText(path + name, text, value && attributeOf(value, "codeSpace"));
  }

  private addNested(element: Element, path: string): void {
    const own = this.free(path);
    const [only] = element.children;
    const wraps = element.children.length === 1 && only !== undefined && only.children.length > 0;
    if (!wraps) {
      for (const child of element.children) this.add(child, `${own}/`);
      return;
    }
    const same = only.name.toLowerCase() === element.name.toLowerCase();
    for (const child of only.children) this.add(child, same ? `${own}/` : `${own}/${only.name}/`);
  }

  private addLeaf(element: Element, path: string): void {
    const text = element.text.trim();
    const codeSpace = attributeOf(element, "codeSpace");
    const href = attributeOf(element, "href");
    if (text === "" && href === undefined) return;
    const measured = attributeOf(element, "uom") !== undefined && text !== "";
    const figure = FIGURE.test(text) && codeSpace === undefined && !TEXTS.has(element.name);
    if ((measured || figure) && Number.isFinite(Number(text))) this.put(path, Number(text));
    else this.addText(path, text === "" ? (href as string) : text, codeSpace);
  }

  private addText(path: string, text: string, codeSpace: string | undefined): void {
    const own = this.free(path);
    this.attributes[own] = text;
    if (codeSpace !== undefined && text !== "") this.codes.push({ path: own, codeSpace, code: text });
  }
}
