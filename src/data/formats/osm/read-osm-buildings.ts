// Buildings of OpenStreetMap (XML or PBF): closed ways, multipolygon relations, building:part (Simple 3D Buildings). The file
// is read four times, so that only what buildings need of it is in memory: relations for their ways, ways for their nodes,
// nodes for their places, then ways and relations as objects. What is no building is no record.

import { ringInside } from "../../../model/buildings/check-ring.ts";
import type { CityObject } from "../../../model/buildings/city-object.ts";
import { attendedStream } from "../city/attended-stream.ts";
import { CityTally } from "../city/city-tally.ts";
import { footprintObject, PlanRingBuilder } from "../city/footprint-object.ts";
import { SeenIds } from "../city/seen-ids.ts";
import type { ObjectSource, ReadObjectsOptions, SourceFile } from "../format.ts";
import { closeRings } from "./close-rings.ts";
import { NodePlaces } from "./node-places.ts";
import type { OsmListener, OsmMember, OsmPass, OsmTags } from "./osm-elements.ts";
import { passPbf } from "./pass-pbf.ts";
import { passXml } from "./pass-xml.ts";

const says = (value: string | undefined) => value !== undefined && value !== "no";
const isPart = (tags: OsmTags) => says(tags["building:part"]);
const isBuilding = (tags: OsmTags) => says(tags.building) || isPart(tags);
const isArea = (tags: OsmTags) => tags.type === "multipolygon" && isBuilding(tags);
const waysOf = (members: readonly OsmMember[]) => members.filter(({ type }) => type === "way");

/** What relations say of others. */
interface Bonds {
  /** Nodes of the ways that relations are made of. */
  ways: Map<number, readonly number[]>;
  /** Outlines that a relation is drawn by. */
  outlines: Set<number>;
  /** "way/1" to the id of the building that it is a part of. */
  parents: Map<string, string>;
  /** Buildings that are drawn by their parts. */
  inParts: Set<string>;
}

