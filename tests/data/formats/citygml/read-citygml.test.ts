import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { numbersOf } from "../../../../src/data/formats/citygml/gml.ts";
import { open } from "../../../../src/data/formats/citygml/read-citygml.ts";
import { objectsFormat } from "../../../../src/data/formats/formats.ts";
import type { CityObject, Face } from "../../../../src/model/buildings/city-object.ts";
import { Fault } from "../../../../src/model/records/fault.ts";
import { readAll, sourceOf } from "../city/source-of.ts";
import {
  building,
  cityModel,
  FLOOR,
  href,
  member,
  multiSurface,
  objectMember,
  polygon,
  ROOF,
  solid,
  WALL,
} from "./small-gml.ts";

const read = (text: string, options = {}, file = {}) =>
  readAll(open, sourceOf(text, { size: 211, ...file }), options);
const one = async (inner: string, options = {}, srs?: string, file = {}) => {
  const all = await read(cityModel(objectMember(building("b", inner)), srs), options, file);
  return { ...all, object: all.objects[0] as CityObject, faces: facesOf(all.objects[0]) };
};
const facesOf = (object: CityObject | undefined): Face[] => {
  const shape = object?.shapes[0]?.shape;
  return shape?.type === "faces" ? shape.faces : [];
};
const surface = (kind: string, inner: string, lod = 2) =>
  `<bldg:boundedBy><bldg:${kind} gml:id="s_${kind}"><bldg:lod${lod}MultiSurface>${multiSurface(inner)}</bldg:lod${lod}MultiSurface></bldg:${kind}></bldg:boundedBy>`;
const lod = (n: number, kind: string, inner: string) => `<bldg:lod${n}${kind}>${inner}</bldg:lod${n}${kind}>`;

