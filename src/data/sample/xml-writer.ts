// The little XML a generated OpenDRIVE file needs. What comes out of a trigonometric function is rounded before it gets
// here (plan.ts), so that every Node writes the same bytes.

export type Attributes = Record<string, string | number | undefined>;

export interface Node {
  name: string;
  attributes: Attributes;
  children: Node[];
}

export const node = (name: string, attributes: Attributes = {}, children: Node[] = []): Node => ({
  name,
  attributes,
  children,
});

const escaped = (text: string) =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");

/** Thirteen significant digits, in the shortest form that says them. */
export const figure = (value: number): string => String(Number(value.toPrecision(13)) + 0);

function written({ name, attributes, children }: Node, indent: string): string {
  const list = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${typeof value === "number" ? figure(value) : escaped(String(value))}"`)
    .join("");
  const text = name === "geoReference" ? (children[0]?.name ?? "") : "";
  if (text) return `${indent}<${name}><![CDATA[${text}]]></${name}>\n`;
  if (children.length === 0) return `${indent}<${name}${list}/>\n`;
  return `${indent}<${name}${list}>\n${children.map((child) => written(child, `${indent}  `)).join("")}${indent}</${name}>\n`;
}

export const document = (root: Node): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n${written(root, "")}`;
