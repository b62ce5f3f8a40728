import { describe, expect, test } from "vitest";
import { readOpenDrive } from "../../../src/data/formats/opendrive/read-opendrive.ts";
import type { FeatureMesh } from "../../../src/data/tiling/feature-mesh.ts";
import { laneSurfaces } from "../../../src/data/tiling/lane-surfaces.ts";
import { crosswalkStripes } from "../../../src/data/tiling/paint/crosswalk-stripes.ts";
import { dashes } from "../../../src/data/tiling/paint/mark-stripes.ts";
import { objectPaint } from "../../../src/data/tiling/paint/object-paint.ts";
import { roadMarks } from "../../../src/data/tiling/paint/road-marks.ts";
import { markStandard } from "../../../src/model/roads/mark-standards/mark-standard.ts";
import { type ReferenceLine, referenceLine } from "../../../src/model/roads/reference-line.ts";
import { rememberedLine } from "../../../src/model/roads/remembered-line.ts";
import type { RoadNetwork } from "../../../src/model/roads/road-network.ts";
import { bytesOf } from "../formats/opendrive/small-map.ts";

const read = async (text: string): Promise<{ network: RoadNetwork; line: ReferenceLine }> => {
  const { network } = await readOpenDrive(bytesOf(text), { fileName: "f", sha256: "" });
  return { network, line: referenceLine(network.roads[0] as RoadNetwork["roads"][number]) };
};

interface Spec {
  plan?: string;
  kmh?: number;
  lateral?: string;
  left?: string;
  centre?: string;
  right?: string;
  extra?: string;
}
const ARC = '<geometry s="0" x="0" y="0" hdg="0.3" length="100"><arc curvature="0.02"/></geometry>';
const STRAIGHT = '<geometry s="0" x="0" y="0" hdg="0" length="100"><line/></geometry>';
const TWISTING = `<lateralProfile><superelevation s="0" a="-0.05" b="0" c="0" d="0"/>
  <superelevation s="40" a="-0.05" b="0.005" c="0" d="0"/><superelevation s="60" a="0.05" b="0" c="0" d="0"/></lateralProfile>`;
const mark = (type: string, more = "", inner = "") =>
  `<roadMark sOffset="0" type="${type}" color="white" ${more}>${inner}</roadMark>`;
const lane = (id: number, inner = "", width = 3.5) =>
  `<lane id="${id}" type="driving" level="false"><width sOffset="0" a="${width}" b="0" c="0" d="0"/>${inner}</lane>`;
const map = ({
  plan = STRAIGHT,
  kmh = 60,
  lateral = "",
  left = "",
  centre = "",
  right = lane(-1),
  extra = "",
}: Spec) => `<OpenDRIVE><header revMajor="1" revMinor="7"/>
<road id="1" length="100" junction="-1"><link/><type s="0" type="town"><speed max="${kmh}" unit="km/h"/></type>
<planView>${plan}</planView>
<elevationProfile><elevation s="0" a="2" b="0.03" c="0.0004" d="0"/></elevationProfile>${lateral}
<lanes><laneSection s="0">${left && `<left>${left}</left>`}<center><lane id="0" type="none">${centre}</lane></center><right>${right}</right></laneSection></lanes>${extra}
</road></OpenDRIVE>`;

