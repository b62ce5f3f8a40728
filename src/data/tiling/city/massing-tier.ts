// What a parent tile shows of the features below it, gathered while its cells pass by. For an error E each feature gives
// its coarsest level of at most E, or the box round it; what is smaller than E / 2 in every direction is dropped, and
// more where there is no room. The tile's error is the largest dimension that was dropped or displaced.

import { OBJECT_KINDS } from "../../../model/buildings/object-kinds.ts";
import { boxMassing } from "./box-massing.ts";
import { type FeatureRecord, type RecordMesh, readRecord } from "./read-record.ts";
import type { Drawn } from "./tile-content.ts";

/** Corners of a parent tile at most; a box has 20, and 200 bytes. */
const MOST_CORNERS = 24_000;
/** Boxes have windows from so many times the tile's error on: below, a storey is no pixel where the tile is shown. */
const WINDOWS_FROM = 2;
/** Boxes stand for these only. */
const BODIES = new Set(["building", "other"].map((kind) => OBJECT_KINDS.indexOf(kind as "building")));
/** Their own tiles show these, further down. */
export const LITTLE = new Set(
  ["furniture", "vegetation"].map((kind) => OBJECT_KINDS.indexOf(kind as "furniture")),
);

export const extentOf = ({ half }: FeatureRecord) => 2 * Math.max(...half);

interface Candidate extends Drawn {
  extentM: number;
  displacedM: number;
  corners: number;
}

export class MassingTier {
  private candidates: Candidate[] = [];
  private corners = 0;
  private missingM = 0;
  private whole = true;
  private readonly errorM: number;

  constructor(errorM: number) {
    this.errorM = errorM;
  }

  /** @param record whose bytes may be used again when this returns */
  take(record: FeatureRecord): void {
    const extentM = extentOf(record);
    if (extentM < this.errorM / 2 || LITTLE.has(record.kind)) {
      this.missingM = Math.max(this.missingM, extentM);
      this.whole = false;
      return;
    }
    const last = record.levels.length - 1;
    const place = Math.max(
      0,
      record.levels.findIndex(({ errorM }) => errorM <= this.errorM),
    );
    const level = record.levels[place];
    if (!level) return;
    let meshes: readonly RecordMesh[] = level.meshes;
    let displacedM = level.errorM;
    if (place === last && !record.cut && BODIES.has(record.kind)) {
      const box = boxMassing(level, this.errorM * WINDOWS_FROM);
      if (box.errorM <= this.errorM && cornersOf(box.meshes) < cornersOf(level.meshes)) {
        meshes = box.meshes;
        displacedM = box.errorM;
      }
    }
    if (displacedM > 0) this.whole = false;
    this.add({
      record: headOf(record),
      meshes: meshes.map(kept),
      extentM,
      displacedM,
      corners: cornersOf(meshes),
    });
  }

  private add(candidate: Candidate): void {
    this.candidates.push(candidate);
    this.corners += candidate.corners;
    // Twice the room may gather before the smallest are let go, so that sorting is rare.
    if (this.corners > 2 * MOST_CORNERS) this.fit();
  }

  private fit(): void {
    if (this.corners <= MOST_CORNERS) return;
    const order = [...this.candidates.keys()].sort((a, b) => {
      const [p, q] = [this.candidates[a] as Candidate, this.candidates[b] as Candidate];
      return p.extentM - q.extentM || b - a;
    });
    const gone = new Set<number>();
    for (const place of order) {
      if (this.corners <= MOST_CORNERS) break;
      const { corners, extentM } = this.candidates[place] as Candidate;
      gone.add(place);
      this.corners -= corners;
      this.missingM = Math.max(this.missingM, extentM);
      this.whole = false;
    }
    this.candidates = this.candidates.filter((_, place) => !gone.has(place));
  }

  /** Something below was never offered, such as furniture of this size. */
  miss(extentM: number): void {
    this.missingM = Math.max(this.missingM, extentM);
  }

  /** What to draw, and the error it has; nothing to draw where all of it equals what the children show. */
  finish(): { drawn: readonly Drawn[]; errorM: number } {
    this.fit();
    const displacedM = this.candidates.reduce((most, c) => Math.max(most, c.displacedM), 0);
    return { drawn: this.whole ? [] : this.candidates, errorM: Math.max(this.missingM, displacedM) };
  }
}

/** About as many vertices as the triangles will need: three for four indices of flat-shaded walls. */
export const cornersOf = (meshes: readonly RecordMesh[]) =>
  meshes.reduce((sum, { indices }) => sum + indices.length * 0.75, 0);

/** A mesh with arrays of its own, off the bytes of the cell. */
const kept = (mesh: RecordMesh): RecordMesh => ({
  ...mesh,
  positions: mesh.positions.slice(),
  indices: mesh.indices.slice(),
  colours: mesh.colours?.slice(),
  uvs: mesh.uvs?.slice(),
});

/** A record without its shapes, off the bytes of the cell. */
function headOf(record: FeatureRecord): FeatureRecord {
  const { bytes, idAt, endAt } = record;
  return { ...record, levels: [], bytes: bytes.slice(idAt, endAt), idAt: 0, endAt: endAt - idAt };
}

/** All records of a cell. */
export function recordsOf(bytes: Uint8Array): FeatureRecord[] {
  const out: FeatureRecord[] = [];
  for (let at = 0; at < bytes.length; ) {
    const { record, next } = readRecord(bytes, at);
    out.push(record);
    at = next;
  }
  return out;
}
