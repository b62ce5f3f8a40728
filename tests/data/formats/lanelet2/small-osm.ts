// OSM XML built in code: nodes on a metre grid about 49° N 8.4° E, ways and relations by name.

const LAT0 = 49;
const LON0 = 8.4;
const METRES_LAT = 111_205.9;
const METRES_LON = 73_171.8;

type Tags = Record<string, string | number>;

const tagsOf = (tags: Tags) =>
  Object.entries(tags)
    .map(([k, v]) => `<tag k='${k}' v='${v}'/>`)
    .join("");

export interface SmallOsm {
  /** Metres east and north; gives the id. */
  node(x: number, y: number, tags?: Tags): string;
  way(points: readonly (readonly [number, number])[], tags?: Tags): string;
  /** A way of nodes that are there already. */
  wayOf(nodes: readonly string[], tags?: Tags): string;
  relation(members: readonly [type: string, ref: string, role: string][], tags?: Tags): string;
  lanelet(left: string, right: string, tags?: Tags, rules?: readonly string[]): string;
  /** Any text among the elements. */
  raw(text: string): void;
  text(): string;
  bytes(): Uint8Array[];
}

export interface SmallOptions {
  /** Writes local_x and local_y and leaves lat and lon empty, as Autoware's tools do. */
  local?: boolean;
  ele?: boolean;
  negative?: boolean;
}

export function smallOsm({ local = false, ele = false, negative = false }: SmallOptions = {}): SmallOsm {
  const parts: string[] = [];
  const known = new Map<string, string>();
  let count = 0;
  const next = () => {
    count += 1;
    return String(negative ? -count : 1000 + count);
  };
  const osm: SmallOsm = {
    node(x, y, tags = {}) {
      const key = `${x} ${y}`;
      const found = known.get(key);
      if (found !== undefined && Object.keys(tags).length === 0) return found;
      const id = next();
      known.set(key, id);
      const place = local
        ? "lat='' lon=''"
        : `lat='${(LAT0 + y / METRES_LAT).toFixed(11)}' lon='${(LON0 + x / METRES_LON).toFixed(11)}'`;
      const own = { ...(local && { local_x: x, local_y: y }), ...(ele && { ele: 110 + x / 100 }), ...tags };
      parts.push(`<node id='${id}' ${place}>${tagsOf(own)}</node>`);
      return id;
    },
    way: (points, tags) =>
      osm.wayOf(
        points.map(([x, y]) => osm.node(x, y)),
        tags,
      ),
    wayOf(nodes, tags = {}) {
      const id = next();
      parts.push(`<way id='${id}'>${nodes.map((ref) => `<nd ref='${ref}'/>`).join("")}${tagsOf(tags)}</way>`);
      return id;
    },
    relation(members, tags = {}) {
      const id = next();
      const list = members.map(([type, ref, role]) => `<member type='${type}' ref='${ref}' role='${role}'/>`);
      parts.push(`<relation id='${id}'>${list.join("")}${tagsOf(tags)}</relation>`);
      return id;
    },
    lanelet: (left, right, tags = {}, rules = []) =>
      osm.relation(
        [
          ["way", left, "left"],
          ["way", right, "right"],
          ...rules.map((rule): [string, string, string] => ["relation", rule, "regulatory_element"]),
        ],
        { type: "lanelet", subtype: "road", location: "urban", ...tags },
      ),
    raw: (text) => void parts.push(text),
    text: () => `<?xml version='1.0' encoding='UTF-8'?>\n<osm version='0.6'>${parts.join("\n")}</osm>`,
    bytes: () => [new TextEncoder().encode(osm.text())],
  };
  return osm;
}

/** A straight line along x at y, from x0 to x1. */
export const across = (y: number, x0 = 0, x1 = 100): [number, number][] => [
  [x0, y],
  [(x0 + x1) / 2, y],
  [x1, y],
];
