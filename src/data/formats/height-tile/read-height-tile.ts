// Heights from a web map tile as PNG, in Terrarium's or Mapbox's encoding (tilezen/joerd formats.md; Mapbox Terrain-RGB v1).
// Its place is in its name or path: zoom, column, row in Web Mercator. Heights are above the geoid, as both services say.

import { Fault } from "../../../model/records/fault.ts";
import type { ReadHeights } from "../format.ts";
import { type Pixels, readPng } from "./read-png.ts";

/** Half the extent of Web Mercator. */
const HALF_M = 20037508.342789244;
const MOST_ZOOM = 24;
const PLACE = /(?:^|[/\\_-])(\d{1,2})[/\\_-](\d+)[/\\_-](\d+)(?:@2x)?\.png$/i;

const ENCODINGS = {
  terrarium: (r: number, g: number, b: number) => r * 256 + g + b / 256 - 32768,
  mapbox: (r: number, g: number, b: number) => -10000 + (r * 65536 + g * 256 + b) * 0.1,
};

/** Below 9,000 m red is 93 to 163 in Terrarium's encoding (from −9,000 m up) and 0 to 2 in Mapbox's. */
function encodingOf({ rgb }: Pixels): keyof typeof ENCODINGS | undefined {
  let terrarium = 0;
  let mapbox = 0;
  for (let i = 0; i < rgb.length; i += 3) {
    const red = rgb[i] as number;
    if (red >= 93 && red <= 163) terrarium += 1;
    else if (red <= 2) mapbox += 1;
  }
  const most = (rgb.length / 3) * 0.9;
  return terrarium >= most ? "terrarium" : mapbox >= most ? "mapbox" : undefined;
}

/** @throws Fault fault.heights.unreadable, .tile-place, .encoding */
export const read: ReadHeights = async (file) => {
  const [, z, x, y] = (PLACE.exec(file.name) ?? []).map(Number);
  if (z === undefined || x === undefined || y === undefined || z > MOST_ZOOM || Math.max(x, y) >= 2 ** z)
    throw new Fault("fault.heights.tile-place", { file: file.name });
  const bytes = await file.range(0, file.sizeBytes);
  const pixels = (() => {
    try {
      return readPng(bytes);
    } catch (error) {
      throw new Fault("fault.heights.unreadable", { file: file.name, reason: (error as Error).message });
    }
  })();
  const encoding = encodingOf(pixels);
  if (!encoding) throw new Fault("fault.heights.encoding", { file: file.name });
  const { width, height, rgb } = pixels;
  const heights = new Float32Array(width * height);
  for (let i = 0; i < heights.length; i++)
    heights[i] = ENCODINGS[encoding](
      rgb[i * 3] as number,
      rgb[i * 3 + 1] as number,
      rgb[i * 3 + 2] as number,
    );
  const sideM = (2 * HALF_M) / 2 ** z;
  const stepX = sideM / width;
  const stepY = sideM / height;
  return {
    grid: {
      crs: "EPSG:3857",
      columns: width,
      rows: height,
      west: -HALF_M + x * sideM + stepX / 2,
      north: HALF_M - y * sideM - stepY / 2,
      stepX,
      stepY,
      heights,
    },
    findings: [{ severity: "info", code: `finding.heights.${encoding}`, params: {}, where: file.name }],
  };
};
