// What a layer's colours mean; each entry can be hidden (view.hidden).

export interface LegendEntry {
  id: string;
  /** word key */
  title: string;
  /** sRGB, 0–255. */
  colour: readonly [number, number, number];
  /** How the mark is shaped: legends show it as the map does; absent: a patch of colour. */
  shape?: "disc" | "ring" | "diamond" | "triangle" | "square" | "hollow";
}