describe("geometry", () => {
  test("a solid that refers to its bounding surfaces has each once, with its role, before or behind them", async () => {
    const bounded =
      surface("RoofSurface", member(polygon(ROOF, "p1"))) +
      surface("WallSurface", member(polygon(WALL, "p2"))) +
      surface("GroundSurface", member(polygon(FLOOR, "p3")));
    const whole = lod(2, "Solid", solid(href("p1"), href("p2"), href("p3")));
    for (const inner of [whole + bounded, bounded + whole]) {
      const { faces, codes } = await one(inner);
      expect(faces.map(({ role }) => role).sort()).toEqual(["ground", "roof", "wall"]);
      expect(codes).toEqual([]);
    }
  });

  test("a solid written out beside its surfaces is not drawn twice, what only it has is kept", async () => {
    const { faces } = await one(
      lod(2, "Solid", solid(member(polygon(ROOF)), member(polygon(FLOOR)))) +
        surface("RoofSurface", member(polygon(ROOF, "p"))),
    );
    expect(faces.map(({ role }) => role)).toEqual(["roof", undefined]);
  });

  test("windows and doors in walls have their roles", async () => {
    const opening = `<bldg:opening><bldg:Window gml:id="w">${lod(3, "MultiSurface", multiSurface(member(polygon("2 0 2 4 0 2 4 0 4 2 0 4 2 0 2"))))}</bldg:Window></bldg:opening>`;
    const wall = `<bldg:boundedBy><bldg:WallSurface>${lod(3, "MultiSurface", multiSurface(member(polygon(WALL, "w", ["2 0 2 2 0 4 4 0 4 4 0 2 2 0 2"]))))}${opening}</bldg:WallSurface></bldg:boundedBy>`;
    const { faces } = await one(wall);
    expect(faces.map(({ role, rings }) => [role, rings.length])).toEqual([
      ["wall", 2],
      ["window", 1],
    ]);
  });

  test("surfaces turned round, triangles and single positions are read", async () => {
    const turned = `<gml:OrientableSurface orientation="-"><gml:baseSurface>${polygon(ROOF)}</gml:baseSurface></gml:OrientableSurface>`;
    const pos = ["0 0 0", "1 0 0", "0 1 0", "0 0 0"].map((p) => `<gml:pos>${p}</gml:pos>`).join("");
    const tin = `<gml:TriangulatedSurface><gml:trianglePatches><gml:Triangle><gml:exterior><gml:LinearRing>${pos}</gml:LinearRing></gml:exterior></gml:Triangle></gml:trianglePatches></gml:TriangulatedSurface>`;
    const { faces } = await one(lod(2, "MultiSurface", multiSurface(member(turned), member(tin))));
    expect(Array.from(faces[0]?.rings[0] ?? [])).toEqual([0, 0, 9, 0, 10, 9, 10, 10, 9, 10, 0, 9]);
    expect(Array.from(faces[1]?.rings[0] ?? [])).toEqual([0, 0, 0, 1, 0, 0, 0, 1, 0]);
  });

  test("the level of detail asked for is taken, else the highest", async () => {
    const levels =
      lod(1, "Solid", solid(member(polygon(ROOF)))) +
      lod(2, "Solid", solid(member(polygon(ROOF)), member(polygon(FLOOR))));
    expect((await one(levels)).object.shapes[0]?.lod).toBe(2);
    expect((await one(levels, { lod: 1 })).faces).toHaveLength(1);
    expect((await one(levels, { lod: 0 })).object.shapes[0]?.lod).toBe(1);
  });

  test("an outline with a height becomes walls, a roof's edge hangs from it", async () => {
    const height = '<bldg:measuredHeight uom="m">9</bldg:measuredHeight>';
    const outline = "0 0 5 10 0 5 10 10 5 0 10 5 0 0 5";
    const foot = await one(
      height +
        lod(0, "FootPrint", multiSurface(member(polygon(outline)))) +
        lod(0, "RoofEdge", multiSurface(member(polygon(ROOF)))),
    );
    expect(foot.object.shapes[0]?.shape).toMatchObject({
      type: "extrusion",
      baseM: 5,
      heightM: 9,
      heightFrom: "stated",
    });
    const edge = await one(height + lod(0, "RoofEdge", multiSurface(member(polygon(outline)))));
    expect(edge.object.shapes[0]?.shape).toMatchObject({ type: "extrusion", baseM: -4, heightM: 9 });
    expect((await one(lod(0, "FootPrint", multiSurface(member(polygon(outline)))))).faces).toHaveLength(1);
  });

  test("parts are objects of their own; a whole coarser than they is drawn by them", async () => {
    const part = (id: string) =>
      `<bldg:consistsOfBuildingPart><bldg:BuildingPart gml:id="${id}"><bldg:storeysAboveGround>3</bldg:storeysAboveGround>${lod(2, "Solid", solid(member(polygon(ROOF))))}</bldg:BuildingPart></bldg:consistsOfBuildingPart>`;
    const inner = lod(1, "Solid", solid(member(polygon(FLOOR)))) + part("p1") + part("p2");
    const { objects } = await one(inner);
    expect(objects.map(({ id, type, parentId, shapes }) => [id, type, parentId, shapes.length])).toEqual([
      ["b", "Building", undefined, 0],
      ["p1", "BuildingPart", "b", 1],
      ["p2", "BuildingPart", "b", 1],
    ]);
    const coarse = await one(inner, { lod: 1 });
    expect(coarse.objects.map(({ shapes }) => shapes.length)).toEqual([1, 0, 0]);
  });

  test("bad surfaces and references cost themselves, an object with nothing left is skipped", async () => {
    const { faces, codes } = await one(
      lod(
        2,
        "MultiSurface",
        multiSurface(
          member(polygon(ROOF)),
          member(polygon("0 0 0 1 1 0 1 0 0 0 1 0 0 0 0")),
          member(polygon("0 0 0 NaN 0 0 1 1 0 0 0 0")),
          member(polygon("0 0 0")),
          href("nowhere"),
        ),
      ),
    );
    expect(faces).toHaveLength(1);
    expect(codes).toEqual([
      "finding.citygml.href",
      "finding.input.faces-crossing",
      "finding.input.faces-number",
      "finding.input.faces-corners",
    ]);
    const empty = await one(lod(1, "MultiSurface", multiSurface()));
    expect(empty.codes).toEqual(["finding.input.no-geometry"]);
    expect(empty.source.counts()).toEqual({ read: 1, out: 0, skipped: 1 });
  });

  test("an id that comes again is skipped", async () => {
    const own = objectMember(building("b", lod(1, "Solid", solid(member(polygon(ROOF))))));
    const { codes, source } = await read(cityModel(own + own));
    expect(codes).toEqual(["finding.input.repeated-id"]);
    expect(source.counts()).toEqual({ read: 2, out: 1, skipped: 1 });
  });
});