/** @throws Fault fault.osm.*, fault.input.cancelled, fault.input.empty */
export async function open(file: SourceFile, options: ReadObjectsOptions): Promise<ObjectSource> {
  const tally = new CityTally();
  const { signal } = options;
  const places = new NodePlaces();
  const bonds: Bonds = { ways: new Map(), outlines: new Set(), parents: new Map(), inParts: new Set() };
  const seen = new SeenIds();
  let assumed = 0;

  const chunks = (onBytes?: (bytes: number) => void) => attendedStream(file, signal, onBytes);

  async function whole(pass: OsmPass, listener: OsmListener): Promise<void> {
    for await (const _ of pass(chunks(), listener, file.name));
  }

  function bind(id: number, members: readonly OsmMember[], tags: OsmTags): void {
    if (isArea(tags)) {
      for (const { ref, role } of waysOf(members)) {
        bonds.ways.set(ref, []);
        if (role !== "inner") bonds.outlines.add(ref);
      }
    }
    if (tags.type !== "building") return;
    const outline = members.find(({ role }) => role === "outline");
    const parts = members.filter(({ role }) => role === "part");
    const whole = outline ? `${outline.type}/${outline.ref}` : `relation/${id}`;
    for (const { type, ref } of parts) bonds.parents.set(`${type}/${ref}`, whole);
    if (parts.length > 0) bonds.inParts.add(whole);
  }

  function objectOf(id: string, tags: OsmTags, rings: PlanRingBuilder): CityObject | undefined {
    if (!seen.add(id)) {
      tally.skip("finding.input.repeated-id", id, { id });
      return undefined;
    }
    if (tags.location === "underground") {
      tally.skip("finding.osm.underground", id);
      return undefined;
    }
    const object = footprintObject({ id, attributes: tags, polygons: rings }, id, tally, options);
    if (!object) return undefined;
    tally.took();
    const shape = object.shapes[0]?.shape;
    if (shape?.type === "extrusion" && shape.heightFrom === "assumed") assumed += 1;
    const parentId = bonds.parents.get(id);
    return {
      ...object,
      type: isPart(tags) ? "building:part" : "building",
      ...(parentId !== undefined && { parentId }),
      // What is mapped in parts is drawn by them.
      ...(bonds.inParts.has(id) && { shapes: [] }),
    };
  }

  function wayObject(way: number, nodes: readonly number[], tags: OsmTags): CityObject | undefined {
    if (!isBuilding(tags)) return undefined;
    const id = `way/${way}`;
    if (bonds.outlines.has(way)) {
      tally.skip("finding.osm.outline", id);
      return undefined;
    }
    const { corners, missing } = places.along(nodes);
    if (missing > 0) {
      tally.skip("finding.osm.missing-nodes", id, { count: missing });
      return undefined;
    }
    const rings = new PlanRingBuilder();
    rings.polygon();
    rings.ring(corners, 2);
    return objectOf(id, tags, rings);
  }

  function areaObject(
    relation: number,
    members: readonly OsmMember[],
    tags: OsmTags,
  ): CityObject | undefined {
    if (!isArea(tags)) return undefined;
    const id = `relation/${relation}`;
    const skip = (code: string, count: number) => {
      tally.skip(code, id, { count });
      return undefined;
    };
    const ringsOf = (inner: boolean) =>
      closeRings(
        waysOf(members)
          .filter(({ role }) => (role === "inner") === inner)
          .map(({ ref }) => bonds.ways.get(ref) ?? []),
      );
    const absent = waysOf(members).filter(({ ref }) => (bonds.ways.get(ref)?.length ?? 0) === 0).length;
    if (absent > 0) return skip("finding.osm.missing-ways", absent);
    const outer = ringsOf(false);
    if (outer.left > 0 || outer.rings.length === 0) return skip("finding.osm.open-ring", outer.left);
    const inner = ringsOf(true);
    if (inner.left > 0) tally.note("warning", "finding.osm.open-hole", id, { count: inner.left });
    const outlines = outer.rings.map((ring) => places.along(ring));
    const holes = inner.rings.map((ring) => places.along(ring));
    const missing = [...outlines, ...holes].reduce((sum, ring) => sum + ring.missing, 0);
    if (missing > 0) return skip("finding.osm.missing-nodes", missing);
    const rings = new PlanRingBuilder();
    for (const [o, { corners }] of outlines.entries()) {
      rings.polygon();
      rings.ring(corners, 2);
      for (const hole of holes) {
        const owner = outlines.findIndex((outline) => ringInside(hole.corners, outline.corners));
        if (owner === o || (owner < 0 && o === 0)) rings.ring(hole.corners, 2);
      }
    }
    return objectOf(id, tags, rings);
  }

  async function* objects(): AsyncGenerator<CityObject[]> {
    const head = await file.range(0, 32);
    const pass = /^[\s\uFEFF]*</.test(new TextDecoder().decode(head)) ? passXml : passPbf;
    await whole(pass, { relation: bind });
    await whole(pass, {
      way: (id, nodes, tags) => {
        const ofRelation = bonds.ways.has(id);
        if (ofRelation) bonds.ways.set(id, nodes);
        if (ofRelation || isBuilding(tags)) for (const node of nodes) places.want(node);
      },
    });
    places.ready();
    await whole(pass, { node: (id, lonDeg, latDeg) => places.place(id, lonDeg, latDeg) });
    let batch: CityObject[] = [];
    const keep = (object: CityObject | undefined) => {
      if (object) batch.push(object);
    };
    const onBytes = (bytes: number) => options.onProgress?.({ bytes, objects: tally.counts().out });
    const listener: OsmListener = {
      way: (id, nodes, tags) => keep(wayObject(id, nodes, tags)),
      relation: (id, members, tags) => keep(areaObject(id, members, tags)),
    };
    for await (const _ of pass(chunks(onBytes), listener, file.name)) {
      if (batch.length > 0) yield batch;
      batch = [];
    }
    if (batch.length > 0) yield batch;
    if (assumed > 0)
      tally.note("info", "finding.input.height-assumed", "", {
        count: assumed,
        heightM: options.assumedHeightM ?? 6,
      });
    tally.close();
  }

  return { crs: () => "EPSG:4326", objects, counts: () => tally.counts(), findings: tally.findings };
}
