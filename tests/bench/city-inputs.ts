// Readers of city files on inputs grown here: megabytes and objects a second, and how far the memory goes. Then 4 GB through
// a pipe, of which nothing may stay.

import { open as openCitygml } from "../../src/data/formats/citygml/read-citygml.ts";
import { open as openCityjson } from "../../src/data/formats/cityjson/read-cityjson.ts";
import type { OpenObjects, SourceFile } from "../../src/data/formats/format.ts";
import { open as openFootprints } from "../../src/data/formats/geojson/read-footprints.ts";
import { type Random, seeded } from "../../src/model/records/random.ts";
import { median, round } from "./median.ts";

const RUNS = 3;
const BUILDINGS = 20_000;
const PIPE_BYTES = 4e9;
const CHUNK = 1 << 18;
const encoder = new TextEncoder();

/** The corners of a block of six or so, metres about its place. */
function outline(random: Random): [number, number][] {
  const [w, d] = [10 + random.next() * 20, 8 + random.next() * 12];
  const cut = w * (0.3 + random.next() * 0.4);
  return [
    [0, 0],
    [w, 0],
    [w, d],
    [cut, d],
    [cut, d * 1.5],
    [0, d * 1.5],
  ];
}

const place = (i: number): [number, number] => [(i % 200) * 40, Math.floor(i / 200) * 40];

function geojsonSeq(): Uint8Array {
  const random = seeded(1);
  const lines: string[] = [];
  for (let i = 0; i < BUILDINGS * 5; i++) {
    const [x, y] = place(i);
    const ring = outline(random).map(([u, v]) => [
      Number((114.3 + (x + u) * 1.04e-5).toFixed(8)),
      Number((30.4 + (y + v) * 9.02e-6).toFixed(8)),
    ]);
    const properties = {
      id: `b${i}`,
      name: `光谷 ${i}`,
      height: round(6 + random.next() * 90, 1),
      levels: 2 + (i % 30),
    };
    const geometry = { type: "Polygon", coordinates: [[...ring, ring[0]]] };
    lines.push(JSON.stringify({ type: "Feature", properties, geometry }));
  }
  return encoder.encode(lines.join("\n"));
}

/** Floor, roof, walls as lists of corners. */
function walls(corners: [number, number][], heightM: number): [number, number, number][][] {
  const at = (z: number) => corners.map(([x, y]): [number, number, number] => [x, y, z]);
  const sides = corners.map(([x, y], i): [number, number, number][] => {
    const [x2, y2] = corners[(i + 1) % corners.length] as [number, number];
    return [
      [x, y, 0],
      [x2, y2, 0],
      [x2, y2, heightM],
      [x, y, heightM],
    ];
  });
  return [at(0).reverse(), at(heightM), ...sides];
}

function cityjsonSeq(): Uint8Array {
  const random = seeded(2);
  const head = {
    type: "CityJSON",
    version: "2.0",
    metadata: { referenceSystem: "https://www.opengis.net/def/crs/EPSG/0/4547" },
    transform: { scale: [0.001, 0.001, 0.001], translate: [530000, 3370000, 20] },
    CityObjects: {},
    vertices: [],
  };
  const lines = [JSON.stringify(head)];
  for (let i = 0; i < BUILDINGS; i++) {
    const [x, y] = place(i);
    const vertices: number[][] = [];
    const faces = walls(outline(random), 6 + random.next() * 90).map((face) => [
      face.map(([u, v, z]) => vertices.push([x + u, y + v, z].map((c) => Math.round(c * 1000))) - 1),
    ]);
    const semantics = {
      surfaces: [{ type: "GroundSurface" }, { type: "RoofSurface" }, { type: "WallSurface" }],
      values: [faces.map((_, f) => Math.min(f, 2))],
    };
    const object = {
      type: "Building",
      attributes: { name: `光谷 ${i}`, storeysAboveGround: 2 + (i % 30), usage: "residential" },
      geometry: [{ type: "Solid", lod: "2.2", boundaries: [faces], semantics }],
    };
    lines.push(
      JSON.stringify({ type: "CityJSONFeature", id: `b${i}`, CityObjects: { [`b${i}`]: object }, vertices }),
    );
  }
  return encoder.encode(lines.join("\n"));
}