describe("order of coordinates", () => {
  const at = (positions: string, srs: string) =>
    one(lod(1, "MultiSurface", multiSurface(member(polygon(positions)))), {}, srs);
  const WUHAN = "30.5 114.3 20 30.5 114.4 20 30.6 114.4 20 30.5 114.3 20";
  test.each([
    ["urn:ogc:def:crs:EPSG::4326", WUHAN, [114.3, 30.5], []],
    ["http://www.opengis.net/def/crs/EPSG/0/6697", WUHAN, [114.3, 30.5], []],
    ["urn:ogc:def:crs,crs:EPSG::4979", "48 11 500 48 11.1 500 48.1 11.1 500 48 11 500", [11, 48], []],
    [
      "EPSG:4326",
      "48 11 500 48 11.1 500 48.1 11.1 500 48 11 500",
      [11, 48],
      ["finding.citygml.order-assumed"],
    ],
    [
      "EPSG:4326",
      "114.3 30.5 20 114.4 30.5 20 114.4 30.6 20 114.3 30.5 20",
      [114.3, 30.5],
      ["finding.citygml.order-unlike"],
    ],
    ["urn:ogc:def:crs:OGC:1.3:CRS84", "11 48 5 11.1 48 5 11.1 48.1 5 11 48 5", [11, 48], []],
    [
      "urn:ogc:def:crs:EPSG::25833",
      "390000 5820000 30 390010 5820000 30 390010 5820010 30 390000 5820000 30",
      [390000, 5820000],
      [],
    ],
    [
      "urn:ogc:def:crs:EPSG::4547",
      "3370000 540000 30 3370000 540010 30 3370010 540010 30 3370000 540000 30",
      [540000, 3370000],
      ["finding.citygml.order-assumed"],
    ],
    [
      "urn:ogc:def:crs:EPSG::4547",
      "540000 3370000 30 540010 3370000 30 540010 3370010 30 540000 3370000 30",
      [540000, 3370000],
      [],
    ],
  ])("%s: %s", async (srs, positions, first, expected) => {
    const { faces, codes, source } = await at(positions, srs);
    expect(Array.from(faces[0]?.rings[0]?.slice(0, 2) ?? [])).toEqual(first);
    expect(source.crs()).toBe(srs);
    expect(codes).toEqual(expected);
  });
});

describe("attributes", () => {
  const shape = lod(1, "Solid", solid(member(polygon(ROOF))));
  const attributesOf = async (inner: string, file = {}) =>
    (await one(inner + shape, {}, undefined, file)).object.attributes;

  test("generic ones of every kind, in sets, in both versions", async () => {
    const generic = (kind: string, name: string, value: string) =>
      `<gen:${kind} name="${name}"><gen:value>${value}</gen:value></gen:${kind}>`;
    expect(
      await attributesOf(
        `${generic("stringAttribute", "用途", "007")}${generic("intAttribute", "n", "5")}${generic("doubleAttribute", "d", "0.5")}<gen:measureAttribute name="m"><gen:value uom="m2">42</gen:value></gen:measureAttribute>${generic("dateAttribute", "date", "2020-01-01")}${generic("uriAttribute", "u", "http://a")}<gen:genericAttributeSet name="set">${generic("intAttribute", "n", "6")}${generic("intAttribute", "n", "7")}</gen:genericAttributeSet>`,
      ),
    ).toEqual({
      用途: "007",
      n: 5,
      d: 0.5,
      m: 42,
      date: "2020-01-01",
      u: "http://a",
      "set/n": 6,
      "set/n[2]": 7,
    });
    const later = (kind: string, name: string, value: string) =>
      `<core:genericAttribute><gen:${kind}><gen:name>${name}</gen:name><gen:value>${value}</gen:value></gen:${kind}></core:genericAttribute>`;
    expect(
      await attributesOf(`${later("StringAttribute", "s", "12")}${later("IntAttribute", "i", "12")}`),
    ).toEqual({ s: "12", i: 12 });
  });

  test("an extension's keep their path, repeated ones are counted", async () => {
    const risk = (rank: number) =>
      `<uro:buildingDisasterRiskAttribute><uro:BuildingTsunamiRiskAttribute><uro:rankOrg>${rank}</uro:rankOrg></uro:BuildingTsunamiRiskAttribute></uro:buildingDisasterRiskAttribute>`;
    expect(
      await attributesOf(
        `<gml:name>甲</gml:name><uro:buildingIDAttribute><uro:BuildingIDAttribute><uro:buildingID>14201-bldg-1</uro:buildingID><uro:branchID>1</uro:branchID></uro:BuildingIDAttribute></uro:buildingIDAttribute>${risk(2)}${risk(3)}<core:externalReference><core:informationSystem>x</core:informationSystem><core:externalObject><core:name>007</core:name></core:externalObject></core:externalReference>`,
      ),
    ).toEqual({
      name: "甲",
      "buildingIDAttribute/buildingID": "14201-bldg-1",
      "buildingIDAttribute/branchID": 1,
      "buildingDisasterRiskAttribute/BuildingTsunamiRiskAttribute/rankOrg": 2,
      "buildingDisasterRiskAttribute[2]/BuildingTsunamiRiskAttribute/rankOrg": 3,
      "externalReference/informationSystem": "x",
      "externalReference/externalObject/name": "007",
    });
  });

  test("a code stays text, with its word where the list is beside the file", async () => {
    const usage =
      '<bldg:usage codeSpace="../../codelists/Building_usage.xml">422</bldg:usage><bldg:class codeSpace="https://example.org/lists/class.xml">3001</bldg:class>';
    const plateau = `<gml:Dictionary xmlns:gml="http://www.opengis.net/gml" gml:id="d"><gml:name>usage</gml:name><gml:dictionaryEntry><gml:Definition gml:id="i"><gml:description>文教厚生施設</gml:description><gml:name>422</gml:name></gml:Definition></gml:dictionaryEntry></gml:Dictionary>`;
    const sig3d = `<gml:Dictionary xmlns:gml="http://www.opengis.net/gml" gml:id="d"><gml:dictionaryEntry><gml:Definition gml:id="i"><gml:identifier codeSpace="x">3001</gml:identifier><gml:name>habitation</gml:name></gml:Definition></gml:dictionaryEntry></gml:Dictionary>`;
    expect(
      await attributesOf(usage, {
        beside: { "../../codelists/Building_usage.xml": plateau, "class.xml": sig3d },
      }),
    ).toEqual({ usage: "422", "usage/name": "文教厚生施設", class: "3001", "class/name": "habitation" });
    const { codes, object } = await one(usage + shape, {}, undefined, { beside: { "class.xml": "<broken" } });
    expect(object.attributes).toEqual({ usage: "422", class: "3001" });
    expect(codes.sort()).toEqual(["finding.citygml.code-list", "finding.citygml.no-code-list"]);
  });
});

