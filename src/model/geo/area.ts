// An area on the map: polygons with holes, degrees (longitude, latitude) of the data's own frame, rings closed.

/** Closed: the last corner repeats the first. */
export type AreaRing = [number, number][];

export interface Area {
  /** Each polygon: its outer ring, then its holes. */
  polygons: AreaRing[][];
}
