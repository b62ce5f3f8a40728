import { beforeAll, describe, expect, test } from "vitest";
import { type ImportedCity, importRoads } from "../../../src/data/build/import-roads.ts";
import { openRecords } from "../../../src/data/formats/flatgeobuf/find-record.ts";
import { parseFeatureId } from "../../../src/model/records/feature-id.ts";
import { ROAD_ATTRIBUTES, ROAD_CLASSES } from "../../../src/model/records/road-attributes.ts";
import { sampleNetwork } from "../sample/sample-network.ts";

let imported: ImportedCity;
let recordOf: ReturnType<typeof openRecords>;
const idsOf = (kind: string) => tileIds.filter((id) => parseFeatureId(id)?.kind === kind);
let tileIds: string[];

beforeAll(async () => {
  const { network, findings } = await sampleNetwork();
  imported = importRoads(network, findings, { chordM: 0.05 });
  const files = new Map(imported.files.map(({ path, bytes }) => [`roads/${path}`, bytes]));
  recordOf = openRecords(imported.city.roads as never, async (url, offset, length) =>
    (files.get(url) as Uint8Array).slice(offset, offset + length),
  );
  const text = new TextDecoder("latin1");
  const found = new Set<string>();
  for (const { path, bytes } of imported.files)
    if (path.endsWith(".glb"))
      for (const [id] of text
        .decode(bytes)
        .matchAll(
          /(?:lane|marking|sign|signal|object|junction):[\w%./-]+?(?=(?:lane|marking|sign|signal|object|junction|kerb):|[^\w%./-])/g,
        ))
        found.add(id);
  tileIds = [...found];
});

describe("the records of the sample", () => {
  test("are there for what the tiles show: lanes, with road, type and the length of their middle", async () => {
    const lanes = imported.network.roads.flatMap((road) =>
      road.sections.flatMap((section, index) =>
        section.lanes.flatMap((lane) =>
          lane.id === 0 ? [] : [{ id: `lane:${road.id}/${index}/${lane.id}`, road, section, lane }],
        ),
      ),
    );
    let met = 0;
    for (const { id, road, section, lane } of lanes) {
      const record = await recordOf(id);
      if (!record) continue;
      met += 1;
      expect(record.attributes).toMatchObject({ id, road: road.id, lane: lane.id, type: lane.type });
      const span = section.endM - section.sM;
      expect(record.attributes.lengthM).toBeGreaterThan(span * 0.4);
      expect(record.attributes.lengthM).toBeLessThan(span * 2 + 10);
    }
    expect(met).toBe(imported.city.roads?.counts.lane);
  });

  test("are found for every id that a tile carries", async () => {
    expect(tileIds.length).toBeGreaterThan(1000);
    for (const kind of ["lane", "marking", "sign", "signal"])
      expect(idsOf(kind).length, kind).toBeGreaterThan(0);
    const without: string[] = [];
    for (const id of tileIds) if (!(await recordOf(id))) without.push(id);
    expect(without).toEqual([]);
  });

  test("lead from lane to lane: a successor names its predecessor", async () => {
    let links = 0;
    for (const id of idsOf("lane")) {
      const record = await recordOf(id);
      for (const next of String(record?.attributes.successors ?? "")
        .split(" ")
        .filter(Boolean)) {
        links += 1;
        expect(String((await recordOf(next))?.attributes.predecessors).split(" ")).toContain(id);
      }
    }
    expect(links).toBeGreaterThan(300);
  });

  test("hold only what the data dictionary knows, in both languages", () => {
    for (const { attributes, title } of ROAD_CLASSES) {
      expect([title.zh, title.en].every(Boolean)).toBe(true);
      for (const name of attributes) expect(ROAD_ATTRIBUTES.get(name), name).toBeDefined();
    }
    for (const { title, definition } of ROAD_ATTRIBUTES.values())
      expect([title.zh, title.en, definition.zh, definition.en].every(Boolean)).toBe(true);
  });
});