/** Height of the drawn lanes under a place, by their own triangles; undefined beside them. */
function groundUnder(lanes: FeatureMesh[], x: number, y: number): number | undefined {
  for (const { positions, indices } of lanes)
    for (let i = 0; i < indices.length; i += 3) {
      const [a, b, c] = [0, 1, 2].map((k) => {
        const at = 3 * (indices[i + k] as number);
        return positions.slice(at, at + 3) as [number, number, number];
      }) as [[number, number, number], [number, number, number], [number, number, number]];
      const area = (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
      if (Math.abs(area) < 1e-9) continue;
      const wb = ((x - a[0]) * (c[1] - a[1]) - (y - a[1]) * (c[0] - a[0])) / area;
      const wc = ((b[0] - a[0]) * (y - a[1]) - (b[1] - a[1]) * (x - a[0])) / area;
      if (wb >= -1e-9 && wc >= -1e-9 && wb + wc <= 1 + 1e-9)
        return a[2] + wb * (b[2] - a[2]) + wc * (c[2] - a[2]);
    }
  return undefined;
}

/** How far corners and middles of a mesh's triangles lie over the drawn lanes, where there are any. */
function overGround(mesh: FeatureMesh, lanes: FeatureMesh[]): number[] {
  const out: number[] = [];
  const { positions, indices } = mesh;
  for (let i = 0; i < indices.length; i += 3) {
    const corners = [0, 1, 2].map((k) => {
      const at = 3 * (indices[i + k] as number);
      return positions.slice(at, at + 3) as [number, number, number];
    });
    const middle = [0, 1, 2].map((n) => corners.reduce((sum, p) => sum + (p[n] as number) / 3, 0));
    for (const [x, y, z] of [...corners, middle as [number, number, number]]) {
      const ground = groundUnder(lanes, x as number, y as number);
      if (ground !== undefined) out.push((z as number) - ground);
    }
  }
  return out;
}

const objects = (inner: string) => `<objects>${inner}</objects>`;
const at = 'zOffset="0" hdg="0" pitch="0" roll="0"';
const PAINTED_OBJECTS = objects(`
  <object id="c" type="crosswalk" s="50" t="0" ${at} orientation="none" length="5" width="7"/>
  <object id="a" type="roadMark" subtype="arrowStraightRight" s="30" t="-1.7" ${at} orientation="+" length="6" width="1"/>
  <object id="s" type="roadMark" subtype="stopLine" s="44" t="-1.75" ${at} orientation="+" length="0.4" width="3.5"/>
  <object id="p" type="parkingSpace" s="56" t="1.7" ${at} orientation="none" length="6" width="2.4"/>`);

describe("road marks", () => {
  test.each([
    [60, 6, 9, 0.15],
    [40, 2, 4, 0.1],
  ])(
    "in China a broken lane line at %i km/h is %i m painted and %i m not",
    async (kmh, dashM, gapM, widthM) => {
      const { line } = await read(map({ kmh, right: lane(-1, mark("broken")) + lane(-2) }));
      const [mesh] = roadMarks(line, markStandard("CN"));
      expect(mesh?.properties).toMatchObject({
        dashM,
        gapM,
        widthM,
        derivation: "standard-default",
        standard: "GB 51038-2015 12.3.2",
      });
    },
  );

  test("without a known country the generic figures are drawn and said to be unverified", async () => {
    const { line } = await read(map({ right: lane(-1, mark("broken")) }));
    const [mesh] = roadMarks(line, markStandard("ZZ"));
    expect(mesh?.properties.derivation).toBe("standard-default");
    expect(mesh?.properties.standard).toMatch(/unverified/);
  });

  test("what the file states is stated, line by line", async () => {
    const lines =
      '<type name="x" width="0.12"><line length="3" space="5" tOffset="0.2" sOffset="1" width="0.25"/></type>';
    const { line } = await read(map({ right: lane(-1, mark("broken", "", lines)) }));
    const [mesh] = roadMarks(line);
    expect(mesh?.properties).toMatchObject({
      dashM: 3,
      gapM: 5,
      widthM: 0.25,
      derivation: "stated",
      standard: "",
    });
    const ys = (mesh as FeatureMesh).positions.filter((_, i) => i % 3 === 1);
    expect((Math.min(...ys) + Math.max(...ys)) / 2).toBeCloseTo(-3.3, 3);
  });

  test.each([
    ["left", 1, 1],
    ["right", -1, -1],
  ])("solid broken on the %s side has its solid stripe on the inside", async (side, id, outward) => {
    const lanes = lane(id, mark("solid broken"));
    const { line } = await read(map(side === "left" ? { left: lanes } : { right: lanes }));
    const stripes = roadMarks(line, markStandard("CN")).filter(({ properties }) => properties.lane === id);
    expect(stripes).toHaveLength(2);
    const y = (mesh: FeatureMesh) => Math.abs(mesh.positions[1] as number);
    const [solid, broken] = stripes as [FeatureMesh, FeatureMesh];
    expect(solid.properties.dashM).toBe(0);
    expect(broken.properties.dashM).toBe(6);
    expect(y(solid)).toBeLessThan(y(broken));
    expect(Math.sign(solid.positions[1] as number)).toBe(outward);
  });

  test("dashes begin where the mark begins and the last is cut at its end", () => {
    const pieces = dashes({ dashM: 6, gapM: 9, sOffsetM: 0 }, 10, 48);
    expect(pieces).toEqual([
      [10, 16],
      [25, 31],
      [40, 46],
    ]);
    expect(dashes({ dashM: 6, gapM: 9, sOffsetM: 0 }, 0, 16).at(-1)).toEqual([15, 16]);
    expect(dashes({ dashM: 0, gapM: 0, sOffsetM: 50 }, 0, 16)).toEqual([]);
  });
});

describe("paint on the ground", () => {
  test.each([
    ["straight uphill", { plan: STRAIGHT }],
    ["in a bend of 50 m", { plan: ARC }],
    ["where the superelevation turns over", { plan: STRAIGHT, lateral: TWISTING }],
    ["where it turns over in a bend", { plan: ARC, lateral: TWISTING }],
  ])("%s all of it lies between 0 and 1 cm over the drawn lanes", async (_, spec) => {
    const marks = mark("solid");
    const text = map({
      ...spec,
      left: lane(1, marks),
      centre: mark("solid solid"),
      right: lane(-1, marks),
      extra: PAINTED_OBJECTS,
    });
    const { network, line } = await read(text);
    const lanes = laneSurfaces(network.dataset, line, 1e-3);
    const paint = [...roadMarks(line, markStandard("CN")), ...objectPaint(line, markStandard("CN"))];
    expect(paint.length).toBe(8);
    for (const mesh of paint) {
      const over = overGround(mesh, lanes);
      expect(over.length).toBeGreaterThan(3);
      expect([mesh.id, Math.min(...over) > 0, Math.max(...over) < 0.01]).toEqual([mesh.id, true, true]);
    }
  });

  test("every triangle of paint faces up", async () => {
    const { line } = await read(map({ plan: ARC, lateral: TWISTING, left: lane(1), extra: PAINTED_OBJECTS }));
    for (const { positions, indices } of objectPaint(line))
      for (let i = 0; i < indices.length; i += 3) {
        const [a, b, c] = [0, 1, 2].map((k) => 3 * (indices[i + k] as number)) as [number, number, number];
        const d = (p: number, n: number) => (positions[p + n] as number) - (positions[a + n] as number);
        expect(d(b, 0) * d(c, 1) - d(b, 1) * d(c, 0)).toBeGreaterThanOrEqual(0);
      }
  });

  test("an arrow and a stop line for traffic against s are turned about", async () => {
    const one = (orientation: string) =>
      map({
        extra: objects(
          `<object id="a" type="roadMark" subtype="arrowLeft" s="30" t="0" ${at} orientation="${orientation}" length="6" width="1"/>`,
        ),
      });
    const ys = async (orientation: string) => {
      const { line } = await read(one(orientation));
      return objectPaint(line)[0]?.positions.filter((_, i) => i % 3 === 1) as number[];
    };
    expect(Math.max(...(await ys("+")))).toBeGreaterThan(0.8);
    expect(Math.min(...(await ys("-")))).toBeLessThan(-0.8);
  });

  test("a repeated bay is as many bays, each with its own id, and its stated markings are its lines", async () => {
    const { line } = await read(
      map({
        extra:
          objects(`<object id="p" type="parkingSpace" s="0" t="0" ${at} orientation="none" length="5" width="2.5">
          <repeat s="10" length="20" distance="5" tStart="-5" tEnd="-5" heightStart="4" heightEnd="4" zOffsetStart="0" zOffsetEnd="0"/>
          <markings><marking side="left" color="yellow" width="0.1" zOffset="0.005" lineLength="1" spaceLength="1" startOffset="0" stopOffset="0"/></markings>
        </object>`),
      }),
    );
    const bays = objectPaint(line);
    expect(bays.map(({ id }) => id)).toEqual([0, 1, 2, 3, 4].map((n) => `marking:1/object/p/${n}`));
    expect(bays[0]?.properties).toMatchObject({ colour: "yellow", derivation: "stated" });
    const xs = bays[0]?.positions.filter((_, i) => i % 3 === 0) as number[];
    expect(Math.min(...xs)).toBeCloseTo(7.5, 3);
    expect(Math.max(...xs)).toBeCloseTo(12.5, 3);
  });
});

describe("crosswalk stripes", () => {
  const box = (l: number, w: number): [number, number][] => [
    [-l / 2, -w / 2],
    [l / 2, -w / 2],
    [l / 2, w / 2],
    [-l / 2, w / 2],
  ];
  test("seven metres hold seven stripes of 40 cm with 60 cm between", () => {
    const stripes = crosswalkStripes(box(4, 7), 0, 0.4, 0.6);
    expect(stripes).toHaveLength(7);
    for (const stripe of stripes) {
      const ys = stripe.map(([, v]) => v);
      expect(Math.max(...ys) - Math.min(...ys)).toBeCloseTo(0.4, 9);
    }
  });
  test("a crosswalk as deep as wide asks the road which way people walk", () => {
    const across = crosswalkStripes(box(5, 5), 0, 0.4, 0.6)[0] as [number, number][];
    const along = crosswalkStripes(box(5, 5), Math.PI / 2, 0.4, 0.6)[0] as [number, number][];
    const wide = (stripe: [number, number][]) =>
      Math.max(...stripe.map(([u]) => u)) - Math.min(...stripe.map(([u]) => u));
    expect(wide(across)).toBeCloseTo(5, 9);
    expect(wide(along)).toBeCloseTo(0.4, 9);
  });
  test("a skewed outline keeps its stripes along its ends, and none leaves it", () => {
    const skewed: [number, number][] = [
      [-4, -5],
      [0, -5],
      [4, 5],
      [0, 5],
    ];
    for (const stripe of crosswalkStripes(skewed, 0, 0.4, 0.6))
      for (const [u, v] of stripe) expect(Math.abs(u - 0.4 * v)).toBeLessThanOrEqual(2 + 1e-9);
  });
});

test("a line that remembers gives the same points as the one that does not", async () => {
  const { line } = await read(map({ plan: ARC, lateral: TWISTING }));
  const remembered = rememberedLine(line);
  for (const s of [0, 12.3, 55, 55, 100])
    expect(remembered.point(s, -2.2, 0.1)).toEqual(line.point(s, -2.2, 0.1));
});
