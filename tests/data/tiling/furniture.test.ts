import { validateBytes } from "gltf-validator";
import { beforeAll, describe, expect, test } from "vitest";
import { importRoads } from "../../../src/data/build/import-roads.ts";
import { readOpenDrive } from "../../../src/data/formats/opendrive/read-opendrive.ts";
import type { FeatureMesh } from "../../../src/data/tiling/feature-mesh.ts";
import { objectBodies } from "../../../src/data/tiling/objects/object-bodies.ts";
import { arrowShapes } from "../../../src/data/tiling/paint/arrow-shapes.ts";
import { objectPaint } from "../../../src/data/tiling/paint/object-paint.ts";
import { signFace } from "../../../src/data/tiling/signs/sign-faces.ts";
import { signPosts } from "../../../src/data/tiling/signs/sign-posts.ts";
import { signalHeads } from "../../../src/data/tiling/signs/signal-heads.ts";
import { convexHull } from "../../../src/model/roads/junction-ground.ts";
import { type ReferenceLine, referenceLine } from "../../../src/model/roads/reference-line.ts";
import type { Signal } from "../../../src/model/roads/road-network.ts";
import { bytesOf, LINE, map, road } from "../formats/opendrive/small-map.ts";
import { sampleNetwork } from "../sample/sample-network.ts";

const SIGN = 'height="0.8" width="0.8" hOffset="0" pitch="0" roll="0" dynamic="no" zOffset="2"';
const furnished = `
<objects>
  <object id="c" name="" type="crosswalk" s="50" t="0" zOffset="0" orientation="none" hdg="0" length="4" width="7"/>
  <object id="r" name="" type="railing" s="10" t="5" zOffset="0" orientation="none" hdg="0" height="0.8" width="0.1">
    <repeat s="10" length="40" distance="0" tStart="5" tEnd="5" heightStart="0.8" heightEnd="0.8" zOffsetStart="0" zOffsetEnd="0" widthStart="0.1" widthEnd="0.1"/>
  </object>
  <object id="p" name="" type="pole" s="10" t="-5" zOffset="0" orientation="none" hdg="0" height="1" radius="0.1">
    <repeat s="10" length="40" distance="10" tStart="-5" tEnd="-5" heightStart="1" heightEnd="1" zOffsetStart="0" zOffsetEnd="0"/>
  </object>
  <object id="l" name="" type="roadMark" subtype="stopLine" s="90" t="-1.5" zOffset="0" orientation="+" hdg="0" length="0.4" width="3"/>
  <object id="a" name="" type="roadMark" subtype="arrowLeft" s="70" t="-1.5" zOffset="0" orientation="+" hdg="0" length="6" width="1"/>
  <object id="b" name="" type="building" s="30" t="20" zOffset="0" orientation="none" hdg="0"><outline>
    <cornerLocal u="-5" v="-5" z="0" height="12"/><cornerLocal u="5" v="-5" z="0" height="12"/><cornerLocal u="5" v="5" z="0" height="12"/><cornerLocal u="-5" v="5" z="0" height="12"/>
  </outline></object>
</objects>
<signals>
  <signal id="1" name="60" s="20" t="-4" orientation="+" country="CN" type="禁38" subtype="60" value="60" unit="km/h" ${SIGN}/>
  <signal id="2" name="?" s="30" t="4" orientation="-" country="XX" type="Z99" subtype="-1" ${SIGN}/>
  <signal id="3" name="light" s="95" t="-1.5" orientation="+" country="OpenDRIVE" type="1000001" subtype="-1" height="1" width="0.35" hOffset="0" pitch="0" roll="0" dynamic="yes" zOffset="5.5"/>
</signals>`;

let line: ReferenceLine;
beforeAll(async () => {
  const { network } = await readOpenDrive(bytesOf(map(road("1", LINE, furnished))), {
    fileName: "f",
    sha256: "",
  });
  line = referenceLine(network.roads[0] as (typeof network.roads)[number]);
});

