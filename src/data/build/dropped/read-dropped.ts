// One dropped file to tiles, in a browser's worker: told by its first bytes, read by the readers that a city build uses,
// tiled in memory, the finest tiles handed out. GCJ-02 is asked about, an unknown coordinate system too, nothing guessed.

import { enuFrame } from "../../../model/geo/frames.ts";
import { readCrs } from "../../../model/geo/projections.ts";
import { Fault, type Finding } from "../../../model/records/fault.ts";
import type { ObjectSource, SourceFile } from "../../formats/format.ts";
import { objectsFormat, roadsFormat } from "../../formats/formats.ts";
import { memoryScratch } from "../../formats/memory-scratch.ts";
import type { TileTarget } from "../../tiling/city/city-tiles-job.ts";
import { buildObjects } from "../city/build-objects.ts";
import { insideMainland } from "../city/inside-mainland.ts";
import { importRoads } from "../import-roads.ts";
import { type DroppedBatch, type DroppedOptions, MOST_FINDINGS } from "./dropped-batches.ts";
import { flattenTiles } from "./flatten-tiles.ts";
import { flatgeobufAsGeojson } from "./rows-as-geojson.ts";

const HEAD_BYTES = 4096;
const startsWith = (head: Uint8Array, text: string) =>
  [...text].every((letter, i) => head[i] === letter.charCodeAt(0));

type Corner = readonly [number, number];

function firstCorner(objects: readonly { shapes: ObjectShapes }[]): Corner | undefined {
  for (const { shapes } of objects)
    for (const { shape } of shapes) {
      const points =
        shape.type === "extrusion"
          ? shape.footprints[0]?.[0]
          : shape.type === "faces"
            ? shape.faces[0]?.rings[0]
            : shape.positions;
      if (points && points.length >= 2) return [points[0] as number, points[1] as number];
    }
  return undefined;
}
type ObjectShapes = Awaited<ReturnType<AsyncIterator<Batch>["next"]>>["value"][number]["shapes"];
type Batch = ObjectSource extends { objects(): AsyncIterable<infer Each> } ? Each : never;

/** What must be asked before such coordinates can be placed. */
function question(crs: string | undefined, corner: Corner | undefined): DroppedBatch | undefined {
  if (crs === undefined) return { kind: "asks", question: "crs", found: "" };
  const geographic = readCrs(crs).kind === "geographic";
  if (corner && geographic && insideMainland(corner[0], corner[1]))
    return { kind: "asks", question: "gcj02", found: crs };
  return undefined;
}

function memory(): TileTarget & { files: Map<string, Uint8Array<ArrayBuffer>[]> } {
  const files = new Map<string, Uint8Array<ArrayBuffer>[]>();
  return {
    files,
    create: async (path) => {
      const pieces: Uint8Array<ArrayBuffer>[] = [];
      files.set(path, pieces);
      return { write: (bytes) => void pieces.push(new Uint8Array(bytes)), close: async () => {} };
    },
    scratch: memoryScratch,
  };
}

function whole(pieces: readonly Uint8Array<ArrayBuffer>[]): Uint8Array<ArrayBuffer> {
  if (pieces.length === 1) return pieces[0] as Uint8Array<ArrayBuffer>;
  const out = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    out.set(piece, at);
    at += piece.length;
  }
  return out;
}

function* tilesIn(
  files: ReadonlyMap<string, readonly Uint8Array<ArrayBuffer>[]>,
  tileset: string,
  surface: "city" | "roads",
): Generator<DroppedBatch> {
  const read = (path: string) => {
    const pieces = files.get(path);
    if (!pieces) throw new Error(path);
    return whole(pieces);
  };
  const json = (path: string) => JSON.parse(new TextDecoder().decode(read(path))) as unknown;
  for (const { matrix, path } of flattenTiles(tileset, json))
    yield { kind: "tile", surface, matrix, glb: read(path) };
}

const shown = (findings: readonly Finding[]) => ({
  findings: findings.slice(0, MOST_FINDINGS),
  findingCount: findings.length,
});

async function* objects(
  format: string,
  open: () => Promise<ObjectSource>,
  stated: string | undefined,
  { file, answers, groundHeightM, onProgress }: DroppedOptions,
): AsyncGenerator<DroppedBatch> {
  yield { kind: "format", format };
  const source = await open();
  const stream = source.objects()[Symbol.asyncIterator]();
  const first = await stream.next();
  const own = stated ?? source.crs();
  const asked =
    answers.crs === undefined && !first.done ? question(own, firstCorner(first.value)) : undefined;
  if (asked) {
    await stream.return?.();
    yield asked;
    return;
  }
  const crs = answers.crs ?? own;
  const target = memory();
  const replayed: ObjectSource = {
    findings: source.findings,
    crs: () => crs,
    counts: () => source.counts(),
    ...(source.image && { image: (index) => (source.image as NonNullable<typeof source.image>)(index) }),
    async *objects() {
      if (first.done) return;
      yield first.value;
      for (let next = await stream.next(); !next.done; next = await stream.next()) yield next.value;
    },
  };
  const built = await buildObjects(
    [{ name: file.name, open: async () => replayed, place: { ...(crs !== undefined && { crs }) } }],
    target,
    {
      tilesetId: "dropped",
      folder: "",
      groundHeightM: () => groundHeightM,
      onProgress: ({ key, done, total }) => onProgress(key === "objects" ? "reading" : "tiling", done, total),
    },
  );
  yield* tilesIn(target.files, "tileset.json", "city");
  const counts = { read: 0, out: 0, skipped: 0 };
  for (const each of built.counts) {
    counts.read += each.read;
    counts.out += each.out;
    counts.skipped += each.skipped;
  }
  const { frame, low, high } = built;
  const centre = [0, 1, 2].map((axis) => ((low[axis] as number) + (high[axis] as number)) / 2);
  const { lonDeg, latDeg, heightM } = geodeticAt(frame, centre as [number, number, number]);
  yield {
    kind: "done",
    counts,
    crs: built.placers[0]?.gcj02 ? "GCJ-02" : (built.placers[0]?.crs.name ?? crs ?? ""),
    ...shown(built.findings),
    middle: { lonDeg, latDeg, heightM },
    rangeM: Math.hypot(high[0] - low[0], high[1] - low[1]),
  };
}

