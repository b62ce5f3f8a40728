import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readOpenDrive } from "../../../../src/data/formats/opendrive/read-opendrive.ts";
import { Fault } from "../../../../src/model/records/fault.ts";
import { laneGeometry } from "../../../../src/model/roads/lane-geometry.ts";
import { referenceLine } from "../../../../src/model/roads/reference-line.ts";
import { bytesOf, LINE, map, road } from "./small-map.ts";

const read = (text: string) => readOpenDrive(bytesOf(text), { fileName: "map.xodr", sha256: "" });

describe("a plain map", () => {
  test("gives its roads, lanes, speed, country and coordinate system", async () => {
    const { network, findings } = await read(map(road("1")));
    expect(findings).toEqual([]);
    expect(network.dataset).toMatchObject({ crs: "epsg:4547", country: "CN", source: { version: "1.6" } });
    const [only] = network.roads;
    expect(only?.types[0]?.speedMps).toBeCloseTo(60 / 3.6, 12);
    expect(only?.sections[0]?.lanes.map(({ id }) => id)).toEqual([1, 0, -1]);
  });

  test.each([
    ["a byte order mark", (xml: string) => `\uFEFF${xml}`],
    ["a comment before the XML declaration", (xml: string) => `<!-- vendor -->\n${xml}`],
    [
      "a namespace prefix on its elements",
      (xml: string) => xml.replace("<OpenDRIVE>", '<OpenDRIVE xmlns:x="u">'),
    ],
  ])("is read the same with %s", async (_name, change) => {
    const plain = await read(map(road("1")));
    expect((await read(change(map(road("1"))))).network.roads).toEqual(plain.network.roads);
  });

  test("arrives in chunks cut anywhere, even within a character", async () => {
    const bytes = bytesOf(map(road("1").replace('name="r"', 'name="高新大道"')))[0] as Uint8Array;
    const whole = (await readOpenDrive([bytes], { fileName: "m", sha256: "" })).network;
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: bytes.length - 1 }), async (cut) => {
        const parts = [bytes.subarray(0, cut), bytes.subarray(cut)];
        expect((await readOpenDrive(parts, { fileName: "m", sha256: "" })).network).toEqual(whole);
      }),
      { numRuns: 40 },
    );
  });
});

describe("departures are listed with their road, and the rest is read", () => {
  test("a road without geometry is skipped, the next one stands", async () => {
    const { network, findings } = await read(map(road("bad", ""), road("good")));
    expect(network.roads.map(({ id }) => id)).toEqual(["good"]);
    expect(findings).toContainEqual(expect.objectContaining({ severity: "skipped", where: "road bad" }));
  });

  test.each(["NaN", "1e308", "-1e308", "Infinity", "abc", "0x10g"])(
    "the number %s becomes a finding, never a coordinate",
    async (number) => {
      const { network, findings } = await read(map(road("1", LINE.replace('x="10"', `x="${number}"`))));
      expect(findings.map(({ code }) => code)).toContain("finding.opendrive.number");
      expect(network.roads[0]?.planView[0]?.x).toBe(0);
    },
  );

  test("a road that follows itself loses that link and says so", async () => {
    const xml = map(
      road("1").replace(
        "<link/>",
        '<link><successor elementType="road" elementId="1" contactPoint="start"/></link>',
      ),
    );
    const { network, findings } = await read(xml);
    expect(network.roads[0]?.successor).toBeUndefined();
    expect(findings.map(({ code }) => code)).toContain("finding.opendrive.self-link");
  });

  test("a second road of the same id and a link to nowhere are named", async () => {
    const xml = map(
      road("1"),
      road("1"),
      road("2").replace("<link/>", '<link><predecessor elementType="road" elementId="9"/></link>'),
    );
    const codes = (await read(xml)).findings.map(({ code }) => code);
    expect(codes).toContain("finding.opendrive.duplicate-road");
    expect(codes).toContain("finding.opendrive.dangling-link");
  });

  test("a paramPoly3 without pRange takes the branch whose arc length fits", async () => {
    const poly = (p: string, bU: number) =>
      `<geometry s="0" x="0" y="0" hdg="0" length="100"><paramPoly3 ${p} aU="0" bU="${bU}" cU="0" dU="0" aV="0" bV="0" cV="0" dV="0"/></geometry>`;
    const pRange = async (bU: number) => {
      const shape = (await read(map(road("1", poly("", bU))))).network.roads[0]?.planView[0]?.shape;
      return shape?.kind === "paramPoly3" ? shape.pRange : undefined;
    };
    expect(await pRange(1)).toBe("arcLength");
    expect(await pRange(100)).toBe("normalized");
  });
});