describe("appearances", () => {
  const uvs = "0 0 1 0 1 1 0 1 0 0";
  const texture = (inner: string) =>
    `<app:ParameterizedTexture><app:imageURI>tex/a.png</app:imageURI><app:mimeType>image/png</app:mimeType>${inner}</app:ParameterizedTexture>`;
  const material =
    "<app:X3DMaterial><app:diffuseColor>1 0.5 0</app:diffuseColor><app:target>#s_WallSurface</app:target></app:X3DMaterial>";
  const appearance = (inner: string) =>
    `<app:appearanceMember><app:Appearance><app:theme>rgb</app:theme>${inner
      .split("|")
      .map((data) => `<app:surfaceDataMember>${data}</app:surfaceDataMember>`)
      .join("")}</app:Appearance></app:appearanceMember>`;
  const city = objectMember(
    building(
      "b",
      surface("RoofSurface", member(polygon(ROOF, "p"))) + surface("WallSurface", member(polygon(WALL, "q"))),
    ),
  );
  const png = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 1);

  test.each([
    [
      "2.0",
      `<app:target uri="#p"><app:TexCoordList><app:textureCoordinates ring="#p_r">${uvs}</app:textureCoordinates></app:TexCoordList></app:target>`,
    ],
    [
      "3.0",
      `<app:textureParameterization><app:TextureAssociation><app:target>#p</app:target><app:textureParameterization><app:TexCoordList><app:textureCoordinates>${uvs}</app:textureCoordinates><app:ring>#p_r</app:ring></app:TexCoordList></app:textureParameterization></app:TextureAssociation></app:textureParameterization>`,
    ],
  ])(
    "images and colours of %s lie on their surfaces, wherever they stand in the file",
    async (version, target) => {
      const looks = appearance(`${texture(target)}|${material}`);
      for (const members of [looks + city, city + looks]) {
        const { objects, source } = await read(
          cityModel(members, undefined, version),
          {},
          { beside: { "tex/a.png": png } },
        );
        const [roof, wall] = facesOf(objects[0]);
        expect(roof?.texture).toEqual({ image: 0, uvs: [Float64Array.of(0, 0, 1, 0, 1, 1, 0, 1)] });
        expect(wall?.colour).toEqual([255, 128, 0]);
        expect(wall?.texture).toBeUndefined();
        expect(await source.image?.(0)).toEqual({ bytes: png, mediaType: "image/png" });
      }
    },
  );

  test("what can't be taken is told: other kinds, other themes, missing images", async () => {
    const other =
      appearance("<app:GeoreferencedTexture/>") + appearance(material).replace(">rgb<", ">night<");
    const short = texture(
      '<app:target uri="#p"><app:TexCoordList><app:textureCoordinates ring="#p_r">0 0 1 0</app:textureCoordinates></app:TexCoordList></app:target>',
    );
    const { source, objects } = await read(cityModel(city + other + appearance(short)));
    expect(facesOf(objects[0])[0]?.texture).toBeUndefined();
    expect(await source.image?.(0)).toBeUndefined();
    expect(source.findings.map(({ code }) => code)).toEqual([
      "finding.citygml.appearance",
      "finding.citygml.theme",
      "finding.input.image-missing",
    ]);
  });
});

