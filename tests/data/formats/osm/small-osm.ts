// OSM data of a few elements, written as XML and as PBF.

import { zlibSync } from "fflate";

export interface SmallOsm {
  nodes: Record<number, [number, number]>;
  ways: Record<number, { nodes: number[]; tags?: Record<string, string> }>;
  relations?: Record<number, { members: [string, number, string][]; tags: Record<string, string> }>;
}

const escaped = (text: string) =>
  text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");
const tagsXml = (tags: Record<string, string> = {}) =>
  Object.entries(tags)
    .map(([k, v]) => `<tag k="${escaped(k)}" v="${escaped(v)}"/>`)
    .join("");

export const osmXml = ({ nodes, ways, relations = {} }: SmallOsm): string =>
  `<?xml version='1.0' encoding='UTF-8'?>\n<osm version="0.6">${[
    ...Object.entries(nodes).map(([id, [lon, lat]]) => `<node id="${id}" lon="${lon}" lat="${lat}"/>`),
    ...Object.entries(ways).map(
      ([id, way]) =>
        `<way id="${id}">${way.nodes.map((ref) => `<nd ref="${ref}"/>`).join("")}${tagsXml(way.tags)}</way>`,
    ),
    ...Object.entries(relations).map(
      ([id, { members, tags }]) =>
        `<relation id="${id}">${members.map(([type, ref, role]) => `<member type="${type}" ref="${ref}" role="${role}"/>`).join("")}${tagsXml(tags)}</relation>`,
    ),
  ].join("\n")}</osm>`;

const varint = (value: number): number[] => {
  const out = [];
  let left = BigInt.asUintN(64, BigInt(value));
  for (; left >= 128n; left >>= 7n) out.push(Number(left & 127n) | 128);
  return [...out, Number(left)];
};
const signed = (value: number) => varint(value >= 0 ? value * 2 : -value * 2 - 1);
const part = (field: number, bytes: ArrayLike<number>) => [
  ...varint(field * 8 + 2),
  ...varint(bytes.length),
  ...Array.from(bytes),
];
const number = (field: number, value: number) => [...varint(field * 8), ...varint(value)];
const packed = (field: number, values: number[]) => part(field, values.flatMap(varint));
const deltas = (field: number, values: number[]) =>
  part(
    field,
    values.flatMap((value, i) => signed(value - (values[i - 1] ?? 0))),
  );
const utf8 = (text: string) => new TextEncoder().encode(text);

function blob(type: string, message: number[], plain: boolean): number[] {
  const data = Uint8Array.from(message);
  const body = plain ? part(1, data) : [...number(2, data.length), ...part(3, zlibSync(data))];
  const header = [...part(1, utf8(type)), ...number(3, body.length)];
  return [0, 0, 0, header.length, ...header, ...body];
}

const MEMBERS: Record<string, number> = { node: 0, way: 1, relation: 2 };

/** @param dense nodes in columns, else one by one; a block a kind of element */
export function osmPbf(
  { nodes, ways, relations = {} }: SmallOsm,
  { dense = true, plain = false } = {},
): Uint8Array {
  const strings: string[] = [""];
  const index = (text: string) => {
    const at = strings.indexOf(text);
    return at >= 0 ? at : strings.push(text) - 1;
  };
  const tags = (own: Record<string, string> = {}) => [
    ...packed(2, Object.keys(own).map(index)),
    ...packed(3, Object.values(own).map(index)),
  ];
  const degrees = (value: number) => Math.round(value * 1e7);
  const all = Object.entries(nodes).map(([id, [lon, lat]]) => ({
    id: Number(id),
    lon: degrees(lon),
    lat: degrees(lat),
  }));
  const nodeGroup = dense
    ? part(2, [
        ...deltas(
          1,
          all.map(({ id }) => id),
        ),
        ...deltas(
          8,
          all.map(({ lat }) => lat),
        ),
        ...deltas(
          9,
          all.map(({ lon }) => lon),
        ),
      ])
    : all.flatMap(({ id, lat, lon }) =>
        part(1, [...varint(8), ...signed(id), ...varint(64), ...signed(lat), ...varint(72), ...signed(lon)]),
      );
  const wayGroup = Object.entries(ways).flatMap(([id, way]) =>
    part(3, [...number(1, Number(id)), ...tags(way.tags), ...deltas(8, way.nodes)]),
  );
  const relationGroup = Object.entries(relations).flatMap(([id, own]) =>
    part(4, [
      ...number(1, Number(id)),
      ...tags(own.tags),
      ...packed(
        8,
        own.members.map(([, , role]) => index(role)),
      ),
      ...deltas(
        9,
        own.members.map(([, ref]) => ref),
      ),
      ...packed(
        10,
        own.members.map(([type]) => MEMBERS[type] as number),
      ),
    ]),
  );
  const table = () =>
    part(
      1,
      strings.flatMap((text) => part(1, utf8(text))),
    );
  return Uint8Array.from([
    ...blob("OSMHeader", [...part(4, utf8("OsmSchema-V0.6")), ...part(4, utf8("DenseNodes"))], plain),
    ...[nodeGroup, wayGroup, relationGroup].flatMap((group) =>
      blob("OSMData", [...table(), ...part(2, group)], plain),
    ),
  ]);
}
