// Which of a GML position's numbers is x. An authority's order is latitude, longitude for geographic systems named by URN or
// URL, and northing, easting for some planes, of which writers mostly keep the first rule and not the second: planes are
// judged by their figures.

import { parseCrs } from "../../../model/geo/projections.ts";

/** EPSG's geographic systems that city models come in, those with heights too; all of them list latitude first. */
const GEOGRAPHIC = new Set([
  4326, 4979, 4490, 4480, 4258, 4937, 4269, 4612, 4019, 6697, 6667, 6668, 6696, 7843, 7844, 9518, 9055, 5498,
  8353, 9707,
]);

/** The code of the horizontal part, of a compound name too. */
export const epsgOf = (srsName: string): number | undefined => {
  const code = /EPSG\W*(?:[\d.]*\W+)?(\d{4,6})\b/i.exec(srsName)?.[1];
  return code === undefined ? undefined : Number(code);
};

export interface Axes {
  /** The second number is x. */
  swapped: boolean;
  /** Metres of a unit of x and y. */
  scale: readonly [number, number];
  /** The order is not what the name says, or can't be told from it. */
  note?: "finding.citygml.order-unlike" | "finding.citygml.order-assumed";
}

const DEGREE_M = 111_320;

const degrees = (swapped: boolean, latDeg: number, note?: Axes["note"]): Axes => ({
  swapped,
  scale: [DEGREE_M * Math.max(0.01, Math.cos((latDeg * Math.PI) / 180)), DEGREE_M],
  ...(note && { note }),
});

/** @param first a position of the file */
export function axesOf(srsName: string | undefined, [a, b]: readonly [number, number]): Axes {
  const plane: Axes = { swapped: false, scale: [1, 1] };
  if (srsName === undefined) return plane;
  const epsg = epsgOf(srsName);
  const crs84 = /CRS:?84/i.test(srsName);
  if (crs84 || (epsg !== undefined && GEOGRAPHIC.has(epsg))) {
    if (crs84) return degrees(false, b);
    if (Math.abs(a) > 90) return degrees(false, b, "finding.citygml.order-unlike");
    if (Math.abs(b) > 90) return degrees(true, a);
    // "EPSG:4326" alone has been written both ways; the authority's is the likelier in CityGML.
    return degrees(true, a, /^EPSG:\d+$/i.test(srsName.trim()) ? "finding.citygml.order-assumed" : undefined);
  }
  const order = (() => {
    try {
      return epsg === undefined ? undefined : parseCrs(`EPSG:${epsg}`).axisOrder;
    } catch {
      return undefined;
    }
  })();
  if (order !== "northing-easting") return plane;
  // China's northings are 0 to 6,000 km; eastings are below 1,000 km, or above 13,000 km with a zone before them.
  const northing = (v: number) => v >= 1e6 && v < 7e6;
  return northing(a) && !northing(b)
    ? { swapped: true, scale: [1, 1], note: "finding.citygml.order-assumed" }
    : plane;
}