function cityGml(): Uint8Array {
  const random = seeded(3);
  const parts = [
    '<?xml version="1.0" encoding="UTF-8"?>\n<core:CityModel xmlns:core="http://www.opengis.net/citygml/2.0" xmlns:bldg="http://www.opengis.net/citygml/building/2.0" xmlns:gml="http://www.opengis.net/gml">\n<gml:boundedBy><gml:Envelope srsName="urn:ogc:def:crs:EPSG::4547" srsDimension="3"><gml:lowerCorner>530000 3370000 0</gml:lowerCorner><gml:upperCorner>540000 3380000 100</gml:upperCorner></gml:Envelope></gml:boundedBy>\n',
  ];
  const names = ["GroundSurface", "RoofSurface"];
  for (let i = 0; i < BUILDINGS; i++) {
    const [x, y] = place(i);
    const surfaces = walls(outline(random), 6 + random.next() * 90)
      .map((face, f) => {
        const name = names[f] ?? "WallSurface";
        const closed = [...face, face[0] as [number, number, number]];
        const list = closed.map(
          ([u, v, z]) => `${(530000 + x + u).toFixed(3)} ${(3370000 + y + v).toFixed(3)} ${z.toFixed(3)}`,
        );
        return `<bldg:boundedBy><bldg:${name}><bldg:lod2MultiSurface><gml:MultiSurface><gml:surfaceMember><gml:Polygon gml:id="p${i}_${f}"><gml:exterior><gml:LinearRing><gml:posList>${list.join(" ")}</gml:posList></gml:LinearRing></gml:exterior></gml:Polygon></gml:surfaceMember></gml:MultiSurface></bldg:lod2MultiSurface></bldg:${name}></bldg:boundedBy>\n`;
      })
      .join("");
    parts.push(
      `<core:cityObjectMember><bldg:Building gml:id="b${i}"><gml:name>光谷 ${i}</gml:name><bldg:measuredHeight uom="m">12.5</bldg:measuredHeight>${surfaces}</bldg:Building></core:cityObjectMember>\n`,
    );
  }
  parts.push("</core:CityModel>\n");
  return encoder.encode(parts.join(""));
}

const fileOf = (name: string, bytes: Uint8Array): SourceFile => ({
  name,
  sizeBytes: bytes.length,
  async *stream() {
    for (let at = 0; at < bytes.length; at += CHUNK) yield bytes.subarray(at, at + CHUNK);
  },
  range: async (offset, length) => bytes.slice(offset, offset + length),
  beside: async () => undefined,
});

async function readThrough(open: OpenObjects, file: SourceFile) {
  const source = await open(file, {});
  let objects = 0;
  for await (const batch of source.objects()) objects += batch.length;
  return { objects, counts: source.counts() };
}

/** Wall time, and the processor's, which a busy machine does not stretch. */
async function measured(name: string, open: OpenObjects, bytes: Uint8Array) {
  const wall: number[] = [];
  const cpu: number[] = [];
  let objects = 0;
  for (let run = 0; run < RUNS; run++) {
    const from = performance.now();
    const used = process.cpuUsage();
    ({ objects } = await readThrough(open, fileOf(name, bytes)));
    const { user, system } = process.cpuUsage(used);
    wall.push(performance.now() - from);
    cpu.push((user + system) / 1e3);
  }
  const perSecond = (value: number, ms: number[]) => round((value / median(ms)) * 1e3, 1);
  return {
    input: name,
    megabytes: round(bytes.length / 1e6, 1),
    objects,
    mbPerSecond: perSecond(bytes.length / 1e6, wall),
    mbPerCpuSecond: perSecond(bytes.length / 1e6, cpu),
    objectsPerSecond: round((objects / median(wall)) * 1e3, 0),
  };
}

/** A pipe without end: lines of a long text and a footprint that can't be used, so that nothing of them should be kept. */
async function longPipe() {
  const line = {
    type: "Feature",
    properties: { height: -1, note: "x".repeat(500_000) },
    geometry: {
      type: "Polygon",
      coordinates: [
        [
          [0, 0],
          [1, 0],
          [1, 1],
          [0, 0],
        ],
      ],
    },
  };
  const chunk = encoder.encode(`${JSON.stringify(line)}\n`.repeat(4));
  const before = process.memoryUsage().rss;
  let most = 0;
  let given = 0;
  const pipe: SourceFile = {
    ...fileOf("pipe", new Uint8Array(0)),
    async *stream() {
      for (; given < PIPE_BYTES; given += chunk.length) {
        yield chunk;
        most = Math.max(most, process.memoryUsage().rss);
      }
    },
  };
  const from = performance.now();
  const { counts } = await readThrough(openFootprints, pipe);
  return {
    input: "GeoJSONSeq through a pipe",
    megabytes: round(given / 1e6, 0),
    ...counts,
    mbPerSecond: round(given / 1e3 / (performance.now() - from), 1),
    grownMegabytes: round((most - before) / 1e6, 1),
  };
}

export async function cityInputs() {
  const rows = [];
  for (const [name, open, grow] of [
    ["GeoJSONSeq", openFootprints, geojsonSeq],
    ["CityJSONSeq", openCityjson, cityjsonSeq],
    ["CityGML", openCitygml, cityGml],
  ] as const)
    rows.push(await measured(name, open, grow()));
  console.table(rows);
  const pipe = await longPipe();
  console.table([pipe]);
  return { rows, pipe };
}