/** Area-weighted normal of a mesh's triangles. */
function normal({ positions, indices }: FeatureMesh): [number, number, number] {
  const out: [number, number, number] = [0, 0, 0];
  const p = (i: number) => positions.slice(3 * i, 3 * i + 3) as [number, number, number];
  for (let i = 0; i < indices.length; i += 3) {
    const [a = [], b = [], c = []] = [0, 1, 2].map((k): number[] => p(indices[i + k] as number));
    const u = [0, 1, 2].map((k) => (b[k] as number) - (a[k] as number));
    const v = [0, 1, 2].map((k) => (c[k] as number) - (a[k] as number));
    out[0] += (u[1] as number) * (v[2] as number) - (u[2] as number) * (v[1] as number);
    out[1] += (u[2] as number) * (v[0] as number) - (u[0] as number) * (v[2] as number);
    out[2] += (u[0] as number) * (v[1] as number) - (u[1] as number) * (v[0] as number);
  }
  return out;
}
/** Of a closed body whose faces look outward. */
function volume({ positions, indices }: FeatureMesh): number {
  const p = (k: number) => {
    const i = 3 * (indices[k] as number);
    // About a corner of its own: map coordinates would drown the sum.
    return [0, 1, 2].map((n) => (positions[i + n] as number) - (positions[n] as number)) as [
      number,
      number,
      number,
    ];
  };
  let sum = 0;
  for (let i = 0; i < indices.length; i += 3) {
    const [a, b, c] = [p(i), p(i + 1), p(i + 2)];
    sum +=
      a[0] * (b[1] * c[2] - b[2] * c[1]) +
      a[1] * (b[2] * c[0] - b[0] * c[2]) +
      a[2] * (b[0] * c[1] - b[1] * c[0]);
  }
  return sum / 6;
}
const signal = (more: Partial<Signal>): Signal =>
  ({ country: "DE", type: "", subtype: "-1", ...more }) as Signal;

describe("what stands on a road", () => {
  test("a sign's face looks towards the traffic it is for", () => {
    const faces = (id: string) => signPosts(line).filter((mesh) => mesh.id === `sign:1/${id}`);
    const [nx] = normal(faces("1").at(-1) as FeatureMesh);
    expect(nx).toBeLessThan(0);
    const [back] = normal(faces("2").at(-1) as FeatureMesh);
    expect(back).toBeGreaterThan(0);
    expect(faces("1")[0]?.properties).toMatchObject({ type: "禁38", value: 60, face: "drawn" });
    expect(faces("2")[0]?.properties).toMatchObject({ type: "Z99", face: "code" });
  });

  test.each([
    ["274", "57", "70"],
    ["206", "-1", "STOP"],
    ["267", "-1", ""],
  ])("the German %s-%s has a face of its own", (type, subtype) => {
    expect(signFace(signal({ type, subtype })).known).toBe(true);
  });

  test("no two layers of a face lie in one plane, the later one nearer to the viewer", () => {
    const faces = signPosts(line)
      .filter((mesh) => mesh.id === "sign:1/1")
      .slice(1);
    const depth = faces.map(({ positions }) => positions[0] as number);
    for (let i = 1; i < depth.length; i++)
      expect(depth[i] as number).toBeLessThan((depth[i - 1] as number) - 0.003);
  });

  test("a railing without distance is one body along 40 m, poles at 10 m are five", () => {
    const bodies = new Map(objectBodies(line).map((mesh) => [mesh.id, mesh]));
    const railing = bodies.get("object:1/r") as FeatureMesh;
    const xs = railing.positions.filter((_, i) => i % 3 === 0);
    expect(Math.max(...xs) - Math.min(...xs)).toBeCloseTo(40, 1);
    const poles = bodies.get("object:1/p") as FeatureMesh;
    const columns = new Set(poles.positions.filter((_, i) => i % 3 === 0).map((x) => Math.round(x / 10)));
    expect(columns.size).toBe(5);
  });

  test("an outline with heights is a closed prism", () => {
    const building = objectBodies(line).find(({ id }) => id === "object:1/b") as FeatureMesh;
    const zs = building.positions.filter((_, i) => i % 3 === 2);
    expect(Math.max(...zs) - Math.min(...zs)).toBeCloseTo(12, 6);
    for (const sum of normal(building)) expect(sum).toBeCloseTo(0, 6);
    expect(volume(building)).toBeCloseTo(1200, 3);
  });

  test("a signal head has a mast at the roadside and lamps red over yellow over green, facing the traffic", () => {
    const { meshes, lamps } = signalHeads(line);
    expect(meshes).toHaveLength(3);
    const [only] = lamps;
    expect(only?.id).toBe("signal:1/3");
    expect(only?.facing[0]).toBeCloseTo(-1, 6);
    expect(only?.lamps.map(({ colour }) => colour)).toEqual(["red", "yellow", "green"]);
    const heights = only?.lamps.map(({ place }) => place[2]) as number[];
    expect(heights[0]).toBeGreaterThan(heights[1] as number);
    expect(heights[1]).toBeGreaterThan(heights[2] as number);
  });
});

