// What a layer's colours mean; each entry can be hidden (view.hidden).

export interface LegendEntry {
  id: string;
  /** word key */
  title: string;
  /** sRGB, 0–255. */
  colour: readonly [number, number, number];
}
