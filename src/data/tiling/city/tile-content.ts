// From chosen records to one tile's GLB: builders by material and image are kept from tile to tile, rows follow the
// records' order, pieces of one feature share a row.

import type { EnuFrame, Vec3 } from "../../../model/geo/frames.ts";
import { relativeTransform } from "../tile-frames.ts";
import type { Column } from "./attribute-census.ts";
import { type CityPrimitive, writeCityGlb } from "./city-glb.ts";
import type { PictureImage } from "./city-tiles-job.ts";
import { GRAIN_M, MATERIALS } from "./feature-record.ts";
import { MeshBuilder, type Rigid } from "./mesh-builder.ts";
import { gridOf, packVertices } from "./pack-vertices.ts";
import { type FeatureRecord, idBytes, type RecordMesh } from "./read-record.ts";

export interface Drawn {
  record: FeatureRecord;
  meshes: readonly RecordMesh[];
}

export interface TileContent {
  bytes: Uint8Array;
  low: Vec3;
  high: Vec3;
  triangles: number;
  features: number;
}

const PICTURE = MATERIALS.indexOf("picture");
const PLAIN = MATERIALS.indexOf("plain");

/** Anchor's ENU to a tile's: the inverse of the tile's transform below the anchor. */
export function rigidTo(anchor: EnuFrame, tile: EnuFrame): Rigid {
  const m = relativeTransform(anchor, tile);
  return {
    r: [0, 1, 2, 4, 5, 6, 8, 9, 10].map((i) => m[i] as number),
    origin: [m[12] as number, m[13] as number, m[14] as number],
  };
}

/** The rows of a tile: one an id, in order of first appearance. */
class Rows {
  readonly records: FeatureRecord[] = [];
  private readonly pieces = new Map<string, number>();

  of(record: FeatureRecord): number {
    // Only pieces can meet again in a tile; ids of the rest need not be read.
    if (!record.cut) return this.records.push(record) - 1;
    const key = new TextDecoder().decode(idBytes(record));
    let row = this.pieces.get(key);
    if (row === undefined) {
      row = this.records.push(record) - 1;
      this.pieces.set(key, row);
    }
    return row;
  }
}

export class ContentWriter {
  private readonly builders = new Map<string, { material: number; image: number; builder: MeshBuilder }>();
  private readonly spare: MeshBuilder[] = [];
  private readonly anchor: EnuFrame;
  private readonly columns: readonly Column[];
  private readonly image: (place: number) => Promise<PictureImage | undefined>;
  private readonly compress: boolean;

  constructor(
    anchor: EnuFrame,
    columns: readonly Column[],
    image: (place: number) => Promise<PictureImage | undefined>,
    compress: boolean,
  ) {
    this.anchor = anchor;
    this.columns = columns;
    this.image = image;
    this.compress = compress;
  }

  private builderOf(material: number, image: number): MeshBuilder {
    const key = `${material} ${image}`;
    let found = this.builders.get(key);
    if (!found) {
      found = { material, image, builder: this.spare.pop() ?? new MeshBuilder() };
      this.builders.set(key, found);
    }
    return found.builder;
  }

  /** @param errorM of the tile; undefined when nothing is left to draw */
  async write(drawn: readonly Drawn[], frame: EnuFrame, errorM: number): Promise<TileContent | undefined> {
    const to = rigidTo(this.anchor, frame);
    const rows = new Rows();
    const images = new Map<number, PictureImage | undefined>();
    for (const { record, meshes } of drawn) {
      const row = rows.of(record);
      for (const mesh of meshes) {
        let { material } = mesh;
        if (mesh.image >= 0 && !images.has(mesh.image)) images.set(mesh.image, await this.image(mesh.image));
        const image = images.get(mesh.image) ? mesh.image : -1;
        if (material === PICTURE && image < 0) material = PLAIN;
        this.builderOf(material, image).add(mesh, record.origin, to, row, GRAIN_M);
      }
    }
    const low: Vec3 = [Infinity, Infinity, Infinity];
    const high: Vec3 = [-Infinity, -Infinity, -Infinity];
    const used = [...this.builders.values()]
      .filter(({ builder }) => builder.indexCount > 0)
      .sort((a, b) => a.material - b.material || a.image - b.image);
    for (const { builder } of used)
      for (let i = 0; i < builder.vertexCount * 3; i++) {
        const axis = (i % 3) as 0 | 1 | 2;
        const v = builder.positions[i] as number;
        if (v < low[axis]) low[axis] = v;
        if (v > high[axis]) high[axis] = v;
      }
    const grid = gridOf(low, high, errorM);
    const places = [...new Set(used.map(({ image }) => image).filter((image) => image >= 0))];
    let triangles = 0;
    const primitives = used.flatMap(({ material, image, builder }): CityPrimitive[] => {
      const vertices = packVertices(builder, grid, rows.records.length, image >= 0);
      if (!vertices) return [];
      triangles += vertices.indices.length / 3;
      return [{ material, vertices, ...(image >= 0 && { image: places.indexOf(image) }) }];
    });
    for (const { builder } of this.builders.values()) {
      builder.clear();
      this.spare.push(builder);
    }
    this.builders.clear();
    if (primitives.length === 0) return undefined;
    const bytes = writeCityGlb(
      {
        nodes: [{ primitives, origin: grid.origin, ...(grid.stepM !== undefined && { stepM: grid.stepM }) }],
        records: rows.records,
        columns: this.columns,
        images: places.map((place) => images.get(place) as PictureImage),
      },
      this.compress,
    );
    return { bytes, low, high, triangles, features: rows.records.length };
  }
}