test("CityGML 3: boundaries, fillings, parts and heights", async () => {
  const inner = `<con:height><con:Height><con:highReference>highestRoofEdge</con:highReference><con:value uom="m">9</con:value></con:Height></con:height>
    <core:boundary><con:WallSurface><core:lod3MultiSurface>${multiSurface(member(polygon(WALL)))}</core:lod3MultiSurface><con:fillingSurface><con:DoorSurface><core:lod3MultiSurface>${multiSurface(member(polygon("2 0 0 4 0 0 4 0 4 2 0 4 2 0 0")))}</core:lod3MultiSurface></con:DoorSurface></con:fillingSurface></con:WallSurface></core:boundary>
    <bldg:buildingPart><bldg:BuildingPart gml:id="part"><core:lod1Solid>${solid(member(polygon(ROOF)))}</core:lod1Solid></bldg:BuildingPart></bldg:buildingPart>`;
  const { objects } = await read(cityModel(objectMember(building("b", inner)), undefined, "3.0"));
  expect(facesOf(objects[0]).map(({ role }) => role)).toEqual(["wall", "door"]);
  expect(objects[0]?.attributes).toEqual({ "height/highReference": "highestRoofEdge", "height/value": 9 });
  expect(objects[1]).toMatchObject({ id: "part", parentId: "b", type: "BuildingPart" });
});

test("members that share one wrapper are read singly", async () => {
  const own = (id: string) => building(id, lod(1, "Solid", solid(member(polygon(ROOF)))));
  const { objects } = await read(
    cityModel(`<gml:featureMembers>${own("a")}${own("b")}</gml:featureMembers>${objectMember(own("c"))}`),
  );
  expect(objects.map(({ id }) => id)).toEqual(["a", "b", "c"]);
});

test("numbers are those that JavaScript reads", () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { maxLength: 9 }),
      fc.constantFrom(" ", "\n\t ", ","),
      (values, between) => {
        expect(numbersOf(values.join(between))).toEqual(values.map((value) => Number(String(value))));
      },
    ),
  );
  expect(numbersOf("1.50 -0.25 +3 1e3 x .5 5.")).toEqual([1.5, -0.25, 3, 1000, Number.NaN, 0.5, 5]);
});

describe("files that are none", () => {
  const whole = cityModel(objectMember(building("b", surface("RoofSurface", member(polygon(ROOF, "p"))))));
  const faultOf = async (text: string) => {
    const error = await read(text).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(Fault);
    return (error as Fault).code;
  };
  test("one cut off anywhere is one fault", async () => {
    for (let end = 1; end < whole.length; end += 7)
      expect(await faultOf(whole.slice(0, end))).toMatch(/^fault\.citygml\.(truncated|not-xml)$/);
  });
  test("empty, something else, entities", async () => {
    expect(await faultOf("")).toBe("fault.input.empty");
    expect(await faultOf("<osm></osm>")).toBe("fault.citygml.wrong-root");
    expect(await faultOf('<!DOCTYPE x [<!ENTITY a "b">]><CityModel/>')).toBe("fault.citygml.entities");
  });
  test("bytes changed at will never crash it", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(whole.length - 1), fc.integer({ min: 32, max: 126 })), { maxLength: 5 }),
        async (changes) => {
          const own = new TextEncoder().encode(whole);
          for (const [at, byte] of changes) own[at] = byte;
          try {
            const { source } = await readAll(open, sourceOf(own));
            const { read: all, out, skipped } = source.counts();
            expect(all).toBe(out + skipped);
          } catch (error) {
            expect(error).toBeInstanceOf(Fault);
          }
        },
      ),
      { numRuns: 300 },
    );
  });
  test("the format is known by its content", () => {
    expect(objectsFormat(new TextEncoder().encode(whole), "x.dat")?.id).toBe("citygml");
  });
});
