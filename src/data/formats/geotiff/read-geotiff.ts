// Heights from a GeoTIFF: the first band, by ranges, so that of a large file only what is wanted is read. Cell centres, rows
// from north to south. What is more than a grid holds is thinned, and told.

import { GeoTIFF, type GeoTIFFImage } from "geotiff";
import { Fault, type Finding } from "../../../model/records/fault.ts";
import type { HeightGrid, ReadHeights, SourceFile } from "../format.ts";

/** 64 MB of heights. */
const MOST_CELLS = 16 << 20;
const USER_DEFINED = 32767;

/** What the library reads from: a file by ranges. */
function rangesOf(file: SourceFile) {
  const fetchSlice = async ({ offset, length }: { offset: number; length: number }) => {
    const { buffer, byteOffset, byteLength } = await file.range(offset, length);
    return { offset, length, data: buffer.slice(byteOffset, byteOffset + byteLength) };
  };
  return {
    fetchSlice,
    fetch: async (slices: { offset: number; length: number }[]) =>
      Promise.all(slices.map(async (slice) => (await fetchSlice(slice)).data)),
    fileSize: file.sizeBytes,
    close: async () => {},
  };
}

/** Corner of the first cell and the size of one, in the file's system; a turned grid has none. */
function placeOf(
  image: GeoTIFFImage,
): { x: number; y: number; dx: number; dy: number } | "turned" | undefined {
  const { fileDirectory } = image;
  const scale = fileDirectory.getValue("ModelPixelScale") as ArrayLike<number> | undefined;
  const tie = fileDirectory.getValue("ModelTiepoint") as ArrayLike<number> | undefined;
  const m = fileDirectory.getValue("ModelTransformation") as ArrayLike<number> | undefined;
  // A height given for a point is for the cell's centre, not its corner.
  const centred = (image.getGeoKeys()?.GTRasterTypeGeoKey ?? 1) === 2 ? 0.5 : 0;
  const placed = (x: number, y: number, dx: number, dy: number) =>
    [x, y, dx, dy].every(Number.isFinite) && dx !== 0 && dy !== 0
      ? { x: x - centred * dx, y: y - centred * dy, dx, dy }
      : undefined;
  if (scale && tie && tie.length >= 6) {
    const dx = scale[0] as number;
    const dy = -(scale[1] as number);
    return placed(
      (tie[3] as number) - (tie[0] as number) * dx,
      (tie[4] as number) - (tie[1] as number) * dy,
      dx,
      dy,
    );
  }
  if (!m) return undefined;
  if (m[1] !== 0 || m[4] !== 0) return "turned";
  return placed(m[3] as number, m[7] as number, m[0] as number, m[5] as number);
}

function crsOf(image: GeoTIFFImage): string | undefined {
  const keys = image.getGeoKeys();
  for (const code of [keys?.ProjectedCSTypeGeoKey, keys?.GeographicTypeGeoKey])
    if (typeof code === "number" && code > 0 && code !== USER_DEFINED) return `EPSG:${code}`;
  return undefined;
}

/** GDAL's scale and offset of the band. */
async function scaling(image: GeoTIFFImage): Promise<[number, number]> {
  const metadata = await image.getGDALMetadata(0).catch(() => null);
  const scale = Number(metadata?.SCALE ?? 1);
  const offset = Number(metadata?.OFFSET ?? 0);
  return [Number.isFinite(scale) && scale !== 0 ? scale : 1, Number.isFinite(offset) ? offset : 0];
}

interface Window {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** Cells that touch the bounds and one around, so that they can be interpolated up to the edge. */
function windowOf(
  place: { x: number; y: number; dx: number; dy: number },
  width: number,
  height: number,
  bounds: readonly [number, number, number, number] | undefined,
): Window | undefined {
  if (!bounds) return { left: 0, top: 0, right: width, bottom: height };
  const across = [bounds[0], bounds[2]].map((x) => (x - place.x) / place.dx).sort((a, b) => a - b);
  const down = [bounds[1], bounds[3]].map((y) => (y - place.y) / place.dy).sort((a, b) => a - b);
  const left = Math.max(0, Math.floor(across[0] as number) - 1);
  const right = Math.min(width, Math.ceil(across[1] as number) + 1);
  const top = Math.max(0, Math.floor(down[0] as number) - 1);
  const bottom = Math.min(height, Math.ceil(down[1] as number) + 1);
  return right > left && bottom > top ? { left, top, right, bottom } : undefined;
}

/** @throws Fault fault.heights.unreadable, .turned, .no-place, .outside */
export const read: ReadHeights = async (file, { bounds, signal }) => {
  const findings: Finding[] = [];
  const fail = (code: string, reason = "") => new Fault(`fault.heights.${code}`, { file: file.name, reason });
  // Tags are read when they are asked for, and any of them may be damaged.
  const { image, place, crs } = await (async () => {
    try {
      const tiff = await GeoTIFF.fromSource(rangesOf(file), {}, signal);
      const image = await tiff.getImage();
      return { image, place: placeOf(image), crs: crsOf(image) };
    } catch (error) {
      throw fail("unreadable", (error as Error).message);
    }
  })();
  if (place === "turned") throw fail("turned");
  if (!place) throw fail("no-place");
  const window = windowOf(place, image.getWidth(), image.getHeight(), bounds);
  if (!window) throw fail("outside");
  const cells = (window.right - window.left) * (window.bottom - window.top);
  const thin = Math.max(1, Math.ceil(Math.sqrt(cells / MOST_CELLS)));
  const columns = Math.max(1, Math.floor((window.right - window.left) / thin));
  const rows = Math.max(1, Math.floor((window.bottom - window.top) / thin));
  if (thin > 1)
    findings.push({ severity: "warning", code: "finding.heights.thinned", params: { thin }, where: "" });
  const heights = new Float32Array(columns * rows);
  try {
    const [band] = (await image.readRasters({
      samples: [0],
      window: [window.left, window.top, window.right, window.bottom],
      ...(thin > 1 && { width: columns, height: rows, resampleMethod: "nearest" }),
      ...(signal && { signal }),
    })) as unknown as [ArrayLike<number>];
    if (band.length !== heights.length) throw new Error(`${band.length} / ${heights.length}`);
    const none = image.getGDALNoData();
    const [scale, offset] = await scaling(image);
    const southUp = place.dy > 0;
    for (let row = 0; row < rows; row++) {
      const from = (southUp ? rows - 1 - row : row) * columns;
      for (let column = 0; column < columns; column++) {
        const value = band[from + column] as number;
        // Common markers of nothing that no survey means.
        const nothing = value === none || !(value > -32000) || value > 1e6;
        heights[row * columns + column] = nothing ? Number.NaN : value * scale + offset;
      }
    }
  } catch (error) {
    throw signal?.aborted
      ? new Fault("fault.input.cancelled", { file: file.name })
      : fail("unreadable", (error as Error).message);
  }
  const stepX = place.dx * ((window.right - window.left) / columns);
  const stepY = Math.abs(place.dy) * ((window.bottom - window.top) / rows);
  const edge = place.dy < 0 ? place.y + window.top * place.dy : place.y + window.bottom * place.dy;
  const grid: HeightGrid = {
    crs,
    columns,
    rows,
    west: place.x + window.left * place.dx + stepX / 2,
    north: edge - stepY / 2,
    stepX,
    stepY,
    heights,
  };
  if (crs === undefined)
    findings.push({ severity: "warning", code: "finding.heights.no-crs", params: {}, where: "" });
  return { grid, findings };
};
