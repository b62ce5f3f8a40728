// Colours for values: viridis and cividis for quantities (readable without colour sight and in grey), Okabe and Ito's
// set for categories, greys for what is not told. sRGB, 0–255.

export type Rgb = readonly [number, number, number];
export type QuantityScale = "viridis" | "cividis";
export const QUANTITY_SCALES: readonly QuantityScale[] = ["viridis", "cividis"];

/** Every eighth of the published tables; between them the error is below what one can see. */
const ANCHORS: Record<QuantityScale, readonly Rgb[]> = {
  viridis: [
    [68, 1, 84],
    [71, 44, 122],
    [59, 81, 139],
    [44, 113, 142],
    [33, 144, 141],
    [39, 173, 129],
    [92, 200, 99],
    [170, 220, 50],
    [253, 231, 37],
  ],
  cividis: [
    [0, 32, 77],
    [0, 51, 111],
    [57, 72, 107],
    [87, 92, 109],
    [112, 113, 115],
    [138, 135, 121],
    [166, 157, 117],
    [196, 181, 108],
    [255, 234, 70],
  ],
};

/** Without black, which dark themes swallow. */
export const CATEGORY_COLOURS: readonly Rgb[] = [
  [230, 159, 0],
  [86, 180, 233],
  [0, 158, 115],
  [240, 228, 66],
  [0, 114, 178],
  [213, 94, 0],
  [204, 121, 167],
];
/** Values beyond the categories shown. */
export const OTHER_COLOUR: Rgb = [112, 117, 124];
/** Where the data say nothing; the legend hatches it. */
export const NO_DATA_COLOUR: Rgb = [182, 186, 192];

/** The colour at a share of the scale, 0–1. */
export function scaleColour(scale: QuantityScale, share: number): Rgb {
  const anchors = ANCHORS[scale];
  const at = Math.min(1, Math.max(0, share)) * (anchors.length - 1);
  const low = Math.min(anchors.length - 2, Math.floor(at));
  const [a, b] = [anchors[low] as Rgb, anchors[low + 1] as Rgb];
  const mix = (i: 0 | 1 | 2) => Math.round(a[i] + (at - low) * (b[i] - a[i]));
  return [mix(0), mix(1), mix(2)];
}

/** One colour a class, from end to end of the scale. */
export const classColours = (scale: QuantityScale, classes: number): Rgb[] =>
  Array.from({ length: classes }, (_, i) => scaleColour(scale, classes === 1 ? 0.5 : i / (classes - 1)));
