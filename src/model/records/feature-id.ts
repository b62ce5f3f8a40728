// The one way a thing is named everywhere: tiles, FlatGeobuf, ids.bin, picks, panels, exports.
// "<class>:<local parts joined by />", e.g. "lane:12/0/-3", "signal:s4". Local parts may hold any text; "/" and "%" are percent-escaped.

export type FeatureClass =
  | "lane"
  | "marking"
  | "sign"
  | "signal"
  | "object"
  | "junction"
  | "stopline"
  | "crosswalk"
  | "parking"
  | "kerb"
  | "boundary"
  | "road";

const escapePart = (part: string) => part.replaceAll("%", "%25").replaceAll("/", "%2F");
const unescapePart = (part: string) => part.replaceAll("%2F", "/").replaceAll("%25", "%");

export const featureId = (kind: FeatureClass, ...parts: (string | number)[]): string =>
  `${kind}:${parts.map((part) => escapePart(String(part))).join("/")}`;

/** lane:<road id>/<section index>/<lane id> */
export const laneFeatureId = (roadId: string, section: number, laneId: number) =>
  featureId("lane", roadId, section, laneId);

export function parseFeatureId(id: string): { kind: FeatureClass; parts: string[] } | undefined {
  const colon = id.indexOf(":");
  if (colon < 1) return undefined;
  return {
    kind: id.slice(0, colon) as FeatureClass,
    parts: id
      .slice(colon + 1)
      .split("/")
      .map(unescapePart),
  };
}
