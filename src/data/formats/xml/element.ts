// One XML element as read: local name, attributes, children, text. Small on purpose: a road becomes a tree, is
// converted and dropped.

export interface Element {
  name: string;
  attributes: Record<string, string>;
  children: Element[];
  text: string;
}

export const childrenOf = (element: Element | undefined, name: string): Element[] =>
  element ? element.children.filter((child) => child.name === name) : [];

export const childOf = (element: Element | undefined, name: string): Element | undefined =>
  element?.children.find((child) => child.name === name);
