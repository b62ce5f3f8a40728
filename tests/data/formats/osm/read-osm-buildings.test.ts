import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { objectsFormat } from "../../../../src/data/formats/formats.ts";
import { closeRings } from "../../../../src/data/formats/osm/close-rings.ts";
import { open } from "../../../../src/data/formats/osm/read-osm-buildings.ts";
import { Fault } from "../../../../src/model/records/fault.ts";
import { readAll, sourceOf } from "../city/source-of.ts";
import { osmPbf, osmXml, type SmallOsm } from "./small-osm.ts";

const at = (x: number, y: number): [number, number] => [
  Math.round((114.4 + x * 1e-4) * 1e7) / 1e7,
  Math.round((30.5 + y * 1e-4) * 1e7) / 1e7,
];
/** A grid of nodes, 1 to 100, ten a row. */
const nodes = Object.fromEntries(
  Array.from({ length: 100 }, (_, i) => [i + 1, at(i % 10, Math.floor(i / 10))]),
);
const small: SmallOsm = {
  nodes,
  ways: {
    1: { nodes: [1, 2, 12, 11, 1], tags: { building: "yes", name: "光谷", "building:levels": "4" } },
    2: { nodes: [21, 25, 65], tags: { note: "half an outline" } },
    3: { nodes: [65, 61, 21] },
    4: { nodes: [32, 33, 43, 42, 32] },
    5: { nodes: [70, 80, 79, 69, 70], tags: { "building:part": "yes", height: "30", min_height: "9" } },
    6: { nodes: [68, 70, 90, 88, 68], tags: { building: "office" } },
    7: { nodes: [1, 2, 999, 1], tags: { building: "yes" } },
    8: { nodes: [1, 2, 3], tags: { highway: "residential" } },
    9: { nodes: [5, 6, 16, 15, 5], tags: { building: "no" } },
    10: { nodes: [7, 8, 18, 17, 7], tags: { building: "yes", location: "underground" } },
  },
  relations: {
    1: {
      members: [
        ["way", 2, "outer"],
        ["way", 3, "outer"],
        ["way", 4, "inner"],
      ],
      tags: { type: "multipolygon", building: "school" },
    },
    2: {
      members: [
        ["way", 6, "outline"],
        ["way", 5, "part"],
      ],
      tags: { type: "building" },
    },
    3: { members: [["way", 77, "outer"]], tags: { type: "multipolygon", building: "yes" } },
  },
};

const files: [string, string | Uint8Array][] = [
  ["XML", osmXml(small)],
  ["PBF with dense nodes", osmPbf(small)],
  ["PBF with single nodes, not packed", osmPbf(small, { dense: false, plain: true })],
];

describe.each(files)("%s", (_, content) => {
  test("gives ways, relations with courts, and parts, and says what it could not take", async () => {
    const { objects, source } = await readAll(open, sourceOf(content, { size: 61 }));
    expect(objects.map(({ id, type, parentId, shapes }) => [id, type, parentId, shapes.length])).toEqual([
      ["way/1", "building", undefined, 1],
      ["way/5", "building:part", "way/6", 1],
      ["way/6", "building", undefined, 0],
      ["relation/1", "building", undefined, 1],
    ]);
    expect(objects[0]?.attributes).toEqual({ building: "yes", name: "光谷", "building:levels": "4" });
    expect(objects[0]?.shapes[0]?.shape).toEqual({
      type: "extrusion",
      footprints: [[Float64Array.from([at(0, 0), at(1, 0), at(1, 1), at(0, 1)].flat())]],
      heightM: 12,
      heightFrom: "levels",
    });
    expect(objects[1]?.shapes[0]?.shape).toMatchObject({ liftM: 9, heightM: 21 });
    const school = objects[3]?.shapes[0]?.shape;
    expect(
      school?.type === "extrusion" && school.footprints.map((rings) => rings.map((ring) => ring.length)),
    ).toEqual([[8, 8]]);
    expect(source.crs()).toBe("EPSG:4326");
    expect(source.counts()).toEqual({ read: 7, out: 4, skipped: 3 });
    expect(source.findings.map(({ code, where }) => [code, where])).toEqual([
      ["finding.osm.missing-nodes", "way/7"],
      ["finding.osm.underground", "way/10"],
      ["finding.osm.missing-ways", "relation/3"],
      ["finding.input.height-assumed", ""],
    ]);
  });

  test("the format is known by its content", () => {
    const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
    expect(objectsFormat(bytes.slice(0, 4096), "x.dat")?.id).toBe("osm");
  });

  test("cut off or changed at will it never crashes", async () => {
    const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: bytes.length }),
        fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { maxLength: 4 }),
        async (length, changes) => {
          const own = bytes.slice(0, length);
          for (const [place, byte] of changes) if (place < length) own[place] = byte;
          try {
            const { source } = await readAll(open, sourceOf(own));
            const { read, out, skipped } = source.counts();
            expect(read).toBe(out + skipped);
          } catch (error) {
            expect(error).toBeInstanceOf(Fault);
          }
        },
      ),
      { numRuns: 200 },
    );
  });
});

test("cut off it is told so", async () => {
  const codeOf = async (content: string | Uint8Array) =>
    (await readAll(open, sourceOf(content)).catch((error: unknown) => error)) as Fault;
  const pbf = osmPbf(small);
  expect((await codeOf(pbf.slice(0, pbf.length - 5))).code).toBe("fault.osm.truncated-pbf");
  expect((await codeOf(osmXml(small).slice(0, 900))).code).toBe("fault.osm.truncated");
  expect((await codeOf("")).code).toBe("fault.input.empty");
  const bomb = Uint8Array.of(0x7f, 0xff, 0xff, 0xff, ...pbf.slice(4));
  expect((await codeOf(bomb)).code).toBe("fault.osm.pbf");
});

test("ways in any order and direction close to the rings that they were cut from", () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 2, max: 7 }), { minLength: 1, maxLength: 3 }),
      fc.infiniteStream(fc.nat(1000)),
      (cuts, numbers) => {
        const random = () => numbers.next().value as number;
        const ways = cuts.flatMap((count, r) => {
          const ring = Array.from({ length: count * 3 }, (_, i) => r * 100 + i);
          return Array.from({ length: count }, (_, c) => {
            const way = [0, 1, 2, 3].map((i) => ring[(c * 3 + i) % ring.length] as number);
            return random() % 2 ? way : way.reverse();
          });
        });
        const mixed = ways.map((way) => ({ way, key: random() })).sort((a, b) => a.key - b.key);
        const { rings, left } = closeRings(mixed.map(({ way }) => way));
        expect(left).toBe(0);
        expect(rings.map((ring) => ring.length - 1).sort()).toEqual(cuts.map((count) => count * 3).sort());
      },
    ),
  );
  expect(
    closeRings([
      [1, 2, 3],
      [5, 6, 5],
    ]),
  ).toEqual({ rings: [[5, 6, 5]], left: 1 });
});