describe("a file that is no map gives one clear fault", () => {
  const nested = `<OpenDRIVE>${"<a>".repeat(100_000)}`;
  const bomb =
    '<!DOCTYPE OpenDRIVE [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><OpenDRIVE><header name="&b;"/></OpenDRIVE>';
  test.each([
    ["an empty file", "", "fault.opendrive.empty"],
    ["something that is not XML", "PK\u0003\u0004 not xml", "fault.opendrive.not-xml"],
    ["another XML", "<osm version='0.6'/>", "fault.opendrive.wrong-root"],
    ["a truncated map", map(road("1")).slice(0, -200), "fault.opendrive.truncated"],
    ["endless nesting", nested, "fault.opendrive.too-deep"],
    ["an entity bomb", bomb, "fault.opendrive.entities"],
    ["a map without roads", map(), "fault.opendrive.no-roads"],
  ])("%s", async (_name, text, code) => {
    await expect(read(text)).rejects.toMatchObject({ code });
  });

  test("cancelling stops the reading", async () => {
    const stop = AbortSignal.abort();
    await expect(
      readOpenDrive(bytesOf(map(road("1"))), { fileName: "m", sha256: "", signal: stop }),
    ).rejects.toMatchObject({ code: "fault.opendrive.cancelled" });
  });
});

const folder = join(process.env.LANETWIN_SHARED ?? "../shared", "data/opendrive");
const files = existsSync(folder) ? readdirSync(folder).filter((file) => file.endsWith(".xodr")) : [];

describe.skipIf(files.length === 0)("real maps", () => {
  test.each([
    ["a39-wolfsburg-west.xodr", 41, 50, 273],
    ["tongji-field.xodr", 170, 29, 26],
    ["esmini-multi_intersections.xodr", 63, 127, 0],
    ["esmini-parking_demo.xodr", 7, 0, 12],
  ])("%s gives every road, signal and object it holds", async (file, roads, signals, objects) => {
    const { network } = await readOpenDrive([readFileSync(join(folder, file))], {
      fileName: file,
      sha256: "",
    });
    expect(network.roads.length).toBe(roads);
    expect(network.roads.flatMap((each) => each.signals).length).toBe(signals);
    expect(network.roads.flatMap((each) => each.objects).length).toBe(objects);
  });

  test("500 mutants of real files are read or refused, and what is read evaluates", {
    timeout: 300_000,
  }, async () => {
    const small = files
      .map((file) => readFileSync(join(folder, file), "latin1"))
      .filter((text) => text.length < 80_000);
    let read = 0;
    let refused = 0;
    const mutation = fc.record({
      file: fc.nat(small.length - 1),
      kind: fc.constantFrom("flip", "cut", "double", "number"),
      // Anywhere in the file: biased towards 0 nearly all would break its first line.
      at: fc.noBias(fc.double({ min: 0, max: 0.999, noNaN: true })),
      size: fc.integer({ min: 1, max: 400 }),
      value: fc.constantFrom("NaN", "1e308", "-1", "", "0", "99999999999", "-Infinity"),
    });
    await fc.assert(
      fc.asyncProperty(mutation, async ({ file, kind, at, size, value }) => {
        const text = small[file] as string;
        const i = Math.floor(at * text.length);
        const mutant = {
          flip: () =>
            text.slice(0, i) +
            String.fromCharCode(text.charCodeAt(i) ^ (size % 127 || 1)) +
            text.slice(i + 1),
          cut: () => text.slice(0, i) + text.slice(i + size),
          double: () => text.slice(0, i + size) + text.slice(i),
          number: () => text.slice(0, i) + text.slice(i).replace(/"-?[\d.]+(e[+-]?\d+)?"/, `"${value}"`),
        }[kind]();
        try {
          const { network } = await readOpenDrive([Buffer.from(mutant, "latin1")], {
            fileName: "mutant",
            sha256: "",
          });
          read++;
          for (const each of network.roads) {
            const line = referenceLine(each);
            for (const section of each.sections)
              for (const lane of section.lanes)
                if (lane.id !== 0) {
                  const edge = laneGeometry(line, section, lane).edge(
                    "left",
                    (section.sM + section.endM) / 2,
                  );
                  expect(edge.every(Number.isFinite)).toBe(true);
                }
          }
        } catch (error) {
          if (!(error instanceof Fault)) throw error;
          refused++;
        }
      }),
      { numRuns: 500 },
    );
    // One in eight stays readable; the floor only says that both ways were taken.
    expect(read).toBeGreaterThan(20);
    expect(refused).toBeGreaterThan(20);
  });
});