async function* roads(
  { file, answers, onProgress }: DroppedOptions,
  head: Uint8Array,
): AsyncGenerator<DroppedBatch> {
  const format = roadsFormat(head, file.name);
  if (!format?.readRoads) return;
  yield { kind: "format", format: format.id };
  const { read } = await format.readRoads();
  const { network, findings } = await read(file.stream(), {
    fileName: file.name,
    sha256: "",
    onProgress: ({ bytes }) => onProgress("reading", bytes, file.sizeBytes),
  });
  const { place, crs } = answers;
  let made: ReturnType<typeof importRoads>;
  try {
    made = importRoads(network, findings, {
      records: false,
      ...(crs !== undefined && { crs }),
      ...(place && { origin: { lonDeg: place.lonDeg, latDeg: place.latDeg, headingDeg: 90 } }),
    });
  } catch (error) {
    if (!(error instanceof Fault) || error.code !== "fault.import.origin-needed") throw error;
    yield { kind: "asks", question: "place", found: "" };
    return;
  }
  const files = new Map(made.files.map(({ path, bytes }) => [path, [new Uint8Array(bytes)]]));
  const tileset = [...files.keys()].find((path) => path.endsWith("tileset.json")) ?? "tileset.json";
  yield* tilesIn(files, tileset, "roads");
  const skipped = made.findings.filter(({ severity }) => severity === "skipped").length;
  const { bounds, anchor } = made.city;
  const wide = (bounds.east - bounds.west) * 111_195 * Math.cos((anchor.latDeg * Math.PI) / 180);
  yield {
    kind: "done",
    counts: { read: network.roads.length + skipped, out: network.roads.length, skipped },
    crs: made.city.frame.name,
    ...shown(made.findings),
    middle: anchor,
    rangeM: Math.hypot(wide, (bounds.north - bounds.south) * 111_195),
  };
}

function geodeticAt(frame: ReturnType<typeof enuFrame>, [e, n, u]: readonly [number, number, number]) {
  // The file's own extent is small against the Earth: its frame's origin and the degrees of a metre are enough to fly to.
  const { lonDeg, latDeg, heightM } = frame.origin;
  return {
    lonDeg: lonDeg + e / (111_195 * Math.cos((latDeg * Math.PI) / 180)),
    latDeg: latDeg + n / 111_195,
    heightM: heightM + u,
  };
}

async function* model({ file, answers }: DroppedOptions): AsyncGenerator<DroppedBatch> {
  yield { kind: "format", format: "gltf" };
  const { place } = answers;
  if (!place) {
    yield { kind: "asks", question: "place", found: "" };
    return;
  }
  const glb = new Uint8Array(await file.range(0, file.sizeBytes));
  const length = new DataView(glb.buffer).getUint32(8, true);
  if (length > glb.length)
    throw new Fault("fault.dropped.truncated", { file: file.name, expected: length, found: glb.length });
  const { matrix } = enuFrame(place.lonDeg, place.latDeg, place.heightM);
  yield { kind: "tile", surface: "foreign", matrix, glb };
  yield {
    kind: "done",
    counts: { read: 1, out: 1, skipped: 0 },
    crs: "",
    ...shown([]),
    middle: place,
    rangeM: 150,
  };
}

/** @throws Fault fault.dropped.*, fault.input.*, fault.city-build.*, fault.import.* and those of the readers */
export async function* readDropped(options: DroppedOptions): AsyncGenerator<DroppedBatch> {
  const { file, onProgress } = options;
  const head = await file.range(0, Math.min(HEAD_BYTES, file.sizeBytes));
  if (head.length === 0) throw new Fault("fault.input.empty", { file: file.name });
  if (startsWith(head, "glTF")) return yield* model(options);
  const reading = (each: SourceFile, format: ReturnType<typeof objectsFormat>) => async () => {
    if (!format?.readObjects) throw new Fault("fault.dropped.unknown", { file: file.name });
    const { open } = await format.readObjects();
    return open(each, { onProgress: ({ bytes }) => onProgress("reading", bytes, each.sizeBytes) });
  };
  if (startsWith(head, "fgb")) {
    const lines = await flatgeobufAsGeojson(file);
    const format = objectsFormat(new Uint8Array(0), "rows.geojsonl");
    return yield* objects("flatgeobuf", reading(lines.file, format), lines.crs, options);
  }
  const roadFormat = roadsFormat(head, "");
  if (roadFormat) return yield* roads(options, head);
  const format = objectsFormat(head, file.name);
  if (format) return yield* objects(format.id, reading(file, format), undefined, options);
  if (roadsFormat(head, file.name)) return yield* roads(options, head);
  throw new Fault("fault.dropped.unknown", { file: file.name });
}