describe("what is painted between the lanes", () => {
  test("a crosswalk over 7 m has seven stripes of 40 cm, along the traffic", () => {
    const stripes = objectPaint(line).find(({ id }) => id === "marking:1/object/c") as FeatureMesh;
    const edges = new Set(stripes.positions.filter((_, i) => i % 3 === 1).map((y) => y.toFixed(3)));
    expect(edges.size).toBe(14);
  });

  test("all paint lies within a centimetre over the road and faces up", () => {
    for (const mesh of objectPaint(line)) {
      expect(normal(mesh)[2]).toBeGreaterThan(0);
      for (let i = 0; i < mesh.positions.length; i += 3) {
        const [x, , z] = mesh.positions.slice(i, i + 3) as [number, number, number];
        const over = z - line.point(x - 10, 0, 0)[2];
        expect(over).toBeGreaterThan(0.002);
        expect(over).toBeLessThan(0.01);
      }
    }
  });

  test("arrows point where they say", () => {
    const ys = (name: string) => (arrowShapes(name, 6) ?? []).flat().map(([, v]) => v);
    expect(Math.max(...ys("arrowLeft"))).toBeGreaterThan(0.8);
    expect(Math.min(...ys("arrowRight"))).toBeLessThan(-0.8);
    expect(Math.max(...ys("arrowStraight").map(Math.abs))).toBeLessThan(0.5);
    expect(arrowShapes("somethingElse", 6)).toBeUndefined();
  });
});

test("a convex hull holds every point and turns left at each corner", () => {
  const points = Array.from({ length: 60 }, (_, i): [number, number, number] => [
    Math.sin(i * 12.9898) * 50,
    Math.cos(i * 78.233) * 30,
    0,
  ]);
  const hull = convexHull(points);
  hull.forEach((p, i) => {
    const q = hull[(i + 1) % hull.length] as [number, number, number];
    for (const r of points)
      expect((q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0])).toBeGreaterThanOrEqual(-1e-6);
  });
});

test("every tile of the sample passes the glTF validator, and lists its lamps", async () => {
  const { network, findings } = await sampleNetwork();
  const { files, city } = importRoads(network, findings, { country: "CN" });
  for (const { path, bytes } of files.filter(({ path: name }) => name.endsWith(".glb")).slice(0, 8)) {
    const { issues } = await validateBytes(bytes);
    expect([path, issues.messages.filter((m: { severity: number }) => m.severity < 2)]).toEqual([path, []]);
  }
  const lamps = JSON.parse(
    new TextDecoder().decode(files.find(({ path }) => path === "signals.json")?.bytes),
  );
  const dynamic = network.roads.flatMap(({ signals }) => signals.filter((each) => each.dynamic));
  expect(lamps.heads).toHaveLength(dynamic.length);
  expect(city.roads?.counts.sign).toBe(96);
});
